"""All measures of one market in their order, each frame computed once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from reports.measures.basis import Basis, basis
from reports.measures.coverage import coverage
from reports.measures.credential_demand import credential_demand
from reports.measures.opportunities import opportunities
from reports.measures.providers import providers
from reports.measures.saturation import saturation
from reports.measures.skill_demand import skill_demand
from reports.measures.source_health import source_health
from reports.measures.tally import tally
from reports.measures.trend import skill_trends

if TYPE_CHECKING:
    from warehouse.frames import Market


@dataclass(frozen=True, slots=True)
class Measures:
    """The frames of METHOD §0–5, each sorted and rounded as it is published, and the units they were counted from."""

    skill_demand: pd.DataFrame
    credential_demand: pd.DataFrame
    saturation: pd.DataFrame
    opportunities: pd.DataFrame
    providers: pd.DataFrame
    source_health: pd.DataFrame
    coverage: pd.DataFrame
    basis: Basis


def measured(market: "Market", say: Callable[[str], None] = lambda _: None) -> Measures:
    """Every measure of `market`; `say` hears one line before each step. An empty market gives typed, empty frames."""
    say("vacancies and offers")
    counted = basis(market)
    say("trends")
    trends = skill_trends(market, counted)
    say("skill demand")
    asked, taught = (tally(side, side.mentions) for side in (counted.demand, counted.supply))
    skills = skill_demand(counted, asked, trends)
    say("credential demand")
    credentials = credential_demand(counted, market.credential_list)
    say("supply and saturation")
    markets = saturation(counted, asked, taught, trends)
    say("providers and sources")
    return Measures(
        skill_demand=skills,
        credential_demand=credentials,
        saturation=markets,
        opportunities=opportunities(markets),
        providers=providers(counted, markets),
        source_health=source_health(market),
        coverage=coverage(counted),
        basis=counted,
    )
