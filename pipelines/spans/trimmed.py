"""Where spans end."""

import re
from collections.abc import Sequence

_MIXED = re.compile("[A-Za-z].*[\u0400-\u04ff]|[\u0400-\u04ff].*[A-Za-z]")


def trimmed(written: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """A span without signs at its ends, but with the bracket that closes one in it."""
    while start < end and not _spoken(written[start]) and written[start] != "(":
        start += 1
    while start < end and not _spoken(written[end - 1]):
        if written[end - 1] == ")" and "(" in written[start:end]:
            break
        end -= 1
    return start, end


def _spoken(word: str) -> bool:
    """Whether a word is one, and not letters of two scripts that look alike."""
    return (word.isalnum() or any(map(str.isalnum, word))) and (word.isascii() or not _MIXED.search(word[:60]))
