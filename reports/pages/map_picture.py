"""The market map as a picture, of all places or of one."""

from collections.abc import Mapping, Sequence

from reports.charts.market_map import market_map
from reports.charts.marks import CLASSES, CLEAR
from reports.findings import Findings
from reports.language import _
from reports.page import Picture
from reports.rows import Row
from reports.sentences import gap_in_words, taught
from reports.voice import absent, day, place_name, plural, vacancies

MARKS = 2_000  # more would only hide each other
_PLACED = tuple(f"{side}_prominence{end}" for side in ("demand", "supply") for end in ("", "_low", "_high"))


def placed(found: Sequence[Row]) -> list[Row]:
    """The markets that have a place on the map, the important first: both prominences and the gap are known."""
    known = [r for r in found if not any(absent(r[name]) for name in (*_PLACED, "gap"))]
    return sorted((r for r in known if min(r[name] for name in _PLACED) > 0), key=_importance)


def map_picture(
    findings: Findings,
    found: Sequence[Row],
    heading: str,
    place: str = "all",
    height: int = 560,
    drives: str | None = "saturation",
    most: int = MARKS,
    cuts: Mapping[str, Picture] | None = None,
    within: Sequence[Row] | None = None,
) -> Picture:
    """The market map under a finding; of the `most` important markets.

    `within` are the rows of the map beside which this one shall be read.
    """
    marks = placed(found)[:most]
    beside = within and [_ends(row) for row in placed(within)]
    totals = [max((row[name] or 0 for row in found), default=0) for name in ("demand_total", "offer_total")]
    source = _(
        "Source: {vacancies} and {offers}. Crosses are 95 % intervals; a class also borrows strength from the skill's "
        "group (see method). Figures: saturation.csv."
    )
    told = _(
        "Each mark is a skill: its share of all that is taught, across, and of all that is asked, up, both "
        "logarithmic. On the line they are equal; between the dotted ones they differ by less than half. "
        "For {place}, {day}"
    )
    seen = {row["class"] for row in marks}
    return Picture(
        name="market-map",
        title=heading,
        subtitle=told.format(place=place_name(place), day=day(findings.market.as_of)),
        source=source.format(vacancies=vacancies(totals[0]), offers=plural(totals[1], "offer")),
        spec=market_map([_mark(r, findings.href("skill", r["concept_uri"])) for r in marks], height, within=beside),
        key=[(name, _(name)) for name in CLASSES if name in seen],
        drives=drives,
        cuts=cuts or {},
    )


def _importance(row: Row) -> tuple[bool, bool, bool, float, str]:
    """Markets that stand clear of balance first, thin ones last, the surest before a doubtful one."""
    clear = row["class"] in CLEAR
    sure = max(row["gap_low"], -row["gap_high"])
    return (row["class"] == "thin", not clear, bool(row["is_transversal"]), -sure, str(row["concept_uri"]))


def _mark(row: Row, href: str | None) -> Row:
    name = str(row["preferred_label"])
    asked = vacancies(row["demand_count"]), plural(row["employer_count"], "employer")
    hint = f"{name}\n{_(row['class'])}: {gap_in_words(row)}\n{', '.join((*asked, taught(row)))}"
    return {"label": name, "class": row["class"], "href": href, "hint": hint, **_ends(row)}


def _ends(row: Row) -> Row:
    sides = [(side, end) for side in ("demand", "supply") for end in ("", "_low", "_high")]
    return {side + end: row[f"{side}_prominence{end}"] for side, end in sides}
