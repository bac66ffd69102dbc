"""How did the share of new vacancies that name a skill move from week to week?"""

from datetime import date

import numpy as np
import pandas as pd

from reports.charts import weekly_lines
from reports.findings import Findings, Row
from reports.language import _
from reports.measures.statistics.intervals import NORMAL_QUANTILE, wilson
from reports.measures.units.panel import panel
from reports.page import Picture
from reports.voice import brief, count, joined, plural, quoted, vacancies


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
        values += _series({"label": brief(row["preferred_label"]), "order": order}, matched.flow, set(named))
    words = {row["trend"] for row in shown}
    names = joined(quoted(row["preferred_label"]) for row in shown)
    what = (
        _("The skills that move: {}")
        if words <= {"rising", "falling"}
        else _("None of the skills asked most moves: {}")
    )
    return [
        Picture(
            name="weekly",
            title=what.format(names),
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


def _series(skill: Row, flow: pd.DataFrame, named: set[int]) -> list[Row]:
    weeks = flow.assign(named=flow["unit_id"].isin(named)).groupby("week")["named"].agg(["sum", "count"])
    total = weeks["count"].to_numpy(np.float64)
    share = weeks["sum"].to_numpy(np.float64) / total
    low, high = wilson(share, total, NORMAL_QUANTILE)
    days = [date.fromordinal(7 * int(week) + 1).isoformat() for week in weeks.index]
    figures = zip(days, share.tolist(), low.tolist(), high.tolist(), strict=True)
    return [{**skill, "week": w, "share": s, "low": lo, "high": hi} for w, s, lo, hi in figures]
