"""Certifications, licences, badges, degrees and certificate programmes that a text names, and how firmly it asks.

The list is `data/credentials.csv`; nothing outside it is found. `acronyms` are matched in their own case, `aliases` and
the name itself in any. A trailing `?` marks a form that needs a companion in its sentence (CPA is also a cost per
acquisition); words in brackets belong to the context, not to the span (`degree [in]`).
"""

import csv
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple, Self

from pipelines.deciding import in_address
from pipelines.matching import Match, longest, words
from pipelines.requirements import requirement
from pipelines.sections import Zones
from pipelines.words import Words

_COMPANIONS = re.compile(
    r"certif|licens|licenc|accredit|credential|designat|qualif|charter|regist|degree|diploma|exam$|exams$|holder|board$"
    r"|requir|prefer|desir|must$|need"
)
_GENERIC = re.compile(
    r"certif|licens|licenc|regist|profession|associat|accredit|advanc|standar|level|special|servic|system|manage"
    r"|program|practi|expert|techni|state|board|institu|america|nationa|bachelor|master|people|intern|counci|univers"
)
_OTHERWISE = frozenset(  # degree of freedom, MS Office
    ["of", "office", "excel", "word", "access", "project", "sql", "windows", "outlook", "teams", "dynamics", "teacher"]
)
_REACH, _BESIDE = 10, 5
_IN_TITLES = frozenset(["nursing", "health", "transport"])


class ListedCredential(NamedTuple):
    """A row of the list: `acronyms` and `aliases` separated by bars, `country` (ISO 3166-1) where it is national."""

    credential: str
    issuer: str
    acronyms: str
    aliases: str
    credential_type: str
    field: str
    country: str
    url: str


class _Form(NamedTuple):
    row: ListedCredential
    text: str
    in_case: bool
    doubtful: str  # "" surely the credential, "?" in company, "??" only beside words of certification
    before: int  # words of context that the form begins with
    after: int


class Named(NamedTuple):
    """A credential named by the words `first` to `last`."""

    row: ListedCredential
    first: int
    last: int
    requirement: str


@cache
def listed_credentials() -> tuple[ListedCredential, ...]:
    """The list that ships with the pipelines."""
    text = (files("pipelines") / "data" / "credentials.csv").read_text("utf-8")
    return tuple(ListedCredential(**row) for row in csv.DictReader(text.splitlines()))


class CredentialList:
    """Finds listed credentials in a text."""

    def __init__(self, rows: tuple[ListedCredential, ...]) -> None:
        self._forms = [form for row in rows for form in _forms(row)]
        self.forms = [form.text for form in self._forms]
        self._own_words = {row.credential: _own_words(row) for row in rows}

    @classmethod
    @cache
    def load(cls) -> Self:
        """The finder over the list that ships with the pipelines."""
        return cls(listed_credentials())

    def named(self, cut: Words, scope: Zones, matches: Iterable[Match], is_title: bool = False) -> Iterator[Named]:
        """The credentials named in a text, leftmost-longest, in their order; `matches` are those of our `forms`."""
        found = list(longest(matches, lambda match: self._meant(cut, match)))
        taken = [first for form, first, last in found if not form.doubtful]
        for form, first, last in found:
            if not form.doubtful or self._accompanied(cut, scope, form, first, last, is_title, taken):
                yield Named(form.row, first, last, requirement(cut, scope, first, last))

    def _meant(self, cut: Words, match: Match) -> tuple[_Form, int, int] | None:
        written = cut.text[cut.starts[match.first] : cut.end(match.last)].replace("’", "'")
        if in_address(cut.text, cut.starts[match.first], cut.end(match.last)):
            return None
        for form in map(self._forms.__getitem__, match.forms):
            first, last = match.first + form.before, match.last - form.after
            many = written.islower() and written.endswith("als") and not form.text.lower().endswith("als")
            if written in (form.text, form.text + "s") or not (form.in_case or many):  # many professionals hold none
                return form, first, last
        return None

    def _accompanied(
        self, cut: Words, scope: Zones, form: _Form, first: int, last: int, is_title: bool, sure: list[int]
    ) -> bool:
        """Whether a doubtful form stands beside a word of its trade, of certification, or another credential."""
        following = "".join(cut.folded[last + 1 : last + 2])
        if following in _OTHERWISE or following.isdigit():
            return False
        if is_title and form.row.field in _IN_TITLES:
            return True
        sentence = scope.sentence(first)
        begin = max(sentence.start, first - _REACH)
        end = min(last + 1 + _REACH, len(cut.folded) if sentence.stop is None else sentence.stop)
        itself = cut.folded[first]
        near = [word for word in cut.folded[begin:first] + cut.folded[last + 1 : end] if word != itself]
        own = self._own_words[form.row.credential]
        if any(_COMPANIONS.match(word) or (word[:5] in own and form.doubtful == "?") for word in near):
            return True
        place = bisect_left(sure, first - _BESIDE)
        return place < len(sure) and sure[place] <= last + _BESIDE


def _forms(row: ListedCredential) -> Iterator[_Form]:
    for column, in_case in ((row.acronyms, True), (f"{row.credential}|{row.aliases}", False)):
        for given in filter(None, column.split("|")):
            text = given.rstrip("?")
            before, after = re.match(r"\[(.*?)\]", text), re.search(r"\[([^\[]*)\]$", text)
            plain = text.replace("[", "").replace("]", "")
            yield _Form(
                row,
                plain,
                in_case or text.isupper(),
                given[len(text) :],
                len(words(before[1]).folded) if before else 0,
                len(words(after[1]).folded) if after else 0,
            )


def _own_words(row: ListedCredential) -> frozenset[str]:
    """The beginnings of the words that are this credential's own: accou(nting) for a Certified Public Accountant."""
    given = words(f"{row.credential} {row.issuer} {row.field}").folded
    return frozenset(word[:5] for word in given if len(word) > 3 and not _GENERIC.match(word))
