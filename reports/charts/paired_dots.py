"""Paired dots: what a figure was and what it is, with the interval of its change."""

from collections.abc import Sequence
from typing import Any

from reports.charts.chart import INK, NARROW, SOFT, Spec, chart, names, scale_of

ROW = 28
FEW = 14  # characters: a longer text leaves a narrow picture no room
MOVES = {"rising": "triangle-up", "falling": "triangle-down"}
ENDS = ("before", "after", "high")  # the text stands behind the last of them


def paired_dots(values: Sequence[Spec], title: str, form: str = ".0%", lines: Sequence[float] = ()) -> Spec:
    """A row each, sorted as given: a hollow dot before, a filled one after, and a rule as wide as chance allows.

    Each value: label, before, after, said (text beside the later dot), move (`rising` or `falling`), href, hint; and,
    where they are known, low and high: the ends of the interval of the later figure, given the earlier one. `lines` are
    values at which something begins; `form` is how the axis writes numbers.
    """
    axis = {"title": title, "format": form, "tickCount": 5, "domain": False, "ticks": False}
    x: Spec = {"type": "quantitative", "axis": axis, "scale": {"zero": True, "nice": True}}
    colour = {"field": "move", "legend": None, "scale": scale_of([*MOVES], [f"var(--{move})" for move in MOVES])}
    ranges = [_rule(x, "low", "high", {"color": SOFT, "strokeWidth": 1.5})] if any("low" in v for v in values) else []
    layers = [
        *(_line(at, x) for at in lines),
        *ranges,
        _rule(x, "before", "after", {"strokeWidth": 4, "opacity": 0.35}, color=colour),
        _dots({**x, "field": "before"}, {"fill": "var(--paper)", "strokeWidth": 1.5}, stroke=colour),
        _dots({**x, "field": "after"}, {"filled": True}, color=colour, shape=_shape()),
        _said(x),
    ]
    shown = [{**v, "end": max(v[name] for name in ENDS if v.get(name) is not None)} for v in values]
    return chart(shown, ROW * len(values) + 8, layers, encoding={"y": names()})


def _said(x: Spec) -> Spec:
    """The text behind a row's last mark; a longer one is left to the table where the picture is narrow."""
    seen = f"{NARROW} && length(datum.said) > {FEW} ? 0 : 1"
    mark = {"type": "text", "align": "left", "dx": 12, "color": INK, "opacity": {"expr": seen}}
    limit = {"limit": {"expr": f"({seen}) ? 400 : 1"}}
    return {"mark": mark | limit, "encoding": {"x": {**x, "field": "end"}, "text": {"field": "said"}}}


def _shape() -> Spec:
    return {"field": "move", "legend": None, "scale": scale_of([*MOVES], [*MOVES.values()])}


def _rule(x: Spec, start: str, end: str, mark: Spec, **encoding: Any) -> Spec:
    return {
        "mark": {"type": "rule", **mark},
        "encoding": {"x": {**x, "field": start}, "x2": {"field": end}, **encoding},
    }


def _dots(x: Spec, mark: Spec, **encoding: Any) -> Spec:
    point = {"type": "point", "size": 80, "opacity": 1, "cursor": "pointer", **mark}
    return {
        "mark": point,
        "encoding": {"x": x, "href": {"field": "href"}, "tooltip": {"field": "hint"}, **encoding},
    }


def _line(at: float, x: Spec) -> Spec:
    """A value at which something begins, across all rows."""
    mark = {"type": "rule", "color": SOFT, "strokeDash": [3, 4], "opacity": 0.8}
    return {"data": {"values": [{"at": at}]}, "mark": mark, "encoding": {"x": {**x, "field": "at"}, "y": None}}
