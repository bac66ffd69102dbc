"""A run is complete only when all came that its source says it has, and an empty list is not taken for no jobs."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from spiders.landing import ARCHIVE, landed_runs
from spiders.replay import replay
from tests.spiders.conftest import Crawled, Site

Crawl = Callable[..., Crawled]
FIRST, SECOND = date(2026, 11, 21), date(2026, 11, 22)
BOARD = "/v1/boards/acme/jobs?content=true&pay_transparency=true"
COURSES = "/api/courses/v1/courses/?page_size=100"


def add_board(site: Site, count: int, total: int | None = None) -> None:
    """A Greenhouse board that says how many postings it has."""
    job = {"title": "Welder", "location": {"name": "Leeds"}, "absolute_url": "http://a.test/1", "content": "Weld."}
    jobs = [job | {"id": n} for n in range(count)]
    site.add(
        BOARD, json.dumps({"jobs": jobs, "meta": {"total": count if total is None else total}}), kind="application/json"
    )


def add_pages(site: Site, *pages: tuple[int, list[str]]) -> None:
    """An Open edX catalogue in pages: what each says there is in all, and the courses it lists."""
    for number, (count, names) in enumerate(pages, start=1):
        path = COURSES if number == 1 else f"{COURSES}&page={number}"
        following = f"http://a.test{COURSES}&page={number + 1}" if number < len(pages) else None
        results = [
            {"course_id": name, "name": name, "org": "Acme", "number": name[0], "start": "2026-12-01", "hidden": False}
            for name in names
        ]
        answer = {"pagination": {"count": count, "next": following}, "results": results}
        site.add(path, json.dumps(answer), kind="application/json")


@pytest.mark.parametrize(
    ("total", "ended", "reason"),
    [
        (3, "partial", "the source says that it has 3, of which 2 came"),
        (2, "complete", None),
        (1, "complete", None),
    ],
)
def test_fewer_than_the_source_says_is_partial(
    site_server: Site, crawl_board: Crawl, total: int, ended: str, reason: str | None
) -> None:
    add_board(site_server, 2, total)
    run = crawl_board(platform="greenhouse").run
    assert (run.status, run.reason, run.expected, run.parsed) == (ended, reason, total, 2)


@pytest.mark.parametrize(
    ("pages", "ended", "expected", "parsed", "reason"),
    [
        ([(4, ["a", "b"]), (4, ["c", "d"])], "complete", 4, 4, None),
        ([(4, ["a", "b"]), (5, ["c", "d"])], "partial", 5, 4, "the source says that it has 5, of which 4 came"),
        ([(5, ["a", "b"]), (4, ["c", "d"])], "partial", 5, 4, "the source says that it has 5, of which 4 came"),
        ([(4, ["a", "b"]), (4, ["b", "c"])], "partial", 4, 4, "the source says that it has 4, of which 3 came"),
        ([(3, ["a", "b"]), (3, [])], "partial", 3, 2, "the source says that it has 3, of which 2 came"),
        ([(4, ["a", "b1"]), (4, ["b2", "b3"])], "complete", 4, 4, None),
    ],
    ids=["all", "one came meanwhile", "one went", "one came twice", "the rest is missing", "three runs of a course"],
)
def test_pages_are_counted_together(
    site_server: Site,
    crawl_board: Crawl,
    pages: list[tuple[int, list[str]]],
    ended: str,
    expected: int,
    parsed: int,
    reason: str | None,
) -> None:
    add_pages(site_server, *pages)
    run = crawl_board(platform="open_edx", board="").run
    assert (run.status, run.expected, run.parsed, run.reason) == (ended, expected, parsed, reason)


def test_a_block_that_cannot_be_read_did_come(site_server: Site, crawl_board: Crawl) -> None:
    add_board(site_server, 2)
    status, headers, body = site_server.answers[BOARD]
    site_server.answers[BOARD] = (status, headers, body.replace(b'"title"', b'"titel"', 1))
    run = crawl_board(platform="greenhouse").run
    assert (run.status, run.parsed, run.rejected) == ("complete", 1, 1)


class TestEmptyLists:
    """A list without an entry."""

    def test_after_a_run_with_records_it_is_suspicious(self, site_server: Site, crawl_board: Crawl) -> None:
        add_board(site_server, 1_200)
        crawl_board(platform="greenhouse", day=FIRST)
        add_board(site_server, 0)
        run = crawl_board(platform="greenhouse", day=SECOND).run
        said = "suspicious: an empty list, though the run of 2026-11-21 had 1,200 records"
        assert (run.status, run.reason) == ("failed", said)

    def test_also_where_the_records_have_pages_of_their_own(self, site_server: Site, crawl_board: Crawl) -> None:
        def listing(_: Any) -> tuple[int, dict[str, str], bytes]:
            return 200, {"Content-Type": "application/json"}, json.dumps(shown).encode()

        shown: dict[str, Any] = {"total": 1, "jobPostings": [{"title": "Welder", "externalPath": "/job/1"}]}
        info = {"jobPostingId": "1", "title": "Welder", "jobDescription": "Weld.", "externalUrl": "http://a.test/1"}
        site_server.answers["/wday/cxs/a/acme/jobs"] = listing
        site_server.add("/wday/cxs/a/acme/job/1", json.dumps({"jobPostingInfo": info}), kind="application/json")
        assert crawl_board(platform="workday", day=FIRST).run.status == "complete"
        shown = {"total": 0, "jobPostings": []}
        run = crawl_board(platform="workday", day=SECOND).run
        said = "suspicious: an empty list, though the run of 2026-11-21 had 1 records"
        assert (run.status, run.reason) == ("failed", said)

    @pytest.mark.parametrize("before", [None, 500])
    def test_where_none_ever_had_an_entry_it_is_just_empty(
        self, site_server: Site, crawl_board: Crawl, before: int | None
    ) -> None:
        if before:
            site_server.add(BOARD, status=before)
            crawl_board(platform="greenhouse", day=FIRST)
        add_board(site_server, 0)
        run = crawl_board(platform="greenhouse", day=SECOND).run
        assert (run.status, run.reason) == ("failed", "no record in the answer (1)")

    def test_a_board_that_is_gone_is_not_an_empty_list(self, site_server: Site, crawl_board: Crawl) -> None:
        add_board(site_server, 1)
        crawl_board(platform="greenhouse", day=FIRST)
        site_server.add(BOARD, status=404)
        run = crawl_board(platform="greenhouse", day=SECOND).run
        assert (run.status, run.reason) == ("failed", "HTTP 404 (1)")

    @pytest.mark.usefixtures("unhurried_command")
    def test_a_replay_suspects_by_what_came_before_its_day(
        self, site_server: Site, crawl_site: Crawl, tmp_path: Path
    ) -> None:
        site_server.add("/1", "<p>nothing here")
        site_server.add_sitemap("/1")
        archives = [crawl_site(day=FIRST).landed.folder / ARCHIVE]
        site_server.add_job("/1")
        assert crawl_site(day=SECOND).run.status == "complete"
        site_server.add("/1", "<p>nothing here")
        archives.append(crawl_site().landed.folder / ARCHIVE)
        reasons = [replay(archive, tmp_path)[0].reason for archive in archives]
        assert reasons == [
            "no record in the answer (1)",
            "suspicious: an empty list, though the run of 2026-11-22 had 1 records",
        ]
        assert [landed.run.status for landed in landed_runs(tmp_path)].count("complete") == 1
