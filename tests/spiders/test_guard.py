"""Only public addresses, only the source's own hosts, at every hop."""

from collections.abc import Callable
from typing import Any

import pytest
from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import IResolutionReceiver
from zope.interface import implementer

from spiders.guard import GuardedResolver, is_public, own_hosts, refusal
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


class Answering:
    """A resolver that knows the addresses of one name."""

    def __init__(self, *addresses: str) -> None:
        self.nameResolver = self
        self._addresses = addresses

    def resolveHostName(self, receiver: Any, name: str, *_: Any, **__: Any) -> Any:
        receiver.resolutionBegan(self)
        for address in self._addresses:
            receiver.addressResolved(IPv4Address("TCP", address, 80))
        receiver.resolutionComplete()


@implementer(IResolutionReceiver)
class Connecting:
    """Who asks for the addresses of a name in order to connect."""

    def __init__(self) -> None:
        self.got: list[str] = []

    def resolutionBegan(self, resolution: Any) -> None: ...

    def addressResolved(self, address: Any) -> None:
        self.got.append(address.host)

    def resolutionComplete(self) -> None: ...


def test_of_the_addresses_of_a_name_only_public_ones_are_connected_to() -> None:
    connecting = Connecting()
    resolver = GuardedResolver(Answering("10.0.0.1", "93.184.216.34", "169.254.169.254"), {"a.test": 8080})
    resolver.resolveHostName(connecting, "rebound.example")
    resolver.resolveHostName(connecting, "a.test")
    assert connecting.got == ["93.184.216.34", "127.0.0.1"]


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

    def test_what_lies_inside_is_refused_when_connecting_even_to_a_source_of_its_own(
        self, site_server: Site, crawl_board: Crawl
    ) -> None:
        port = site_server.port
        inside = [
            *(f"localhost:{port}", f"127.0.0.1:{port}", f"127.1:{port}", f"2130706433:{port}", f"0x7f000001:{port}"),
            *(f"0177.0.0.1:{port}", f"0.0.0.0:{port}", f"[::1]:{port}", f"[::ffff:127.0.0.1]:{port}", f"[::]:{port}"),
            *("10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "[fd00:ec2::254]", "[fe80::1]", "100.64.0.1"),
        ]
        site_server.add_job("/1")
        starts = [f"http://{host}/1" for host in ("a.test", *inside, "b.test")]
        crawled = crawl_board(("a.test", "b.test"), start_urls=starts)
        assert {(asked.host, asked.path) for asked in site_server.asked} == {
            (host, path) for host in ("a.test", "b.test") for path in ("/robots.txt", "/1")
        }
        assert (crawled.run.status, crawled.run.parsed, crawled.run.rejected) == ("complete", 2, len(inside))
        refused = [reason for reason in crawled.reasons().values() if "refused: not a public address" in reason]
        assert len(refused) == len(inside)

    def test_a_redirect_to_another_host_of_the_source_is_checked_there_again(
        self, site_server: Site, crawl_board: Crawl
    ) -> None:
        site_server.add("a.test/go", status=302, Location="http://b.test/private")
        site_server.add("a.test/on", status=302, Location="http://b.test/go-in")
        site_server.add("b.test/go-in", status=302, Location=f"http://127.0.0.1:{site_server.port}/in")
        site_server.add("b.test/robots.txt", "User-agent: *\nDisallow: /private", kind="text/plain")
        site_server.add_job("/last")
        starts = [f"http://a.test{path}" for path in ("/go", "/on", "/last")]
        crawled = crawl_board(("a.test", "b.test"), hosts=["b.test"], start_urls=starts)
        assert site_server.paths("b.test") == ["/robots.txt", "/go-in"]
        assert "/in" not in site_server.paths()
        assert crawled.identifiers() == ["/last"]

    def test_an_unmapped_test_name_is_not_known(self, site_server: Site, crawl_site: Crawl) -> None:
        run = crawl_site("http://c.test/sitemap.xml").run
        assert site_server.asked == []
        assert run.status == "blocked"
