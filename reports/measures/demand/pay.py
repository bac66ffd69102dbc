"""Pay association (METHOD §6): what vacancies naming a credential pay, beside the same occupation and place without it.

It is an association, never a return: who names a credential differs in more than that. Cells are an occupation (four
digits of ISCO-08) in a country, with 10 vacancies stating pay of 3 employers on either side. In a cell the figure is
the difference (and ratio) of medians; over cells their mean, weighted by the vacancies that name the credential: the
cells as those who name it are spread over them. The interval is of the Bayesian bootstrap by employer (Rubin 1981),
each employer with one weight in all cells.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from reports.measures.statistics.bootstrap import WHOLE, Draws, Numbers, cluster_weights, half_width, medians
from reports.measures.statistics.intervals import MINIMUM_EMPLOYERS, MINIMUM_VACANCIES, evidence
from reports.measures.units.basis import Basis
from reports.measures.units.counting import ALL, RATIO, SHARE, Schema, query, shaped

DIGITS = 4
AMOUNT = 0
KNOWN = ("credential", "issuer", "place", "occupation", "naming_total", "pay_stated_share", "evidence")
SCHEMA: Schema = {
    **dict.fromkeys(("credential", "issuer", "occupation", "place"), "string"),
    **dict.fromkeys(("naming_total", "naming_count", "other_count", "employer_count", "other_employer_count"), "Int64"),
    "cell_count": "Int64",
    "pay_stated_share": SHARE,
    **dict.fromkeys(("pay_median", "other_pay_median", "difference", "difference_low", "difference_high"), AMOUNT),
    **dict.fromkeys(("ratio", "ratio_low", "ratio_high"), RATIO),
    "evidence": "string",
}
PAID = f"""
    SELECT place_id, occupation, unit_id, cluster_id, is_named, pay::DOUBLE AS pay
    FROM units JOIN unit_places USING (unit_id) JOIN places USING (place_id)
    WHERE open AND pay > 0 AND isfinite(pay) AND length(occupation) = {DIGITS} AND length(place) = 2
    ORDER BY place_id, occupation, pay, unit_id
"""  # noqa: S608
SUBJECTS = """
    SELECT dense_rank() OVER (ORDER BY credential, issuer) - 1 AS subject_id, credential, issuer, unit_id
    FROM named SEMI JOIN (FROM units WHERE open) USING (unit_id) ORDER BY ALL
"""
NAMING = f"""
    WITH ranked AS (
        SELECT place_id, occupation, unit_id, cluster_id, is_named,
            row_number() OVER (PARTITION BY place_id, occupation ORDER BY pay, unit_id) - 1 AS rank FROM paid)
    SELECT place_id, occupation, subject_id, rank FROM ranked JOIN subjects USING (unit_id)
    QUALIFY count(*) OVER (PARTITION BY place_id, occupation, subject_id) >= {MINIMUM_VACANCIES}
    ORDER BY place_id, occupation, subject_id, rank
"""  # noqa: S608
TOTALS = f"""
    SELECT subject_id, any_value(credential) AS credential, any_value(nullif(issuer, '')) AS issuer, place_id, place,
        coalesce(occupation, '{ALL}') AS occupation, count(*) AS naming_total,
        count(*) FILTER (pay > 0 AND isfinite(pay)) / count(*) AS pay_stated_share
    FROM subjects JOIN units USING (unit_id) JOIN unit_places USING (unit_id) JOIN places USING (place_id)
    WHERE place = '{ALL}' OR length(place) = 2
    GROUP BY GROUPING SETS ((subject_id, place_id, place), (subject_id, place_id, place, occupation))
    HAVING grouping(occupation) = 1 OR occupation IS NOT NULL
"""  # noqa: S608
COMPARED = """
    SELECT * FROM totals LEFT JOIN found USING (subject_id, place_id, occupation)
    WHERE pay_median IS NOT NULL OR (place = 'all' AND occupation = 'all')
    ORDER BY place_id, credential, issuer NULLS FIRST, occupation <> 'all', occupation
"""


class Compared(NamedTuple):
    """A credential in a cell. Over the draws, the estimate first: the weight of the vacancies naming it, either median;
    and the employers of the vacancies (-1: not named) that name it and that do not."""

    weight: Draws
    median: Draws
    other_median: Draws
    employers: Numbers
    other_employers: Numbers


def pay(basis: Basis) -> pd.DataFrame:
    """One row for each credential and place, and occupation (`all`: pooled), that has a cell to compare.

    Counts are of open vacancies: naming_total, those naming the credential, of which pay_stated_share state pay;
    naming_count and other_count, those compared, on either side. Amounts are a year's, in the report's currency. A
    credential without a cell has one row, of `all`, without figures. By place, credential, issuer, occupation.
    """
    side = basis.demand
    units = side.units[["unit_id", "cluster_id", "is_named", "open", "occupation", "pay"]]
    frames = {"units": units, "unit_places": side.places, "places": basis.places}
    subjects = query(SUBJECTS, named=basis.named, units=units)
    paid = query(PAID, **frames)
    naming = query(NAMING, paid=paid, subjects=subjects[["unit_id", "subject_id"]])
    pairs = list(_pairs(paid, naming))
    found = _pooled([keys for keys, _ in pairs], [each for _, each in pairs])
    rows = query(COMPARED, totals=query(TOTALS, subjects=subjects, **frames), found=found)
    counts = rows[["naming_count", "employer_count"]].fillna(0).to_numpy(np.float64)
    return shaped(rows.assign(evidence=evidence(counts[:, 0], counts[:, 1])), SCHEMA)


def _pairs(paid: pd.DataFrame, naming: pd.DataFrame) -> Iterator[tuple[tuple[Any, ...], Compared]]:
    """Each credential in each cell that has enough on either side."""
    asked = dict(list(naming.groupby(["place_id", "occupation"])))
    for cell, rows in paid.groupby(["place_id", "occupation"]):
        if cell not in asked:
            continue
        amount, cluster = rows["pay"].to_numpy(np.float64), rows["cluster_id"].to_numpy(np.int64)
        employer = np.where(rows["is_named"].to_numpy(bool), cluster, -1)
        ranks = {subject: of["rank"].to_numpy(np.int64) for subject, of in asked[cell].groupby("subject_id")}
        ranks = {subject: at for subject, at in ranks.items() if _enough(employer, at)}
        draws = [medians(amount, weights, ranks) for weights in cluster_weights(cluster)] if ranks else []
        for number, (subject, at) in enumerate(ranks.items()):
            weight, median, other_median = np.concatenate([block[number] for block in draws], axis=1)
            median[WHOLE], other_median[WHOLE] = np.median(amount[at]), np.median(np.delete(amount, at))
            yield (subject, *cell), Compared(weight, median, other_median, employer[at], np.delete(employer, at))


def _enough(employer: Numbers, at: Numbers) -> bool:
    sides = (employer[at], np.delete(employer, at))
    return all(len(s) >= MINIMUM_VACANCIES and len(np.unique(s[s >= 0])) >= MINIMUM_EMPLOYERS for s in sides)


def _pooled(keys: list[tuple[Any, ...]], pairs: list[Compared]) -> pd.DataFrame:
    """The figures of each cell, of each country and of all: means of the cells', by the weight that names it."""
    groups: dict[tuple[Any, ...], list[Compared]] = {}
    for (subject, place, occupation), pair in zip(keys, pairs, strict=True):
        for group in ((place, occupation), (place, ALL), (0, ALL)):
            groups.setdefault((subject, *group), []).append(pair)
    columns = ["subject_id", "place_id", "occupation", *(name for name in SCHEMA if name not in KNOWN)]
    rows = [dict(zip(columns, key, strict=False)) | _figures(cells) for key, cells in groups.items()]
    types = dict.fromkeys(columns, "float64") | {"subject_id": "int64", "place_id": "int64", "occupation": "string"}
    return pd.DataFrame(rows, columns=columns).astype(types)


def _figures(cells: list[Compared]) -> dict[str, float]:
    """The published figures over some cells."""
    weight = np.array([cell.weight for cell in cells])
    mine, others = np.array([cell.median for cell in cells]), np.array([cell.other_median for cell in cells])
    mean = [(weight * each).sum(axis=0) / weight.sum(axis=0) for each in (mine, others, np.log(mine / others))]
    sides = [np.concatenate(parts) for parts in zip(*((c.employers, c.other_employers) for c in cells), strict=True)]
    wide = half_width(sides)
    half, log_half = (wide * float(np.std(draws[1:], ddof=1)) for draws in (mean[0] - mean[1], mean[2]))
    difference, log_ratio = mean[0][WHOLE] - mean[1][WHOLE], mean[2][WHOLE]
    ratios = np.exp([log_ratio, log_ratio - log_half, log_ratio + log_half])
    employers = [len(np.unique(side[side >= 0])) for side in sides]
    return {
        **dict(zip(("naming_count", "other_count"), map(len, sides), strict=True)),
        **dict(zip(("employer_count", "other_employer_count"), employers, strict=True)),
        "cell_count": len(cells),
        "pay_median": mean[0][WHOLE],
        "other_pay_median": mean[1][WHOLE],
        "difference": difference,
        "difference_low": difference - half,
        "difference_high": difference + half,
        **dict(zip(("ratio", "ratio_low", "ratio_high"), ratios, strict=True)),
    }
