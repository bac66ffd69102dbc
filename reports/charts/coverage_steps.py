"""The stepped coverage line: how much of what is asked has been learnt, against what it has cost so far."""

from collections.abc import Sequence

from reports.charts.chart import INK, NARROW, SOFT, Spec, chart

HEIGHT = 320
GAP = 0.045  # of the height: what lies closer would cover one another
LABELS = 6  # steps whose offer is named in the picture
ROOM = 0.75  # of the width: beyond it a label stands to the left of its point


def coverage_steps(values: Sequence[Spec], title: str) -> Spec:
    """A step up for each offer, with the interval of the coverage as a band; it begins at nothing learnt.

    Each value, in the order of the steps: step (1, 2, …), cost (so far), coverage, low, high (0–1), label (the skills
    or the offer, in few words), href, hint. `title` names the cost.
    """
    start = {"step": 0, "cost": 0, "coverage": 0, "low": 0, "high": 0, "label": "", "first": False}
    most = max((float(v["cost"]) for v in values), default=0.0)
    points = [start, *_labelled(values, most)]
    quiet = {"domain": False, "ticks": False}
    x_axis = {**quiet, "title": title, "tickCount": {"expr": f"{NARROW} ? 4 : 8"}, "format": ",~f", "grid": False}
    extent = {"zero": True, "nice": False, "padding": 18} if most else {"domain": [0, 1]}  # all for nothing
    x = {"field": "cost", "type": "quantitative", "axis": x_axis, "scale": extent}
    y_axis = {**quiet, "title": None, "format": ".0%", "tickCount": 5}
    y = {"type": "quantitative", "axis": y_axis, "scale": {"domain": [0, 1]}}
    after = {"interpolate": "step-after"}
    band = {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}
    line = {"x": x, "y": {**y, "field": "coverage"}, "order": {"field": "step"}}
    return chart(
        points,
        HEIGHT,
        [
            {"mark": {"type": "area", "color": "var(--accent)", "opacity": 0.15, **after}, "encoding": band},
            {"mark": {"type": "line", "color": "var(--accent)", "strokeWidth": 2, **after}, "encoding": line},
            *_marks(x, y),
        ],
    )


def _labelled(values: Sequence[Spec], most: float) -> list[Spec]:
    """The values with `first` and `numbered`, whether their words and their number have room, and `late`, the side."""
    before = [0.0, *(float(v["coverage"]) for v in values)]
    gains = {at: float(v["coverage"]) - before[at] for at, v in enumerate(values)}
    named = sorted((at for at in gains if gains[at] >= GAP), key=lambda at: (-gains[at], at))[:LABELS]
    told, last = [], (-1.0, -1.0)
    for at, value in enumerate(values):
        place = float(value["cost"]) / (most or 1.0), float(value["coverage"])
        numbered = place[0] - last[0] >= GAP / 2 or place[1] - last[1] >= GAP
        last = place if numbered else last
        told.append({**value, "first": at in named, "numbered": numbered, "late": place[0] > ROOM})
    return told


def _marks(x: Spec, y: Spec) -> list[Spec]:
    """A point a step, its number, and, where there is room, what it adds."""
    at = {"x": x, "y": {**y, "field": "coverage"}}
    steps = [{"filter": "datum.step > 0"}]
    point = {"type": "point", "filled": True, "size": 80, "opacity": 1, "color": "var(--accent)", "cursor": "pointer"}
    side = {"align": {"expr": "datum.late ? 'right' : 'left'"}, "dx": {"expr": "datum.late ? -9 : 9"}}
    wide = {"opacity": {"expr": f"{NARROW} ? 0 : 1"}, "tooltip": None}
    label = {"type": "text", **side, **wide, "dy": 12, "limit": 210, "color": SOFT, "fontSize": 12}
    halo = {**label, "stroke": "var(--paper)", "strokeWidth": 3, "strokeJoin": "round"}
    named = [*steps, {"filter": "datum.first"}]
    number = {"type": "text", "align": "right", "dx": -8, "dy": -4, "color": INK, "fontSize": 12}
    told = {"encoding": {**at, "text": {"field": "label"}}, "transform": named}
    return [
        {"mark": halo, **told},
        {"mark": label, **told},
        {
            "mark": point,
            "encoding": {**at, "href": {"field": "href"}, "tooltip": {"field": "hint"}},
            "transform": steps,
        },
        {
            "mark": number,
            "encoding": {**at, "text": {"field": "step"}},
            "transform": [*steps, {"filter": "datum.numbered"}],
        },
    ]
