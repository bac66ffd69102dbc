"""Occupations as they are typed (`2221`, `Nursing professionals`, `staff nurse`), made into what reports look up."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


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
