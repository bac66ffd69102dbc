"""The markets of skills by themselves, for who asks nothing else of a day."""

from typing import TYPE_CHECKING

import pandas as pd

from reports.measures.demand.trend import skill_trends
from reports.measures.markets.saturation import saturation
from reports.measures.units.basis import Basis
from reports.measures.units.tally import tally

if TYPE_CHECKING:
    from warehouse.frames import Market


def skill_markets(market: "Market", counted: Basis) -> pd.DataFrame:
    """`saturation` of the units and places of `counted`; gaps, trends and classes are judged among these places."""
    asked, taught = (tally(side, side.mentions) for side in (counted.demand, counted.supply))
    return saturation(counted, asked, taught, skill_trends(market, counted))
