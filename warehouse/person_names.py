"""Names of contact persons in the text of a posting: after a cue, or beside a mail address or a phone number."""

import re
from collections.abc import Iterable, Iterator

EMAIL, PHONE, NAME = "[e-mail removed]", "[phone removed]", "[name removed]"
_WINDOW = 250  # characters before the first contact in which its person is looked for

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
_BESIDE_WIDTH = 160
_ANYBODY = re.compile(_PERSON)
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
    while (named := _round(text, cues, mailboxes)) != text:  # a mark may bring the next name within reach
        text = named
    return text


def _round(text: str, cues: list[str], mailboxes: list[str]) -> str:
    if cues:
        text = _replaced(text, _cued(text, cues))
    first = _MARK.search(text)
    if not first:
        return text
    if "contact" in cues:
        text = _replaced(text, _fields(text))
    text = _replaced(text, _beside(text))
    end = max(text.rfind(EMAIL), text.rfind(PHONE)) + _WINDOW
    near = _ANYBODY.finditer(text, max(0, first.start() - _WINDOW), end)
    return _replaced(text, (person.span() for person in near if _owns(person, mailboxes)))


def _replaced(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with a mark for the person in each span, of spans that overlap only in the first."""
    pieces, last = [], 0
    for start, end in sorted(spans):
        if start >= last:
            pieces += [text[last:start], _nobody(text[start:end])]
            last = end
    return "".join((*pieces, text[last:])) if pieces else text


def _cued(text: str, cues: list[str]) -> Iterator[tuple[int, int]]:
    lower = text.lower()
    if len(lower) != len(text):  # a letter whose small form is longer moves what follows
        lower = text
    for cue in cues:
        at = lower.find(cue)
        while at >= 0:
            person = _AFTER_CUE.match(text, at + len(cue))
            if person and (
                cue in _SURE_CUES
                or person[1]
                or person[2]
                or lower.endswith("please ", 0, at)
                or _MARK.search(text, person.end(), person.end() + _BESIDE_WIDTH)
            ):
                yield person.span(3)
            at = lower.find(cue, at + len(cue))


def _fields(text: str) -> Iterator[tuple[int, int]]:
    """The name fields of forms, where the form is one of contacts."""
    at = text.find("Name")
    while at >= 0:
        field = _FIELD.match(text, at)
        if field and "contact" in text[max(0, at - 250) : at].lower():
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


def _owns(person: re.Match[str], mailboxes: list[str]) -> bool:
    """Whether a name near contacts has a title, or a mailbox spelt like it: `jane.doe`, `janedoe`, `j.doe`, `jdoe2`."""
    if re.match(_TITLE, person[0]):
        return True
    words = person[0].lower().split()
    for mailbox in mailboxes:
        rest = mailbox.replace(words[-1], "", 1)
        if len(words[-1]) > 2 and rest != mailbox and rest[:1] == words[0][:1]:
            return True
    return False
