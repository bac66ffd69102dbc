"""schema.org's `JobPosting`, `Course` and their kin as our records: the only place where their keys become ours."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urldefrag, urljoin

from spiders.structured_data import Node, types
from spiders.vocabulary import credential_type, delivery_mode, markup, pacing, provider_kind
from warehouse.records import Credential, CredentialType, JobPosting

_AWARDED = (
    "credentialCategory",
    "educationalCredentialAwarded",
    "occupationalCredentialAwarded",
    "programType",
    "additionalType",
)

_TRUE = ("True", "true", "https://schema.org/True", "http://schema.org/True")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_UNSPECIFIC = {CredentialType.OTHER, CredentialType.CERTIFICATE}


def _listed(value: Any) -> list[Any]:
    return [v for v in (value if isinstance(value, list) else [value]) if v not in (None, "", {}, [])]


def _name(thing: Any) -> Any:
    """The words for a thing: a text itself, or the name of a node."""
    if isinstance(thing, Mapping):
        thing = next((thing[k] for k in ("name", "targetName", "value", "termCode") if thing.get(k)), None)
    return html.unescape(thing) if isinstance(thing, str) else thing


def _names(value: Any) -> list[str]:
    return [str(name) for name in map(_name, _listed(value)) if name and not isinstance(name, list | dict)]


def _prose(parts: Iterable[Any]) -> str:
    """Texts one under the other, their HTML unescaped where it came escaped."""
    texts = (each for part in parts for each in _listed(part))
    return "\n".join(markup(t) if isinstance(t, str) else str(_name(t)) for t in texts)


def _first(value: Any) -> Any:
    return next(iter(_names(value)), None)


def _identifier(value: Any) -> Any:
    """The publisher's number; in a `PropertyValue` it is the value, while the name is often the employer's."""
    stated = next(iter(_listed(value)), None)
    number = stated.get("value") if isinstance(stated, Mapping) else None
    return number or _name(stated)


def _each(nodes: Iterable[Any], key: str) -> list[Any]:
    return [each for node in nodes if isinstance(node, Mapping) for each in _listed(node.get(key))]


def _address(node: Node, page_url: str) -> str:
    """The canonical address of the thing: its own, else the page's, without a fragment."""
    own = next((a for a in (node.get("url"), node.get("@id")) if isinstance(a, str) and not a.startswith("_:")), "")
    return urldefrag(urljoin(page_url, own))[0]


def _own_number(identifier: Any) -> Any:
    """The employer's own number; a `PropertyValue` names the employer, so that two employers' numbers do not meet."""
    stated = next(iter(_listed(identifier)), None)
    if isinstance(stated, Mapping):
        return (
            ": ".join(str(stated[key]) for key in ("name", "value") if stated.get(key)) if stated.get("value") else None
        )
    return stated


def _country(places: Iterable[Any]) -> str | None:
    """The country of the first place, where it is stated as a code; names are left to cleaning."""
    address: Any = next(iter(_each(places, "address")), None)
    code = _first(address.get("addressCountry")) if isinstance(address, Mapping) else None
    return code.upper() if isinstance(code, str) and len(code) == 2 else None


def job_posting(node: Node, page_url: str, organization: str | None = None) -> JobPosting:
    """The posting that a `JobPosting` node asserts. Raises `KeyError` without a title."""
    url = _address(node, page_url)
    places = _listed(node.get("jobLocation"))
    education = _listed(node.get("educationRequirements"))
    experience = _each(_listed(node.get("experienceRequirements")), "monthsOfExperience")
    anywhere = "TELECOMMUTE" in map(str.upper, _names(node.get("jobLocationType")))
    parts = [node.get("description"), *(node.get(k) for k in ("responsibilities", "qualifications", "skills"))]
    stated = {
        "identifier": _identifier(node.get("identifier")) or url,
        "title": html.unescape(node["title"]),
        "description": _prose(parts),
        "hiring_organization": _first(node.get("hiringOrganization")) or organization,
        "job_location": places or _listed(node.get("applicantLocationRequirements")),
        "country": _country(places),
        "remote": anywhere or None,
        "date_posted": node.get("datePosted"),
        "valid_through": node.get("validThrough"),
        "employment_type": ", ".join(_names(node.get("employmentType"))),
        "occupation": ", ".join(_names(node.get("occupationalCategory"))),
        "industry": ", ".join(_names(node.get("industry"))),
        "education_level": ", ".join(_names(_each(education, "credentialCategory") or education)),
        "experience_months": next(iter(experience), None),
        "base_salary": node.get("baseSalary"),
        "url": url,
        "language": _first(node.get("inLanguage")),
        **_pay(next(iter(_listed(node.get("baseSalary"))), None)),
    }
    return JobPosting.model_validate(stated)


def _pay(salary: Any) -> dict[str, Any]:
    """Low, high, unit and currency of a `MonetaryAmount`; words in place of numbers stay words in `base_salary`."""
    if not isinstance(salary, Mapping):
        return {}
    value = salary.get("value")
    amount = value if isinstance(value, Mapping) else {"value": value, **salary}
    low = _number(amount.get("minValue") or amount.get("value"))
    high = _number(amount.get("maxValue") or amount.get("minValue") or amount.get("value"))
    unit = amount.get("unitText") or salary.get("unitText")
    stated = {"pay_low": low, "pay_high": high, "pay_unit": unit, "pay_currency": salary.get("currency")}
    return {} if low is None or high is None else stated


def _number(value: Any) -> float | None:
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        return None


def credential(node: Node, page_url: str, organization: str | None = None) -> Credential:
    """The offer that a `Course`, its instance, a programme or a credential node asserts. `KeyError` without a name."""
    instances = _listed(node.get("hasCourseInstance")) or [node]
    providers = _listed(node.get("provider") or node.get("offeredBy") or node.get("publisher"))
    modes = [*_names(_each(instances, "courseMode")), *_names(node.get("educationalProgramMode"))]
    places = _each(instances, "location")
    url = _address(node, page_url)
    time = _listed(node.get("timeRequired") or node.get("timeToComplete")) or _each(instances, "courseWorkload")
    stated = {
        "identifier": url,
        "name": html.unescape(node["name"]),
        "description": _prose([node.get("description")]),
        "offered_by": _first(providers) or organization,
        "provider_kind": provider_kind(*(t for p in providers if isinstance(p, Mapping) for t in types(p))),
        "credential_type": _kind(node),
        "teaches": [n for k in ("teaches", "competencyRequired") for n in _names(node.get(k))] + _aligned(node),
        "level": _first(node.get("educationalLevel")),
        "delivery_mode": delivery_mode(*modes, *(t for p in places if isinstance(p, Mapping) for t in types(p))),
        "pacing": pacing(*modes),
        "location": [p for p in places if "VirtualLocation" not in (types(p) if isinstance(p, Mapping) else ())],
        "country": _country(places),
        "time_required": _first(time),
        "language": _language(node.get("inLanguage")),
        "accredited_by": ", ".join(_names(node.get("recognizedBy"))),
        "stackable_into": _names(node.get("isPartOf")),
        "instructors": _names(_each([*instances, node], "instructor")),
        "industry_partners": _names(node.get("sponsor")),
        "enrolled_count": node.get("totalHistoricalEnrollment"),
        "start_date": min(filter(_DAY.match, map(str, _each(instances, "startDate"))), default=None),
        "date_published": node.get("datePublished") or node.get("dateCreated"),
        "same_as": _first(node.get("sameAs")),
        "url": url,
        **_credit(node.get("numberOfCredits")),
        **_price(node, instances),
        **_rating(node.get("aggregateRating")),
    }
    return Credential.model_validate(stated)


def _kind(node: Node) -> CredentialType:
    """What is awarded; a course that ends in a mere certificate, as most do, stays a course."""
    awarded = [_each(_listed(node.get(key)), "credentialCategory") or node.get(key) for key in _AWARDED]
    kind = credential_type(*(word for stated in awarded for word in _names(stated))) or CredentialType.OTHER
    is_course = any(name.startswith("Course") for name in types(node))
    return CredentialType.COURSE if is_course and kind in _UNSPECIFIC else kind


def _aligned(node: Node) -> list[str]:
    stated = [a for a in _listed(node.get("educationalAlignment")) if isinstance(a, Mapping)]
    return _names([a for a in stated if str(a.get("alignmentType")).lower() == "teaches"])


def _language(value: Any) -> Any:
    stated = next(iter(_listed(value)), None)
    return (stated.get("alternateName") or stated.get("name")) if isinstance(stated, Mapping) else stated


def _credit(value: Any) -> dict[str, Any]:
    if isinstance(value, Mapping):
        return {"credit_value": value.get("value"), "credit_unit": value.get("unitText") or value.get("unitCode")}
    return {"credit_value": value}


def _price(node: Node, instances: list[Any]) -> dict[str, Any]:
    """The least price that is asked for. Free only where every offer is: an audit for nothing is not the credential."""
    offers = [o for o in [*_listed(node.get("offers")), *_each(instances, "offers")] if isinstance(o, Mapping)]
    specified = [{**o, **s} for o in offers for s in _listed(o.get("priceSpecification")) if isinstance(s, Mapping)]
    prices = [(_number(o.get("price", o.get("lowPrice"))), o) for o in [*offers, *specified]]
    paid = [(price, offer) for price, offer in prices if price]
    if not paid:
        free = any(price == 0 for price, _ in prices) or (not offers and str(node.get("isAccessibleForFree")) in _TRUE)
        return {"price": 0, "price_kind": "free"} if free else {}
    price, least = min(paid, key=lambda priced: priced[0])
    unit = least.get("billingDuration") or least.get("unitText") or least.get("unitCode")
    subscription = "subscription" in " ".join(_names(least.get("category"))).lower() or "billingDuration" in least
    stated = {"price": price, "price_currency": least.get("priceCurrency")}
    return stated | ({"price_kind": "subscription", "price_unit": unit} if subscription else {"price_kind": "one-time"})


def _rating(value: Any) -> dict[str, Any]:
    """The mean rating brought to a scale of 5, and how many gave one."""
    stated = next(iter(_listed(value)), None)
    mean = _number(stated.get("ratingValue")) if isinstance(stated, Mapping) else None
    if mean is None:
        return {}
    best = _number(stated.get("bestRating")) or 5
    return {"rating": round(mean * 5 / best, 2), "rating_count": stated.get("ratingCount") or stated.get("reviewCount")}
