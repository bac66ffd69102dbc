"""The rows of a market of skills, in all places or in a part of the market that a reader chose."""

from collections.abc import Sequence

import pandas as pd

from reports.findings import Findings
from reports.page import Cut
from reports.rows import Row, rows
from reports.verdicts import of_class

PARTS = ("industry", "occupation", "level")  # of the vacancies; offers state none of them
ORDER = ("underserved", "saturated", "dominated", "balanced", "contested", "thin")


def judged(found: Sequence[Row]) -> list[Row]:
    """Verdicts first, of one class what is of a trade and surest; what has no verdict by how often it is mentioned."""
    firm = [row for name in ORDER[:4] for row in sorted(of_class(found, name), key=lambda r: bool(r["is_transversal"]))]
    rest = [row for name in ORDER[4:] for row in found if row["class"] == name]
    return [*firm, *rest]


def parts_of(findings: Findings) -> dict[Cut, list[Row]]:
    """The skills of each part that a reader may choose, see `in_place` and `in_part`."""
    return {
        cut: in_place(findings, cut.code) if cut.kind == "place" else in_part(findings, cut)
        for cut in findings.cuts
        if cut.kind in ("place", *PARTS)
    }


def in_place(findings: Findings, place: str, only: Sequence[str] | None = None) -> list[Row]:
    """The skills asked in a place, most mentioned first, with their share of its vacancies and their class there.

    `only` some concepts, where no more are wanted.
    """
    here, asked = (
        _of(frame, "place", place) for frame in (findings.measures.saturation, findings.measures.skill_demand)
    )
    if only is not None:
        here, asked = (frame[frame["concept_uri"].isin(only)] for frame in (here, asked))
    more = [c for c in asked.columns if c not in here.columns or c == "concept_uri"]
    both = here.merge(asked[more], on="concept_uri", how="left")
    mentions = -(both["demand_count"].fillna(0) + both["offer_count"].fillna(0))
    return rows(both.assign(mentions=mentions).sort_values(["mentions", "concept_uri"], kind="stable"))


def in_part(findings: Findings, cut: Cut, most: int | None = None) -> list[Row]:
    """The skills (`most` of them) that an industry, occupation or level asks, most first, as the whole market has them.

    Of the part are the vacancies, the share with its interval, employers and evidence; all else is of all places.
    """
    frame: pd.DataFrame = getattr(findings.measures, f"demand_by_{cut.kind}")
    here = _of(_of(frame, "place", "all"), cut.kind, cut.code)
    order = here.sort_values(["vacancy_count", "concept_uri"], ascending=[False, True], kind="stable").head(
        most or len(here)
    )
    whole = {row["concept_uri"]: row for row in findings.markets}
    own = ("vacancy_count", "vacancy_total", "share", "share_low", "share_high", "employer_count", "evidence")
    return [
        whole[row["concept_uri"]] | {name: row[name] for name in own}
        for row in rows(order.astype({"concept_uri": "string"}))
        if row["concept_uri"] in whole
    ]


def _of(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    return frame[(frame[column] == value).fillna(False).to_numpy(bool)]
