"""Career sites whose lists lead to pages of schema.org markup, one for each posting."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from parsel import Selector

from spiders.schema_mapping import job_posting
from spiders.source_spider import Page, Record, SourceSpider
from spiders.structured_data import JOB_TYPES, things
from warehouse.records import JobPosting


class MarkedPages(SourceSpider):
    """Subclasses fill `numbered`, `starts` and `links`, and, for the sake of checks, `rows` and `row`."""

    numbered: ClassVar[re.Pattern[str]]  # what marks the address of a posting's page; group 1 is its number
    shown: ClassVar[str] = ""  # CSS of the posting in a page of which the employer's template has no markup

    def holds_records(self, page: Page) -> bool:
        """Whether it is a posting's page rather than a list."""
        return bool(self.numbered.search(page.url))

    def rows(self, page: Page) -> Iterable[Any]:
        """The rows of a list, as far as they can be read."""
        raise NotImplementedError

    def row(self, row: Any, page: Page) -> dict[str, Any]:
        """What a row, or a page without markup, states, as `JobPosting` names it."""
        raise NotImplementedError

    def candidates(self, page: Page) -> Iterable[Any]:
        """The rows of a list, or the markup of a page; that of a closed posting has none."""
        if not self.holds_records(page):
            return self.rows(page)
        marked = [*things(page.text, page.url, JOB_TYPES)]
        return marked or (page.html().css(self.shown) if self.shown else ())

    def record(self, block: Any, page: Page) -> Record:
        """The posting. Its number is the platform's; templates print a salary also where there is none to print."""
        if isinstance(block, ValueError):
            raise block
        if isinstance(block, Selector) or not self.holds_records(page):
            return JobPosting.model_validate({"hiring_organization": self.organization} | self.row(block, page))
        found = job_posting(block, page.url)
        stated: dict[str, Any] = {"identifier": self.number(found.url, page.url)}
        if not found.hiring_organization:
            stated["hiring_organization"] = self.organization
        if not re.search(r"\d", found.base_salary or ""):
            stated["base_salary"] = None
        return found.model_copy(update=stated)

    def number(self, *urls: str | None) -> str:
        """The platform's number of a posting, from the first address that has it. `ValueError` where none has."""
        for url in urls:
            if found := self.numbered.search(url or ""):
                return found[1]
        raise ValueError(f"not the address of a posting: {str(urls[-1])[:100]}")
