"""All measures of one market in their order, each frame computed once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from reports.currency import US_DOLLAR
from reports.language import ENGLISH
from reports.measures.demand.coverage import coverage
from reports.measures.demand.credential_demand import credential_demand
from reports.measures.demand.cuts import INDUSTRY, LEVEL, OCCUPATION, credentials_by, levels, skills_by
from reports.measures.demand.pay import pay
from reports.measures.demand.recognition import recognition
from reports.measures.demand.skill_demand import skill_demand
from reports.measures.demand.trend import skill_trends
from reports.measures.demand.weighted_shares import weigh_credentials, weigh_skills
from reports.measures.demand.weights import weights
from reports.measures.markets.opportunities import opportunities
from reports.measures.markets.saturation import saturation
from reports.measures.markets.skill_groups import skill_groups
from reports.measures.source_health import source_health
from reports.measures.supply.occupation_pathways import occupation_pathways
from reports.measures.supply.price import price
from reports.measures.supply.price_pressure import beside, price_pressure
from reports.measures.supply.providers import providers
from reports.measures.supply.stackable import stackable
from reports.measures.time.ad_life import ad_life
from reports.measures.time.bridge import bridge
from reports.measures.time.changes import changes
from reports.measures.time.moved_shares import Shown
from reports.measures.time.standing import standing
from reports.measures.time.stock import stock
from reports.measures.units.basis import Basis, basis
from reports.measures.units.sightings import sightings
from reports.measures.units.tally import tally

if TYPE_CHECKING:
    from warehouse.frames import Market

Say = Callable[[str], None]


class Asked(NamedTuple):
    """What a report is asked beside its market.

    - then: the market of the day that it is compared with · reread: its records as the method of that day reads them
    - official: a table of official vacancies to weight by
    - pathways: occupations (code or name of an ISCO-08 group) to find ways into, beside the most asked ones
    - currency of all amounts (ISO 4217), language of all texts of ours (ISO 639-1)
    """

    then: "Market | None" = None
    reread: "Market | None" = None
    official: pd.DataFrame | None = None
    pathways: Sequence[str] = ()
    currency: str = US_DOLLAR
    language: str = ENGLISH


NOTHING_MORE = Asked()


@dataclass(frozen=True, slots=True)
class Measures:
    """The published frames, each sorted and rounded, and the units they were counted from.

    `method_bridge` is None where one method read all. `compared_with`: the day since which there are `changes`, if any.
    """

    skill_demand: pd.DataFrame
    credential_demand: pd.DataFrame
    saturation: pd.DataFrame
    opportunities: pd.DataFrame
    skill_groups: pd.DataFrame
    providers: pd.DataFrame
    recognition: pd.DataFrame
    recognition_types: pd.DataFrame
    demand_by_occupation: pd.DataFrame
    demand_by_industry: pd.DataFrame
    demand_by_level: pd.DataFrame
    credentials_by_occupation: pd.DataFrame
    credentials_by_industry: pd.DataFrame
    credentials_by_level: pd.DataFrame
    vacancies: pd.DataFrame
    ad_life: pd.DataFrame
    price: pd.DataFrame
    pay: pd.DataFrame
    pathways: pd.DataFrame
    stackable: pd.DataFrame
    coverage: pd.DataFrame
    source_health: pd.DataFrame
    changes: pd.DataFrame
    method_bridge: pd.DataFrame | None
    basis: Basis
    compared_with: date | None

    def files(self) -> dict[str, pd.DataFrame]:
        """The frames by the names of their files."""
        named = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: frame for name, frame in named.items() if isinstance(frame, pd.DataFrame)}


def measured(market: "Market", say: Say = lambda _: None, asked_for: Asked = NOTHING_MORE) -> Measures:
    """Every measure of `market`; `say` hears one line before each step. An empty market gives typed, empty frames."""
    say("vacancies and offers")
    counted = basis(market)
    say("trends")
    trends = skill_trends(market, counted)
    say("skill and credential demand")
    weighting = None if asked_for.official is None else weights(market, counted, asked_for.official)
    asked, taught = (tally(side, side.mentions) for side in (counted.demand, counted.supply))
    skills = skill_demand(counted, asked, trends)
    credentials = credential_demand(counted, market.credential_list)
    say("supply and saturation")
    markets = saturation(counted, asked, taught, trends)
    markets = beside(markets, counted, price_pressure(market, counted))
    recognised = recognition(counted, market.credential_list, market.industries)
    say("occupations, industries, levels and groups of skills")
    cuts = ((OCCUPATION, market.occupations), (INDUSTRY, market.industries), (LEVEL, levels()))
    found = {
        **{f"demand_by_{cut.column}": skills_by(cut, counted, names) for cut, names in cuts},
        **{
            f"credentials_by_{cut.column}": credentials_by(cut, counted, names, market.credential_list)
            for cut, names in cuts
        },
        "skill_groups": skill_groups(market, counted),
    }
    say("stock, flow and the life of ads")
    found |= _lives(market, counted)
    say("prices, pay and pathways")
    found |= {
        "price": price(counted),
        "pay": pay(counted),
        "pathways": occupation_pathways(counted, market.occupations, asked_for.pathways),
        "stackable": stackable(market, counted),
    }
    say("providers, sources and changes")
    changed, bridged = _compared(Shown(market, counted), markets, asked_for)
    return Measures(
        skill_demand=weigh_skills(skills, counted, weighting) if weighting else skills,
        credential_demand=weigh_credentials(credentials, counted, weighting) if weighting else credentials,
        saturation=markets,
        opportunities=opportunities(markets),
        providers=providers(market, counted, markets, found["stackable"]),
        recognition=recognised.industries,
        recognition_types=recognised.types,
        source_health=source_health(market),
        coverage=coverage(counted, weighting, market.industries, market.occupations),
        **found,
        changes=changed,
        method_bridge=bridged,
        basis=counted,
        compared_with=asked_for.then.as_of if asked_for.then else None,
    )


def _lives(market: "Market", counted: Basis) -> dict[str, pd.DataFrame]:
    seen = sightings(market, counted)
    life = ad_life(seen, counted)
    return {"ad_life": life, "vacancies": stock(market, counted, seen, standing(seen, counted), life)}


def _compared(now: Shown, markets: pd.DataFrame, asked_for: Asked) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """`changes` and `method_bridge`."""
    then, reread = (
        None if market is None else Shown(market, basis(market)) for market in (asked_for.then, asked_for.reread)
    )
    return changes(then, now, markets, reread), bridge(reread, now) if reread else None
