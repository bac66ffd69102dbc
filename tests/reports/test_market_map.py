import itertools
from typing import Any

import pytest

from reports.market_map import FEW, LABELS, market_map


def mark(number: int, supply: float, demand: float, class_: str = "contested") -> dict[str, Any]:
    ends = {
        f"{side}{end}": value
        for side, value in (("supply", supply), ("demand", demand))
        for end in ("", "_low", "_high")
    }
    return {"label": f"skill {number}", "class": class_, "href": None, "hint": "", **ends}


def named(values: list[dict[str, Any]]) -> list[str]:
    placed = market_map(values)["data"]["values"]
    return [v["label"] for v in sorted(placed, key=lambda v: v["rank"]) if v["rank"] >= 0]


def test_the_important_are_named_first_and_no_name_covers_another() -> None:
    assert named([mark(1, 0.1, 0.1), mark(2, 0.1001, 0.1001), mark(3, 0.001, 0.01)]) == ["skill 1", "skill 3"]


def test_only_so_many_are_named_and_never_a_thin_one() -> None:
    apart = [mark(i, 0.5 / 1.6**i, 0.5 / 1.6**i) for i in range(20)]
    assert len(named(apart)) == LABELS
    assert named([mark(1, 0.1, 0.1, "thin")]) == []


def test_in_a_crowded_map_only_what_stands_clear_of_balance_is_named() -> None:
    crowd = [mark(i, 0.5 / 1.05**i, 0.4 / 1.05**i, "balanced") for i in range(FEW + 1)]
    assert named([mark(99, 0.001, 0.3, "underserved"), *crowd]) == ["skill 99"]


@pytest.mark.parametrize(("supply", "side"), [(0.001, "right"), (0.5, "left")])
def test_a_name_stands_on_the_side_where_there_is_room(supply: float, side: str) -> None:
    values = [mark(1, supply, 0.02), mark(2, 0.001, 0.001), mark(3, 0.5, 0.5)]
    assert market_map(values)["data"]["values"][0]["side"] == side


def test_the_diagonal_and_its_band_stay_within_the_square() -> None:
    spec = market_map([mark(1, 0.001, 0.2), mark(2, 0.3, 0.01)])
    low, high = spec["layer"][0]["encoding"]["x"]["scale"]["domain"]
    lines = [layer["data"]["values"] for layer in spec["layer"][:3]]
    for end in itertools.chain.from_iterable(lines):
        assert low * 0.999 <= end["x"] <= high * 1.001
        assert low * 0.999 <= end["y"] <= high * 1.001
    assert sorted(round(line[0]["y"] / line[0]["x"], 3) for line in lines) == [0.667, 1.0, 1.5]
