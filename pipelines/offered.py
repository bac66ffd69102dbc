"""The credentials that catalogues name and our list does not: rows made of offers, for the tagger to look for as well.

Strict, since a course's title must not become a credential: only a proper name is taken. It says what it is (Certified,
Certificate, Licence …), is written as a name, and holds something that is nobody else's: its issuer, an acronym or a
code, or `Certified` with the two words or more that follow. `Communication`, `Certificate in Leadership` and `AWS
Certified Developer Exam Prep` are none.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipelines.credentials import ListedCredential, listed_credentials
from pipelines.matching.words import fold, singular
from warehouse.records import CredentialType

_KINDS = frozenset(
    [
        CredentialType.BADGE,
        CredentialType.CERTIFICATE,
        CredentialType.DIPLOMA,
        CredentialType.ENDORSEMENT,
        CredentialType.LICENCE,
        CredentialType.MICRO_CREDENTIAL,
        CredentialType.NANODEGREE,
        CredentialType.PROFESSIONAL_CERTIFICATE,
        CredentialType.PROFESSIONAL_CERTIFICATION,
    ]
)
_SAYS_WHAT_IT_IS = re.compile(
    r"\b(?:certified|certification|certificate|licen[cs]ed?|credential|diploma|accredited|chartered|registered|qualified"
    r"|nanodegree|micromasters|microbachelors|zertifikat|zertifizierte?r?|certificat|certificado)\b",
    re.I,
)
_TEACHES = re.compile(
    r"\b(?:prep\w*|practice|practi[cs]ing|tests?|exams?|questions|mock|dumps?|courses?|classes|class|training"
    r"|tutorials?|guide|boot ?camp|introduction|intro|learn|how|become|getting|complete|beginners?"
    r"|fundamentals of|basics|workshop|webinar|session|part \d|module|week|unit|your|you|and more|with \w+ project)\b",
    re.I,
)
_ABOUT = re.compile(
    r"^\w+ing\b| [-–—] |(?<!certified):|^(?:the|a|an|my|our)\b", re.I
)  # Preparing for …; X Certificate: Level 1
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]*[A-Z0-9]{2}(?:[-/][A-Z0-9]+)*\+?(?![\w-])|\b[A-Z]{2,4}-\d{3}\b")
_MARKS = re.compile("[™®©℠]")
_MISREAD = re.compile("[\x00-\x1f\x7f-\x9f\ufffd]|â")
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]\s*$")
_CERTIFIED = re.compile(r"Certified(?: [A-Z][\w+#.-]*){2,}")
_SMALL = frozenset(
    "a an and as at by de del der des di do du el en et for für from in la le of on or the to und with y zu".split()
)
_COMMON = frozenset(
    "certificate certification professional program the university college institute school of and".split()
)
_SHORTEST, _LONGEST, _MOST_WORDS, _MOST = 10, 110, 12, 50_000


class Offer(NamedTuple):
    """What a catalogue offers: its name, who awards it, and its kind (`CredentialType`) where it is known."""

    name: str
    issuer: str
    credential_type: str = ""


def offered_credentials(
    offers: Iterable[Offer], listed: Iterable[ListedCredential] | None = None
) -> tuple[ListedCredential, ...]:
    """The rows to add to those `listed` (the shipped list), by name; the same offers in any order give the same rows.

    A name that several award is taken only with an issuer in it. At most 50,000.
    """
    rows = listed_credentials() if listed is None else tuple(listed)
    known = {key for row in rows for key in _keys(row)}
    names = {key for row in rows if " " in (key := _key(row.credential))}
    found: dict[str, set[ListedCredential]] = defaultdict(set)
    for offer in offers:
        row = row_of(offer)
        if row is not None and known.isdisjoint(_keys(row)) and names.isdisjoint(_parts(_key(row.credential))):
            found[_key(row.credential)].add(row)
    chosen = (
        min(rows) for rows in found.values() if len({row.issuer for row in rows}) == 1 or _names_issuer(min(rows))
    )
    return tuple(sorted(chosen)[:_MOST])


def may_name(name: str) -> bool:
    """Whether an offer's name says what it is: a quick look, before anything is made of it."""
    return _SAYS_WHAT_IT_IS.search(name) is not None


def row_of(offer: Offer) -> ListedCredential | None:
    """The row of an offer whose name is a credential's proper name."""
    name, issuer = (" ".join(_MARKS.sub("", text).split()) for text in (offer.name, offer.issuer))
    kind = offer.credential_type or CredentialType.PROFESSIONAL_CERTIFICATION
    brackets = _IN_BRACKETS.search(name)
    plain = name[: brackets.start()] if brackets else name
    acronym = brackets[1] if brackets and _ACRONYM.fullmatch(brackets[1]) else ""
    row = ListedCredential(plain, issuer, f"{acronym}?" if acronym else "", "", kind, "various")
    if not issuer or kind not in _KINDS or not _is_name(plain):
        return None
    return row if acronym or _names_issuer(row) or _ACRONYM.search(plain) or _CERTIFIED.search(plain) else None


def _is_name(name: str) -> bool:
    """Whether it says what it is, is written as a name and does not teach."""
    words = name.split()
    return (
        _SHORTEST <= len(name) <= _LONGEST
        and 2 <= len(words) <= _MOST_WORDS
        and bool(_SAYS_WHAT_IT_IS.search(name))
        and not _MISREAD.search(name)
        and not _TEACHES.search(name)
        and not _ABOUT.search(name)
        and not set('?!|[]"“”') & set(name)
        and not name.isupper()
        and all(not word[0].islower() or word in _SMALL for word in words)
    )


def _names_issuer(row: ListedCredential) -> bool:
    """Whether a word of the issuer's name, and no common one, stands in the credential's."""
    words = {word for word in map(fold, re.findall(r"\w{3,}", row.issuer)) if word not in _COMMON}
    return not words.isdisjoint(map(fold, re.findall(r"\w{3,}", row.credential)))


def _keys(row: ListedCredential) -> Iterator[str]:
    yield _key(row.credential)
    yield from (_key(form) for column in (row.aliases, row.former_names) for form in column.split("|") if form)


def _parts(key: str) -> Iterator[str]:
    """The runs of two words or more in a key: a longer name that holds a listed one is a course on it."""
    words = key.split()
    for begin in range(len(words)):
        yield from (" ".join(words[begin:end]) for end in range(begin + 2, len(words) + 1))


def _key(form: str) -> str:
    """A form without case, signs and plurals."""
    return " ".join(singular(fold(word)) for word in re.findall(r"[\w+#]+", form))
