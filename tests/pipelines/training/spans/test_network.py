"""What the network can learn, and that the loops which run it compute the same."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.spans import loops
from pipelines.training.spans.network import Batch, Network, means


def batch(chance, lines):
    """Lines of ten words of which one is marked where, five words before, a sign stands."""
    words = chance.integers(3, 8, (lines, 10))
    signs = chance.integers(0, 2, lines)
    words[:, 2], words[:, 7] = signs, 2
    places = words.reshape(-1, 1).astype(np.int32)
    labels = np.zeros((lines, 10), int)
    labels[:, 7] = signs
    ends = np.arange(10, 10 * lines + 1, 10, dtype=np.int32)
    return Batch(places, np.zeros((10 * lines, 4), np.float32), ends, {0: np.eye(3, dtype=np.float32)[labels.ravel()]})


def test_a_label_may_depend_on_a_word_far_off_in_the_line():
    chance, network = np.random.default_rng(0), Network(16, 4, 8, 1, 1)
    for _ in range(150):
        network.learn(batch(chance, 20), 0.01, 0.1, 0)
    test = batch(chance, 50)
    scores = network._scored(network._pass(test, 0).both, 0)
    assert (scores.argmax(1) == test.targets[0].argmax(1)).mean() > 0.99


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(0, 100))
def test_the_loops_compute_what_was_learnt(sizes, seed):
    chance = np.random.default_rng(seed)
    ends, width = np.cumsum(sizes).astype(np.int32), 8
    network = Network(width, 4, 16, 1, seed)
    for name, weight in network.weights.items():
        network.weights[name] = chance.standard_normal(weight.shape).astype(np.float32)
    places = chance.integers(0, 16, (ends[-1], 3)).astype(np.int32)
    passed = network._pass(Batch(places, np.zeros((ends[-1], 4), np.float32), ends, {}), 0)
    labels = np.zeros((2, width, 8), np.float32)
    labels[:, :, :3] = network.weights["label0"].reshape(2, width, 3)
    scores = np.zeros((ends[-1], 8), np.float32)
    second, line = network.weights["second"].reshape(3, width, width), network.weights["line"]
    two, values = (np.zeros((ends[-1], cells), np.float32) for cells in (width, width + 4))
    columns, sizes = np.zeros((ends[-1], width + 4), np.int64), np.zeros(ends[-1], np.int64)
    given = passed.sums, ends, second, line, network.weights["second_bias"], labels, scores
    loops.labelled(*given, two, np.zeros((2, width), np.float32), columns, values, sizes)
    expected = network._scored(passed.both, 0) - network.weights["label0_bias"]
    assert np.allclose(scores[:, :3], expected, rtol=1e-3, atol=1e-3)


def test_means_are_of_lines():
    rows = np.array([[1, 2], [3, 4], [5, 9]], np.float32)
    assert means(rows, np.array([2, 3], np.int32)).tolist() == [[2, 3], [5, 9]]
