"""The tests behind a market's class, in the order in which they decide, each with its numbers."""

from typing import Any, NamedTuple

from reports.voice import absent, count, gap_interval, number, plural, text, vacancies

Row = dict[str, Any]


class ClassTest(NamedTuple):
    """One test: what it asks, the numbers that answer it, and whether it holds (None: cannot be told)."""

    asks: str
    finds: str
    holds: bool | None


def class_tests(row: Row) -> list[ClassTest]:
    """Every test of a row of `saturation`, also those that its class did not need."""
    gap = gap_interval(row["gap_low"], row["gap_high"])
    base = f"{vacancies(row['demand_count'])}, {plural(row['employer_count'], 'employer')}, "
    base += plural(row["offer_count"], "offer")
    asked = (
        ("enough_evidence", "at least 10 vacancies of 3 employers, or at least 5 offers", base),
        ("gap_above_margin", "the whole interval of the gap lies above ln 1.5 = 0.41", gap),
        ("enough_employers", "at least 3 employers", count(row["employer_count"])),
        ("gap_below_margin", "the whole interval of the gap lies below −ln 1.5 = −0.41", gap),
        ("not_rising", "demand is not rising", text(row["trend"])),
        ("enough_providers", "at least 3 effective providers", number(row["effective_providers"], 1)),
        ("gap_within_margin", "the whole interval lies between −0.41 and 0.41", gap),
    )
    return [ClassTest(asks, finds, None if absent(row[name]) else bool(row[name])) for name, asks, finds in asked]
