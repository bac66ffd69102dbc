"""The advertisements of the vacancies: originals, reposts, an aggregator's copies, and one employer's flood."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from spiders.sample.economy import WEEKS, monday, stream
from spiders.sample.organizations import AGGREGATOR, FLOODER
from spiders.sample.vacancies import Vacancy

CLONES, FLOOD_WEEK = 240, 16
AGENCY = "Jobswellnith Recruitment"
_COPIED, _REPOSTED = 0.11, 0.10


@dataclass(frozen=True, slots=True)
class Posting:
    """One advertisement: kind is original, repost, copy or clone."""

    source: str
    identifier: str
    vacancy: Vacancy
    first_week: int
    last_week: int
    kind: str


def identifier(source: str, random: Random) -> str:
    """A publisher's own identifier, in the shape of its platform."""
    platform = source.removeprefix("sample-")
    if platform in {"meridian", "tririvers", "cobalt"}:
        return str(random.randrange(4_000_000_000, 4_999_999_999))
    if platform in {"openlane", "jobswell"}:
        return f"{platform[:2].upper()}-{random.randrange(10**9, 10**10)}"
    return str(UUID(int=random.getrandbits(128), version=4))


def postings(market: Iterable[Vacancy], scale: float, seed: int) -> Iterator[Posting]:
    """All advertisements, vacancy by vacancy."""
    flooded = False
    for vacancy in market:
        random = stream(f"{seed}:posting:{vacancy.key}")
        open_then = vacancy.first_week < vacancy.last_week and vacancy.first_week >= FLOOD_WEEK - 4
        if vacancy.employer.name == FLOODER and open_then and not flooded:
            flooded = True
            yield from _flood(random, vacancy, max(20, round(CLONES * scale)))
        else:
            yield from _advertise(random, vacancy)


def _flood(random: Random, vacancy: Vacancy, clones: int) -> Iterator[Posting]:
    """The same advertisement under so many identifiers, from one week on."""
    vacancy = replace(
        vacancy,
        first_week=FLOOD_WEEK,
        last_week=WEEKS - 1,
        posted=monday(FLOOD_WEEK),
        remote=False,
        several_cities=False,
    )
    for _ in range(clones):
        source = vacancy.employer.source
        yield Posting(source, identifier(source, random), vacancy, FLOOD_WEEK, WEEKS - 1, "clone")


def _advertise(random: Random, vacancy: Vacancy) -> Iterator[Posting]:
    source, first, last = vacancy.employer.source, vacancy.first_week, vacancy.last_week
    if last - first >= 5 and random.random() < _REPOSTED:
        middle = random.randrange(first + 1, last - 1)
        yield Posting(source, identifier(source, random), vacancy, first, middle, "original")
        yield Posting(source, identifier(source, random), vacancy, middle + random.randint(1, 2), last, "repost")
    else:
        yield Posting(source, identifier(source, random), vacancy, first, last, "original")
    if random.random() < _COPIED and first < last:
        seen = first + 1 if first else 0  # a week late, save what the first crawl finds
        yield Posting(AGGREGATOR, identifier(AGGREGATOR, random), vacancy, seen, min(last + 1, WEEKS - 1), "copy")


def posted(posting: Posting) -> date:
    """The day of publication: the vacancy's own for an original, else in the week that it first appears."""
    return (
        posting.vacancy.posted if posting.kind in {"original", "clone"} else monday(posting.first_week) - timedelta(2)
    )


def shown_employer(posting: Posting) -> str:
    """Whom an advertisement names: an aggregator's copy often only the agency itself."""
    name = posting.vacancy.employer.name
    if posting.source != AGGREGATOR:
        return name
    draw = stream(f"agency:{posting.identifier}").random()
    return AGENCY if draw < 0.3 else f"{name}, Inc." if draw < 0.6 else name
