"""The titles of occupations: our own list's, and those of taxonomies that a user imports.

`data/occupations.tsv` has a line for each occupation: its name, an ISCO-08 code of as many digits as its titles settle,
a SOC code, further titles. A title may say what it is worth: `designer>2` has that code where other words stand before
it (`jewellery designer`), `tester>` none; `~payroll` names what is done rather than who does it, and is asked last.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipelines.titles import Phrase, folded

_MANY = 6  # words of the longest title that is looked up
_SPECIFIC = 10  # letters of a single word that names an occupation as one of its other names
_SOC = "occupation/"


class Named(NamedTuple):
    """What a title names. `whole`: only where no other word stands beside it. `within`: its ISCO code elsewhere."""

    preferred: bool
    uri: str
    isco: str
    soc: str
    label: str
    whole: bool = False
    within: str | None = None
    field: bool = False


class Hit(NamedTuple):
    """The title that a phrase ends with: its words, their number, and the share of the phrase that they are."""

    title: str
    words: int
    share: float
    named: list[Named]


class Titles:
    """Titles and what each names."""

    def __init__(self) -> None:
        self._named: dict[str, tuple[Named, ...]] = {}
        self._ends: set[str] = set()  # the last words of titles: most words of a text are none

    def add(self, words: tuple[str, ...], named: tuple[Named, ...]) -> None:
        """Let words name one more occupation."""
        title = " ".join(words)
        self._named[title] = self._named.get(title, ()) + named
        self._ends.add(words[-1])

    def longest(self, phrase: Phrase) -> Hit | None:
        """The longest title that a phrase ends with."""
        words = phrase.words
        if words[-1] not in self._ends:
            return None
        for count in range(min(len(words), _MANY), phrase.least - 1, -1):
            if found := self._named.get(title := " ".join(words[-count:])):
                inside = count < phrase.all_words
                if named := [_inside(each) for each in found if not each.whole] if inside else list(found):
                    return Hit(title, count, min(1.0, count / phrase.all_words), named)
        return None

    def same(self, hit: Hit | None) -> Hit | None:
        """What the title of another hit names here, whatever stands beside it."""
        named = self._named.get(hit.title) if hit else None
        return hit._replace(named=list(named)) if hit and named else None


def _inside(named: Named) -> Named:
    return named if named.within is None else named._replace(isco=named.within, soc="")


def imported(rows: Iterable[tuple[str, str, str, str, str]]) -> tuple[Titles, Titles]:
    """ESCO's titles and O*NET's, of rows of `warehouse.taxonomy.OCCUPATION_COLUMNS`."""
    esco, onet = Titles(), Titles()
    kept: dict[tuple[str, str, bool], tuple[Named, ...]] = {}
    for title, kind, uri, isco, label in rows:
        words = folded(title.partition("/")[0])
        own, one = kind == "preferred", len(words) == 1
        if not words or (one and not own and len(words[0]) < _SPECIFIC):
            continue
        soc = "" if isco or _SOC not in uri else uri.rpartition("/")[2]
        named = kept.get((uri, kind, one)) or (Named(own, uri, isco, soc, label, whole=one or not own),)
        (onet if soc else esco).add(words, kept.setdefault((uri, kind, one), named))
    return esco, onet


@cache
def own_titles() -> Titles:
    """The titles of our own list."""
    lines = (files("pipelines") / "data" / "occupations.tsv").read_text("utf-8").split("\n")[1:-1]
    table = Titles()
    for label, isco, soc, titles in (line.split("\t") for line in lines):
        for title in filter(None, titles.split("|")):
            words, worth, within = title.removeprefix("~").partition(">")
            own = Named(True, "", isco, soc, label, False, within if worth else None, title.startswith("~"))
            table.add(folded(words), (own,))
    return table
