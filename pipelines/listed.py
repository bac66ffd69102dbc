"""The list of credentials that ships with the pipelines, and how a row of it is read."""

import csv
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class ListedCredential(NamedTuple):
    """A row of the list: `acronyms`, `aliases` and `former_names` separated by bars; what is not known is empty.

    `country` (ISO 3166-1) where it is national; `level` entry to expert, or ISCED 2011 of what a school awards;
    `renewal_months` until it expires or must be renewed; `superseded_by` a listed credential that took its place;
    `scope` is umbrella where a text means one of several (AWS Certification).
    """

    credential: str
    issuer: str
    acronyms: str
    aliases: str
    credential_type: str
    field: str
    country: str = ""
    level: str = ""
    url: str = ""
    renewal_months: str = ""
    former_names: str = ""
    superseded_by: str = ""
    scope: str = ""


@cache
def listed_credentials() -> tuple[ListedCredential, ...]:
    """The list that ships with the pipelines."""
    return read_credentials((files("pipelines") / "data" / "credentials.csv").read_text("utf-8"))


def read_credentials(text: str) -> tuple[ListedCredential, ...]:
    """The rows of a list, a CSV with the columns of `ListedCredential`.

    Raises `ValueError`, with the line, for a row that has not exactly these.
    """
    rows = list(csv.reader(text.splitlines()))
    for line, row in enumerate(rows, 1):
        if len(row) != len(ListedCredential._fields) or (line == 1 and tuple(row) != ListedCredential._fields):
            raise ValueError(f"line {line}: the columns are not {', '.join(ListedCredential._fields)}")
    return tuple(map(ListedCredential._make, rows[1:]))
