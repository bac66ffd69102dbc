"""Which hours of the stream are asked for."""

from itertools import pairwise

import pytest

from spiders.sources.platsbanken import Platsbanken


def test_two_days_are_asked_for_without_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDSCOPE_AS_OF", "2026-11-23")
    spans = [url.partition("?updated-after=")[2].split("&updated-before=") for url in Platsbanken().start_urls]
    assert (spans[0][0], spans[-1][1]) == ("2026-11-22T00:00:00", "2026-11-24T00:00:00")
    assert all(before[1] == after[0] for before, after in pairwise(spans))
