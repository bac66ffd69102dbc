"""Text whose bytes were once read in the wrong encoding (`MÃ¼nchen`), as it was meant."""

import re

# The first byte of a character of UTF-8 as another encoding shows it, then what it shows for the bytes that follow.
_FIRSTS = "ÃÂâÅÄ√"
_MISREAD = re.compile(
    rf"[{_FIRSTS}][\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a€™ ∂]"
)


def is_misread(text: str) -> bool:
    """Whether there is a sign, cheap to look for, that text was decoded with the wrong encoding."""
    return not text.isascii() and any(first in text for first in _FIRSTS) and _MISREAD.search(text) is not None


def repaired(text: str) -> str:
    """The text with what was decoded wrongly decoded rightly, by ftfy's rules; other text as it is."""
    while is_misread(text) and (meant := _decoded_again(text)) != text:
        text = meant
    return text


def _decoded_again(text: str) -> str:
    from ftfy import fix_encoding  # takes half a second to load, and most texts never need it

    return fix_encoding(text)
