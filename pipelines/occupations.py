"""Which occupation a title names: an ESCO occupation with its ISCO-08 group, and an O*NET-SOC code, where imported.

A stranger's clone has no occupations; `credscope taxonomy` brings the titles of ESCO's or O*NET's download. A title is
looked up as a whole, then by its parts (`Staff Nurse - Child Health`), then by the end of a part, where English has the
occupation (`Paediatric Staff Nurse`). Where occupations share a title, its own name decides, then the words of the
skills that were tagged; what stays open names the ISCO group that they share, or nothing.
"""

import re
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import NamedTuple, Self

from pipelines.matching.lexicon import words

_PARTS = re.compile(r"\s[-–—]\s|[|(),;/:]|\s@\s|\sat\s")
_RANKS = frozenset(
    "senior sr junior jr lead principal staff+ trainee graduate apprentice intern band experienced m w f d x".split()
)
_LEAST_SCORE = 0.5
_SOC = "occupation/"


class Occupation(NamedTuple):
    """An occupation; what no imported table says is None. `score` from 0 to 1: how much of the title it explains."""

    esco_uri: str | None
    isco: str | None
    onet_soc: str | None
    label: str
    score: float


class _Named(NamedTuple):
    preferred: bool
    uri: str
    isco: str
    label: str


class _Hit(NamedTuple):
    uri: str | None
    isco: str
    label: str
    score: float


class Occupations:
    """The titles of imported taxonomies."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
        """Over rows of `warehouse.taxonomy.OCCUPATION_COLUMNS`."""
        self._esco: dict[str, set[_Named]] = {}
        self._onet: dict[str, set[_Named]] = {}
        for title, kind, uri, isco, label in rows:
            table = self._onet if not isco and _SOC in uri else self._esco
            table.setdefault(_folded(title), set()).add(_Named(kind == "preferred", uri, isco, label))

    @classmethod
    def load(cls, *taxonomies: Path) -> Self:
        """The titles of those taxonomy folders that have any."""
        files = (folder / "occupations.tsv" for folder in taxonomies)
        lines = (line for file in files if file.exists() for line in file.read_text("utf-8").split("\n")[1:-1])
        return cls((row[0], row[1], row[2], row[3], row[4]) for row in (line.split("\t") for line in lines))

    def occupation(self, title: str, skills: Iterable[str] = ()) -> Occupation | None:
        """What a posting's title names; `skills` are the labels that were tagged. None where nothing is sure."""
        known = {word for label in skills for word in _folded(label).split()}
        esco, onet = (_find(table, title[:300], known) for table in (self._esco, self._onet))
        found = esco or onet
        if found is None:
            return None
        soc = onet.uri.rpartition("/")[2] if onet and onet.uri else None
        uri, isco = (esco.uri, esco.isco) if esco else (None, None)
        return Occupation(uri, isco, soc, found.label, found.score)


def _find(table: dict[str, set[_Named]], title: str, known: set[str]) -> _Hit | None:
    """The first sure answer: whole title, parts, ends of parts."""
    parts = [_folded(part) for part in (title, *_PARTS.split(title))]
    plain = [" ".join(word for word in part.split() if word not in _RANKS and not word.isdigit()) for part in parts]
    tried = dict.fromkeys(filter(None, [*parts, *plain]))
    shorter = (" ".join(part.split()[drop:]) for drop, part in product(range(1, 5), plain))
    for phrase in [*tried, *dict.fromkeys(filter(None, shorter))]:
        score = 1.0 if phrase in tried else len(phrase.split()) / (len(phrase.split()) + 1)
        if score > _LEAST_SCORE and (hit := _choose(table.get(phrase, set()), known, score)) is not None:
            return hit
    return None


def _choose(named: set[_Named], known: set[str], score: float) -> _Hit | None:
    """The one that is meant; where that stays open, the group that all are of."""
    best = {one for one in named if one.preferred} or named
    shared = {one: len(known & set(_folded(one.label).split())) for one in best}
    best = {one for one in best if shared[one] == max(shared.values())}
    one = min(best, default=None, key=lambda one: (one.uri, one.label))
    if one is None or len({other.isco for other in best}) > 1:
        return None
    if len({other.uri for other in best}) == 1:
        return _Hit(one.uri, one.isco, one.label, score if one.preferred else 0.9 * score)
    return _Hit(None, one.isco, one.label, 0.6 * score) if one.isco else None


def _folded(title: str) -> str:
    return " ".join(word for word in words(title).singular if word[:1].isalnum())
