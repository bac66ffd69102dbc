"""Markets by their class: the surest of each, and the two that a headline names."""

from reports.findings import Row
from reports.voice import quoted


def of_class(found: list[Row], name: str) -> list[Row]:
    """The markets of one class, the surest first: that whose interval ends farthest from balance."""
    found = [r for r in found if r["class"] == name]
    return sorted(found, key=lambda r: (-max(r["gap_low"] or 0, -(r["gap_high"] or 0)), r["concept_uri"]))


def sharpest(found: list[Row], name: str) -> list[Row]:
    """The markets of one class of which a credential can be made; where there are none, all."""
    here = of_class(found, name)
    return [row for row in here if not row["is_transversal"]] or here


def extremes(found: list[Row]) -> str:
    """The biggest gap and the most crowded market in one line."""
    gap, crowded = (sharpest(found, name)[:1] for name in ("underserved", "saturated"))
    told = [f"{quoted(r['preferred_label'])} is the biggest gap" for r in gap]
    told += [f"{quoted(r['preferred_label'])} the most crowded market" for r in crowded]
    if crowded and not gap:
        return f"{quoted(crowded[0]['preferred_label'])} is the most crowded market"
    return ", ".join(told) or "No market stands clear of balance"
