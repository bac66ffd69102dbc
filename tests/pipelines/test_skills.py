"""The tagger as a whole: a text in, the skills and credentials that count out, each at its place in the given text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.skills import Tagger
from pipelines.tags import Tags
from warehouse.onet import import_onet
from warehouse.records import CredentialMention, SkillMention
from warehouse.taxonomy import find_taxonomies

TAGGER = Tagger.load(*find_taxonomies())
Found = dict[str, str]


def skills(text: str, side: str = "demand") -> Found:
    """Matched text → preferred label of the concepts that count."""
    named = (mention for mention in TAGGER.tag(text, side).skills if mention.concept_uri)
    return {mention.matched_text: mention.preferred_label or "" for mention in named}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Python and javascript", {"Python": "Python (computer programming)", "javascript": "JavaScript"}),
        ("Java, not JavaScript", {"Java": "Java (computer programming)", "JavaScript": "JavaScript"}),
        ("C++ or c#", {"C++": "C++", "c#": "C#"}),
        ("C#, .Net, Java", {"C#": "C#", ".Net": ".NET", "Java": "Java (computer programming)"}),
        ("good communication skills", {"communication skills": "communication"}),
        ("fluent English", {"English": "English"}),
        ("project-management experience", {"project-management": "project management"}),
        ("machine learning", {"machine learning": "utilise machine learning"}),
        ("Microsoft Excel", {"Microsoft Excel": "use spreadsheets software"}),
        ("Excel by Microsoft; we excel", {"Excel": "use spreadsheets software"}),
        (
            "statistics with R, Python",
            {"statistics": "statistics", "R": "R", "Python": "Python (computer programming)"},
        ),
        ("the R language", {"R": "R"}),
        ("R&D, r, class R", {}),
        ("scratch that; from Scratch", {}),
        ("Learn Ruby From Scratch", {"Ruby": "Ruby (computer programming)"}),
        ("Chef wanted", {}),
        ("Ansible, Chef, Puppet", {"Ansible", "Chef", "Puppet"}),
        ("liaise with GPs", {}),
        ("data, it, process, use, plan, field, access, area, go, hr, report, practice", {}),
        ("apply IT to HR", {}),
        ("the Greeks of option trading", {}),
        ("see https://example.test/java?sql=python", {}),
        ("write to java@example.test", {}),
        ("Knowledge of <b>SQL</b>", {"SQL": "SQL"}),
        ("<p>SQL</p><p hidden>Java</p><script>python</script>", {"SQL": "SQL"}),
        ("Machine&nbsp;learning", {"Machine&nbsp;learning": "utilise machine learning"}),
        ("agile working", {}),
        ("scrum", {"scrum": "Agile project management"}),
    ],
)
def test_what_a_posting_asks(text: str, expected: Found | set[str]) -> None:
    found = skills(text)
    assert (found if isinstance(expected, dict) else set(found)) == expected


@pytest.mark.parametrize(
    ("text", "side", "counts", "why"),
    [
        ("No experience with Java required.", "demand", set(), {"Java": "negated"}),
        ("Knowledge of Java is not necessary but SQL is a must.", "demand", {"SQL"}, {"Java": "negated"}),
        ("No prior Java or C++ experience.", "demand", set(), {"Java": "negated", "C++": "negated"}),
        ("Not only Java but SQL.", "demand", {"Java", "SQL"}, {}),
        ("No two days are alike. Java is our tool.", "demand", {"Java"}, {}),
        ("Acme is a leading provider of Java. We need SQL.", "demand", {"SQL"}, {"Java": "boilerplate"}),
        ("Benefits:\n- French classes\nRequirements:\n- SQL", "demand", {"SQL"}, {"French": "boilerplate"}),
        ("Learn SQL. Prerequisites: Java.", "supply", {"SQL"}, {"Java": "prerequisite"}),
        ("Learn SQL. Start a career in Java.", "supply", {"SQL"}, {"Java": "marketing"}),
        ("No Java experience is needed: learn SQL.", "supply", {"SQL"}, {"Java": "negated"}),
        ("agile working", "demand", set(), {"agile working": "decoy"}),
        ("go to the ceramics office", "demand", set(), {"go": "ordinary word", "ceramics": "distrusted"}),
    ],
)
def test_what_does_not_count_is_told_with_its_reason(text: str, side: str, counts: set[str], why: Found) -> None:
    tags = TAGGER.tag(text, side, explain=True)
    assert {mention.matched_text for mention in tags.skills} == counts
    assert {entry.mention.matched_text: entry.why for entry in tags.ignored} == why
    assert TAGGER.tag(text, side).ignored == []


def test_a_title_is_read_with_its_own_offsets() -> None:
    tags = TAGGER.tag("Write SQL all day", "demand", title="Java Developer")
    assert [(found.field, found.start, found.end) for found in tags.skills] == [("title", 0, 4), ("description", 6, 9)]


def test_the_longest_wins_between_skills_and_credentials_and_equals_stand_in_both() -> None:
    tags = TAGGER.tag("First aid; an ITIL Foundation certificate; ASP.NET is required", "demand")
    assert [found.matched_text for found in tags.credentials] == ["First aid", "ITIL Foundation certificate"]
    assert [found.matched_text for found in tags.skills] == ["First aid", "ASP.NET"]


def test_a_mention_is_complete() -> None:
    [mention] = TAGGER.tag("We use PostgreSQL.", "demand").skills
    assert isinstance(mention, SkillMention)
    assert mention.concept_uri and mention.concept_uri.startswith("http://data.europa.eu/esco/skill/")
    assert (mention.preferred_label, mention.skill_type, mention.method) == ("PostgreSQL", "knowledge", "exact")
    assert 0 < mention.score <= 1


def check(text: str, tags: Tags) -> None:
    """Offsets hold, mentions are in order, and none overlaps another but by holding it."""
    for mentions in (tags.skills, tags.credentials):
        ends = [len(text)]
        for mention in mentions:
            assert isinstance(mention, SkillMention | CredentialMention)
            assert text[mention.start : mention.end] == mention.matched_text
            while ends[-1] <= mention.start and len(ends) > 1:
                ends.pop()
            assert mention.end <= ends[-1]
            ends.append(mention.end)
        assert [mention.start for mention in mentions] == sorted(mention.start for mention in mentions)


FRAGMENTS = [
    "Python",
    "SQL",
    "first aid",
    "PMP",
    "driver’s licence",
    "<b>",
    "</p>",
    "&amp;",
    "no",
    "required",
    "😀",
    "\n",
    ":",
]


@given(st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=5), max_size=30).map(" ".join))
@settings(deadline=None)
def test_offsets_hold_and_mentions_overlap_only_where_one_holds_another(text: str) -> None:
    for side in ("demand", "supply"):
        check(text, TAGGER.tag(text, side))


MEGABYTE = 1_000_000


@pytest.mark.parametrize(
    "make",
    [
        lambda: "",
        lambda: "\x00\ud800\uffff" * 10,
        lambda: "a" * MEGABYTE,
        lambda: "Java " * (MEGABYTE // 5),
        lambda: "no " * (MEGABYTE // 3),
        lambda: "\n" * MEGABYTE,
        lambda: ":." * (MEGABYTE // 2),
        lambda: "manage " * (MEGABYTE // 7),
        lambda: "machine learning " * (MEGABYTE // 17),
        lambda: "degree " * (MEGABYTE // 7),
        lambda: "<p>" * (MEGABYTE // 3),
        lambda: "a@b.c/" * (MEGABYTE // 6),
    ],
)
def test_bad_input_takes_bounded_time(make: Callable[[], str]) -> None:
    import time

    text, begin = make(), time.process_time()
    check(text, TAGGER.tag(text, "demand"))
    assert time.process_time() - begin < 30


def test_the_same_text_gives_the_same_tags_whatever_was_read_before() -> None:
    text = "Python, SQL and a PMP are required; first aid is a plus."
    before = TAGGER.tag(text, "demand")
    for other in ("no Python", "<p>x</p>", "Java " * 50):
        TAGGER.tag(other, "supply")
    assert TAGGER.tag(text, "demand") == before == Tagger.load(*find_taxonomies()).tag(text, "demand")


ONET = """O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand
15-1252.00\tGo\t43232405\tObject or component oriented development software\tN\tN
15-1252.00\tDocker\t43232408\tWeb platform development software\tY\tY
"""


def test_an_imported_name_counts_in_its_own_case_and_an_ordinary_word_in_company(tmp_path: Path) -> None:
    (tmp_path / "Technology_Skills.txt").write_text(ONET)
    tagger = Tagger.load(*find_taxonomies(), import_onet(tmp_path, tmp_path / "home"))
    text = "Go ahead and go to the docker. We use Docker and Python, Go and Ruby; DOCKER."
    found = [(skill.matched_text, skill.start) for skill in tagger.tag(text, "demand").skills]
    assert found == [("Docker", 38), ("Python", 49), ("Go", 57), ("Ruby", 64)]


ENGLISH = (
    "You will teach our apprentices and you are the person who plans the work of the team. The word {} is a name here."
)
GERMAN = (
    "Sie arbeiten mit uns in der Werkstatt und wir suchen eine Person, die das Handwerk kennt. Sie bringen mit: {}."
)


@pytest.mark.parametrize(("text", "counts"), [(ENGLISH, False), (GERMAN, True)])
@pytest.mark.parametrize("form", ["Buchhaltung", "Schweißen", "Trainingsplanung"])
def test_a_german_form_counts_in_german_texts_alone(form: str, text: str, counts: bool) -> None:
    found = {mention.matched_text for mention in TAGGER.tag(text.format(form), "demand").skills}
    assert (form in found) is counts
