"""What ships as learnt is what the training command writes, and it does better than the dictionary alone."""

from pathlib import Path

import pytest

from pipelines.forms import Form
from pipelines.training.gold import Sentence
from pipelines.training.trust import Learner, goodness, learn, main
from warehouse.taxonomy import find_taxonomies

SHIPPED = Path(__file__).parents[2] / "pipelines" / "data" / "trust.tsv"


def sentence(text: str, *knowledge: str) -> Sentence:
    spans = frozenset((text.index(span), text.index(span) + len(span)) for span in knowledge)
    return Sentence(text, spans, frozenset())


@pytest.mark.parametrize(
    ("form", "good"), [("big data", 1.0), ("data", 0.4), ("use big", 0.3), ("daily", 0.0), ("big data tools", 0.3)]
)
def test_how_well_a_place_agrees_with_the_labels(form: str, good: float) -> None:
    told = sentence("use big data tools daily", "big data")
    start = told.text.index(form)
    assert goodness((start, start + len(form)), " " in form, told) == good


def test_an_alias_that_means_something_else_is_distrusted_and_a_name_that_is_a_word_is_guarded() -> None:
    forms = [
        Form("statistics", "preferred", "s", "statistics", "knowledge"),
        Form("data", "alternative", "s", "statistics", "knowledge"),
        Form("Swift", "derived", "w", "Swift (computer programming)", "knowledge"),
        Form("Python", "derived", "p", "Python (computer programming)", "knowledge"),
    ]
    plain = sentence("your data and swift replies, our data")
    told = [plain, sentence("knows Python and statistics", "Python", "statistics")] * 9
    learnt = learn(Learner(forms, [each.text for each in told], told), told)
    assert {key: form.verdict for key, form in learnt.items()} == {
        "data": "distrusted",
        "statistics": "",
        "swift": "guarded",
        "python": "",
    }


def test_the_shipped_list_is_what_the_command_writes(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, taxonomy = tmp_path / "trust.tsv", str(find_taxonomies()[0])
    arguments = ["trust", "--gold", str(shared / "gold"), "--taxonomy", taxonomy, "--out", str(out)]
    monkeypatch.setattr("sys.argv", arguments)
    main()
    assert out.read_bytes() == SHIPPED.read_bytes()


def test_the_list_helps_on_sentences_it_was_not_learnt_from() -> None:
    [line] = [line for line in SHIPPED.read_text().splitlines() if line.startswith("# strict F1")]
    without, with_list = (float(word) for word in line.replace(",", "").split() if word.startswith("0."))
    assert with_list > without + 0.04
