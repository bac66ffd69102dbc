"""What a source wrote, as a page may show it: the matched words in their sentence, titles of any length."""

import re
import unicodedata

_AROUND = 160  # code points shown on either side of the matched words, at most
_WORD = 40  # code points of a word that may go; a longer one is none, or a language without spaces
_JOINER = "\u200d"  # makes one picture of two
_LONGEST = 160  # code points of a title within a list
_SENTENCE_END = re.compile(r"[.!?…]\s|\n")
# Controls, and marks that turn the direction of whatever follows them; a reader sees none of them.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]+")


def plain(text: str) -> str:
    """The text in one line, without what is not seen."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def short(title: str) -> str:
    """A title as a list shows it: one line, cut between two words where it is long."""
    told = plain(title)
    return told if len(told) <= _LONGEST else _kept(told[:_LONGEST], at_end=True)


def in_sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    """What stands before the span in its sentence, the span, and what stands behind it; cut between two words."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, max(0, start - _AROUND), start)]
    first = ends[-1] if ends else max(0, start - _AROUND)
    found = _SENTENCE_END.search(text, end, end + _AROUND)
    last = found.start() + 1 if found else min(len(text), end + _AROUND)
    before, after = text[first:start].lstrip(), text[end:last].rstrip()
    if first and not ends:
        before = _kept(before, at_end=False)
    if last < len(text) and not found:
        after = _kept(after, at_end=True)
    return before, text[start:end], after


def _kept(part: str, at_end: bool) -> str:
    """A part of a text without the word that the cut went through, and an ellipsis for it.

    Where words are not told apart by spaces, no mark is left that belonged to a letter beyond the cut.
    """
    if at_end:
        whole = part.rsplit(maxsplit=1)[0] if re.search(rf"\s\S{{1,{_WORD}}}$", part) else part
        return whole.rstrip().rstrip(_JOINER) + "…"
    if found := re.match(rf"\S{{1,{_WORD}}}\s+", part):
        return "…" + part[found.end() :]
    return "…" + part[next((i for i, c in enumerate(part) if not unicodedata.category(c).startswith(("M", "Cf"))), 0) :]
