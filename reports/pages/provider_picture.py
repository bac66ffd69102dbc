"""Catalogues side by side: the share of a provider's skills by the class of their market."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reports.charts.marks import CLASSES
from reports.charts.shares import stacked_shares
from reports.findings import Findings
from reports.language import _
from reports.page import Picture
from reports.pages.names import told_apart
from reports.rows import Row
from reports.voice import brief, day, plural, share

SHOWN, SHOWN_OF_CUT = 12, 6


def catalogues(findings: Findings, found: Sequence[Row], cuts: Mapping[str, Sequence[Row]]) -> Picture | None:
    """The largest catalogues, where skills were read in any; of a place, those with offers of their own there."""
    whole = _drawn(findings, found, SHOWN)
    drawn = {key: _drawn(findings, of, SHOWN_OF_CUT) for key, of in cuts.items()}
    return whole and replace(whole, cuts={key: picture for key, picture in drawn.items() if picture})


def _drawn(findings: Findings, found: Sequence[Row], most: int) -> Picture | None:
    shown = [r for r in found if r["skill_count"]][:most]
    if not shown:
        return None
    labels = told_apart(brief(row["provider"]) for row in shown)
    values = [piece for row, label in zip(shown, labels, strict=True) for piece in _pieces(findings, row, label)]
    subtitle = _(
        "Share of the distinct skills that a provider teaches, by the class of the skill's market, all places, {}; "
        "the largest catalogues first"
    )
    return Picture(
        name="catalogues",
        title=_most_crowded(shown),
        subtitle=subtitle.format(day(findings.market.as_of)),
        source=_("Source: {}. Figures: providers.csv.").format(plural(findings.offer_total, "open offer")),
        spec=stacked_shares(values, [], _("share of the skills taught"), tuple(CLASSES), "bar"),
        key=[(f"bar-{name}", _(name)) for name in CLASSES],
    )


def _most_crowded(shown: Sequence[Row]) -> str:
    crowded = [((row["saturated_share"] or 0) + (row["dominated_share"] or 0), row["provider"]) for row in shown]
    most, provider = max(crowded, key=lambda pair: pair[0])
    if not most:
        return _("None of the largest catalogues teaches in a crowded market")
    return _("{} teaches most in crowded markets: {} of its skills").format(brief(provider), share(most))


def _pieces(findings: Findings, row: Row, label: str) -> list[Row]:
    """The parts of one catalogue, from the left."""
    pieces: list[Row] = []
    start = 0.0
    hint = _("{provider}: {share} of {skills} in markets that are {name}")
    for name in CLASSES:
        size = row[f"{name}_share"] or 0.0
        if size:
            told = {"provider": label, "share": share(size), "skills": plural(row["skill_count"], "skill")}
            where = {"label": label, "word": name, "from": start, "to": round(start + size, 6)}
            href = findings.href("provider", row["provider_key"])
            pieces.append(where | {"href": href, "hint": hint.format(name=_(name), **told)})
        start = round(start + size, 6)
    return pieces
