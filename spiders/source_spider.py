"""The base of every source: what a platform must say, and how an answer becomes records.

A platform says two things: where the candidate blocks lie in an answer (`candidates`) and which of their keys are
ours (`record`). Everything else, the crawl, the archive, the ledger and the rejects, is the same for all. Both are
pure functions of a `Page`, so that a live crawl, a replayed archive and a test run the same code.
"""

import json
import os
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urljoin

import scrapy
from scrapy import Request
from scrapy.http import Response

from spiders.exchange import ASKED as ASKED
from spiders.exchange import Ask as Ask
from spiders.exchange import Page as Page
from spiders.fields import Fields
from warehouse.records import Closing, Credential, JobPosting, Rejected, Side

Record = JobPosting | Credential
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True)
class Reject:
    """A candidate that could not become a record: why, and where in which answer."""

    reason: str
    url: str
    pointer: str = ""


@dataclass(frozen=True)
class Total:
    """How many records a listing says it has; `listing` is its address without the query."""

    count: int
    listing: str


Output = Record | Reject | Total


class SourceSpider(scrapy.Spider):
    """One source. Subclasses in `platforms/` fill `platform`, `side`, `starts`, `candidates` and `record`.

    Publisher (`organization`), `terms_url`, `licence`, `attribution` and `retention_days` are its licence ledger; a
    source without them is not loaded.
    """

    platform: ClassVar[str] = ""
    side: ClassVar[Side] = Side.DEMAND
    basis: ClassVar[str] = "documented"  # captured | documented | contested | off
    off: ClassVar[str] = ""  # why the source is not crawled, and what to do instead
    key: ClassVar[str] = ""  # the environment variable that holds the user's own key, where one is needed
    licence: ClassVar[str] = "none stated: facts are used, texts are quoted as evidence only"
    attribution: ClassVar[str] = ""  # the line to print where the data is used; made of organisation and host
    terms_url: ClassVar[str] = ""
    retention_days: ClassVar[int] = 730  # how long archived answers are kept
    closing: ClassVar[Closing] = Closing.SHOWN
    organization: ClassVar[str | None] = None
    country: ClassVar[str | None] = None
    board: ClassVar[str] = ""  # the organisation's name on its platform
    host: ClassVar[str] = ""  # where the platform answers; {board} stands for a row's board
    hosts: ClassVar[tuple[str, ...]] = ()  # further hosts that belong to the source
    seen_at: ClassVar[Mapping[str, str]] = {}  # pattern of an address with group `board` → the row's `host`, if any
    well_known: ClassVar[str] = ""  # path at which the platform answers on any host of its customers
    floor: ClassVar[int] = 1  # how many records a check must find
    blocks: ClassVar[str] = ""  # the key of a JSON answer's list of candidate blocks; empty: the answer is the list
    sample: ClassVar[bool] = False  # whether the organisation is fictional

    @property
    def scheme(self) -> str:
        """https; only the reserved test names, which never leave the machine, speak plainly."""
        return "http" if self.host.partition(":")[0].endswith(".test") else "https"

    @property
    def secret(self) -> str:
        """The user's own key; empty where none is set."""
        return os.environ.get(self.key, "") if self.key else ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = [Ask.of(stated) for stated in self.start_urls or self.starts()]
        self.start_urls = [ask.url for ask in self.first]
        self.fields = Fields(self.platform)

    def starts(self) -> Iterable[str | Ask]:
        """The first addresses, made of `scheme`, `host` and `board`, where `start_urls` states none."""
        return ()

    def candidates(self, page: Page) -> Iterable[Any]:
        """The candidate blocks of an answer, each of which should be one record; by default those under `blocks`."""
        answer = page.json()
        yield from answer[self.blocks] if self.blocks else answer[:]  # an object with an error in it cannot be sliced

    def record(self, block: Any, page: Page) -> Record:
        """The record that a block asserts. A missing mandatory key raises `KeyError`: index, do not `.get`."""
        raise NotImplementedError

    def links(self, page: Page) -> Iterable[str | Ask]:
        """Further addresses that an answer leads to (a next page, a detail page)."""
        return ()

    def expected(self, page: Page) -> int | None:
        """How many records the source says that the listing has in all; None where it does not say."""
        return None

    def holds_records(self, page: Page) -> bool:
        """Whether an answer should hold records: not a sitemap, nor a list whose records have pages of their own."""
        return True

    def read(self, page: Page) -> Iterator[Record | Reject]:
        """Every candidate of an answer, as record or reject; an answer without any is one reject."""
        seen = 0
        try:
            for seen, block in enumerate(self.candidates(page), start=1):
                yield self._outcome(block, page, f"[{seen - 1}]")
        except _UNREADABLE as error:
            yield Reject(str(Rejected.because(error)), page.url)
        else:
            if not seen:
                yield Reject("no record in the answer", page.url)

    def _outcome(self, block: Any, page: Page, pointer: str) -> Record | Reject:
        self.fields.look(block)
        try:
            return self.record(block, page)
        except _UNREADABLE as error:
            return Reject(str(Rejected.because(error)), page.url, pointer)

    def outputs(self, page: Page) -> Iterator[Output]:
        """What a run lands of an answer: its records and rejects where it should hold any, and the total it states."""
        if self.holds_records(page):
            yield from self.read(page)
        try:
            count = self.expected(page)
        except _UNREADABLE:  # reading it has said so
            return
        if count is not None:
            yield Total(count, page.url.partition("?")[0])

    def request(self, stated: str | Ask, base: str = "") -> Request:
        """Scrapy's request for an address or an `Ask`. Raises `ValueError` for what is no address."""
        ask = Ask.of(stated)
        request = Request(
            urljoin(base, ask.url.strip()),
            self.parse,
            headers=dict(ask.headers),
            meta={"lastmod": ask.lastmod},
            dont_filter=not base,
        )
        if ask.json is None:
            return request
        kind = {**ask.headers, "Content-Type": "application/json"}
        return request.replace(method="POST", headers=kind, body=json.dumps(ask.json))

    async def start(self) -> AsyncIterator[Any]:
        """Scrapy's first requests."""
        for ask in self.first:
            yield self.request(ask)

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        """Scrapy's callback: records, rejects and the requests that follow."""
        page = Page.of(response)
        yield from self.outputs(page)
        links: list[str | Ask] = []
        try:
            links.extend(self.links(page))
        except _UNREADABLE as error:
            if not self.holds_records(page):  # else reading it has said so
                yield Reject(str(Rejected.because(error)), page.url)
        for link in links:
            try:
                yield self.request(link, page.url)
            except ValueError:
                yield Reject("refused: not an address that can be fetched", Ask.of(link).url, "link")
