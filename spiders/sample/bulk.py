"""The market as a load generator: any number of raw records, without calendar and wire formats."""

from collections.abc import Iterator
from itertools import islice

from spiders.sample.course_texts import course, course_name
from spiders.sample.economy import Economy
from spiders.sample.html_forms import html
from spiders.sample.offers import OFFERS, offers
from spiders.sample.organizations import organizations
from spiders.sample.texts import advert
from spiders.sample.vacancies import VACANCIES, vacancies
from spiders.sample.wire_jobs import place_words
from warehouse.records import Credential, CredentialType, JobPosting

_SOURCE = "sample-bulk"


def postings(count: int, seed: int = 1) -> Iterator[JobPosting]:
    """`count` different vacancies as raw records."""
    economy, scale = Economy(), max(1.0, count / VACANCIES)
    employers = organizations(economy, scale, seed).employers
    for vacancy in islice(vacancies(economy, employers, scale, seed), count):
        sections = advert(vacancy)
        yield JobPosting(
            source=_SOURCE,
            identifier=vacancy.key,
            title=vacancy.title,
            description=html(sections, "page"),
            hiring_organization=vacancy.employer.name,
            job_location=place_words(vacancy),
            date_posted=vacancy.posted,
            industry=vacancy.employer.industry,
            url=f"http://bulk.sample.test/jobs/{vacancy.key}",
        )


def credentials(count: int, seed: int = 1) -> Iterator[Credential]:
    """`count` different offers as raw records."""
    economy, scale = Economy(), max(1.0, count / OFFERS)
    providers = organizations(economy, scale, seed).providers
    for offer in islice(offers(economy, providers, scale, seed), count):
        yield Credential(
            source=_SOURCE,
            identifier=offer.key,
            name=course_name(offer),
            description=html(course(offer), "page"),
            offered_by=offer.provider.name,
            credential_type=CredentialType(offer.kind),
            teaches=[ask.skill.preferred_label for ask in offer.taught],
            price=offer.price,
            price_currency="USD" if offer.price else None,
            time_required=f"PT{offer.hours}H",
            url=f"http://bulk.sample.test/course/{offer.key}",
        )
