"""Which occupation a title names: an ISCO-08 group, ESCO's occupation where imported, an O*NET-SOC code.

`data/occupations.tsv`, our own list, works for everyone; `credscope taxonomy` adds the titles of ESCO's and O*NET's
downloads. English puts what an occupation is at the end of its name, so a title means the longest known title that
one of its parts ends with: `Paediatric Staff Nurse - Ward 4` is a staff nurse. A code has as many digits as are sure:
titles whose occupations share but a wider group name that (`2`, SOC's `15-0000`). Where a title is shared, an
occupation's own name decides, then the words of the skills that were tagged. Titles that say nothing by themselves
(`officer`) are listed without a code, so that no word before them is taken for the occupation.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple, Self

from pipelines.title_tables import Hit, Named, imported, own_titles
from pipelines.titles import READ, Phrase, folded, phrase, phrases

_DIGITS = 4  # of the ISCO-08 unit group
_REMEMBERED = 10_000  # titles


class Occupation(NamedTuple):
    """An occupation; what is not known is None.

    `isco`: one to four digits, as many as are sure. `onet_soc`: O*NET's code (`29-1141.00`), SOC's (`29-1141`) or its
    major group (`29-0000`). `matched`: the words that named it, as they are compared. `score` from 0 to 1: the share of
    the part's words that it explains.
    """

    esco_uri: str | None
    isco: str | None
    onet_soc: str | None
    label: str
    matched: str
    score: float


class _Found(NamedTuple):
    """What a phrase of a title ends with, in our list, in ESCO, in O*NET."""

    own: Hit | None
    esco: Hit | None
    onet: Hit | None


class Occupations:
    """Our own titles and those of imported taxonomies."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str, str]] = ()) -> None:
        """Over rows of `warehouse.taxonomy.OCCUPATION_COLUMNS`, besides our own."""
        self._esco, self._onet = imported(rows)
        self._own = own_titles()
        self._found = lru_cache(_REMEMBERED)(self._look_up)

    @classmethod
    def load(cls, *taxonomies: Path) -> Self:
        """Our own titles, and those of the taxonomy folders that have any."""
        listed = (folder / "occupations.tsv" for folder in taxonomies)
        lines = (line for file in listed if file.exists() for line in file.read_text("utf-8").split("\n")[1:-1])
        return cls((row[0], row[1], row[2], row[3], row[4]) for row in (line.split("\t") for line in lines))

    def occupation(self, title: str, skills: Iterable[str] = ()) -> Occupation | None:
        """What a posting's title names; `skills` are the labels that were tagged. None where nothing is sure."""
        found = self._found(title[:READ])
        shared = any(hit and len(hit.named) > 1 for each in found for hit in each)
        known = frozenset(word for label in skills for word in folded(label)) if shared else frozenset()
        answers = [answer for each in found if (answer := _answer(each, known))]
        return max(answers, key=lambda answer: len(answer.isco or "") == _DIGITS, default=None)

    def _look_up(self, title: str) -> list[_Found]:
        """What the phrases of a title say; fields of work after all names, and parts of phrases if nothing else."""
        read = phrases(title)
        found = [ends for each in read if any(ends := self._ends(each))]
        if not any(each.own or each.esco for each in found):
            inner = (phrase(each.words[:end]) for each in read for end in range(len(each.words) - 1, 0, -1))
            found += [_Found(hit, None, None) for each in inner if (hit := self._own.longest(each))]
        return sorted(found, key=lambda each: each.own is not None and each.own.named[0].field)

    def _ends(self, read: Phrase) -> _Found:
        own, esco = self._own.longest(read), self._esco.longest(read)
        longer = esco if _longer(own, esco) is esco else None
        return _Found(own, longer or self._esco.same(own), self._onet.longest(read))


def _answer(found: _Found, known: frozenset[str]) -> Occupation | None:
    """What the longest title means, ours before another's of the same length; the other codes where they agree."""
    own, esco, onet = found
    main = _longer(own, esco) or onet
    if main is None:
        return None
    meant = _meant(main, known)
    isco = _shared([named.isco for named in meant])
    soc = _soc([named.soc for named in _meant(_longer(own, onet), known)])
    also = esco if esco and esco.words == main.words else None
    uris = {named.uri for named in _meant(also, known) if named.isco == isco}
    uri = uris.pop() if len(uris) == 1 else None
    return Occupation(uri, isco, soc, meant[0].label, main.title, main.share) if isco or soc else None


def _longer(own: Hit | None, other: Hit | None) -> Hit | None:
    return other if other and (own is None or other.words > own.words) else own


def _meant(hit: Hit | None, known: frozenset[str]) -> list[Named]:
    """Those that are meant: by their own name, else those with most words of the skills; in a fixed order."""
    if hit is None:
        return []
    best = [named for named in hit.named if named.preferred] or hit.named
    if len(best) > 1 and known:
        shared = [len(known.intersection(folded(named.label))) for named in best]
        best = [named for named, count in zip(best, shared, strict=True) if count == max(shared)]
    return sorted(best, key=lambda named: (named.uri, named.label))


def _shared(codes: list[str]) -> str | None:
    """The digits that codes begin with, all of them."""
    same = takewhile(lambda digits: len(set(digits)) == 1, zip(*codes, strict=False))
    return "".join(digits[0] for digits in same) or None


def _soc(codes: list[str]) -> str | None:
    """The code that all are, or what they share of it in SOC's way."""
    for digits, wider in ((10, ""), (7, ""), (2, "-0000")):
        if len(shared := {code[:digits] for code in codes}) == 1:
            return next((code + wider for code in shared if code), None)
    return None
