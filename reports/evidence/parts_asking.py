"""In which industries and occupations a skill or a credential is asked most."""

from collections.abc import Callable

import pandas as pd

from reports.evidence import panels
from reports.evidence.told import keys_of, tops, within
from reports.findings import Findings
from reports.language import _
from reports.page import Block
from reports.voice import text

EACH = 3  # industries, and occupations
DIGITS = {"industry": 1, "occupation": 4}  # of NACE's sections and ISCO-08's unit groups


def parts_asking(
    findings: Findings, subject: str, named: str, keys: "Callable[[pd.DataFrame], pd.Series[str]]"
) -> Callable[[str], list[Block]]:
    """The lists of a subject by its key. `keys` of the rows of the frames, in which `named` are counted."""
    prefix = "demand_by" if subject == "skill" else "credentials_by"
    known, found = keys_of(findings, subject), {}
    for kind, digits in DIGITS.items():
        frame = getattr(findings.measures, f"{prefix}_{kind}")
        is_part = frame[kind].astype("object").str.len() == digits
        frame = frame[(frame["place"] == "all") & is_part & (frame[named] > 1)]  # one vacancy says nothing of a part
        found[kind] = tops(frame, keys(frame), known, named, EACH)
    titles = {"industry": _("In which industries"), "occupation": _("In which occupations")}

    def blocks(key: str) -> list[Block]:
        listed = []
        for kind, title in titles.items():
            points = [
                panels.shared(text(r[f"{kind}_label"] or r[kind]), within(findings, kind, r[kind]), r, r[named])
                for r in found[kind].get(key, [])
            ]
            listed += [Block(title, points=points)] if points else []
        return listed

    return blocks
