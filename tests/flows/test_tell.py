"""What Prefect shows stays the text that it was: it reads summaries, descriptions and tables' cells as Markdown."""

import re
from datetime import date
from typing import Any

import pytest
from markdown_it import MarkdownIt

from flows import tell
from flows.steps.news import Reported
from warehouse.records import Run, RunStatus, Side

NASTY = (
    "[x](javascript:alert(1))",
    "![i](http://e.test/i.png)",
    "<img src=x onerror=alert(1)>",
    "&lt;script&gt;",
    "http://e.test/x and https://e.test, www.e.test",
    "| a | b |",
    "**b** `c` # d",
    "- listed",
    "1. listed",
    "C++ and C#",
)
CHANGE = {
    **dict.fromkeys(("preferred_label", "provider", "change_low", "change_high", "class_before", "class_after"), ""),
    "kind": "credential share",
    "event": "rose",
    "place": "all",
    "before": "0.1",
    "after": "0.2",
    "change": "0.1",
    "count_before": "10",
    "total_before": "100",
    "count_after": "20",
    "total_after": "100",
    "evidence": "good",
}


@pytest.fixture()
def shown(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    found: dict[str, Any] = {}
    monkeypatch.setattr(tell, "create_table_artifact", lambda key, **told: found.update({key: told}))
    return found


def shows(markdown: str) -> str:
    """The tokens of a line of Markdown, put back into text; anything but text in it fails."""
    assert not re.search(r"https?:|www\.", markdown)  # GitHub's kind of Markdown makes links of bare addresses
    paragraph, inline, end = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    assert (paragraph.type, end.type) == ("paragraph_open", "paragraph_close")
    assert {child.type for child in inline.children or []} <= {"text"}
    return "".join(child.content for child in inline.children or [])


@pytest.mark.parametrize("text", NASTY)
def test_names_of_others_are_text_in_every_table(text: str, shown: dict[str, Any]) -> None:
    day = date(2026, 6, 29)
    run = Run(source="s", as_of=day, side=Side.DEMAND, platform="p", status=RunStatus.FAILED, reason=text, robots=text)
    tell.health_table([run])
    tell.changes_table(Reported([{**CHANGE, "credential": text}], {}, {"compared_with": "2026-06-01"}), text)
    (health,), (change,) = shown["source-health"]["table"], shown["changes"]["table"]
    assert shows(health["reason"]) == shows(health["robots"]) == shows(change["subject"]) == text
    assert text in shows(shown["changes"]["description"])
