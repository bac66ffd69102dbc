"""CourseLeaf catalogues: blocks of courses, and pages of programmes with the table of what each requires."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from spiders.catalogue_mapping import course, entry, named, offer, own_links, programme
from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Side

_WITHIN = "ancestor::*[contains(concat(' ', normalize-space(@class), ' '), ' courseblock ')]"
_ADDRESS = r"\Ahttps?://(?P<host>[\w.-]{4,100})(?P<board>/[\w./-]{0,200})\S{0,500}\n"  # the page's own


class Courseleaf(SourceSpider):
    """`board` is the path of a list: of departments, each with a page of courses, or of programmes.

    Of a list that names certificates, badges and the like, only those are followed.
    """

    platform = "courseleaf"
    side = Side.SUPPLY
    seen_at = {_ADDRESS + r"(?s:.{0,300000}?)/courseleaf\.(?:css|js)": "{host}"}

    def starts(self) -> Iterable[str]:
        """The list."""
        return (f"{self.scheme}://{self.host}{self._path}",)

    @property
    def _path(self) -> str:
        return f"/{self.board.strip('/')}/".replace("//", "/")

    def holds_records(self, page: Page) -> bool:
        """Not the list, unless it shows the courses themselves."""
        return urlsplit(page.url).path.strip("/") != self.board.strip("/") or bool(page.html().css(".courseblocktitle"))

    def candidates(self, page: Page) -> Iterable[Any]:
        """The blocks of courses, else the heading of the programme; of a list the links to what it names."""
        if not self.holds_records(page):
            return named(page).values()
        tree = page.html()
        blocks = [each for each in tree.css(".courseblock, .courseblocktitle") if not each.xpath(_WITHIN)]
        return blocks or (tree.css("h1.page-title, #page-title-area h1") or tree.css("h1"))[:1]

    def links(self, page: Page) -> Iterable[str]:
        """From the list to what it names, else to the pages below it."""
        if self.holds_records(page):
            return ()
        found = (url for url, _ in own_links(page, page.html().css("a[href]")))
        return named(page) or dict.fromkeys(url for url in found if urlsplit(url).path.startswith(self._path))

    def record(self, block: Any, page: Page) -> Record:
        """The course or programme; what a list names is read as far as its link goes."""
        if block.root.tag == "a":
            return offer(entry(block, page), self.organization)
        return (programme if block.root.tag == "h1" else course)(block, page, self.organization)
