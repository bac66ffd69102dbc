"""Listed credentials: found by name, acronym in its case and company, and classed by what the sentence asks."""

from pathlib import Path

import pytest

from pipelines.credentials import CredentialList, listed_credentials
from pipelines.matching import Lexicon, words
from pipelines.sections import cue_phrases, zones
from warehouse.records import CredentialType, Side

FINDER = CredentialList.load()
LEXICON = Lexicon(FINDER.forms, cue_phrases(Side.DEMAND))


def named(text: str, is_title: bool = False) -> list[tuple[str, str, str]]:
    """(credential, as written, requirement) of each mention."""
    cut = words(text)
    cut, (matches, cues) = LEXICON.read(text)
    return [
        (name.row.credential, text[cut.starts[name.first] : cut.end(name.last)], name.requirement)
        for name in FINDER.named(cut, zones(cut, Side.DEMAND, cues), matches, is_title)
    ]


BACHELOR, PMP, CPA = "Bachelor's Degree", "Project Management Professional", "Certified Public Accountant"
DRIVING = "Driving Licence"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PMP required.", [(PMP, "PMP", "required")]),
        ("Must hold a PMP and ideally a CISSP.", ["required", "preferred"]),
        ("PMP is required, CISSP preferred.", ["required", "preferred"]),
        ("A PMP is essential; a CISSP would be an advantage.", ["required", "preferred"]),
        ("CPA preferred but not required.", [(CPA, "CPA", "preferred")]),
        ("PMP is not required but preferred.", [(PMP, "PMP", "preferred")]),
        ("PMP certification is a plus.", [(PMP, "PMP", "preferred")]),
        ("No degree required.", [(BACHELOR, "degree", "negated")]),
        ("You do not need a degree.", [(BACHELOR, "degree", "negated")]),
        ("A PMP is not necessary.", [(PMP, "PMP", "negated")]),
        ("No prior commercial experience or driver's license needed.", [(DRIVING, "driver's license", "negated")]),
        ("Not only a PMP but also a CISSP is required.", ["required", "required"]),
        ("Bachelor's degree or equivalent experience.", [(BACHELOR, "Bachelor's degree", "equivalent")]),
        ("Educated to degree level or equivalent.", [(BACHELOR, "Educated to degree level", "equivalent")]),
        ("Our consultants hold a PMP.", ["required"]),
        ("Many of us have a PMP.", ["mentioned"]),
        ("Nice to have: PMP", ["preferred"]),
        ("Requirements:\n- PMP\n- driving licence\nDesirable:\n- CISSP", ["required", "required", "preferred"]),
    ],
)
def test_what_is_asked(text: str, expected: list[str] | list[tuple[str, str, str]]) -> None:
    found = named(text)
    assert (found if isinstance(expected[0], tuple) else [asked for _, _, asked in found]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AWS Certified Solutions Architect", ["AWS Certified Solutions Architect – Associate"]),
        ("AWS experience", []),
        ("CompTIA A+, Network+ and Security+", ["CompTIA A+", "CompTIA Network+", "CompTIA Security+"]),
        ("A security plus for the building", []),
        ("reduce CPA by 20% with campaigns", []),
        ("CPA, CMA or CFA", [CPA, "Certified Management Accountant", "Chartered Financial Analyst"]),
        ("an accountant with CPA", [CPA]),
        ("PMI", []),
        ("certificate management of licensed software", []),
        ("degrees of freedom, a high degree of autonomy, to some degree", []),
        ("a degree in nursing", [BACHELOR]),
        ("BS/MS in CS", [BACHELOR, "Master's Degree"]),
        ("MS Office", []),
        ("RN license", ["Registered Nurse"]),
        ("route RN 7", []),
        ("Sales associates and Scrum Masters", []),
        ("project management professionals wanted", []),
        ("FDA approval", []),
        ("Class A CDL with hazmat endorsement", ["Commercial Driver's License", "Hazardous Materials Endorsement"]),
        ("a full, clean UK driving licence", [DRIVING]),
        ("drivers’ licenses", []),
        ("first aid", ["First Aid Certificate"]),
        ("pmp", []),
        ("see https://example.test/PMP/?a=1", []),
        ("measure the delta", []),
        ("Certified Wizard of Oz", []),
    ],
)
def test_what_is_a_credential(text: str, expected: list[str]) -> None:
    assert [credential for credential, _, _ in named(text)] == expected


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("You hold a PMP certification", "required"),
        ("Ideally you hold a PMP certification", "preferred"),
        ("You will learn from colleagues who hold the PMP certification", "mentioned"),
        ("We look for someone who holds a PMP certification", "required"),
    ],
)
def test_who_holds_it_says_what_is_asked(text: str, asked: str) -> None:
    assert [requirement for _, _, requirement in named(text)] == [asked]


def test_a_title_in_a_trade_is_company_enough() -> None:
    assert [credential for credential, _, _ in named("RN - ICU", is_title=True)] == ["Registered Nurse"]
    assert named("RN - ICU") == []


def test_the_list_is_sound() -> None:
    rows = listed_credentials()
    assert len(rows) >= 300
    assert len({row.field for row in rows}) >= 30
    assert len({row.credential for row in rows}) == len(rows)
    assert {row.credential_type for row in rows} <= set(CredentialType)
    assert all(row.issuer and row.credential == row.credential.strip() for row in rows)
    assert all(row.url.startswith("https://") for row in rows if row.url)
    assert all(len(row.country) in (0, 2) for row in rows)


def test_every_credential_is_found_by_its_name() -> None:
    def finds(name: str) -> bool:
        return name in {credential for credential, _, _ in named(f"A {name} certificate is required")}

    assert [row.credential for row in listed_credentials() if not finds(row.credential)] == []


def test_names_agree_with_a_published_catalogue(shared: Path) -> None:
    import csv

    with (shared / "taxonomies/rolemath-certs/certifications.csv").open(encoding="utf-8", newline="") as file:
        theirs = [row["name"] for row in csv.DictReader(file)]
    missed = [name for name in theirs if not named(f"{name} certification required")]
    assert len(missed) <= len(theirs) * 0.1, missed
