"""A posting's page of markup: whose posting it is, and which number it has."""

import json

from spiders.platforms.icims import Icims
from spiders.source_spider import Page
from warehouse.records import JobPosting

URL = "https://careers-acme.icims.com/jobs/7/cook/job?in_iframe=1"


def read(*nodes: dict[str, object]) -> list[JobPosting]:
    page = "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)
    spider = type("Portal", (Icims,), {"name": "portal", "organization": "Acme", "host": "careers-acme.icims.com"})()
    return [found for found in spider.read(Page(URL, page.encode())) if isinstance(found, JobPosting)]


def test_a_posting_without_employer_is_the_boards() -> None:
    anonymous, named = read(
        {"@type": "JobPosting", "title": "Cook"},
        {"@type": "JobPosting", "title": "Cook", "hiringOrganization": {"name": "Acme Kitchens"}},
    )
    assert (anonymous.hiring_organization, named.hiring_organization) == ("Acme", "Acme Kitchens")


def test_another_posting_marked_up_beside_it_keeps_its_own_number() -> None:
    cook, baker = read(
        {"@type": "JobPosting", "title": "Cook", "url": "https://acme.example/apply"},
        {"@type": "JobPosting", "title": "Baker", "url": "https://careers-acme.icims.com/jobs/8/baker/job"},
    )
    assert (cook.identifier, baker.identifier) == ("7", "8")


def test_a_salary_without_a_number_is_none_but_words_with_one_stay() -> None:
    empty, words = read(
        {"@type": "JobPosting", "title": "Cook", "baseSalary": {"@type": "MonetaryAmount", "value": {"minValue": ""}}},
        {"@type": "JobPosting", "title": "Cook", "baseSalary": "up to 40k"},
    )
    assert (empty.base_salary, words.base_salary) == (None, "up to 40k")
