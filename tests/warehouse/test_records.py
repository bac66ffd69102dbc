"""What a record is, from whatever a publisher says."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.records import Credential, JobPosting, Rejected, record_from

POSTING = {"kind": "job_posting", "identifier": "1", "title": "Welder"}
OFFER = {"kind": "credential", "identifier": "1", "name": "Welding"}


@pytest.mark.parametrize(
    ("attribute", "given", "kept"),
    [
        ("title", "  Data \n analyst\x00 ", "Data analyst"),
        ("identifier", 17, "17"),
        ("url", "https://a.example/1?token=secret&x=1", "https://a.example/1?x=1"),
        ("url", "javascript:alert(1)", None),
        ("url", "file:///etc/passwd", None),
        ("date_posted", "2026-01-05T23:59:59+0000", date(2026, 1, 5)),
        ("date_posted", 1767571200000, date(2026, 1, 5)),
        ("date_posted", "Mon, 05 Jan 2026 10:00:00 GMT", date(2026, 1, 5)),
        ("date_posted", "2999-12-31", date(2999, 12, 31)),
        ("date_posted", "", None),
        ("hiring_organization", {"@type": "Organization", "name": "Anvil"}, "Anvil"),
        (
            "job_location",
            [{"address": {"addressLocality": "Austin", "addressRegion": "TX"}}, "Remote"],
            "Austin, TX; Remote",
        ),
        ("pay_low", "50,000", 50_000.0),
        ("pay_low", "NaN", None),
        ("pay_low", float("inf"), None),
        ("pay_unit", "annual", "year"),
        ("pay_unit", "per hour", "hour"),
        ("pay_unit", "fortnight", None),
        ("experience_months", "24", 24),
        ("description", "Write to jane.doe@anvil.example", "Write to [e-mail removed]"),
        ("base_salary", {"currency": "USD\ud800"}, '{"currency": "USD"}'),
    ],
)
def test_a_posting_keeps_what_is_meant(attribute, given, kept):
    assert getattr(record_from(POSTING | {attribute: given}), attribute) == kept


@pytest.mark.parametrize(
    ("attribute", "given", "kept"),
    [
        ("teaches", "SQL, Python", ["SQL", "Python"]),
        ("teaches", ["SQL", {"name": "Python"}, "SQL", ""], ["SQL", "Python"]),
        ("credential_type", "ProfessionalCertificate", "professional certificate"),
        ("credential_type", "ceterms:MicroCredential", "micro-credential"),
        ("credential_type", "something new", "other"),
        ("price", float("nan"), None),
        ("price", 0, 0.0),
    ],
)
def test_an_offer_keeps_what_is_meant(attribute, given, kept):
    assert getattr(record_from(OFFER | {attribute: given}), attribute) == kept


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({"kind": "job_posting", "identifier": "1"}, "title: Field required"),
        (POSTING | {"title": "  "}, "title"),
        (POSTING | {"title": "x" * 5_001}, "title: String should have at most 5000 characters"),
        (POSTING | {"date_posted": "soon"}, "date_posted: 'soon' is not a date: give it as YYYY-MM-DD"),
        (OFFER | {"teaches": ["SQL", ["Python"]]}, "teaches: is not a list of texts"),
        (OFFER | {"price": "cheap"}, "price: 'cheap' is not a number"),
        ({"kind": "person"}, "kind: 'person' is neither 'job_posting' nor 'credential'"),
        ({}, "kind: None is neither 'job_posting' nor 'credential'"),
    ],
)
def test_what_cannot_be_a_record_is_said_in_one_sentence(line, reason):
    with pytest.raises(Rejected) as refused:
        record_from(line)
    assert reason in str(refused.value)


def test_a_line_gives_the_same_record_back():
    posting = record_from(POSTING | {"date_posted": "2026-01-05", "remote": False}, source="anvil")
    assert record_from(json.loads(json.dumps(posting.line()))) == posting
    assert posting.line()["source"] == "anvil"
    assert "industry" not in posting.line()


def test_the_hash_changes_with_what_is_said_and_with_nothing_else():
    posting = JobPosting(identifier="1", title="Welder")
    assert posting.content_hash() == record_from(POSTING).content_hash()
    assert posting.content_hash() != JobPosting(identifier="1", title="welder").content_hash()
    assert posting.content_hash() != Credential(identifier="1", name="Welder").content_hash()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


ATTRIBUTES = st.sampled_from(sorted({*JobPosting.model_fields, *Credential.model_fields}))


@pytest.mark.parametrize("line", [POSTING, OFFER], ids=["posting", "offer"])
@given(stated=st.dictionaries(ATTRIBUTES, ANYTHING, max_size=8))
def test_whatever_comes_is_a_record_or_a_reject(line, stated):
    try:
        record = record_from(line | stated)
    except Rejected as reason:
        assert str(reason)
    else:
        json.dumps(record.line(), ensure_ascii=False).encode()
        assert len(record.content_hash()) == 32
