"""All measures on markets at the edge: typed and empty, the same bytes from any row order, no figure made up."""

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from reports.files.dictionary import MEANINGS
from reports.measures.all_measures import Measures, measured
from reports.measures.demand.weighted_shares import COLUMNS as WEIGHTED
from reports.measures.markets.nearest import OFFERS, POSITION
from reports.measures.markets.whatif import FIGURES, SKILLS
from reports.measures.pack.pack import ALTERNATIVES, OWN, TREND
from reports.measures.pack.sample import EMPLOYERS, VACANCIES
from reports.measures.time.bridge import SCHEMA as BRIDGE
from reports.pack_report import PLACES_OF_WORDS
from tests.reports.simulated_market import AS_OF, FRAMES, Size, market, simulated
from tests.reports.told_market import told_market
from warehouse.frames import Market

TABLES = ("skill_demand", "credential_demand", "saturation", "opportunities", "providers", "source_health", "coverage")
CONTRACT = {
    "skill_demand": "concept_uri preferred_label place vacancy_count vacancy_total share share_low share_high "
    "employer_count effective_employers location_quotient trend slope evidence",
    "credential_demand": "credential issuer place explicit_count required_count preferred_count mentioned_count share "
    "share_low share_high implied_half_count implied_three_quarters_count implied_all_count employer_count evidence",
    "saturation": "concept_uri preferred_label place demand_count demand_total offer_count offer_total employer_count "
    "provider_count effective_providers gap gap_low gap_high trend class",
    "source_health": "source side platform basis status as_of fetched parsed inserted updated unchanged rejected",
}
ASKED: dict[str, Any] = {
    "skills": ["a", "b", "c"],
    "credentials": [{"credential": "PMP", "issuer": "PMI", "requirement": "required"}],
}
TAUGHT: dict[str, Any] = {"skills": ["a", "b", "c"], "price": float("nan"), "country": "US"}
EDGES = {
    "empty": market(),
    "one posting": market([ASKED]),
    "one provider": market([ASKED], [TAUGHT] * 3),
    "no offers": market([ASKED] * 20),
    "no postings": market(offers=[TAUGHT] * 20),
    "nothing tagged": market([{}] * 3, [{}] * 3),
    "nobody named": market([ASKED | {"employer_key": None}] * 20, [TAUGHT | {"provider_key": None}] * 20),
    "all closed": market([ASKED | {"open": False}], [TAUGHT | {"open": False}]),
    "far dates": market(
        [ASKED | {"first_seen": date(1970, 1, 1)}, ASKED | {"first_seen": date(2999, 1, 1)}],
        [TAUGHT | {"date_published": date(1970, 1, 1)}, TAUGHT | {"date_published": date(2999, 1, 1)}],
        as_of=date(1970, 1, 1),
    ),
    "unknown concept": replace(market([ASKED]), skills=market().skills),
}


@pytest.fixture(scope="module", params=list(EDGES))
def edge(request: pytest.FixtureRequest) -> tuple[str, Measures]:
    return request.param, measured(EDGES[request.param])


@pytest.fixture(scope="module")
def full() -> Measures:
    return measured(EDGES["one provider"])


def test_columns_and_types_are_those_of_a_full_market(edge: tuple[str, Measures], full: Measures) -> None:
    for table in TABLES:
        found = getattr(edge[1], table)
        assert found.dtypes.astype(str).to_dict() == getattr(full, table).dtypes.astype(str).to_dict()
        if table in CONTRACT:
            assert list(found.columns)[: len(CONTRACT[table].split())] == CONTRACT[table].split()


def test_no_figure_without_its_count(edge: tuple[str, Measures]) -> None:
    skills, markets = edge[1].skill_demand, edge[1].saturation
    assert skills[["vacancy_count", "vacancy_total", "share", "share_low", "share_high"]].notna().all(axis=None)
    assert markets.loc[markets["demand_total"].eq(0) | markets["offer_total"].eq(0), "gap"].isna().all()
    assert markets[["demand_count", "offer_count", "class", "trend"]].notna().all(axis=None)
    for table in TABLES:
        numbers = getattr(edge[1], table).select_dtypes("Float64")
        assert not np.isinf(numbers.to_numpy(np.float64, na_value=np.nan)).any()


def test_the_empty_market_has_no_rows() -> None:
    found = measured(EDGES["empty"])
    assert [len(getattr(found, table)) for table in TABLES] == [0] * len(TABLES)


def shuffled(told: Market, seed: int) -> Market:
    mixed = {name: getattr(told, name).sample(frac=1, random_state=seed).reset_index(drop=True) for name in FRAMES}
    return replace(told, **mixed)


def test_the_same_figures_from_any_order_of_rows() -> None:
    told, _ = simulated(1, Size(300, 30), Size(100, 12), skills=30)
    first, second = measured(told), measured(shuffled(told, 2))
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(first, table), getattr(second, table), check_exact=True)


def test_an_employer_that_reposts_five_thousand_clones_moves_no_headline() -> None:
    told, _ = simulated(4, Size(600, 60), Size(300, 30), skills=30)
    one = told.postings.iloc[[0]].assign(vacancy="cloned")
    clones = pd.concat([one] * 5_000, ignore_index=True)
    clones = clones.assign(posting_id=range(10**6, 10**6 + 5_000), identifier=[f"clone {n}" for n in range(5_000)])
    said = told.posting_skills[told.posting_skills["posting_id"] == one["posting_id"].iloc[0]]
    copied = said.loc[said.index.repeat(5_000)].assign(posting_id=np.tile(clones["posting_id"], len(said)))
    postings = told.postings.assign(vacancy=told.postings["vacancy"].where(told.postings["posting_id"] != 0, "cloned"))
    flooded = replace(
        told,
        postings=pd.concat([postings, clones], ignore_index=True),
        posting_skills=pd.concat([told.posting_skills, copied.astype(told.posting_skills.dtypes)], ignore_index=True),
    )
    for table, figure in (("skill_demand", "share"), ("saturation", "gap")):
        before, after = (getattr(measured(m), table).set_index("concept_uri")[figure] for m in (told, flooded))
        assert (after / before - 1).abs().max() < 0.01


def bounded(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Each interval of a file: the column of its lower end, of the figure within, and of its upper end."""
    names = set(frame.columns)
    ends = [(low, low.removesuffix("_low")) for low in frame.columns if low.endswith("_low")]
    figures = {figure: next(f for f in (figure, f"{figure}_share") if f in names) for _, figure in ends}
    return [(low, figures[figure], f"{figure}_high") for low, figure in ends]


def figures_hold(found: Measures) -> None:
    """Every interval holds its figure, every share is one, no count passes its total."""
    for name, frame in found.files().items():
        for column in frame.columns:
            if column.endswith(("share", "share_low", "share_high")):
                assert frame[column].dropna().between(0, 1).all(), (name, column)
            if column.endswith("count") and (total := column.removesuffix("count") + "total") in frame:
                assert (frame[column] <= frame[total]).fillna(True).all(), (name, column)
        for low, figure, high in bounded(frame):
            assert (frame[low].isna() == frame[high].isna()).all(), (name, low)
            assert (frame[low] <= frame[figure]).fillna(True).all(), (name, low)
            assert (frame[figure] <= frame[high]).fillna(True).all(), (name, high)


def test_edges_keep_figures_within_their_bounds(edge: tuple[str, Measures]) -> None:
    figures_hold(edge[1])


@pytest.mark.parametrize("seed", range(3))
def test_simulated_markets_keep_figures_within_their_bounds(seed: int) -> None:
    told, _ = simulated(seed, Size(200 * seed + 40, 25), Size(60 * seed + 15, 9), skills=25)
    figures_hold(measured(told))


def test_a_told_market_keeps_figures_within_their_bounds() -> None:
    found = measured(told_market())
    figures_hold(found)
    filled = {name for name, frame in found.files().items() if bounded(frame) and len(frame)}
    assert {"skill_demand", "saturation", "price", "vacancies", "credential_demand"} <= filled


def test_every_column_has_a_meaning_and_every_meaning_a_column(full: Measures) -> None:
    meanings = tomllib.loads(MEANINGS.read_text(encoding="utf-8"))
    files: dict[str, Iterable[str]] = {f"{name}.csv": list(frame.columns) for name, frame in full.files().items()} | {
        "method_bridge.csv": BRIDGE
    }
    files |= {"whatif.csv": [*FIGURES, *SKILLS, *OFFERS, *POSITION], "weighted": WEIGHTED, "method_bridge.csv": BRIDGE}
    files |= {
        "pack_alternatives.csv": ALTERNATIVES,
        "pack_position.csv": POSITION,
        "pack": [*TREND, *OWN, *EMPLOYERS, *(name for name in VACANCIES if name not in PLACES_OF_WORDS)],
    }
    common = {name for name, meaning in meanings.items() if isinstance(meaning, str)}
    named = {(file, name) for file, columns in files.items() for name in columns}
    assert [pair for pair in sorted(named) if pair[1] not in common | set(meanings.get(pair[0], {}))] == []
    assert common <= {name for _, name in named}
    assert {(file, name) for file in set(meanings) - common for name in meanings[file]} <= named


def test_as_of_is_the_markets() -> None:
    assert measured(market()).basis.as_of == AS_OF
