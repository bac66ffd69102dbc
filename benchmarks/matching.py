"""Matching alone, in job descriptions a second on one core, from raw text to spans, engines in turns in one run.

    python benchmarks/matching.py [--texts FILE.jsonl] [--count N] [--rounds N]

Every engine looks for the same surface forms, word-delimited and leftmost-longest. ahocorasick_rs is tuned: one fold of
the whole text by `bytes.translate` that keeps its length, space-delimited patterns, the contiguous NFA; it knows one
byte a letter, no plurals, no spellings, and loses a form that shares its space with the one before. spaCy's
PhraseMatcher is used as its manual says. FILE has one `{"text": …}` a line; without it descriptions are written from
the taxonomy's own forms. The time to load and the growth of resident memory are those of a new process.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from tag import spacy_phrase_matcher, surface_forms, written

from pipelines.matching.lexicon import Lexicon
from pipelines.matching.reader import Reader
from pipelines.matching.tables import Tables

SLICE = 250
Read = Callable[[list[str]], object]
KEPT = "+#._"  # and letters and digits; c++, c#, .net


@cache
def lexicon() -> Lexicon:
    return Lexicon(surface_forms())


def ours() -> Read:
    return each(lexicon().spans)


def words_and_matches() -> Read:
    return each(lexicon().read)


def each(read: Callable[[str], object]) -> Read:
    """A reader of one text at a time, as a reader of many."""

    def read_all(texts: list[str]) -> None:
        for text in texts:
            read(text)

    return read_all


def folded(text: str) -> bytes:
    return text.encode("latin-1", "replace").translate(_FOLD).replace(b". ", b"  ")


_FOLD = bytes(ord(sign.lower()) if sign.isalnum() or sign in KEPT else 32 for sign in map(chr, range(256)))


def ahocorasick_tuned() -> Read:
    from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

    patterns = sorted({b" " + b" ".join(folded(form).split()) + b" " for form in surface_forms()})
    automaton = BytesAhoCorasick(patterns, MatchKind.LeftmostLongest, Implementation.ContiguousNFA)
    return each(lambda text: automaton.find_matches_as_indexes(b" " + folded(text) + b" "))


ENGINES: dict[str, Callable[[], Read]] = {
    "credscope, spans": ours,
    "credscope, words and every match": words_and_matches,
    "ahocorasick_rs, tuned": ahocorasick_tuned,
    "spaCy PhraseMatcher": lambda: each(spacy_phrase_matcher()),
}


def speeds(texts: list[str], rounds: int) -> dict[str, list[float]]:
    """Documents a second of process time, one figure a round; the engines take turns at every slice."""
    readers = {name: make() for name, make in ENGINES.items()}
    took: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        spent = dict.fromkeys(readers, 0.0)
        for begin in range(0, len(texts), SLICE):
            turn = begin // SLICE % len(readers)  # nobody always comes behind the one that empties the caches
            for name, read in [*readers.items()][turn:] + [*readers.items()][:turn]:
                start = process_time()
                read(texts[begin : begin + SLICE])
                spent[name] += process_time() - start
        for name, seconds in spent.items():
            took[name].append(len(texts) / seconds)
    return took


def resident() -> float:
    """Resident memory of this process in MB."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) / 1024


def alone(path: Path, texts: list[str]) -> None:
    """Print what mapping the tables and reading texts costs a process that has done nothing else."""
    before, start = resident(), perf_counter()
    reader = Reader(Tables.open(path))
    reader.spans("")
    loaded, took = resident(), perf_counter() - start
    for text in texts:
        reader.spans(text)
    print(
        f"load {1000 * took:.0f} ms; resident memory grows by {loaded - before:.1f} MB, "
        f"and by {resident() - before:.1f} MB once {len(texts):,} texts are read"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help='JSON Lines with a "text" each')
    parser.add_argument("--count", type=int, default=5_000, help="descriptions to write where no file is given")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--alone", type=Path, help="measure this file of tables in this process alone")
    given = parser.parse_args()
    if given.texts:
        texts = [json.loads(line)["text"] for line in given.texts.read_text("utf-8").splitlines()]
    else:
        texts = written(given.count)
    if given.alone:
        alone(given.alone, texts)
        return
    letters, size = sum(map(len, texts)), median(len(text.split()) for text in texts)
    print(f"{len(texts):,} descriptions, {letters / 1e6:.1f} million letters, median {size:.0f} words")
    took = speeds(texts, given.rounds)
    for name, each in took.items():
        ratio = median(ours / theirs for ours, theirs in zip(took["credscope, spans"], each, strict=True))
        print(f"{name:34} {median(each):9,.0f} descriptions/s   credscope's spans: {ratio:.2f}x")
    with TemporaryDirectory() as folder:
        kept = lexicon().keep(Path(folder))
        arguments = ["--texts", str(given.texts)] if given.texts else ["--count", str(given.count)]
        subprocess.run([sys.executable, __file__, *arguments, "--alone", str(kept)], check=True)


if __name__ == "__main__":
    main()
