"""The window of announcements that a run asks for."""

import pytest

from spiders.catalogue import named


def test_the_window_is_what_is_open_on_the_day_that_the_run_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDSCOPE_AS_OF", "2026-11-23")
    window = "StartPositionCloseDate=2026-11-23&EndPositionOpenDate=2026-11-23"
    assert named("usajobs")().start_urls == [f"https://data.usajobs.gov/api/historicjoa?{window}"]
