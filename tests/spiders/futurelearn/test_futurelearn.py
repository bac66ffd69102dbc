"""What FutureLearn's spider does where its feeds are gone."""

import pytest

from spiders.source_spider import Page, Reject
from spiders.sources.futurelearn import Futurelearn

FEEDS = ["https://www.futurelearn.com/feeds/courses", "https://www.futurelearn.com/feeds/programs"]
ROBOTS = Page("https://www.futurelearn.com/robots.txt", b"Sitemap: https://www.futurelearn.com/sitemap.xml")


@pytest.mark.parametrize("status", [404, 410])
def test_a_feed_that_is_gone_leads_to_the_sitemap_and_one_that_answers_does_not(status: int) -> None:
    spider = Futurelearn()
    gone = [Page(url, b"<html>Not found</html>", status) for url in FEEDS]
    assert [list(spider.links(page)) for page in gone] == [["/robots.txt"], []]
    assert [[type(read) for read in spider.outputs(page)] for page in gone] == [[Reject], [Reject]]
    assert list(spider.links(ROBOTS)) == ["https://www.futurelearn.com/sitemap.xml"]
    assert [list(spider.links(Page(url, b"[]"))) for url in FEEDS] == [[], []]
    assert status in spider.handle_httpstatus_list
