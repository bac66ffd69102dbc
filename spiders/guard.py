"""Where a crawl may connect to: public addresses of the source's own hosts, checked when the connection is made.

The resolver is the last station before the socket: Twisted connects to the very addresses it hands over, so there is
no second look-up that could answer differently, and every hop, also of a redirect, passes here.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any, ClassVar, Self
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from twisted.internet.address import IPv4Address
from twisted.internet.interfaces import IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer  # type: ignore[import-untyped]

from spiders.outcomes import NotFetched, Outcome

_EMBEDDING = [
    IPv6Network(net) for net in ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")
]
_RESERVED = [
    IPv4Network("192.0.0.0/24"),
    IPv4Network("168.63.129.16/32"),
]  # cloud metadata on seemingly public addresses


def is_public(address: str) -> bool:
    """Whether an IP address is one that anyone may connect to; addresses that wrap an IPv4 one are not."""
    ip = ip_address(address.partition("%")[0])
    if ip.version == 6 and any(ip in net for net in _EMBEDDING):
        return False
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in _RESERVED)


def own_hosts(spider: Any) -> set[str]:
    """The host names that a source may fetch from: its `host`'s, its start addresses', and `hosts` if it names more."""
    urls = [f"//{host}" for host in (spider.host, *spider.hosts)] + spider.start_urls
    return {host for host in (hostname(url) for url in urls) if host}


def hostname(url: str) -> str:
    """The host of an address in lower case; empty where there is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def refusal(url: str, hosts: Iterable[str]) -> str | None:
    """Why an address is not fetched for a source with these hosts; None where it may be."""
    if not re.match(r"https?://", url, re.I):
        return "refused: only http and https addresses are followed"
    if hostname(url) not in hosts:
        return "refused: not one of the source's own hosts"
    return None


@implementer(IResolutionReceiver)
class _PublicOnly:
    """Hands on the public addresses of a name, and remembers whether others were there."""

    def __init__(self, receiver: Any, name: str, refused: set[str]) -> None:
        self._receiver, self._name, self._refused = receiver, name, refused

    def resolutionBegan(self, resolution: IHostResolution) -> None:
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: Any) -> None:
        if is_public(address.host):
            self._receiver.addressResolved(address)
        else:
            self._refused.add(self._name)

    def resolutionComplete(self) -> None:
        self._receiver.resolutionComplete()


@implementer(IHostnameResolver)
class GuardedResolver:
    """Twisted's name resolver, giving public addresses only, and loopback ports for the test names that are set."""

    refused: ClassVar[set[str]] = set()  # names that led to an address we do not connect to; one crawl a process

    def __init__(self, reactor: Any, ports: dict[str, int]) -> None:
        self._reactor, self._ports, self._resolver = reactor, ports, reactor.nameResolver

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: Any) -> Self:
        """Built by Scrapy (`TWISTED_DNS_RESOLVER`)."""
        return cls(reactor, crawler.settings["CREDSCOPE_TEST_HOSTS"])

    def install_on_reactor(self) -> None:
        """Take the place of the reactor's own resolver."""
        self._reactor.installNameResolver(self)

    def resolveHostName(self, receiver: Any, name: str, *args: Any, **kwargs: Any) -> Any:
        """See `IHostnameResolver`."""
        if name in self._ports:
            receiver.resolutionBegan(receiver)
            receiver.addressResolved(IPv4Address("TCP", "127.0.0.1", self._ports[name]))
            receiver.resolutionComplete()
            return receiver
        return self._resolver.resolveHostName(_PublicOnly(receiver, name, self.refused), name, *args, **kwargs)


class Guard:
    """Downloader middleware: every request, start or redirect, goes to one of the source's own hosts."""

    def __init__(self, hosts: set[str]) -> None:
        self._hosts = hosts

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Built by Scrapy."""
        return cls(own_hosts(crawler.spider))

    def process_request(self, request: Request) -> None:
        """Refuse what is not the source's own; a robots file may lie where the host's redirect says (RFC 9309)."""
        hosts = {hostname(request.url)} if request.meta.get("robots") else self._hosts
        if reason := refusal(request.url, hosts):
            raise NotFetched(Outcome.UNANSWERED, reason)

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Say that it was the guard where a name led to no public address."""
        if isinstance(exception, CannotResolveHostError) and hostname(request.url) in GuardedResolver.refused:
            raise NotFetched(Outcome.UNANSWERED, "refused: not a public address")
