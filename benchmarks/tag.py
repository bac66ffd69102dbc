"""Tagging, in job descriptions a second on one core: ours end to end beside what users do today, in one run.

    python benchmarks/tag.py [--texts FILE.jsonl] [--rounds N]

Ours is the whole way from the given text to skills and credentials that count (visible text, words, headings, trust,
negation, requirement). The peers only match the same surface forms. FILE has one `{"text": …}` a line; without it 2,000
descriptions are written from the taxonomy's own forms. Peak memory is that of a process that holds one tagger alone.
"""

import argparse
import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from pipelines.forms import DECOY, read_forms
from pipelines.skills import Tagger
from warehouse.taxonomy import find_taxonomies

DOCUMENTS, SLICE = 2_000, 250
ASKING = (
    "We are looking for a colleague who has experience with {} and who likes to explain it to others.",
    "A good understanding of {} is required; some knowledge of {} would be an advantage, though it is not essential.",
    "You will work with {} every day, help the team to find its way, and answer for the quality of what it delivers.",
)
PROSE = (
    "The successful candidate will report to the head of the department and look after two or three people.",
    "Every morning the team meets for a quarter of an hour to see what is done, what is left and who needs help.",
    "Our customers are hospitals, schools and small companies in the region, and some have been with us for long.",
    "The house stands near the station, and there is room for bicycles in the yard behind the old brewery.",
    "Nobody expects you to know all of it on the first day: a colleague goes with you for the first three months.",
    "Mistakes happen; what counts is that they are told early and that the same one does not come back twice.",
    "From time to time you will travel to the other sites, never for more than two nights, and always by train.",
    "What we value most is that people listen to each other and say what they think, also to the management.",
    "You are the person who keeps calm when three things break at once and who finds out which one matters.",
    "Half of the week can be worked from home; the other half we like to spend in one room, with good coffee.",
    "The contract is permanent, full time or four days a week, and begins in spring or whenever you are free.",
    "In the end it is your decision how the work is done, as long as the others can follow it and build on it.",
)
Read = Callable[[str], object]


def written(count: int) -> list[str]:
    """Job descriptions of about 460 words and a dozen surface forms, the same at every call."""
    chance = random.Random(1)
    forms = [form.form for form in read_forms(*find_taxonomies()) if form.kind in {"preferred", "derived"}]

    def paragraph(asking: int, prose: int) -> str:
        sentences = [sentence.format(*chance.choices(forms, k=2)) for sentence in chance.choices(ASKING, k=asking)]
        sentences += chance.choices(PROSE, k=prose)
        return " ".join(chance.sample(sentences, len(sentences)))

    def description() -> str:
        bullets = "\n".join(f"- {form}" for form in chance.choices(forms, k=5))
        parts = (
            f"About us\n{paragraph(0, 4)}\n\nYour role\n{paragraph(3, 5)}\n",
            f"Requirements:\n{bullets}\n- PMP or equivalent\n\nNice to have\n- driver's licence\n{paragraph(1, 3)}\n",
            f"What we offer\n{paragraph(0, 4)}\nPension and annual leave.",
        )
        return "\n".join(parts)

    return [description() for _ in range(count)]


def ours() -> Read:
    tagger = Tagger.load(*find_taxonomies())
    return lambda text: tagger.tag(text, "demand")


def surface_forms() -> list[str]:
    return sorted({form.form for form in read_forms(*find_taxonomies()) if form.kind != DECOY})


def flashtext() -> Read:
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    for form in surface_forms():
        processor.add_keyword(form)
    return lambda text: processor.extract_keywords(text, span_info=True)


def spacy_phrase_matcher() -> Read:
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("skill", list(language.tokenizer.pipe(surface_forms())))
    return lambda text: matcher(language.make_doc(text), as_spans=True)


ENGINES: dict[str, Callable[[], Read]] = {
    "credscope, end to end": ours,
    "flashtext, matching only": flashtext,
    "spaCy PhraseMatcher, matching only": spacy_phrase_matcher,
}


def megabytes() -> float:
    """The peak resident memory of this process; `ru_maxrss` would also count the parent's from before exec."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def peak_of(name: str, arguments: list[str]) -> str:
    alone = subprocess.run(
        [sys.executable, __file__, *arguments, "--alone", name], capture_output=True, text=True, check=True
    )
    return alone.stdout.strip()


def speeds(texts: list[str], rounds: int) -> dict[str, float]:
    """Documents a second of process time, the median over rounds; the engines take turns at every slice."""
    readers = {name: make() for name, make in ENGINES.items()}
    took: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        spent = dict.fromkeys(readers, 0.0)
        for begin in range(0, len(texts), SLICE):
            for name, read in readers.items():
                start = process_time()
                for text in texts[begin : begin + SLICE]:
                    read(text)
                spent[name] += process_time() - start
        for name, seconds in spent.items():
            took[name].append(len(texts) / seconds)
    return {name: median(each) for name, each in took.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, help='JSON Lines with a "text" each')
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--alone", choices=ENGINES, help="print the peak memory of this engine alone, in MB")
    given = parser.parse_args()
    if given.texts:
        texts = [json.loads(line)["text"] for line in given.texts.read_text("utf-8").splitlines()]
    else:
        texts = written(DOCUMENTS)
    if given.alone:
        read = ENGINES[given.alone]()
        for text in texts:
            read(text)
        print(f"{megabytes():.0f}")
        return
    size = median(len(text.split()) for text in texts)
    print(
        f"{len(texts):,} descriptions, median {size:.0f} words; {len(surface_forms()):,} forms; {given.rounds} rounds"
    )
    arguments = ["--texts", str(given.texts)] if given.texts else []
    for name, speed in speeds(texts, given.rounds).items():
        print(f"{name:36} {speed:8,.0f} descriptions/s  {peak_of(name, arguments):>6} MB at most")


if __name__ == "__main__":
    main()
