"""Demand by occupation, industry and level against a count by hand, and against places in their stead."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.measures.demand.cuts import INDUSTRY, LEVEL, OCCUPATION, credentials_by, levels, schema, skills_by
from reports.measures.demand.location_quotient import location_quotient
from reports.measures.demand.skill_demand import share_columns
from reports.measures.units import part_sums
from reports.measures.units.basis import basis
from reports.measures.units.parts import parts
from reports.measures.units.tally import tally
from tests.reports.simulated_market import Row, frame, market

RNG = np.random.default_rng(5)
SKILLS = (("sql", 0.5), ("care", 0.3), ("python", 0.2))
POSTINGS: list[Row] = [
    {
        "employer_key": f"e{RNG.integers(15)}" if RNG.random() < 0.9 else None,
        "skills": [skill for skill, p in SKILLS if RNG.random() < p],
        "country": str(RNG.choice(["US", "GB"])),
        "subdivision": "US-NY" if RNG.random() < 0.3 else None,
        "remote": bool(RNG.random() < 0.2),
        "isco_group": code if (code := str(RNG.choice(["2512", "2221", "25", "1", "none"]))) != "none" else None,
        "nace_section": letter if (letter := str(RNG.choice(["J", "Q", "-"]))) != "-" else None,
        "open": bool(RNG.random() < 0.9),
    }
    for _ in range(300)
]
OPEN = [p for p in POSTINGS if p["open"]]
NAMES = frame("occupations", [{"isco_group": c, "preferred_label": n} for c, n in (("2", "Pros"), ("2512", "Devs"))])
SECTIONS = frame("industries", [{"nace_section": "J", "preferred_label": "Information"}])
LISTED = frame("credential_list", [{"credential": "CPR", "issuer": "Relief", "credential_type": "certificate"}])
BASIS = basis(market(POSTINGS))
FOUND = skills_by(OCCUPATION, BASIS, NAMES).set_index(["place", "occupation", "preferred_label"])


def cpr(requirement: str) -> list[Row]:
    return [{"credential": "CPR", "issuer": "Relief", "requirement": requirement}]


def of(place: str, code: str) -> list[Row]:
    return [p for p in OPEN if place in ("all", p["country"]) and (p["isco_group"] or "").startswith(code)]


@pytest.mark.parametrize("place", ["all", "US", "GB"])
@pytest.mark.parametrize("code", ["1", "2", "2512", "2221"])
@pytest.mark.parametrize("skill", ["sql", "care", "python"])
def test_counts(place: str, code: str, skill: str) -> None:
    part, here = of(place, code), of(place, "")
    named = [p for p in part if skill in p["skills"]]
    employers = {p["employer_key"] for p in named} - {None}
    if place != "all" and (len(named) < 10 or len(employers) < 3):
        assert (place, code, skill) not in FOUND.index
        return
    row = FOUND.loc[place, code, skill]
    assert (row["vacancy_count"], row["vacancy_total"], row["employer_count"]) == (
        len(named),
        len(part),
        len(employers),
    )
    assert row["share"] == pytest.approx(len(named) / len(part), abs=1e-6)
    everywhere = sum(skill in p["skills"] for p in here) / len(here)
    assert row["quotient"] == pytest.approx(len(named) / len(part) / everywhere, abs=1e-4)
    assert row["share_low"] < row["share"] < row["share_high"]
    assert row["quotient_low"] < row["quotient"] < row["quotient_high"]


def test_a_wider_code_is_counted_in_its_major_group_alone_and_an_unknown_one_in_none() -> None:
    assert set(FOUND.index.get_level_values("occupation")) == {"1", "2", "2221", "2512"}
    stated = [len(p["isco_group"]) for p in OPEN if p["isco_group"]]
    assert FOUND.loc["all", "2"]["vacancy_total"].iloc[0] + FOUND.loc["all", "1"]["vacancy_total"].iloc[0] == len(
        stated
    )


def test_figures_are_those_of_occupations_in_the_place_of_places() -> None:
    units = BASIS.demand.units[BASIS.demand.units["open"].astype(bool)].astype({"occupation": "string"})
    major = units["occupation"].str[:1].fillna("")
    codes = ["", "1", "2"]
    within = pd.concat(
        [units[["unit_id"]].assign(place_id=0), *(units[["unit_id"]][major == c].assign(place_id=int(c)) for c in "12")]
    )
    side = replace(BASIS.demand, places=within)
    counts = tally(side, side.mentions)
    rows = counts.subjects.merge(counts.places, on="place_id", suffixes=("", "_place"))
    rows = rows.merge(location_quotient(side, side.mentions, counts), on=["place_id", "subject_id"])
    rows = rows.assign(**share_columns(rows)).merge(BASIS.skills, left_on="subject_id", right_on="skill_id")
    for row in rows[rows["place_id"] > 0].itertuples():
        ours = FOUND.loc["all", codes[row.place_id], row.preferred_label]
        for name in ("share_low", "share_high", "design_effect", "effective_employers"):
            assert ours[name] == pytest.approx(getattr(row, name), abs=1e-4), name
        for end in ("", "_low", "_high"):
            assert ours[f"quotient{end}"] == pytest.approx(getattr(row, f"location_quotient{end}"), abs=1e-4)


def test_places_are_all_and_countries_and_rows_by_place_part_and_count() -> None:
    places = list(dict.fromkeys(FOUND.index.get_level_values("place")))
    assert places == ["all", "GB", "US"]
    for place in places:
        assert FOUND.loc[place].index.get_level_values("occupation").is_monotonic_increasing
        assert FOUND.loc[place, "2"]["vacancy_count"].is_monotonic_decreasing


def test_codes_are_labelled_where_they_have_a_name() -> None:
    assert FOUND.loc["all", "2512"]["occupation_label"].unique().tolist() == ["Devs"]
    assert FOUND.loc["all", "2221"]["occupation_label"].isna().all()
    by_industry = skills_by(INDUSTRY, BASIS, SECTIONS)
    assert dict(zip(by_industry["industry"], by_industry["industry_label"].astype("string").fillna("?"))) == {
        "J": "Information",
        "Q": "?",
    }


def test_however_many_are_summed_at_once_the_figures_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_sums, "CELLS_AT_ONCE", 3)
    again = skills_by(OCCUPATION, BASIS, NAMES).set_index(["place", "occupation", "preferred_label"])
    pd.testing.assert_frame_equal(again, FOUND)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["J", "Q", "A", None]), st.sampled_from(["a", "b", None]), st.booleans())))
def test_industries_and_what_is_not_stated_make_the_whole(rows: list[tuple[str | None, str | None, bool]]) -> None:
    postings: list[Row] = [{"nace_section": i, "employer_key": e, "open": o, "skills": ["sql"]} for i, e, o in rows]
    counted = basis(market(postings))
    markets = parts(counted, *INDUSTRY).markets
    unknown = sum(o and i is None for i, _, o in rows)
    assert markets["total"].sum() + unknown == sum(o for *_, o in rows)
    assert skills_by(INDUSTRY, counted, SECTIONS)["vacancy_count"].sum() + unknown == sum(o for *_, o in rows)


def test_credentials_of_an_industry_are_counted_by_how_strongly_they_are_asked() -> None:
    asked = ["required"] * 3 + ["preferred"] * 2 + ["mentioned"]
    postings: list[Row] = [
        {"nace_section": "Q", "employer_key": f"e{n}", "credentials": cpr(r)} for n, r in enumerate(asked)
    ]
    postings += [{"nace_section": "Q", "employer_key": "e"}] * 4 + [{"credentials": cpr("required")}]
    row = credentials_by(INDUSTRY, basis(market(postings)), SECTIONS, LISTED).iloc[0]
    assert (row["credential"], row["issuer"], row["credential_type"]) == ("CPR", "Relief", "certificate")
    assert row[["explicit_count", "vacancy_total", "employer_count"]].tolist() == [6, 10, 6]
    assert row[["required_count", "preferred_count", "mentioned_count"]].tolist() == [3, 2, 1]
    assert row[["required_share", "share"]].tolist() == [0.5, 0.6]
    assert row["preferred_share"] == pytest.approx(1 / 3, abs=1e-6)
    assert row["requirement_intensity"] == pytest.approx(4 / 6, abs=1e-4)
    assert row["quotient"] == pytest.approx(0.6 / (7 / 11), abs=1e-4)


def test_a_level_is_counted_under_its_whole_name() -> None:
    asked = {"senior": 3, "entry": 2, None: 4}
    postings: list[Row] = [
        {"seniority": level, "employer_key": f"e{n}", "skills": ["sql"] if n else [], "credentials": cpr("required")}
        for level, number in asked.items()
        for n in range(number)
    ]
    counted = basis(market(postings))
    found = skills_by(LEVEL, counted, levels())
    assert found[["level", "level_label", "vacancy_count", "vacancy_total"]].to_numpy().tolist() == [
        ["entry", "Entry level", 1, 2],
        ["senior", "Senior", 2, 3],
    ]
    assert found["quotient"].tolist() == pytest.approx([(1 / 2) / (6 / 9), (2 / 3) / (6 / 9)], abs=1e-4)
    credentials = credentials_by(LEVEL, counted, levels(), LISTED)
    assert credentials[["level", "explicit_count", "quotient"]].to_numpy().tolist() == [
        ["entry", 2, 1],
        ["senior", 3, 1],
    ]


@pytest.mark.parametrize("postings", [[], [{"skills": ["sql"], "credentials": cpr("required")}]])
def test_without_a_known_part_the_frames_are_empty_and_typed(postings: list[Row]) -> None:
    counted = basis(market(postings))
    for cut, names in ((OCCUPATION, NAMES), (INDUSTRY, SECTIONS), (LEVEL, levels())):
        for what, found in (
            ("skill", skills_by(cut, counted, names)),
            ("credential", credentials_by(cut, counted, names, LISTED)),
        ):
            assert found.empty
            assert list(found.columns) == list(schema(cut, what))
            assert found["share"].dtype == "Float64"


def test_a_single_posting_is_a_thin_row() -> None:
    row = skills_by(INDUSTRY, basis(market([{"nace_section": "J", "skills": ["sql"]}])), SECTIONS).iloc[0]
    assert (row["vacancy_count"], row["share"], row["quotient"], row["evidence"]) == (1, 1.0, 1.0, "thin")
    assert row["share_low"] < 0.3
    assert pd.isna(row["quotient_low"])
