"""Parts of the market: only those with enough evidence are offered, under the names that a reader knows."""

from types import SimpleNamespace
from typing import Any

import pytest

from reports.cuts import Within, offered
from reports.language import speaking
from reports.measures.all_measures import Measures, measured
from reports.measures.demand.cuts import INDUSTRY, OCCUPATION, skills_by
from reports.measures.units.basis import basis
from reports.page import Cut
from tests.reports.simulated_market import frame, market

Spec = dict[str, Any]
SECTIONS = {"J": "Information", "Q": "Health"}
GROUPS = {"2": "Professionals", "2512": "Software developers", "22": "Health"}


def cuts(jobs: list[Spec]) -> list[tuple[str, str]]:
    """(key, label) of what is offered for a market of `jobs`, each naming a skill."""
    counted = basis(market([{"skills": ["x"], **job} for job in jobs]))
    industries = frame("industries", [{"nace_section": c, "preferred_label": n} for c, n in SECTIONS.items()])
    groups = frame("occupations", [{"isco_group": c, "preferred_label": n} for c, n in GROUPS.items()])
    measures: Any = SimpleNamespace(
        basis=counted,
        demand_by_industry=skills_by(INDUSTRY, counted, industries),
        demand_by_occupation=skills_by(OCCUPATION, counted, groups),
    )
    return [(cut.key, cut.label) for cut in offered(measures)]


def of(employers: int, number: int, **stated: Any) -> list[Spec]:
    return [{"employer_key": f"e{i % employers}", **stated} for i in range(number)]


@pytest.mark.parametrize(
    ("jobs", "found"),
    [
        ([], []),
        (of(3, 1, country="US"), []),
        (of(3, 9, country="US", nace_section="J", isco_group="2512", seniority="mid"), []),
        (of(2, 50, country="US", nace_section="J", isco_group="2512", seniority="mid"), []),
        (of(3, 10), []),
        (of(3, 10, country="US"), [("place=US", "United States (US)")]),
        (
            of(3, 10, country="US") + of(3, 11, country="GB", subdivision="GB-LND"),
            [
                ("place=GB", "United Kingdom (GB)"),
                ("place=GB-LND", "London, City of (GB-LND)"),
                ("place=US", "United States (US)"),
            ],
        ),
        (of(3, 10, remote=True), [("place=remote", "remote")]),
        (
            of(3, 10, nace_section="Q") + of(3, 12, nace_section="J"),
            [("industry=J", "Information"), ("industry=Q", "Health")],
        ),
        (of(3, 10, nace_section="Z"), [("industry=Z", "Z")]),
        (of(3, 10, isco_group="2512"), [("occupation=2", "Professionals"), ("occupation=2512", "Software developers")]),
        (of(3, 10, isco_group="22"), [("occupation=2", "Professionals")]),
        (
            of(3, 12, seniority="director") + of(3, 10, seniority="entry"),
            [("level=entry", "Entry level"), ("level=director", "Director")],
        ),
        (of(3, 10, seniority="wizard"), []),
        ([{"country": "US", "employer_key": None}] * 30, []),
    ],
)
def test_parts_with_enough_evidence_are_offered(jobs: list[Spec], found: list[tuple[str, str]]) -> None:
    assert cuts(jobs) == found


def test_a_kind_offers_so_many_that_a_reader_can_choose() -> None:
    jobs = [job for at in range(70) for job in of(3, 10 + at % 2, country=f"{chr(65 + at // 26)}{chr(65 + at % 26)}")]
    found = cuts(jobs)
    assert len(found) == 60
    assert found[0][0] == "place=AB"


def test_labels_speak_the_language_of_the_report() -> None:
    with speaking("de"):
        assert [key for key, _ in cuts(of(3, 10, country="DE", seniority="entry"))] == ["place=DE", "level=entry"]


CREDENTIAL = {"credential": "CPR", "issuer": "Relief", "requirement": "required"}
JOBS = [
    *of(30, 60, country="US", nace_section="Q", isco_group="2221", seniority="entry", credentials=[CREDENTIAL]),
    *of(30, 120, country="GB", nace_section="J", isco_group="2512", seniority="senior"),
    {"country": "FR", "credentials": [CREDENTIAL]},
]


@pytest.fixture(scope="module")
def measures() -> Measures:
    return measured(market([{"skills": ["x", "y"] if job.get("country") == "US" else ["x"], **job} for job in JOBS]))


@pytest.mark.parametrize("key", ["place=US", "industry=Q", "occupation=2221", "level=entry"])
def test_what_a_part_names_is_set_against_all(measures: Measures, key: str) -> None:
    cut = next(cut for cut in offered(measures) if cut.key == key)
    skills, credentials = (Within(measures, what) for what in ("skill", "credential"))
    found = skills.of(cut)
    assert found[["preferred_label", "vacancy_count", "vacancy_total"]].to_numpy().tolist() == [
        ["x", 60, 60],
        ["y", 60, 60],
    ]
    assert found["quotient"].tolist() == [1, pytest.approx(181 / 60, abs=1e-4)]
    assert skills.peculiar(cut.kind, [cut.code])["preferred_label"].tolist() == ["y"]
    assert skills.peculiar(cut.kind, []).empty
    assert credentials.of(cut)[["credential", "explicit_count"]].to_numpy().tolist() == [["CPR", 60]]
    assert credentials.of(cut)["quotient"].tolist() == [pytest.approx(181 / 61, abs=1e-4)]


def test_a_part_that_names_nothing_has_no_row() -> None:
    measures = measured(market([{"country": "US", "employer_key": f"e{n % 3}"} for n in range(10)]))
    cut = Cut("place", "US", "United States (US)")
    assert [len(Within(measures, what).of(cut)) for what in ("skill", "credential")] == [0, 0]
