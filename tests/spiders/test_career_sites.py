"""Career sites whose lists lead to pages: walked whole through the real crawl, and seen in addresses."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from spiders.catalogue import platforms
from spiders.source_spider import Page
from tests.spiders.conftest import Crawled, Site

HERE = Path(__file__).parent
ORACLE = "/hcmRestApi/resources/latest/recruitingCEJobRequisition"


def posting(title: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "JobPosting", "title": "{title}"}}</script>'


def jobvite() -> Mapping[str, str]:
    row, more = (
        '<li><a href="/acme/job/{}">x</a></li>',
        '<a class="jv-pagination-next" href="/acme/search?p=1">next</a>',
    )
    first = f'<div class="jv-pagination-text">1-2 of 3</div>{row.format("oA")}{row.format("oB")}{more}'
    pages = {f"/acme/job/o{n}": posting(n) for n in "ABC"}
    return {"/acme/search": first, "/acme/search?p=1": f'<b class="jv-x"></b>{row.format("oC")}'} | pages


def icims() -> Mapping[str, str]:
    card = '<a class="iCIMS_Anchor" href="http://a.test/jobs/{}/x/job?in_iframe=1"><h3>x</h3></a>'
    pages = {f"/jobs/{n}/x/job?in_iframe=1": posting(str(n)) for n in (1, 2, 3)}
    lists = {0: f"Page 1 of 2 {card.format(1)}{card.format(2)}", 1: f"Page 2 of 2 {card.format(3)}"}
    return pages | {f"/jobs/search?pr={n}&in_iframe=1": f"<html>{text}</html>" for n, text in lists.items()}


def phenom() -> Mapping[str, str]:
    def listed(*numbers: str) -> str:
        jobs = [{"jobSeqNo": number, "title": number} for number in numbers]
        return f"phApp.ddo = {json.dumps({'eagerLoadRefineSearch': {'totalHits': 3, 'data': {'jobs': jobs}}})}; x"

    pages = {f"/acme/job/{n}": posting(n) for n in "ABC"}
    return pages | {
        "/acme/search-results?from=0&s=1": listed("A", "B"),
        "/acme/search-results?from=2&s=1": listed("C"),
    }


def eightfold() -> Mapping[str, str]:
    urls = "".join(f"<url><loc>http://a.test/careers/job/{n}-x?domain=acme.example</loc></url>" for n in (1, 2, 3))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'
    pages = {f"/careers/job/{n}-x?domain=acme.example": posting(str(n)) for n in (1, 2, 3)}
    return pages | {"/careers/sitemap.xml?domain=acme.example": sitemap}


def oracle_cloud() -> Mapping[str, str]:
    def listed(offset: int, *numbers: str) -> str:
        found = [{"Id": number, "Title": number} for number in numbers]
        return json.dumps({"items": [{"TotalJobsCount": 3, "Offset": offset, "requisitionList": found}]})

    find = (
        "?onlyData=true&expand=requisitionList.secondaryLocations&finder=findReqs;siteNumber=acme,limit=200,offset={}"
    )
    one = "?onlyData=true&expand=all&finder=ById;Id=%22{}%22,siteNumber=acme"
    lists = {0: listed(0, "1", "2"), 2: listed(2, "3")}
    pages = {f"{ORACLE}Details{one.format(n)}": json.dumps({"items": [{"Id": n, "Title": n}]}) for n in "123"}
    return pages | {f"{ORACLE}s{find.format(n)},sortBy=POSTING_DATES_DESC": text for n, text in lists.items()}


def successfactors() -> Mapping[str, str]:
    row, label = (
        '<tr class="data-row"><td><a class="jobTitle-link" href="/acme/job/x/{}/">x</a></td></tr>',
        "1 – {} of 3",
    )
    find = "/acme/search/?q=&sortColumn=referencedate&sortDirection=desc&startrow="
    lists = {0: ("1001", "1002"), 2: ("1003",)}
    said = f'<b class="paginationLabel">{label}</b><table>'
    pages = {
        f"/acme/job/x/{n}/": f'<p itemtype="/JobPosting"><b itemprop="title">{n}</b></p>' for n in (1001, 1002, 1003)
    }
    return pages | {f"{find}{at}": f"{said}{''.join(map(row.format, found))}</table>" for at, found in lists.items()}


SITES: list[tuple[Callable[[], Mapping[str, str]], str]] = [
    (jobvite, "acme"),
    (icims, "acme"),
    (phenom, "acme"),
    (eightfold, "acme.example"),
    (oracle_cloud, "acme"),
    (successfactors, "acme"),
]


@pytest.mark.parametrize(("site", "name"), SITES)
def test_a_site_is_walked_to_its_last_page(
    site: Callable[[], Mapping[str, str]], name: str, site_server: Site, crawl_board: Callable[..., Crawled]
) -> None:
    answers = site()
    for path, body in answers.items():
        site_server.add(path, body, kind="application/xml" if "<urlset" in body else "text/html")
    whole = crawl_board(platform=site.__name__, board=name)
    assert (whole.run.status, whole.run.reason) == ("complete", None)
    assert sorted(number[-1] for number in whole.identifiers()) in (["1", "2", "3"], ["A", "B", "C"])
    assert sorted(site_server.paths()) == sorted(["/robots.txt", *answers])
    assert whole.run.expected in {None, 3}


@pytest.mark.parametrize(("site", "name"), SITES)
def test_what_is_no_list_at_a_lists_address_leads_nowhere_and_says_so(
    site: Callable[[], Mapping[str, str]], name: str
) -> None:
    spider = type("Case", (platforms()[site.__name__],), {"name": "case", "board": name, "host": "a.test"})()
    for body in (b"", b"null", b"<html>Just a moment...</html>"):
        with pytest.raises((ValueError, TypeError, KeyError)):
            list(spider.links(Page(spider.start_urls[0], body)))


SEEN = [
    ("https://jobs.jobvite.com/acme-corp/job/oAbc1", "jobvite", "acme-corp", ""),
    ("https://jobs.jobvite.com/careers/acme/jobs", "jobvite", "acme", ""),
    ("https://www.jobvite.com/support", "jobvite", None, ""),
    ("https://careers-acme.icims.com/jobs/search?ss=1", "icims", "careers-acme", "careers-acme.icims.com"),
    ("https://www.icims.com/jobs", "icims", None, ""),
    (
        "https://ejqi.fa.ocs.oraclecloud.eu/hcmUI/CandidateExperience/en/sites/CX_1001/job/1",
        "oracle_cloud",
        "CX_1001",
        "ejqi.fa.ocs.oraclecloud.eu",
    ),
    (
        "https://fa-abcd-saasfaprod1.fa.ocs.oraclecloud.com/hcmUI/CandidateExperience/de/sites/jobsearch",
        "oracle_cloud",
        "jobsearch",
        "fa-abcd-saasfaprod1.fa.ocs.oraclecloud.com",
    ),
    ("https://docs.oraclecloud.com/hcmUI/", "oracle_cloud", None, ""),
    ("https://acme.eightfold.ai/careers", "eightfold", "acme", "acme.eightfold.ai"),
    ("https://acme.eightfold.ai/careers?query=&domain=acme.com", "eightfold", "acme.com", "acme.eightfold.ai"),
    ("https://static.eightfold.ai/careers/x.js", "eightfold", None, ""),
    ("https://careers.acme.example/global/en/search-results", "phenom", "global/en", "careers.acme.example"),
    ("https://acme.example/search-results", "phenom", None, ""),
]


@pytest.mark.parametrize(("address", "platform", "name", "host"), SEEN)
def test_a_board_is_seen_in_an_address(address: str, platform: str, name: str | None, host: str) -> None:
    found = (
        (seen["board"], cell.format(**seen.groupdict()))
        for pattern, cell in platforms()[platform].seen_at.items()
        for seen in re.finditer(pattern, f'<a href="{address}">', re.I)
    )
    assert next(found, None) == (None if name is None else (name, host))
