"""Skills that somebody names: by address, by name in any case, as the tagger reads them, or not at all."""

import pytest

from pipelines.skill_names import SkillNames, UnknownSkillError
from warehouse.taxonomy import find_taxonomies

PYTHON = "http://data.europa.eu/esco/skill/ccd0a1d9-afda-43d9-b901-96344886e14d"


@pytest.fixture(scope="module")
def names() -> SkillNames:
    return SkillNames.load(*find_taxonomies())


def test_one_concept_however_it_is_named(names: SkillNames) -> None:
    for text in (PYTHON, "Python (computer programming)", "  python ", "Python; PYTHON;;", "learn Python 3"):
        assert [skill.concept_uri for skill in names.skills(text)] == [PYTHON], text


def test_the_order_is_that_of_the_list(names: SkillNames) -> None:
    assert [skill.preferred_label for skill in names.skills("SQL; R; Excel")] == [
        "SQL",
        "R",
        "use spreadsheets software",
    ]
    assert [skill.preferred_label for skill in names.skills("Python and SQL")] == [
        "Python (computer programming)",
        "SQL",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("SQL; Pythn", "no skill is called 'Pythn'; near names: Python (computer programming)"),
        ("care planning", "near names: plan nursing care"),
        ("=1+1", "ESCO names skills as"),
        ("http://data.europa.eu/esco/skill/none", "no skill is called 'http://data.europa.eu/esco/skill/none'"),
        ("\u202e", "no skill is called '\\u202e'"),
        ("x" * 5_000, "no skill is called"),
        ("", "no skill is named"),
    ],
)
def test_what_is_unknown_is_said_with_what_is_near(names: SkillNames, text: str, says: str) -> None:
    with pytest.raises(UnknownSkillError) as error:
        names.skills(text)
    assert says in str(error.value)
    assert len(str(error.value)) < 300
