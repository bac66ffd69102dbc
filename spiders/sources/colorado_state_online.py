"""Colorado State University Online's badge programmes: a page of course descriptions each, read in its text's order.

The text of one such page, from about 2014 to 2018, is on record, and may be gone by now; none of its markup.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urljoin

from spiders.course_titles import course_title
from spiders.source_spider import Page, Record, SourceSpider
from spiders.text_order import lines, sections
from warehouse.records import Credential, Side

_WEEKS = re.compile(r"\s{0,3}\((\d{1,2}) weeks?\)$")
_CODED = re.compile(r"[A-Z]{2,5} \d{3,4}[A-Z]?\b")
_PROGRAMME = re.compile(r"^(?:https?://www\.online\.colostate\.edu)?/badges/[\w-]{1,80}/?$")
_PAGE = "course-descriptions.dot"


class ColoradoStateOnline(SourceSpider):
    """Each course of a programme, and each module of a course, earns a badge. Weeks are a duration, not an effort."""

    name, platform = "colorado-state-online", "colorado_state_online"
    side, basis, organization, country = Side.SUPPLY, "contested", "Colorado State University", "US"
    host, terms_url = "www.online.colostate.edu", "https://www.online.colostate.edu/"
    start_urls = [f"https://{host}/badges/", f"https://{host}/badges/certified-gardener/{_PAGE}"]

    def holds_records(self, page: Page) -> bool:
        """Not the list of programmes."""
        return page.url.endswith(_PAGE)

    def links(self, page: Page) -> Iterable[str]:
        """From the list to the descriptions of each programme."""
        hrefs = page.html().css("a::attr(href)").re(_PROGRAMME) if not self.holds_records(page) else ()
        return dict.fromkeys(urljoin(page.url, f"{href.rstrip('/')}/{_PAGE}") for href in hrefs)

    def candidates(self, page: Page) -> Iterator[Any]:
        """Title, description, and the course that a module is part of, which is the last one outside of a list."""
        course = None
        for head, below in sections(lines(page), _CODED.match):
            course = head.text if head.tag != "li" else course
            yield head.text, [line.text for line in below], course if head.tag == "li" else None

    def record(self, block: Any, page: Page) -> Record:
        """The badge of a course or module."""
        head, about, whole = block
        title, weeks = course_title(_WEEKS.sub("", head)), _WEEKS.search(head)
        known = {"offered_by": self.organization, "credential_type": "badge", "delivery_mode": "online"}
        stated = {
            "identifier": title.code,
            "name": title.name,
            "description": "\n".join(about),
            "time_required": weeks[0].strip(" ()") if weeks else None,
            "duration_weeks": weeks[1] if weeks else None,
            "stackable_into": [course_title(_WEEKS.sub("", whole)).name] if whole else [],
            "url": page.url,
        }
        return Credential.model_validate(known | stated)
