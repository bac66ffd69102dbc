"""Acalog catalogues (Modern Campus Catalog): a list of programmes in pages, and a page for each programme.

Their markup is known from public programs that read them. Several of these report that a catalogue turned them away
(HTTP 202 with a challenge) or asks for two minutes between requests: such a host is left alone, and it is said.
"""

import re
from collections.abc import Iterable
from typing import Any

from spiders.catalogue_mapping import acalog_programme, acalog_programmes, following_list, offer
from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Side

_SEEN = r"https?://(?P<host>[\w.-]{4,100})/content\.php\?catoid=(?P<board>\d{1,5}&navoid=\d{1,6})"


class Acalog(SourceSpider):
    """`board` is `<catoid>-<navoid>`: the numbers of a catalogue, new each year, and of its page of programmes.

    Where the list names certificates, only those are followed. A programme's number is new each year as well, so that
    its title identifies it.
    """

    platform = "acalog"
    side = Side.SUPPLY
    basis = "contested"
    seen_at = {_SEEN: "{host}"}

    def starts(self) -> Iterable[str]:
        """The list."""
        catalogue, _, number = re.sub(r"\D+", "-", self.board).partition("-")
        return (f"{self.scheme}://{self.host}/content.php?catoid={catalogue}&navoid={number}",)

    def holds_records(self, page: Page) -> bool:
        """Not the list."""
        return "/content.php" not in page.url

    def candidates(self, page: Page) -> Iterable[Any]:
        """The heading of the programme, which templates name in two ways; of a list its entries."""
        if not self.holds_records(page):
            return acalog_programmes(page).items()
        return page.html().css("h1#acalog-content, h1#acalog-page-title")[:1]

    def links(self, page: Page) -> Iterable[str]:
        """From the list to its programmes, and to its next page."""
        if self.holds_records(page):
            return []
        return [*acalog_programmes(page), *following_list(page)]

    def record(self, block: Any, page: Page) -> Record:
        """The programme; of an entry in a list its title and address."""
        if isinstance(block, tuple):
            if "poid=" not in block[0]:
                raise ValueError("an entry without a programme's number")
            return offer({"identifier": block[1], "name": block[1], "url": block[0]}, self.organization)
        return acalog_programme(block, page, self.organization)
