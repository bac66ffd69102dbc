"""Only public addresses, only the source's own hosts, at every hop."""

from collections.abc import Callable

import pytest

from spiders.guard import is_public, own_hosts, refusal
from spiders.source_spider import SourceSpider
from tests.spiders.conftest import Crawled, Site

Crawl = Callable[..., Crawled]


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "127.8.8.8",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "100.100.100.200",
        ),
        *("169.254.169.254", "168.63.129.16", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::"),
        *("fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001::1"),
    ],
)
def test_other_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://a.test/x", None),
        ("HTTPS://A.TEST:8443/x", None),
        ("http://user:secret@a.test/", None),
        ("http://b.test/", "refused: not one of the source's own hosts"),
        ("http://a.test.evil.example/", "refused: not one of the source's own hosts"),
        ("http://a.test@evil.example/", "refused: not one of the source's own hosts"),
        ("http://[::1/", "refused: not one of the source's own hosts"),
        ("file:///etc/passwd", "refused: only http and https addresses are followed"),
        ("data:text/html,x", "refused: only http and https addresses are followed"),
        ("ftp://a.test/", "refused: only http and https addresses are followed"),
        ("s3://a.test/", "refused: only http and https addresses are followed"),
    ],
)
def test_what_is_fetched_for_a_source(url: str, reason: str | None) -> None:
    assert refusal(url, {"a.test"}) == reason


def test_the_hosts_of_a_source() -> None:
    class Shop(SourceSpider):
        name = "shop"
        host = "api.shop.example:8443"
        hosts = ("cdn.shop.example",)
        start_urls = ("https://Shop.example/list",)

    assert own_hosts(Shop()) == {"api.shop.example", "cdn.shop.example", "shop.example"}


@pytest.mark.usefixtures("unhurried_command")
class TestCrawl:
    """A crawl that is led astray reaches its good pages and nothing else."""

    def test_no_redirect_and_no_link_leads_off_the_source(self, site_server: Site, crawl_site: Crawl) -> None:
        port = site_server.port
        astray = [
            *("http://169.254.169.254/latest/meta-data/", f"http://localhost:{port}/in", f"http://127.0.0.1:{port}/in"),
            *(f"http://2130706433:{port}/in", f"http://0x7f.1:{port}/in", f"http://0177.0.0.1:{port}/in"),
            *(f"http://[::1]:{port}/in", f"http://[::ffff:127.0.0.1]:{port}/in", f"http://0.0.0.0:{port}/in"),
            *("http://b.test/in", "file:///etc/passwd", "ftp://a.test/in", "data:text/html,in", "//b.test/in"),
        ]
        links = []
        for number, target in enumerate(astray):
            site_server.add(f"/go{number}", status=302, Location=target)
            site_server.add_job(f"/{number}")
            links += [f"/{number}", f"/go{number}"]
        listed = [url for url in astray if not url.startswith("//")]
        site_server.add_sitemap(*links, *listed, "/last")
        site_server.add_job("/last")
        crawled = crawl_site(**site_server.env("a.test", "b.test"))
        assert crawled.identifiers() == [*(f"/{n}" for n in range(len(astray))), "/last"]
        assert "/in" not in site_server.paths()
        assert {asked.host for asked in site_server.asked} == {"a.test"}
        assert crawled.run.rejected == len(astray) + len(listed)
        assert crawled.run.fetched == crawled.run.parsed + crawled.run.rejected
        assert crawled.run.status == "partial"

    @pytest.mark.parametrize("host", ["localhost", "2130706433", "[::1]"])
    def test_a_source_that_lies_inside_is_refused_when_connecting(
        self, site_server: Site, crawl_site: Crawl, host: str
    ) -> None:
        run = crawl_site(f"http://{host}:{site_server.port}/sitemap.xml").run
        assert site_server.asked == []
        assert (run.status, run.parsed) == ("blocked", 0)

    def test_an_unmapped_test_name_is_not_known(self, site_server: Site, crawl_site: Crawl) -> None:
        run = crawl_site("http://c.test/sitemap.xml").run
        assert site_server.asked == []
        assert run.status == "blocked"
