"""A newer method adds what it finds; an older one's tags stay, shown on request and on the days that were its own."""

from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import Engine

from tests.warehouse.told import load, offer, posting, retag, rows, shown, week
from warehouse.history import UnknownMethodError
from warehouse.ledger import UNVERSIONED
from warehouse.records import Classes, JobPosting, Method, Tagged
from warehouse.tables import SHELVES
from warehouse.tagging import stored_records, take_up, unread, write_tagging
from warehouse.withdrawal import withdraw

MENTIONS = [shelf.skill.name for shelf in SHELVES.values()] + [shelf.credential.name for shelf in SHELVES.values()]
POSTINGS = [posting(str(n), "python and zig") for n in range(6)]
OFFERS = [offer(str(n), "zig and welding") for n in range(3)]
NEWER = {"zig": "ours:zig"}


def concepts(warehouse: Engine, folder: Path, **how: object) -> set[str]:
    """The concepts that a market's postings are shown to name."""
    return set(shown(warehouse, folder, **how).posting_skills["concept_uri"])  # type: ignore[arg-type]


def test_what_an_older_method_found_is_untouched(warehouse: Engine):
    load(warehouse, POSTINGS, week(0))
    load(warehouse, OFFERS, week(0))
    before = rows(warehouse)
    method = retag(warehouse, "newer-1", **NEWER)
    after = rows(warehouse)
    assert {t for t in after if after[t] != before[t]} == {"job_posting_skill", "credential_skill", "method", "tagging"}
    assert all(set(before[table]) <= set(after[table]) for table in MENTIONS)
    assert unread(warehouse, method) == []
    assert [p.record_count for p in unread(warehouse, method + 1)] == [4, 2, 3]


def test_stored_records_are_those_that_were_cleaned(warehouse: Engine):
    given = posting("a", remote=True, pay_low=9.5, date_posted=week(0), pay_unit="hour")
    load(warehouse, [given, offer("b", stackable_into=["B.Sc."])], week(0), source="acme")
    (part,) = unread(warehouse, 1)
    assert list(stored_records(warehouse, part).values()) == [given, offer("b", stackable_into=["B.Sc."])]


def test_a_killed_re_tagging_goes_on_where_it_stopped(warehouse: Engine, tmp_path: Path):
    load(warehouse, POSTINGS, week(0))
    retag(warehouse, "newer-1", parts=1, **NEWER)
    half = shown(warehouse, tmp_path)
    assert half.methods["posting_count"].tolist() == [4, 2]
    assert set(half.posting_skills["concept_uri"]) == {"ours:zig", "esco:python"}
    method = retag(warehouse, "newer-1", **NEWER)
    once = rows(warehouse)
    retag(warehouse, "newer-1", **NEWER)
    part = unread(warehouse, method + 1)[0]
    write_tagging(warehouse, part, method, {})
    assert rows(warehouse) == once
    assert concepts(warehouse, tmp_path) == {"ours:zig"}


def test_an_older_method_is_shown_as_before(sqlite: Engine, tmp_path: Path):
    load(sqlite, POSTINGS, week(0))
    load(sqlite, OFFERS, week(0))
    before = shown(sqlite, tmp_path)
    retag(sqlite, "newer-1", **NEWER)
    after, newest = shown(sqlite, tmp_path, method="unversioned"), shown(sqlite, tmp_path)
    for frame in ("posting_skills", "offer_skills", "skills", "methods"):
        pd.testing.assert_frame_equal(getattr(after, frame), getattr(before, frame))
    assert newest.methods.to_numpy().tolist() == [["newer-1", "tells zig", 6, 3]]
    assert concepts(sqlite, tmp_path, method="newer") == concepts(sqlite, tmp_path, method="1") == {"ours:zig"}


def test_an_earlier_day_keeps_the_method_that_was_then_in_force(sqlite: Engine, tmp_path: Path):
    load(sqlite, POSTINGS, week(0))
    load(sqlite, [*POSTINGS, posting("x", "welding")], week(1))
    retag(sqlite, "newer-1", **NEWER)
    load(sqlite, POSTINGS, week(2), method_id=1)
    assert concepts(sqlite, tmp_path, as_of=week(0)) == {"esco:python"}
    assert concepts(sqlite, tmp_path, as_of=week(1)) == concepts(sqlite, tmp_path) == {"ours:zig"}
    assert concepts(sqlite, tmp_path, as_of=week(0), method="newer-1") == {"ours:zig"}
    assert concepts(sqlite, tmp_path, as_of=week(1), method="unversioned") == {"esco:python", "esco:welding"}


def test_what_only_a_later_method_read_is_shown_under_every_method(sqlite: Engine, tmp_path: Path):
    load(sqlite, POSTINGS, week(0))
    retag(sqlite, "newer-1", **NEWER)
    load(sqlite, [posting("b", "python", source="other")], week(0), source="other", method_id=1)
    assert len(shown(sqlite, tmp_path, method="unversioned").posting_skills) == 7


def test_a_method_that_is_taken_up_again_counts_again(sqlite: Engine, tmp_path: Path):
    load(sqlite, POSTINGS, week(0))
    retag(sqlite, "newer-1", **NEWER)
    assert take_up(sqlite, Method("unversioned", "")) == UNVERSIONED
    assert concepts(sqlite, tmp_path) == {"esco:python"}
    assert [row[0] for row in rows(sqlite)["method"]] == [0, 1]


def test_no_method_and_several_are_refused_with_what_there_is(sqlite: Engine, tmp_path: Path):
    load(sqlite, POSTINGS, week(0))
    retag(sqlite, "newer-1", **NEWER)
    retag(sqlite, "newer-2", **NEWER)
    for name in ("older", "newer"):
        with pytest.raises(UnknownMethodError, match="names no one method; there are newer-2, newer-1, unversioned"):
            shown(sqlite, tmp_path, method=name)


def test_a_withdrawal_takes_what_every_method_found(warehouse: Engine):
    load(warehouse, POSTINGS, week(0))
    load(warehouse, [*POSTINGS, posting("x", "zig")], week(1))
    retag(warehouse, "newer-1", **NEWER)
    withdraw(warehouse, "acme", week(0))
    assert len(rows(warehouse)["job_posting_skill"]) == 6 + 7
    withdraw(warehouse, "acme")
    held = rows(warehouse)
    assert [held[table] for table in (*MENTIONS, "tagging")] == [[]] * 5


def test_where_a_posting_stands_in_the_classifications_is_kept_by_method(warehouse: Engine, tmp_path: Path):
    load(warehouse, [posting("a"), posting("b")], week(0))
    method = take_up(warehouse, Method("newer-1", ""))
    (part,) = unread(warehouse, method)
    classes = Classes("esco:nurse", "2221", "29-1141.00", 0.9, "Q", "62")
    found = {
        key: Tagged(classes=classes if record.identifier == "a" else None)
        for key, record in stored_records(warehouse, part).items()
        if isinstance(record, JobPosting)
    }
    write_tagging(warehouse, part, method, found)
    frame = shown(warehouse, tmp_path).postings.set_index("identifier")
    columns = ["occupation_uri", "isco_group", "onet_soc", "occupation_score", "nace_section", "naics"]
    assert frame.loc["a", columns].tolist() == ["esco:nurse", "2221", "29-1141.00", 0.9, "Q", "62"]
    assert frame.loc["b", columns].isna().all()
    assert shown(warehouse, tmp_path, method="unversioned").postings[columns].isna().all(axis=None)
