"""The base of platforms whose list only names the records, each of which has an answer of its own."""

from collections.abc import Iterable
from typing import Any, ClassVar

from spiders.source_spider import Ask, Page, SourceSpider


class ListingSpider(SourceSpider):
    """Subclasses fill `blocks`, `total` and `leads`, and a `record` that reads both kinds of blocks.

    The list's blocks are read for a look at a board; a run lands what the records' own answers say.
    """

    total: ClassVar[str] = ""  # the key of the number of records, which only the list's answers have; dots go deeper

    def lists(self, page: Page) -> bool:
        """Whether an answer is one of the list: it has the total, or is an array where no total is stated.

        Never raises: any answer may be asked about.
        """
        key = self.total.rpartition(".")[2]
        return f'"{key}"'.encode() in page.body if key else page.body.lstrip()[:1] == b"["

    def leads(self, answer: Any, page: Page) -> Iterable[str | Ask]:
        """Where an answer of the list leads to: its records, and its other pages."""
        raise NotImplementedError

    def holds_records(self, page: Page) -> bool:
        """Not the list: it lacks the texts."""
        return not self.lists(page)

    def candidates(self, page: Page) -> Iterable[Any]:
        """The blocks of the list, or the record that the answer is."""
        answer = page.json()
        yield from (answer[self.blocks] if self.blocks else answer) if self.lists(page) else [answer]

    def links(self, page: Page) -> Iterable[str | Ask]:
        """What the list leads to."""
        return self.leads(page.json(), page) if self.lists(page) else ()

    def expected(self, page: Page) -> int | None:
        """The total that the list states."""
        if not self.total or not self.lists(page):
            return None
        count = page.json()
        for key in self.total.split("."):
            count = count[key]
        return int(count)
