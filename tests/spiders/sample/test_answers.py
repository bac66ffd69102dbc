"""The sample's answers, read by the real platforms: all that is shown is read, all that is broken is refused."""

import urllib.request
from collections import Counter
from datetime import date
from urllib.error import HTTPError

import pytest

from pipelines.text import visible
from spiders.crawl import crawl
from spiders.replay import replay_all
from spiders.sample.answers import COLLAPSED, FAILED
from spiders.sample.economy import WEEKS, monday
from spiders.sample.market import SampleMarket
from spiders.source_spider import Reject, Total
from warehouse.records import Credential, JobPosting, RunStatus

NEWEST_WEEK = WEEKS - 1


def read(market: SampleMarket, name: str, week: int):
    spider = market.sources[name]()
    found = (outcome for page in market.answers(name, week) for outcome in spider.outputs(page))
    return [outcome for outcome in found if not isinstance(outcome, Total)]


@pytest.fixture(scope="module")
def newest(market) -> dict:
    """What each source shows in the newest week, as its platform reads it."""
    return {name: read(market, name, NEWEST_WEEK) for name in market.sources}


@pytest.mark.parametrize("week", [0, COLLAPSED[1], NEWEST_WEEK])
def test_each_run_has_as_many_records_and_rejects_as_the_truth_says(market, week):
    for row in (r for r in market.truth()["runs"] if r["week"] == week):
        found = Counter(isinstance(outcome, Reject) for outcome in read(market, row["source"], week))
        assert (found[False], found[True]) == (row["parsed"], row["rejected"]), row


def test_the_failed_week_is_one_answer_of_503(market):
    assert [page.status for page in market.answers(*FAILED)] == [503]


def test_every_record_is_one_of_the_truth_open_in_that_week(market, newest):
    truth = market.truth()
    known = {(r["source"], r["identifier"]): r for r in (*truth["postings"], *truth["offers"])}
    for name, outcomes in newest.items():
        records = [o for o in outcomes if not isinstance(o, Reject)]
        shown = {(name, r.identifier) for r in records}
        assert len(shown) == len(records)
        assert shown == {
            k for k, r in known.items() if k[0] == name and r["first_week"] <= NEWEST_WEEK <= r["last_week"]
        }


def test_postings_keep_what_their_format_can_say(market, newest):
    truth = {(r["source"], r["identifier"]): r for r in market.truth()["postings"]}
    for name, outcomes in newest.items():
        for record in (o for o in outcomes if isinstance(o, JobPosting)):
            row = truth[name, record.identifier]
            assert record.title == " ".join(row["title"].split())
            assert record.hiring_organization == row["named_employer"]
            assert str(record.date_posted) == row["date_posted"]
            assert record.remote is row["remote"] or not row["remote"]
            if row["pay"] and "ashby" not in market.sources[name].platform:
                assert [record.pay_low, record.pay_high, record.pay_currency] == [*row["pay"][:2], row["pay"][3]]
            text = visible(record.description).text.lower()
            assert all(form.lower() in text for form in row["forms"])


def test_offers_keep_what_their_format_can_say(market, newest):
    truth = {(r["source"], r["identifier"]): r for r in market.truth()["offers"]}
    for name, outcomes in newest.items():
        for record in (o for o in outcomes if isinstance(o, Credential)):
            row = truth[name, record.identifier]
            assert record.offered_by == row["provider"]
            if record.price is not None:
                assert record.price == row["price_last"]
            text = visible(record.description).text.lower()
            assert all(form.lower() in text for form in row["forms"])
            assert (record.same_as is not None) == (row["resale_of"] is not None)


def test_a_site_needs_few_requests(market):
    assert max(len([*market.answers(name, NEWEST_WEEK)]) for name in market.sources) <= 60


def test_archives_replay_into_the_runs_that_the_truth_states(small, tmp_path):
    weeks = (FAILED[1], COLLAPSED[1])
    runs = replay_all(small.write_archives(tmp_path / "archives", weeks), tmp_path / "home")
    truth = {(r["source"], r["as_of"]): r for r in small.truth()["runs"]}
    assert len(runs) == len(weeks) * len(small.sources)
    for run in runs:
        row = truth[run.source, str(run.as_of)]
        assert (run.parsed, run.rejected) == (row["parsed"], row["rejected"])
        assert run.sample and (run.status == RunStatus.FAILED) == (row["status"] == "failed" or not run.parsed)


def get(address: str, host: str) -> bytes:
    request = urllib.request.Request(address, headers={"Host": host})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.read()


def test_one_port_serves_every_host_by_its_name(small):
    with small.serve() as hosts:
        assert set(hosts) == {cls.host for cls in small.sources.values()}
        assert all(place.startswith("127.0.0.1:") for place in hosts.values())
        place = hosts["openlane.sample.test"]
        assert b"Sitemap: http://openlane.sample.test/sitemap.xml" in get(
            f"http://{place}/robots.txt", "openlane.sample.test"
        )
        assert get(f"http://{place}/robots.txt", "lever.sample.test").endswith(b"Allow: /\n")
        page = next(small.answers("sample-quillon", NEWEST_WEEK))
        path = page.url.removeprefix("http://ashby.sample.test")
        assert get(f"http://{place}{path}", "ashby.sample.test") == page.body
        with pytest.raises(HTTPError, match="404"):
            get(f"http://{place}{path}", "lever.sample.test")


@pytest.mark.parametrize("name", ["sample-bundle", "sample-commons"])
def test_a_real_crawl_of_the_server_gives_what_the_truth_says(small, tmp_path, name):
    with small.serve() as hosts:
        places = ",".join(f"{host}={place}" for host, place in hosts.items())
        env = {"CREDSCOPE_TEST_HOSTS": places}
        run = crawl(name, tmp_path, monday(NEWEST_WEEK), on_line=lambda line: None, env=env)
    row = next(r for r in small.truth()["runs"] if r["source"] == name and r["week"] == NEWEST_WEEK)
    assert (run.status, run.reason) == (RunStatus.COMPLETE, None)
    assert (run.parsed, run.rejected, run.as_of) == (row["parsed"], row["rejected"], date(2026, 6, 29))
