"""Which fields are known of each platform, and that a new one is said once.

The file is never written by a test. Print it, read it, then keep it:

    python tests/spiders/test_fields.py > fields.json && mv fields.json spiders/platforms/
"""

import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from spiders.fields import FILE, Fields, known, own
from spiders.source_spider import Page
from tests.spiders.conftest import Crawled, Site
from tests.spiders.test_platforms import CAPTURED, CASES, captured_body, page_of, spider_for


def written() -> Iterator[tuple[str, Page]]:
    """Every answer that was written for the tests, with the folder of its platform."""
    for case in CASES:
        golden = json.loads(case.with_suffix(".golden.json").read_bytes())
        yield case.parent.name, page_of(case.parent.name, case.stem, case.read_bytes(), golden.get("page", {}))


def captured(shared: Path) -> Iterator[tuple[str, Page]]:
    """Every captured answer, likewise."""
    for folder, answers in CAPTURED.items():
        for path, kept in answers.items():
            yield folder, page_of(folder, "captured", captured_body(shared, path), kept.get("page", {}))


def fields(pages: Iterable[tuple[str, Page]]) -> dict[str, list[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for folder, page in pages:
        spider = spider_for(folder)
        try:
            for block in spider.candidates(page):
                found[spider.platform] |= own(block)
        except (ValueError, KeyError, TypeError, AttributeError):
            continue
    return {platform: sorted(names) for platform, names in sorted(found.items()) if names}


def test_the_known_fields_are_those_of_the_stored_answers(shared: Path) -> None:
    assert json.loads(FILE.read_bytes()) == fields(chain(written(), captured(shared)))


def test_no_answer_written_for_the_tests_has_an_unknown_field() -> None:
    assert [platform for platform, names in fields(written()).items() if set(names) - known()[platform]] == []


def test_shared_vocabularies_have_no_fields_of_their_own() -> None:
    assert not known().keys() & {"schema_org", "ctdl", "open_badges"}
    assert own({"@type": "Course", "name": "Welding"}) == own([1]) == own("text") == set()


def test_many_new_fields_are_not_all_said() -> None:
    looked = Fields("lever")
    for n in range(2_000):
        looked.look({f"new{n:04}" + "x" * 100: 1, "id": 1})
    said = str(looked.warning())
    assert said.startswith("fields not known before: new0000xxx")
    assert said.endswith(" and 980 more")
    assert (said.count(","), len(said) < 20 * 70) == (19, True)


def test_a_new_field_is_said_once_a_run(site_server: Site, crawl_board: Callable[..., Crawled]) -> None:
    job = {"title": "Welder", "location": {"name": "Leeds"}, "absolute_url": "http://a.test/1", "content": "Weld."}
    jobs = [job | {"id": n, "shiny": True, "a_new_one": n} for n in range(3)]
    path = "/v1/boards/acme/jobs?content=true&pay_transparency=true"
    site_server.add(path, json.dumps({"jobs": jobs}), kind="application/json")
    crawled = crawl_board(platform="greenhouse")
    assert (crawled.run.status, crawled.run.warnings) == ("complete", "fields not known before: a_new_one, shiny")
    assert [line for line in crawled.said if "not known before" in line] == [f"board: {crawled.run.warnings}"]


if __name__ == "__main__":
    data = Path(os.environ.get("CREDSCOPE_SHARED", Path(__file__).parents[3] / "shared" / "data"))
    sys.stdout.write(json.dumps(fields(chain(written(), captured(data))), indent=1) + "\n")
