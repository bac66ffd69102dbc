"""One request at a time a host, however many crawls of a home go on side by side."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from spiders.turns import LONGEST, Turn
from tests.spiders.conftest import Crawled, Site, job_page


def test_a_turn_is_held_by_one_and_given_on_after_the_pause(tmp_path: Path) -> None:
    first, second, elsewhere = Turn(tmp_path, "a.test"), Turn(tmp_path, "a.test"), Turn(tmp_path, "b.test")
    assert first.take(1.0) == 0
    assert 0 < second.take(1.0) < 1
    assert elsewhere.take(1.0) == 0
    first.give(0.0)
    assert 0.9 < second.take(1.0) <= 1
    assert 29.9 < second.take(30.0) <= 30
    assert second.take(0.0) == 0
    second.give(5.0)
    assert 4.9 < first.take(1.0) <= 5


def test_no_host_is_waited_for_longer_than_the_longest_pause(tmp_path: Path) -> None:
    turn = Turn(tmp_path, "a.test")
    turn.give(10 * LONGEST)  # as after a clock that went back
    assert turn.take(0.0) == LONGEST


def test_a_turn_whose_file_was_torn_is_free(tmp_path: Path) -> None:
    turn = Turn(tmp_path, "a.test")
    turn.give(5.0)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:10])
    assert turn.take(1.0) == 0


def test_sources_on_one_host_are_crawled_side_by_side_one_request_at_a_time(
    site_server: Site, crawl_board: Callable[..., Crawled]
) -> None:
    def slow(handler: object) -> tuple[int, dict[str, str], bytes]:
        time.sleep(0.05)
        return 200, {"Content-Type": "text/html"}, job_page(handler.path).encode()  # type: ignore[attr-defined]

    pages = [f"/{n}" for n in range(8)]
    site_server.answers |= dict.fromkeys([*pages, "/robots.txt"], slow)
    with ThreadPoolExecutor(2) as pool:
        boards = [{"name": name, "start_urls": [f"http://a.test{path}" for path in pages]} for name in ("one", "two")]
        runs = [crawled.run for crawled in pool.map(lambda stated: crawl_board(**stated), boards)]
    assert [(run.status, run.parsed) for run in runs] == [("complete", 8)] * 2
    assert len(site_server.asked) >= 17
    assert site_server.most_at_once == 1
