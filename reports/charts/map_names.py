"""Which marks of the market map bear their name, and on which side, so that no name covers another or is cut."""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from reports.charts.chart import Spec
from reports.charts.marks import CLEAR

LETTER = 7.6  # pixels: a letter's width at 13 px in a wide font
LINE, AWAY = 17.0, 9.0  # pixels: a line's height; from a mark to its name
RADIUS = 5.0
LONG = 3  # so many may bear a name that is shortened, since they matter most


class Field(NamedTuple):
    """The field within the axes for which names are placed, in pixels, and how long and how many they may be."""

    width: float
    height: float
    limit: int
    most: int


class Box(NamedTuple):
    """From left to right, from the lower to the upper end, in pixels from the lower left corner."""

    left: float
    right: float
    bottom: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether they have a point in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.bottom < other.top and other.bottom < self.top


def sides(values: Sequence[Spec], domain: tuple[float, float], field: Field, worth: Collection[str]) -> list[str]:
    """Of each value, the one that matters most first: its name stands on the `r`ight, the `l`eft, or nowhere (`-`).

    No name leaves the field, covers another one or the words of its corners, or a mark that stands clear of balance.
    """
    spots = [_spot(value, domain, field) for value in values]
    marks = [
        Box(x - RADIUS, x + RADIUS, y - RADIUS, y + RADIUS) if value["class"] in CLEAR else None
        for value, (x, y) in zip(values, spots, strict=True)
    ]
    corner = 24 * LETTER
    taken = [
        Box(0, corner, field.height - 1.5 * LINE, field.height),
        Box(field.width - corner, field.width, 0, 1.5 * LINE),
    ]
    given = []
    for number, (value, spot) in enumerate(zip(values, spots, strict=True)):
        others = [*taken, *(box for place, box in enumerate(marks) if box and place != number)]
        whole = number < LONG or LETTER * len(value["label"]) <= field.limit
        room = whole and value["class"] in worth and len(taken) < field.most + 2
        free = [(side, box) for side, box in _boxes(value, spot, field) if room and not any(map(box.meets, others))]
        given.append(free[0][0] if free else "-")
        taken += [box for _side, box in free[:1]]
    return given


def _spot(value: Spec, domain: tuple[float, float], field: Field) -> tuple[float, float]:
    low, high = domain
    across, up = (math.log(value[side] / low) / math.log(high / low) for side in ("supply", "demand"))
    return across * field.width, up * field.height


def _boxes(value: Spec, spot: tuple[float, float], field: Field) -> Iterator[tuple[str, Box]]:
    """Where the name would stand, within the field: on the right if it can."""
    width = min(field.limit, LETTER * len(value["label"]))
    (x, y), half = spot, LINE / 2
    if x + AWAY + width <= field.width:
        yield "r", Box(x + AWAY, x + AWAY + width, y - half, y + half)
    if x - AWAY - width >= 0:
        yield "l", Box(x - AWAY - width, x - AWAY, y - half, y + half)
