"""Sentences written to mislead a tagger: words that are also names, negations, lists, hidden text, prompts.

`traps.tsv` holds postings and courses, `course_traps.tsv` what a course teaches beside what it presupposes or promises.
Columns: the trap, the side, the text (`\\n` is a line break), the skills that must be named and those that must not (as
written, `;` between them, `*` for any other), the credentials that must be named, and no others, with one of the
requirements allowed (`PMP:required|mentioned`), and why a sentence is known to fail.
"""

from collections import Counter
from pathlib import Path

import pytest

from pipelines.skills import Tagger
from warehouse.curated import build_technologies
from warehouse.taxonomy import find_taxonomies

HERE = Path(__file__).parent
TECHNOLOGIES = HERE.parents[1] / "pipelines" / "data" / "technologies.csv"


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in (HERE / name).read_text("utf-8").split("\n")[1:-1]]


ROWS = [row for name in ("traps.tsv", "course_traps.tsv") for row in rows(name)]


def case(row: list[str]) -> object:
    marks = [pytest.mark.xfail(strict=True, reason=row[-1])] if row[-1] else []
    return pytest.param(*row[:-1], id=f"{row[0]}: {row[2]}", marks=marks)


@pytest.fixture(scope="module")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    """As set-up leaves it: ESCO and our list of technologies."""
    [esco] = [folder for folder in find_taxonomies() if folder.name.startswith("esco-")]
    return Tagger.load(esco, build_technologies(TECHNOLOGIES, esco, tmp_path_factory.mktemp("lists")))


@pytest.mark.parametrize(("trap", "side", "text", "named", "not_named", "credentials"), map(case, ROWS))
def test_a_trap_catches_nothing_else(
    tagger: Tagger, trap: str, side: str, text: str, named: str, not_named: str, credentials: str
) -> None:
    tags = tagger.tag(text.replace("\\n", "\n"), side)
    found = {mention.matched_text for mention in tags.skills}
    wanted, unwanted = set(filter(None, named.split(";"))), set(filter(None, not_named.split(";")))
    assert wanted <= found
    assert not (found - wanted if "*" in unwanted else found & unwanted)
    allowed = dict(entry.rsplit(":", 1) for entry in credentials.split(";") if entry)
    asked = {mention.matched_text: mention.requirement for mention in tags.credentials}
    assert asked.keys() == allowed.keys()
    assert all(asked[name] in allowed[name].split("|") for name in asked)


def test_the_table_is_as_long_as_promised_and_says_nothing_twice() -> None:
    assert len(rows("traps.tsv")) >= 200
    assert len(rows("course_traps.tsv")) >= 40
    assert max(Counter((row[1], row[2]) for row in ROWS).values()) == 1
