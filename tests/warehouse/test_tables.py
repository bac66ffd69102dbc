"""The tables are the records: every attribute has its column, and what it may hold is said once, in the record."""

from datetime import date

import pytest
from sqlalchemy import JSON, BigInteger, Boolean, Date, Engine, Float, LargeBinary, Text

from tests.warehouse.told import load, offer, posting, week
from warehouse.ledger import CONTENT_BITS, RUN, key_of, version_id
from warehouse.records import Credential, JobPosting, Run
from warehouse.tables import SHELVES, SQLModel


@pytest.mark.parametrize(
    ("record", "table"),
    [(JobPosting, SHELVES["job_posting"].version), (Credential, SHELVES["credential"].version), (Run, RUN)],
)
def test_every_attribute_of_a_record_is_a_column(record: type[SQLModel], table):
    assert set(record.model_fields) <= set(table.columns.keys())


def test_columns_have_no_limits_of_their_own_and_no_types_that_one_database_lacks():
    types = {type(column.type) for table in SQLModel.metadata.tables.values() for column in table.columns}
    assert types == {Text, BigInteger, Float, Boolean, Date, JSON, LargeBinary}


def test_words_of_a_list_are_stored_as_published_not_by_their_names_in_python(warehouse: Engine):
    load(warehouse, [posting("a", pay_unit="per hour")], week(0))
    load(warehouse, [offer("c", credential_type="ceterms:MicroCredential", price_unit="month")], week(0))
    with warehouse.connect() as connection:
        assert connection.exec_driver_sql("SELECT pay_unit FROM job_posting_current").scalar() == "hour"
        found = connection.exec_driver_sql("SELECT credential_type, price_unit FROM credential_current").one()
        assert tuple(found) == ("micro-credential", "month")
        ledger = connection.exec_driver_sql("SELECT side, status, closing FROM run ORDER BY side").all()
        assert [tuple(row) for row in ledger] == [("demand", "complete", "shown"), ("supply", "complete", "shown")]


def test_the_newest_run_is_what_people_see(warehouse: Engine):
    for number, title in ((0, "Welder"), (2, "Senior welder"), (1, "Welder (m/f)")):
        load(warehouse, [posting("a", title=title)], week(number))
    with warehouse.connect() as connection:
        columns = "title, run, first_seen_date, last_seen_date"
        row = connection.exec_driver_sql(f"SELECT {columns} FROM job_posting_current").one()
    dates = [date.fromisoformat(str(day)) for day in row[2:]]
    assert [*row[:2], *dates] == ["Senior welder", "2026-06-15", week(0), week(2)]


def test_keys_are_the_same_on_every_machine_and_exact_in_a_browser():
    assert key_of("acme", "job-1") == 6331623463731645
    assert key_of("ab", "c") != key_of("a", "bc")
    assert max(key_of("s", str(n)) for n in range(1000)) < 2**53
    assert max(key_of("s", str(n), bits=CONTENT_BITS) for n in range(1000)) > 2**53


def test_versions_are_numbered_in_the_order_they_come():
    places = [(1, 0, 0), (1, 0, 1), (1, 1, 0), (2, 0, 0), (8_000_000, 2**20 - 1, 2**20 - 1)]
    numbers = [version_id(*place) for place in places]
    assert numbers == sorted(set(numbers))
    assert numbers[-1] < 2**63
