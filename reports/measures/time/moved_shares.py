"""The shares of two days that can be compared, under common numbers: skills asked, skills taught, credentials named."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from reports.measures.time.moves import Day, moves
from reports.measures.units.basis import Basis, Side
from reports.measures.units.counting import ALL, Schema, query, shaped

if TYPE_CHECKING:
    from warehouse.frames import Market

SCHEMA: Schema = {
    "whole": "boolean",
    **dict.fromkeys(("kind", "place", "concept_uri", "preferred_label", "credential", "issuer"), "string"),
    **dict.fromkeys(("before", "after", "change", "change_low", "change_high", "p"), "Float64"),
    **dict.fromkeys((f"{name}{day}" for name in ("count", "total", "organizations") for day in (0, 1)), "Int64"),
}
KINDS = {"skill share": "demand", "offer share": "supply", "credential share": "demand"}
RECORDS = {"demand": ("posting_id", "postings"), "supply": ("offer_id", "offers")}
SHOWN = """
    SELECT DISTINCT unit_id FROM records JOIN units USING ({key}) JOIN sources USING (source) WHERE open ORDER BY ALL
"""
Codes = npt.NDArray[np.int64]


class Shown(NamedTuple):
    """A market and its units."""

    market: "Market"
    basis: Basis


def moved_shares(then: Shown, now: Shown, sources: frozenset[str]) -> pd.DataFrame:
    """`moves` of both sides between two days, by `SCHEMA`: the tests, before any verdict.

    `sources` are those whose records are compared where a row is not `whole`. Credentials are compared in all places
    together: elsewhere hardly any is named by enough employers.
    """
    places = common(then.basis.places[["place"]], now.basis.places[["place"]])
    found = []
    for kind, side in KINDS.items():
        mentions, names = zip(*(mentions_of(shown.basis, kind) for shown in (then, now)), strict=True)
        subjects = common(*names)
        days = [
            _day(shown, side, sources)._replace(
                places=renumbered(_places(shown.basis, kind), "place_id", place),
                mentions=renumbered(named, "subject_id", subject),
            )
            for shown, named, place, subject in zip((then, now), mentions, places[:2], subjects[:2], strict=True)
        ]
        rows = moves(*days).join(places[2], on="place_id").join(subjects[2], on="subject_id").assign(kind=kind)
        found.append(shaped(rows.reindex(columns=list(SCHEMA)), SCHEMA))
    return pd.concat(found, ignore_index=True)


def shown_by(side: str, shown: Shown, sources: frozenset[str]) -> npt.NDArray[np.bool_]:
    """Which units of a side (`demand` or `supply`) an open record of one of `sources` shows, by unit_id."""
    market, basis = shown
    key, name = RECORDS[side]
    units = basis.postings if side == "demand" else basis.listings
    records = market.columns(name, key, "source", "open")
    compared = pd.DataFrame({"source": pd.array(sorted(sources), dtype="string")})
    found = query(SHOWN.format(key=key), records=records, units=units, sources=compared)
    return np.isin(side_of(basis, side).units["unit_id"], found["unit_id"])


def side_of(basis: Basis, side: str) -> Side:
    """`demand` or `supply`."""
    return basis.demand if side == "demand" else basis.supply


def mentions_of(basis: Basis, kind: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """unit_id and subject_id of a kind, and the names of its subjects, in their order."""
    if kind != "credential share":
        return side_of(basis, KINDS[kind]).mentions, basis.skills[["concept_uri", "preferred_label"]]
    named = basis.named[["credential", "issuer"]].astype("string")
    return basis.named.assign(subject_id=range(len(named))), named.assign(issuer=named["issuer"].replace("", pd.NA))


def _places(basis: Basis, kind: str) -> pd.DataFrame:
    at = side_of(basis, KINDS[kind]).places
    return at if kind != "credential share" else at[at["place_id"] == basis.places["place"].tolist().index(ALL)]


def common(then: pd.DataFrame, now: pd.DataFrame) -> tuple[Codes, Codes, pd.DataFrame]:
    """Numbers of the rows of either day, the same for what the same columns name, and the names by number."""
    both = pd.concat([then, now], ignore_index=True)
    key = [name for name in both if name != "preferred_label"]
    codes: Codes = both.groupby(key, dropna=False, sort=True).ngroup().to_numpy().astype(np.int64)
    names = both.assign(code=codes).drop_duplicates("code", keep="last").set_index("code")
    return codes[: len(then)], codes[len(then) :], names


def renumbered(frame: pd.DataFrame, column: str, codes: Codes) -> pd.DataFrame:
    """unit_id, and the column's numbers under `codes`."""
    return frame[["unit_id"]].assign(**{column: codes[frame[column].to_numpy(np.int64)]})


def _day(shown: Shown, side: str, sources: frozenset[str]) -> Day:
    """A side of a day under its own numbers."""
    held = side_of(shown.basis, side)
    organization = "o:" + held.units["organization"].astype("string")
    units = held.units[["unit_id", "is_named", "open"]].assign(
        cluster=organization.fillna("u:" + held.units["key"].astype("string")), matched=shown_by(side, shown, sources)
    )
    return Day(units, held.places, held.mentions)
