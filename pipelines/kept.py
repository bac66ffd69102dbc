"""Makes at set-up what the tagger would else make at every start: `python -m pipelines.kept [TAXONOMY FOLDER …]`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.matching import machine as matching
from pipelines.matching.kept import folder
from pipelines.skills import Tagger
from pipelines.spans import machine as spans
from warehouse.taxonomy import find_taxonomies


def main(arguments: Sequence[str] | None = None) -> int:
    """Keep the machine code, and the tables of the tagger over taxonomy folders (those at hand if none is given)."""
    parser = argparse.ArgumentParser(prog="python -m pipelines.kept", description=main.__doc__)
    parser.add_argument("taxonomies", type=Path, nargs="*")
    parser.add_argument("--into", type=Path, help="instead of the environment's share/credscope/matching")
    given = parser.parse_args(arguments)
    into = given.into or folder()
    for loops in (matching, spans):
        loops.keep(into)
    path = Tagger.load(*(given.taxonomies or find_taxonomies())).keep(into)
    print(f"matching: {path}")  # noqa: T201 - a command speaks
    return 0


if __name__ == "__main__":
    sys.exit(main())
