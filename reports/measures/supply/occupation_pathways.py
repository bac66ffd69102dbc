"""Pathways into occupations (METHOD §7): the most asked ones and those asked for, by least price and by least hours."""

from collections.abc import Sequence
from difflib import get_close_matches

import numpy as np
import pandas as pd

from reports.measures.statistics.intervals import MINIMUM_EMPLOYERS, MINIMUM_VACANCIES, Floats, evidence, share_interval
from reports.measures.supply.pathways import Cost, Pathway, cover, taught
from reports.measures.units.basis import Basis
from reports.measures.units.counting import RATIO, SHARE, Schema, query, shaped

MOST_ASKED = 10
LEAST_TARGET = 3  # skills: of fewer, any course that names them seems to lead in
LEAST_SHARE = 0.02  # one vacancy in fifty: what fewer ask cannot move a coverage by a step's least gain
PECULIAR = 1.25  # times as often as elsewhere: a skill asked less than that leads nobody into the occupation by itself
WAYS: tuple[Cost, ...] = ("price", "hours")
SUMS = ("a", "b", "aa", "ab", "bb")
SCHEMA: Schema = {
    **dict.fromkeys(("occupation", "occupation_label", "by", "kind"), "string"),
    "step": "Int64",
    **dict.fromkeys(("offer", "title", "provider", "credential_type"), "string"),
    **dict.fromkeys(("price", "hours"), RATIO),
    "skills": "string",
    **dict.fromkeys(("gain", "coverage", "coverage_low", "coverage_high"), SHARE),
    **dict.fromkeys(("price_so_far", "hours_so_far"), RATIO),
    "stackable": "boolean",
    **dict.fromkeys(("concept_uri", "preferred_label"), "string"),
    "weight": SHARE,
    **dict.fromkeys(("offer_count", "vacancy_count", "employer_count"), "Int64"),
    "evidence": "string",
}
OCCUPATIONS = """
    SELECT occupation, count(*) AS vacancy_count, count(DISTINCT cluster_id) FILTER (is_named) AS employer_count
    FROM units WHERE open AND regexp_full_match(occupation, '[0-9]{4}')
    GROUP BY ALL ORDER BY vacancy_count DESC, occupation
"""
ASKED = """
    SELECT occupation, subject_id AS skill_id, cluster_id, any_value(is_named) AS named, count(*) AS y
    FROM mentions JOIN units USING (unit_id) GROUP BY ALL ORDER BY ALL
"""
SHARES = """
    WITH sizes AS (SELECT occupation, count(*) AS total FROM units GROUP BY ALL)
    SELECT occupation, skill_id, sum(y) AS count, any_value(total) AS total, count(*) FILTER (named) AS organizations
    FROM asked JOIN sizes USING (occupation) GROUP BY ALL ORDER BY ALL
"""
ALL_ASKED = """
    SELECT subject_id AS skill_id, count(*) AS asked_of_all FROM mentions JOIN units USING (unit_id) WHERE open
    GROUP BY ALL ORDER BY ALL
"""


class UnknownOccupationError(ValueError):
    """No open vacancy is of the occupation; the text names near ones."""


def occupations(basis: Basis, names: pd.DataFrame) -> pd.DataFrame:
    """The ISCO-08 groups of four digits with open vacancies, most asked first.

    Columns occupation, vacancy_count, employer_count, occupation_label. `names`: isco_group, preferred_label; a group
    without a name has none.
    """
    found = query(OCCUPATIONS, units=basis.demand.units[["open", "occupation", "cluster_id", "is_named"]])
    named = names.drop_duplicates("isco_group").set_index("isco_group")["preferred_label"]
    return found.assign(occupation_label=found["occupation"].map(named).astype("string"))


def occupation_named(asked: str, found: pd.DataFrame, typed: str | None = None) -> str:
    """The code in `found` (as `occupations` gives it) of a code or a label, in any case; of a part that only one has.

    Raises `UnknownOccupationError` where none or several fit, which names what was typed, if that is something else.
    """
    wanted = " ".join(asked.split()).casefold()
    told = found["occupation_label"].fillna(found["occupation"]).str.casefold()
    labels: dict[str, str] = dict(zip(found["occupation"], told, strict=True))
    exact = [code for code, label in labels.items() if wanted in (code, label)]
    fitting = exact or [code for code, label in labels.items() if wanted and wanted in label]
    if len(fitting) == 1:
        return fitting[0]
    near = fitting or [c for c in labels if wanted[:2].isdigit() and c.startswith(wanted[:2])]
    near = near or [c for c, label in labels.items() if label in get_close_matches(wanted, labels.values(), 5, 0.5)]
    said = "several occupations" if fitting else "no open vacancy"
    named = found.set_index("occupation")["occupation_label"].fillna("")
    listed = ", ".join(f"{code} {named[code]}".strip() for code in (near or list(labels))[:5])
    hint = f"; near ones: {listed}" if listed else ", nor of any other ISCO group of four digits"
    raise UnknownOccupationError(f"{said} {'fit' if fitting else 'is of the occupation'} {typed or asked!r}{hint}")


def occupation_pathways(basis: Basis, names: pd.DataFrame, more: Sequence[str] = ()) -> pd.DataFrame:
    """The steps (`kind` step) and the white space (white space) of the most asked occupations and of `more`, by code.

    One row for each step, or skill that no step teaches, of each occupation and way (`by` least price, least hours), in
    the order: vacancies (falling), code, way, step, weight. Price and hours are as `offers` has them. The target are
    the skills with sufficient evidence (10 vacancies, 3 employers) that 2 % of the vacancies ask, transversal ones left
    out: any course brings some of them; a target of fewer than 3 skills is thin. `weight`: of the mentions of these
    skills in the occupation's vacancies, the share that names the skill. A step is an offer of the occupation's field:
    at least half of what it teaches (transversal skills aside) is asked by 3 employers there. It leads to the skills
    that its title names, or its text more than once: what is named in passing it is not about; one that adds a single
    skill asked less than 1.25 times as often there as elsewhere is none. `coverage`: share of those mentions that the
    steps so far lead to; its interval is linearised between employers, given the steps. It says what offers name, not
    how well they teach it. vacancy_count and employer_count are the occupation's,
    offer_count of the open offers that lead to a skill of the white space. An occupation without a target has no rows.
    Raises `UnknownOccupationError` for one of `more` (codes or names) that no open vacancy is of.
    """
    known = occupations(basis, names)
    known = known[
        (known.index < MOST_ASKED) | known["occupation"].isin([occupation_named(each, known) for each in more])
    ]
    side = basis.demand
    units = side.units.loc[side.units["open"] & side.units["occupation"].isin(known["occupation"])]
    units = units[["unit_id", "occupation", "cluster_id", "is_named"]]
    asked, teaching = query(ASKED, mentions=side.mentions, units=units), taught(basis)
    targets = _targets(asked, units, basis.skills)
    targets = targets.assign(is_general=_general(targets, basis))
    parts = [pd.DataFrame(columns=[*SCHEMA])]
    for occupation, of_it in known.groupby("occupation", sort=False):
        target = targets[targets["occupation"] == occupation].reset_index(drop=True)
        of_it = of_it.assign(target=len(target))
        mentions = asked[asked["occupation"] == occupation].merge(target[["skill_id", "row"]], on="skill_id")
        related = _related(teaching, asked[asked["occupation"] == occupation], basis.skills)
        related = related.merge(basis.dwelt_on, on=["unit_id", "subject_id"])
        for by in WAYS:
            told = _told(cover(basis.supply, related, target, by), mentions)
            parts += [part.assign(by=by).merge(of_it, how="cross", suffixes=("", "_")) for part in told if len(part)]
    rows = pd.concat(parts[1:] or parts, ignore_index=True).reindex(columns=[*SCHEMA, "target"])
    counts = (rows[f"{name}_count"].to_numpy(np.float64, na_value=0) for name in ("vacancy", "employer"))
    shown = np.where(rows["target"] < LEAST_TARGET, "thin", evidence(*counts))
    return shaped(rows.assign(evidence=shown), SCHEMA)


def _targets(asked: pd.DataFrame, units: pd.DataFrame, skills: pd.DataFrame) -> pd.DataFrame:
    """The skills that matter in each occupation: weight, and `row`, its number there, heaviest first."""
    shares = query(SHARES, asked=asked, units=units[["occupation"]])
    enough = (shares["count"] >= MINIMUM_VACANCIES) & (shares["organizations"] >= MINIMUM_EMPLOYERS)
    found = shares[enough & (shares["count"] >= LEAST_SHARE * shares["total"])]
    specific = skills[~skills["is_transversal"].to_numpy(bool)]
    found = found.merge(specific[["skill_id", "concept_uri", "preferred_label"]], on="skill_id")
    found = found.sort_values(["occupation", "count", "concept_uri"], ascending=[True, False, True])
    return found.assign(weight=found["count"].astype("float64"), row=found.groupby("occupation").cumcount())


def _general(targets: pd.DataFrame, basis: Basis) -> "pd.Series[bool]":
    """Whether all vacancies ask each skill about as often as those of its occupation, which is not all there is."""
    side = basis.demand
    of_all = query(ALL_ASKED, mentions=side.mentions, units=side.units[["unit_id", "open"]])
    count, total = (targets[name].astype("float64") for name in ("count", "total"))
    asked, every = targets["skill_id"].map(of_all.set_index("skill_id")["asked_of_all"]), int(side.units["open"].sum())
    return (total < every) & (count * every < PECULIAR * asked.astype("float64") * total)


def _related(teaching: pd.DataFrame, asked: pd.DataFrame, skills: pd.DataFrame) -> pd.DataFrame:
    """The rows of `teaching` of offers in the field of an occupation, whose vacancies ask `asked`."""
    employers = np.bincount(asked.loc[asked["named"], "skill_id"], minlength=len(skills))
    specific = ~skills["is_transversal"].to_numpy(bool)
    unit, skill = (teaching[name].to_numpy(np.int64) for name in ("unit_id", "subject_id"))
    shared = np.bincount(unit, specific[skill] & (employers[skill] >= MINIMUM_EMPLOYERS))
    found: pd.DataFrame = teaching[(2 * shared >= np.bincount(unit, specific[skill]))[unit]]
    return found


def _told(way: Pathway, mentions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The steps with the interval of their coverage, and the white space, each with its kind."""
    low, high = _intervals(mentions, way.learnt)
    steps = way.steps.assign(kind="step", coverage_low=low, coverage_high=high)
    return steps, way.white_space.assign(kind="white space")


def _intervals(mentions: pd.DataFrame, learnt: list[list[int]]) -> tuple[Floats, Floats]:
    """95 % interval of the coverage after each step: a ratio of mentions, with employers as clusters."""
    clusters, cluster = np.unique(mentions["cluster_id"].to_numpy(np.int64), return_inverse=True)
    step_of = np.full(mentions["row"].max() + 1 if len(mentions) else 0, len(learnt))
    for step, rows in enumerate(learnt):
        step_of[rows] = step
    named = np.zeros((len(clusters), len(learnt) + 1))
    np.add.at(named, (cluster, step_of[mentions["row"].to_numpy(np.int64)]), mentions["y"].to_numpy(np.float64))
    total, so_far = named.sum(axis=1)[:, None], named.cumsum(axis=1)[:, :-1]
    sums = [
        (x * y).sum(axis=0) for x, y in ((so_far, 1), (total, 1), (so_far, so_far), (so_far, total), (total, total))
    ]
    each = np.broadcast_arrays(*sums, float(len(clusters)))
    return share_interval(*each)[:2]
