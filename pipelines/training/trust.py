"""Learn which surface forms to trust: `python -m pipelines.training.trust --gold FOLDER --taxonomy FOLDER`.

Each place in the labelled sentences of SkillSpan's training split where a form of the taxonomy matches is good (1) if
it is a labelled span or a phrase within one, half good (0.4) if it is a single word within one, poor (0.3) if it cuts
across one, and bad (0) outside all. A place outside says that an alias means something else; of a concept's own name
it says less (weight 1/3: named, but not asked), of a proper name nothing. The trust in a form is the mean over its
places, drawn towards the mean over the forms of its class as if that had been seen `STRENGTH` times (empirical Bayes).
A name is guarded if it is written in lower case in more than `ORDINARY` of its places in the training texts, if other
concepts use it as an ordinary word, if its label needs a qualifier in brackets and neither texts nor labels know it, or
if it is one or two letters.

The development split serves for the scores in the header only.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from pipelines.forms import DECOY, RANKS, Form, read_forms
from pipelines.matching.lexicon import Lexicon, Match, words
from pipelines.training.gold import GREEN, SKILLSKAPE, SKILLSPAN, Sentence, plain_texts, sentences

STRENGTH = 4
# Chosen by the scores on the training split and by reading what they let through.
THRESHOLDS = {"preferred": 0.29, "derived": 0.29, "curated": 0.2, "alternative": 0.38}
SURE, SURER = 6, 0.06  # a form seen often has no excuse: its threshold is higher
ORDINARY, SEEN = 0.3, 3
OFTEN = 5  # places that it takes to distrust a concept's own name: robotics, once said in passing, stays a skill


class Place(NamedTuple):
    """A form found in a sentence."""

    sentence: int
    span: tuple[int, int]
    key: str
    good: float
    exact: bool


def class_of(form: Form) -> tuple[object, ...]:
    """What is known of a form before it is seen: number of words, kind of spelling, kind, and skill type."""
    name, size = form.form, len(form.form)
    spelling = "lower" if name == name.lower() else "name" if not name.isupper() or size > 5 else "acronym"
    return min(len(words(name).folded), 3), spelling if size > 2 else "letters", form.kind, form.skill_type


def goodness(span: tuple[int, int], is_phrase: bool, sentence: Sentence) -> float:
    """How well a span agrees with the labels of its sentence, from 0 to 1."""
    start, end = span
    labelled = sentence.knowledge | sentence.skill
    if span in labelled:
        return 1.0
    if any(begin <= start and end <= stop for begin, stop in labelled):
        return 1.0 if is_phrase else 0.4
    return 0.3 if any(begin < end and start < stop for begin, stop in labelled) else 0.0


class Learnt(NamedTuple):
    """A line of the list: times seen, sum of goodness, trust, and verdict (distrusted, guarded, or none)."""

    seen: int
    good: float
    trust: float
    verdict: str


class Learner:
    """Forms, the lexicon over them, and the names among them that are ordinary words."""

    def __init__(self, forms: Iterable[Form], texts: Iterable[str], labelled: Iterable[Sentence]) -> None:
        self.forms = [form for form in forms if form.kind != DECOY]
        self.lexicon = Lexicon(form.form for form in self.forms)
        skilled = (sentence.text[slice(*span)] for sentence in labelled for span in sentence.knowledge)
        self.guarded = _guarded(self.forms, texts, frozenset(word for text in skilled for word in words(text).folded))

    def places(self, given: Iterable[Sentence]) -> Iterator[Place]:
        """Every match in the sentences; of a guarded name only those in its own case."""
        for number, sentence in enumerate(given):
            cut, [matches] = self.lexicon.read(sentence.text)
            for match in matches:
                span = cut.starts[match.first], cut.end(match.last)
                if match.key not in self.guarded or sentence.text[slice(*span)] == self.form(match).form:
                    good = goodness(span, match.last > match.first, sentence)
                    yield Place(number, span, match.key, good, span in sentence.knowledge)

    def form(self, match: Match) -> Form:
        """The form that stands for all that fold to the same key: a preferred label before an alias."""
        return min((self.forms[number] for number in match.forms), key=lambda form: (RANKS.index(form.kind), form))


def _guarded(forms: Iterable[Form], texts: Iterable[str], labelled: frozenset[str]) -> frozenset[str]:
    written, lower = Counter[str](), Counter[str]()
    for text in texts:
        for word in words(text).written:
            written[word.lower()] += 1
            lower[word.lower()] += word == word.lower()
    users: defaultdict[str, set[str]] = defaultdict(set)  # the concepts whose forms hold a word in lower case
    names: dict[str, Form] = {}
    for form in forms:
        cut = words(form.form)
        for word in cut.written:
            if word == word.lower():
                users[word].add(form.concept_uri)
        if len(cut.written) == 1 and form.form != form.form.lower():
            names[cut.folded[0]] = max(form, names.get(cut.folded[0], form), key=lambda form: form.kind == "derived")
    return frozenset(
        name
        for name, form in names.items()
        if (lower[name] >= SEEN and lower[name] > ORDINARY * written[name])
        or len(users[name] - {form.concept_uri}) > 1
        or (form.kind == "derived" and (written[name] < SEEN or name not in labelled))
        or (len(name) < 3 and name.isalpha() and form.kind != "curated")
    )


def learn(learner: Learner, given: Iterable[Sentence]) -> dict[str, Learnt]:
    """What is learnt of each form that was seen, is guarded, or is distrusted for its class alone."""
    classes: defaultdict[tuple[object, ...], list[float]] = defaultdict(list)
    keys = {
        match.key: class_of(learner.form(match))
        for form in learner.forms
        for match in learner.lexicon.read(form.form)[1][0][:1]
    }
    seen: defaultdict[str, list[float]] = defaultdict(lambda: [0, 0.0, 0.0])  # times, weights, goodness
    for place in learner.places(given):
        weight = 1.0 if place.good else _weight_outside(keys[place.key], place.key in learner.guarded)
        seen[place.key] = [total + new for total, new in zip(seen[place.key], (1, weight, place.good), strict=True)]
    for key, (_, weights, good) in seen.items():
        if weights:
            classes[keys[key]].append(good / weights)
    overall = sum(map(sum, classes.values())) / sum(map(len, classes.values()))
    learnt = {}
    for key, kind in sorted(keys.items()):
        prior = (sum(classes[kind]) + STRENGTH * overall) / (len(classes[kind]) + STRENGTH)
        times, weights, good = seen.get(key, (0, 0.0, 0.0))
        trust = (good + STRENGTH * prior) / (weights + STRENGTH)
        threshold = THRESHOLDS[str(kind[2])] + (SURER if weights > SURE and kind[1] == "lower" else 0)
        doubted = trust < threshold and (kind[2] != "preferred" or times >= OFTEN)
        verdict = "distrusted" if doubted else "guarded" if key in learner.guarded else ""
        if times or verdict:
            learnt[key] = Learnt(int(times), round(good, 1), round(trust, 3), verdict)
    return learnt


def _weight_outside(kind: tuple[object, ...], guarded: bool) -> float:
    _, spelling, rank, _ = kind
    if rank == "alternative":
        return 1.0
    return 0.0 if spelling in {"name", "acronym"} and not guarded else 1 / 3


def f1(learner: Learner, given: list[Sentence], distrusted: Iterable[str]) -> float:
    """Strict span F1 on the knowledge layer, of leftmost-longest matches without the distrusted forms."""
    left_out = frozenset(distrusted)
    exact = found = 0
    free: tuple[int, int] = (0, 0)
    for place in learner.places(given):
        if place.key not in left_out and (place.sentence, place.span[0]) >= free:
            free = place.sentence, place.span[1]
            found += 1
            exact += place.exact
    return round(2 * exact / (found + sum(len(sentence.knowledge) for sentence in given)), 3)


def main() -> None:
    """`python -m pipelines.training.trust --gold FOLDER --taxonomy FOLDER [--out FILE]`."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.training.trust", description=main.__doc__)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--taxonomy", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "data" / "trust.tsv")
    given = parser.parse_args()
    train, dev = (list(sentences(given.gold / SKILLSPAN.format(split))) for split in ("train", "dev"))
    texts = [*plain_texts(given.gold), *(sentence.text for sentence in train)]
    learner = Learner(read_forms(given.taxonomy), texts, train)
    learnt = learn(learner, train)
    distrusted = [key for key, form in learnt.items() if form.verdict == "distrusted"]
    read = [SKILLSPAN.format("train"), SKILLSKAPE, GREEN]
    facts = {
        "command": "python -m pipelines.training.trust",
        "data": " ".join(f"{name} sha256 {sha256((given.gold / name).read_bytes()).hexdigest()}" for name in read),
        "taxonomy": given.taxonomy.name,
        "thresholds": json.dumps(THRESHOLDS),
        "strict F1 on SkillSpan dev, knowledge": f"{f1(learner, dev, [])} without, {f1(learner, dev, distrusted)} with",
        "columns": "form (folded), times seen, sum of goodness, trust, verdict",
    }
    with given.out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {name}: {fact}\n" for name, fact in facts.items())
        file.writelines(
            f"{key}\t{seen}\t{good}\t{trust}\t{verdict}\n" for key, (seen, good, trust, verdict) in learnt.items()
        )


if __name__ == "__main__":
    main()
