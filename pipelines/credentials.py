"""Certifications, licences, badges, degrees and certificate programmes that a text names, and how firmly it asks.

The list is `data/credentials.csv`; nothing outside it is found. `acronyms` are matched in their own case, `aliases` and
the name itself in any. A trailing `?` marks a form that needs a companion in its sentence (CPA is also a cost per
acquisition); words in brackets belong to the context, not to the span (`degree [in]`).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple, Self

from pipelines.deciding import in_address
from pipelines.listed import ListedCredential as ListedCredential
from pipelines.listed import listed_credentials as listed_credentials
from pipelines.listed import read_credentials as read_credentials
from pipelines.matching.lexicon import Match, words
from pipelines.matching.words import Words
from pipelines.requirements import requirement
from pipelines.sections import Zones

_COMPANIONS = re.compile(
    r"certif|licens|licenc|accredit|credential|designat|qualif|charter|regist|degree|diploma|exam$|exams$|holder|board$"
)
_ASKED = re.compile(r"requir(?:ed|es?)$|prefer|desir|must$|need|hold(?:s|ing)?$|necessary$")  # company only where near
_TAUGHT = re.compile(r"train|course|provider|instruct|certificate|skills?$")  # company of what is a course
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_GENERIC = re.compile(
    r"certif|licens|licenc|regist|profession|associat|accredit|advanc|standar|level|special|servic|system|manage"
    r"|program|practi|health|expert|techni|state|board|institu|america|nationa|bachelor|master|people|intern|counci|univers"
)
_OTHERWISE = frozenset(  # degree of freedom, MS Office, CPA framework, NMC code, ITIL principles
    """
    of office excel word access project sql windows outlook teams dynamics teacher framework frameworks process
    processes model meeting meetings report reports review reviews documentation documents policy policies guidelines
    guideline code codes standards requirements competencies principles principle methodology methodologies methods
    method practices based best environment aligned tribunal pathway services service nurse specialist centre center
    campaigns
    """.split()
)
_REACH, _BESIDE, _NEAR = 10, 5, 4
_JOINING = frozenset(["or", "and", "a", "required", "preferred"])
_IN_TITLES = frozenset(["nursing", "health", "transport"])


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
        found = list(self._longest(cut, matches))
        taken = [first for form, first, last in found if not form.doubtful]
        before: Named | None = None
        for form, first, last in found:
            if form.doubtful and not self._accompanied(cut, scope, form, first, last, is_title, taken):
                continue
            if before is None or not _repeats(cut, before, first, last):
                before = Named(form.row, first, last, requirement(cut, scope, first, last))
                yield before

    def _longest(self, cut: Words, matches: Iterable[Match]) -> Iterator[tuple[_Form, int, int]]:
        """The leftmost-longest that are meant; context behind one is free for the next: diploma [or] degree."""
        free = 0
        for match in matches:
            if match.first >= free and (meant := self._meant(cut, match)) is not None:
                free = meant[2] + 1
                yield meant

    def _meant(self, cut: Words, match: Match) -> tuple[_Form, int, int] | None:
        begin, end = cut.starts[match.first], cut.end(match.last)
        written = _UNSEEN.sub("", cut.text[begin:end]).replace("’", "'")
        for form in map(self._forms.__getitem__, match.forms):
            many = not form.in_case and written.endswith("als") and written.islower()  # many professionals hold none
            own = written in (form.text, form.text + "s", form.text + "'s")
            if not own and (form.in_case or (many and not form.text.lower().endswith("als"))):
                continue
            first, last = match.first + form.before, match.last - form.after
            if form.doubtful and _means_otherwise("".join(cut.folded[last + 1 : last + 2])):
                continue
            return None if in_address(cut.text, begin, end) else (form, first, last)
        return None

    def _accompanied(
        self, cut: Words, scope: Zones, form: _Form, first: int, last: int, is_title: bool, sure: list[int]
    ) -> bool:
        """Whether a doubtful form stands beside a word of its trade, of certification, or another credential."""
        if is_title and form.row.field in _IN_TITLES:
            return True
        sentence = scope.sentence(first)
        begin = max(sentence.start, first - _REACH)
        end = min(last + 1 + _REACH, len(cut.folded) if sentence.stop is None else sentence.stop)
        itself = cut.folded[first]
        near = [word for word in cut.folded[begin:first] + cut.folded[last + 1 : end] if word != itself]
        own = self._own_words[form.row.credential]
        if any(_COMPANIONS.match(word) for word in near):
            return True
        if form.doubtful == "?":
            course = form.row.credential_type == "certificate"
            close = cut.folded[max(begin, first - _NEAR) : first] + cut.folded[last + 1 : min(end, last + 1 + _NEAR)]
            if any(word[:5] in own or (course and _TAUGHT.match(word)) for word in near):
                return True
            if any(_ASKED.match(word) for word in close):
                return True
        place = bisect_left(sure, first - _BESIDE)
        return place < len(sure) and sure[place] <= last + _BESIDE


def _repeats(cut: Words, before: Named, first: int, last: int) -> bool:
    """Whether `degree` ends the name of one that began before: Master of Science in Engineering degree."""
    between = cut.folded[before.last + 1 : first]
    return (
        first == last
        and cut.singular[first] == "degree"
        and before.row.credential_type == "degree"
        and len(between) <= _REACH
        and between[:1] in ([], ["in"], ["of"])
        and all(word.isalpha() and word not in _JOINING for word in between)
    )


def _means_otherwise(following: str) -> bool:
    return following in _OTHERWISE or following.isdigit()


def _forms(row: ListedCredential) -> Iterator[_Form]:
    acronyms = row.acronyms.split("|")
    names = [row.credential] * (f"{row.credential}?" not in acronyms)  # ITIL alone is also a method
    for column, in_case in ((acronyms, True), ([*names, *row.aliases.split("|"), *row.former_names.split("|")], False)):
        for given in filter(None, column):
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
