"""What a failed request means for the run."""

import pytest
from scrapy.exceptions import CannotResolveHostError, DownloadCancelledError, DownloadTimeoutError, IgnoreRequest

from spiders.outcomes import NotFetched, Outcome, outcome_of, outcome_of_status


@pytest.mark.parametrize(
    ("statuses", "outcome"),
    [
        ((404, 410), Outcome.GONE),
        ((401, 403, 407, 429, 451), Outcome.DENIED),
        ((301, 400, 418, 500, 503, 599), Outcome.UNANSWERED),
    ],
)
def test_statuses(statuses: tuple[int, ...], outcome: Outcome) -> None:
    assert {outcome_of_status(status) for status in statuses} == {(outcome, f"HTTP {status}") for status in statuses}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (DownloadTimeoutError("x"), (Outcome.UNANSWERED, "no whole answer in time")),
        (CannotResolveHostError("x"), (Outcome.UNANSWERED, "the host's name is not known")),
        (DownloadCancelledError("x"), (Outcome.UNANSWERED, "larger than we read")),
        (IgnoreRequest("max redirections reached"), (Outcome.UNANSWERED, "max redirections reached")),
        (NotFetched(Outcome.DISALLOWED, "robots.txt disallows it"), (Outcome.DISALLOWED, "robots.txt disallows it")),
        (RuntimeError("x"), (Outcome.UNANSWERED, "the connection failed (RuntimeError)")),
    ],
)
def test_errors(error: Exception, expected: tuple[Outcome, str]) -> None:
    assert outcome_of(error) == expected
