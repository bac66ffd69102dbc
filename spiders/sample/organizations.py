"""The fictional employers and providers: invented names, what they hire for or teach, and where they publish it.

Employers and providers are drawn independently of each other from one population, so that an interval that takes them
as clusters should cover the expectation that `economy` states.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import NamedTuple

from spiders.sample.economy import EMPLOYERS, INDUSTRIES, LARGE, RING_FENCED, Economy, stream

PROVIDERS = 96
_VARIETY = 4.0  # the higher, the more alike are the occupation mixes of an industry's employers
_BREADTH = 14.0  # the higher, the more fields a provider teaches
_STARTS: tuple[str, ...] = (
    "Bre",
    "Cor",
    "Dra",
    "Ebb",
    "Fal",
    "Gre",
    "Hol",
    "Ist",
    "Jor",
    "Kel",
    "Lun",
    "Mar",
    "Nor",
    "Ost",
    "Pel",
    "Quo",
)
_STARTS += ("Rav", "Syl", "Tor", "Ull", "Vel", "Wen", "Yar", "Zel")
_MIDDLES = ("an", "ar", "bo", "di", "el", "en", "ga", "il", "im", "la", "li", "mo", "na", "or", "ro", "sa", "su", "ti")
_ENDINGS: tuple[str, ...] = (
    "brax",
    "dorn",
    "fern",
    "gard",
    "holt",
    "kvist",
    "loom",
    "mere",
    "nith",
    "quill",
    "rund",
    "stad",
    "thal",
)
_ENDINGS += ("vane", "wick", "zand")
_TAILS = {
    "technology": "Software;Systems;Cloud;Labs",
    "health": "Health;Hospitals;Care Homes;Clinics",
    "trades": "Electric;Builders;Installers;Contractors",
    "manufacturing": "Metalworks;Manufacturing;Industries;Components",
    "logistics": "Freight;Carriers;Warehousing;Haulage",
    "public sector": "County Council;City Administration;Regional Authority;Public Services",
    "education": "School District;Academy Trust;Schools;Learning Trust",
    "finance": "Bank;Mutual;Advisers;Insurance",
    "hospitality and retail": "Hotels;Kitchens;Stores;Markets",
}
_PROVIDER_TAILS = (
    ("university", "University;Institute of Technology"),
    ("college", "Community College;Technical College;College"),
    ("company", "Academy;Training;Learning"),
    ("association", "Guild;Professional Association"),
)
_BOARDS = {  # industry → its employers' shared board; the rest are on the open job board
    "health": "sample-meridian",
    "public sector": "sample-tririvers",
    "education": "sample-tririvers",
    "trades": "sample-cobalt",
    "manufacturing": "sample-cobalt",
}
SINGLE = {  # boards of one large employer each
    "sample-kestrel": ("Kestrelquor Freight", "logistics"),
    "sample-larkmoor": ("Larkmoorstad Mutual", "finance"),
    "sample-quillon": ("Quillonbrax Cloud", "technology"),
    "sample-heliostad": ("Heliostad Power", "trades"),
}
OPEN_BOARD, AGGREGATOR = "sample-openlane", "sample-jobswell"
FLOODER = "Ullorzand Haulage"  # on the open job board
GIANTS = (("sample-terrascope", "Terrascopquor Academy"), ("sample-registry", "Skyvanemark Institute"))
GIANT_SHARE = 0.46  # of the ring-fenced field, each
_CATALOGUES = (("sample-commons", 0.36), ("sample-registry", 0.34), ("sample-emblem", 0.14), ("sample-collegium", 0.16))
SOLE_PROVIDER = ("sample-plainfield", "Plainfernith College")
RESELLER = ("sample-bundle", "Bundlevane Learning")


@dataclass(frozen=True, slots=True)
class Employer:
    """Who hires."""

    name: str
    industry: str
    source: str
    volume: float
    occupations: tuple[int, ...]
    mix: tuple[float, ...]  # cumulated shares of the occupations


@dataclass(frozen=True, slots=True)
class Provider:
    """Who teaches."""

    name: str
    kind: str
    source: str
    volume: float
    fields: tuple[str, ...]
    mix: tuple[float, ...]  # cumulated shares of the fields


class Organizations(NamedTuple):
    """Everybody on the market; the last providers are the giants of the ring-fenced field."""

    employers: tuple[Employer, ...]
    providers: tuple[Provider, ...]


def organizations(economy: Economy, scale: float, seed: int) -> Organizations:
    """The organisations of a market; `scale` multiplies their number."""
    random = stream(f"{seed}:organizations")
    names = _names(random)
    employers = [_employer(economy, random, *who, source, LARGE * scale) for source, who in SINGLE.items()]
    employers.append(_employer(economy, random, FLOODER, "logistics", OPEN_BOARD, scale))
    industries = random.choices([*INDUSTRIES], [*INDUSTRIES.values()], k=max(12, round(EMPLOYERS * scale)))
    for industry in industries:
        board = _BOARDS.get(industry, OPEN_BOARD) if random.random() < 0.8 else OPEN_BOARD
        name = f"{next(names)} {random.choice(_TAILS[industry].split(';'))}"
        employers.append(_employer(economy, random, name, industry, board, random.lognormvariate(0, 0.5)))
    return Organizations(tuple(employers), tuple(_providers(economy, random, names, scale)))


def _names(random: Random) -> Iterator[str]:
    """Invented first names of organisations, each once."""
    seen: set[str] = set()
    while True:
        middle = random.choice(_MIDDLES) * (1 if len(seen) < 4_000 else 0) + random.choice(_MIDDLES)
        name = random.choice(_STARTS) + middle + random.choice(_ENDINGS)
        if name not in seen:
            seen.add(name)
            yield name


def _dirichlet(random: Random, means: list[float], concentration: float) -> tuple[float, ...]:
    """Shares that vary around their means, cumulated."""
    drawn = [random.gammavariate(concentration * mean, 1) + 1e-12 for mean in means]
    return tuple(accumulate(d / sum(drawn) for d in drawn))


def _employer(economy: Economy, random: Random, name: str, industry: str, source: str, volume: float) -> Employer:
    places = tuple(i for i, o in enumerate(economy.occupations) if o.industry == industry)
    mix = _dirichlet(random, [economy.occupations[i].share for i in places], _VARIETY)
    return Employer(name, industry, source, volume, places, mix)


def _providers(economy: Economy, random: Random, names: Iterator[str], scale: float) -> Iterator[Provider]:
    shares = {f: p for f, p in economy.offer_shares.items() if f != RING_FENCED}
    means = [p / sum(shares.values()) for p in shares.values()]

    def provider(name: str, kind: str, source: str, volume: float) -> Provider:
        mix = _dirichlet(random, means, _BREADTH)
        return Provider(name, kind, source, volume, tuple(shares), mix)

    catalogues, chances = [name for name, _ in _CATALOGUES], [chance for _, chance in _CATALOGUES]
    yield provider(SOLE_PROVIDER[1], "college", SOLE_PROVIDER[0], 5 * scale)
    for _ in range(max(10, round(PROVIDERS * scale))):
        kind, tails = random.choice(_PROVIDER_TAILS)
        name, source = f"{next(names)} {random.choice(tails.split(';'))}", random.choices(catalogues, chances)[0]
        yield provider(name, kind, source, random.lognormvariate(0, 0.4))
    for source, name in GIANTS:
        yield Provider(name, "company", source, 0, (RING_FENCED,), (1.0,))
