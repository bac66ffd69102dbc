"""The counts of a run, alike for a crawl and for a replay, and what they say of how it ended."""

import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any

from spiders.landing import RunWriter, last_complete
from spiders.outcomes import Outcome
from spiders.source_spider import Output, Page, Reject, SourceSpider, Total
from warehouse.records import RunStatus

log = logging.getLogger(__name__)
EMPTY = "no record in the answer"
LICENCE_LEDGER = ("publisher", "terms_url", "licence", "attribution", "retention_days")


def described(spider: SourceSpider | type[SourceSpider]) -> dict[str, Any]:
    """What a ledger says of the source itself: fields of `Run`."""
    names = ("side", "platform", "basis", "licence", "terms_url", "retention_days", "closing", "sample")
    made = f"{spider.organization} ({spider.host})"
    return {name: getattr(spider, name) for name in names} | {
        "publisher": spider.organization,
        "attribution": spider.attribution or made,
    }


class Tally:
    """Lands what a source's answers hold, and keeps account of the answers that could not be read."""

    def __init__(self, run: RunWriter, spider: SourceSpider) -> None:
        self.run, self._spider = run, spider
        self.outcomes: Counter[Outcome] = Counter()
        self._lost: Counter[str] = Counter()  # why something asked for gave nothing to read
        self._empty: Counter[str] = Counter()  # why something answered, or never asked for, gave nothing
        self._totals: dict[str, int] = {}  # by listing
        self._pages_without: Counter[str] = Counter()  # by address, without the query
        self._came: set[tuple[str, str | None]] = set()  # identifier and address: an offer's runs have one identifier

    def land(self, outputs: Iterable[Output]) -> None:
        """Land records and rejects, and note the totals that listings state.

        Where a whole answer could not be read, what it should have held is not known, and counts as not answered;
        an answer that simply holds no record is answered.
        """
        for output in outputs:
            if isinstance(output, Total):
                self._totals[output.listing] = max(output.count, self._totals.get(output.listing, 0))
                continue
            if not isinstance(output, Reject):
                self.run.write(output)
                self._came.add((output.identifier, output.url))
                continue
            self.run.reject(output)
            if output.reason == EMPTY:
                self._empty[EMPTY] += 1
                self._pages_without[output.url.partition("?")[0]] += 1
            elif not output.pointer:
                self._lost[output.reason] += 1
                self.outcomes[Outcome.UNANSWERED] += 1

    def refuse(self, reject: Reject) -> None:
        """Land a candidate that was never asked for."""
        self.run.reject(reject)
        self._empty[reject.reason] += 1

    def unread(self, page: Page, outcome: Outcome, reason: str, pointer: str = "") -> None:
        """Count an address without a readable answer: a rejected candidate, unless none was to be expected there."""
        self.outcomes[outcome] += 1
        (self._lost if outcome in {Outcome.UNANSWERED, Outcome.DENIED} else self._empty)[reason] += 1
        if self._spider.holds_records(page):
            self.run.reject(Reject(reason, page.url, pointer))

    @property
    def expected(self) -> int | None:
        """How many records the source says it has, in all its listings; None where it does not say."""
        return sum(self._totals.values()) if self._totals else None

    def closing(self, stopped: str | None) -> dict[str, Any]:
        """What a ledger says at its end, fields of `Run`; what was noticed is said aloud too."""
        status, reason = self.verdict(stopped)
        warnings = self._spider.fields.warning()
        if warnings:
            log.info("%s: %s", self.run.source, warnings)
        return {"status": status, "reason": reason, "expected": self.expected, "warnings": warnings}

    def _suspicion(self) -> str | None:
        """What to say where answers hold nothing, and neither reject nor failure tells why, yet an earlier run had."""
        if self._lost or self._empty.keys() - {EMPTY} or self.run.rejected > self._empty[EMPTY]:
            return None
        before = last_complete(self.run.folder.parents[2], self.run.source, self.run.as_of)
        if not before:
            return None
        return f"suspicious: an empty list, though the run of {before.name} had {before.run.parsed:,} records"

    def verdict(self, stopped: str | None) -> tuple[RunStatus, str | None]:
        """How the run ended, and why when not complete; `stopped` tells of a cap, a shutdown or a torn archive.

        Blocked: everything asked for was turned away. Partial: something asked for was not answered, or not all was
        asked for.
        """
        lost, denied = self.outcomes[Outcome.UNANSWERED], self.outcomes[Outcome.DENIED]
        ranked = sorted((self._lost or self._empty).items(), key=lambda entry: (-entry[1], entry[0]))
        said = ", ".join(f"{reason} ({count})" for reason, count in ranked[:5])
        if stopped:
            return RunStatus.PARTIAL, f"{stopped}; {said}" if lost or denied else stopped
        if not self.run.parsed:
            blocked = (denied or self.outcomes[Outcome.DISALLOWED]) and not lost
            reason = self._suspicion() or said or "no record could be read"
            return RunStatus.BLOCKED if blocked else RunStatus.FAILED, reason
        if lost or denied:
            return RunStatus.PARTIAL, f"not all that was asked for was answered: {said}"
        pages = sum(self._pages_without[listing] for listing in self._totals)  # of lists: no record is missing there
        got = len(self._came) + self.run.rejected - pages
        if self.expected is not None and got < self.expected:
            return RunStatus.PARTIAL, f"the source says that it has {self.expected:,}, of which {got:,} came"
        return RunStatus.COMPLETE, None
