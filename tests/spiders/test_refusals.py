"""Who turns us away is asked no more: not again for that page, and not for another one."""

from collections.abc import Callable
from pathlib import Path

from spiders.landing import landed_runs
from spiders.outcomes import turned_away
from spiders.replay import replay
from tests.spiders.conftest import Crawled, Site, job_page

HTML = {"Content-Type": "text/html"}
CLOUDFLARE = (
    '<!DOCTYPE html><html lang="en-US"><head><title>Just a moment...</title><meta name="robots" content="noindex">'
)
ANUBIS = '<!doctype html><html lang="en"><head><title>Making sure you&#39;re not a bot!</title>'
IMPERVA = "<html><body><iframe>Request unsuccessful. Incapsula incident ID: 1-2</iframe></body></html>"
REFUSALS = {
    "accepted": (202, {}, "", "HTTP 202"),
    "unauthorized": (401, {}, job_page("behind"), "HTTP 401"),
    "forbidden": (403, {}, "", "HTTP 403"),
    "waf-challenge": (202, {"x-amzn-waf-action": "challenge"}, "", "a challenge (x-amzn-waf-action)"),
    "waf-captcha": (405, {"X-Amzn-Waf-Action": "captcha"}, "", "a challenge (x-amzn-waf-action)"),
    "cloudflare": (403, {"cf-mitigated": "challenge"}, CLOUDFLARE, "a challenge (cf-mitigated)"),
    "cloudflare-busy": (503, {"Retry-After": "1"}, CLOUDFLARE, "a challenge page"),
    "vercel": (429, {"x-vercel-mitigated": "challenge"}, "", "a challenge (x-vercel-mitigated)"),
    "anubis": (200, {}, ANUBIS, "a challenge page"),
    "imperva": (200, {}, IMPERVA, "a challenge page"),
}


def test_a_host_that_turns_us_away_is_asked_no_more_and_the_others_are(
    site_server: Site, crawl_board: Callable[..., Crawled]
) -> None:
    hosts = ("good.test", *(f"{name}.test" for name in REFUSALS), "moved.test")
    for name, (status, headers, body, _) in REFUSALS.items():
        site_server.answers[f"{name}.test/2"] = (status, HTML | headers, body.encode())
    site_server.add("moved.test/2", status=302, Location="http://forbidden.test/4")
    for host in hosts:
        for path in ("/1", "/2", "/3"):
            site_server.answers.setdefault(f"{host}{path}", (200, HTML, job_page(f"{host}{path}").encode()))
    crawled = crawl_board(hosts, start_urls=[f"http://{host}{path}" for path in ("/1", "/2", "/3") for host in hosts])
    for name in REFUSALS:
        assert site_server.paths(f"{name}.test") == ["/robots.txt", "/1", "/2"]
    assert site_server.paths("moved.test") == ["/robots.txt", "/1", "/2", "/3"]
    good = [f"good.test{path}" for path in ("/1", "/2", "/3")] + ["moved.test/1", "moved.test/3"]
    assert sorted(crawled.identifiers()) == sorted([*good, *(f"{name}.test/1" for name in REFUSALS)])
    reasons = crawled.reasons()
    for name, (_, _, _, said) in REFUSALS.items():
        turned = f"turned away by {name}.test: {said}"
        assert (reasons[f"http://{name}.test/2"], reasons[f"http://{name}.test/3"]) == (turned, turned)
    assert reasons["http://forbidden.test/4"] == "turned away by forbidden.test: HTTP 403"
    assert crawled.run.status == "partial"
    assert crawled.run.fetched == len(hosts) * 3 == crawled.run.parsed + crawled.run.rejected


def test_a_replay_tells_a_refusal_as_the_crawl_did(
    site_server: Site, crawl_board: Callable[..., Crawled], tmp_path: Path
) -> None:
    site_server.add_job("/1")
    site_server.add("/2", CLOUDFLARE)
    crawled = crawl_board(name="site:a.test", start_urls=["http://a.test/1", "http://a.test/2"])
    (run,) = replay(crawled.landed.folder / "responses.warc.gz", tmp_path / "again")
    (landed,) = landed_runs(tmp_path / "again")
    refused = {"http://a.test/2": "turned away by a.test: a challenge page"}
    assert {reject["url"]: reject["reason"] for reject in landed.rejects()} == crawled.reasons() == refused
    assert (run.status, run.parsed) == (crawled.run.status, crawled.run.parsed) == ("partial", 1)


def test_a_page_that_speaks_of_challenges_is_none() -> None:
    page = f"<title>Just in time: a moment for bots</title>{'x' * 5000}<title>Just a moment...</title>"
    assert turned_away("a.test", 200, {"cf-ray": "1", "x-amzn-requestid": "2"}, page.encode()) is None
    assert turned_away("a.test", 404, {}, b"") is None
