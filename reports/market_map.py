"""The market map: how much of all that is taught a skill makes up, against how much of all that is asked."""

import math
from collections.abc import Sequence

from reports.charts import CLASSES, INK, NARROW, SOFT, Spec, chart, scale_of

LABELS, LABELS_NARROW = 16, 5
FEW = 50  # marks; beyond them only what stands clear of balance is named
MANY = 150  # beyond them only the named ones keep their crosses
_CLEAR = {"underserved", "saturated", "dominated"}
_HOLLOW = {"contested", "thin"}
_WIDE = 1_100  # pixels: the width for which labels are kept apart


def market_map(values: Sequence[Spec], height: int = 560, band: float = 1.5) -> Spec:
    """Supply prominence × demand prominence, log–log, with the diagonal of balance and the band of a factor `band`.

    Each value, the one that matters most first: label, class, supply and demand (prominences > 0) with _low and _high,
    href, hint. The first few that do not cover one another are named in the picture.
    """
    ends = [v[key] for v in values for key in ("supply", "demand")]
    low, high = min(ends) / 1.6, max(ends) * 1.6
    across = {"type": "quantitative", "scale": {"type": "log", "domain": [low, high], "nice": False, "clamp": True}}
    axis = {"format": "~%", "tickCount": 4, "grid": False, "domain": False}
    x = {"field": "supply", **across, "axis": {**axis, "title": "share of all that is taught →"}}
    y = {"field": "demand", **across, "axis": {**axis, "title": "share of all that is asked →"}}
    lines = [_diagonal(low, high, factor, across) for factor in (1.0, band, 1 / band)]
    layers = [*lines, *_corners(low, high, across), *_crosses(x, y, len(values)), _marks(x, y), _names(x, y)]
    return chart(_ranked(values, low, high, height), height, layers, params=[{"name": "shown", "value": ""}])


def _ranked(values: Sequence[Spec], low: float, high: float, height: int) -> list[Spec]:
    """The values with `rank` (0, 1, …; −1: not named) and `side`, on which their name stands."""
    taken: list[tuple[float, float, float]] = []
    worth_naming = _CLEAR if len(values) > FEW else {*CLASSES} - {"thin"}
    ranked = []
    for value in values:
        across, up = (math.log(value[side] / low) / math.log(high / low) for side in ("supply", "demand"))
        side = "left" if across > 0.8 else "right"
        width = min(190, 7.5 * len(value["label"]))
        left = across * _WIDE - (width + 9 if side == "left" else -9)
        free = all(abs(up * height - y) > 15 or left > end or left + width < start for start, end, y in taken)
        named = free and len(taken) < LABELS and value["class"] in worth_naming
        ranked.append({**value, "rank": len(taken) if named else -1, "side": side})
        if named:
            taken.append((left, left + width, up * height))
    return ranked


def _shown(*filters: str) -> list[Spec]:
    return [{"filter": f} for f in ("shown == '' || datum.class == shown", *filters)]


def _crosses(x: Spec, y: Spec, number: int) -> list[Spec]:
    colour = {"field": "class", "legend": None, "scale": scale_of([*CLASSES], [f"var(--class-{c})" for c in CLASSES])}
    mark = {"type": "rule", "strokeWidth": 1.25, "opacity": 0.45 if number <= FEW else 0.25}
    kept = "datum.class != 'thin'" if number <= MANY else "datum.rank >= 0"
    supply = {"x": {**x, "field": "supply_low"}, "x2": {"field": "supply_high"}, "y": y, "color": colour}
    demand = {"x": x, "y": {**y, "field": "demand_low"}, "y2": {"field": "demand_high"}, "color": colour}
    return [{"transform": _shown(kept), "mark": mark, "encoding": encoding} for encoding in (supply, demand)]


def _marks(x: Spec, y: Spec) -> Spec:
    colours = [f"var(--class-{name})" for name in CLASSES]
    fills = ["var(--paper)" if name in _HOLLOW else f"var(--class-{name})" for name in CLASSES]
    of_class = {"field": "class", "legend": None}
    thin = {"test": "datum.class == 'thin'"}
    return {
        "transform": _shown(),
        "mark": {"type": "point", "filled": True, "strokeWidth": 1.5, "opacity": 0.9, "cursor": "pointer"},
        "encoding": {
            "x": x,
            "y": y,
            "stroke": {**of_class, "scale": scale_of([*CLASSES], colours)},
            "fill": {**of_class, "scale": scale_of([*CLASSES], fills)},
            "shape": {**of_class, "scale": scale_of([*CLASSES], [*CLASSES.values()])},
            "strokeDash": {"condition": {**thin, "value": [1.5, 2]}, "value": [1, 0]},
            "size": {"condition": {**thin, "value": 28}, "value": 80},
            "href": {"field": "href"},
            "tooltip": {"field": "hint"},
        },
    }


def _names(x: Spec, y: Spec) -> Spec:
    """Names with a halo of the paper's colour, so that no cross strikes them through."""
    mark = {
        "type": "text",
        "align": {"expr": "datum.side == 'left' ? 'right' : 'left'"},
        "dx": {"expr": "datum.side == 'left' ? -9 : 9"},
        "limit": 190,
    }
    kept = _shown(f"datum.rank >= 0 && datum.rank < ({NARROW} ? {LABELS_NARROW} : {LABELS})")
    encoding = {"x": x, "y": y, "text": {"field": "label"}}
    halo = {"mark": {**mark, "stroke": "var(--paper)", "strokeWidth": 4, "strokeJoin": "round"}, "encoding": encoding}
    return {"transform": kept, "layer": [halo, {"mark": {**mark, "color": INK}, "encoding": encoding}]}


def _diagonal(low: float, high: float, factor: float, across: Spec) -> Spec:
    """The line demand = factor × supply, within the square."""
    start, end = max(low, low / factor), min(high, high / factor)
    line = [{"x": start, "y": start * factor}, {"x": end, "y": end * factor}]
    dash = [1, 0] if factor == 1 else [3, 4]
    return {
        "data": {"values": line},
        "mark": {"type": "line", "color": SOFT, "strokeWidth": 1, "strokeDash": dash, "opacity": 0.7},
        "encoding": {"x": {"field": "x", **across}, "y": {"field": "y", **across}},
    }


def _corners(low: float, high: float, across: Spec) -> list[Spec]:
    """What the two halves of the map mean, said in the picture."""
    words = (("asked more than taught", low, high, "left"), ("taught more than asked", high, low, "right"))
    return [
        {
            "data": {"values": [{"x": x, "y": y, "word": word}]},
            "mark": {
                "type": "text",
                "align": align,
                "dx": 8 if align == "left" else -8,
                "dy": 12 if align == "left" else -12,
                "color": SOFT,
                "fontStyle": "italic",
                "fontSize": 14,
            },
            "encoding": {"x": {"field": "x", **across}, "y": {"field": "y", **across}, "text": {"field": "word"}},
        }
        for word, x, y, align in words
    ]
