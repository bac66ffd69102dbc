"""METHOD §9, in its fast version: on markets whose truth is known, the intervals and verdicts hold what they promise.

Organisations are of log-normal sizes and alike within (intra-class correlation 0.05). Bounds leave the error of the
number of draws: 20 markets of 60 skills, whose intervals within a market are not independent.
"""

from typing import NamedTuple

import numpy as np
import pytest
from scipy.stats import binomtest

from reports.measures.basis import basis
from reports.measures.gap import gaps
from reports.measures.mann_kendall import beyond_chance, trends
from reports.measures.saturation import MARGIN, class_tests, classes
from reports.measures.skill_demand import share_columns
from reports.measures.tally import tally
from tests.reports.simulated_market import Size, simulated

MARKETS = 20
SAID = {"asked_count": "demand_count", "taught_count": "offer_count", "asked_organizations": "employer_count"}


class Held(NamedTuple):
    """For each skill of each market: whether its share and gap lie in their intervals, and its class right or wrong."""

    share: np.ndarray
    gap: np.ndarray
    labelled: int
    mislabelled: int


def tried(demand: Size, supply: Size, spread: float) -> Held:
    shares, held, labelled, wrong = [], [], 0, 0
    for seed in range(MARKETS):
        market, truth = simulated(seed, demand, supply, skills=60, spread=spread)
        counted = basis(market)
        asked, taught = (tally(side, side.mentions) for side in (counted.demand, counted.supply))
        rows = asked.subjects.merge(asked.places, on="place_id", suffixes=("", "_place"))
        rows, true = rows[rows["place_id"] == 0], dict(enumerate(truth.share))
        interval = share_columns(rows)
        share = rows["subject_id"].map(true).to_numpy()
        shares.append((interval["share_low"] <= share) & (share <= interval["share_high"]))
        market_rows = next(gaps(counted, asked, taught))
        gap = truth.gap[market_rows["subject_id"]]
        held.append((market_rows["gap_low"] <= gap) & (gap <= market_rows["gap_high"]))
        verdicts = market_rows.rename(columns=SAID).assign(trend="flat", effective_providers=9.0)
        name = classes(verdicts.assign(**class_tests(verdicts)))["class"]
        over, under = name == "saturated", name == "underserved"
        labelled += int(over.sum() + under.sum())
        wrong += int((over & (gap >= -MARGIN)).sum() + (under & (gap <= MARGIN)).sum())
    return Held(np.concatenate(shares), np.concatenate(held), labelled, wrong)


@pytest.mark.parametrize(
    ("demand", "supply", "spread"),
    [
        (Size(1_000, 250), Size(600, 150), 0.6),
        (Size(1_000, 250), Size(60, 30), 0.6),  # few offers: 1 to 10 expected a skill
        (Size(1_000, 250), Size(600, 150), 1.2),
    ],
    ids=["plenty", "few offers", "wide gaps"],
)
def test_intervals_cover_and_verdicts_hold(demand: Size, supply: Size, spread: float) -> None:
    found = tried(demand, supply, spread)
    assert 0.92 < found.share.mean() < 0.98
    assert 0.92 < found.gap.mean() < 0.98
    assert found.labelled > 20
    assert binomtest(found.mislabelled, found.labelled, 0.05, alternative="greater").pvalue > 0.01


def test_flat_series_are_seldom_called_rising_or_falling() -> None:
    rng = np.random.default_rng(9)
    leaning = rng.beta(2, 18, size=(2_000, 1))
    counts = rng.binomial(60, rng.beta(20 * leaning, 20 * (1 - leaning), size=(2_000, 25)))  # clustered weeks
    found = trends(counts / 60, np.arange(25.0))
    assert (found.p <= 0.05).mean() < 0.06
    assert beyond_chance(found.p).mean() <= 0.05
