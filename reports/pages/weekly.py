"""How did the share of new vacancies that name a skill move from week to week?"""

from datetime import date

import numpy as np
import pandas as pd

from reports.charts.weekly_lines import weekly_lines
from reports.findings import Findings
from reports.language import _
from reports.measures.statistics.intervals import NORMAL_QUANTILE, wilson
from reports.measures.units.panel import panel
from reports.page import Picture
from reports.rows import Row
from reports.voice import brief, count, joined, plural, quoted, vacancies

_MARKS = {"rising": "▲ ", "falling": "▼ "}


def weekly(findings: Findings, shown: list[Row]) -> list[Picture]:
    """A picture of the weekly shares of `shown` (rows of `skill_demand`) on the matched panel; none without history."""
    market, ground = findings.market, findings.measures.basis
    postings = market.columns("postings", "posting_id", "source", "first_seen")
    matched = panel(market.runs, postings, ground.postings)
    shown = [row for row in shown if row["trend"] != "not enough history"]
    if not shown or not matched.weeks:
        return []
    skill_ids = dict(zip(ground.skills["concept_uri"], ground.skills["skill_id"], strict=True))
    mentions, values = ground.demand.mentions, []
    for order, row in enumerate(shown):
        named = mentions.loc[mentions["subject_id"] == skill_ids[row["concept_uri"]], "unit_id"]
        label = f"{_MARKS.get(row['trend'], '')}{brief(row['preferred_label'])}"
        values += _series({"label": label, "order": order}, matched.flow, set(named))
    return [
        Picture(
            name="weekly",
            title=_title(findings, shown),
            subtitle=_(
                "Share of the vacancies first seen in a week that name the skill, with each week’s 95 % interval; "
                "{}, all places"
            ).format(plural(len(matched.weeks), "week")),
            source=_(
                "Source: {vacancies} first seen in these weeks; sources that were complete throughout: {sources}. "
                "Slopes: skill_demand.csv."
            ).format(vacancies=vacancies(len(matched.flow)), sources=count(len(matched.sources))),
            spec=weekly_lines(values),
        )
    ]


def _title(findings: Findings, shown: list[Row]) -> str:
    if {row["trend"] for row in shown} <= set(_MARKS):
        trends = [row["trend"] for row in findings.skills]
        told = _("Rising beyond chance: {}; falling: {}; the fastest, week by week")
        return told.format(plural(trends.count("rising"), "skill"), plural(trends.count("falling"), "skill"))
    return _("None of the skills asked most moves: {}").format(joined(quoted(r["preferred_label"]) for r in shown))


def _series(skill: Row, flow: pd.DataFrame, named: set[int]) -> list[Row]:
    weeks = flow.assign(named=flow["unit_id"].isin(named)).groupby("week")["named"].agg(["sum", "count"])
    total = weeks["count"].to_numpy(np.float64)
    share = weeks["sum"].to_numpy(np.float64) / total
    low, high = wilson(share, total, NORMAL_QUANTILE)
    days = [date.fromordinal(7 * int(week) + 1).isoformat() for week in weeks.index]
    figures = zip(days, share.tolist(), low.tolist(), high.tolist(), strict=True)
    return [{**skill, "week": w, "share": s, "low": lo, "high": hi} for w, s, lo, hi in figures]
