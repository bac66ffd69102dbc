"""Markets by their class: the surest of each, and the two that a headline names."""

from collections.abc import Iterable

from reports.language import _
from reports.rows import Row
from reports.voice import quoted


def of_class(found: Iterable[Row], name: str) -> list[Row]:
    """The markets of one class, the surest first: that whose interval ends farthest from balance."""
    found = [r for r in found if r["class"] == name]
    return sorted(found, key=lambda r: (-max(r["gap_low"] or 0, -(r["gap_high"] or 0)), r["concept_uri"]))


def sharpest(found: Iterable[Row], name: str) -> list[Row]:
    """The markets of one class that a credential can be made of, the surest first; those of few vacancies last."""
    of_trades = [row for row in of_class(found, name) if not row["is_transversal"]]
    return sorted(of_trades, key=lambda row: (row.get("demand_count") == 0, row.get("evidence") == "thin"))


def untaught(found: Iterable[Row]) -> list[Row]:
    """The underserved markets in which nobody teaches at all, most asked first."""
    alone = [row for row in sharpest(found, "underserved") if not row["offer_count"]]
    return sorted(alone, key=lambda row: (-row["demand_count"], row["concept_uri"]))


def extremes(found: Iterable[Row]) -> str:
    """The clearest gap and the most crowded market in one line."""
    found = list(found)
    gap, crowded = (sharpest(found, name)[:1] for name in ("underserved", "saturated"))
    names = [quoted(r["preferred_label"]) for r in (*gap, *crowded)]
    if gap and crowded:
        return _("{} is the clearest gap, {} the most crowded market").format(*names)
    if gap:
        return _("{} is the clearest gap").format(*names)
    return _("{} is the most crowded market").format(*names) if crowded else _("No market stands clear of balance")
