"""How a site with schema.org markup is walked, and what its captured pages say."""

import gzip
from pathlib import Path

import pytest
from scrapy.http import TextResponse

from spiders.platforms.schema_org import SchemaOrg
from spiders.source_spider import Ask, Page, Reject, SourceSpider


def spider_of(board: str = "course") -> SourceSpider:
    return type("Case", (SchemaOrg,), {"name": "case", "board": board, "host": "s.test"})()


SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://s.test/course/1</loc></url></urlset>'
)
DATED = SITEMAP.replace("</loc>", "</loc><lastmod>2026-11-20</lastmod>")
INDEX = "<sitemapindex><sitemap><loc>/courses.xml.gz</loc></sitemap></sitemapindex>"


@pytest.mark.parametrize(
    ("url", "body", "links"),
    [
        (
            "https://s.test/robots.txt",
            b"User-agent: *\nSitemap: /maps/a.xml\nsitemap: https://s.test/b.xml.gz",
            ["/maps/a.xml", "https://s.test/b.xml.gz"],
        ),
        ("https://s.test/robots.txt", b"", ["/sitemap.xml"]),
        ("https://s.test/sitemap.xml", SITEMAP.encode(), ["https://s.test/course/1"]),
        ("https://s.test/sitemap.xml", b"\xef\xbb\xbf\n" + SITEMAP.encode(), ["https://s.test/course/1"]),
        ("https://s.test/sitemap.xml.gz", gzip.compress(SITEMAP.encode()), ["https://s.test/course/1"]),
        ("https://s.test/index", INDEX.encode(), ["/courses.xml.gz"]),
        ("https://s.test/dated.xml", DATED.encode(), [Ask("https://s.test/course/1", lastmod="2026-11-20")]),
        (
            "https://s.test/dated",
            DATED.replace("urlset", "sitemapindex").replace("url>", "sitemap>").encode(),
            ["https://s.test/course/1"],
        ),
        ("https://s.test/sitemap.xml", SITEMAP.replace("course", "about").encode(), []),
    ],
)
def test_robots_files_and_sitemaps_lead_to_pages_and_hold_no_record(url: str, body: bytes, links: list[str]) -> None:
    spider, page = spider_of(), Page(url, body)
    assert list(spider.links(page)) == links
    assert list(spider.outputs(page)) == []


ENTITIES = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><urlset><url><loc>&e;/course/</loc></url></urlset>'


@pytest.mark.parametrize(
    "body",
    [SITEMAP.encode()[:-20], SITEMAP.encode()[:-9], gzip.compress(SITEMAP.encode())[:60], ENTITIES.encode()],
)
def test_a_sitemap_torn_or_with_entities_is_a_reject_since_it_hides_what_it_should_list(body: bytes) -> None:
    response = TextResponse("https://s.test/sitemap.xml", body=body)
    assert [type(out) for out in spider_of().parse(response)] == [Reject]


def test_a_captured_sitemap_lists_its_pages(shared: Path) -> None:
    page = Page("https://s.test/sitemap.xml", (shared / "captures/catalogues/tess/sitemap.xml").read_bytes())
    found = list(spider_of("").links(page))
    dated = Ask("https://training.galaxyproject.org/page-with-no-bioschemas", lastmod="2022-11-09T11:22:14+00:00")
    assert (len(found), found[3]) == (6, dated)


def test_every_captured_nhs_posting_is_read(shared: Path) -> None:
    files = sorted((shared / "captures/jobs/nhs-jobposting").glob("*.json"))
    pages = [Page("https://captured.test/page", file.read_bytes()) for file in files]
    postings = [posting for page in pages for posting in spider_of().read(page)]
    assert len(postings) == len(files) == 50
    assert all(p.country == "GB" and p.hiring_organization and p.date_posted and p.valid_through for p in postings)
    assert all("&lt;" not in p.description for p in postings)
