"""Runs whose answer cannot be trusted: too few records, or fields that were filled and no longer are.

A pure function of a source's runs in their order, so that a later run never changes what an earlier day showed.
"""

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

COMPARED = 5  # good runs
COLLAPSE = 0.5  # of the median, for the count and for each share
USUALLY = 0.5  # a share below is no habit that could break


class Given(NamedTuple):
    """What a run gave: how many records, and by field the share of them that stated it (titles: that differ)."""

    complete: bool
    records: int
    shares: tuple[float, ...]


def quarantined(runs: Sequence[Given]) -> list[bool]:
    """Which of a source's effective runs, oldest first, are not to be trusted.

    Each is compared with the medians of the up to five good runs before it, a good run being complete and trusted;
    without any it is trusted. Counts are compared of complete runs only, fields of every run that gave a record.
    """
    good: list[Given] = []
    verdicts = []
    for run in runs:
        verdicts.append(_broken(run, good[-COMPARED:]))
        if run.complete and not verdicts[-1]:
            good.append(run)
    return verdicts


def _broken(run: Given, good: Sequence[Given]) -> bool:
    if not good:
        return False
    if run.complete and run.records < COLLAPSE * median(other.records for other in good):
        return True
    usual = [median(shares) for shares in zip(*(other.shares for other in good if other.records), strict=True)]
    return run.records > 0 and any(
        was >= USUALLY and now < COLLAPSE * was for now, was in zip(run.shares, usual, strict=False)
    )
