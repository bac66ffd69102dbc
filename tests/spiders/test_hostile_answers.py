"""Whatever a server answers, the good page before it and the good page after it arrive, and every page is counted."""

import gzip
import json
import time
import zlib
from collections.abc import Callable
from typing import Any

import brotli
import pytest

from tests.spiders.conftest import Crawled, Site, cut_short, drip, hang_up, job_page

MEBIBYTE = 2**20
LATIN = "Stra\xdfenbauer (m/w/d) in K\xf6ln"


def ld(text: str) -> bytes:
    return f'<script type="application/ld+json">{text}</script>'.encode("utf-8", "surrogatepass")


def posting(**fields: Any) -> str:
    return json.dumps(
        {"@context": "https://schema.org", "@type": "JobPosting", "identifier": "x", "title": "Job"} | fields
    )


def bomb(size: int) -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join([*(pack.compress(bytes(MEBIBYTE)) for _ in range(size // MEBIBYTE)), pack.flush()])


def pour(handler: Any) -> None:
    """A body without an end, in pieces that name their size."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        handler.wfile.write(b"100000\r\n" + b" " * MEBIBYTE + b"\r\n")


def packed_sitemap() -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, 31)
    parts = [pack.compress(b"<urlset><url><loc>http://a.test/deep-in-a-bomb</loc></url>")]
    return b"".join([*parts, *(pack.compress(b" " * MEBIBYTE) for _ in range(40)), pack.flush()])


def drip_headers(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        handler.wfile.write(b"X-%d: y\r\n" % number)
        time.sleep(0.1)


def long_header(handler: Any) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * MEBIBYTE + b"\r\n\r\n")


def sitemap(inside: bytes, before: bytes = b"") -> bytes:
    return b'<?xml version="1.0"?>' + before + b"<urlset>" + inside + b"</urlset>"


HTML = {"Content-Type": "text/html; charset=utf-8"}
JSON = {"Content-Type": "application/json"}
XML = {"Content-Type": "text/xml"}
LAUGHS = b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
# name: (answer, how many records it may give)
ANSWERS: dict[str, tuple[Any, int]] = {
    "gzip-bomb": ((200, HTML | {"Content-Encoding": "gzip"}, bomb(40 * MEBIBYTE)), 0),
    "broken-gzip": ((200, HTML | {"Content-Encoding": "gzip"}, b"\x1f\x8b\x08broken"), 0),
    "large-page": ((200, HTML, b"<p>" + bytes(9 * MEBIBYTE)), 0),
    "too-large": ((200, {"Content-Type": "application/json"}, b" " * (33 * MEBIBYTE)), 0),
    "brotli-bomb": ((200, HTML | {"Content-Encoding": "br"}, brotli.compress(bytes(40 * MEBIBYTE))), 0),
    "twice-packed": ((200, HTML | {"Content-Encoding": "gzip, gzip"}, gzip.compress(bomb(40 * MEBIBYTE))), 0),
    "bomb.xml.gz": ((200, {"Content-Type": "application/x-gzip"}, packed_sitemap()), 0),
    "pour": (pour, 0),
    "long-header": (long_header, 0),
    "empty": ((200, HTML, b""), 0),
    "no-type": ((200, {}, b"\x00\x01\x02"), 0),
    "bare-json": ((200, JSON, posting(baseSalary=float("nan")).encode()), 1),
    "infinite": ((200, JSON, (posting()[:-1] + ', "baseSalary": 1e999}').encode()), 1),
    "odd-kinds": ((200, JSON, posting(title={"a": [1]}, identifier=[[]], hiringOrganization=7).encode()), 0),
    "nan": ((200, HTML, ld(posting(title="Not a number").replace('"Job"', "NaN")[:-1] + ', "x": NaN}')), 1),
    "deep": ((200, HTML, ld("[" * 100_000 + "]" * 100_000)), 0),
    "deep-object": ((200, HTML, ld('{"a":' * 100_000 + "1" + "}" * 100_000)), 0),
    "long-number": ((200, HTML, ld(posting()[:-1] + ', "baseSalary": ' + "9" * 5_000 + "}")), 1),
    "surrogates": ((200, HTML, ld(posting(title="T").replace('"T"', '"Job \\ud800 \\udfff"'))), 1),
    "nul": ((200, HTML, ld(posting(title="T").replace('"T"', '"J\x00ob\\u0000"'))), 1),
    "wrong-charset": ((200, HTML, ld(posting(title="TITLE")).replace(b"TITLE", LATIN.encode("latin-1"))), 1),
    "wide-charset": ((200, {"Content-Type": "text/html"}, ld(posting()).decode().encode("utf-16")), 1),
    "unknown-charset": ((200, {"Content-Type": "text/html; charset=klingon"}, ld(posting())), 1),
    "long-title": ((200, HTML, ld(posting(title="x" * MEBIBYTE))), 0),
    "broken-block": ((200, HTML, ld('{"@type": "JobPosting", ') + ld(posting(identifier="beside"))), 1),
    "unclosed": ((200, HTML, ld(posting(identifier="whole")) + b'<script type="application/ld+json">{"@type":'), 1),
    "entities": ((200, XML, b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'), 0),
    "laughs.xml": (
        (
            200,
            XML,
            sitemap(b"<url><loc>http://a.test/x&a9;</loc></url>", b'<!DOCTYPE x [<!ENTITY a0 "ha">%s]>' % LAUGHS),
        ),
        0,
    ),
    "file.xml": (
        (200, XML, sitemap(b"<url><loc>&f;</loc></url>", b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>')),
        0,
    ),
    "torn.xml": ((200, XML, sitemap(b"<url><loc>http://a.test/torn</loc></url>")[:-9]), 0),
    "loop": ((302, {"Location": "/loop"}, b""), 0),
    "bad-redirect": ((302, {"Location": "http://[::1"}, b""), 0),
    "nowhere": ((302, {}, b""), 0),
    "markup": ((200, HTML, b"<div itemscope>" * 20_000), 0),
    "long-way": ((302, {"Location": "/" + "x" * 100_000}, b""), 0),
    "drip": (drip, 0),
    "drip-headers": (drip_headers, 0),
    "hang-up": (hang_up, 0),
    "cut-short": (cut_short, 0),
    "not-http": (lambda handler: handler.wfile.write(b"SSH-2.0-OpenSSH\r\n") and hang_up(handler), 0),
}


@pytest.mark.usefixtures("unhurried_command")
def test_good_neighbours_arrive(site_server: Site, crawl_site: Callable[..., Crawled]) -> None:
    links = []
    for name, (answer, _) in ANSWERS.items():
        site_server.answers[f"/{name}"] = answer
        site_server.add(f"/before-{name}", job_page(f"before {name}"))
        site_server.add(f"/after-{name}", job_page(f"after {name}"))
        links += [f"/before-{name}", f"/{name}", f"/after-{name}"]
    for hop in range(20):
        site_server.add(f"/chain{hop}", status=302, Location=f"/chain{hop + 1}")
    site_server.add_sitemap(*links, "/chain0", "http://[::1", "/last")
    site_server.add_job("/last")
    crawled = crawl_site()
    arrived = crawled.identifiers()
    assert [i for i in arrived if i.startswith(("before", "after"))] == [
        f"{when} {name}" for name in ANSWERS for when in ("before", "after")
    ]
    assert arrived[-1] == "/last"
    titles = {record.url: record for record in crawled.landed.records()}
    assert {n: sum(f"http://a.test/{n}" == url for url in titles) for n in ANSWERS} == {
        n: c for n, (_, c) in ANSWERS.items()
    }
    reasons = crawled.reasons()
    assert {name for name, (_, count) in ANSWERS.items() if not count} <= {url.rpartition("/")[2] for url in reasons}
    assert reasons["http://a.test/gzip-bomb"] == "larger than we read"
    assert reasons["http://a.test/large-page"] == "larger than we read"
    assert reasons["http://a.test/too-large"] == "larger than we read"
    assert reasons["http://a.test/drip"] == "no whole answer in time"
    assert reasons["http://a.test/pour"] == "larger than we read"
    assert reasons["http://a.test/laughs.xml"] == "a sitemap with entities is not read"
    assert not {"/torn", "/deep-in-a-bomb"} & set(site_server.paths())
    assert reasons["http://a.test/loop"] == "redirects in a circle"
    assert (
        crawled.run.fetched
        == crawled.run.parsed + crawled.run.rejected
        == len(list(crawled.landed.records())) + len(list(crawled.landed.rejects()))
    )
    assert crawled.run.status == "partial"


@pytest.mark.usefixtures("unhurried_command")
def test_a_compressed_sitemap_is_a_sitemap(site_server: Site, crawl_site: Callable[..., Crawled]) -> None:
    site_server.add_job("/1")
    site_server.add_sitemap("/1")
    packed = gzip.compress(site_server.answers["/sitemap.xml"][2])
    site_server.add("/sitemap.xml.gz", packed, kind="application/x-gzip")
    assert crawl_site("http://a.test/sitemap.xml.gz").identifiers() == ["/1"]
