"""Pictures as Vega-Lite specifications, drawn in the reader's browser by the bundled library.

Colours are custom properties of `assets/report.css`, so that the dark scheme and print need no second drawing.
"""

from collections.abc import Sequence
from typing import Any

Spec = dict[str, Any]

CLASSES: dict[str, tuple[str, str]] = {  # class → (Vega shape, the same shape as a letter, beside its word in tables)
    "underserved": ("triangle-up", "▲"),
    "balanced": ("circle", "●"),
    "saturated": ("square", "■"),
    "dominated": ("diamond", "◆"),
    "contested": ("circle", "○"),
    "thin": ("circle", "◌"),
}
TRENDS = {"rising": "▲", "falling": "▼", "flat": "▬", "not enough history": "·"}
REQUIREMENTS = ("required", "preferred", "mentioned")
STATUSES = {
    "complete": "square",
    "partial": "triangle-right",
    "failed": "cross",
    "blocked": "diamond",
    "stale": "circle",
}

_HOLLOW = {"contested", "thin"}
_INK, _SOFT, _RULE = "var(--ink)", "var(--ink-soft)", "var(--rule)"
_NARROW = "containerSize()[0] < 520"
_CONFIG: Spec = {
    "background": None,
    "font": "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif",
    "view": {"stroke": None},
    "aria": False,  # the table under the picture is its text alternative
    "axis": {
        "labelColor": _SOFT,
        "titleColor": _SOFT,
        "domainColor": _RULE,
        "tickColor": _RULE,
        "gridColor": _RULE,
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "gridOpacity": 0.7,
    },
    "text": {"color": _INK, "fontSize": 13},
}


def _chart(values: Sequence[Spec], height: Any, layers: Sequence[Spec], **more: Any) -> Spec:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": height,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "data": {"values": list(values)},
        "layer": list(layers),
        "config": _CONFIG,
        **more,
    }


def _scale(words: Sequence[str], colours: Sequence[str]) -> Spec:
    return {"domain": list(words), "range": list(colours)}


def _class_colours() -> list[str]:
    return [f"var(--class-{name})" for name in CLASSES]


def _names(field: str = "label") -> Spec:
    """The vertical axis of a ranked picture: names in the order given, shortened on a narrow screen."""
    limit = {"expr": f"{_NARROW} ? 128 : 280"}
    axis = {"title": None, "labelLimit": limit, "domain": False, "ticks": False, "labelColor": _INK, "labelPadding": 8}
    return {"field": field, "type": "nominal", "sort": None, "axis": axis}


def _percent(title: str) -> Spec:
    axis = {"title": title, "format": ".0%", "tickCount": 5, "domain": False, "ticks": False}
    return {"type": "quantitative", "axis": axis, "scale": {"zero": True, "nice": True}}


def ranked_dots(values: Sequence[Spec], title: str) -> Spec:
    """Shares with their intervals, ranked as given.

    Each value: label, share, low, high (0–1), said (text behind the interval), trend, href, hint.
    """
    share = _percent(title)
    mark_of_trend = {"rising": "triangle-up", "falling": "triangle-down", "flat": "circle"}
    shape = {"field": "trend", "legend": None, "scale": _scale([*TRENDS], [*mark_of_trend.values(), "circle"])}
    colour = {"field": "trend", "legend": None, "scale": _scale([*TRENDS], [f"var(--{w.split()[0]})" for w in TRENDS])}
    ends = {"x": {"field": "low", **share}, "x2": {"field": "high"}}
    point = {"type": "point", "filled": True, "size": 90, "opacity": 1, "cursor": "pointer"}
    layers: list[Spec] = [
        {"mark": {"type": "rule", "strokeWidth": 2, "color": _SOFT}, "encoding": ends},
        {
            "mark": point,
            "encoding": {
                "x": {"field": "share", **share},
                "shape": shape,
                "color": colour,
                "href": {"field": "href"},
                "tooltip": {"field": "hint"},
            },
        },
        {
            "mark": {"type": "text", "align": "left", "dx": 8},
            "encoding": {"x": {"field": "high", **share}, "text": {"field": "said"}},
        },
    ]
    return _chart(values, {"step": 26}, layers, encoding={"y": _names()})


def stacked_shares(values: Sequence[Spec], dots: Sequence[Spec], title: str, words: Sequence[str], prefix: str) -> Spec:
    """Parts of a share as stacked bars, with the whole as a dot in its interval.

    Each value: label, word (of `words`), part, from, to (0–1), href, hint. Each dot as in `ranked_dots`. Colours are the
    stylesheet's `--<prefix>-<word>`.
    """
    share = _percent(title)
    colour = {"field": "word", "legend": None, "scale": _scale(words, [f"var(--{prefix}-{w})" for w in words])}
    layers: list[Spec] = [
        {
            "mark": {"type": "bar", "height": 14, "stroke": "var(--paper)", "strokeWidth": 1, "cursor": "pointer"},
            "encoding": {
                "x": {"field": "from", **share},
                "x2": {"field": "to"},
                "color": colour,
                "href": {"field": "href"},
                "tooltip": {"field": "hint"},
            },
        }
    ]
    if dots:
        told: Spec = {"data": {"values": list(dots)}}
        ends = {"x": {"field": "low", **share}, "x2": {"field": "high"}}
        dot = {"type": "point", "filled": True, "size": 56, "color": _INK, "opacity": 1}
        behind = {"x": {"field": "high", **share}, "text": {"field": "said"}}
        layers += [
            {**told, "mark": {"type": "rule", "strokeWidth": 2, "color": _INK}, "encoding": ends},
            {**told, "mark": dot, "encoding": {"x": {"field": "share", **share}, "tooltip": {"field": "hint"}}},
            {**told, "mark": {"type": "text", "align": "left", "dx": 8}, "encoding": behind},
        ]
    return _chart(values, {"step": 30}, layers, encoding={"y": _names()})


def market_map(values: Sequence[Spec], height: int = 560, band: float = 1.5) -> Spec:
    """Supply prominence × demand prominence, log–log, with the diagonal of balance and the band of a factor `band`.

    Each value: label, class, supply, demand (prominences > 0) with _low and _high, rank (0 for the label that matters
    most, −1 for none), href, hint.
    """
    ends = [v[key] for v in values for key in ("supply", "demand")]
    low, high = (min(ends) / 1.6, max(ends) * 1.6) if ends else (0.001, 0.1)
    axis = {"format": "~%", "tickCount": 4, "grid": False, "domain": False}
    scale = {"type": "log", "domain": [low, high], "nice": False, "clamp": True}
    across = {"type": "quantitative", "scale": scale}
    x = {"field": "supply", **across, "axis": {**axis, "title": "share of all that is taught →"}}
    y = {"field": "demand", **across, "axis": {**axis, "title": "share of all that is asked →"}}
    shown = [{"filter": "shown == '' || datum.class == shown"}]
    judged = [*shown, {"filter": "datum.class != 'thin' && (shown != '' || datum.rank >= 0)"}]
    named = [*shown, {"filter": f"datum.rank >= 0 && datum.rank < ({_NARROW} ? 5 : 16)"}]
    colour = {"field": "class", "legend": None, "scale": _scale([*CLASSES], _class_colours())}
    fills = ["transparent" if name in _HOLLOW else f"var(--class-{name})" for name in CLASSES]
    cross = {"type": "rule", "strokeWidth": 1.25, "opacity": 0.5}
    mark = {"type": "point", "filled": True, "size": 70, "strokeWidth": 1.5, "opacity": 0.9, "cursor": "pointer"}
    layers: list[Spec] = [
        *(_diagonal(low, high, factor, across) for factor in (1.0, band, 1 / band)),
        *_corners(low, high, across),
        {
            "transform": judged,
            "mark": cross,
            "encoding": {"x": {**x, "field": "supply_low"}, "x2": {"field": "supply_high"}, "y": y, "color": colour},
        },
        {
            "transform": judged,
            "mark": cross,
            "encoding": {"x": x, "y": {**y, "field": "demand_low"}, "y2": {"field": "demand_high"}, "color": colour},
        },
        {
            "transform": shown,
            "mark": mark,
            "encoding": {
                "x": x,
                "y": y,
                "stroke": colour,
                "fill": {**colour, "scale": _scale([*CLASSES], fills)},
                "shape": {
                    "field": "class",
                    "legend": None,
                    "scale": _scale([*CLASSES], [s for s, _ in CLASSES.values()]),
                },
                "strokeDash": {"condition": {"test": "datum.class == 'thin'", "value": [1.5, 2]}, "value": [1, 0]},
                "size": {"condition": {"test": "datum.class == 'thin'", "value": 28}, "value": 80},
                "href": {"field": "href"},
                "tooltip": {"field": "hint"},
            },
        },
        {
            "transform": named,
            "mark": {"type": "text", "align": "left", "dx": 9, "limit": 190},
            "encoding": {"x": x, "y": y, "text": {"field": "label"}},
        },
    ]
    return _chart(values, height, layers, params=[{"name": "shown", "value": ""}])


def _diagonal(low: float, high: float, factor: float, across: Spec) -> Spec:
    """The line demand = factor × supply, within the square."""
    start, end = max(low, low / factor), min(high, high / factor)
    line = [{"x": start, "y": start * factor}, {"x": end, "y": end * factor}]
    dash = [1, 0] if factor == 1 else [3, 4]
    mark = {"type": "line", "color": _SOFT, "strokeWidth": 1, "strokeDash": dash, "opacity": 0.7}
    return {
        "data": {"values": line},
        "mark": mark,
        "encoding": {"x": {"field": "x", **across}, "y": {"field": "y", **across}},
    }


def _corners(low: float, high: float, across: Spec) -> list[Spec]:
    """What the two halves of the map mean, said in the picture."""
    words = (
        ("asked more than taught", low * 1.15, high / 1.15, "left"),
        ("taught more than asked", high, low * 1.15, "right"),
    )
    return [
        {
            "data": {"values": [{"x": x, "y": y, "word": word}]},
            "mark": {"type": "text", "align": align, "color": _SOFT, "fontStyle": "italic", "fontSize": 14},
            "encoding": {"x": {"field": "x", **across}, "y": {"field": "y", **across}, "text": {"field": "word"}},
        }
        for word, x, y, align in words
    ]


def weekly_lines(values: Sequence[Spec], title: str) -> Spec:
    """Small multiples of weekly shares with their interval band. Each value: label, week (ISO date), share, low, high."""
    x = {"field": "week", "type": "temporal", "axis": {"title": None, "format": "%b", "tickCount": 4, "grid": False}}
    y = {"type": "quantitative", "axis": {"title": None, "format": ".0%", "tickCount": 3}, "scale": {"zero": True}}
    band = {"mark": {"type": "area", "opacity": 0.25, "color": "var(--accent)"}}
    line = {"mark": {"type": "line", "color": "var(--accent)", "strokeWidth": 2}}
    layer = [
        {**band, "encoding": {"x": x, "y": {"field": "low", **y}, "y2": {"field": "high"}}},
        {**line, "encoding": {"x": x, "y": {"field": "share", **y}}},
    ]
    header = {"title": None, "labelFontSize": 13, "labelColor": _INK, "labelAnchor": "start", "labelLimit": 200}
    return {
        **_chart(values, 90, []),
        "width": None,
        "autosize": "pad",
        "facet": {"field": "label", "type": "nominal", "sort": None, "header": header},
        "columns": 3,
        "spec": {"width": 210, "height": 90, "layer": layer},
        "title": {"text": title, "color": _SOFT, "fontSize": 13, "fontWeight": "normal", "anchor": "start"},
    }


def run_strip(values: Sequence[Spec]) -> Spec:
    """A row a source, a mark a run. Each value: label (source), day (ISO date), word (of `STATUSES`), hint."""
    colours = [f"var(--run-{word})" for word in STATUSES]
    x = {"field": "day", "type": "temporal", "axis": {"title": None, "format": "%-d %b", "tickCount": 6, "grid": False}}
    mark = {"type": "point", "filled": True, "size": 80, "opacity": 1}
    encoding = {
        "x": x,
        "y": {**_names(), "sort": "ascending"},
        "tooltip": {"field": "hint"},
        "color": {"field": "word", "legend": None, "scale": _scale([*STATUSES], colours)},
        "shape": {"field": "word", "legend": None, "scale": _scale([*STATUSES], [*STATUSES.values()])},
    }
    return _chart(values, {"step": 22}, [{"mark": mark, "encoding": encoding}])
