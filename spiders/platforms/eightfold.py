"""Eightfold career sites: a sitemap of all postings, and a page of markup for each.

Of the site's two search APIs a customer has one open, the other answers 403, and their pages shift between requests;
the sitemap stands at either. What the APIs answer is read where an archive or a file holds it.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.marked_pages import MarkedPages
from spiders.sitemaps import entries, is_sitemap
from spiders.source_spider import Ask, Page
from spiders.vocabulary import remote


class Eightfold(MarkedPages):
    """`host` is the career site's own; `board` the employer's domain, which a host of several employers needs."""

    platform = "eightfold"
    terms_url = "https://apidocs.eightfold.ai/docs/getting-started"
    seen_at = {
        r"(?<![\w-])(?P<host>[\w-]{1,63}\.eightfold\.ai)/careers[^\s<>]{0,99}[?&;]domain=(?P<board>[\w.-]+)": "{host}",
        r"(?<![\w-])(?P<host>(?P<board>(?!www\.|app\.|api|static|vs-)[\w-]{1,63})\.eightfold\.ai)/careers": "{host}",
    }
    numbered = re.compile(r"/careers/job/(\d{1,20})")

    def starts(self) -> Iterable[str]:
        """The sitemap."""
        domain = f"?domain={self.board}" if "." in self.board else ""
        return (f"{self.scheme}://{self.host}/careers/sitemap.xml{domain}",)

    def links(self, page: Page) -> Iterable[Ask]:
        """The postings that a sitemap lists, or further sitemaps."""
        if not self.holds_records(page) and page.body[:1] != b"{":
            is_index, found = entries(page.body)
            yield from (Ask(url, lastmod=day) for url, day in found if is_index or self.numbered.search(url))

    def rows(self, page: Page) -> Iterable[Any]:
        """The positions of a search; a sitemap has none."""
        answer = {"positions": ()} if is_sitemap(page.body) else page.json()
        yield from (answer.get("data") or answer)["positions"]

    def row(self, row: Any, page: Page) -> dict[str, Any]:
        """A position, as the older or as the newer API writes it."""
        places = row.get("locations") or [row.get("location") or ""]
        return {
            "identifier": str(row["id"]),
            "title": row["name"],
            "description": row.get("job_description"),
            "job_location": [place.partition(" |")[0] for place in places],
            "remote": remote(row.get("workLocationOption") or row.get("work_location_option")),
            "date_posted": row.get("postedTs") or row.get("t_create"),
            "occupation": row.get("department"),
            "url": urljoin(page.url, row.get("canonicalPositionUrl") or row["positionUrl"]),
        }
