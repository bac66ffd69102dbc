"""The skills and occupations that the fictional market is made of, from the sample's own tables."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the sample's own CSV files."""
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


@dataclass(frozen=True, slots=True)
class Skill:
    """An ESCO concept, as the sample's people ask and teach it."""

    concept_uri: str
    preferred_label: str
    field: str
    demand: float  # weight within its field
    gap: float  # ln(prominence in demand) - ln(prominence in supply) that is aimed at
    trend: str  # rising, falling or flat
    nouns: tuple[str, ...]  # surface forms to know something of
    verbs: tuple[str, ...]  # surface forms to do


@dataclass(frozen=True, slots=True)
class Occupation:
    """A kind of job: who has it, what it asks, what it pays."""

    industry: str
    share: float  # of the industry's vacancies
    titles: tuple[str, ...]
    fields: dict[str, float]  # field → share of the skill units
    pay: tuple[float, float, str]  # low and high in US dollars, unit
    degree: bool
    credentials: tuple[str, ...]


def _split(text: str, mark: str = ";") -> tuple[str, ...]:
    return tuple(filter(None, text.split(mark)))


def skill(row: dict[str, str]) -> Skill:
    """The skill of a row of `skills.csv`."""
    numbers: dict[str, Any] = {"demand": float(row["demand"]), "gap": float(row["gap"])}
    return Skill(**{**row, **numbers, "nouns": _split(row["nouns"]), "verbs": _split(row["verbs"])})


def occupations() -> Iterator[Occupation]:
    """The occupations of `occupations.csv`."""
    rows = table("occupations.csv")
    for row in rows:
        all_of_it = sum(float(r["weight"]) for r in rows if r["industry"] == row["industry"])
        fields = {name: float(share) for name, share in (part.split(":") for part in row["fields"].split())}
        pay = (float(row["pay_low"]), float(row["pay_high"]), row["pay_unit"])
        share = float(row["weight"]) / all_of_it
        titles, credentials = _split(row["titles"]), _split(row["credentials"])
        yield Occupation(row["industry"], share, titles, fields, pay, row["education"] == "degree", credentials)
