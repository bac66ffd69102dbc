"""The pictures of changes: shares before and after, and gaps that crossed a line."""

from collections.abc import Mapping

from reports.charts.paired_dots import paired_dots
from reports.findings import Findings
from reports.language import _
from reports.measures.markets.saturation import MARGIN
from reports.measures.units.counting import ALL
from reports.page import Picture
from reports.pages.changed import both_counts, changed, labels, name_of, point_range, points, subject_href
from reports.rows import Row, rows
from reports.voice import absent, count, day, gap_interval, number, place_name, plural, quoted, share

SHOWN = 20


def change_pictures(findings: Findings) -> list[Picture]:
    """What moved in the vacancies, what moved in the offers, and which markets crossed a line."""
    asked, taught = ("skill share", "credential share"), ("offer share",)
    drawn = [*(_shares(findings, kinds, ALL, _at_places(findings, kinds)) for kinds in (asked, taught))]
    return [picture for picture in (*drawn, _verdicts(findings)) if picture]


def _at_places(findings: Findings, kinds: tuple[str, ...]) -> dict[str, Picture]:
    drawn = {cut.key: _shares(findings, kinds, cut.code) for cut in findings.cuts if cut.kind == "place"}
    return {key: picture for key, picture in drawn.items() if picture}


def _shares(
    findings: Findings, kinds: tuple[str, ...], place: str, cuts: Mapping[str, Picture] | None = None
) -> Picture | None:
    found = sorted(changed(findings, "market", kinds, place), key=lambda row: -abs(row["change"]))[:SHOWN]
    if not found:
        return None
    supply = kinds == ("offer share",)
    first, since = found[0], findings.measures.compared_with
    title = (
        _("{name} moved most: taught by {after} of the offers, {before} before")
        if supply
        else _("{name} moved most: in {after} of the vacancies, {before} before")
    )
    subtitle = _("Shares in {place} on {since} (hollow) and {day} (filled), with the 95 % interval of their change")
    return Picture(
        name="offers-moved" if supply else "vacancies-moved",
        title=title.format(name=quoted(name_of(first)), after=share(first["after"]), before=share(first["before"])),
        subtitle=subtitle.format(place=place_name(place), since=day(since), day=day(findings.market.as_of)),
        source=_("Source: those that show both days whole. Figures: changes.csv."),
        spec=paired_dots(
            [_dots(findings, row, label) for row, label in zip(found, labels(found), strict=True)],
            _("share of the offers") if supply else _("share of the vacancies"),
        ),
        key=[("rising", _("rose")), ("falling", _("fell"))],
        cuts=cuts or {},
    )


def _dots(findings: Findings, row: Row, label: str) -> Row:
    href = subject_href(findings, row)
    ends = {} if absent(row["change_low"]) else {"low": max(row["before"] + row["change_low"], 0.0)}
    ends |= {} if absent(row["change_high"]) else {"high": min(row["before"] + row["change_high"], 1.0)}
    told = _("{} points").format(points(row["change"]))
    return {
        "label": label,
        "before": row["before"],
        "after": row["after"],
        **(ends if len(ends) == 2 else {}),
        "said": told,
        "move": "rising" if row["change"] > 0 else "falling",
        "hint": f"{label}\n{told} ({point_range(row)})\n{both_counts(row)}",
        **({"href": href} if href else {}),
    }


def _verdicts(findings: Findings) -> Picture | None:
    every = changed(findings, None, ("class",))
    both = [row for row in every if not absent(row["before"]) and not absent(row["after"])]
    found = sorted(both, key=lambda row: -abs(row["change"]))[:SHOWN]
    if not found:
        return None
    frame = findings.measures.saturation
    here = frame[(frame["place"] == ALL) & frame["concept_uri"].isin([row["concept_uri"] for row in found])]
    now = {row["concept_uri"]: row for row in rows(here)}
    title = _("{skills} with another verdict, {moved} of them with a share that moved beyond chance")
    if all(row["cause"] != "market" for row in every):
        title = _("{skills} with another verdict, none with a share that moved beyond chance")
    parts = {
        "skills": plural(len(every), "skill"),
        "moved": count(sum(row["cause"] == "market" for row in every)),
        "since": day(findings.measures.compared_with),
        "day": day(findings.market.as_of),
    }
    subtitle = _(
        "Gap between asked and taught on {since} (hollow) and {day} (filled), with the latter's 95 % interval; broken "
        "lines: where a market counts as underserved or saturated"
    )
    return Picture(
        name="verdicts-changed",
        title=title.format(**parts),
        subtitle=subtitle.format(**parts),
        source=_("Source: all open vacancies and offers of both days. Figures: changes.csv, saturation.csv."),
        spec=paired_dots(
            [_gaps(findings, row, label, now) for row, label in zip(found, labels(found), strict=True)],
            _("gap: logarithm of asked ÷ taught"),
            ".1f",
            (-MARGIN, MARGIN),
        ),
        key=[("rising", _("asked more")), ("falling", _("taught more"))],
    )


def _gaps(findings: Findings, row: Row, label: str, now: Mapping[str, Row]) -> Row:
    market, href = now.get(row["concept_uri"], {}), subject_href(findings, row)
    ends = {name: market.get(f"gap_{name}") for name in ("low", "high")}
    said = _("{} → {}").format(*(_(str(row[name])) for name in ("class_before", "class_after")))
    hint = f"{label}\n{said}\n{number(row['before'])} → {number(row['after'])}"
    return {
        "label": label,
        "before": row["before"],
        "after": row["after"],
        **({} if absent(ends["low"]) or absent(ends["high"]) else ends),
        "said": said,
        "move": "rising" if row["after"] > row["before"] else "falling",
        "hint": f"{hint} ({gap_interval(ends['low'], ends['high'])})",
        **({"href": href} if href else {}),
    }
