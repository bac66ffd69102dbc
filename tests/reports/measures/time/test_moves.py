"""Whether a share moved between two days: against a plain calculation, and on markets whose truth is known."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, t

from reports.measures.statistics.mann_kendall import beyond_chance
from reports.measures.time.moves import Day, moves

Drawn = tuple[np.ndarray, np.ndarray]  # the employer of each unit, and which subjects it names
REPORTS, SKILLS = 40, 200


def day(drawn: Drawn, matched: bool = True) -> Day:
    employers, named = drawn
    numbers = np.arange(len(employers))
    units = {"unit_id": numbers, "cluster": [f"o:{e}" for e in employers], "is_named": True, "open": True}
    unit, subject = np.nonzero(named)
    return Day(
        pd.DataFrame(units | {"matched": matched}),
        pd.DataFrame({"unit_id": numbers, "place_id": 0}),
        pd.DataFrame({"unit_id": unit, "subject_id": subject}),
    )


def two_days(
    seed: int, units: int = 1_500, employers: int = 300, stay: float = 0.7, growth: float = 1.0, doubled: int = 0
) -> tuple[Drawn, Drawn]:
    """Employers of log-normal sizes with leanings of their own; of the ads of one day, `stay` are there on the next.

    What the first `doubled` subjects gain comes with the new ads.
    """
    rng = np.random.default_rng(seed)
    share = np.minimum(rng.lognormal(-3.5, 1.2, SKILLS), 0.4)
    own = rng.beta(share * 19, (1 - share) * 19, size=(employers, SKILLS))
    size = rng.lognormal(0, 1, employers)

    def ads(count: int, leaning: np.ndarray) -> Drawn:
        of = rng.choice(employers, count, p=size / size.sum())
        return of, rng.random((count, SKILLS)) < leaning[of]

    first = ads(units, own)
    kept = rng.random(units) < stay
    raised = np.where(np.arange(SKILLS) < doubled, np.minimum(own * (1 + 1 / (1 - stay)), 1), own)
    new = ads(round(units * growth) - int(kept.sum()), raised)
    return first, (np.concatenate([first[0][kept], new[0]]), np.concatenate([first[1][kept], new[1]]))


def plainly(then: Drawn, now: Drawn, subject: int) -> tuple[float, float, float, float]:
    """Change, its interval and p of one subject, employer by employer."""
    n0, n1 = (np.bincount(of, minlength=300).astype(float) for of, _ in (then, now))
    y0, y1 = (np.bincount(of, named[:, subject], minlength=300) for of, named in (then, now))
    before, after = y0.sum() / n0.sum(), y1.sum() / n1.sum()
    residual = (y1 - after * n1) / n1.sum() - (y0 - before * n0) / n0.sum()
    clusters = np.count_nonzero(n0 + n1)
    pooled = (y0.sum() + y1.sum()) / (n0.sum() + n1.sum())
    chance = pooled * (1 - pooled) * max(np.abs(n1 - n0).sum(), 1) / (n0.sum() * n1.sum())
    error = np.sqrt(max(clusters / (clusters - 1) * np.square(residual).sum(), chance))
    shift = (n0.sum() * y1 - n1.sum() * y0) / (n0.sum() + n1.sum())
    degrees = 3 * np.square(np.square(shift).sum()) / (shift**4).sum() - 2
    degrees, change = np.clip(degrees, 1, clusters - 1), after - before
    half = t.ppf(0.975, degrees) * error
    return change, change - half, change + half, 2 * t.sf(abs(change) / error, degrees)


@pytest.mark.parametrize("growth", [0.8, 1.0, 1.6])
def test_it_is_the_difference_of_shares_linearised_over_employers(growth: float) -> None:
    then, now = two_days(1, growth=growth)
    found = moves(day(then), day(now))
    assert len(found) > 100
    columns = ["change", "change_low", "change_high", "p"]
    expected = [plainly(then, now, int(subject)) for subject in found["subject_id"]]
    np.testing.assert_allclose(found[columns].to_numpy(), np.array(expected), rtol=1e-6, atol=1e-9)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([0.3, 0.6, 0.9]), st.sampled_from([1.0, 1.4]))
def test_looked_at_from_the_other_day_it_is_the_contrary(seed: int, stay: float, growth: float) -> None:
    then, now = two_days(seed, units=300, employers=60, stay=stay, growth=growth)
    there, back = moves(day(then), day(now)), moves(day(now), day(then))
    np.testing.assert_allclose(there["change"], -back["change"], atol=1e-12)
    np.testing.assert_allclose(there["change_low"], -back["change_high"], atol=1e-9)
    assert ((there["change_low"] <= there["change"]) & (there["change"] <= there["change_high"])).all()


def test_the_same_day_twice_has_not_moved() -> None:
    then, _ = two_days(2)
    found = moves(day(then), day(then))
    assert len(found) > 100
    assert (found["change"] == 0).all()
    assert (found["p"] == 1).all()


@pytest.mark.parametrize(
    "how",
    [{}, {"stay": 0.95}, {"stay": 0.98, "growth": 1.03}, {"growth": 1.5}, {"units": 300, "employers": 60}],
    ids=["usual", "calm", "hardly any new", "growing", "small"],
)
def test_where_nothing_changes_hardly_a_report_says_so(how: dict[str, float]) -> None:
    p = [moves(*map(day, two_days(seed, **how)))["p"].to_numpy() for seed in range(REPORTS)]  # type: ignore[arg-type]
    reports = sum(bool(beyond_chance(each).any()) for each in p)  # every change that is said is false here
    assert binomtest(reports, REPORTS, 0.05, alternative="greater").pvalue > 0.05
    assert (np.concatenate(p) <= 0.05).mean() < 0.055


def test_what_doubles_is_found_and_hardly_anything_else() -> None:
    found, doubled, false = 0, 0, 0
    for seed in range(10):
        rows = moves(*map(day, two_days(seed, doubled=10)))
        stands, truly = beyond_chance(rows["p"].to_numpy()), (rows["subject_id"] < 10).to_numpy()
        asked = truly & (rows["count0"] >= 60).to_numpy()
        found, doubled, false = found + (stands & asked).sum(), doubled + asked.sum(), false + (stands & ~truly).sum()
    assert doubled > 20
    assert found >= 0.95 * doubled
    assert false <= 0.05 * (false + found)


def test_clones_of_one_employer_are_no_change_of_the_market() -> None:
    (employers, named), now = two_days(3)
    clones = np.zeros((2_000, SKILLS), dtype=bool)
    clones[:, :50] = True
    flooded = (np.concatenate([now[0], np.zeros(2_000, dtype=int)]), np.concatenate([now[1], clones]))
    rows = moves(day((employers, named)), day(flooded))
    assert (rows.loc[rows["subject_id"] < 50, "change"] > 0.2).any()
    assert not beyond_chance(rows["p"].to_numpy()).any()


def test_a_few_new_ads_that_do_not_name_a_rare_skill_do_not_make_it_fall() -> None:
    named = np.zeros((1_000, 1), dtype=bool)
    named[:12] = True
    then = np.arange(1_000) % 100, named
    now = np.concatenate([then[0], np.arange(100, 110)]), np.concatenate([named, np.zeros((10, 1), dtype=bool)])
    row = moves(day(then), day(now)).iloc[0]
    assert row["change"] < 0
    assert row["p"] > 0.5


def test_what_too_few_employers_name_is_not_tested() -> None:
    employers, named = np.arange(400) % 40, np.zeros((400, 3), dtype=bool)
    named[:9, 0] = True  # 9 ads
    named[:400:40, 1] = named[1:400:40, 1] = True  # 20 ads of two employers
    named[:10, 2] = True
    rows = moves(day((employers, named)), day((employers, named)))
    assert rows["subject_id"].tolist() == [2]


def test_all_sources_are_told_apart_where_some_cannot_be_compared() -> None:
    then, now = two_days(4)
    assert not moves(day(then), day(now))["whole"].any()
    partly = day(now)
    partly.units["matched"] = np.arange(len(partly.units)) % 2 == 0
    rows = moves(day(then), partly)
    assert rows["whole"].any()
    assert rows.loc[rows["whole"], "total1"].max() == 2 * rows.loc[~rows["whole"], "total1"].max()
