"""The fictional market's laws: what is asked and taught how often, and what follows from it.

Nothing here is drawn. Every share, gap, trend and class is the expectation of the draws that the other modules make,
so that what is measured on the sample can be held against what is true of it. A skill is picked with a probability
proportional to its weight (systematic sampling), so its share of all mentions, each text spreading one unit over its
skills, is exactly its weight (METHOD.md §4).
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import accumulate
from math import exp
from random import Random

from spiders.sample.lexicon import Skill, occupations, skill, table

WEEKS = 26
NEWEST = date(2026, 6, 29)
LIFE = 8.0  # mean weeks that a vacancy stays open
FEWEST, MOST = 4, 7  # skills that an advertisement asks
FEWEST_TAUGHT, MOST_TAUGHT = 3, 7
STEEPEST = 0.9  # how far a trend carries a skill's weight from its mean by the first and the last week
CORE = ("transversal", "office")  # what is asked and taught in every field
MAIN_SHARE = 0.8  # of an offer's units that belong to its field; the core fields have the rest
CROWDED = -1.0  # target gaps below this are met by as much supply as the books need to balance
RING_FENCED = "geospatial"  # the field that one provider dominates
_MIDDLE = (WEEKS - 1) / 2


def monday(week: int) -> date:
    """The day of a weekly crawl, 0 to 25; negative weeks lie before the first."""
    return NEWEST - timedelta(weeks=WEEKS - 1 - week)


INDUSTRIES = {
    "technology": 0.13,
    "health": 0.18,
    "trades": 0.13,
    "manufacturing": 0.10,
    "logistics": 0.11,
    "public sector": 0.10,
    "education": 0.09,
    "finance": 0.09,
    "hospitality and retail": 0.07,
}  # each one's share of the employers that are drawn
EMPLOYERS, MEAN_VOLUME = 240, exp(0.5**2 / 2)  # how many are drawn, and the vacancies of one, in no particular unit
LARGE = 6.0  # the volume of an employer with a board of its own
FIXED = {"logistics": LARGE + 1, "finance": LARGE, "technology": LARGE, "trades": LARGE}  # volumes that are not drawn


class Economy:
    """The sample's skills and occupations, and the truth that follows from their weights."""

    def __init__(self) -> None:
        self.skills = tuple(skill(row) for row in table("skills.csv"))
        self.occupations = tuple(occupations())
        self.by_field = {
            f: tuple(s for s in self.skills if s.field == f) for f in dict.fromkeys(s.field for s in self.skills)
        }
        self._field_total = {f: sum(s.demand for s in members) for f, members in self.by_field.items()}
        self._steepness = {f: self._balanced(members) for f, members in self.by_field.items()}

    @staticmethod
    def _balanced(members: Iterable[Skill]) -> dict[str, float]:
        """How steeply the field's rising and falling skills move, so that the field as a whole stays what it is."""
        weight = {t: sum(s.demand for s in members if s.trend == t) for t in ("rising", "falling")}
        moved = STEEPEST * min(weight.values())
        return {"flat": 0.0, "rising": moved / (weight["rising"] or 1), "falling": -moved / (weight["falling"] or 1)}

    def steepness(self, skill: Skill) -> float:
        """The skill's weight moves from (1 - this) to (1 + this) times its mean, linearly over the weeks."""
        return self._steepness[skill.field][skill.trend]

    def within_field(self, skill: Skill, week: float) -> float:
        """The skill's share of its field's units, for a vacancy first open in a week (earlier ones as in week 0)."""
        moved = 1 + self.steepness(skill) * (max(week, 0) - _MIDDLE) / _MIDDLE
        return skill.demand * moved / self._field_total[skill.field]

    @cache  # noqa: B019  (one economy lives as long as the process)
    def asked(self, occupation: int, week: int) -> tuple[tuple[Skill, ...], tuple[float, ...], int]:
        """The skills of an occupation (its index), their weights, and the most that one advertisement ever asks."""
        fields = self.occupations[occupation].fields
        shares = [(s, share) for f, share in fields.items() for s in self.by_field[f]]
        weights = tuple(share * self.within_field(s, week) for s, share in shares)
        return tuple(s for s, _ in shares), weights, self._most_asked(occupation)

    @cache  # noqa: B019
    def _most_asked(self, occupation: int) -> int:
        fields = self.occupations[occupation].fields
        ends = [(share, s, week) for f, share in fields.items() for s in self.by_field[f] for week in (0, WEEKS - 1)]
        return min(MOST, int(1 / max(share * self.within_field(s, week) for share, s, week in ends) + 1e-9))

    @cache  # noqa: B019
    def taught(self, field: str) -> tuple[tuple[Skill, ...], tuple[float, ...], int]:
        """The skills of the offers of a field, their weights, and the most that one offer can teach."""
        shares = {field: 1.0} if field in CORE else {field: MAIN_SHARE, **dict.fromkeys(CORE, (1 - MAIN_SHARE) / 2)}
        pairs = [
            (s, share * self.supply[s] / self.field_supply[f]) for f, share in shares.items() for s in self.by_field[f]
        ]
        weights = tuple(w for _, w in pairs)
        return tuple(s for s, _ in pairs), weights, min(MOST_TAUGHT, int(1 / max(weights) + 1e-9))

    @cached_property
    def occupation_shares(self) -> tuple[float, ...]:
        """Each occupation's share of all vacancies."""
        whole = EMPLOYERS * MEAN_VOLUME + sum(FIXED.values())
        volumes = {name: EMPLOYERS * MEAN_VOLUME * share + FIXED.get(name, 0) for name, share in INDUSTRIES.items()}
        return tuple(volumes[o.industry] / whole * o.share for o in self.occupations)

    def demand(self, skill: Skill, week: float = _MIDDLE) -> float:
        """The skill's prominence in demand: its share of the units of vacancies first open in a week."""
        return self.within_field(skill, week) * self.field_demand[skill.field]

    @cached_property
    def field_demand(self) -> dict[str, float]:
        """Each field's share of the units of demand."""
        parts = [*zip(self.occupations, self.occupation_shares, strict=True)]
        return {f: sum(p * o.fields.get(f, 0) for o, p in parts) for f in self.by_field}

    @cached_property
    def supply(self) -> dict[Skill, float]:
        """Each skill's prominence in supply. The crowded skills take up what the others leave."""
        aimed = {s: self.demand(s) * exp(-s.gap) for s in self.skills}
        crowded = sum(p for s, p in aimed.items() if s.gap <= CROWDED)
        factor = (1 - sum(p for s, p in aimed.items() if s.gap > CROWDED)) / crowded
        return {s: p * (factor if s.gap <= CROWDED else 1) for s, p in aimed.items()}

    @cached_property
    def field_supply(self) -> dict[str, float]:
        """Each field's share of the units of supply."""
        return {f: sum(self.supply[s] for s in members) for f, members in self.by_field.items()}

    @cached_property
    def offer_shares(self) -> dict[str, float]:
        """Each field's share of the offers, by their main field."""
        own = {f: p / MAIN_SHARE for f, p in self.field_supply.items() if f not in CORE}
        beside = (1 - MAIN_SHARE) / 2 * sum(own.values())
        return {f: own.get(f, p - beside) for f, p in self.field_supply.items()}


def stream(name: str) -> Random:
    """The random numbers of one named thing, the same in every process, whatever else was drawn before."""
    return Random(name)  # noqa: S311  (a simulation keeps no secrets)


def pick(random: Random, weights: tuple[float, ...], count: int) -> list[int]:
    """`count` different places, each with probability `count · weight` (weights sum to 1): systematic sampling."""
    order = list(range(len(weights)))
    random.shuffle(order)
    ends = list(accumulate(weights[i] for i in order))
    step = ends[-1] / count
    start = random.random() * step
    return [order[min(bisect_left(ends, start + n * step), len(order) - 1)] for n in range(count)]
