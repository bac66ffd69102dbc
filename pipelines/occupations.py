"""Which occupation a title names: an ISCO-08 group, ESCO's occupation where imported, an O*NET-SOC code.

`data/occupations.tsv`, our own list, works for everyone; `credscope taxonomy` adds the titles of ESCO's and O*NET's
downloads. English puts what an occupation is at the end of its name, so a title means the longest known title that
one of its parts ends with: `Paediatric Staff Nurse - Ward 4` is a staff nurse. A code has as many digits as are sure:
titles whose occupations share but a wider group name that (`2`, SOC's `15-0000`). Where a title is shared, an
occupation's own name decides, then the words of the skills that were tagged. Titles that say nothing by themselves
(`officer`) are listed without a code, so that no word before them is taken for the occupation.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple, Self

from pipelines.titles import READ, folded, phrases

_SOC = "occupation/"
_MANY = 6  # words of the longest title that is looked up
_SPECIFIC = 10  # letters of a single word that names an occupation as one of its other names
_DIGITS = 4


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


class _Named(NamedTuple):
    preferred: bool
    uri: str
    isco: str
    soc: str
    label: str


_Table = dict[str, tuple[_Named, ...]]


class _Hit(NamedTuple):
    words: int
    of: int
    phrase: str
    named: tuple[_Named, ...]


class _Found(NamedTuple):
    """What a phrase of a title ends with, in our list, in ESCO, in O*NET."""

    own: _Hit | None
    esco: _Hit | None
    onet: _Hit | None


class Occupations:
    """Our own titles and those of imported taxonomies."""

    def __init__(self, rows: Iterable[tuple[str, str, str, str, str]] = ()) -> None:
        """Over rows of `warehouse.taxonomy.OCCUPATION_COLUMNS`, besides our own."""
        self._esco: _Table = {}
        self._onet: _Table = {}
        kept: dict[_Named, tuple[_Named, ...]] = {}
        for title, kind, uri, isco, label in rows:
            soc = uri.rpartition("/")[2] if not isco and _SOC in uri else ""
            words = folded(title.partition("/")[0])
            if not words or (kind != "preferred" and len(words) == 1 and len(words[0]) < _SPECIFIC):
                continue
            named = _Named(kind == "preferred", uri, isco, soc, label)
            _add(self._onet if soc else self._esco, " ".join(words), kept.setdefault(named, (named,)))
        self._found = lru_cache(10_000)(self._look_up)

    @classmethod
    def load(cls, *taxonomies: Path) -> Self:
        """Our own titles, and those of the taxonomy folders that have any."""
        listed = (folder / "occupations.tsv" for folder in taxonomies)
        lines = (line for file in listed if file.exists() for line in file.read_text("utf-8").split("\n")[1:-1])
        return cls((row[0], row[1], row[2], row[3], row[4]) for row in (line.split("\t") for line in lines))

    def occupation(self, title: str, skills: Iterable[str] = ()) -> Occupation | None:
        """What a posting's title names; `skills` are the labels that were tagged. None where nothing is sure."""
        known = frozenset(word for label in skills for word in folded(label))
        answers = [answer for found in self._found(title[:READ]) if (answer := _answer(found, known))]
        sure = (answer for answer in answers if len(answer.isco or "") == _DIGITS)
        named = (answer for answer in answers if "." in (answer.onet_soc or ""))
        return next(sure, None) or next(named, None) or next(iter(answers), None)

    def _look_up(self, title: str) -> list[_Found]:
        read = phrases(title)
        found = [self._ends(phrase.words, phrase.least) for phrase in read]
        if not any(each.own or each.esco for each in found):
            found += [
                self._ends(phrase.words[:end], 1) for phrase in read for end in range(len(phrase.words) - 1, 0, -1)
            ]
        return [each for each in found if any(each)]

    def _ends(self, words: tuple[str, ...], least: int) -> _Found:
        return _Found(*(_longest(table, words, least) for table in (_own(), self._esco, self._onet)))


def _longest(table: _Table, words: tuple[str, ...], least: int) -> _Hit | None:
    for count in range(min(len(words), _MANY), least - 1, -1):
        phrase = " ".join(words[-count:])
        if named := table.get(phrase):
            return _Hit(count, len(words), phrase, named)
    return None


def _answer(found: _Found, known: frozenset[str]) -> Occupation | None:
    """What the longest title means, ours before another's of the same length; the other codes where they agree."""
    own, esco, onet = found
    main = _longer(own, esco) or onet
    if main is None:
        return None
    meant = _meant(main, known)
    isco = _shared([named.isco for named in meant])
    soc = _soc([named.soc for named in _meant(_longer(own, onet), known)])
    same = (
        {named.uri for named in _meant(esco, known) if named.isco == isco}
        if esco and esco.words == main.words
        else set()
    )
    uri = same.pop() if len(same) == 1 else None
    return Occupation(uri, isco, soc, meant[0].label, main.phrase, main.words / main.of) if isco or soc else None


def _longer(own: _Hit | None, other: _Hit | None) -> _Hit | None:
    return other if other and (own is None or other.words > own.words) else own


def _shared(codes: list[str]) -> str | None:
    """The digits that codes begin with, all of them."""
    same = takewhile(lambda digits: len(set(digits)) == 1, zip(*codes, strict=False))
    return "".join(digits[0] for digits in same) or None


def _meant(hit: _Hit | None, known: frozenset[str]) -> list[_Named]:
    """Those that are meant: by their own name, else those with most words of the skills; in a fixed order."""
    if hit is None:
        return []
    best = [named for named in hit.named if named.preferred] or list(hit.named)
    if len(best) > 1 and known:
        shared = [len(known.intersection(folded(named.label))) for named in best]
        best = [named for named, count in zip(best, shared, strict=True) if count == max(shared)]
    return sorted(best, key=lambda named: (named.uri, named.label))


def _soc(codes: list[str]) -> str | None:
    """The code that all are, or what they share of it in SOC's way."""
    for digits, wider in ((10, ""), (7, ""), (2, "-0000")):
        if len(shared := {code[:digits] for code in codes}) == 1:
            return next((code + wider for code in shared if code), None)
    return None


def _add(table: _Table, phrase: str, named: tuple[_Named, ...]) -> None:
    held = table.get(phrase)
    table[phrase] = named if held is None else (*held, *named)


@cache
def _own() -> _Table:
    lines = (files("pipelines") / "data" / "occupations.tsv").read_text("utf-8").split("\n")[1:-1]
    table: _Table = {}
    for label, isco, soc, titles in (line.split("\t") for line in lines):
        named = (_Named(True, "", isco, soc, label),)
        table |= {" ".join(folded(title)): named for title in (label, *filter(None, titles.split("|")))}
    return table
