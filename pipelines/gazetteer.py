"""What a name may mean: countries, subdivisions and towns of a table made from ISO 3166, CLDR and GeoNames.

A reading's weight says how likely it is before anything else is known: a country's name before a subdivision's, a
subdivision's before a town's, a large town before a small one.
"""

import gzip
import re
import unicodedata
from functools import lru_cache
from math import log10
from pathlib import Path
from typing import NamedTuple

TABLE = Path(__file__).parent / "data" / "places.tsv.gz"  # made by data/make_places.py


def _codes(codes: str) -> frozenset[str]:
    return frozenset(codes.split())


# countries whose subdivisions people name alone, and countries whose code is also, and more often, a state's
_WIDELY_KNOWN = _codes("AT AU BE BR CA CH CN DE ES FR GB IE IN IT JP MX NL NZ PL PT US ZA")
_STATES = _codes("AL AR AZ CA CO GA ID IL KY LA MA MD ME MN MO MS MT NC NE PA SC SD TN VA")
_WEIGHT = {"country": 8.0, "subdivision": 3.0, "district": 4.5}
_KNOWN_SUBDIVISION, _COUNTRY_CODE, _SUBDIVISION_CODE = 6.5, 7.0, 2.0
_CODE = {"US": 5.5, "CA": 5.2, "AU": 5.2}  # subdivisions' codes that stand alone; those of other countries need support
_TWO_MEANINGS = dict.fromkeys(_STATES, 5.0) | {"DE": 5.7, "IN": 5.7}  # a country's code that may be a state's
_LARGE_TOWN = 3.5  # of 100,000 inhabitants


class Reading(NamedTuple):
    """One place that a word group may mean, and how likely, before the other groups are heard."""

    code: str  # ISO 3166-1 or ISO 3166-2
    weight: float
    is_town: bool = False
    name: str = ""  # a town's, as written


@lru_cache(1)
def _table() -> dict[str, str]:
    lines = gzip.decompress(TABLE.read_bytes()).decode().splitlines()
    return dict(line.split("\t", 1) for line in lines)


def folded(name: str) -> str:
    """A name without case, accents and punctuation, its words parted by one space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", plain).casefold()))


def readings(words: str, whole: bool) -> list[Reading]:
    """What the words may name; if they are not the `whole` phrase, only what is large and written with a capital."""
    if not whole and words[:1] == words[:1].lower():
        return []
    found = _table().get(folded(words), "")
    if whole and (code := words.replace(".", "")).isupper() and len(code) <= 6:
        found = f"{found}\t{_table().get(code, '')}"
    weighed = (_weighed(*entry.split(" ")) for entry in found.split("\t") if entry)
    named = [reading._replace(name=words) if reading.is_town else reading for reading in weighed]
    return [reading for reading in named if whole or not reading.is_town or reading.weight > _LARGE_TOWN]


def is_country(code: str) -> bool:
    """Whether a word is a country's code of ISO 3166-1 alpha-2."""
    return f"code {code} " in _table().get(code, "")


def _weighed(kind: str, code: str, inhabitants: str) -> Reading:
    if kind in ("town", "alias"):
        return Reading(code, 0.7 * log10(int(inhabitants)) - 0.8 * (kind == "alias"), is_town=True)
    if kind == "code":
        return Reading(
            code, _TWO_MEANINGS.get(code, _COUNTRY_CODE) if len(code) == 2 else _CODE.get(code[:2], _SUBDIVISION_CODE)
        )
    return Reading(code, _KNOWN_SUBDIVISION if kind == "subdivision" and code[:2] in _WIDELY_KNOWN else _WEIGHT[kind])
