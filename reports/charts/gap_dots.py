"""Gaps as dots in their intervals: how many times as prominently something is asked as taught."""

from collections.abc import Sequence

from reports.charts.chart import INK, SOFT, Spec, chart

NARROW = "containerSize()[0] < 520"


def gap_dots(values: Sequence[Spec], title: str, band: float = 1.5) -> Spec:
    """Factors with their intervals on a logarithmic axis, ranked as given, with the line of balance and its band.

    Each value: label, factor, low, high (> 0), said (text behind the interval), href, hint.
    """
    ends = [v[name] for v in values for name in ("low", "high")]
    domain = [min(1 / band, *ends) / 1.1, max(band, *ends) * 1.1]
    axis = {"title": title, "format": "~g", "tickCount": 5, "grid": False, "domain": False}
    scale = {"type": "log", "domain": domain, "nice": False}
    across = {"type": "quantitative", "axis": axis, "scale": scale}
    limit = {"expr": f"{NARROW} ? 128 : 280"}
    names = {"title": None, "labelLimit": limit, "domain": False, "ticks": False, "labelColor": INK, "labelPadding": 8}
    y = {"field": "label", "type": "nominal", "sort": None, "axis": names}
    lines = [_line(at, across, dash) for at, dash in ((1, [1, 0]), (band, [3, 4]))]
    interval = {
        "mark": {"type": "rule", "strokeWidth": 2, "color": SOFT},
        "encoding": {"x": {"field": "low", **across}, "x2": {"field": "high"}, "y": y},
    }
    points = {
        "mark": {
            "type": "point",
            "filled": True,
            "size": 90,
            "opacity": 1,
            "cursor": "pointer",
            "shape": "triangle-up",
        },
        "encoding": {
            "x": {"field": "factor", **across},
            "y": y,
            "color": {"value": "var(--class-underserved)"},
            "href": {"field": "href"},
            "tooltip": {"field": "hint"},
        },
    }
    halo = {"stroke": "var(--paper)", "strokeWidth": 4, "strokeJoin": "round"}
    said = {"x": {"field": "factor", **across}, "y": y, "text": {"field": "said"}}
    texts = [{"mark": {"type": "text", "dy": -12, **more}, "encoding": said} for more in (halo, {"color": INK})]
    return chart(values, 36 * len(values) + 8, [*lines, interval, points, *texts])


def _line(at: float, across: Spec, dash: Sequence[int]) -> Spec:
    return {
        "data": {"values": [{"at": at}]},
        "mark": {"type": "rule", "color": SOFT, "strokeDash": list(dash), "opacity": 0.7},
        "encoding": {"x": {"field": "at", **across}},
    }
