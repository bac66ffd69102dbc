"""The strip plot of what an hour costs: a row a kind, a mark an offer, its median below."""

from collections.abc import Sequence

from reports.charts.chart import INK, NARROW, Spec, chart, names, scale_of

ROW = 56  # pixels a kind: its offers in the upper part, its median below
OFFERS = {"once": "circle", "subscription": "triangle-up"}
MEDIAN_AT = 0.8
WIDEST = 1.25  # of the axis beyond the least and the greatest figure
_TWO_LINES: Spec = {"labelExpr": "split(datum.label, '\\n')", "labelLineHeight": 16, "grid": True, "tickBand": "extent"}
LEAST_SPAN = 4.0  # greatest to least of the axis: one price alone is no scale


def hourly_strip(medians: Sequence[Spec], offers: Sequence[Spec], title: str) -> Spec:
    """Prices an hour on a logarithmic axis.

    Each median: label (a second line behind a line feed), value, said (short on a narrow screen), href, hint;
    low and high where it has an interval. Each offer: label (one of the medians'), value, at (0–1, where in its row),
    word (of `OFFERS`), href and hint.
    """
    x = {"type": "quantitative", "scale": _span(medians, offers), "axis": _axis(title)}
    row = {"type": "quantitative", "scale": {"domain": [0, 1]}}
    below = {"datum": MEDIAN_AT, **row}
    opened = {"href": {"field": "href"}, "tooltip": {"field": "hint"}}
    shape = {"field": "word", "legend": None, "scale": scale_of([*OFFERS], [*OFFERS.values()])}
    marks = {
        "data": {"values": list(offers)},
        "mark": {"type": "point", "size": 36, "color": "var(--accent)", "opacity": 0.45, "cursor": "pointer"},
        "encoding": {"x": {"field": "value", **x}, "yOffset": {"field": "at", **row}, "shape": shape, **opened},
    }
    interval = {
        "transform": [{"filter": "isValid(datum.low)"}],
        "mark": {"type": "rule", "strokeWidth": 2, "color": INK},
        "encoding": {"x": {"field": "low", **x}, "x2": {"field": "high"}, "yOffset": below},
    }
    median = {
        "mark": {"type": "point", "shape": "diamond", "filled": True, "size": 90, "color": INK, "opacity": 1},
        "encoding": {"x": {"field": "value", **x}, "yOffset": below, **opened},
    }
    said = {
        "transform": [{"calculate": "isValid(datum.high) ? datum.high : datum.value", "as": "end"}],
        "mark": {"type": "text", "align": "left", "dx": 10, "text": {"expr": f"{NARROW} ? datum.short : datum.said"}},
        "encoding": {"x": {"field": "end", **x}, "yOffset": below},
    }
    layers: list[Spec] = [marks, interval, median, said] if offers else [interval, median, said]
    return chart(medians, ROW * len(medians) + 8, layers, encoding={"y": names(**_TWO_LINES)})


def _span(medians: Sequence[Spec], offers: Sequence[Spec]) -> Spec:
    ends = [m[end] for m in medians for end in ("value", "low", "high") if m.get(end)] + [o["value"] for o in offers]
    low, high = min(ends, default=1.0) / WIDEST, max(ends, default=1.0) * WIDEST
    short = max(1.0, LEAST_SPAN * low / high) ** 0.5
    return {"type": "log", "domain": [low / short, high * short], "nice": False}


def _axis(title: str) -> Spec:
    return {"title": title, "format": ",~g", "tickCount": 6, "domain": False, "ticks": False}
