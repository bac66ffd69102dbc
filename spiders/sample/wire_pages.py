"""Sites with schema.org markup: fictional `JobPosting` and `Course` pages, several to a page, and their sitemaps."""

import json
from collections.abc import Iterable
from html import escape
from typing import Any
from xml.sax.saxutils import escape as xml_escape

from spiders.sample.course_texts import course, course_name
from spiders.sample.economy import WEEKS, monday, stream
from spiders.sample.html_forms import html
from spiders.sample.offers import Offer
from spiders.sample.organizations import AGGREGATOR
from spiders.sample.postings import Posting, posted, shown_employer
from spiders.sample.texts import Section
from spiders.sample.vacancies import Pay

Block = dict[str, Any]
_UNITS = {"hour": "HOUR", "year": "YEAR"}
_MODES = {"online": "online", "onsite": "onsite", "blended": "blended"}
_MALFORMED = '<script type="application/ld+json">{"@type": "%s", "name": "torn off", "url": </script>'


def job(posting: Posting, sections: list[Section], root: str, board: str) -> Block:
    """A `JobPosting`; the aggregator puts its own line in place of the employer's last one."""
    vacancy, pay, place = posting.vacancy, posting.vacancy.pay, posting.vacancy.place
    if posting.source == AGGREGATOR:
        source = Section("", (f"This opportunity was found for you by {shown_employer(posting)}.",))
        sections = [*(s for s in sections[:-1] if not s.hidden), source]
    look = stream(f"look:{vacancy.employer.name}").choice(("page", "plain"))
    text = html(sections, look)
    address = {"@type": "PostalAddress", "addressLocality": place["city"], "addressCountry": place["country"]}
    address |= {"addressRegion": place["region"]} if place["region"] else {}
    where: Block = {"jobLocation": {"@type": "Place", "address": address}}
    if vacancy.remote:
        country = {"@type": "Country", "name": place["country_name"]}
        where = {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": country}
    name = shown_employer(posting)
    return {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": vacancy.title,
        "description": escape(text) if look == "plain" else text,
        "identifier": {"@type": "PropertyValue", "name": name, "value": posting.identifier},
        "url": f"{root}{board}{posting.identifier}",
        "hiringOrganization": {"@type": "Organization", "name": name},
        "datePosted": str(posted(posting)),
        "validThrough": f"{monday(WEEKS + 10)}T00:00",
        "employmentType": "FULL_TIME",
        "industry": vacancy.employer.industry.title(),
        **where,
        **({"baseSalary": _amount(pay)} if pay else {}),
    }


def _amount(pay: Pay) -> Block:
    value = {"@type": "QuantitativeValue", "minValue": pay.low, "maxValue": pay.high, "unitText": _UNITS[pay.unit]}
    return {"@type": "MonetaryAmount", "currency": pay.currency, "value": value}


def offer(shown: Offer, week: int, root: str, board: str, original: str) -> Block:
    """A `Course` as shown in a week; `original` is the address of the page that a reseller's offer comes from."""
    price = shown.price_in(week)
    instance: Block = {
        "@type": "CourseInstance",
        "courseMode": [shown.mode, "self-paced" if shown.self_paced else "instructor-led"],
    }
    if shown.place:
        country = {"addressLocality": shown.place["city"], "addressCountry": shown.place["country"]}
        instance["location"] = {"@type": "Place", "address": {"@type": "PostalAddress", **country}}
    cost: Block = {
        "@type": "Offer",
        "price": price,
        "priceCurrency": "USD",
        "category": "Subscription" if shown.monthly else "Paid",
    }
    cost |= {"billingDuration": "P1M"} if shown.monthly else {}
    rating = {"@type": "AggregateRating", "ratingValue": shown.rating, "ratingCount": shown.learners // 9 + 1}
    return {
        "@type": "Course",
        "@id": f"{root}{board}{shown.key}",
        "url": f"{root}{board}{shown.key}",
        "name": course_name(shown),
        "description": html(course(shown), "page"),
        "provider": {
            "@type": "CollegeOrUniversity" if shown.provider.kind != "company" else "Organization",
            "name": shown.provider.name,
        },
        "educationalCredentialAwarded": {
            "@type": "EducationalOccupationalCredential",
            "credentialCategory": shown.kind,
        },
        "educationalLevel": shown.level,
        "teaches": [ask.form for ask in shown.taught],
        "timeRequired": f"PT{shown.hours}H",
        "inLanguage": "en",
        "hasCourseInstance": instance,
        **({"offers": cost} if price is not None else {}),
        **({"aggregateRating": rating} if shown.rating else {}),
        **({"sameAs": original} if original else {}),
        **({"numberOfCredits": shown.credits} if shown.credits else {}),
    }


def page(title: str, blocks: Iterable[Block | None]) -> bytes:
    """One HTML page with its blocks as JSON-LD, and what people see of them; None stands for a torn block."""
    parts = []
    for block in blocks:
        if block is None:
            parts.append(_MALFORMED % ("JobPosting" if "Jobs" in title else "Course"))
            continue
        data = json.dumps(block, ensure_ascii=False).replace("</", "<\\/")
        name = escape(str(block.get("title") or block.get("name") or "untitled"))
        parts.append(f'<script type="application/ld+json">{data}</script>\n<article><h1>{name}</h1></article>')
    head = f'<meta charset="utf-8"><title>{escape(title)}</title>'
    return f"<!doctype html><html><head>{head}</head><body>{chr(10).join(parts)}</body></html>".encode()


def sitemap(addresses: Iterable[str]) -> bytes:
    """A sitemap of pages."""
    entries = "".join(f"<url><loc>{xml_escape(a)}</loc></url>" for a in addresses)
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()


def robots(root: str) -> bytes:
    """A robots file that welcomes everybody and names the sitemap."""
    return f"User-agent: *\nDisallow: /account/\nSitemap: {root}/sitemap.xml\n".encode()
