"""What unlabelled texts tell of a word: a vector, clusters, its case and frequency, its place in taxonomy terms.

Vectors are the leading singular vectors of the positive pointwise mutual information of words and the words up to three
places before and behind (Levy, Goldberg 2014; contexts smoothed by the power .75), found by subspace iteration from a
fixed random start. Clusters are spherical k-means over them.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from pipelines.forms import Form
from pipelines.matching.words import Words
from pipelines.spans.features import Known

LEAST, CONTEXTS, WIDTH = 4, 12_000, 100
WINDOW = ((1, 1.0), (2, 0.6), (3, 0.3))
CLUSTERS = (128, 512, 2000)
_ROUNDS, _KMEANS, _SPARE = 3, 12, 20
Floats = NDArray[np.float32]


def learn(texts: Sequence[Words], forms: Sequence[Form]) -> Known:
    """Learn from texts cut into words."""
    counts: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts:
        counts.update(text.folded)
        lower.update(word for word, start in zip(text.folded, text.starts, strict=True) if text.text[start].islower())
    words = sorted((word for word, count in counts.items() if count >= LEAST), key=lambda word: (-counts[word], word))
    number = {word: row for row, word in enumerate(words)}
    stream = np.concatenate(
        [np.array([number.get(word, -1) for word in text.folded] + [-1] * 3, np.int32) for text in texts]
    )
    vectors = embed(stream, len(words))
    facts = np.zeros((len(words), 6), np.uint16)
    for column, size in enumerate(CLUSTERS):
        facts[:, column] = clustered(vectors, size)
    facts[:, 3] = terms(words, forms)
    facts[:, 4] = [int(4 * lower[word] / counts[word] + 0.5) for word in words]
    facts[:, 5] = [min(counts[word].bit_length(), 10) for word in words]
    hashes = np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in words], np.uint32)
    order = np.argsort(hashes, kind="stable")
    small = np.clip(np.rint(vectors * (127 / np.abs(vectors).max())), -127, 127).astype(np.int8)
    return Known(hashes[order], facts[order], small[order])


def embed(stream: NDArray[np.int32], size: int) -> Floats:
    """A vector of length 1 for each of `size` words, (size, WIDTH), from a stream of their numbers (-1: none)."""
    near = mutual_information(stream, size)
    start = np.random.default_rng(0).standard_normal((near.shape[1], WIDTH + _SPARE)).astype(np.float32)
    basis, _ = np.linalg.qr(near @ start)
    for _ in range(_ROUNDS):
        other, _ = np.linalg.qr(near.T @ basis)
        basis, _ = np.linalg.qr(near @ other)
    left, strength, _ = np.linalg.svd((near.T @ basis).T, full_matrices=False)
    vectors = (basis @ left)[:, :WIDTH] * np.sqrt(strength[:WIDTH])
    return np.asarray(vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9), np.float32)


def mutual_information(stream: NDArray[np.int32], size: int) -> "sparse.csr_matrix":
    """Positive pointwise mutual information of words and what stands before and behind them."""
    contexts = min(CONTEXTS, size)
    total: Any = sparse.csr_matrix(np.zeros((0, 2 * contexts), np.float32))
    total.resize((size, 2 * contexts))
    for offset, weight in WINDOW:
        left, right = stream[:-offset].astype(np.int64), stream[offset:].astype(np.int64)
        for word, near, shift in ((left, right, 0), (right, left, contexts)):
            kept = (word >= 0) & (near >= 0) & (near < contexts)
            weights = np.full(int(kept.sum()), weight, np.float32)
            total = total + sparse.csr_matrix((weights, (word[kept], near[kept] + shift)), shape=(size, 2 * contexts))
    cells = total.tocoo()
    rows, columns = np.asarray(total.sum(1)).ravel(), np.asarray(total.sum(0)).ravel() ** 0.75
    share = cells.data / (rows[cells.row] * columns[cells.col]) * columns.sum()
    value = np.log(np.maximum(share, 1e-9)).astype(np.float32)
    kept = value > 0
    return sparse.csr_matrix((value[kept], (cells.row[kept], cells.col[kept])), shape=(size, 2 * contexts))


def clustered(vectors: Floats, size: int) -> NDArray[np.intp]:
    """The number of each vector's cluster, by spherical k-means from the most frequent words."""
    size = min(size, len(vectors))
    start = np.random.default_rng(0).choice(min(len(vectors), 4 * size), size, replace=False)
    centres = vectors[start].copy()
    for _ in range(_KMEANS):
        nearest = np.argmax(vectors @ centres.T, axis=1)
        members = sparse.csr_matrix((np.ones(len(vectors), np.float32), (nearest, np.arange(len(vectors)))))
        sums = members @ vectors
        length = np.linalg.norm(sums, axis=1, keepdims=True)
        centres[: len(sums)] = np.where(length > 0, sums / np.maximum(length, 1e-9), centres[: len(sums)])
    return np.asarray(np.argmax(vectors @ centres.T, axis=1))


def terms(words: Sequence[str], forms: Sequence[Form]) -> list[int]:
    """How often each word begins and ends terms of knowledge and of competence, four steps of three bits each."""
    counts: list[Counter[str]] = [Counter() for _ in range(4)]
    for form in forms:
        parts = form.form.lower().split()
        if parts:
            side = 0 if form.skill_type == "knowledge" else 2
            counts[side][parts[-1]] += 1
            counts[side + 1][parts[0]] += 1
    return [sum(min(count[word].bit_length(), 7) << 3 * place for place, count in enumerate(counts)) for word in words]
