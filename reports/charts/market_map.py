"""The market map: how much of all that is taught a skill makes up, against how much of all that is asked."""

from collections.abc import Sequence

from reports.charts.chart import INK, SOFT, Spec, chart, scale_of
from reports.charts.map_names import AWAY, Field, sides
from reports.charts.marks import CLASSES, CLEAR
from reports.language import _
from reports.measures.markets.saturation import BAND

FEW = 50  # marks; beyond them only what stands clear of balance is named
MANY = 150  # beyond them only the named ones keep their crosses, beyond FEW only those clear of balance
AXIS = 64  # pixels, of the vertical axis with its title
SIZES = ((520, 190, 6), (900, 220, 10), (1_152, 260, 16))  # up to which width, how long names are, and how many
_HOLLOW = {"contested", "thin"}
_SIZE = f"(containerSize()[0] < {SIZES[0][0]} ? 0 : containerSize()[0] < {SIZES[1][0]} ? 1 : 2)"
_NUMBERS = [f"{side}{end}" for side in ("supply", "demand") for end in ("", "_low", "_high")]


def market_map(values: Sequence[Spec], height: int = 560, within: Sequence[Spec] | None = None) -> Spec:
    """Supply prominence × demand prominence, log–log, with the diagonal of balance and the band of a factor 1.5.

    Each value, the one that matters most first: label, class, supply and demand (prominences > 0) with _low and _high,
    href, hint. The first few that find room are named in the picture, fewer where it is narrow. `within` are the values
    of a map beside which this one shall be read: it gets its axes and its marks' sizes.
    """
    ends = [v[key] for v in (*values, *(within or ())) for key in ("supply", "demand")]
    low, high = min(ends) / 1.6, max(ends) * 1.6
    across = {"type": "quantitative", "scale": {"type": "log", "domain": [low, high], "nice": False, "clamp": True}}
    axis = {"format": "~%", "tickCount": 4, "grid": False, "domain": False}
    x = {"field": "supply", **across, "axis": {**axis, "title": _("share of all that is taught →")}}
    y = {"field": "demand", **across, "axis": {**axis, "title": _("share of all that is asked →")}}
    lines = [_diagonal(low, high, factor, across) for factor in (1.0, BAND, 1 / BAND)]
    number = len(within or values)
    crowded = number > FEW
    layers = [*lines, *_corners(low, high, across), *_crosses(x, y, number), _marks(x, y, crowded), _names(x, y)]
    return chart(_named(values, (low, high), height), height, layers, params=[{"name": "shown", "value": ""}])


def _named(values: Sequence[Spec], domain: tuple[float, float], height: int) -> list[Spec]:
    """The values with `name`: a letter for each of SIZES, see `sides`; what matters most last, drawn above the rest."""
    worth = CLEAR if len(values) > FEW else [name for name in CLASSES if name != "thin"]
    widths = [narrowest - AXIS for narrowest in (340, SIZES[0][0], SIZES[1][0])]  # the least that each size may be
    fields = [Field(width, height, *kept) for width, (_upto, *kept) in zip(widths, SIZES, strict=True)]
    given = zip(*(sides(values, domain, field, worth) for field in fields), strict=True)
    named = [
        value | {n: float(f"{value[n]:.4g}") for n in _NUMBERS} | {"name": "".join(letters)}
        for value, letters in zip(values, given, strict=True)
    ]
    return named[::-1]


def _shown(*filters: str) -> list[Spec]:
    return [{"filter": f} for f in ("shown == '' || datum.class == shown", *filters)]


def _crosses(x: Spec, y: Spec, number: int) -> list[Spec]:
    colour = {"field": "class", "legend": None, "scale": scale_of([*CLASSES], [f"var(--class-{c})" for c in CLASSES])}
    mark = {"type": "rule", "strokeWidth": 1.25, "opacity": 0.45 if number <= FEW else 0.25}
    clear = f"indexof({sorted(CLEAR)}, datum.class) >= 0"
    kept = "datum.class != 'thin'" if number <= FEW else clear if number <= MANY else "datum.name != '---'"
    supply = {"x": {**x, "field": "supply_low"}, "x2": {"field": "supply_high"}, "y": y, "color": colour}
    demand = {"x": x, "y": {**y, "field": "demand_low"}, "y2": {"field": "demand_high"}, "color": colour}
    return [{"transform": _shown(kept), "mark": mark, "encoding": encoding} for encoding in (supply, demand)]


def _marks(x: Spec, y: Spec, crowded: bool) -> Spec:
    """A mark a market; where there are many, those without a verdict step back, the more so where it is narrow."""
    colours = [f"var(--class-{name})" for name in CLASSES]
    fills = ["var(--paper)" if name in _HOLLOW else f"var(--class-{name})" for name in CLASSES]
    of_class = {"field": "class", "legend": None}
    thin, contested = ({"test": f"datum.class == '{name}'"} for name in ("thin", "contested"))
    back = {"expr": f"{_SIZE} ? 36 : 16"} if crowded else 80
    faint = 0.5 if crowded else 0.9
    small = {"expr": f"{_SIZE} ? 20 : 8"} if crowded else 28
    return {
        "transform": _shown(),
        "mark": {"type": "point", "filled": True, "strokeWidth": 1.5, "cursor": "pointer"},
        "encoding": {
            "x": x,
            "y": y,
            "stroke": {**of_class, "scale": scale_of([*CLASSES], colours)},
            "fill": {**of_class, "scale": scale_of([*CLASSES], fills)},
            "shape": {**of_class, "scale": scale_of([*CLASSES], [*CLASSES.values()])},
            "strokeDash": {"condition": {**thin, "value": [1.5, 2]}, "value": [1, 0]},
            "size": {"condition": [{**thin, "value": small}, {**contested, "value": back}], "value": 90},
            "opacity": {"condition": [{**each, "value": faint} for each in (thin, contested)], "value": 1},
            "href": {"field": "href"},
            "tooltip": {"field": "hint"},
        },
    }


def _names(x: Spec, y: Spec) -> Spec:
    """Names with a halo of the paper's colour, so that no cross strikes them through."""
    letter = f"substring(datum.name, {_SIZE}, {_SIZE} + 1)"
    limits = [limit for _upto, limit, _most in SIZES]
    mark = {
        "type": "text",
        "align": {"expr": f"{letter} == 'l' ? 'right' : 'left'"},
        "dx": {"expr": f"{letter} == 'l' ? -{AWAY:g} : {AWAY:g}"},
        "limit": {"expr": f"[{', '.join(map(str, limits))}][{_SIZE}]"},
    }
    encoding = {"x": x, "y": y, "text": {"field": "label"}}
    halo = {"mark": {**mark, "stroke": "var(--paper)", "strokeWidth": 4, "strokeJoin": "round"}, "encoding": encoding}
    layer = [halo, {"mark": {**mark, "color": INK}, "encoding": encoding}]
    return {"transform": _shown(f"{letter} != '-'"), "layer": layer}


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
    words = ((_("asked more than taught"), low, high, "left"), (_("taught more than asked"), high, low, "right"))
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
