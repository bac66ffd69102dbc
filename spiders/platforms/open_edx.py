"""Open edX's course API, and the catalogues that are built beside it (edX discovery, MITx Online, MIT xPRO)."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.edx_catalogue import discovery_course, discovery_program, lms_course, mit_offer
from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Side

# Any site may be one: addresses of its courses give it away, but for those of edX itself, which others link to
_COURSE = r"https?://(?!(?:\w{1,20}\.)?edx\.org)(?P<host>[\w.-]{4,100})/courses/course-v1[:%](?P<board>)"


class OpenEdx(SourceSpider):
    """`board` is the path of the list where it is not `/api/courses/v1/courses/`."""

    platform = "open_edx"
    side = Side.SUPPLY
    basis = "captured"
    well_known = "/api/courses/v1/courses/"
    seen_at = {_COURSE: "{host}"}

    def starts(self) -> Iterable[str]:
        """The first page of the list."""
        path = f"/{self.board.strip('/')}/" if self.board else "/api/courses/v1/courses/"
        return (f"{self.scheme}://{self.host}{path}?page_size=100",)

    def candidates(self, page: Page) -> Iterable[Any]:
        """The courses or programmes of a page: a list, or `results`."""
        answer = page.json()
        yield from answer if isinstance(answer, list) else answer["results"]

    def links(self, page: Page) -> Iterable[str]:
        """The next page."""
        answer = page.json()
        stated = answer if isinstance(answer, dict) else {}
        following = (stated.get("pagination") or stated).get("next")
        return (urljoin(page.url, following),) if following else ()

    def expected(self, page: Page) -> int | None:
        """The count that a paged list states."""
        answer = page.json()
        stated = answer if isinstance(answer, dict) else {}
        return (stated.get("pagination") or stated).get("count")

    def record(self, block: Any, page: Page) -> Record:
        """The offer of one entry, in the shape that its keys show."""
        shapes = {
            "course_runs": discovery_course,
            "authoring_organizations": discovery_program,
            "readable_id": mit_offer,
        }
        read = next((read for key, read in shapes.items() if key in block), lms_course)
        return read(block, page.url, self.organization)
