"""Whatever a publisher writes into a field, 100 kB of it are refused or read within a second."""

import time
from typing import Any

import pytest

from pipelines.cleaning import clean
from warehouse.records import Credential, JobPosting

SIZE = 100_000
SECONDS = 1.0  # of processor time
PIECES = [
    *(" ", "\n", "\x00", "a", "A", "é", "0", "<", "&", "-", ".", "(", "/", "'"),
    *("0 ", "a ", "a.", "a@", "$1 ", "1,", "https://", "2026-01-01 "),
]
RECORDS: list[tuple[type[JobPosting] | type[Credential], dict[str, Any]]] = [
    (JobPosting, {"identifier": "1", "title": "Nurse"}),
    (Credential, {"identifier": "1", "name": "Nursing"}),
]


@pytest.mark.parametrize(("kind", "known"), RECORDS, ids=lambda value: getattr(value, "__name__", ""))
def test_no_field_takes_long(kind: type[JobPosting] | type[Credential], known: dict[str, Any]) -> None:
    slow = {}
    for field in kind.model_fields:
        for piece in PIECES:
            text = piece * (SIZE // len(piece))
            begin = time.process_time()
            try:
                clean(kind.model_validate(known | {field: text}))
            except ValueError as refused:
                assert str(refused)
            if (taken := time.process_time() - begin) >= SECONDS:
                slow[field, piece] = taken
    assert slow == {}
