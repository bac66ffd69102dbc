"""Pages of Destiny One as our records, and their addresses without what differs from visit to visit."""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from parsel import Selector

from spiders.catalogue_mapping import kind_of, offer, text_of
from spiders.course_titles import Counted
from spiders.exchange import Page
from spiders.text_order import Line, after, lines
from spiders.vocabulary import delivery_mode
from warehouse.records import Credential, CredentialType

CERTIFICATE, COURSE = "courseCategoryCertificateProfile.do", "publicCourseSearchDetails.do"
_KEYS = {
    "listProgramAreas.do": (),
    "programArea.do": ("selectedProgramAreaId",),
    "programStream.do": ("selectedProgramAreaId", "selectedProgramStreamId"),
    CERTIFICATE: ("certificateId",),
    COURSE: ("courseId",),
}
_MONEY = re.compile(r"\$ ?(\d{1,3}(?:,?\d{3}){0,2}(?:\.\d{2})?)")
_DOLLARS = {"US": "USD", "CA": "CAD"}
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?")
_HEADINGS = {"h2", "h3", "h4", "th"}
_ENDS = re.compile(r"course|require|enrol|regist|contact|section|admission", re.I)
_ABOUT = "#courseProfileOfficialCourseDescription, .courseDescriptionCollapsibleWrapper"


def page_kind(url: str) -> str:
    """Which of the pages an address is of, without the session in it; empty for any other."""
    name = urlsplit(url).path.partition(";")[0].rpartition("/")[2]
    return name if name in _KEYS else ""


def bare(url: str) -> str:
    """The address of a page by its own number alone."""
    parts, kind = urlsplit(url), page_kind(url)
    asked = {"method": ["load"], **parse_qs(parts.query)}
    query = "&".join(f"{key}={asked[key][0]}" for key in ("method", *_KEYS[kind]) if key in asked)
    return urlunsplit(parts._replace(path=parts.path.partition(";")[0], query=query, fragment=""))


def profile(page: Page, organization: str | None, country: str | None) -> Credential:
    """The certificate or course of a page. Raises `ValueError` for a page that describes or leads to no course."""
    tree, read, is_course = page.html(), lines(page), page_kind(page.url) == COURSE
    titles = [text_of(node) for node in (tree.css("span.title") if is_course else []) or tree.css("h1")]
    title = next(filter(None, [*titles, *tree.css("meta[name=title]::attr(content)").getall()]), "")
    if not title or not tree.css(_ABOUT if is_course else f"a[href*='{COURSE}']"):
        raise ValueError("neither a certificate's nor a course's page")
    url = bare(page.url)
    stated: dict[str, Any] = {
        "identifier": url.partition("&")[2],
        "name": title,
        "description": "\n".join(tree.css(_ABOUT).getall()) or _about(title, read),
        "credential_type": _awarded(page.url, title),
        "duration_hours": _number(after("Contact Hours", read)),
        "delivery_mode": delivery_mode(*map(text_of, tree.css(".courseProfileInstructionMethods"))),
        "stackable_into": [text_of(link) for link in tree.css("#courseProfileCertificates li a")],
        "url": url,
    }
    units = _number(" ".join(map(text_of, tree.css(".sectionCEUs")[:1])) or after("CEUs", read))
    fees = [*map(text_of, tree.css(".tuitionProfileFees")), after("Course Fee", read), after("Tuition", read)]
    return offer(stated | _price(fees, country), organization, Counted(units, "CEU" if units else None))


def linked(url: str, link: Selector, organization: str | None) -> Credential:
    """The certificate or course that a link in a list leads to, as far as it names it."""
    title = text_of((link.css(".title") or [link])[0])
    stated = {"identifier": url.partition("&")[2], "name": title, "credential_type": _awarded(url, title), "url": url}
    return offer(stated, organization)


def _awarded(url: str, title: str) -> CredentialType:
    if page_kind(url) == COURSE:
        return CredentialType.COURSE
    kind = kind_of(title)
    return CredentialType.CERTIFICATE if kind in {None, CredentialType.OTHER, CredentialType.COURSE} else kind


def _about(title: str, read: list[Line]) -> str:
    """The lines between the heading and the next one that begins the courses or the conditions."""
    begin = next((n for n, line in enumerate(read, start=1) if line.text == title), len(read))
    ends = (n for n, line in enumerate(read[begin:], start=begin) if line.tag in _HEADINGS and _ENDS.search(line.text))
    return "\n".join(line.text for line in read[begin : next(ends, len(read))])


def _number(text: str | None) -> float | None:
    found = _NUMBER.search(text or "")
    return float(found[0]) if found else None


def _price(fees: Iterable[str | None], country: str | None) -> dict[str, Any]:
    """The first fee that is one: sections without a fee of their own print a zero."""
    amounts = (float(amount.replace(",", "")) for fee in fees for amount in _MONEY.findall(fee or ""))
    price = next(filter(None, amounts), None)
    return {"price": price, "price_currency": _DOLLARS.get(country or ""), "price_kind": "one-time"} if price else {}
