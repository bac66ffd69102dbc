"""NEA's micro-credentials for educators: pages that each list a stack of them, read in the order of their text."""

from collections.abc import Iterable
from typing import Any

from spiders.catalogue_mapping import own_links
from spiders.nea_mapping import stack_count, stacked
from spiders.source_spider import Page, Record, SourceSpider
from spiders.text_order import lines
from warehouse.records import Credential, Side


class Nea(SourceSpider):
    """A micro-credential stands in several stacks; its code, the same in all, is the key. One stack is on record."""

    name = platform = "nea"
    side, basis, organization, country = Side.SUPPLY, "contested", "National Education Association", "US"
    host, terms_url = "nea.certificationbank.com", "https://nea.certificationbank.com/"
    start_urls = [f"https://{host}/Washington/NEA/CandidatePortal/CategoryDetail.aspx?Stack=WEA6"]

    def links(self, page: Page) -> Iterable[str]:
        """To other stacks."""
        return dict(own_links(page, page.html().css("a[href*='CategoryDetail.aspx?Stack=']")))

    def expected(self, page: Page) -> int | None:
        """How many the stack has."""
        return stack_count(lines(page))

    def candidates(self, page: Page) -> Iterable[Any]:
        """What stands between two titles."""
        return stacked(lines(page))

    def record(self, block: Any, page: Page) -> Record:
        """The micro-credential. It is free for members; what others pay is not stated."""
        kind = {"credential_type": "micro-credential", "offered_by": self.organization, "provider_kind": "association"}
        return Credential.model_validate({**block, **kind, "identifier": block["identifier"], "url": page.url})
