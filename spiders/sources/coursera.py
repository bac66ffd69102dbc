"""Coursera: the pages of courses, specialisations and professional certificates, each with the state behind it.

What the state holds is known from public programs of 2026; a price is not in it. Names of sitemaps differ between
them, and are read from the robots file.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from spiders.coursera_mapping import ApolloState, coursera_offer
from spiders.platforms.schema_org import SchemaOrg
from spiders.sitemaps import entries
from spiders.source_spider import Ask, Page, Record
from warehouse.records import Credential

_PAGE = re.compile(r"https://www\.coursera\.org/(?:learn|specializations|professional-certificates)/[\w-]{1,200}/?")
_SITEMAP = re.compile("course|special|certif", re.I)
_LANGUAGES = set("ar de el es fr hi hu id it ja kk ko nl pl pt ptbr ru sv th tr uk uz vi zh zhcn zhtw".split())


class Coursera(SchemaOrg):
    """A page's address is its key: courses and specialisations share names. Whoever offers a course is a partner."""

    name = platform = "coursera"
    basis, organization, country, host = "documented", "Coursera", "US", "www.coursera.org"
    terms_url = "https://www.coursera.org/about/terms"
    licence = "none: the terms are reported to forbid scraping; ask Coursera before a live crawl"

    def links(self, page: Page) -> Iterable[str | Ask]:
        """To the sitemaps that seem to list offers, and to those pages, but for translations of one that is listed."""
        led = [Ask.of(each) for each in super().links(page)]
        if self.holds_records(page) or urlsplit(page.url).path == "/robots.txt" or entries(page.body)[0]:
            return [ask for ask in led if _SITEMAP.search(ask.url.rpartition("/")[2])] or led
        pages = {ask.url: ask for ask in led if _PAGE.fullmatch(ask.url)}
        parts = ((url.rpartition("-"), ask) for url, ask in pages.items())
        return [ask for (whole, _, last), ask in parts if whole not in pages or last not in _LANGUAGES]

    def candidates(self, page: Page) -> Iterable[Any]:
        """The state, and in it the page's own node; of a sitemap the addresses, translations and other pages too."""
        if not self.holds_records(page):
            return [(None, Ask.of(each).url) for each in super().links(page)]
        state = ApolloState(page.text)
        return [(state, node) for node in state.own()]

    def record(self, block: Any, page: Page) -> Record:
        """The offer; one whose partner is not stated is left out. Of a listed one the words of its address."""
        state, node = block
        if state:
            return coursera_offer(state, node, page.url)
        if not _PAGE.fullmatch(node):
            raise ValueError(f"no offer's page: {node[:200]}")
        return Credential(identifier=node, name=node.rstrip("/").rpartition("/")[2].replace("-", " "), url=node)
