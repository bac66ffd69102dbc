"""Open edX's course API, and the catalogues that are built beside it (edX discovery, MITx Online, MIT xPRO)."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urljoin

from spiders.edx_catalogue import discovery_course, discovery_program, mit_offer
from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Credential, Side

_PACING = {"self": "self-paced", "instructor": "cohort"}


class OpenEdx(SourceSpider):
    """`board` is the path of the list where it is not `/api/courses/v1/courses/`."""

    platform = "open_edx"
    side = Side.SUPPLY
    basis = "captured"
    terms_url = "https://docs.openedx.org/"

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

    def record(self, block: Any, page: Page) -> Record:
        """The offer of one entry, in the shape that its keys show."""
        shapes = {
            "course_runs": discovery_course,
            "authoring_organizations": discovery_program,
            "readable_id": mit_offer,
        }
        read = next((read for key, read in shapes.items() if key in block), None)
        return read(block, page.url, self.organization) if read else self._course(block, page)

    def _course(self, block: Any, page: Page) -> Record:
        if block.get("hidden"):
            raise ValueError("hidden: not in the provider's own catalogue")
        effort = block.get("effort") or ""
        stated = {
            "identifier": f"{block['org']}+{block['number']}",  # every run of a course is the same offer
            "name": block["name"],
            "description": block.get("short_description"),
            "offered_by": self.organization or block["org"],
            "credential_type": "course",
            "delivery_mode": "online",
            "pacing": _PACING.get(block.get("pacing")),
            "time_required": effort if "week" in effort or not effort else f"{effort} per week",
            "start_date": block["start"],
            "url": urljoin(page.url, f"/courses/{quote(block['course_id'], safe=':+')}/about"),
        }
        return Credential.model_validate(stated)
