"""What schema.org's words assert, and what they do not."""

from typing import Any

import pytest

from spiders.schema_mapping import credential, job_posting

PAGE = "https://school.test/course/1"


def course(**stated: Any) -> dict[str, Any]:
    return credential({"@type": "Course", "name": "Welding", **stated}, PAGE).line()


def job(**stated: Any) -> dict[str, Any]:
    return job_posting({"@type": "JobPosting", "title": "Welder", **stated}, PAGE).line()


@pytest.mark.parametrize(
    ("stated", "price", "kind"),
    [
        ({}, None, None),
        ({"isAccessibleForFree": True}, 0, "free"),
        ({"isAccessibleForFree": False}, None, None),
        ({"isAccessibleForFree": True, "offers": {"category": "Paid"}}, None, None),
        ({"isAccessibleForFree": True, "offers": [{"price": 0}, {"price": "49"}]}, 49, "one-time"),
        ({"offers": {"price": "0"}}, 0, "free"),
        ({"offers": {"price": "0", "category": "Free"}}, 0, "free"),
        ({"offers": {"price": "0", "category": "Partially Free"}}, None, None),
        ({"offers": {"price": 0, "category": "Subscription"}}, None, None),
        ({"offers": [{"price": 0, "category": "Free"}, {"category": "Paid"}]}, None, None),
        ({"offers": {"price": "1.299,00 €"}}, 1299, "one-time"),
        ({"offers": {"price": "$49"}}, 49, "one-time"),
        ({"offers": {"price": "from 49"}}, None, None),
        ({"offers": {"price": "Free"}}, None, None),
        ({"offers": {"price": "17135.0000"}}, 17135, "one-time"),
        ({"offers": {"price": "1,240"}}, 1240, "one-time"),
        ({"offers": {"@type": "AggregateOffer", "lowPrice": 10, "highPrice": 90}}, 10, "one-time"),
        ({"offers": {"priceSpecification": {"price": 30}}}, 30, "one-time"),
        ({"hasCourseInstance": {"offers": [{"price": 20}]}}, 20, "one-time"),
        ({"offers": {"price": 29, "category": "Subscription"}}, 29, "subscription"),
    ],
)
def test_a_price_is_the_least_that_is_asked_and_free_only_where_all_is(
    stated: dict[str, Any], price: float | None, kind: str | None
) -> None:
    line = course(**stated)
    assert (line.get("price"), line.get("price_kind")) == (price, kind)


@pytest.mark.parametrize(
    ("stated", "kind"),
    [
        ({}, "course"),
        ({"educationalCredentialAwarded": "Certificate of completion"}, "course"),
        ({"educationalCredentialAwarded": {"credentialCategory": "micro-credential"}}, "micro-credential"),
        ({"@type": "EducationalOccupationalCredential", "credentialCategory": {"name": "License"}}, "licence"),
        ({"@type": "EducationalOccupationalCredential", "credentialCategory": "certificate"}, "certificate"),
        ({"@type": "EducationalOccupationalCredential"}, "other"),
        ({"@type": "EducationalOccupationalProgram", "occupationalCredentialAwarded": "Diploma in Nursing"}, "diploma"),
    ],
)
def test_the_kind_is_what_is_awarded(stated: dict[str, Any], kind: str) -> None:
    assert course(**stated)["credential_type"] == kind


@pytest.mark.parametrize(
    ("rating", "mean"),
    [
        ({"ratingValue": 4.5, "ratingCount": 3}, 4.5),
        ({"ratingValue": "4,5"}, 4.5),
        ({"ratingValue": 90, "bestRating": 100}, 4.5),
        ({"ratingValue": "none"}, None),
        ("five stars", None),
    ],
)
def test_ratings_are_of_five(rating: Any, mean: float | None) -> None:
    assert course(aggregateRating=rating).get("rating") == mean


@pytest.mark.parametrize(
    ("node", "identifier"),
    [
        ({"url": "/a#top"}, "https://school.test/a"),
        ({"@id": "https://school.test/b"}, "https://school.test/b"),
        ({"@id": "_:b0"}, PAGE),
        ({}, PAGE),
    ],
)
def test_an_offer_is_known_by_its_canonical_address(node: dict[str, Any], identifier: str) -> None:
    assert course(**node)["identifier"] == identifier


@pytest.mark.parametrize(
    ("stated", "identifier"),
    [
        ("R-17", "R-17"),
        ({"@type": "PropertyValue", "name": "Acme", "value": 17}, "17"),
        (None, PAGE),
    ],
)
def test_a_posting_is_known_by_its_employers_number(stated: Any, identifier: str) -> None:
    assert job(identifier=stated)["identifier"] == identifier


@pytest.mark.parametrize(
    ("salary", "pay"),
    [
        (
            {"currency": "GBP", "value": {"minValue": "10", "maxValue": "12.5", "unitText": "HOUR"}},
            (10, 12.5, "hour", "GBP"),
        ),
        ({"currency": "USD", "value": {"value": 50000, "unitText": "YEAR"}}, (50000, 50000, "year", "USD")),
        ({"currency": "USD", "minValue": 1, "maxValue": 2, "unitText": "MONTH"}, (1, 2, "month", "USD")),
        ({"currency": "GBP", "value": {"value": "Band 5"}}, (None, None, None, None)),
        ("£10 an hour", (None, None, None, None)),
    ],
)
def test_pay(salary: Any, pay: tuple[Any, ...]) -> None:
    line = job(baseSalary=salary)
    assert tuple(line.get(key) for key in ("pay_low", "pay_high", "pay_unit", "pay_currency")) == pay
    assert line["base_salary"]


def test_one_wrong_start_date_does_not_lose_a_course() -> None:
    instances = [{"startDate": "any time"}, {"startDate": "2027-03-01"}, {"startDate": "2027-02-01T09:00"}]
    assert course(hasCourseInstance=instances)["start_date"] == "2027-02-01"
