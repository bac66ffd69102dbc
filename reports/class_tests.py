"""The tests behind a market's class, in the order in which they decide, each with its numbers."""

from typing import NamedTuple

from reports.language import _
from reports.rows import Row
from reports.voice import absent, count, gap_interval, number, plural, text, vacancies

DECIDING = {  # of each class: the tests that gave it, as METHOD's table asks for them
    "thin": ("enough_evidence",),
    "underserved": ("enough_evidence", "gap_above_margin", "enough_employers"),
    "saturated": ("enough_evidence", "gap_below_margin", "not_rising", "enough_providers"),
    "dominated": ("enough_evidence", "gap_below_margin", "not_rising", "enough_providers"),
    "balanced": ("enough_evidence", "gap_within_margin"),
}
CONTESTED = {  # by the test that failed
    "width": ("enough_evidence", "width"),
    "trend": ("enough_evidence", "gap_below_margin", "not_rising"),
    "employers": ("enough_evidence", "gap_above_margin", "enough_employers"),
}


class ClassTest(NamedTuple):
    """One test: what it asks, the numbers that answer it, and whether it holds (None: cannot be told)."""

    asks: str
    finds: str
    holds: bool | None


def class_tests(row: Row) -> list[ClassTest]:
    """Every test of a row of `saturation`, also those that its class did not need."""
    gap = gap_interval(row["gap_low"], row["gap_high"])
    counts = (vacancies(row["demand_count"]), plural(row["employer_count"], "employer"))
    asked = (
        (
            "enough_evidence",
            _("at least 10 vacancies of 3 employers, or at least 5 offers"),
            ", ".join((*counts, plural(row["offer_count"], "offer"))),
        ),
        ("gap_above_margin", _("the whole interval of the gap lies above ln 1.5 = 0.41"), gap),
        ("enough_employers", _("at least 3 employers"), count(row["employer_count"])),
        ("gap_below_margin", _("the whole interval of the gap lies below −ln 1.5 = −0.41"), gap),
        ("not_rising", _("demand is not rising"), _(text(row["trend"]))),
        ("enough_providers", _("at least 3 effective providers"), number(row["effective_providers"], 1)),
        ("gap_within_margin", _("the whole interval lies between −0.41 and 0.41"), gap),
    )
    return [ClassTest(asks, finds, None if absent(row[name]) else bool(row[name])) for name, asks, finds in asked]


def decided_by(row: Row) -> str:
    """The tests that gave a market its class: `✓ evidence, below, not rising ✗ providers`."""
    needed = CONTESTED.get(row["failed_test"], CONTESTED["width"]) if row["class"] == "contested" else None
    passed: list[str] = []
    failed: list[str] = []
    for name in needed or DECIDING[row["class"]]:
        (passed if row.get(name) and not absent(row[name]) else failed).append(_short(name))
    return " ".join(f"{mark} {', '.join(names)}" for mark, names in (("✓", passed), ("✗", failed)) if names)


def _short(name: str) -> str:
    return {
        "enough_evidence": _("evidence"),
        "gap_above_margin": _("above"),
        "gap_below_margin": _("below"),
        "gap_within_margin": _("within"),
        "width": _("width"),
        "enough_employers": _("employers"),
        "not_rising": _("not rising"),
        "enough_providers": _("providers"),
    }[name]
