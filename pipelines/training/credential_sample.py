"""Which sentences of the shared postings are read for the credential gold: a seeded sample that asks no tagger.

    python -m pipelines.training.credential_sample SHARED > sample.jsonl

Some are drawn at random among the sentences that seem to ask something of a person, whatever they name; more among
those that hold a word of the trade (`_CUES`), the same number for each such word as far as there are any, so that
traps (degree of freedom, software licences, registered trade marks) come as often as credentials. At most one
sentence a record in each part, none twice. A second draw, `fresh`, takes records that the first left, and courses.
`tests/gold/credentials.tsv` was read from it; see the header there.
"""

import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipelines.text import visible
from pipelines.training.postings import postings, sources

SEED = 20_261_123
# Sentences drawn a source: at random, and by cue.
DRAWN = {"nhs": (90, 320), "hacker news": (50, 110), "radar": (65, 220), "captures": (35, 40)}
DRAWN_AFRESH = {"hacker news": (15, 45), "radar": (15, 50), "courses": (20, 60)}
FRESH = "fresh "
_CUES = re.compile(
    r"certif\w*|licen[cs]\w*|degrees?\b|diploma|qualified|qualifications?|registered|registration|accredit\w*"
    r"|chartered|\bn?vq\b|gcses?|btec|a[- ]levels?\b|\bph\.?d|\bb\.?sc|\bm\.?sc|bachelor\w*|\bmasters?\b|\bmba\b"
    r"|\b[bm]s\b|\bba\b|educated to|\blevel [2-7]|\brn\b|\bcpa\b|\bpmi\b|\bpmp\b|cissp|\bcisa\b|\bcism\b|\boscp"
    r"|\bceh\b|\bgiac\b|(?:security|network|server|cloud|linux|sec|a)\+|clearance|\bts/sci|\bdbs\b|driver\w*"
    r"|driving|\bitil|prince ?2|scrum master|\bhcpc|\bnmc\b|\bgmc\b|\bcpr\b|first aid|\baca\b|\bacca\b|\bcia\b"
    r"|\b[abi]ls\b|\bsia\b|ielts|\bcfa\b|\bpe\b|fellowship|membership|member of|doctorate|graduate|apprentic\w*"
    r"|award|six sigma|care certificate|mentorship|professional body|\bccna|\baws\b|\brgn\b|\brmn\b"
    r"|specialist register|ausbildung|studium|abschluss|zertifi\w*",
    re.I,
)
_ASKING = re.compile(
    r"requir|qualif|essential|desirabl|must|should|need|you (?:will )?(?:have|bring|are)|experience|ability|knowledge"
    r"|skill|looking for|seeking|prefer|plus\b|bonus|ideal|demonstrab|understanding|background|familiar",
    re.I,
)
_SENTENCE = re.compile(r"[^\n•·●▪]+?(?:[.!?](?=\s+[A-Z(])|$|(?=[\n•·●▪]))", re.M)
_SHORTEST, _LONGEST, _CUE = 12, 420, 6


class Sentence(NamedTuple):
    """A sentence of a record: where it stands in the text as published, and as a reader sees it."""

    source: str
    file: str
    record: str
    start: int
    end: int
    text: str


def sentences(shared: Path, source: str, files: list[str]) -> Iterator[Sentence]:
    """Every sentence of a source's records, each wording once."""
    seen: set[str] = set()
    for file in files:
        for posting in postings(shared / file):
            view = visible(posting.text)
            for match in _SENTENCE.finditer(view.text):
                text = match[0].strip()
                key = re.sub(r"\W+", " ", text.lower())
                if _SHORTEST <= len(text) <= _LONGEST and key not in seen:
                    seen.add(key)
                    start = match.start() + len(match[0]) - len(match[0].lstrip())
                    span = view.source_span(start, start + len(text))
                    yield Sentence(source, file, posting.record, *span, text)


def drawn(shared: Path) -> Iterator[tuple[str, Sentence]]:
    """How each sentence was drawn, and the sentence."""
    files, taken = sources(shared), set[tuple[str, str]]()
    for prefix, numbers in (("", DRAWN), (FRESH, DRAWN_AFRESH)):
        left = taken.copy()
        for source, (at_random, by_cue) in numbers.items():
            chance = random.Random(f"{SEED} {prefix}{source}")  # noqa: S311  (a sample keeps no secrets)
            every = [each for each in sentences(shared, source, files[source]) if (each.file, each.record) not in left]
            chance.shuffle(every)
            asking = list(_apart((each for each in every if _ASKING.search(each.text)), at_random))
            others = [sentence for sentence in every if sentence not in asking]
            for how, chosen in (("random", asking), ("cue", list(_apart(_in_turn(others), by_cue)))):
                taken |= {(each.file, each.record) for each in chosen}
                yield from ((prefix + how, each) for each in chosen)


def _in_turn(every: list[Sentence]) -> Iterator[Sentence]:
    """The sentences that hold a cue, one of each cue in turn."""
    by_cue: dict[str, list[Sentence]] = {}
    for sentence in every:
        for cue in dict.fromkeys(cue.lower()[:_CUE] for cue in _CUES.findall(sentence.text)):
            by_cue.setdefault(cue, []).append(sentence)
    for place in range(max(map(len, by_cue.values()), default=0)):
        yield from (of_cue[place] for _, of_cue in sorted(by_cue.items()) if place < len(of_cue))


def _apart(ordered: Iterable[Sentence], most: int) -> Iterator[Sentence]:
    """The first sentences, one a record."""
    taken: set[tuple[str, str]] = set()
    for sentence in ordered:
        if len(taken) < most and (sentence.file, sentence.record) not in taken:
            taken.add((sentence.file, sentence.record))
            yield sentence


def main() -> None:
    """Print the sample, a JSON object a line."""
    for how, sentence in drawn(Path(sys.argv[1])):
        sys.stdout.write(json.dumps({"drawn": how, **sentence._asdict()}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
