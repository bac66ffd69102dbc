"""The base of every source: what a platform must say, and how an answer becomes records.

A platform says two things: where the candidate blocks lie in an answer (`candidates`) and which of their keys are
ours (`record`). Everything else, the crawl, the archive, the ledger and the rejects, is the same for all. Both are
pure functions of a `Page`, so that a live crawl, a replayed archive and a test run the same code.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self

import scrapy
from scrapy.http import Response

from warehouse.records import Closing, Credential, JobPosting, Rejected, Side

Record = JobPosting | Credential


@dataclass(frozen=True)
class Page:
    """One HTTP answer, live or archived."""

    url: str
    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, response: Response) -> Self:
        """The page that Scrapy's response is."""
        headers = {str(name): str(value) for name, value in response.headers.to_unicode_dict().items()}
        return cls(response.url, response.body, response.status, headers)

    @property
    def text(self) -> str:
        """The body as text: declared charset, else UTF-8, undecodable bytes replaced."""
        return scrapy.http.TextResponse(self.url, body=self.body, headers=dict(self.headers)).text

    def json(self) -> Any:
        """The body as JSON. Raises `ValueError` in one sentence, also for bottomless nesting."""
        try:
            return json.loads(self.body, parse_constant=lambda name: None)
        except RecursionError:
            raise ValueError("JSON nested too deep to read") from None


@dataclass(frozen=True)
class Reject:
    """A candidate that could not become a record: why, and where in which answer."""

    reason: str
    url: str
    pointer: str = ""


class SourceSpider(scrapy.Spider):
    """One source. Subclasses in `platforms/` fill `platform`, `side`, `start_urls`, `candidates` and `record`."""

    platform: ClassVar[str] = ""
    side: ClassVar[Side] = Side.DEMAND
    basis: ClassVar[str] = "documented"  # captured | documented | contested | off
    licence: ClassVar[str | None] = None  # of the data, where the publisher states one
    attribution: ClassVar[str | None] = None  # the line to print where the data is used
    terms_url: ClassVar[str | None] = None
    closing: ClassVar[Closing] = Closing.SHOWN
    organization: ClassVar[str | None] = None
    country: ClassVar[str | None] = None
    board: ClassVar[str] = ""  # the organisation's name on its platform
    host: ClassVar[str] = ""  # where the platform answers
    sample: ClassVar[bool] = False  # whether the organisation is fictional

    @property
    def scheme(self) -> str:
        """https; only the reserved test names, which never leave the machine, speak plainly."""
        return "http" if self.host.partition(":")[0].endswith(".test") else "https"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.start_urls = list(self.start_urls or self.starts())

    def starts(self) -> Iterable[str]:
        """The first addresses, made of `scheme`, `host` and `board`, where `start_urls` states none."""
        return ()

    def candidates(self, page: Page) -> Iterable[Any]:
        """The candidate blocks of an answer, each of which should be one record."""
        raise NotImplementedError

    def record(self, block: Any, page: Page) -> Record:
        """The record that a block asserts. A missing mandatory key raises `KeyError`: index, do not `.get`."""
        raise NotImplementedError

    def links(self, page: Page) -> Iterable[str]:
        """Further addresses that an answer leads to (a next page, a detail page)."""
        return ()

    def holds_records(self, page: Page) -> bool:
        """Whether an answer should hold records; a sitemap or a list of links should not."""
        return True

    def read(self, page: Page) -> Iterator[Record | Reject]:
        """Every candidate of an answer, as record or reject; an answer without any is one reject."""
        if not self.holds_records(page):
            return
        seen = 0
        try:
            for seen, block in enumerate(self.candidates(page), start=1):
                yield self._outcome(block, page, f"[{seen - 1}]")
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            yield Reject(str(Rejected.because(error)), page.url)
        else:
            if not seen:
                yield Reject("no record in the answer", page.url)

    def _outcome(self, block: Any, page: Page, pointer: str) -> Record | Reject:
        try:
            return self.record(block, page)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            return Reject(str(Rejected.because(error)), page.url, pointer)

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        """Scrapy's callback: records, rejects and the requests that follow."""
        page = Page.of(response)
        yield from self.read(page)
        links: list[str] = []
        try:
            links.extend(self.links(page))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            if not self.holds_records(page):  # else reading it has said so
                yield Reject(str(Rejected.because(error)), page.url)
        for url in links:
            try:
                yield response.follow(url, self.parse)
            except ValueError:
                yield Reject("refused: not an address that can be fetched", url, "link")
