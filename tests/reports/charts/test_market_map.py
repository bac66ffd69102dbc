import itertools
import math
from typing import Any

import pytest

from reports.charts.map_names import Field, sides
from reports.charts.market_map import FEW, MANY, market_map
from reports.charts.marks import CLEAR


def mark(number: int, supply: float, demand: float, class_: str = "contested") -> dict[str, Any]:
    ends = {
        f"{side}{end}": value
        for side, value in (("supply", supply), ("demand", demand))
        for end in ("", "_low", "_high")
    }
    return {"label": f"skill {number}", "class": class_, "href": None, "hint": "", **ends}


def named(values: list[dict[str, Any]], size: int = 2) -> list[str]:
    """The named marks on a wide page (2), a narrower one (1), and a phone (0), that which matters most first."""
    return [v["label"] for v in market_map(values)["data"]["values"][::-1] if v["name"][size] != "-"]


def test_the_important_are_named_first_and_no_name_covers_another() -> None:
    one_spot = [mark(number, 0.1 + number / 1e5, 0.1) for number in (1, 2, 3)]  # room on two sides, for two
    assert named([*one_spot, mark(4, 0.001, 0.01)]) == ["skill 1", "skill 2", "skill 4"]


def test_only_so_many_are_named_fewer_where_it_is_narrow_and_never_a_thin_one() -> None:
    apart = [mark(i, 0.5 / 1.6**i, 0.5 / 1.6**i) for i in range(20)]
    assert [len(named(apart, size)) for size in (0, 1, 2)] == [6, 10, 16]
    assert named([mark(1, 0.1, 0.1, "thin")]) == []


def test_in_a_crowded_map_only_what_stands_clear_of_balance_is_named() -> None:
    crowd = [mark(i, 0.5 / 1.05**i, 0.4 / 1.05**i, "balanced") for i in range(FEW + 1)]
    assert named([mark(99, 0.001, 0.3, "underserved"), *crowd]) == ["skill 99"]


def test_what_matters_most_is_drawn_last_and_covers_the_rest() -> None:
    drawn = market_map([mark(1, 0.1, 0.1), mark(2, 0.2, 0.2)])["data"]["values"]
    assert [value["label"] for value in drawn] == ["skill 2", "skill 1"]


@pytest.mark.parametrize(("supply", "side"), [(0.001, "r"), (0.5, "l")])
def test_a_name_stands_on_the_side_where_there_is_room(supply: float, side: str) -> None:
    values = [mark(1, supply, 0.02), mark(2, 0.001, 0.001), mark(3, 0.5, 0.5)]
    assert market_map(values)["data"]["values"][-1]["name"] == 3 * side


@pytest.mark.parametrize("across", [0.02 * 1.3**step for step in range(12)])
def test_a_long_name_is_nowhere_cut_by_the_end_of_the_field(across: float) -> None:
    domain, field = (0.01, 1.0), Field(276, 560, 150, 6)
    [side] = sides([mark(1, across, 0.1) | {"label": "x" * 1_000}], domain, field, {"contested"})
    x = math.log(across / 0.01) / math.log(100) * field.width
    room = field.width - x if side == "r" else x
    assert side == "-" or room >= field.limit


def test_a_name_covers_no_mark_that_stands_clear_of_balance() -> None:
    field = Field(1_000, 500, 200, 9)
    left, beside = mark(1, 0.1, 0.1, "underserved"), mark(2, 0.11, 0.1, "underserved")
    assert sides([left, beside], (0.01, 1.0), field, CLEAR) == ["l", "r"]
    assert sides([mark(1, 0.1, 0.1, "thin"), beside], (0.01, 1.0), field, CLEAR)[1] == "r"


@pytest.mark.parametrize("number", [1, FEW + 1, MANY + 1])
def test_any_number_of_markets_makes_a_map(number: int) -> None:
    assert len(market_map([mark(i, 0.01 + i / 1_000, 0.02) for i in range(number)])["data"]["values"]) == number


def test_the_diagonal_and_its_band_stay_within_the_square() -> None:
    spec = market_map([mark(1, 0.001, 0.2), mark(2, 0.3, 0.01)])
    low, high = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    lines = [layer["data"]["values"] for layer in spec["layer"][:3]]
    for end in itertools.chain.from_iterable(lines):
        assert low * 0.999 <= end["x"] <= high * 1.001
        assert low * 0.999 <= end["y"] <= high * 1.001
    assert sorted(round(line[0]["y"] / line[0]["x"], 3) for line in lines) == [0.667, 1.0, 1.5]


def test_a_map_of_a_part_has_the_axes_of_the_whole() -> None:
    whole = [mark(i, 0.01 + i / 1_000, 0.02) for i in range(MANY + 1)]
    assert market_map(whole[:3], within=whole)["layer"] == market_map(whole)["layer"]
