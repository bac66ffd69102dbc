"""Gaps as dots in their intervals: how many times as prominently something is asked as taught."""

from collections.abc import Sequence

from reports.charts.chart import INK, SOFT, Spec, chart, names
from reports.charts.marks import CLASSES
from reports.measures.markets.saturation import BAND


def gap_dots(values: Sequence[Spec], title: str) -> Spec:
    """Factors with their intervals on a logarithmic axis, ranked as given, with the line of balance and its band.

    Each value: label, factor, low, high (> 0), said (text behind the interval), href, hint.
    """
    ends = [v[name] for v in values for name in ("low", "high")]
    domain = [min(1 / BAND, *ends) / 1.1, max(BAND, *ends) * 1.1]
    axis = {"title": title, "format": "~g", "tickCount": 5, "grid": False, "domain": False}
    across = {"type": "quantitative", "axis": axis, "scale": {"type": "log", "domain": domain, "nice": False}}
    lines = [_line(at, across, dash) for at, dash in ((1, [1, 0]), (BAND, [3, 4]))]
    return chart(values, 36 * len(values) + 8, [*lines, *_dots(across, names())])


def _dots(across: Spec, y: Spec) -> list[Spec]:
    """The intervals, the dots in them, and the figures above these in a halo."""
    at = {"x": {"field": "factor", **across}, "y": y}
    interval = {
        "mark": {"type": "rule", "strokeWidth": 2, "color": SOFT},
        "encoding": {"x": {"field": "low", **across}, "x2": {"field": "high"}, "y": y},
    }
    mark = {"type": "point", "filled": True, "size": 90, "opacity": 1, "cursor": "pointer"}
    opened = {"href": {"field": "href"}, "tooltip": {"field": "hint"}}
    points = {
        "mark": {**mark, "shape": CLASSES["underserved"]},
        "encoding": {**at, "color": {"value": "var(--class-underserved)"}, **opened},
    }
    halo = {"stroke": "var(--paper)", "strokeWidth": 4, "strokeJoin": "round"}
    said = {**at, "text": {"field": "said"}}
    texts = [{"mark": {"type": "text", "dy": -12, **more}, "encoding": said} for more in (halo, {"color": INK})]
    return [interval, points, *texts]


def _line(at: float, across: Spec, dash: Sequence[int]) -> Spec:
    return {
        "data": {"values": [{"at": at}]},
        "mark": {"type": "rule", "color": SOFT, "strokeDash": list(dash), "opacity": 0.7},
        "encoding": {"x": {"field": "at", **across}},
    }
