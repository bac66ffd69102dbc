"""What the model of spans finds, what it says of dictionary matches, and that its loops compute what they state."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.matching.lexicon import words
from pipelines.spans import chain_loops
from pipelines.spans.features import Found, Spellings, see
from pipelines.spans.model import KNOWLEDGE, SKILL, Spans
from pipelines.spans.room import LONGEST
from pipelines.training.spans.evaluate import counts, scores
from pipelines.training.spans.loops import slopes
from pipelines.training.spans.texts import Document, assign, renamed

MODEL = Spans.load()


def read(text, found=()):
    written = words(text).written
    return written, MODEL.find(written, list(found))


def named(text, kind):
    written, result = read(text)
    return {" ".join(written[span.start : span.end]) for span in result.spans if span.kind == kind}


@pytest.mark.parametrize(
    "text, knowledge",
    [
        ("Experience with Python, Kubernetes and PostgreSQL is required.", {"Python", "Kubernetes", "PostgreSQL"}),
        ("You have solid knowledge of machine learning and SQL.", {"machine learning", "SQL"}),
        ("We offer free lunch and a pension scheme.", set()),
        ("The office is closed on Friday.", set()),
    ],
)
def test_knowledge_is_found_where_it_is_asked(text, knowledge):
    assert named(text, KNOWLEDGE) == knowledge


def test_a_list_without_its_commas_is_still_cut():
    found = named("Technologies\n\ndocker kubernetes python java mysql", KNOWLEDGE)
    assert {"docker", "kubernetes", "python", "java"} <= found


def test_what_is_done_is_a_skill():
    assert any("develop" in span for span in named("You will develop and maintain web applications.", SKILL))


def test_a_form_is_doubted_where_it_means_something_else():
    _, asked = read("Strong experience with Go, Java and Python is required.", [Found(3, 3, True, "preferred")])
    _, said = read("Come and go as you like, we have flexible hours.", [Found(2, 2, True, "preferred")])
    assert asked.means(3, 3) > 0.6 > 0.3 > said.means(2, 2)


BAD = ["", "\n", ", ; •", "x", "\x00\udfff", "a" * 1_000_000, "word " * 30_000, "1,\n" * 5_000]


@pytest.mark.parametrize("text", BAD)
def test_bad_input_is_read_in_bounds(text):
    written, result = read(text)
    assert len(result.inside) == len(written)
    assert all(0 <= span.start < span.end <= len(written) for span in result.spans)


@given(st.lists(st.sampled_from(["Python", ",", "\n", "go", "the", "•", "C++", "management", "."]), max_size=40))
@settings(max_examples=60, deadline=None)
def test_spans_are_in_order_short_and_likely(written):
    result = MODEL.find(written, [])
    assert result.spans == sorted(result.spans)
    for kind in (KNOWLEDGE, SKILL):
        ends = [(span.start, span.end) for span in result.spans if span.kind == kind]
        assert all(end <= start for (_, end), (start, _) in pairwise(ends))
    assert all("\n" not in written[span.start : span.end] for span in result.spans)
    assert ((result.inside >= -1e-5) & (result.inside <= 1 + 1e-5)).all()


def test_the_same_text_gives_the_same_whatever_was_read_before():
    text = "Knowledge of SAP, Excel and project management; able to lead a team."
    one = Spans.fresh().find(words(text).written, [])
    two = read(text)[1]
    assert one.spans == two.spans and np.array_equal(one.inside, two.inside)


def test_a_long_text_is_read_as_a_short_one_is():
    text = "Knowledge of SAP and Excel; able to lead a team.\n"
    written, result = read(text * 400)
    assert len(written) > 4_000
    assert result.spans[-1].score == pytest.approx(result.spans[-3].score, abs=0.05)


def test_what_the_kernel_sees_is_what_training_sees():
    text = "About you\n\nKnowledge of SAP, Excel; able to lead a team • C++\nexcel sql java"
    written = words(text).written
    MODEL.find(words("other words; that leave * their marks\n\nin the room " * 9).written, [])
    MODEL.find(written, [Found(4, 4, True, "name")])
    seen = see(written, [Found(4, 4, True, "name")], MODEL._spellings, None)
    apart = MODEL._room.held[1][: len(seen.words)]
    features = MODEL._room.held[3][: len(seen.words)]
    assert np.array_equal(apart, seen.apart)
    assert np.array_equal(features, seen.features)


def test_spellings_that_are_too_many_are_forgotten_and_read_anew():
    few = Spellings(MODEL._spellings.known, 8)
    first = few.numbers(["Python", "Java"]).tolist()
    few.numbers([f"w{number}" for number in range(7)])
    assert few.emptied == 1
    assert few.numbers(["Python", "Java"]).tolist() == [2, 3] or first == [1, 2]


@given(st.integers(1, 6), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_probabilities_are_those_of_all_ways_to_label(size, seed):
    chance = np.random.default_rng(seed)
    scores, moves = chance.normal(size=(size, 3)), np.exp(chance.normal(size=(3, 3)))
    moves[0, 2] = 0
    inside, spans = np.zeros(size), np.zeros((size, LONGEST))
    room = np.zeros((size, 3)), np.zeros((size, 3)), np.zeros(size)
    chain_loops.probabilities(scores.copy(), moves, np.array([size]), inside, spans, *room)
    total, wanted, whole = 0.0, np.zeros(size), np.zeros((size, LONGEST))
    for labels in product(range(3), repeat=size):
        if labels[0] == 2:
            continue
        worth = np.exp(scores[range(size), labels].sum()) * np.prod([moves[a, b] for a, b in pairwise(labels)])
        total += worth
        wanted += worth * (np.array(labels) > 0)
        for first in (place for place, label in enumerate(labels) if label == 1):
            last = next((end for end in range(first + 1, size) if labels[end] != 2), size)
            whole[first, last - first - 1] += worth
    assert inside == pytest.approx(wanted / total, abs=1e-5)
    assert spans == pytest.approx(whole / total, abs=2e-3)


@given(st.integers(1, 7), st.integers(0, 10_000), st.floats(0.05, 0.6))
@settings(max_examples=40, deadline=None)
def test_the_chosen_spans_are_worth_most(size, seed, threshold):
    likely = np.random.default_rng(seed).random((size, 3))
    for first in range(size):
        likely[first, size - first :] = 0

    def best(place):
        if place >= size:
            return 0.0
        taken = [likely[place, n] - threshold + best(place + n + 1) for n in range(min(3, size - place))]
        return max(best(place + 1), *taken)

    found = np.zeros((size, 2), np.int64)
    count = chain_loops.chosen(likely, threshold, np.ones(size + 1), np.ones(size + 1, np.int64), found)
    spans = found[:count][::-1].tolist()
    assert sum(likely[first, end - first - 1] - threshold for first, end in spans) == pytest.approx(best(0))
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


def test_separators_mark_the_next_word_and_lines_end():
    written = ["\n", "-", "Python", "*", "Java", "\n", "\n", "•", "C++"]
    seen = see(written, [], Spellings(MODEL._spellings.known, 50), None)
    assert [written[word] for word in seen.words] == ["Python", "Java", "\n", "C++"]
    assert seen.apart.tolist() == [0, 1, 0, 0]
    assert seen.ends.tolist() == [3, 4]


@pytest.mark.parametrize(
    "text, knowledge",
    [
        ("Requirements: * Kubernetes * PostgreSQL * Terraform", {"Kubernetes", "PostgreSQL", "Terraform"}),
        ("Experience with cloud computing (AWS) is required.", {"cloud computing", "AWS"}),
    ],
)
def test_spans_end_with_words(text, knowledge):
    assert named(text, KNOWLEDGE) == knowledge


def document(*sentences):
    """A labelled text from sentences as `token/tag token`."""
    pairs = [[cell.rsplit("/", 1) for cell in sentence.split()] for sentence in sentences]
    tokens = [[token for token, _ in sentence] for sentence in pairs]
    text = "\n\n".join(" ".join(sentence) for sentence in tokens)
    return Document("tech", tokens, text=text, tags={"knowledge": [tag for one in pairs for _, tag in one]})


LABELLED = document("We/O use/O Node.js/B React/B Native/I", "at/O <ORGANIZATION>/O Denmark/O")


def test_labels_go_with_the_words_of_their_tokens():
    assign(LABELLED, words(LABELLED.text))
    assert LABELLED.spans("knowledge") == {(2, 3), (3, 5)}
    assert LABELLED.written[:6] == ["We", "use", "Node", ".js", "React", "Native"]
    assert LABELLED.labels("knowledge")[:6] == [0, 0, 1, 2, 1, 2]


def test_names_stand_for_placeholders_and_nothing_else_changes():
    [changed] = renamed([LABELLED], {"<ORGANIZATION>": ["Acme"]}, 1)
    assert changed.text == LABELLED.text.replace("<ORGANIZATION>", "Acme")
    assert changed.tags == LABELLED.tags


def test_a_span_counts_only_with_its_very_tokens():
    table = counts(LABELLED, "knowledge", {(2, 3), (3, 4), (6, 7)})
    assert table.tolist() == [[1, 2, 2, 2, 2, 3], [0, 1, 0, 0, 1, 0]]
    found = scores(table)
    assert (found["strict"]["f1"], found["token"]["f1"]) == (0.4, 0.667)
    assert found["strict"]["low"] <= 0.4 <= found["strict"]["high"]


@given(st.integers(0, 10_000))
@settings(max_examples=20, deadline=None)
def test_the_slopes_of_training_are_those_of_the_likelihood(seed):
    chance = np.random.default_rng(seed)
    labels = [0, 1, 2, 0, 1]
    point, moves, target = chance.normal(size=(5, 3)), chance.normal(size=(3, 3)), np.eye(3)[labels]
    ends, change, turns = np.array([3, 5]), np.zeros((5, 3)), np.zeros((3, 3))
    slopes(point, moves, ends, target, change, turns)

    def loss(scores, between):
        lost = 0.0
        for begin, end in ((0, 3), (3, 5)):
            ways = [way for way in product(range(3), repeat=end - begin) if way[0] != 2]
            path = [scores[range(begin, end), way].sum() + sum(between[a, b] for a, b in pairwise(way)) for way in ways]
            lost += np.logaddexp.reduce(path) - path[ways.index(tuple(labels[begin:end]))]
        return lost

    step = 1e-5
    for cell in np.ndindex(5, 3):
        moved = point.copy()
        moved[cell] += step
        if cell not in {(0, 2), (3, 2)}:  # no line begins inside a span
            assert change[cell] == pytest.approx((loss(moved, moves) - loss(point, moves)) / step, abs=1e-3)
    for cell in np.ndindex(3, 3):
        moved = moves.copy()
        moved[cell] += step
        assert turns[cell] == pytest.approx((loss(point, moved) - loss(point, moves)) / step, abs=1e-3)
