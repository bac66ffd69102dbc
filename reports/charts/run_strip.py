"""The strip of runs: how the collecting of each source ended, day by day."""

from collections.abc import Sequence

from reports.charts.chart import Spec, chart, names, scale_of
from reports.charts.marks import STATUSES


def run_strip(values: Sequence[Spec]) -> Spec:
    """A row a source, a mark a run. Each value: label (source), day (ISO date), word (of `STATUSES`), hint."""
    colours = [f"var(--run-{word})" for word in STATUSES]
    axis = {"title": None, "format": "%-d %b", "tickCount": 6, "grid": False}
    x = {"field": "day", "type": "temporal", "scale": {"type": "utc", "padding": 12}, "axis": axis}
    mark = {"type": "point", "filled": True, "size": 80, "opacity": 1}
    encoding = {
        "x": x,
        "y": {**names(), "sort": "ascending"},
        "tooltip": {"field": "hint"},
        "color": {"field": "word", "legend": None, "scale": scale_of([*STATUSES], colours)},
        "shape": {"field": "word", "legend": None, "scale": scale_of([*STATUSES], [*STATUSES.values()])},
    }
    return chart(values, 22 * len({v["label"] for v in values}) + 8, [{"mark": mark, "encoding": encoding}])
