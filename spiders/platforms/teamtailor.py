"""Teamtailor's JSON Feed of a career site; each of its entries carries the posting in schema.org's words."""

from collections.abc import Iterable
from typing import Any

from spiders.schema_mapping import job_posting
from spiders.source_spider import Page, Record, SourceSpider


class Teamtailor(SourceSpider):
    """`host` is the career site's: `<company>.teamtailor.com`, or the company's own."""

    platform = "teamtailor"
    basis = "captured"
    terms_url = "https://support.teamtailor.com/en/articles/11171756-rss-feed-how-to-guide"
    blocks = "items"
    seen_at = {
        r"(?<![\w.-])(?P<host>(?P<board>(?!(?:www|api|app|docs|support|tt|cdn)\.)[\w-]+)"
        r"(?:\.(?:na|au))?\.teamtailor\.com)": "{host}"
    }
    well_known = "/jobs.json"

    def starts(self) -> Iterable[str]:
        """The first page of the feed."""
        return (f"{self.scheme}://{self.host}/jobs.json",)

    def links(self, page: Page) -> Iterable[str]:
        """The next page, where the feed names one in JSON Feed's way."""
        following = page.json().get("next_url")
        return (following,) if following else ()

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one entry; what its markup leaves out, the entry says."""
        said = {"title": block["title"], "datePosted": block.get("date_published")}
        said |= {"description": block.get("content_html"), "hiringOrganization": self.organization}
        return job_posting(said | block["_jobposting"], block["url"])
