"""Oracle Recruiting Cloud: the career site's own API, a list in pages and an answer for each posting."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urljoin

from spiders.requisition_mapping import requisition
from spiders.source_spider import Page, Record, SourceSpider

_API = "/hcmRestApi/resources/latest/recruitingCEJobRequisition"
_PAGE = "/hcmUI/CandidateExperience/en/sites"


class OracleCloud(SourceSpider):
    """`board` is the site in its address, `<host>/hcmUI/CandidateExperience/en/sites/<board>`, often `CX_1`."""

    platform = "oracle_cloud"
    basis = "captured"
    terms_url = "https://docs.oracle.com/en/cloud/saas/human-resources/farws/api-recruiting-ce-job-requisitions.html"
    licence = "none stated: it answers anonymous users, and is documented as for Oracle's internal use"
    seen_at = {
        r"(?<![\w-])(?P<host>[\w-]{1,63}\.fa(?:\.[\w-]{1,63}){0,2}\.oraclecloud\.(?:com|eu))"
        r"/hcmUI/CandidateExperience/[\w-]{1,20}/sites/(?P<board>[\w-]+)": "{host}"
    }

    def starts(self) -> Iterable[str]:
        """The first page."""
        return (f"{self.scheme}://{self.host}{self._listing(0)}",)

    def _listing(self, offset: int) -> str:
        """A page of the list, which would be empty without `expand`."""
        finder = f"findReqs;siteNumber={self.board},limit=200,offset={offset},sortBy=POSTING_DATES_DESC"
        return f"{_API}s?onlyData=true&expand=requisitionList.secondaryLocations&finder={finder}"

    def holds_records(self, page: Page) -> bool:
        """Whether it is the answer for one posting."""
        return f"{_API}Details" in page.url

    def links(self, page: Page) -> Iterable[str]:
        """The postings of a list, and the next page."""
        if not self.holds_records(page):
            search = page.json()["items"][0]
            for number in (each["Id"] for each in search["requisitionList"] if "Id" in each):
                yield f"{_API}Details?onlyData=true&expand=all&finder=ById;Id=%22{number}%22,siteNumber={self.board}"
            after = search.get("Offset", 0) + len(search["requisitionList"])
            if search["requisitionList"] and after < search.get("TotalJobsCount", 0):
                yield self._listing(after)

    def expected(self, page: Page) -> int | None:
        """The total that the list states."""
        return None if self.holds_records(page) else page.json()["items"][0].get("TotalJobsCount")

    def candidates(self, page: Page) -> Iterable[Any]:
        """The requisitions of a list, or the one of an answer."""
        answer = page.json()
        yield from answer.get("items", [answer]) if self.holds_records(page) else answer["items"][0]["requisitionList"]

    def record(self, block: Any, page: Page) -> Record:
        """The posting, at its public address."""
        return requisition(block, urljoin(page.url, f"{_PAGE}/{self.board}/job/{block['Id']}"), self.organization)
