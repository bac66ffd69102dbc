"""How catalogues write the title of a course: its code, its name, and what it counts for."""

import re
from typing import NamedTuple

_CODE = r"(?:[A-Z][A-Z&]{0,9}(?: [A-Z&]{1,6}){0,2}[ *-]{0,3}\d{1,5}[A-Z]{0,3}|\d{1,2}\.[A-Z]{0,2}\d{2,4}[A-Z]?)"
_HEAD = re.compile(rf"({_CODE}(?:/{_CODE}){{0,5}})(?!\w)[\s.,:–—-]{{0,5}}(?:\((\d{{1,2}}(?:\.\d{{1,2}})?)\) )?(.*)")
_UNIT = r"((?:semester |quarter |credit |contact )?(?:credit|crédit|hour|unit|point|cr|hr)s?)\b"
_NUMBER = r"(\d{1,3}(?:\.\d{1,2})?(?: ?(?:-|–|to|or) ?\d{1,3}(?:\.\d{1,2})?)?)"
_COUNT = re.compile(rf"{_NUMBER}\+? ?{_UNIT}|{_UNIT}:? ?{_NUMBER}", re.I)
_TAIL = re.compile(rf"[\s.,;:–—-]{{0,5}}[(\[]?(?:(?:{_COUNT.pattern})[ /]{{0,3}}){{1,2}}[\s.,)\]]{{0,5}}$", re.I)


class Counted(NamedTuple):
    """What a course or programme counts for: a number, and of what; neither where a range or nothing is stated."""

    value: float | None = None
    unit: str | None = None


class CourseTitle(NamedTuple):
    """A course's title in its parts."""

    code: str
    name: str
    counted: Counted


def counted(text: str) -> Counted:
    """The last count that a text states, e.g. `(3 Credits)`, `4 Hours.`, `Units: 3.00`, or the number that it is."""
    found = list(_COUNT.finditer(text := " ".join(text.split())))
    if not found:
        bare = re.fullmatch(r"[(\[]?(\d{1,3}(?:\.\d{1,2})?)[)\]]?", text)
        return Counted(float(bare[1])) if bare else Counted()
    number, unit = found[-1][1] or found[-1][4], found[-1][2] or found[-1][3]
    return Counted(float(number), unit) if re.fullmatch(r"[\d.]+", number) else Counted()


def course_title(text: str) -> CourseTitle:
    """The parts of `CS 5004. Design. (4 Hours)` and its kin. Raises `ValueError` where no code stands at the start."""
    text = " ".join(text.split())  # also non-breaking spaces
    head = _HEAD.match(text)
    if not head:
        raise ValueError(f"no course code at the start of {text[:100]!r}")
    code, bracketed, rest = head.groups()
    tail = _TAIL.search(rest)
    name = rest[: tail.start()] if tail else rest
    found = Counted(float(bracketed)) if bracketed else counted(tail[0]) if tail else Counted()
    return CourseTitle(code, name.strip(" .,:;–—-"), found)
