"""The fields that a platform's answers are known to have, so that a new one is noticed, once a run.

`platforms/fields.json` lists them: the keys of the blocks in every answer stored for the tests. Blocks in a vocabulary
that all share (schema.org, CTDL, Open Badges) have no fields of their own, and are not looked at.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "platforms" / "fields.json"
SAID = 20  # names
_LONGEST = 60  # characters of a name
_MOST = 1_000  # names held


@cache
def known() -> Mapping[str, frozenset[str]]:
    """The fields by platform."""
    return {platform: frozenset(names) for platform, names in json.loads(FILE.read_bytes()).items()}


def own(block: Any) -> set[str]:
    """The fields of a block; none where it is no object, or one in a shared vocabulary."""
    return set(block) if isinstance(block, dict) and not block.keys() & {"@type", "@context"} else set()


class Fields:
    """Looks at a platform's blocks, and remembers the fields that no stored answer has."""

    def __init__(self, platform: str) -> None:
        self._known = known().get(platform)
        self._unknown: set[str] = set()

    def look(self, block: Any) -> None:
        """Notice the block's fields."""
        if self._known and len(self._unknown) < _MOST:
            self._unknown |= own(block) - self._known

    def warning(self) -> str | None:
        """The fields that are new, in words; None where there are none."""
        if not self._unknown:
            return None
        names = sorted(name[:_LONGEST] for name in self._unknown)
        more = f" and {len(names) - SAID} more" if len(names) > SAID else ""
        return f"fields not known before: {', '.join(names[:SAID])}{more}"
