"""The text of NEA's pages as our records: stacks of micro-credentials, one below the other.

One page's text is on record, none of its markup: a title with its place in a series, a summary, the evidence that is
asked for, and a line with the code, which repeats titles. Hours are stated for the stack alone.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from spiders.text_order import Line, sections

_TITLE = re.compile(r"([^:]{2,120}): \d{1,2}\. (.{2,300})")
_CODE = re.compile(r"[A-Z]{2,6}_[A-Z]{1,6}\d{1,3}")
_HOURS = re.compile(r"\d{1,3} approximate hours", re.I)
_COUNT = re.compile(r"(\d{1,4}) micro-?credentials\b", re.I)
_EVIDENCE = "Types of Evidence Required:"


def stack_count(whole: Sequence[Line]) -> int | None:
    """How many micro-credentials a stack has, as it says itself."""
    found = _COUNT.search(" ".join(line.text for line in whole))
    return int(found[1]) if found else None


def stacked(whole: Sequence[Line]) -> Iterator[dict[str, Any]]:
    """What a stack states of each of its micro-credentials, as `Credential` names it; no identifier without a code."""
    hours = _HOURS.search(" ".join(line.text for line in whole))
    stated = {
        "time_required": f"{hours[0].lower()} (stack)" if hours else None,
        "stackable_into": [line.text for line in whole if line.tag in {"h1", "h2"}][:1],
    }
    for head, lines in sections(whole, lambda text: _TITLE.fullmatch(text) and not _CODE.search(text)):
        below, title = [line.text for line in lines], _TITLE.fullmatch(head.text)
        codes = [(n, code[0]) for n, text in enumerate(below) if (code := _CODE.search(text))]
        own = below[: codes[0][0]] if codes else []
        evidence = [text.removeprefix(_EVIDENCE).strip() for text in own if text.startswith(_EVIDENCE)]
        about = [text for text in own if not text.startswith((_EVIDENCE, "View PDF", "Start"))]
        found = {"identifier": codes[0][1]} if codes else {}
        named = {"name": f"{title[1]}: {title[2]}"} if title else {}
        yield {**stated, **named, **found, "description": "\n".join(about), "assessment": "; ".join(evidence) or None}
