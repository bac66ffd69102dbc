"""The credentials page: the five named most, by kind and by what is asked of them; and each part's own."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from markupsafe import Markup

from reports.findings import Findings
from reports.measures.all_measures import measured
from reports.page import Page
from reports.pages import credentials
from tests.reports.simulated_market import market
from tests.reports.told_market import told_market

Spec = dict[str, Any]
KINDS = {"Driving Licence": "licence", "Spark Badge": "badge", "CPR": "certificate", "Diploma in Care": "diploma"}


def read(sentences: Iterable[object]) -> str:
    return " ".join(s.striptags() if isinstance(s, Markup) else str(s) for s in sentences)


def naming(number: int, *names: str, requirement: str = "required", employers: int = 5, **stated: Any) -> list[Spec]:
    named = [{"credential": name, "issuer": "Board", "requirement": requirement} for name in names]
    return [{"credentials": named, "employer_key": f"e{i % employers}", **stated} for i in range(number)]


def of(jobs: list[Spec], offers: list[Spec] | None = None) -> Page:
    listed = [{"credential": name, "issuer": "Board", "credential_type": kind} for name, kind in KINDS.items()]
    made = market(jobs, offers or [], credential_list=listed)
    return credentials.page(Findings(made, measured(made)))


MIXED = [
    *naming(30, "Driving Licence", "CPR"),
    *naming(10, "Driving Licence", requirement="preferred"),
    *naming(4, "CPR", requirement="mentioned"),
    *naming(56),
]


def test_a_credential_is_told_by_kind_base_and_what_is_asked() -> None:
    first, *_ = of(MIXED).lead
    assert read([first]).startswith("CPR (certificate): named in 34.0 % (")
    assert read([first]).endswith("of 100 vacancies, 5 named employers; required in 30, mentioned in 4.")


def test_what_a_programme_can_lead_to_is_told_before_degrees_and_licences() -> None:
    _, others, *_ = of(MIXED).lead
    assert read([others]).startswith("Degrees, diplomas, licences and checks named most: Driving Licence 40.0 % ("), (
        "though more vacancies name it"
    )


@pytest.mark.parametrize(
    ("jobs", "title", "said"),
    [
        ([], "No open vacancy names a credential yet", "Open: no vacancies, none of them naming a credential we know."),
        (naming(1, "CPR"), "CPR is the credential named most", "the evidence is thin, named in 1 of 1 vacancy"),
        (MIXED, "Certificates and certifications named most: CPR", "No badge, micro-credential"),
        (
            naming(9, "Driving Licence") + naming(3, "Spark Badge"),
            "Driving Licence",
            "Spark Badge: the evidence is thin",
        ),
        (naming(20, "C" + 999 * "c"), "C" + 98 * "c" + "…", "C" + 98 * "c" + "…: named in 100.0 %"),
        (naming(20, "שפה"), "שפה is the credential named most", "שפה"),
        (naming(20, "<b>x</b>"), "<b>x</b> is", "&lt;b&gt;x&lt;/b&gt;"),
    ],
)
def test_a_market_of_any_size_has_its_words(jobs: list[Spec], title: str, said: str) -> None:
    page = of(jobs)
    assert page.title.startswith(title)
    assert said in read(page.lead) or said in "".join(map(str, page.lead))


def test_an_empty_market_has_no_picture_and_says_what_its_tables_lack() -> None:
    page = of([])
    assert not page.pictures
    assert all(t.empty and not t.rows for t in page.tables)


def test_of_small_credentials_the_most_named_is_told_when_the_five_first_have_none() -> None:
    jobs = [job for n in range(6) for job in naming(20, f"Degree {n}")] + naming(12, "Spark Badge")
    assert "Spark Badge: named in 9.1 % (" in read(of(jobs).lead)


def test_kinds_can_be_chosen_and_what_is_implied_stands_apart() -> None:
    table = of(
        [*MIXED, {"skills": list("abc")}], [{"name": "Course", "skills": list("abc"), "credential_type": "course"}]
    )
    found = table.tables[0]
    assert found.columns[found.filters or 0].label == "Kind"
    told = {row[0].text: [cell.text for cell in row] for row in found.rows}
    assert [told[name][1] for name in ("Driving Licence", "CPR", "Course")] == ["licence", "certificate", "course"]
    heads = [column.label for column in found.columns]
    implied = heads.index("Implied ½ / ¾ / all")
    assert told["Course"][implied] == "1 / 1 / 1"
    assert told["CPR"][implied] == "–"
    assert told["Course"][heads.index("Named")] == "0"


def test_weighted_shares_stand_beside_where_official_vacancies_were_given() -> None:
    made = told_market(postings=200, offers=10)
    measures = measured(made)
    ends = {f"weighted_{end}": measures.credential_demand[end] for end in ("share", "share_low", "share_high")}
    weighted = replace(measures, credential_demand=measures.credential_demand.assign(**ends))
    plain, found = (credentials.page(Findings(made, m)).tables[0] for m in (measures, weighted))
    assert len(found.columns) == len(plain.columns) + 1
    assert found.columns[5].label == "Weighted share"
    assert all(len(row) == len(found.columns) for row in (*found.rows, *found.cuts["place=US"]))
    assert found.rows[0][5].text == found.rows[0][4].text


JOBS = [
    *naming(60, "CPR", employers=30, country="US", seniority="senior", nace_section="Q", isco_group="2221"),
    *naming(60, "Driving Licence", employers=30, country="GB", seniority="entry", nace_section="H", isco_group="8332"),
    *naming(12, employers=3, country="FR"),
]


@pytest.fixture(scope="module")
def parted() -> Page:
    return of(JOBS)


@pytest.mark.parametrize("key", ["place=US", "level=senior", "industry=Q", "occupation=2221"])
def test_a_part_has_its_own_rows_words_and_picture(parted: Page, key: str) -> None:
    assert "CPR (certificate): named in 100.0 % (" in read(parted.cuts[key])
    assert "CPR 2.2 (" in read(parted.cuts[key])
    found, more = parted.tables
    assert [[c.text for c in row[:4]] for row in found.cuts[key]] == [["CPR", "certificate", "Board", "60"]]
    assert len(found.cuts[key][0]) == len(found.columns)
    assert [row[0].text for row in more.cuts[key]] == ["CPR"]
    picture = parted.pictures[0].cuts[key]
    assert picture.title.endswith("CPR: named by 60 vacancies, required by 60 of them")
    assert [v["share"] for v in picture.spec["data"]["values"]] == [1]


def test_a_part_that_names_nothing_says_so(parted: Page) -> None:
    assert read(parted.cuts["place=FR"]) == "France (FR): no open vacancy names a credential we know."
    assert parted.pictures[0].cuts["place=FR"].title == "France (FR): no credential is named"


def test_bars_of_what_is_asked_fill_the_share_of_what_a_course_leads_to() -> None:
    picture = of(MIXED).pictures[0]
    values = picture.spec["data"]["values"]
    ends = {v["label"]: v["to"] for v in values}
    assert ends == {"CPR": 0.34}
    assert picture.subtitle.endswith("; degrees, diplomas, licences and checks are in the table")
    assert {v["label"]: v["share"] for v in values if "share" in v} == ends


def test_a_check_of_no_kind_is_named_without_one() -> None:
    listed = [{"credential": "DBS Check", "issuer": "Board", "credential_type": "other"}]
    made = market(naming(20, "DBS Check"), credential_list=listed)
    assert read(credentials.page(Findings(made, measured(made))).lead).startswith("DBS Check: named in 100.0 %")
