"""Moodle sites: the courses that the web service lists for a token of one's own, else those on the category pages."""

import os
import re
from collections.abc import Iterable
from typing import Any

from spiders.catalogue_mapping import moodle_course, own_links
from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Side

_SERVICE = "webservice/rest/server.php?moodlewsrestformat=json&wsfunction=core_course_get_courses_by_field&wstoken="
_CATEGORY = re.compile(r"/course/index\.php\?(?:(?:categoryid|browse|perpage|page)=\w{1,20}(?:&|$)){1,5}$")
_SEEN = r"https?://(?P<host>[\w.-]{4,100})(?:/(?P<board>[\w/-]{1,100}?))?/course/index\.php\?categoryid="


class Moodle(SourceSpider):
    """`board` is the path of the Moodle on its host, where it has one.

    A token opens one site: `CREDSCOPE_MOODLE_TOKEN` holds `<host>=<token>`, several with commas between them.
    """

    platform = "moodle"
    side = Side.SUPPLY
    well_known = "/course/index.php"
    seen_at = {_SEEN: "{host}"}

    @property
    def secret(self) -> str:
        """The token for this host; empty where none is set."""
        pairs = (pair.partition("=") for pair in os.environ.get("CREDSCOPE_MOODLE_TOKEN", "").split(","))
        return next((token.strip() for host, _, token in pairs if host.strip() == self.host), "")

    def starts(self) -> Iterable[str]:
        """The list of all courses that the token may see, else of all categories."""
        start = f"{_SERVICE}{self.secret}" if self.secret else "course/index.php"
        return ("/".join(filter(None, (f"{self.scheme}://{self.host}", self.board.strip("/"), start))),)

    def holds_records(self, page: Page) -> bool:
        """Not a page that leads to categories only."""
        return "/webservice/" in page.url or bool(page.html().css(".coursebox")) or not self.links(page)

    def links(self, page: Page) -> list[str]:
        """Categories, and the further pages of one."""
        led = own_links(page, page.html().css("a[href]")) if "/webservice/" not in page.url else ()
        return list(dict.fromkeys(url for url, _ in led if _CATEGORY.search(url)))

    def candidates(self, page: Page) -> Iterable[Any]:
        """The courses, of which the first is the site itself. An error comes with HTTP 200."""
        if "/webservice/" not in page.url:
            return page.html().css(".coursebox")
        answer = page.json()
        if "exception" in answer:
            raise ValueError(f"Moodle refuses: {answer.get('message')}")
        return [course for course in answer["courses"] if course.get("id") != 1]

    def record(self, block: Any, page: Page) -> Record:
        """The course."""
        return moodle_course(block, page, self.organization)
