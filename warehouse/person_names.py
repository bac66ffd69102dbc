"""Names of contact persons in the text of a posting: after a cue, or beside a mail address or a phone number."""

import re
from collections.abc import Iterable, Iterator

EMAIL, PHONE, NAME = "[e-mail removed]", "[phone removed]", "[name removed]"

_BLANK = "[ \xa0]"
_TITLE = rf"(?:Dr|Prof|Mr|Mrs|Ms|Miss|Sister|Herrn?|Frau)\.?{_BLANK}"
_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_WORD = rf"{_CAPITAL}[a-zà-öø-ÿ'’]+(?:[-'’]?{_CAPITAL}[a-zà-öø-ÿ'’]+){{0,2}}"
_PARTICLE = rf"(?:(?:van|von|de|der|den|di|la|le|bin|zu|al){_BLANK}){{0,2}}"
_PERSON = (
    rf"(?:(?:{_TITLE}){{0,2}}+{_WORD}{_BLANK}(?:{_CAPITAL}\.?{_BLANK})?{_PARTICLE}{_WORD}(?:{_BLANK}{_WORD})?"
    rf"|(?:{_TITLE}){{1,2}}{_WORD})"
)
_GAP = r"(?:[\s:,;(–-]|<[^<>]{0,200}>|&lt;[^&]{0,200}&gt;|&(?:amp;)?nbsp;)"
_AFTER_CUE = re.compile(rf"( person| name)?(?: details)?(\s?:)?{_GAP}{{1,12}}+(?:our recruitment partner )?({_PERSON})")
_SURE_CUES = ("ansprechpartner", "ansprechpartnerin", "kontaktperson", "wenden sie sich an", "for the attention of")
_CUES = ("recruiter", "hiring manager", "speak to", "speak with", " call", "reach out to")  # where a contact follows
_FIELD = re.compile(
    rf"Name{_BLANK}?[:–-]?{_BLANK}?({_CAPITAL}[^<>&:;,.\n\[]{{1,50}}?)"
    r"(?=Job title|E-?mail|Telephone|Phone|Additional|Mobile|[<&,;\n\[]|$)"
)
_BESIDE = re.compile(
    rf"(?<!\w)(?<!for )(?<!of )({_PERSON})"
    rf"((?:{_GAP}|[).]|\b(?:on|at|or|via|by)\b|\b(?i:e-?mail|address|tel|telephone|phone|mobile|number)\b){{0,12}}+)$"
)
_BESIDE_WIDTH = 160  # characters before a mark in which its person is looked for
_MAILBOXES = 20  # of one text, whose owners are looked for
_UP_TO = re.compile(rf"\b(?:{_TITLE}){{0,2}}+{_WORD}{_BLANK}(?:{_CAPITAL}\.?{_BLANK})?{_PARTICLE}{_WORD}$")
_MARK = re.compile(r"\[(?:e-mail|phone) removed\]")
_COMMON = """
about academy accountant additional address administrator advisor agency all and any apply assistant association
bank board business care careers center centre charge chief city clinic clinical coach college communications
company consultant consulting contact contract coordinator corporate council customer data department deputy design
development director division earth east email engineer engineering england europe executive finance for foundation
founder from general german gmbh google government graduate group head health healthcare help helpdesk hiring home
hospital house hr human if inc information institute international internet interview job jobs join lane lead leader
learning legal line london ltd management manager marketing matron medical microsoft more national network new north
nurse office officer one online operations our park partner partners people person phone physiotherapist platform
please practice practitioner president product products professor programme project psychologist public quality
recruiter recruiting recruitment regional registered research resources road royal school science security send
senior service services sister social society software solutions south specialist staff state states street summer
support surgery systems talent team technical technologies technology telephone the therapist therapy this title to
training trust uk union unit united university us visit ward we web west with work york you your
"""
_NOT_OF_NAMES = frozenset(_COMMON.split())


def without_names(text: str, lower: str, mailboxes: list[str]) -> str:
    """The text with the names of contact persons replaced by a mark.

    `text` bears marks where its mail addresses and phone numbers stood; `mailboxes` are the addresses' local parts,
    which often spell the person's name; `lower` is the text before that, in small letters.
    """
    marked = EMAIL in text or PHONE in text
    cues = [cue for cue in ("contact", *_SURE_CUES, *(_CUES if marked else ())) if cue in lower]
    if not (cues or marked):
        return text
    if cues:
        text = _replaced(text, _cued(text, cues))
    if marked:
        if "contact" in cues:
            text = _replaced(text, _fields(text))
        text = _replaced(text, _beside(text))
        text = _replaced(text, _owners(text, mailboxes))
    return text


def _replaced(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a mark for the person in each span, of spans that overlap only in the first."""
    pieces, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            pieces += [text[last:start], _nobody(text[start:end])]
            last = end
    return "".join((*pieces, text[last:])) if pieces else text


def _cued(text: str, cues: list[str]) -> Iterator[tuple[int, int]]:
    lower = _small(text)
    last_mark = max(text.rfind(EMAIL), text.rfind(PHONE))
    for cue in cues:
        at = lower.find(cue)
        while at >= 0:
            person = _AFTER_CUE.match(text, at + len(cue))
            if person and (
                cue in _SURE_CUES
                or person[1]
                or person[2]
                or lower.endswith("please ", 0, at)
                or person.end() <= last_mark
            ):
                yield person.span(3)
            at = lower.find(cue, at + len(cue))


def _fields(text: str) -> Iterator[tuple[int, int]]:
    """The name fields of forms, where the form is one of contacts."""
    at = text.find("Name")
    while at >= 0:
        field = _FIELD.match(text, at)
        if field and "ontact" in text[:at]:
            yield field.span(1)
        at = text.find("Name", at + 4)


def _beside(text: str) -> Iterator[tuple[int, int]]:
    """The persons right before an address or a number."""
    for mark in _MARK.finditer(text):
        start = max(0, mark.start() - _BESIDE_WIDTH, text.rfind("]", 0, mark.start()) + 1)
        if person := _BESIDE.search(text, start, mark.start()):
            yield person.span(1)


def _nobody(name: str) -> str:
    """A mark for the name; words that no name holds are kept before and after it, and alone if too little is left."""
    words = re.split(f"({_BLANK})", name)
    common = [word.strip(".").lower() in _NOT_OF_NAMES for word in words]
    first = next((at for at in range(0, len(words), 2) if not common[at]), len(words))
    last = next((at for at in range(len(words) - 1, first, -2) if not common[at]), first)
    titled = re.match(_TITLE, name)
    if (last - first < 2 and not titled) or any(common[first:last]):
        return name
    return "".join(words[:first]) + NAME + "".join(words[last + 1 :])


def _owners(text: str, mailboxes: list[str]) -> Iterator[tuple[int, int]]:
    """The persons after whom a mailbox is called: `jane.doe`, `j.doe2`."""
    lower = _small(text)
    for mailbox in list(dict.fromkeys(mailboxes))[:_MAILBOXES]:
        words = re.findall(r"[^\W\d_]+", mailbox)
        first, last = (words[0], words[-1]) if len(words) > 1 else ("", "")
        at = lower.find(last) if len(last) > 2 else -1
        while at >= 0:
            person = _UP_TO.search(text, max(0, at - 60), at + len(last))
            if person and person[0][0].lower() == first[0]:
                yield person.span()
            at = lower.find(last, at + len(last))


def _small(text: str) -> str:
    """The text in small letters, every one in its place."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text  # a few letters have longer small forms
