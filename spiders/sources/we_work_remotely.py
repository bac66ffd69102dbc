"""We Work Remotely: its newest remote jobs as RSS, with the employer's name before the title."""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Closing, JobPosting


class WeWorkRemotely(SourceSpider):
    """One feed of all categories; some hundred jobs."""

    name = "we-work-remotely"
    platform = "we_work_remotely"
    host = "weworkremotely.com"
    organization = "We Work Remotely"
    terms_url = "https://weworkremotely.com/remote-job-rss-feed"
    licence = "anyone may use the feed whose links back name We Work Remotely"
    attribution = "Jobs from We Work Remotely (https://weworkremotely.com)"
    closing = Closing.ASSUMED
    start_urls = ["https://weworkremotely.com/remote-jobs.rss"]

    def candidates(self, page: Page) -> Iterable[Any]:
        """The items of the channel, as texts by tag."""
        for entry in page.xml().iterfind("channel/item"):
            yield {child.tag: child.text for child in entry if isinstance(child.tag, str)}

    def record(self, block: Any, page: Page) -> Record:
        """The posting of one item."""
        organization, colon, title = block["title"].partition(": ")
        stated = {
            "identifier": block["guid"],
            "title": title or organization,
            "description": block.get("description"),
            "hiring_organization": organization if colon else None,
            "job_location": block.get("region"),
            "remote": True,
            "date_posted": block.get("pubDate"),
            "valid_through": block.get("expires_at"),
            "employment_type": block.get("type"),
            "occupation": block.get("category"),
            "url": block["link"],
        }
        return JobPosting.model_validate(stated)
