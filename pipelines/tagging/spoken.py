"""Whether a text may be put to the model of spans, which learnt from English alone."""

from collections.abc import Callable
from functools import cache, partial

from pipelines.language import ENGLISH, language

Spoken = Callable[[], str | None]  # the language of a record's text, found out only where it matters
_TELLING = frozenset("the and with you your our are this from that which they their".split())
_START, _ENOUGH = 200, 2  # code points that are looked at, and different words that tell


def spoken_in(text: str) -> Spoken:
    """The language of a text, by `pipelines.language`, at most once."""
    return cache(partial(language, text))


def reads_as_english(text: str, spoken: Spoken) -> bool:
    """Whether a text is English, or too short to tell.

    Some English words at its start are enough, and spare a sentence the second in which `language` learns to tell.
    """
    words = _TELLING.intersection(text[:_START].lower().split())
    return len(words) >= _ENOUGH or spoken() in {ENGLISH, None}
