"""Credential demand: named, implied, and kept apart."""

import pytest

from tests.reports.measures.single_tables import credentials_named
from tests.reports.simulated_market import Row, market

PMP = {"credential": "PMP", "issuer": "PMI"}


def found(postings: list[Row], offers: list[Row] | None = None) -> dict[str, Row]:
    frame = credentials_named(market(postings, offers or (), credential_list=[PMP]))
    here = frame[frame["place"] == "all"].astype(object).where(frame.notna(), None)
    return {row["credential"]: row for row in here.to_dict("records")}


def naming(requirement: str, **other: object) -> Row:
    return {"credentials": [PMP | {"requirement": requirement}], **other}


def test_named_by_requirement() -> None:
    words = ["required", "required", "preferred", "equivalent", "mentioned", "negated"]
    row = found([naming(word, employer_key=f"e{i}", nace_section="AB"[i % 2]) for i, word in enumerate(words)])["PMP"]
    counts = [
        row[f"{name}_count"] for name in ("explicit", "required", "preferred", "mentioned", "employer", "industry")
    ]
    assert counts == [5, 2, 2, 1, 5, 2]
    assert row["vacancy_total"] == 6
    assert row["requirement_intensity"] == (2 + 2 / 2) / 5
    assert row["evidence"] == "thin"


def test_a_closed_vacancy_names_nothing() -> None:
    assert found([naming("required", open=False)]) == {}


@pytest.mark.parametrize(
    ("taught", "asked", "counts"),
    [
        ("abcd", "ab", (1, 0, 0)),
        ("abcd", "abc", (1, 1, 0)),
        ("abcd", "abcd", (1, 1, 1)),
        ("abc", "ab", (1, 0, 0)),
    ],
)
def test_implied(taught: str, asked: str, counts: tuple[int, int, int]) -> None:
    row = found([{"skills": list(asked)}], [{"name": "Course", "skills": list(taught)}])["Course"]
    assert tuple(row[f"implied_{part}_count"] for part in ("half", "three_quarters", "all")) == counts
    assert row["explicit_count"] == 0
    assert row["requirement_intensity"] is None


def test_what_covers_less_than_half_implies_nothing() -> None:
    assert found([{"skills": ["a"]}], [{"skills": list("abcd")}]) == {}


def test_below_three_skills_taught_nothing_is_implied_not_even_zero() -> None:
    row = found([naming("required", skills=["a", "b"])], [{"skills": ["a", "b"], "credentials": [PMP]}])["PMP"]
    assert row["implied_half_count"] is None


def test_what_its_offers_teach_together_counts() -> None:
    offers: list[Row] = [
        {"name": "Exam prep", "skills": ["a", "b"], "credentials": [PMP]},
        {"name": "pmp", "offered_by": "pmi", "skills": ["c", "d"]},  # by name and issuer
    ]
    rows = found([{"skills": list("abc")}], offers)
    assert rows["PMP"]["implied_three_quarters_count"] == 1
    assert rows["PMP"]["offer_count"] == 2
    assert set(rows) == {"PMP"}, "the same credential is no second row"


def test_the_same_course_name_of_two_providers_is_two_credentials() -> None:
    offers = [{"name": "SQL", "provider_key": p, "skills": list("abc")} for p in ("p", "q", "q")]
    frame = credentials_named(market([{"skills": list("abc")}], offers))
    assert list(frame["issuer"]) == ["p", "q"]


@pytest.mark.parametrize(
    ("listed", "offered", "kind"),
    [
        ("licence", ["course", "course"], "licence"),
        (None, ["course", "badge", "badge"], "badge"),
        (None, ["course", "badge"], "badge"),
        (None, [None], None),
        (None, [], None),
    ],
)
def test_its_type_is_the_lists_else_what_most_offers_state(
    listed: str | None, offered: list[str | None], kind: str | None
) -> None:
    known = [{"credential": "PMP", "issuer": "PMI", "credential_type": listed}]
    offers = [{"credential_type": stated, "credentials": [PMP]} for stated in offered]
    frame = credentials_named(market([naming("required")], offers, credential_list=known))
    assert frame["credential_type"].astype(object).where(frame["credential_type"].notna(), None).tolist() == [kind]


def test_a_place_is_set_against_all_as_with_skills() -> None:
    here: list[Row] = [naming("required", country="US", employer_key=f"e{n}") for n in range(6)]
    jobs = here + [{"country": "GB", "employer_key": f"f{n}"} for n in range(6)]
    frame = credentials_named(market(jobs)).set_index("place")
    assert frame["location_quotient"].to_dict() == {"all": 1, "US": 2}
    assert frame.loc["US", "location_quotient_low"] < 2
