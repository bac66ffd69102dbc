"""Listed credentials: found by name, acronym in its case and company, and classed by what the sentence asks."""

import re
from pathlib import Path

import pytest

from pipelines.credentials import CredentialList, ListedCredential, listed_credentials, read_credentials
from pipelines.matching.lexicon import Lexicon, words
from pipelines.sections import cue_phrases, zones
from warehouse.records import CredentialType, Side

FINDER = CredentialList.load()
LEXICON = Lexicon(FINDER.forms, *map(cue_phrases, Side))


def named(text: str, is_title: bool = False, side: Side = Side.DEMAND) -> list[tuple[str, str, str]]:
    """(credential, as written, requirement) of each mention."""
    cut, (matches, *cues) = LEXICON.read(text)
    return [
        (name.row.credential, text[cut.starts[name.first] : cut.end(name.last)], name.requirement)
        for name in FINDER.named(cut, zones(cut, side, cues[list(Side).index(side)]), matches, is_title)
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
        ("We are looking for someone with a PMP.", ["required"]),
        ("This post is subject to an enhanced DBS check.", ["required"]),
        ("In this role you will work towards the Care Certificate.", ["mentioned"]),
        ("You will join a team of CISSP holders.", ["mentioned"]),
        ("You must hold a PMP before obtaining a CISSP.", ["required", "mentioned"]),
        ("A car is useful but not essential and you will need a driving licence.", ["required"]),
        ("Bachelor's degree or 5 years of experience", ["equivalent"]),
        ("Bachelor's degree; or 3 years of experience in lieu of a degree", ["equivalent", "equivalent"]),
        ("PMP or a similar certification", ["equivalent"]),
        ("Bachelor's degree in a similar field is required", ["required"]),
        ("You must hold a driving licence, and a PMP (or equivalent).", ["required", "equivalent"]),
        ("CISM, CISA, CRISC, CISSP, CCSP or a similar certification preferred", ["preferred"] * 5),
        ("CISM, CISA or equivalent (CRISC strongly preferred)", ["equivalent", "equivalent", "preferred"]),
        ("A PMP plus experience in a great team.", ["mentioned"]),
        ("A PMP would be great.", ["preferred"]),
        ("* PMP * CISSP preferred", ["required", "preferred"]),
        ("Du hast ein abgeschlossenes Studium oder eine vergleichbare Qualifikation.", ["equivalent"]),
        ("Requirements:\n- PMP\n- driving licence\nDesirable:\n- CISSP", ["required", "required", "preferred"]),
        ("Essential:\nGerman a plus\nPMP", ["required"]),
        ("Certifications are a plus: PMP, CISSP", ["preferred", "preferred"]),
        ("Previous experience of nursing or have completed a PMP.", ["equivalent"]),
        ("A master of science in engineering degree", [("Master's Degree", "master of science", "required")]),
        ("No work experience or formal education diploma/degree is required.", [(BACHELOR, "degree", "negated")]),
    ],
)
def test_what_is_asked(text: str, expected: list[str] | list[tuple[str, str, str]]) -> None:
    found = named(text)
    assert (found if isinstance(expected[0], tuple) else [asked for _, _, asked in found]) == expected


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("This course prepares you for the PMP exam.", "mentioned"),
        ("Required for anyone who wants a PMP.", "mentioned"),
        ("Become a Certified Ethical Hacker", "mentioned"),
        ("Prerequisites: a PMP", "required"),
        ("You must hold a bachelor's degree.", "required"),
        ("Prerequisites\n- Bachelor's degree or equivalent experience", "equivalent"),
        ("Prerequisites: ideally a PMP", "preferred"),
        ("No degree required.", "negated"),
    ],
)
def test_what_a_course_asks_or_leads_to(text: str, asked: str) -> None:
    assert [requirement for _, _, requirement in named(text, side=Side.SUPPLY)] == [asked]


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
        ("Bachelor's or Master's degree", [BACHELOR, "Master's Degree"]),
        ("a diploma or degree in nursing", ["Diploma (unspecified)", BACHELOR]),
        ("trained RMN’s are wanted", ["NMC Registration"]),
        ("the CPA framework is required", []),
        ("within the NMC code and NMC guidelines, registered or not", []),
        ("ITIL principles and PRINCE2 methodologies", ["PRINCE2"]),
        ("an ITIL certification", ["ITIL"]),
        ("a Level 7 course", []),
        ("ALS training is required", ["Advanced Life Support"]),
        ("formerly a Certified Authorization Professional", ["Certified in Governance, Risk and Compliance"]),
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


LEVELS = {"", "entry", "associate", "intermediate", "professional", "advanced", "expert"} | {
    f"ISCED {level}" for level in range(2, 9)
}


def test_the_list_is_sound() -> None:
    rows = listed_credentials()
    names = {row.credential for row in rows}
    assert len(rows) >= 1_400
    assert len({row.field for row in rows}) >= 80
    assert len({row.country for row in rows}) >= 10
    assert len(names) == len(rows)
    assert {row.credential_type for row in rows} <= set(CredentialType)
    assert {row.level for row in rows} <= LEVELS
    assert {row.scope for row in rows} == {"", "umbrella"}
    assert all(value == " ".join(value.split()) for row in rows for value in row)
    assert all(row.issuer and row.field for row in rows)
    assert all(re.fullmatch(r"https://[a-z0-9.-]+\.[a-z]+(/\S*)?", row.url) for row in rows if row.url)
    assert all(re.fullmatch(r"[A-Z]{2}", row.country) for row in rows if row.country)
    assert all(1 <= int(row.renewal_months) <= 120 for row in rows if row.renewal_months)
    assert all(row.superseded_by in names - {row.credential} for row in rows if row.superseded_by)


def test_a_sure_form_names_one_credential() -> None:
    owners: dict[tuple[str, str], set[str]] = {}
    for row in listed_credentials():
        for column, in_case in ((row.acronyms, True), (f"{row.credential}|{row.aliases}|{row.former_names}", False)):
            for form in column.split("|"):
                if form and not form.endswith("?"):
                    plain = re.sub(r"[\[\]]", "", form)
                    folded = words(plain).folded
                    key = " ".join([*folded[:-1], *words(plain).singular[-1:]])
                    owners.setdefault((key, plain if in_case or plain.isupper() else ""), set()).add(row.credential)
    assert {form: of_it for form, of_it in owners.items() if len(of_it) > 1} == {}


def test_no_form_is_an_ordinary_word() -> None:
    forms = {form for row in listed_credentials() for form in f"{row.credential}|{row.aliases}".split("|") if form}
    plain = {form for form in forms if form.isalpha() and form.islower() and form.isascii() and not form.endswith("?")}
    assert plain <= {"doctorate", "doctorates", "doctorado", "master's", "bachelor's"}


@pytest.mark.parametrize("row", ["A,B", "A,B,,,licence,law,GB,entry,,,,,,more"])
def test_a_row_with_a_column_too_few_or_too_many_is_refused(row: str) -> None:
    header = ",".join(ListedCredential._fields)
    with pytest.raises(ValueError, match="line 2"):
        read_credentials(f"{header}\n{row}\n")


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
