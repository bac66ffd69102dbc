"""All that the model of spans computes for a text, in one loop, written for numba: words in, spans out.

Its arguments are arrays: the text and what is found, what was learnt, and room to work in, as `pipelines.spans.model`
lays them out; one by one, since that is how machine code takes them.
"""

# mypy: disable-error-code="no-untyped-def,misc"
# ruff: noqa: ANN001, ANN201 - numba infers the types, from the signatures in `machine`

import numpy as np
from numba import njit

from pipelines.spans import chain_loops, loops
from pipelines.spans import features_loops as seeing
from pipelines.spans.features_loops import BOUND


@njit(**BOUND)
def see(
    numbers, matches, signs, spelled, break_templates, break_weights, levels,
    words, apart, ends, features, likely, at, keys, counts,
):  # fmt: skip
    """Write the features of the words that are no separators; returns how many these are, and how many lines."""
    n, lines = seeing.kept(numbers, signs, words, apart, ends)
    lost, base = 0, spelled.shape[1]
    for word in range(n):
        lost += apart[word]
        likely[word] = apart[word]
        for column in range(features.shape[1]):
            features[word, column] = spelled[numbers[words[word]], column] if column < base else 0
    size = 64
    while size < 2 * n:
        size *= 2
    seeing.place(
        features[:n], words[:n], ends[:lines], matches, base, at[: len(numbers) + 1], keys[:size], counts[:size]
    )
    if lost < levels[1] * n:
        seeing.likely_breaks(features[:n], break_templates, break_weights, levels[0], likely)
    seeing.mark(features[:n], likely, ends[:lines], base + 5)
    return n, lines


@njit(fastmath=True, **BOUND)
def score(
    features, numbers, words, ends, cached, near, here, near_columns, here_columns, rare, rare_numbers, table, levels,
    first_bias, second, line, second_bias, labels, labels_bias, codes, one, two, both, room, columns, values, sizes,
):  # fmt: skip
    """Write what the network says of each word's labels into `both` (n, 8)."""
    for word in range(len(features)):
        codes[word] = numbers[words[word]]
        for unit in range(one.shape[1]):
            one[word, unit] = first_bias[unit]
        for label in range(both.shape[1]):
            both[word, label] = labels_bias[label]
    loops.looked_up(codes, cached, one)
    seeing.coded(features, near_columns, codes)
    loops.looked_up(codes, near, one)
    seeing.coded(features, here_columns, codes)
    loops.looked_up(codes, here, one)
    loops.gathered(features, rare, rare_numbers, table, np.float32(levels[2]), one)
    loops.labelled(one, ends, second, line, second_bias, labels, both, two, room, columns, values, sizes)


def read(
    numbers, matches, inside, spans, likelihoods,
    signs, spelled, break_templates, break_weights, levels, cached, near, here, near_columns, here_columns,
    rare, rare_numbers, table, first_bias, second, line, second_bias, labels, labels_bias, moves,
    words, apart, ends, features, likely, at, keys, counts, codes, one, two, both, room, columns, values, sizes,
    scores, forward, backward, scales, exact, best, length, found,
):  # fmt: skip
    """Write how likely each word lies in a span (of any kind), and the spans: first word, word behind, kind.

    Words are those given, separators included. Returns the number of spans.
    """
    inside[:] = 0
    n, lines = see(
        numbers, matches, signs, spelled, break_templates, break_weights, levels,
        words, apart, ends, features, likely, at, keys, counts,
    )  # fmt: skip
    score(
        features[:n], numbers, words, ends[:lines], cached, near, here, near_columns, here_columns,
        rare, rare_numbers, table, levels, first_bias, second, line, second_bias, labels, labels_bias,
        codes[:n], one[:n], two[:n], both[:n], room, columns[:n], values[:n], sizes[:n],
    )  # fmt: skip
    count = 0
    for head in range(2):
        for word in range(n):
            for label in range(3):
                scores[word, label] = both[word, 3 * head + label]
            exact[word, :] = 0
        chain_loops.probabilities(
            scores[:n], moves[head], ends[:lines], likely[:n], exact[:n], forward[:n], backward[:n], scales[:n]
        )
        for word in range(n):
            inside[words[word]] = 1 - (1 - inside[words[word]]) * (1 - likely[word])
        for number in range(chain_loops.chosen(exact[:n], levels[3 + head], best[: n + 1], length[: n + 1], found)):
            first, end = found[number]
            spans[count, 0], spans[count, 1], spans[count, 2] = words[first], words[end - 1] + 1, head
            likelihoods[count] = exact[first, end - first - 1]
            count += 1
    return count
