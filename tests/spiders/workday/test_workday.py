"""How a list that is POSTed for is walked, and what it costs when some of it does not come."""

import json
from collections.abc import Callable
from typing import Any

import pytest

TOTAL = 41


def posting(number: int) -> dict[str, Any]:
    return {"title": f"Synthetic job {number}", "externalPath": f"/job/Ghent/Job_R-{number}"}


def answers(site: Any, missing: frozenset[int]) -> None:
    """A site that states its total on the first page only, as Workday does, and has lost some details."""

    def page(handler: Any) -> Any:
        offset = json.loads(site.asked[-1].posted)["offset"]
        listed = [posting(number) for number in range(offset, min(offset + 20, TOTAL)) if number not in missing]
        body = json.dumps({"total": 0 if offset else TOTAL, "jobPostings": listed}).encode()
        return 200, {"Content-Type": "application/json"}, body

    site.answers["/wday/cxs/a/acme/jobs"] = page
    for number in range(TOTAL):
        named = {"jobPostingId": f"Job_R-{number}", "title": "Synthetic", "jobDescription": "<p>Text</p>"}
        info = {"jobPostingInfo": named | {"externalUrl": f"https://a.test/acme/job/{number}"}}
        site.add(f"/wday/cxs/a/acme/job/Ghent/Job_R-{number}", json.dumps(info), kind="application/json")


@pytest.mark.parametrize(("missing", "status"), [(frozenset(), "complete"), (frozenset({7, 30}), "partial")])
def test_all_pages_are_asked_for_and_a_short_list_is_not_called_whole(
    site_server: Any, crawl_board: Callable[..., Any], missing: frozenset[int], status: str
) -> None:
    answers(site_server, missing)
    crawled = crawl_board(platform="workday")
    offsets = [json.loads(request.posted)["offset"] for request in site_server.asked if request.posted]
    assert sorted(offsets) == [0, 20, 40]
    assert sorted(crawled.identifiers()) == sorted(f"Job_R-{n}" for n in range(TOTAL) if n not in missing)
    assert (crawled.run.status, crawled.run.expected, crawled.run.rejected) == (status, TOTAL, 0)
