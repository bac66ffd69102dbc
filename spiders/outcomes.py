"""What became of an address that gave no readable answer, and why."""

import re
from collections.abc import Iterable
from enum import Enum

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
)
from scrapy.spidermiddlewares.httperror import HttpError


class Outcome(Enum):
    """Why there is nothing to read."""

    GONE = "gone"  # answered: it is not there
    DISALLOWED = "disallowed"  # robots.txt asks us not to
    DENIED = "denied"  # the site turns us away
    UNANSWERED = "unanswered"  # asked, but no usable answer came
    STOPPED = "stopped"  # never asked: a cap or a shutdown came first


NOT_LIVE = "not live"  # the flag of a response that no network gave


class NotFetched(IgnoreRequest):
    """A request given up before or after the network; its text is the reason of the reject."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome


_ERRORS = (
    (DownloadTimeoutError, "no whole answer in time"),
    (CannotResolveHostError, "the host's name is not known"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadCancelledError, "larger than we read"),
)


# Headers by which Cloudflare, AWS WAF and Vercel say that a challenge stands in place of the answer
_CHALLENGE_HEADERS = {"cf-mitigated", "x-amzn-waf-action", "x-vercel-mitigated"}
_CHALLENGE = re.compile(
    rb"<title>\s{0,99}(?:Just a moment|Making sure you(?:'|&#39;)re not a bot)|Incapsula incident ID", re.I
)  # Cloudflare, Anubis, Imperva


def turned_away(host: str, status: int, headers: Iterable[str], body: bytes) -> str | None:
    """In words, that a host does not want us: 202, 401, 403 or a challenge; None where it does not say so.

    `headers` are the names of the answer's headers. Whoever is turned away goes: the host is asked no more in a run.
    """
    said = f"HTTP {status}" if status in {202, 401, 403} else None
    if header := next((name for name in map(str.lower, headers) if name in _CHALLENGE_HEADERS), None):
        said = f"a challenge ({header})"
    elif _CHALLENGE.search(body[:4096]):
        said = "a challenge page"
    return said and f"turned away by {host}: {said}"


def outcome_of_status(status: int) -> tuple[Outcome, str]:
    """The outcome and the reason that an HTTP status other than 2xx means."""
    gone, denied = status in {404, 410}, status in {401, 403, 407, 429, 451}
    return Outcome.GONE if gone else Outcome.DENIED if denied else Outcome.UNANSWERED, f"HTTP {status}"


def outcome_of(error: BaseException) -> tuple[Outcome, str]:
    """The outcome and the reason, in words, of a request that failed."""
    if isinstance(error, NotFetched):
        return error.outcome, str(error)
    if isinstance(error, HttpError):
        return outcome_of_status(error.response.status)
    if isinstance(error, IgnoreRequest):
        too_large = "DOWNLOAD_MAXSIZE" in str(error)
        return Outcome.UNANSWERED, "larger than we read" if too_large else str(error) or "given up"
    words = next((words for kind, words in _ERRORS if isinstance(error, kind)), None)
    return Outcome.UNANSWERED, words or f"the connection failed ({type(error).__name__})"
