"""How a text is cut for linking: sentences, their chunks, words, and n-grams of letters as places in a table."""

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from math import log
from zlib import crc32

MOST_SENTENCES, LONGEST, MOST_CHUNKS = 300, 1_000, 40  # a text's, a sentence's in code points, a sentence's
BUCKETS = 1 << 17
_SIZES = (3, 4, 5)
_WORD = re.compile(r"[^\W_]+[+#]*")
_SENTENCE = re.compile(r"\n+|(?<=[.!?;])\s+(?=\S)")
_CHUNK = re.compile(
    r"[,;:()•·|\n–—/]|\s-\s|\.\s|\b(?:and|or|as well as|including|such as|while|ensuring|to ensure|und|oder|sowie)\b",
    re.I,
)


def words(text: str) -> list[str]:
    """The words of a text in lower case; `c++` and `c#` are words."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).lower())


def sentences(text: str) -> list[str]:
    """The sentences and lines of a text that hold a word; what is longer than `LONGEST` is cut there."""
    found = (part.strip()[:LONGEST] for part in _SENTENCE.split(text[: MOST_SENTENCES * LONGEST]))
    return [part for part in found if _WORD.search(part)][:MOST_SENTENCES]


def chunks(sentence: str) -> list[str]:
    """A sentence, and each part of it between commas, brackets, `and`, `such as`: what may name one skill."""
    parts = (part.strip() for part in _CHUNK.split(sentence))
    return list(dict.fromkeys([sentence, *(part for part in parts if _WORD.search(part))]))[:MOST_CHUNKS]


def grams(text: str) -> dict[int, float]:
    """How often each n-gram of 3 to 5 letters is within the words, a blank at both ends, as 1 + ln(count), by place."""
    counted: Counter[int] = Counter()
    for word in words(text):
        counted.update(_grams(word[:40]))
    return {place: 1 + log(count) for place, count in counted.items()}


@lru_cache(100_000)
def _grams(word: str) -> tuple[int, ...]:
    padded = f" {word} ".encode("utf-32-le")
    length = len(padded) // 4
    cut = (padded[4 * at : 4 * (at + size)] for size in _SIZES for at in range(max(length - size, 0) + 1))
    return tuple(crc32(gram) % BUCKETS for gram in cut)
