import math
from datetime import date

import pandas as pd
import pytest

from reports import voice


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (voice.count(6204), "6,204"),
        (voice.count(pd.NA), "–"),
        (voice.share(0.1178), "11.8\u00a0%"),
        (voice.share(float("nan")), "–"),
        (voice.interval(0.112, 0.124), "11.2–12.4"),
        (voice.interval(None, 0.2), "–"),
        (voice.gap_interval(-0.1234, 0.4), "−0.12 to 0.40"),
        (voice.ratio(1.0986), "3.0 times"),
        (voice.ratio(-1.0986), "3.0 times"),
        (voice.ratio(1.411, 1.1, 1.72), "4.1 times"),
        (voice.ratio(math.log(78.7), math.log(5), math.log(400)), "about 80 times"),
        (voice.ratio(math.log(9.7), math.log(1.1), math.log(12)), "about 10 times"),
        (voice.ratio(-math.log(1.4), -math.log(8), math.log(3)), "about 1.4 times"),
        (voice.ratio(math.log(12.4), math.log(8), math.log(20)), "about 12 times"),
        (voice.ratio(None, 1.0, 2.0), "–"),
        (voice.ratio_interval(math.log(6.6), math.log(674)), "7 to 670"),
        (voice.ratio_interval(math.log(0.043), math.log(2.94)), "0.04 to 2.9"),
        (voice.ratio_interval(math.log(99.6), math.log(12_340)), "100 to 12,000"),
        (voice.ratio_interval(None, 2.0), "–"),
        (voice.factor(2.306, 1.0721, 3.8561), "10 (2.9 to 47)"),
        (voice.factor(-1.7, -3.2, -0.4), "0.2 (0.04 to 0.7)"),
        (voice.factor(-5.5, -6.2, -5.1), "0.004 (0.002 to 0.006)"),
        (voice.factor(None, None, None), "–"),
        (voice.day(date(2026, 11, 23)), "23 November 2026"),
        (voice.day(pd.Timestamp("2026-01-05")), "5 January 2026"),
        (voice.day(None), "–"),
        (voice.plural(0, "offer"), "no offers"),
        (voice.plural(1, "offer"), "1 offer"),
        (voice.vacancies(1200), "1,200 vacancies"),
        (voice.joined([]), ""),
        (voice.joined(["a"]), "a"),
        (voice.joined(["a", "b", "c"]), "a, b and c"),
        (voice.quoted("SQL"), "SQL"),
        (voice.quoted("manage budgets"), "“manage budgets”"),
        (voice.quoted("A" + 999 * "a"), "A" + 98 * "a" + "…"),
        (voice.place_name("all"), "all places"),
        (voice.place_name("remote"), "remote"),
        (voice.place_name("GB"), "United Kingdom (GB)"),
        (voice.place_name("US-NY"), "New York (US-NY)"),
        (voice.place_name("GB-WLS"), "Wales (GB-WLS)"),
        (voice.place_name("ZZ-1"), "ZZ-1"),
    ],
)
def test_a_figure_is_said_in_one_way(said: str, expected: str) -> None:
    assert said == expected
