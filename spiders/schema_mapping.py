"""schema.org's `JobPosting`, `Course` and their kin as our records: the only place where their keys become ours."""

import html
import re
from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Any

from spiders.schema_values import (
    address_of,
    all_of,
    country_of,
    first_name,
    identifier_of,
    listed,
    names_of,
    number_of,
    prose,
)
from spiders.structured_data import MATERIAL, Node, types
from spiders.vocabulary import credential_type, delivery_mode, pacing, provider_kind
from warehouse.records import Credential, CredentialType, JobPosting

_AWARDED = (
    "credentialCategory",
    "educationalCredentialAwarded",
    "occupationalCredentialAwarded",
    "programType",
    "additionalType",
    "learningResourceType",
)

_TRUE = ("True", "true", "https://schema.org/True", "http://schema.org/True")
_PAID = re.compile(r"paid|partial|subscription", re.I)  # offers that ask money in the end, also where the price is 0
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNSPECIFIC = {CredentialType.OTHER, CredentialType.CERTIFICATE}


def job_posting(node: Node, page_url: str) -> JobPosting:
    """The posting that a `JobPosting` node asserts. Raises `KeyError` without a title."""
    url = address_of(node, page_url)
    places = listed(node.get("jobLocation"))
    education = listed(node.get("educationRequirements"))
    experience = all_of(listed(node.get("experienceRequirements")), "monthsOfExperience")
    anywhere = "TELECOMMUTE" in map(str.upper, names_of(node.get("jobLocationType")))
    parts = [node.get("description"), *(node.get(k) for k in ("responsibilities", "qualifications", "skills"))]
    stated = {
        "identifier": identifier_of(node.get("identifier")) or url,
        "title": html.unescape(node["title"]),
        "description": prose(parts),
        "hiring_organization": first_name(node.get("hiringOrganization")),
        "job_location": places or listed(node.get("applicantLocationRequirements")),
        "country": country_of(places),
        "remote": anywhere or None,
        "date_posted": node.get("datePosted"),
        "valid_through": node.get("validThrough"),
        "employment_type": ", ".join(names_of(node.get("employmentType"))),
        "occupation": ", ".join(names_of(node.get("occupationalCategory"))),
        "industry": ", ".join(names_of(node.get("industry"))),
        "education_level": ", ".join(names_of(all_of(education, "credentialCategory") or education)),
        "experience_months": next(iter(experience), None),
        "base_salary": node.get("baseSalary"),
        "url": url,
        "language": first_name(node.get("inLanguage")),
        **_pay(next(iter(listed(node.get("baseSalary"))), None)),
    }
    return JobPosting.model_validate(stated)


def _pay(salary: Any) -> dict[str, Any]:
    """Low, high, unit and currency of a `MonetaryAmount`; words in place of numbers stay words in `base_salary`."""
    if not isinstance(salary, Mapping):
        return {}
    value = salary.get("value")
    amount = value if isinstance(value, Mapping) else {"value": value, **salary}
    low = number_of(amount.get("minValue") or amount.get("value"))
    high = number_of(amount.get("maxValue") or amount.get("minValue") or amount.get("value"))
    unit = amount.get("unitText") or salary.get("unitText")
    stated = {"pay_low": low, "pay_high": high, "pay_unit": unit, "pay_currency": salary.get("currency")}
    return {} if low is None or high is None else stated


def credential(node: Node, page_url: str, organization: str | None = None) -> Credential:
    """The offer that a `Course`, its instance, a programme or a credential node asserts. `KeyError` without a name."""
    instances = listed(node.get("hasCourseInstance")) or [node]
    url = address_of(node, page_url)
    stated = {
        "identifier": url,
        "name": html.unescape(node["name"]),
        "description": prose([node.get("description")]),
        "credential_type": _kind(node),
        "teaches": [*names_of(node.get("teaches")), *names_of(node.get("competencyRequired")), *_aligned(node)],
        "level": first_name(node.get("educationalLevel")),
        "language": _language(node.get("inLanguage")),
        "accredited_by": ", ".join(names_of(node.get("recognizedBy"))),
        "stackable_into": names_of(node.get("isPartOf")),
        "industry_partners": names_of(node.get("sponsor")),
        "enrolled_count": node.get("totalHistoricalEnrollment"),
        "date_published": node.get("datePublished") or node.get("dateCreated"),
        "same_as": first_name(node.get("sameAs")),
        "url": url,
    }
    parts = (_provider(node, organization), _delivery(node, instances), _price(node, instances))
    more = (_credit(node.get("numberOfCredits")), _rating(node.get("aggregateRating")))
    return Credential.model_validate(reduce(or_, (*parts, *more), stated))


def _provider(node: Node, organization: str | None) -> dict[str, Any]:
    providers = listed(node.get("provider") or node.get("offeredBy") or node.get("publisher"))
    kinds = (name for each in providers if isinstance(each, Mapping) for name in types(each))
    return {"offered_by": first_name(providers) or organization, "provider_kind": provider_kind(*kinds)}


def _delivery(node: Node, instances: list[Any]) -> dict[str, Any]:
    """Where, how, when and with whom: what may differ between the instances of a course."""
    modes = [*names_of(all_of(instances, "courseMode")), *names_of(node.get("educationalProgramMode"))]
    places = all_of(instances, "location")
    kinds = [name for place in places if isinstance(place, Mapping) for name in types(place)]
    time = listed(node.get("timeRequired") or node.get("timeToComplete")) or all_of(
        [*instances, node], "courseWorkload"
    )
    return {
        "delivery_mode": delivery_mode(*modes, *kinds),
        "pacing": pacing(*modes),
        "location": [p for p in places if not (isinstance(p, Mapping) and "VirtualLocation" in types(p))],
        "country": country_of(places),
        "time_required": first_name(time),
        "instructors": names_of(all_of([*instances, node], "instructor")),
        "start_date": min(filter(_DAY.match, map(str, all_of(instances, "startDate"))), default=None),
    }


def _kind(node: Node) -> CredentialType:
    """What is awarded; a course that ends in a mere certificate, as most do, stays a course."""
    awarded = [all_of(listed(node.get(key)), "credentialCategory") or node.get(key) for key in _AWARDED]
    kind = credential_type(*(word for stated in awarded for word in names_of(stated))) or CredentialType.OTHER
    is_course = any(name.startswith("Course") or name == MATERIAL for name in types(node))
    return CredentialType.COURSE if is_course and kind in _UNSPECIFIC else kind


def _aligned(node: Node) -> list[str]:
    stated = [a for a in listed(node.get("educationalAlignment")) if isinstance(a, Mapping)]
    return names_of([a for a in stated if str(a.get("alignmentType")).lower() == "teaches"])


def _language(value: Any) -> Any:
    stated = next(iter(listed(value)), None)
    return (stated.get("alternateName") or stated.get("name")) if isinstance(stated, Mapping) else stated


def _credit(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {"credit_value": value.get("value"), "credit_unit": value.get("unitText") or value.get("unitCode")}
    return {"credit_value": value}


def _price(node: Node, instances: list[Any]) -> dict[str, Any]:
    """The least price that is asked for. Free only where every offer is: an audit for nothing is not the credential."""
    offers = [o for o in [*listed(node.get("offers")), *all_of(instances, "offers")] if isinstance(o, Mapping)]
    specified = [{**o, **s} for o in offers for s in listed(o.get("priceSpecification")) if isinstance(s, Mapping)]
    prices = [(number_of(o.get("price", o.get("lowPrice"))), o) for o in [*offers, *specified]]
    paid = [(price, offer) for price, offer in prices if price]
    if not paid:
        asked = any(_PAID.search(category) for o in offers for category in names_of(o.get("category")))
        free = any(price == 0 for price, _ in prices) or (not offers and str(node.get("isAccessibleForFree")) in _TRUE)
        return {"price": 0, "price_kind": "free"} if free and not asked else {}
    price, least = min(paid, key=lambda priced: priced[0])
    unit = least.get("billingDuration") or least.get("unitText") or least.get("unitCode")
    subscription = "subscription" in " ".join(names_of(least.get("category"))).lower() or "billingDuration" in least
    stated = {"price": price, "price_currency": least.get("priceCurrency")}
    return stated | ({"price_kind": "subscription", "price_unit": unit} if subscription else {"price_kind": "one-time"})


def _rating(value: Any) -> dict[str, Any]:
    """The mean rating brought to a scale of 5, and how many gave one."""
    stated = next(iter(listed(value)), None)
    if not isinstance(stated, Mapping) or (mean := number_of(stated.get("ratingValue"))) is None:
        return {}
    best = number_of(stated.get("bestRating")) or 5
    return {"rating": round(mean * 5 / best, 2), "rating_count": stated.get("ratingCount") or stated.get("reviewCount")}
