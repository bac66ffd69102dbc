"""What a refresh derives beside the records: the names of codes."""

from pathlib import Path

from flows.progress import Progress
from flows.settings import settings
from flows.steps.refresh import refresh
from warehouse.frames import market


def test_the_codes_of_occupations_and_industries_have_names(tmp_path: Path):
    where = settings(tmp_path)
    refresh(where, Progress(lambda line: None, on_terminal=False))
    found = market(where.facts)
    assert dict(found.occupations.to_numpy().tolist())["2512"] == "Software developers"
    assert dict(found.industries.to_numpy().tolist())["J"] == "Information and communication"
    assert (len(found.occupations), len(found.industries)) == (619, 21)
