"""Trend tests on whole matrices, held against the libraries that do one series at a time."""

import numpy as np
import pymannkendall
import pytest
from scipy.stats import theilslopes

from reports.measures.statistics.mann_kendall import beyond_chance, trends

RNG = np.random.default_rng(7)
WEEKS = np.arange(25.0)
SERIES = RNG.normal(size=(150, 25)).cumsum(axis=1) * RNG.integers(0, 2, (150, 1)) + RNG.normal(size=(150, 25))


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_hamed_rao_but_never_below_the_uncorrected_variance() -> None:
    found = trends(SERIES, WEEKS)
    for i, series in enumerate(SERIES):
        corrected, plain = pymannkendall.hamed_rao_modification_test(series), pymannkendall.original_test(series)
        variance = max(corrected.var_s, plain.var_s)
        assert found.slope[i] == pytest.approx(plain.slope)
        assert found.z[i] == pytest.approx((plain.s - np.sign(plain.s)) / np.sqrt(variance))


def test_without_autocorrelation_it_is_the_plain_test_and_sens_interval() -> None:
    plain = [
        i for i, s in enumerate(SERIES) if abs(pymannkendall.original_test(s).z - trends(s[None], WEEKS).z[0]) < 1e-9
    ]
    found = trends(SERIES[plain], WEEKS)
    intervals = np.array([theilslopes(series, WEEKS)[2:] for series in SERIES[plain]])
    assert len(plain) > 20
    assert np.column_stack([found.slope_low, found.slope_high]) == pytest.approx(intervals)


def test_times_need_not_be_even() -> None:
    times = np.array([0.0, 1, 2, 5, 6, 7, 9, 10])
    found = trends(0.5 * times[None], times)
    assert (found.slope[0], found.slope_low[0], found.slope_high[0]) == (0.5, 0.5, 0.5)


def test_a_constant_series_has_no_trend() -> None:
    found = trends(np.full((1, 10), 0.25), np.arange(10.0))
    assert (found.slope[0], found.z[0], found.p[0]) == (0, 0, 1)


def test_no_series_no_trends() -> None:
    assert all(len(column) == 0 for column in trends(np.zeros((0, 10)), np.arange(10.0)))
    assert len(beyond_chance(np.zeros(0))) == 0


def test_false_discoveries_are_held_at_five_per_cent() -> None:
    p = np.array([0.001, 0.012, 0.014, 0.04, 0.9])
    assert list(beyond_chance(p)) == [True, True, True, True, False]  # 0.04 ≤ 0.05 · 4/5
    assert beyond_chance(np.full(100, 0.04)).all()
    assert not beyond_chance(np.append(np.full(99, 0.5), 0.04)).any()
