"""Pictures as Vega-Lite specifications, drawn in the reader's browser by the bundled library.

Colours are custom properties of `assets/report.css`, so that the dark scheme and print need no second drawing.
"""

from collections.abc import Sequence
from typing import Any

Spec = dict[str, Any]

INK, SOFT, RULE = "var(--ink)", "var(--ink-soft)", "var(--rule)"
NARROW = "containerSize()[0] < 520"
LENGTH = {"expr": f"{NARROW} ? 128 : 280"}  # of a name, in pixels
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


def names(**more: Any) -> Spec:
    """The vertical axis of a ranked picture: names in the order given, shortened on a narrow screen."""
    axis = {"title": None, "labelLimit": LENGTH, "domain": False, "ticks": False, "labelColor": INK, "labelPadding": 8}
    return {"field": "label", "type": "nominal", "sort": None, "axis": {**axis, **more}}


def percent(title: str) -> Spec:
    """A horizontal axis of shares from nothing on."""
    axis = {"title": title, "format": ".0%", "tickCount": 5, "domain": False, "ticks": False}
    return {"type": "quantitative", "axis": axis, "scale": {"zero": True, "nice": True}}
