from typing import Any

import pytest
import vl_convert

from reports.charts.market_map import market_map
from reports.charts.marks import CLASSES, STATUSES, TRENDS
from reports.charts.run_strip import run_strip
from reports.charts.shares import ranked_dots, stacked_shares
from reports.charts.weekly_lines import weekly_lines

DOT = {
    "label": "SQL",
    "share": 0.2,
    "low": 0.1,
    "high": 0.3,
    "said": "20 %",
    "trend": "rising",
    "href": "x",
    "hint": "y",
}
PART = {"label": "SQL", "word": "required", "from": 0.0, "to": 0.2, "href": "x", "hint": "y"}
WEEK = {"label": "SQL", "order": 0, "share": 0.2, "low": 0.1, "high": 0.3}
ENDS = {f"{side}{end}": 0.1 for side in ("supply", "demand") for end in ("", "_low", "_high")}
SPECS: dict[str, dict[str, Any]] = {
    "ranked dots": ranked_dots([{**DOT, "trend": trend} for trend in TRENDS], "share"),
    "stacked shares": stacked_shares([PART], [DOT], "share", ("required", "preferred"), "asked"),
    "stacked shares without a whole": stacked_shares([PART], [], "share", ("required",), "asked"),
    "market map": market_map([{"label": c, "class": c, "href": None, "hint": "", **ENDS} for c in CLASSES]),
    "weekly lines": weekly_lines([{**WEEK, "week": day} for day in ("2026-11-16", "2026-11-23")]),
    "run strip": run_strip([{"label": "a", "day": "2026-11-23", "word": word, "hint": ""} for word in STATUSES]),
}


@pytest.mark.parametrize("name", SPECS)
def test_a_specification_is_vega_lite_and_carries_its_own_data(name: str) -> None:
    assert vl_convert.vegalite_to_vega(SPECS[name])["marks"]
    assert "url" not in SPECS[name]["data"]


@pytest.mark.parametrize("name", SPECS)
def test_a_picture_is_drawn(name: str) -> None:
    svg = vl_convert.vegalite_to_svg({**SPECS[name], **({} if "facet" in SPECS[name] else {"width": 600})})
    assert svg.count("<path") + svg.count("<line") > 5


def test_every_colour_is_one_of_the_stylesheet(root: Any) -> None:
    sheet = (root / "reports" / "assets" / "report.css").read_text(encoding="utf-8")
    used = {part.split(")")[0] for spec in SPECS.values() for part in str(spec).split("var(--")[1:]}
    assert len(used) > 15
    assert not {name for name in used if f"--{name}:" not in sheet}
