"""When a form of the dictionary means its skill: our rules, and what the model may overrule."""

import pytest

from pipelines.forms import Form
from pipelines.matching.lexicon import Lexicon
from pipelines.tagging.dictionary import DISTRUSTED, DOUBT, DOUBTED, ORDINARY, SURE, Dictionary

FORMS = [
    Form("Zorblax", "preferred", "urn:z", "Zorblax", "knowledge"),
    Form("Quux", "guarded", "urn:q", "Quux", "knowledge"),
    Form("access", "alternative", "urn:a", "grant access", "skill/competence"),
]
DICTIONARY = Dictionary(FORMS)
LEXICON = Lexicon(form.form for form in FORMS)


def why_not(word: str, likely: float | None, in_context: bool = True, is_asked: bool = False) -> str | None:
    cut, [[match]] = LEXICON.read(f"we know {word} here")
    return DICTIONARY.why_not(cut, match, DICTIONARY.found(cut, match, likely, in_context, is_asked))


@pytest.mark.parametrize(
    ("word", "likely", "why"),
    [
        ("Zorblax", None, None),
        ("Zorblax", DOUBT, None),
        ("Zorblax", DOUBT / 2, DOUBTED),
        ("Quux", None, ORDINARY),
        ("Quux", SURE - 0.1, ORDINARY),
        ("Quux", SURE, None),
        ("access", 1.0, DISTRUSTED),
    ],
)
def test_the_model_doubts_and_rescues_where_it_is_sure(word: str, likely: float | None, why: str | None) -> None:
    assert why_not(word, likely) == why


def test_the_rules_stay_in_charge_out_of_context_and_under_a_heading_that_asks() -> None:
    assert why_not("Zorblax", 0.0, in_context=False) is None
    assert why_not("Zorblax", 0.0, is_asked=True) is None


def test_the_score_is_the_models_where_it_may_judge_and_the_trust_in_the_form_elsewhere() -> None:
    cut, [[match]] = LEXICON.read("Zorblax")
    assert DICTIONARY.found(cut, match, 0.9, True, False).score == 0.9
    assert DICTIONARY.found(cut, match, 0.9, False, False).score == DICTIONARY.found(cut, match, None, True, True).score
