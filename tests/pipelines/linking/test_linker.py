"""A text is linked to the concepts that it speaks of in other words, the likeliest first."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.linking.chunks import chunks, grams, sentences
from pipelines.linking.linker import Linker, Linkers
from pipelines.linking.sentences import SentenceModel, pieces
from pipelines.linking.tables import build_tables
from warehouse.taxonomy import Concept, Form, TaxonomyError, find_taxonomies, write_taxonomy


@pytest.fixture(scope="module")
def esco(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The environment's ESCO, with tables of linking made here."""
    folder = tmp_path_factory.mktemp("share") / "esco-1.1.1"
    shutil.copytree(find_taxonomies()[0], folder, ignore=shutil.ignore_patterns("linking"))
    build_tables(folder)
    return folder


@pytest.fixture(scope="module")
def linker(esco: Path) -> Linker:
    return Linker(esco)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("You lead a team of five engineers.", "lead a team"),
        ("Experience in palliative care of older adults", "provide palliative care"),
        ("You will write code reviews for other developers", "conduct ICT code review"),
        ("Welcome patients and answer the questions that patients ask", "answer patients' questions"),
        ("knows the Risk Management Framework", "risk management"),
    ],
)
def test_what_a_text_speaks_of_is_among_the_first_five(linker: Linker, text: str, label: str) -> None:
    assert label in [candidate.preferred_label for candidate in linker.rank(text, 5)]


def test_candidates_are_ranked_and_as_many_as_asked(linker: Linker) -> None:
    ranked = linker.rank("Design, build and maintain software for hospitals.\nYou speak German.", 20)
    assert len(ranked) == 20
    assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)
    assert len({each.concept_uri for each in ranked}) == 20


def test_what_the_tagger_found_comes_forward(linker: Linker) -> None:
    text = "You know your way around herds."
    behind = linker.rank(text, 400)[300].concept_uri
    places = [[each.concept_uri for each in linker.rank(text, 400, found)].index(behind) for found in ((), (behind,))]
    assert places[1] < places[0]


@pytest.mark.parametrize(
    ("span", "label"),
    [
        ("stakeholder communication", "communicate with stakeholders"),
        ("leading small teams", "lead a team"),
        ("managing the budgets", "manage budgets"),
        ("designing and developing new user interfaces", "design user interface"),
        ("empathy", "show empathy"),
        ("Managing   customer\nrelationships", "customer relationship management"),
    ],
)
def test_a_span_that_names_a_concept_in_other_words_is_linked(linker: Linker, span: str, label: str) -> None:
    linked = linker.link(span)
    assert linked is not None
    assert linked.preferred_label == label
    assert 0 < linked.score <= 1


@pytest.mark.parametrize(
    "span",
    [
        "storage",  # no food storage
        "pharmacy services",  # no pharmacy law
        "working in an acute environment",  # no working environment
        "manage customer environments",  # no customers
        "learning new technologies",  # no learning technologies
        "monthly management accounts",  # no managing of accounts
        "powering platforms and tools for customers",  # no power tools
        "building new product features",  # no demonstrating of them
        "working with the clinical teams",  # not in them
        "blue bicycle stairs",
        "",
        "\x00 …",
        "名前",
        "in der Lage sein",
        "a" * 1_000_000,
        "team lead " * 100_000,
    ],
)
def test_a_span_that_lacks_a_word_of_every_name_or_means_another_thing_is_not_linked(linker: Linker, span: str) -> None:
    assert linker.link(span) is None


@pytest.mark.parametrize("text", ["", " \n\t", "…!?", "\x00\x01\x02", "名前", "a" * 1_000_000, "word " * 200_000])
def test_any_text_is_ranked_in_bounded_time(linker: Linker, text: str) -> None:
    assert len(linker.rank(text, 5)) <= 5


def test_the_same_labels_make_the_same_tables(esco: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    shutil.copytree(esco, again, ignore=shutil.ignore_patterns("linking"))
    made = build_tables(again)
    for file in sorted((esco / "linking").iterdir()):
        assert file.read_bytes() == (made / file.name).read_bytes(), file.name


def test_the_language_of_a_text_chooses_the_tables(esco: Path, tmp_path: Path) -> None:
    german = tmp_path / "esco-1.2.0-de"
    concepts = [Concept("urn:teig", "knead dough", "skill/competence"), Concept("urn:haar", "cut hair", "knowledge")]
    forms = [Form("Teig kneten", "urn:teig", "preferred", "de"), Form("Haare schneiden", "urn:haar", "preferred", "de")]
    write_taxonomy(german, {"language": "de"}, concepts, forms)
    build_tables(german)
    linkers = Linkers.load(esco, german)
    text = "Sie sind verantwortlich für das Kneten und Formen von Teig und arbeiten mit uns in der Backstube."
    assert linkers.rank(text, 1)[0].preferred_label == "knead dough"
    english = linkers.rank("You are responsible for the dough and knead it with us, and you work in our bakery.", 50)
    assert all(candidate.concept_uri.startswith("http://data.europa.eu/") for candidate in english)


def test_a_language_without_vectors_ranks_by_letters_and_links_nothing(tmp_path: Path) -> None:
    german = tmp_path / "esco-1.2.0-de"
    concepts = [Concept("urn:teig", "knead dough", "skill/competence"), Concept("urn:haar", "cut hair", "knowledge")]
    forms = [Form("Teig kneten", "urn:teig", "preferred", "de"), Form("Haare schneiden", "urn:haar", "preferred", "de")]
    write_taxonomy(german, {"language": "de"}, concepts, forms)
    build_tables(german)
    linker = Linker(german)
    assert not linker.has_sentence_model
    assert [each.preferred_label for each in linker.rank("Kneten von Teig", 1)] == ["knead dough"]
    assert linker.link("Teige kneten") is None


def test_tables_made_with_other_vectors_of_words_are_refused(esco: Path, tmp_path: Path) -> None:
    old = tmp_path / "esco-1.1.1"
    shutil.copytree(esco, old)
    (old / "linking" / "version.txt").write_text("00000000")
    with pytest.raises(TaxonomyError, match=r"another version.*make"):
        Linker(old)


def test_the_sentence_model_counts_only_where_the_extra_is_installed_and_the_tables_know_it(linker: Linker) -> None:
    assert linker.has_sentence_model == (SentenceModel.find() is not None)


@pytest.mark.parametrize("text", ["", "Pflege älterer Menschen", "名前", "word " * 10_000, "x" * 100_000])
def test_the_sentence_model_reads_any_text_as_so_many_pieces_at_most(text: str) -> None:
    cut = pieces(text)
    assert 2 <= len(cut) <= 128
    assert [cut[0], cut[-1]] == pieces("")


def test_without_tables_the_remedy_is_said(tmp_path: Path) -> None:
    with pytest.raises(TaxonomyError, match="make"):
        Linkers.load(tmp_path)
    with pytest.raises(TaxonomyError, match="make"):
        Linker(tmp_path)


@given(st.text(max_size=300))
def test_a_sentence_is_its_own_first_chunk_and_its_ngrams_have_weight(text: str) -> None:
    for sentence in sentences(text):
        assert chunks(sentence)[0] == sentence
        assert all(weight >= 1 for weight in grams(sentence).values())
