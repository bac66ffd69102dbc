"""Columns of one frame beside the rows of another by position: what a merge does, without copying all the others."""

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.int64]
PAIR = ("place_id", "subject_id")


def position(rows: pd.DataFrame, table: pd.DataFrame, on: tuple[str, ...] = PAIR) -> Codes:
    """Where each of `rows` stands in `table`, by one or two columns of whole numbers unique there; −1: nowhere."""
    sought, known = (_key(frame, on) for frame in (rows, table))
    if not len(known):
        return np.full(len(sought), -1)
    order = np.argsort(known, kind="stable")
    found = order[np.minimum(np.searchsorted(known, sought, sorter=order), len(known) - 1)]
    return np.where(known[found] == sought, found, -1)


def taken(table: pd.DataFrame, where: Codes, *names: str) -> dict[str, "pd.api.extensions.ExtensionArray"]:
    """Columns of `table` at some positions, null at −1."""
    found = table[list(names)].set_axis(pd.RangeIndex(len(table))).reindex(where)
    return {name: found[name].array for name in names}


def _key(frame: pd.DataFrame, on: tuple[str, ...]) -> Codes:
    columns = [frame[name].to_numpy(np.int64) for name in on]
    return columns[0] if len(columns) == 1 else columns[0] << 32 | columns[1]
