"""The heat table: a share in every cell, written into it, so that the colour only repeats what is read."""

from collections.abc import Sequence

from reports.charts.chart import INK, NARROW, SOFT, Spec, chart

STEPS = (0.0, 0.05, 0.15, 0.3, 0.5, 1.0)  # upper ends: the first step is none at all
ROW = 44
_LABELS = {"expr": f"{NARROW} ? 96 : 240"}


def step_of(share: float) -> int:
    """Which step of the colours a share has, from 0 (none) to 5."""
    return next(number for number, end in enumerate(STEPS) if share <= end)


def heat_table(values: Sequence[Spec], rows: Sequence[str], columns: Sequence[str]) -> Spec:
    """A cell for each row and column; values come row by row, each in the order of the columns.

    Each value: row, column, share (0–1), said (the share as read), short (the same, for a narrow screen), base (what it
    is of), thin, href, hint. A thin cell is empty within a broken line: it has a figure, but no colour to compare.
    """
    shown = [{**v, "step": "thin" if v["thin"] else f"heat-{step_of(v['share'])}"} for v in values]
    named = [*(f"heat-{number}" for number in range(len(STEPS))), "thin"]
    fills = [*(f"var(--heat-{number})" for number in range(len(STEPS))), "var(--paper)"]
    texts = [*(f"var(--heat-{number}-ink)" for number in range(len(STEPS))), SOFT]
    across = {"sort": None, "type": "nominal", "field": "column"}  # in the order of the values, whatever these are
    angle = {"expr": f"{NARROW} ? -60 : 0"}
    top = {"orient": "top", "title": None, "domain": False, "ticks": False, "labelAngle": angle, "labelColor": INK}
    lines = max((len(column.split(" ")) for column in columns), default=1)
    header = {
        **top,
        "labelAlign": {"expr": f"{NARROW} ? 'left' : 'center'"},
        "labelExpr": f"{NARROW} ? datum.label : split(datum.label, ' ')",  # a line a word, the first ones level
        "labelPadding": {"expr": f"{NARROW} ? 6 : {6 + 15 * (lines - 1)}"},
        "labelLimit": 150,
    }
    side = {"title": None, "domain": False, "ticks": False, "labelColor": INK, "labelLimit": _LABELS, "labelPadding": 8}
    down = {"field": "row", "type": "nominal", "sort": None, "axis": side}
    layers = [*_cells(named, fills), *(_texts(named, texts, part) for part in ("said", "base", "short"))]
    encoding = {"x": {**across, "axis": header, "scale": {"padding": 0}}, "y": {**down, "scale": {"padding": 0}}}
    return chart(shown, ROW * len(rows) + 8, layers, encoding=encoding)


def _scale(names: Sequence[str], marks: Sequence[str]) -> Spec:
    return {"field": "step", "type": "nominal", "legend": None, "scale": {"domain": list(names), "range": list(marks)}}


def _cells(names: Sequence[str], fills: Sequence[str]) -> list[Spec]:
    """The cells; those of thin evidence are framed alone."""
    encoding = {"fill": _scale(names, fills), "href": {"field": "href"}, "tooltip": {"field": "hint"}}
    cursor = {"expr": "datum.href ? 'pointer' : 'default'"}
    mark = {"type": "rect", "strokeWidth": 2, "cursor": cursor}
    thin = {"filter": "datum.step == 'thin'"}
    return [
        {"mark": {**mark, "stroke": "var(--paper)"}, "encoding": encoding},
        {
            "transform": [thin],
            "mark": {**mark, "stroke": "var(--rule)", "strokeWidth": 1, "strokeDash": [3, 3]},
            "encoding": encoding,
        },
    ]


def _texts(names: Sequence[str], colours: Sequence[str], part: str) -> Spec:
    """The share and below it its base; on a narrow screen the share alone, shortened."""
    wide = 0 if part == "short" else 1
    mark = {
        "type": "text",
        "dy": {"said": -7, "base": 9, "short": 0}[part],
        "fontSize": 13 if part == "said" else 11,
        "opacity": {"expr": f"{NARROW} ? {1 - wide} : {wide}"},
        "cursor": "default",
        "tooltip": None,
        "interactive": False,
    }
    return {"mark": mark, "encoding": {"text": {"field": part}, "color": _scale(names, colours)}}
