"""What the measures of recognition found, as the rows that the page's picture and tables share."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from reports.findings import Findings
from reports.language import _
from reports.measures.units.counting import ALL
from reports.rows import Row, rows
from reports.voice import absent

SHOWN = 3  # names of credentials in one cell


class Named(NamedTuple):
    """The credentials that a market's vacancies name: the most named ones, how many mentions, how binding these are."""

    most: list[tuple[str, int]]
    mentions: int
    intensity: float | None  # (required + ½ preferred) ÷ mentions


def industry_name(row: Row) -> str:
    """An industry as it is read."""
    if row["industry"] == ALL:
        return _("All industries")
    if absent(row["industry_label"]):
        return _("NACE section {}").format(row["industry"])
    return str(row["industry_label"])


def industries(findings: Findings, place: str) -> list[Row]:
    """All industries together, then those with enough vacancies, then the thin ones, most vacancies first.

    `stated_no_degree`: vacancies that state an education and ask no degree.
    """
    frame = findings.measures.recognition
    found = rows(frame[frame["place"] == place])
    for row in found:
        asking = row["vacancy_total"] - row["no_degree_count"]
        row["stated_no_degree"] = max(row["education_stated_count"] - asking, 0)
    return sorted(found, key=lambda r: (r["industry"] != ALL, r["evidence"] == "thin", -r["vacancy_total"]))


def with_evidence(found: Iterable[Row]) -> list[Row]:
    """The industries of which enough is known; not all together."""
    return [row for row in found if row["industry"] != ALL and row["evidence"] != "thin"]


def types(findings: Findings, place: str) -> dict[str, dict[str, Row]]:
    """By industry and by type of credential: how many vacancies name one."""
    frame = findings.measures.recognition_types
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in rows(frame[frame["place"] == place]):
        found[row["industry"]][row["credential_type"]] = row
    return dict(found)


def named(findings: Findings) -> dict[tuple[str, str], Named]:
    """By place and industry, `all` too: the credentials named there."""
    columns = ["place", "industry", "credential", "explicit_count", "required_count", "preferred_count"]
    parts = findings.measures.credentials_by_industry[columns].astype({"place": "string", "industry": "string"})
    frame = pd.concat([parts, findings.measures.credential_demand.assign(industry=ALL)[columns]])
    frame = frame[frame["explicit_count"] > 0].sort_values(
        ["place", "industry", "explicit_count", "credential"], ascending=[True, True, False, True], kind="stable"
    )
    return {(str(key[0]), str(key[1])): _named(rows(of)) for key, of in frame.groupby(["place", "industry"])}


def _named(found: list[Row]) -> Named:
    mentions = sum(row["explicit_count"] for row in found)
    binding = sum((row["required_count"] or 0) + (row["preferred_count"] or 0) / 2 for row in found)
    most = [(str(row["credential"]), int(row["explicit_count"])) for row in found[:SHOWN]]
    return Named(most, mentions, binding / mentions if mentions else None)
