"""Single tables of a market, as `measured` makes them, without the twenty others."""

from typing import TYPE_CHECKING

import pandas as pd

from reports.measures.demand.credential_demand import credential_demand
from reports.measures.demand.skill_demand import skill_demand
from reports.measures.demand.trend import skill_trends
from reports.measures.markets.saturation import saturation
from reports.measures.units.basis import basis
from reports.measures.units.tally import tally

if TYPE_CHECKING:
    from warehouse.frames import Market


def skills_asked(market: "Market") -> pd.DataFrame:
    """Its `skill_demand`."""
    counted = basis(market)
    return skill_demand(counted, tally(counted.demand, counted.demand.mentions), skill_trends(market, counted))


def credentials_named(market: "Market") -> pd.DataFrame:
    """Its `credential_demand`."""
    return credential_demand(basis(market), market.credential_list)


def markets_of(market: "Market") -> pd.DataFrame:
    """Its `saturation`, without what is beside it of prices."""
    counted = basis(market)
    asked, taught = (tally(side, side.mentions) for side in (counted.demand, counted.supply))
    return saturation(counted, asked, taught, skill_trends(market, counted))
