"""Titles of postings find their occupation in what was imported, and nothing where it is not sure."""

from pathlib import Path

import pytest

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
        ("Staff Nurse", "nurse", "29-1141.00"),
        ("Staff Nurse - Child Health", "nurse", "29-1141.00"),
        ("Paediatric Staff Nurse (Band 5)", "nurse", "29-1141.00"),
        ("SENIOR DATA ANALYST (m/f/d)", "data", None),
        ("Data Analyst at Acme", "data", None),
    ],
)
def test_a_title_is_found_whole_by_its_parts_or_by_its_end(title: str, uri: str, soc: str | None) -> None:
    found = KNOWN.occupation(title)
    assert found is not None
    assert (found.esco_uri, found.onet_soc) == (f"{ESCO}{uri}", soc)
    assert 0.5 < found.score <= 1


def test_tags_decide_between_occupations_and_a_group_is_told_where_they_share_it() -> None:
    assert KNOWN.occupation("Analyst") is None
    assert KNOWN.occupation("Analyst", ["financial analysis"]) == (
        f"{ESCO}finance",
        "2413",
        None,
        "financial analyst",
        0.9,
    )
    assert Occupations([]).occupation("Staff Nurse") is None
    web = KNOWN.occupation("Web Developer", ["user interface design"])
    assert web is not None and web.esco_uri == f"{ESCO}front"
    shared = Occupations(
        [("coder", "alternative", "a", "2513", "one"), ("coder", "alternative", "b", "2513", "two")]
    ).occupation("Coder")
    assert shared == Occupation(None, "2513", None, "one", 0.6)


@pytest.mark.parametrize("title", ["", "Happy People Wanted", "\x00", "nurse " * 200_000, ")" * 1_000_000])
def test_what_is_no_title_is_none(title: str) -> None:
    assert KNOWN.occupation(title) is None


def test_onets_titles_are_imported_beside_its_technologies(tmp_path: Path) -> None:
    (tmp_path / "Technology_Skills.txt").write_text("O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\n")
    (tmp_path / "Occupation_Data.txt").write_text(
        "O*NET-SOC Code\tTitle\tDescription\n29-1141.00\tRegistered Nurses\tx\n"
    )
    (tmp_path / "Alternate_Titles.txt").write_text("O*NET-SOC Code\tAlternate Title\n29-1141.00\tTriage Nurse\n")
    found = Occupations.load(import_onet(tmp_path, tmp_path / "home")).occupation("Triage Nurse")
    assert found == Occupation(None, None, "29-1141.00", "Registered Nurses", 0.9)
