"""What a new micro-credential would meet: against counting by hand, and by each definition read out loud."""

from math import log

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.measures.markets.saturation import SCHEMA as SATURATION
from reports.measures.markets.whatif import NoVacancyHereError, Plan, WhatIf, whatif
from reports.measures.units.basis import basis
from reports.measures.units.counting import shaped
from tests.reports.simulated_market import Row, market, uri

UNJUDGED = shaped(pd.DataFrame(columns=[*SATURATION]), SATURATION)
SKILLS = "abcdefgh"


def job(skills: str, employer: str = "e", **more: object) -> Row:
    return {"skills": skills.split(), "employer_key": employer, **more}


def course(skills: str, price: float | None = None, hours: float | None = None, **more: object) -> Row:
    stated = {"price": price, "price_currency": "USD", "duration_hours": hours}
    return {"skills": skills.split(), **stated, **more}


def found(jobs: list[Row], courses: list[Row], skills: str, markets: pd.DataFrame = UNJUDGED, **plan: object) -> WhatIf:
    wanted = pd.DataFrame({"concept_uri": [uri(s) for s in skills.split()], "preferred_label": skills.split()})
    return whatif(basis(market(jobs, courses)), markets, Plan(wanted.astype("string"), **plan))  # type: ignore[arg-type]


def counts(of: WhatIf, side: str = "demand") -> dict[str, object]:
    rows = of.figures[of.figures["side"] == side]
    return dict(zip(rows["figure"], rows["count"].astype(object), strict=True))


def test_vacancies_by_how_much_of_it_they_ask() -> None:
    jobs = [job("a b c d"), job("a b c x"), job("a b x y"), job("a x"), job("x y")]
    asked = counts(found(jobs, [], "a b c d"))
    assert [asked[name] for name in ("any", "half", "three_quarters", "all")] == [4, 3, 2, 1]


def test_below_three_skills_it_is_not_said_how_much_of_it_is_asked() -> None:
    asked = counts(found([job("a b")], [course("a b")], "a b"))
    assert asked["any"] == 1
    assert all(pd.isna(asked[name]) for name in ("half", "three_quarters", "all"))
    assert (asked["served"], asked["newly_served"]) == (1, 0)


def test_what_it_would_serve_and_nobody_does() -> None:
    jobs = [job("a b"), job("a x y"), job("b z"), job("x")]
    asked = counts(found(jobs, [course("a c"), course("z y x")], "a b"))
    assert asked["served"] == 2, "half of `a b` and of `b z`, a third of `a x y`"
    assert asked["newly_served"] == 0, "`a c` serves the one and `z y x` the other"
    assert counts(found(jobs, [course("y")], "a b"))["newly_served"] == 2


sets = st.lists(st.sets(st.sampled_from(SKILLS), max_size=5), max_size=12)


@settings(max_examples=20, deadline=None)
@given(sets, sets, st.sets(st.sampled_from(SKILLS + "ij"), min_size=3))
def test_as_counting_by_hand_does(jobs: list[set[str]], courses: list[set[str]], plan: set[str]) -> None:
    def named(sets: list[set[str]]) -> list[str]:
        return [" ".join(sorted(s)) for s in sets]

    of = found([job(s) for s in named(jobs)], [course(s) for s in named(courses)], " ".join(sorted(plan)))
    served = [s for s in jobs if s and len(s & plan) * 2 >= len(s)]
    new = [s for s in served if not any(len(s & c) * 2 >= len(s) for c in courses)]
    for side, sets in (("demand", jobs), ("supply", courses)):
        shared = np.array([len(s & plan) / len(plan) for s in sets])
        by_hand = {"any": shared > 0, "half": shared >= 0.5, "three_quarters": shared >= 0.75, "all": shared == 1}
        assert counts(of, side).items() >= {name: n.sum() for name, n in by_hand.items()}.items()
    assert (counts(of)["served"], counts(of)["newly_served"]) == (len(served), len(new))


def test_shares_have_intervals_that_widen_when_one_employer_says_all() -> None:
    many = [job("a" if n % 2 else "x", f"e{n}") for n in range(40)]
    few = [job("a" if n % 2 else "x", f"e{n % 4}") for n in range(40)]
    wide, narrow = (found(jobs, [], "a b c").figures.iloc[0] for jobs in (few, many))
    assert wide["share"] == narrow["share"] == 0.5
    assert wide["share_high"] - wide["share_low"] > narrow["share_high"] - narrow["share_low"] > 0.2
    assert (wide["organization_count"], wide["evidence"]) == (2, "thin")


def test_the_nearest_offers_by_weighted_jaccard() -> None:
    courses = [course("a b", name="both"), course("a x", name="one"), course("x", name="none"), course("a", name="a")]
    near = found([job("a")], courses, "a b c").offers
    assert list(near["title"]) == ["both", "a", "one"]
    assert list(near["skills"]) == ["a; b", "a", "a"]
    a, b, c = (log(1 + 5 / (n + 1)) for n in (3, 1, 0))
    assert near["similarity"].tolist()[:2] == pytest.approx([(a + b) / (a + b + c), a / (a + b + c)], abs=1e-6)
    assert near["rank"].tolist() == [1, 2, 3]


def test_ten_offers_at_most_and_none_that_is_closed_or_elsewhere() -> None:
    courses = [course("a", country="US", name=f"c{n}") for n in range(12)]
    courses += [course("a b c", open=False, name="gone"), course("a b c", country="GB", name="elsewhere")]
    near = found([job("a", country="US")], courses, "a b c", place="US").offers
    assert len(near) == 10
    assert not {"gone", "elsewhere"} & set(near["title"])


def test_where_its_price_stands() -> None:
    courses = [
        course("a", float(price), hours, provider_key=f"p{price}")
        for price, hours in ((100, 10.0), (200, 10.0), (300, None), (400, 0.0))
    ] + [course("a"), course("x", 1.0, 1.0)]
    stands = found([job("a")], courses, "a b c", price=200.0, hours=40.0).position.set_index("figure")
    price = stands.loc["price"]
    assert (price["value"], price["offer_count"], price["provider_count"], price["median"]) == (200, 4, 4, 250)
    assert price["below_share"] == pytest.approx(1.5 / 4), "one below, and half of the one that is equal"
    assert price["below_share_low"] < 0.375 < price["below_share_high"]
    assert price["median_low"] <= 250 <= price["median_high"]
    an_hour = stands.loc["price_per_hour"]
    assert (an_hour["value"], an_hour["offer_count"], an_hour["median"]) == (5, 2, 15)


def test_what_is_not_said_has_no_position() -> None:
    stands = found([job("a")], [course("a", 5.0)], "a").position.set_index("figure")
    assert stands["value"].isna().all()
    assert stands["below_share"].isna().all()
    assert stands.loc["price", "median"] == 5


def test_the_market_of_each_skill() -> None:
    judged = pd.DataFrame([{"concept_uri": uri("a"), "place": "all", "gap": 1.5, "class": "underserved"}])
    markets = shaped(judged.reindex(columns=[*SATURATION]), SATURATION)
    skills = found([job("a"), job("b")], [course("a", provider_key=p) for p in "ppq"], "a z", markets).skills
    assert list(skills["preferred_label"]) == ["a", "z"]
    assert skills[["vacancy_count", "vacancy_total", "offer_count", "provider_count"]].to_numpy().tolist() == [
        [1, 2, 3, 2],
        [0, 2, 0, 0],
    ]
    assert skills["effective_providers"].iloc[0] == pytest.approx(9 / 5)
    assert (skills["class"].iloc[0], skills["gap"].iloc[0]) == ("underserved", 1.5)
    assert pd.isna(skills["class"].iloc[1])


def test_an_empty_market_counts_nothing() -> None:
    of = found([], [], "a b c", price=0.0, hours=1.0)
    assert set(of.figures["count"]) == {0}
    assert of.figures["share"].isna().all()
    assert of.offers.empty
    assert of.position["median"].isna().all()
    assert len(of.skills) == 3


def test_a_place_without_vacancies_says_so() -> None:
    jobs = [job("a", country="US", subdivision="US-NY"), job("a", country="GB", open=False)]
    for place in ("GB", "XX", ""):
        with pytest.raises(NoVacancyHereError, match=f"no vacancy is open in '{place}'; most are in US, US-NY"):
            found(jobs, [course("a", country="GB")], "a", place=place)
    with pytest.raises(NoVacancyHereError, match="nor in any other place"):
        found([], [], "a", place="US")


def test_two_hundred_skills() -> None:
    wanted = " ".join(f"s{n}" for n in range(200))
    of = found([job("s1 s2")], [course("s2 s3", 5.0)], wanted)
    assert counts(of)["any"] == 1
    assert counts(of)["half"] == 0
    assert counts(of)["newly_served"] == 0
    assert len(of.skills) == 200
