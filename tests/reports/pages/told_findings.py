"""What is found in the told market, and in markets that lack something: measured once for all tests of pages."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd
from markupsafe import Markup

from reports.findings import Findings
from reports.measures.all_measures import measured
from reports.page import Cell, Page, Sentence
from tests.reports.simulated_market import AS_OF, frame
from tests.reports.simulated_market import market as stated
from tests.reports.told_market import hostile_market, told_market

MARKETS = (
    "told",
    "empty",
    "only demand",
    "only supply",
    "one posting",
    "thin",
    "hostile",
    "long names",
    "right to left",
    "parts",
)
ARABIC = "مهارة "


@cache
def findings(name: str) -> Findings:
    """The findings of one of `MARKETS`; nobody may change them."""
    market = _market(name)
    return Findings(market, measured(market))


def compared(changes: pd.DataFrame) -> Findings:
    """The told market, compared with four weeks before, with these changes."""
    told = findings("told")
    return Findings(told.market, replace(told.measures, changes=changes, compared_with=AS_OF))


def _market(name: str) -> Any:
    if name == "one posting":
        skill = {"concept_uri": "s", "preferred_label": "SQL"}
        mention = [{"posting_id": 0, "concept_uri": "s"}]
        return stated([{"vacancy": "v", "employer_key": "e"}], posting_skills=mention, skills=[skill])
    sizes = {"empty": (0, 0), "only demand": (300, 0), "only supply": (0, 60), "thin": (8, 4)}
    if name in sizes:
        return told_market(postings=sizes[name][0], offers=sizes[name][1])
    if name == "hostile":
        return hostile_market()
    if name == "parts":
        return _in_parts(told_market(postings=400, offers=60))
    made = told_market() if name == "told" else told_market(postings=400, offers=60)
    prefix = {"long names": "x" * 1_000, "right to left": ARABIC}.get(name)
    if prefix:
        made.skills["preferred_label"] = prefix + made.skills["preferred_label"]
        made.offers["name"] = prefix + made.offers["name"]
    return made


def _in_parts(market: Any) -> Any:
    """A market whose vacancies state an industry, an occupation and a level."""
    market.postings["seniority"] = ["entry", "senior"] * (len(market.postings) // 2)
    market.postings["nace_section"], market.postings["isco_group"] = "Q", "2221"
    market.industries = frame("industries", [{"nace_section": "Q", "preferred_label": "Health and social work"}])
    groups = {"2": "Professionals", "2221": "Nursing professionals"}
    market.occupations = frame(
        "occupations", [{"isco_group": code, "preferred_label": label} for code, label in groups.items()]
    )
    return market


def plain(sentence: Sentence) -> str:
    """A sentence without its links."""
    return Markup(sentence).striptags().replace("\u00a0", " ")


def lead_of(page: Page) -> str:
    """The opening of a page."""
    return " ".join(plain(sentence) for sentence in page.lead)


def texts(rows: Iterable[Iterable[Cell]]) -> list[list[str]]:
    """What stands in some rows."""
    return [[cell.text.replace("\u00a0", " ") for cell in row] for row in rows]
