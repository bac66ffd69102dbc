"""Small multiples: how a share moved from week to week."""

from collections.abc import Sequence

from reports.charts.chart import INK, Spec, chart


def weekly_lines(values: Sequence[Spec]) -> Spec:
    """Weekly shares in bands, a field a label. Each value: label, order, week (ISO date), share, low, high."""
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
