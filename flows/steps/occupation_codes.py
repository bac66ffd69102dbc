"""Occupations as they are typed (`2221`, `Nursing professionals`, `staff nurse`), made into what reports look up."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from warehouse.frames import StoredMarket


def occupation_codes(asked: Iterable[str], names: "pd.DataFrame", home: Path) -> list[str]:
    """Each as it is where it is a code or the name of an ISCO-08 group; a job title as the code of the group it is in.

    `names`: isco_group, preferred_label. What means nothing sure stays: the report says what is near.
    """
    from pipelines.occupations import Occupations
    from warehouse.taxonomy import find_taxonomies

    titles = Occupations.load(*find_taxonomies(home))
    known = {str(name).casefold() for name in (*names["isco_group"], *names["preferred_label"])}

    def code(text: str) -> str:
        found = None if " ".join(text.split()).casefold() in known else titles.occupation(text)
        return found.isco if found and found.isco and len(found.isco) == 4 else text

    return [code(text) for text in asked]


def ways_into(asked: Sequence[str], market: "StoredMarket", home: Path) -> list[str]:
    """The codes of the occupations asked for, each of which has an open vacancy.

    Raises `UnknownOccupationError`, which says what was typed and what is near.
    """
    from reports.measures.supply.occupation_pathways import occupation_named

    counts = market.open_parts()
    groups = counts.loc[(counts["kind"] == "occupation") & (counts["code"].str.len() == 4), ["code"]]
    labels = market.occupations.drop_duplicates("isco_group").set_index("isco_group")["preferred_label"]
    found = groups.rename(columns={"code": "occupation"}).assign(
        occupation_label=groups["code"].map(labels).astype("string")
    )
    codes = occupation_codes(asked, market.occupations, home)
    return [occupation_named(code, found, typed) for code, typed in zip(codes, asked, strict=True)]
