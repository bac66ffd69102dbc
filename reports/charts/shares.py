"""Shares beside each other: dots in their intervals, and bars of parts."""

from collections.abc import Sequence

from reports.charts.chart import INK, SOFT, Spec, chart, names, percent, scale_of
from reports.charts.marks import TRENDS


def ranked_dots(values: Sequence[Spec], title: str) -> Spec:
    """Shares with their intervals, ranked as given.

    Each value: label, share, low, high (0–1), said (text behind the interval), trend, href, hint.
    """
    share, trend = percent(title), {"field": "trend", "legend": None}
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
    return chart(values, 26 * len(values) + 8, [interval, points, said], encoding={"y": names()})


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
    share, first = percent(title), {value["label"]: at for at, value in reversed([*enumerate(values)])}
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
    return chart(values, 30 * len({v["label"] for v in values}) + 8, [bars, *told], encoding={"y": names()})
