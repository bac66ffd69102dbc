"""Groups of skills as markets: the same as skills, were each posting and offer to name its groups instead."""

import numpy as np
import pandas as pd
import pytest

from reports.measures.demand.trend import skill_trends
from reports.measures.markets.saturation import saturation
from reports.measures.markets.skill_groups import SCHEMA, skill_groups
from reports.measures.units.basis import basis
from reports.measures.units.tally import tally
from tests.reports.simulated_market import Row, market, uri

RNG = np.random.default_rng(3)
GROUP = {f"s{n:02d}": f"g{n % 9}" for n in range(30)}
PARENT = {f"g{n}": f"G{n % 2}" for n in range(8)}  # g8 has none


def drawn(count: int, owner: str, owners: int, more: Row) -> list[Row]:
    named = [sorted(RNG.choice(list(GROUP), RNG.integers(1, 6), replace=False)) for _ in range(count)]
    return [{owner: f"o{RNG.integers(owners)}", "skills": list(map(str, skills)), **more} for skills in named]


POSTINGS = drawn(150, "employer_key", 12, {"country": "GB"}) + drawn(80, "employer_key", 8, {"country": "US"})
OFFERS = drawn(60, "provider_key", 6, {"delivery_mode": "online"})


def concept(skill: str, group: str | None, parent: str | None) -> Row:
    labels = {
        "group_label": f"the {group}" if group else None,
        "parent_group_label": f"the {parent}" if parent else None,
    }
    return {
        "concept_uri": uri(skill),
        "preferred_label": skill,
        "group_uri": group,
        "parent_group_uri": parent,
        **labels,
    }


CONCEPTS = [concept(skill, group, PARENT.get(group)) for skill, group in GROUP.items()]


def found(postings: list[Row], offers: list[Row] | None = None, concepts: list[Row] | None = None) -> pd.DataFrame:
    told = market(postings, offers or (), skills=CONCEPTS if concepts is None else concepts)
    return skill_groups(told, basis(told))


def renamed(rows: list[Row], parents: bool) -> list[Row]:
    of = {skill: PARENT.get(group, group) if parents else group for skill, group in GROUP.items()}
    return [{**row, "skills": sorted({of[skill] for skill in row["skills"]})} for row in rows]


@pytest.mark.parametrize("level", ["group", "parent group"])
def test_a_group_is_what_a_skill_would_be_in_its_place(level: str) -> None:
    parents = level == "parent group"
    concepts = [concept(g, None if parents else PARENT.get(g), None) for g in {*GROUP.values(), *PARENT.values()}]
    told = market(renamed(POSTINGS, parents), renamed(OFFERS, parents), skills=concepts)
    counted = basis(told)
    asked, taught = (tally(side, side.mentions) for side in (counted.demand, counted.supply))
    truth = saturation(counted, asked, taught, skill_trends(told, counted))
    truth = truth.assign(group_uri=truth["preferred_label"]).set_index(["group_uri", "place"])
    ours = found(POSTINGS, OFFERS)
    ours = ours[ours["level"] == level].set_index(["group_uri", "place"])
    assert len(ours) == len(truth) == 3 * (3 if parents else 9)
    same = ["demand_count", "offer_count", "gap", "gap_low", "gap_high", "class", "employer_count", "new_offer_count"]
    pd.testing.assert_frame_equal(ours.loc[truth.index, same], truth[same])


def test_a_vacancy_counts_once_however_many_skills_of_the_group_it_names() -> None:
    rows = found([{"skills": ["s00", "s09", "s18"]}, {"skills": ["s00"]}, {"skills": ["s01"]}, {}])
    row = rows.set_index(["level", "group_uri", "place"]).loc["group", "g0", "all"]
    assert (row["demand_count"], row["demand_total"], row["share"], row["group_skill_count"]) == (2, 4, 0.5, 3)
    assert row["demand_prominence"] == pytest.approx(2.5 / 3, abs=1e-6), "spread over groups, with half a mention"
    assert row["share_low"] < 0.5 < row["share_high"]


def test_each_level_is_the_whole_market_and_labelled() -> None:
    rows = found(POSTINGS, OFFERS)
    rows = rows[rows["place"] == "all"]
    by_level = {str(level): set(of["group_uri"]) for level, of in rows.groupby("level")}
    assert by_level == {"group": set(GROUP.values()), "parent group": {"G0", "G1", "g8"}}
    assert (rows["group_label"] == "the " + rows["group_uri"]).all()
    parents = rows[rows["level"] == "group"].set_index("group_uri")["parent_group_label"]
    assert (parents["g3"], parents["g8"]) == ("the G1", pd.NA)
    assert rows[rows["level"] == "parent group"]["parent_group_label"].isna().all()


def test_subdivisions_have_no_groups_of_their_own() -> None:
    rows = found([{"skills": ["s00"], "country": "US", "subdivision": "US-NY", "remote": True}])
    by_level = {str(level): list(of["place"]) for level, of in rows.groupby("level")}
    assert by_level == {level: ["all", "remote", "US"] for level in ("group", "parent group")}


def test_a_skill_without_a_group_is_left_out() -> None:
    rows = found([{"skills": ["s00", "lone"]}], concepts=[*CONCEPTS, concept("lone", None, None)])
    assert set(rows["group_uri"]) == {"g0", "G0"}
    assert set(rows["group_skill_count"]) == {1}


def test_a_group_that_is_only_taught_has_a_counted_share_of_nothing() -> None:
    rows = found([{"employer_key": f"e{n}", "skills": ["s00"]} for n in range(20)], [{"skills": ["s01"]}])
    row = rows.set_index(["level", "group_uri", "place"]).loc["group", "g1", "all"]
    assert (row["demand_count"], row["share"], row["share_low"]) == (0, 0, 0)
    assert 0.1 < row["share_high"] < 0.25


@pytest.mark.parametrize("postings", [[], [{}]])
def test_without_a_skill_the_frame_is_empty_and_typed(postings: list[Row]) -> None:
    rows = found(postings, concepts=[])
    assert rows.empty
    assert list(rows.columns) == list(SCHEMA)
    assert (rows["gap"].dtype, rows["class"].dtype) == ("Float64", "string")
