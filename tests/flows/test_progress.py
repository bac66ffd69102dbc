"""Long work tells how far it is."""

from flows.progress import Progress


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
