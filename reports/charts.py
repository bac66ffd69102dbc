"""Pictures as Vega-Lite specifications, drawn in the reader's browser by the bundled library.

Colours are custom properties of `assets/report.css`, so that the dark scheme and print need no second drawing.
"""

from collections.abc import Sequence
from typing import Any

Spec = dict[str, Any]

CLASSES = {  # class → shape; the stylesheet puts the same shapes before the words
    "underserved": "triangle-up",
    "balanced": "circle",
    "saturated": "square",
    "dominated": "diamond",
    "contested": "circle",
    "thin": "circle",
}
TRENDS = {"rising": "triangle-up", "falling": "triangle-down", "flat": "circle", "not enough history": "circle"}
REQUIREMENTS = ("required", "preferred", "mentioned")
STATUSES = {
    "complete": "square",
    "partial": "triangle-right",
    "failed": "cross",
    "blocked": "diamond",
    "stale": "circle",
}

INK, SOFT, RULE = "var(--ink)", "var(--ink-soft)", "var(--rule)"
NARROW = "containerSize()[0] < 520"
CONFIG: Spec = {
    "background": None,
    "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
    "view": {"stroke": None},
    "aria": False,  # the table under the picture is its text alternative
    "axis": {
        "labelColor": SOFT,
        "titleColor": SOFT,
        "domainColor": RULE,
        "tickColor": RULE,
        "gridColor": RULE,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "gridOpacity": 0.7,
    },
    "text": {"color": INK, "fontSize": 13},
}


def chart(values: Sequence[Spec], height: int, layers: Sequence[Spec], **more: Any) -> Spec:
    """Layers over common values, as wide as the page lets them be; `height` in pixels."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": height,
        "data": {"values": list(values)},
        "layer": list(layers),
        "config": CONFIG,
        **more,
    }


def scale_of(words: Sequence[str], marks: Sequence[str]) -> Spec:
    """A scale that gives each word its mark."""
    return {"domain": list(words), "range": list(marks)}


def _names(field: str = "label") -> Spec:
    """The vertical axis of a ranked picture: names in the order given, shortened on a narrow screen."""
    limit = {"expr": f"{NARROW} ? 128 : 280"}
    axis = {"title": None, "labelLimit": limit, "domain": False, "ticks": False, "labelColor": INK, "labelPadding": 8}
    return {"field": field, "type": "nominal", "sort": None, "axis": axis}


def _percent(title: str) -> Spec:
    axis = {"title": title, "format": ".0%", "tickCount": 5, "domain": False, "ticks": False}
    return {"type": "quantitative", "axis": axis, "scale": {"zero": True, "nice": True}}


def ranked_dots(values: Sequence[Spec], title: str) -> Spec:
    """Shares with their intervals, ranked as given.

    Each value: label, share, low, high (0–1), said (text behind the interval), trend, href, hint.
    """
    share, trend = _percent(title), {"field": "trend", "legend": None}
    colours = [f"var(--{word.split()[0]})" for word in TRENDS]
    interval, said = _interval(share, SOFT)
    points = {
        "mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "cursor": "pointer"},
        "encoding": {
            "x": {"field": "share", **share},
            "shape": {**trend, "scale": scale_of([*TRENDS], [*TRENDS.values()])},
            "color": {**trend, "scale": scale_of([*TRENDS], colours)},
            "href": {"field": "href"},
            "tooltip": {"field": "hint"},
        },
    }
    return chart(values, 26 * len(values) + 8, [interval, points, said], encoding={"y": _names()})


def _interval(share: Spec, colour: str) -> tuple[Spec, Spec]:
    """The line from low to high, and the figure behind it."""
    line = {"x": {"field": "low", **share}, "x2": {"field": "high"}}
    behind = {"x": {"field": "high", **share}, "text": {"field": "said"}}
    return (
        {"mark": {"type": "rule", "strokeWidth": 2, "color": colour}, "encoding": line},
        {"mark": {"type": "text", "align": "left", "dx": 8}, "encoding": behind},
    )


def stacked_shares(values: Sequence[Spec], dots: Sequence[Spec], title: str, words: Sequence[str], prefix: str) -> Spec:
    """Parts of a share as stacked bars, with the whole as a dot in its interval.

    Each value: label, word (of `words`), from, to (0–1), href, hint. Each dot as in `ranked_dots`, of a label that has
    a value. Colours are the stylesheet's `--<prefix>-<word>`.
    """
    share, first = _percent(title), {value["label"]: at for at, value in reversed([*enumerate(values)])}
    values = [{**value} for value in values]
    for dot in dots:
        values[first[dot["label"]]] |= {"share": dot["share"], "low": dot["low"], "high": dot["high"]}
        values[first[dot["label"]]] |= {"said": dot["said"], "whole": dot["hint"]}
    colour = {"field": "word", "legend": None, "scale": scale_of(words, [f"var(--{prefix}-{w})" for w in words])}
    bars = {
        "mark": {"type": "bar", "height": 14, "stroke": "var(--paper)", "strokeWidth": 1, "cursor": "pointer"},
        "encoding": {
            "x": {"field": "from", **share},
            "x2": {"field": "to"},
            "color": colour,
            "href": {"field": "href"},
            "tooltip": {"field": "hint"},
        },
    }
    point = {"type": "point", "filled": True, "size": 56, "color": INK, "opacity": 1}
    of_whole = {"href": {"field": "href"}, "tooltip": {"field": "whole"}}
    whole = {
        "mark": point | {"cursor": "pointer", "stroke": "var(--paper)", "strokeWidth": 1},
        "encoding": {"x": {"field": "share", **share}, **of_whole},
    }
    interval, said = _interval(share, INK)
    known = {"transform": [{"filter": "isValid(datum.share)"}]}
    line = {"type": "rule", "strokeWidth": 6, "color": "var(--paper)", "opacity": 0.75}
    seen_on_bars = interval | {"mark": line}
    told = [known | layer for layer in (seen_on_bars, interval, whole, said)] if dots else []
    return chart(values, 30 * len({v["label"] for v in values}) + 8, [bars, *told], encoding={"y": _names()})


def weekly_lines(values: Sequence[Spec]) -> Spec:
    """Small multiples of weekly shares in bands. Each value: label, order, week (ISO date), share, low, high."""
    axis = {"title": None, "format": "%b", "tickCount": 4, "grid": False}
    x = {"field": "week", "type": "temporal", "scale": {"type": "utc"}, "axis": axis}
    y = {"type": "quantitative", "axis": {"title": None, "format": ".0%", "tickCount": 3}, "scale": {"zero": True}}
    band = {"mark": {"type": "area", "opacity": 0.25, "color": "var(--accent)"}}
    line = {"mark": {"type": "line", "color": "var(--accent)", "strokeWidth": 2}}
    layer = [
        {**band, "encoding": {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}}},
        {**line, "encoding": {"x": x, "y": {"field": "share", **y}}},
    ]
    order = {"field": "order", "op": "min"}  # never the labels: Vega would write them into an expression
    header = {"title": None, "labelFontSize": 13, "labelColor": INK, "labelAnchor": "start", "labelLimit": 200}
    return {
        **chart(values, 90, []),
        "width": None,
        "autosize": "pad",
        "facet": {"field": "label", "type": "nominal", "sort": order, "header": header},
        "columns": 3,
        "spec": {"width": 210, "height": 90, "layer": layer},
    }


def run_strip(values: Sequence[Spec]) -> Spec:
    """A row a source, a mark a run. Each value: label (source), day (ISO date), word (of `STATUSES`), hint."""
    colours = [f"var(--run-{word})" for word in STATUSES]
    axis = {"title": None, "format": "%-d %b", "tickCount": 6, "grid": False}
    x = {"field": "day", "type": "temporal", "scale": {"type": "utc", "padding": 12}, "axis": axis}
    mark = {"type": "point", "filled": True, "size": 80, "opacity": 1}
    encoding = {
        "x": x,
        "y": {**_names(), "sort": "ascending"},
        "tooltip": {"field": "hint"},
        "color": {"field": "word", "legend": None, "scale": scale_of([*STATUSES], colours)},
        "shape": {"field": "word", "legend": None, "scale": scale_of([*STATUSES], [*STATUSES.values()])},
    }
    return chart(values, 22 * len({v["label"] for v in values}) + 8, [{"mark": mark, "encoding": encoding}])
