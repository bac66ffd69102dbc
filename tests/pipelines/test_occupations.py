"""Titles of postings find their occupation in what was imported, and nothing where it is not sure."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.occupations import Occupation, Occupations
from warehouse.onet import import_onet

ESCO = "http://data.europa.eu/esco/occupation/"
ONET = "tag:onetcenter.org,2025:occupation/"
KNOWN = Occupations(
    [
        ("staff nurse", "alternative", f"{ESCO}nurse", "2221", "nurse responsible for general care"),
        (
            "nurse responsible for general care",
            "preferred",
            f"{ESCO}nurse",
            "2221",
            "nurse responsible for general care",
        ),
        ("data analyst", "preferred", f"{ESCO}data", "2511", "data analyst"),
        ("analyst", "alternative", f"{ESCO}data", "2511", "data analyst"),
        ("analyst", "alternative", f"{ESCO}finance", "2413", "financial analyst"),
        ("web developer", "alternative", f"{ESCO}web", "2513", "web developer"),
        ("web developer", "alternative", f"{ESCO}front", "2513", "user interface developer"),
        ("Registered Nurses", "preferred", f"{ONET}29-1141.00", "", "Registered Nurses"),
        ("Staff Nurse", "alternative", f"{ONET}29-1141.00", "", "Registered Nurses"),
    ]
)


@pytest.mark.parametrize(
    ("title", "uri", "soc"),
    [
        ("Staff Nurse", "nurse", "29-1141"),
        ("Staff Nurse - Child Health", "nurse", "29-1141"),
        ("Paediatric Staff Nurse (Band 5)", "nurse", "29-1141"),
        ("SENIOR DATA ANALYST (m/f/d)", "data", "15-2051"),
        ("Data Analyst at Acme", "data", "15-2051"),
    ],
)
def test_a_title_is_found_whole_by_its_parts_or_by_its_end(title: str, uri: str, soc: str | None) -> None:
    found = KNOWN.occupation(title)
    assert found is not None
    assert (found.esco_uri, found.onet_soc) == (f"{ESCO}{uri}", soc)
    assert 0.5 <= found.score <= 1


@pytest.mark.parametrize(
    ("title", "isco", "soc"),
    [
        ("Senior Software Engineer II", "2512", "15-1252"),
        ("Acme | Backend Engineers | Berlin", "2512", "15-1252"),
        ("Consultant in Respiratory Medicine", "2212", "29-1229"),
        ("Manager, Software Engineering", "1330", "11-3021"),
        ("Head of Human Resources", "1", None),
        ("Krankenpfleger*in (m/w/d)", "2221", "29-1141"),
        ("Softwareentwicklerin", "2512", "15-1252"),
        ("Staff Nurse Community Learning Disabilities", "2221", "29-1141"),
        ("Nurse Recruitment Officer", "2423", "13-1071"),
        ("Quantum Engineer", "2", None),
    ],
)
def test_a_strangers_clone_knows_common_titles(title: str, isco: str, soc: str | None) -> None:
    found = Occupations().occupation(title)
    assert found is not None
    assert (found.esco_uri, found.isco, found.onet_soc) == (None, isco, soc)


@pytest.mark.parametrize(
    ("title", "isco"),
    [
        ("Designer", "2166"),
        ("Jewellery Designer", "2"),
        ("Tester", "2519"),
        ("Acidity Tester", None),
        ("Payroll", "4313"),
    ],
)
def test_a_word_of_many_trades_says_less_where_another_stands_before_it(title: str, isco: str | None) -> None:
    found = Occupations().occupation(title)
    assert (found and found.isco) == isco


def test_tags_decide_between_occupations_and_a_group_is_told_where_they_share_it() -> None:
    rows = (("a", "2513", "herder of pages"), ("b", "2512", "herder of code"))
    known = Occupations(("cloud wrangler", "alternative", *row) for row in rows)
    assert known.occupation("Cloud Wrangler") == Occupation(None, "251", None, "herder of pages", "cloud wrangler", 1.0)
    told = known.occupation("Cloud Wrangler", ["write code"])
    assert told == Occupation("b", "2512", None, "herder of code", "cloud wrangler", 1.0)


@pytest.mark.parametrize("title", ["", "Happy People Wanted", "Officer", "\x00", ")" * 1_000_000, "\u202egnp.exe"])
def test_what_names_no_occupation_is_none(title: str) -> None:
    assert KNOWN.occupation(title) is None


@given(st.text(max_size=400), st.lists(st.text(max_size=20), max_size=3))
def test_any_title_has_an_answer_that_says_as_much_as_is_sure(title: str, skills: list[str]) -> None:
    found = KNOWN.occupation(title, skills)
    assert found == KNOWN.occupation(title, skills)
    if found is not None:
        assert found.isco is None or (found.isco.isdigit() and len(found.isco) <= 4)
        assert 0 < found.score <= 1
        assert found.matched


def test_a_title_is_read_in_bounded_time() -> None:
    assert KNOWN.occupation("nurse " * 200_000) is not None
    assert KNOWN.occupation("in " * 400_000) is None


def test_onets_titles_are_imported_beside_its_technologies(tmp_path: Path) -> None:
    (tmp_path / "Technology_Skills.txt").write_text("O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\n")
    (tmp_path / "Occupation_Data.txt").write_text(
        "O*NET-SOC Code\tTitle\tDescription\n29-1141.00\tRegistered Nurses\tx\n"
    )
    (tmp_path / "Alternate_Titles.txt").write_text("O*NET-SOC Code\tAlternate Title\n29-1141.00\tBlue Nurse\n")
    found = Occupations.load(import_onet(tmp_path, tmp_path / "home")).occupation("Blue Nurse")
    assert found is not None
    assert (found.isco, found.onet_soc) == ("2221", "29-1141.00")
