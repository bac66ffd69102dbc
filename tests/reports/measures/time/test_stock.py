"""Stock, flow and life of vacancies by place, industry and occupation."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.measures.time.ad_life import SCHEMA as LIFE
from reports.measures.time.standing import standing
from reports.measures.time.stock import SCHEMA, stock
from reports.measures.units.basis import basis
from reports.measures.units.counting import RATIO, SHARE, shaped
from reports.measures.units.sightings import sightings
from tests.reports.simulated_market import AS_OF, Row, market

RUNS: list[Row] = [
    {"source": source, "side": "demand", "status": "complete", "as_of": AS_OF - timedelta(days)}
    for source, since in (("jobs", 364), ("young", 21))
    for days in range(since, -1, -7)
]
NO_LIFE = shaped(pd.DataFrame(columns=list(LIFE)), LIFE)


def ad(born: int, until: int = 0, **more: object) -> Row:
    seen = {"first_seen": AS_OF - timedelta(born), "last_seen": AS_OF - timedelta(until)}
    return {**seen, "open": until == 0, **more}


def counted(*ads: Row, told: list[Row] = RUNS, life: pd.DataFrame = NO_LIFE) -> pd.DataFrame:
    shown = market(ads, runs=told)
    units = basis(shown)
    seen = sightings(shown, units)
    return stock(shown, units, seen, standing(seen, units), life)


def row(found: pd.DataFrame, place: str = "all", dimension: str = "all", value: str = "all") -> "pd.Series[object]":
    return found.set_index(["place", "dimension", "value"]).loc[(place, dimension, value)]


def test_stock_and_flood() -> None:
    copies = [ad(63, vacancy="v"), ad(35, vacancy="v"), ad(63, 28, vacancy="v")]
    found = row(counted(*copies, ad(63), ad(63, 28), ad(63, employer_key=None)))
    assert found[["open_count", "open_posting_count", "employer_count"]].tolist() == [3, 4, 1]
    assert found["postings_per_vacancy"] == pytest.approx(4 / 3, abs=1e-4)
    assert found["effective_employers"] == 1


@pytest.mark.parametrize(
    ("ads", "flow"),
    [
        ([ad(21)], (1, 0)),
        ([ad(28)], (0, 0)),
        ([ad(21, 14)], (1, 1)),  # came and went
        ([ad(63, 28)], (0, 1)),  # missed 21 days ago
        ([ad(63, 35)], (0, 0)),  # missed 28 days ago
        ([ad(63, 7, vacancy="v"), ad(0, vacancy="v")], (0, 0)),  # an old vacancy, advertised anew
        ([ad(63), ad(14, source="young")], (0, 0)),  # where it began four weeks ago or later, nothing is flow
        ([ad(63), ad(14, 7, source="young")], (0, 0)),
        ([ad(14, source="young")], (None, None)),
        ([ad(21, source="unheard")], (None, None)),
    ],
)
def test_flow_is_what_came_and_went_in_four_weeks(ads: list[Row], flow: tuple[int | None, int | None]) -> None:
    found = row(counted(*ads))
    assert tuple(None if pd.isna(found[name]) else found[name] for name in ("new_count", "closing_count")) == flow


def test_where_closings_are_assumed_none_is_counted() -> None:
    found = row(counted(ad(63), ad(63, 21), told=[{**run, "closing": "assumed"} for run in RUNS]))
    assert found["new_count"] == 0
    assert pd.isna(found["closing_count"])


def test_flags_are_shares_of_what_can_be_told() -> None:
    dated = [
        ad(7, date_posted=AS_OF - timedelta(200 * old), employer_key=f"e{n}") for n, old in enumerate([1, 0, 0, 0])
    ]
    found = row(counted(*dated, ad(21, source="young")))
    assert found[["evergreen_count", "evergreen_total", "evergreen_share"]].tolist() == [1, 4, 0.25]
    assert found["evergreen_low"] < 0.25 < found["evergreen_high"]
    assert found[["over_90_days_count", "over_365_days_count"]].tolist() == [1, 0]


def test_nothing_is_known_of_a_lone_snapshot() -> None:
    found = row(counted(ad(0), told=[{"source": "jobs", "side": "demand", "status": "complete", "as_of": AS_OF}]))
    unknown = ["new_count", "closing_count", "evergreen_count", "evergreen_share", "suspected_ghost_count"]
    assert found[unknown].isna().all()
    assert found[["open_count", "vacancy_days", "evergreen_total"]].tolist() == [1, 1, 0]


def test_rows() -> None:
    ads = [
        ad(63, country="US", subdivision="US-NY", nace_section="J", isco_group="2512"),
        ad(63, 28, country="US", nace_section="K"),
        ad(364, 364, country="DE"),  # one day of the last year
        ad(400, 380, country="FR"),  # none
    ]
    found = counted(*ads)
    assert found[["place", "dimension", "value", "open_count"]].to_numpy().tolist() == [
        *(["all", "all", "all", 1], ["all", "industry", "J", 1], ["all", "industry", "K", 0]),
        *(["all", "occupation", "2512", 1], ["DE", "all", "all", 0], ["US", "all", "all", 1]),
        *(["US", "industry", "J", 1], ["US", "industry", "K", 0], ["US", "occupation", "2512", 1]),
        *(["US-NY", "all", "all", 1], ["US-NY", "industry", "J", 1], ["US-NY", "occupation", "2512", 1]),
    ]


def test_the_life_of_ads_stands_beside_places_alone() -> None:
    life = shaped(pd.DataFrame({"place": ["all"], "median_days": [30.0]}).reindex(columns=list(LIFE)), LIFE)
    found = counted(ad(63, nace_section="J"), life=life)
    assert found["median_days"].tolist() == [30.0, pd.NA]


DAYS = st.one_of(
    st.integers(-5, 500), st.just((AS_OF - date(1970, 1, 1)).days), st.just((AS_OF - date(2999, 1, 1)).days)
)
ADS = st.builds(
    lambda born, lasted, missing, **more: {
        **ad(max(born, born - lasted), born - lasted),
        **({"first_seen": pd.NaT} if missing else {}),
        **more,
    },
    DAYS,
    st.integers(0, 200),
    st.sampled_from([False] * 9 + [True]),
    open=st.sampled_from([True, False, None]),
    source=st.sampled_from(["jobs", "young", "unheard"]),
    vacancy=st.sampled_from([None, "a", "b"]),
    employer_key=st.sampled_from(["e", "f", "g", None]),
    nace_section=st.sampled_from(["J", "K", "L"]),
    country=st.sampled_from(["US", None]),
    date_posted=st.one_of(st.none(), DAYS.map(lambda days: AS_OF - timedelta(days))),
    valid_through=st.one_of(st.none(), DAYS.map(lambda days: AS_OF - timedelta(days))),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(ADS, max_size=12))
def test_whatever_is_seen_the_counts_agree(ads: list[Row]) -> None:
    found = counted(*ads)
    kinds = {name: str(dtype) for name, dtype in found.dtypes.items()}
    assert kinds == {name: {SHARE: "Float64", RATIO: "Float64"}.get(kind, kind) for name, kind in SCHEMA.items()}
    summed = ["open_count", "open_posting_count", "watched_count", "vacancy_days", "over_90_days_count"]
    for _, of_place in found.groupby("place"):
        whole = of_place[of_place["dimension"] == "all"].iloc[0]
        parts = of_place[of_place["dimension"] == "industry"][summed].fillna(0)
        assert (parts.sum() == whole[summed].fillna(0)).all(), "each vacancy has one industry here"
    whole = found.fillna(0)
    assert (whole["watched_count"] <= whole["open_count"]).all()
    assert (whole["open_count"] <= whole["open_posting_count"]).all()
    assert (whole["over_365_days_count"] <= whole["over_90_days_count"]).all()
    for flag in ("evergreen", "suspected_ghost"):
        assert (whole[f"{flag}_count"] <= whole[f"{flag}_total"]).all()
        assert (whole[f"{flag}_total"] <= whole["open_count"]).all()
        assert whole[f"{flag}_share"].between(whole[f"{flag}_low"], whole[f"{flag}_high"]).all()
    everywhere = found[(found["place"] == "all") & (found["dimension"] == "all")].fillna(0)
    assert (everywhere["vacancy_days"] <= 365 * len(ads)).all()
    assert (everywhere[["new_count", "closing_count"]] <= len(ads)).all(axis=None)


def test_nothing_to_count() -> None:
    found = counted()
    assert found.empty
    assert list(found) == list(SCHEMA)
    assert str(found["evergreen_share"].dtype) == "Float64"
