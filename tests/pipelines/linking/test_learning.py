"""Words learn from known labels and from a teacher; the labelled sentences are many, and their concepts ESCO's."""

from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from scipy.sparse import csr_array

from pipelines.training.linking.descent import Lesson, contrast, learn_words, shares
from pipelines.training.linking.gold import sentence_hash, split
from warehouse.taxonomy import find_taxonomies

GOLD = Path(__file__).parents[2] / "gold" / "linking.tsv"


def test_the_gradients_are_those_of_the_loss() -> None:
    random = np.random.default_rng(0)
    texts, labels, chosen = (cast(Any, 1 + random.normal(size=size) / 10) for size in ((3, 4), (5, 4), (3, 5)))
    wanted = shares(chosen, np.float32(1))
    _, down, along = contrast(texts, labels, wanted)
    for given, gradient in ((texts, down), (labels, along)):
        before = given[1, 2]
        losses = []
        for step in (1e-5, -1e-5):
            given[1, 2] = before + step
            losses.append(contrast(texts, labels, wanted)[0] / len(texts))
        given[1, 2] = before
        assert gradient[1, 2] == pytest.approx((losses[0] - losses[1]) / 2e-5, rel=1e-3)


@pytest.mark.parametrize("right", [[0, 1], [-1, -1]], ids=["known", "taught"])
def test_a_word_moves_to_the_label_that_is_known_or_taught(right: list[int]) -> None:
    bags = csr_array(np.eye(4, dtype=np.float32))
    taught = np.eye(2, dtype=np.float32)
    lesson = Lesson(bags[:2], bags[2:], np.array(right), taught, taught)
    begun = np.random.default_rng(1).normal(size=(4, 2)).astype(np.float32)
    learnt = learn_words(begun, lesson, 300, 0.05, 0)
    assert ((learnt[:2] @ learnt[2:].T).argmax(1) == [0, 1]).all()


def test_the_labelled_sentences_are_many_half_of_them_blind_and_name_concepts_of_esco() -> None:
    known = {line.split("\t")[0].rsplit("/", 1)[-1] for line in (find_taxonomies()[0] / "concepts.tsv").open()}
    lines = [line for line in GOLD.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = [line.split("\t") for line in lines[1:]]
    assert len({(file, record, sentence) for file, record, sentence, *_ in rows}) == len(rows) >= 300
    assert sum(labelled == "blind" for *_, labelled, _ in rows) >= len(rows) / 2
    assert {name for *_, names in rows for name in names.replace("|", " ").split()} <= known


def test_a_posting_is_split_into_its_sentences_by_marks_and_by_markup() -> None:
    found = list(split("<p>You lead a small team here.</p><ul><li>You write good tests each day</li></ul>Apply now!"))
    assert found == ["You lead a small team here.", "You write good tests each day"]
    assert len({sentence_hash(sentence) for sentence in found}) == 2
