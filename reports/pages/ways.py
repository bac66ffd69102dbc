"""The ways into occupations, as the rows that the page's pictures and tables share."""

from dataclasses import dataclass

from reports.currency import report_currency
from reports.findings import Findings
from reports.language import _
from reports.rows import Row, rows
from reports.voice import NOT_STATED, absent, count, number

BRIEF = 4  # hours: what takes no longer introduces a skill rather than teaching it
REQUIRED = 3  # credentials named beside a way
PECULIAR = 1.25  # times as often as elsewhere: below it a skill says little of the occupation
DOUBTS = ("single", "general", "brief")


@dataclass(frozen=True)
class Way:
    """One way into an occupation: by least price or by least hours, its steps, and what no step leads to."""

    occupation: str
    name: str
    by: str
    vacancies: int
    employers: int
    is_thin: bool
    steps: list[Row]  # as measured, with `doubts`: which of DOUBTS hold
    white_space: list[Row]

    @property
    def coverage(self) -> float:
        """The share of what is asked that all steps lead to."""
        return float(self.steps[-1]["coverage"]) if self.steps else 0.0

    def doubted(self, doubt: str) -> int:
        """How many steps a doubt holds for."""
        return sum(doubt in step["doubts"] for step in self.steps)


def ways(findings: Findings) -> dict[str, dict[str, Way]]:
    """By occupation, the most asked first, and by `price` or `hours`."""
    found: dict[str, dict[str, Way]] = {}
    parts: dict[tuple[str, str], list[Row]] = {}
    for row in rows(findings.measures.pathways):
        parts.setdefault((row["occupation"], row["by"]), []).append(row)
    general = _general(findings)
    for (occupation, by), of in parts.items():
        found.setdefault(occupation, {})[by] = _way(of, general.get(occupation, set()))
    return found


def _general(findings: Findings) -> dict[str, set[str]]:
    """By occupation, the skills that the others ask about as much."""
    frame = findings.measures.demand_by_occupation
    here = frame[(frame["place"] == "all") & (frame["quotient"] < PECULIAR)]
    named = here[["occupation", "preferred_label"]].astype("string").dropna()
    return {str(code): set(of) for code, of in named.groupby("occupation")["preferred_label"]}


def _way(found: list[Row], general: set[str]) -> Way:
    first = found[0]
    label = first["occupation_label"]
    return Way(
        occupation=str(first["occupation"]),
        name=_("ISCO-08 group {}").format(first["occupation"]) if absent(label) else str(label),
        by=str(first["by"]),
        vacancies=int(first["vacancy_count"]),
        employers=int(first["employer_count"]),
        is_thin=first["evidence"] == "thin",
        steps=[{**row, "doubts": _doubts(row, general)} for row in found if row["kind"] == "step"],
        white_space=[row for row in found if row["kind"] != "step"],
    )


def _doubts(step: Row, general: set[str]) -> list[str]:
    """Why a step may be weak: it adds one skill alone, only what is asked everywhere, or takes a few hours."""
    skills = str(step["skills"] or "").split("; ")
    brief = not absent(step["hours"]) and step["hours"] <= BRIEF
    held = (len(skills) == 1, all(skill in general for skill in skills), brief)
    return [doubt for doubt, holds in zip(DOUBTS, held, strict=True) if holds]


def required(findings: Findings, occupation: str) -> list[Row]:
    """The credentials that most of an occupation's vacancies require, where 10 vacancies of 3 employers name one."""
    frame = findings.measures.credentials_by_occupation
    here = frame[(frame["place"] == "all") & (frame["occupation"] == occupation) & (frame["required_count"] > 0)]
    found = [row for row in rows(here) if row["evidence"] != "thin"]
    return sorted(found, key=lambda row: (-row["required_count"], str(row["credential"])))[:REQUIRED]


def foremost(found: dict[str, dict[str, Way]]) -> dict[str, Way] | None:
    """The ways into the most asked occupation of which enough is known and to which some offer leads; else any."""
    led = [of for of in found.values() if any(way.steps for way in of.values())]
    known = [of for of in led if not any(way.is_thin for way in of.values())]
    return next(iter([*known, *led, *found.values()]), None)


def money(amount: object) -> str:
    """An amount in the report's currency; nothing to pay is said in words."""
    if absent(amount):
        return NOT_STATED
    return _("free") if not float(str(amount)) else f"{count(amount)} {report_currency()}"


def hours(amount: object) -> str:
    """A length in hours, the short ones with a decimal."""
    if absent(amount):
        return NOT_STATED
    value = float(str(amount))
    return _("{} h").format(number(value, 1) if value < 10 and not value.is_integer() else count(value))
