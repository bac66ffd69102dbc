"""Long work tells how far it is."""

import prefect.artifacts
import pytest

from flows import progress
from flows.progress import Progress, RunProgress


def test_without_a_terminal_a_bar_is_a_few_plain_lines():
    lines: list[str] = []
    with Progress(lines.append, on_terminal=False).bar("loading records", 1_000) as advance:
        for _ in range(100):
            advance(10)
    assert lines == [f"loading records: {n} of 1,000" for n in ("200", "400", "600", "800", "1,000")]


def test_nothing_to_do_is_no_error():
    lines: list[str] = []
    with Progress(lines.append, on_terminal=False).bar("loading records", 0) as advance:
        advance(0)
    assert lines == ["loading records: 0 of 0"]


def test_in_a_flow_run_a_bar_is_an_artifact_that_is_not_updated_more_often_than_people_look(
    monkeypatch: pytest.MonkeyPatch,
):
    lines: list[str] = []
    shown: list[float] = []
    monkeypatch.setattr(prefect.artifacts, "create_progress_artifact", lambda done, description: shown.append(done))
    monkeypatch.setattr(prefect.artifacts, "update_progress_artifact", lambda _, done: shown.append(done))
    ticks = iter([0.0, *(second for second in range(1, 11) for _ in range(2))])
    monkeypatch.setattr(progress, "monotonic", lambda: next(ticks))
    monkeypatch.setattr(progress, "PATIENCE", 4.0)
    with RunProgress(lines.append).bar("reading", 8) as advance:
        for _ in range(8):
            advance(1)
    assert shown[0] == 0
    assert shown == sorted(shown) and shown[-1] == 100
    assert 3 <= len(shown) <= 5
    assert lines[-1] == "reading: 8 of 8"
