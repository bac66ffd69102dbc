"""Where the job platforms with a list, a host of their own or a POST are asked, and where their boards are seen."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pytest

from spiders.catalogue import COLUMNS, platforms, rows
from spiders.source_spider import Page, Reject, SourceSpider, Total

NUMBER = "211e692d-c45a-4e3a-ae01-3e497af97929"


def board(platform: str, name: str, host: str = "") -> SourceSpider:
    """The spider of a row of `boards.csv`."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "boards.csv"
        file.write_text(f"{','.join(COLUMNS)}\ncase,{platform},{name},Acme,,demand,{host}\n")
        return rows(file)["case"]()


@pytest.mark.parametrize(
    ("platform", "name", "host", "start"),
    [
        (
            "smartrecruiters",
            "Acme",
            "",
            "https://api.smartrecruiters.com/v1/companies/Acme/postings?limit=100&offset=0",
        ),
        ("workable", "acme", "", "https://apply.workable.com/api/v1/widget/accounts/acme?details=true"),
        ("recruitee", "acme", "", "https://acme.recruitee.com/api/offers/"),
        ("recruitee", "", "jobs.acme.example", "https://jobs.acme.example/api/offers/"),
        ("personio", "acme", "", "https://acme.jobs.personio.de/xml"),
        ("personio", "acme", "acme.jobs.personio.com", "https://acme.jobs.personio.com/xml"),
        ("teamtailor", "acme", "acme.teamtailor.com", "https://acme.teamtailor.com/jobs.json"),
        ("bamboohr", "acme", "", "https://acme.bamboohr.com/careers/list"),
        ("pinpoint", "acme", "", "https://acme.pinpointhq.com/postings.json"),
        ("rippling", "acme", "", "https://api.rippling.com/platform/api/ats/v1/board/acme/jobs"),
        ("paylocity", NUMBER, "", f"https://recruiting.paylocity.com/recruiting/jobs/All/{NUMBER}"),
        ("workday", "Jobs", "acme.wd3.myworkdayjobs.com", "https://acme.wd3.myworkdayjobs.com/wday/cxs/acme/Jobs/jobs"),
        ("workday", "acme/Jobs", "wd3.myworkdaysite.com", "https://wd3.myworkdaysite.com/wday/cxs/acme/Jobs/jobs"),
    ],
)
def test_a_board_is_asked_at_its_own_address(platform: str, name: str, host: str, start: str) -> None:
    assert board(platform, name, host).start_urls == [start]


def test_two_boards_of_a_platform_have_each_their_host() -> None:
    assert [board("recruitee", name).host for name in ("one", "two")] == ["one.recruitee.com", "two.recruitee.com"]


def test_a_list_that_is_posted_for_is_asked_for_whole_from_its_first_page() -> None:
    spider = board("workday", "Jobs", "acme.wd3.myworkdayjobs.com")
    assert spider.first[0].json == {"appliedFacets": {}, "limit": 20, "searchText": "", "offset": 0}
    answer = json.dumps({"total": 41, "jobPostings": []}).encode()
    page = Page(spider.start_urls[0], answer, headers={"X-Crawl-Request": json.dumps(spider.first[0].json)})
    asked: list[Any] = list(spider.links(page))
    assert [ask.json["offset"] for ask in asked] == [20, 40]
    later = Page(page.url, answer, headers={"X-Crawl-Request": json.dumps(asked[1].json)})
    assert list(spider.links(later)) == []
    assert [output for output in spider.outputs(page) if not isinstance(output, Reject)] == [Total(41, page.url)]


@pytest.mark.parametrize("platform", ["smartrecruiters", "workday", "bamboohr", "rippling", "paylocity"])
@pytest.mark.parametrize("body", [b"", b"null", b"{}", b'{"jobPostings": null}', b"<html>Just a moment...</html>"])
def test_what_is_no_list_at_a_lists_address_is_one_reject_and_leads_nowhere(platform: str, body: bytes) -> None:
    spider = board(platform, "acme", "acme.wd3.myworkdayjobs.com" if platform == "workday" else "")
    page = Page(spider.start_urls[0], body)
    assert [type(found) for found in spider.parse(_Response(page))] == [Reject]


class _Response:
    """As much of Scrapy's response as a page is made of."""

    def __init__(self, page: Page) -> None:
        self.url, self.body, self.status, self.headers = page.url, page.body, 200, self

    def to_unicode_dict(self) -> dict[str, str]:
        return {}


SEEN = [
    ("https://jobs.smartrecruiters.com/AcmeGroup/744000141699866-nurse", "smartrecruiters", "AcmeGroup", ""),
    ("https://careers.smartrecruiters.com/AcmeGroup", "smartrecruiters", "AcmeGroup", ""),
    ("https://jobs.smartrecruiters.com/oneclick-ui/company/x", "smartrecruiters", None, ""),
    ("https://apply.workable.com/acme-2/j/DD136DD7E7/", "workable", "acme-2", ""),
    ("https://apply.workable.com/j/DD136DD7E7", "workable", None, ""),
    ("https://apply.workable.com/api/v1/widget/accounts/acme", "workable", "acme", ""),
    ("https://acme.workable.com/jobs/1", "workable", "acme", ""),
    ("https://help.workable.com/hc", "workable", None, ""),
    ("https://acme.recruitee.com/o/nurse", "recruitee", "acme", ""),
    ("https://www.recruitee.com/", "recruitee", None, ""),
    ("https://acme.jobs.personio.de/job/1", "personio", "acme", ""),
    ("https://acme-ag.jobs.personio.com/", "personio", "acme-ag", "acme-ag.jobs.personio.com"),
    ("https://www.jobs.personio.de/", "personio", None, ""),
    ("https://acme.teamtailor.com/jobs", "teamtailor", "acme", "acme.teamtailor.com"),
    ("https://acme.na.teamtailor.com/jobs", "teamtailor", "acme", "acme.na.teamtailor.com"),
    ("https://app.teamtailor.com/login", "teamtailor", None, ""),
    ("https://acme.wd5.myworkdayjobs.com/en-US/Jobs/job/X_1", "workday", "Jobs", "acme.wd5.myworkdayjobs.com"),
    ("https://acme.wd5.myworkdayjobs.com/wday/cxs/acme/Jobs/jobs", "workday", "Jobs", "acme.wd5.myworkdayjobs.com"),
    ("https://wd3.myworkdaysite.com/en-US/recruiting/acme/Jobs", "workday", "acme/Jobs", "wd3.myworkdaysite.com"),
    ("https://acme.bamboohr.com/careers/86", "bamboohr", "acme", ""),
    ("https://www.bamboohr.com/careers/", "bamboohr", None, ""),
    ("https://acme.pinpointhq.com/en/postings/1", "pinpoint", "acme", ""),
    ("https://developers.pinpointhq.com/docs", "pinpoint", None, ""),
    ("https://ats.rippling.com/en-GB/acme-ports/jobs/2f06", "rippling", "acme-ports", ""),
    ("https://ats.rippling.com/acme/jobs", "rippling", "acme", ""),
    (f"https://recruiting.paylocity.com/Recruiting/Jobs/All/{NUMBER}/Acme", "paylocity", NUMBER, ""),
    ("https://recruiting.paylocity.com/Recruiting/Jobs/Details/4141169", "paylocity", None, ""),
]


@pytest.mark.parametrize(("address", "platform", "name", "host"), SEEN)
def test_a_board_is_seen_in_an_address(address: str, platform: str, name: str | None, host: str) -> None:
    seen = [
        (found["board"], cell.format(**{key: value or "" for key, value in found.groupdict().items()}))
        for pattern, cell in platforms()[platform].seen_at.items()
        for found in re.finditer(pattern, f'<a href="{address}">', re.I)
    ]
    assert seen == ([] if name is None else [(name, host)])


@pytest.mark.parametrize("platform", sorted({platform for _, platform, _, _ in SEEN}))
@pytest.mark.parametrize("part", ["a", "a.", "a-", "wd5.", "jobs.", "https://a", ".myworkdayjobs.com/"])
def test_looking_for_a_board_takes_time_in_step_with_the_page(platform: str, part: str) -> None:
    text = part * (100_000 // len(part))
    begun = perf_counter()
    for pattern in platforms()[platform].seen_at:
        assert re.search(pattern, text, re.I) is None
    assert perf_counter() - begun < 1
