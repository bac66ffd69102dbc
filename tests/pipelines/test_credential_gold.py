"""Floors under the scores on the sentences that were read: see `tests/gold/credentials.tsv`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.credentials import listed_credentials
from pipelines.skills import Tagger
from pipelines.training.score_credentials import (
    HALVES,
    HELD_OUT,
    MEASURES,
    UNSEEN,
    Counts,
    Label,
    Labelled,
    Outcome,
    errors,
    interval,
    labelled,
    outcome,
    outcomes,
    report,
    total,
)
from warehouse.records import CredentialMention

SENTENCES = labelled()
# Below what was reached on the held-out half (.97, .94, .90), above what is asked (.95, .85) or near it (.90).
FLOORS = {"precision": 0.95, "recall": 0.9, "class accuracy": 0.88}
SEEN_LATER = (
    0.8  # what was drawn and read after all tuning, a third of it courses: below what was reached (.88, .86, .91)
)


@pytest.fixture(scope="module")
def results(shared: Path) -> Iterator[list[Outcome]]:
    yield list(outcomes(Tagger.load(), shared, SENTENCES))


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("measure", FLOORS)
def test_the_scores_stay_above_their_floors(results: list[Outcome], half: str, measure: str) -> None:
    counts = total(each.counts for each in results if each.sentence.half == half)
    assert MEASURES[measure](counts) >= (SEEN_LATER if half == UNSEEN else FLOORS[measure])


def test_every_error_can_be_read(results: list[Outcome], shared: Path) -> None:
    told = list(errors(results, shared, HELD_OUT))
    of_half = [each for each in results if each.sentence.half == HELD_OUT]
    assert sum("  wrong" in line for line in told) == sum(len(each.wrong) for each in of_half)
    assert sum("  missed" in line for line in told) == sum(len(each.missed) for each in of_half)


def test_the_gold_is_as_large_and_as_hard_as_its_header_says() -> None:
    bare = [sentence for sentence in SENTENCES if not sentence.labels]
    assert len(SENTENCES) >= 600
    assert len(bare) >= len(SENTENCES) / 2
    assert sum(sentence.drawn == "random" for sentence in SENTENCES) == 240
    assert sum(sentence.half == UNSEEN for sentence in SENTENCES) == 205
    assert all(
        label.start >= sentence.start and label.end <= sentence.end
        for sentence in SENTENCES
        for label in sentence.labels
    )
    assert {label.requirement for each in SENTENCES for label in each.labels} == {
        "required", "preferred", "equivalent", "mentioned", "negated",
    }  # fmt: skip


def test_few_labels_name_what_no_list_holds() -> None:
    named = [label.credential for sentence in SENTENCES for label in sentence.labels]
    listed = {row.credential for row in listed_credentials()}
    assert sum(name not in listed for name in named) <= len(named) * 0.01


LABEL = Label(0, 3, "required", "Project Management Professional")
SENTENCE = Labelled("cue", "file", "record", 0, 40, None, (LABEL,))


def mention(credential: str, start: int, requirement: str) -> CredentialMention:
    return CredentialMention(credential, "", "", start, start + 3, requirement)


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        ([], Counts(0, 1, 0, 0)),
        ([mention(LABEL.credential, 0, "required")], Counts(1, 1, 1, 1)),
        ([mention(LABEL.credential, 0, "preferred")], Counts(1, 1, 1, 0)),
        ([mention("Certified Scrum Developer", 0, "required")], Counts(1, 1, 0, 0)),
        ([mention(LABEL.credential, 20, "required")], Counts(1, 1, 0, 0)),
        ([mention(LABEL.credential, 0, "required"), mention(LABEL.credential, 2, "required")], Counts(1, 1, 1, 1)),
    ],
)
def test_what_counts_as_found(found: list[CredentialMention], counts: Counts) -> None:
    assert outcome(SENTENCE, found).counts == counts


def test_an_interval_holds_its_measure_and_is_repeatable() -> None:
    counts = [Counts(1, 1, number % 2, 0) for number in range(40)]
    low, high = interval(counts, MEASURES["precision"])
    assert 0.2 < low < 0.5 < high < 0.8
    assert (low, high) == interval(counts, MEASURES["precision"])


def test_the_report_tells_every_part() -> None:
    told = "\n".join(report([outcome(sentence, []) for sentence in SENTENCES]))
    assert [half for half in HALVES if f"{half}: " in told] == list(HALVES)
    assert "recall           0.000 (0.000 to 0.000)" in told
