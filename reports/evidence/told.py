"""What a subject's page says before its records, and the rows of published frames that it is said from."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

import pandas as pd

from reports.evidence.panels import Formulas
from reports.findings import Findings
from reports.page import Block, Sentence
from reports.rows import Row, rows

Rows = dict[str, list[Row]]


class Told(NamedTuple):
    """The lead, the panel behind the figures (formulas, and the tests of a class), and what else there is to say."""

    lead: list[Sentence]
    how: Formulas
    tests: list[Sentence]
    blocks: list[Block]


Teller = Callable[[str], Told]


def within(findings: Findings, kind: str, key: object) -> str | None:
    """The page of a subject as seen from another's."""
    href = findings.href(kind, key)
    return href and href.removeprefix("evidence/")


def keys_of(findings: Findings, kind: str) -> list[str]:
    """The keys of the subjects of a kind."""
    return [s.key for s in findings.subjects if s.kind == kind]


def tops(frame: pd.DataFrame, key: "pd.Series[str]", keys: Iterable[str], count: str, each: int) -> Rows:
    """Of each key the rows with the highest count, equal ones in the frame's order."""
    known = key.isin(list(keys)).to_numpy(bool)
    found = frame[known].assign(_key=key[known].astype("object").array)
    found = found.sort_values(count, ascending=False, kind="stable")
    grouped: Rows = {}
    for row in rows(found.groupby("_key", sort=False).head(each)):
        grouped.setdefault(str(row["_key"]), []).append(row)
    return grouped


def by_place(frame: pd.DataFrame, key: "pd.Series[str]", keys: Iterable[str], count: str, each: int) -> Rows:
    """Of each key its row of all places, then the `each` places with the highest count."""
    whole = (frame["place"] == "all").to_numpy(bool)
    keys = list(keys)
    first = tops(frame[whole], key[whole], keys, count, 1)
    places = tops(frame[~whole], key[~whole], keys, count, each)
    return {name: [*first.get(name, []), *places.get(name, [])] for name in {**first, **places}}


def credential_keys(frame: pd.DataFrame) -> "pd.Series[str]":
    """The key of each row's credential: its name and issuer in one text."""
    return frame["credential"].astype("object") + "|" + frame["issuer"].astype("object").fillna("")
