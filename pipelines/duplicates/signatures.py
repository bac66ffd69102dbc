"""What two advertisements are compared by: the words of their text, of their title and of their place, as keys."""

import re
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple
from zlib import crc32

from rensa import RMinHash

from pipelines.duplicates.openings import openings, site
from pipelines.gazetteer import folded, readings
from pipelines.places import is_remote, without_mode
from pipelines.seniority import seniority
from warehouse.records import JobPosting

PERMUTATIONS = 128
MOST_OPENINGS = 12
_SEED = 1
_LEAST_WORDS = 12  # a text with fewer is too common to tell whose it is
_WORD = re.compile(r"\w+")
_GENDER = re.compile(
    r"[(\[]\s*(?:[mwfdxhiv*]|gn|div|all genders?)(?:\s*[/|,*·:-]\s*(?:[mwfdxhiv*]|gn|div))*\s*[)\]]"
    r"|\b[mwf]\s?/\s?[wmfdx](?:\s?/\s?[dxmfw])?\b|(?<=\w)[*:_/-]?in(?:nen)?\b(?=\s*\()",
    re.I,
)
_NOISE = (
    "a an and the of for in at to with und fur der die de la le y new urgent urgently hiring now wanted job vacancy"
    " opportunity immediate start ref remote hybrid onsite m f d x w gn"
)
_TITLE_NOISE = frozenset(_NOISE.split())
_REFERENCE = re.compile(r"\d{4,}|(?=\w*\d)(?=\w*[a-z])\w{5,}")  # 26078, c26078: an advertisement's number, not a grade
_GRADE = re.compile(r"\d{1,2}[a-d]?|i{1,3}|iv")


class Signature(NamedTuple):
    """`text_key`: 16 hex digits, equal for equal words; `minhash`: 128 unsigned 16-bit numbers, little-endian, which
    agree in the share of three-word sequences that two texts have in common, then 32-bit keys: of the web site that the
    text names, 0 for none, and of the openings, the least 12. Empty where there is too little text."""

    text_key: str
    minhash: bytes


def signature(posting: JobPosting) -> Signature:
    """The signature of a cleaned posting's description (MinHash, Broder 1997; of the openings the least keys agree)."""
    words = _WORD.findall((posting.description or "").lower())
    if not words:
        return Signature("", b"")
    key = blake2b(" ".join(words).encode(), digest_size=8).hexdigest()
    if len(words) < _LEAST_WORDS:
        return Signature(key, b"")
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update([f"{one} {two} {three}" for one, two, three in zip(words, words[1:], words[2:], strict=False)])
    text = posting.description or ""
    sought = sorted(crc32(opening.encode()) for opening in openings(text))[:MOST_OPENINGS]
    sketched = b"".join((number & 0xFFFF).to_bytes(2, "little") for number in sketch.digest())
    return Signature(key, sketched + b"".join(one.to_bytes(4, "little") for one in (name_key(site(text)), *sought)))


def name_key(name: str) -> int:
    """A 32-bit key of an organisation's or a web site's name, equal for `acme labs` and `acmelabs`; 0 for none."""
    return crc32(re.sub(r"[\W_]", "", name).encode())


@lru_cache(100_000)
def title_words(title: str) -> tuple[str, ...]:
    """The words of a title that tell jobs apart, sorted: no gender forms, reference numbers or calls to apply."""
    words = folded(_GENDER.sub(" ", title)).split()
    kept = {word for word in words if word not in _TITLE_NOISE and not _REFERENCE.fullmatch(word)}
    return tuple(sorted(kept or words))


@lru_cache(100_000)
def title_level(title: str) -> str:
    """What two titles must have in common to be one job's: seniority, and grades such as the 5 of `Band 5`."""
    return " ".join((seniority(title) or "", *(word for word in title_words(title) if _GRADE.fullmatch(word))))


@lru_cache(100_000)
def place_key(country: str, subdivision: str, location: str) -> str:
    """One key for one place however it is written: codes and the first words of each place named, in any order."""
    firsts = {without_mode(part.split(",")[0]) for part in re.split(r"[;|]", location)}
    towns = {folded(first) for first in firsts if first and all(r.code != country for r in readings(first, whole=True))}
    mode = "remote" if not towns and is_remote(location) else ""
    return "|".join((country, subdivision, mode, *sorted(towns)))
