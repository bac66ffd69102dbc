"""One question to a publisher, and one answer: all that parsing knows of HTTP."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import scrapy
from lxml import etree
from parsel import Selector
from scrapy.http import Response

from spiders.json_text import read_json

ASKED = "X-Crawl-Request"  # on an answer: the JSON that was posted for it
_XML = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "recover": False}


@dataclass(frozen=True)
class Ask:
    """A request that is more than an address: with headers, JSON to post, or the day its page last changed."""

    url: str
    json: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)
    lastmod: str | None = None  # as the publisher writes it: what has not changed since we had it is not asked for

    @classmethod
    def of(cls, stated: "str | Ask") -> "Ask":
        """The request that an address alone stands for."""
        return stated if isinstance(stated, Ask) else cls(stated)


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
            return read_json(self.body)
        except UnicodeDecodeError:  # not the UTF-8 that JSON is written in
            return read_json(self.text)

    @property
    def asked(self) -> Any:
        """The JSON that was posted for this answer; an empty object where none was."""
        return json.loads(self.headers.get(ASKED, "{}"))

    def html(self) -> Selector:
        """The body as a tree for CSS and XPath."""
        return Selector(self.text, type="html", base_url=self.url)  # else JSON is tried first, to any depth

    def xml(self) -> Any:
        """The root of the body as XML (lxml's element). Raises `ValueError` in one sentence, also for entities."""
        if b"<!ENTITY" in self.body or b"<!DOCTYPE" in self.body[:2000]:
            raise ValueError("XML with a document type of its own is not read")
        try:
            return etree.fromstring(self.body, etree.XMLParser(**_XML))
        except etree.XMLSyntaxError as error:
            raise ValueError(f"unreadable XML: {error}") from None
