"""First contact: whether a source still is what its parser was written for, seen in at most four requests.

The robots file, one listing, one detail page where records have pages of their own, and an invented address, since some
sites answer 200 to anything. They go through the same crawl as any other, into `<home>/checks/`; what the answers mean
is judged from the archive. Where a listing is nested deeper, the next check goes on with what is archived.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from scrapy import Request
from scrapy.http import Response

from spiders.archive import read_archive
from spiders.catalogue import named
from spiders.crawl import crawl
from spiders.fingerprint import fingerprint
from spiders.guard import hostname
from spiders.landing import ARCHIVE, LEDGER, landed_runs
from spiders.outcomes import NOT_LIVE, turned_away
from spiders.source_spider import Ask, Page, Record, Reject, SourceSpider
from spiders.whole_file import write_whole
from warehouse.records import Credential, Run

REQUESTS = 4
INVENTED = "credscope-asks-for-what-is-not-there"
NESTED = "the listing is nested deeper than four requests reach: the same command goes on where it stopped"


@dataclass(frozen=True)
class Check:
    """What a check of a source gave; `<home>/checks/<source>.json`."""

    source: str
    checked_on: str  # ISO date
    passed: bool
    reason: str  # what was found, or why it does not pass
    count: int  # records that the listing shows, leads to, or says it has
    requests: int
    structure: list[str]  # `fingerprint` of the last real answer
    changed: list[str]  # paths of it that came (+) or went (-) since the check before
    answers: list[str]  # files of the real answers: cases for `credscope parse`

    @classmethod
    def known(cls, home: Path, source: str) -> "Check | None":
        """The newest check of a source; None where there was none."""
        file = home / "checks" / f"{source}.json"
        return cls(**json.loads(file.read_bytes())) if file.exists() else None


class Probe(SourceSpider):
    """Mixed into a source: follows one link instead of all, and then asks for what is not there."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first = self.first[:1]
        self._requests = 1  # the robots file

    def parse(self, response: Response, **_: Any) -> Iterator[Any]:
        """The answer's records, and the next request."""
        page = Page.of(response)
        self._requests += NOT_LIVE not in response.flags
        if INVENTED not in page.url:
            yield from self.outputs(page)
            if self._requests < REQUESTS:
                yield self._following(page)

    def _following(self, page: Page) -> Request:
        links = [] if self.holds_records(page) else [Ask.of(link) for link in self.links(page)]
        elsewhere = [ask for ask in links if urlsplit(ask.url).path not in {"", urlsplit(page.url).path}]
        following = next(iter(elsewhere or links), Ask(invented(page.url, self.board)))
        return self.request(replace(following, lastmod=None), page.url)  # also a page said to be unchanged


def probing(source: type[SourceSpider]) -> type[SourceSpider]:
    """The source as a probe of itself."""
    return type(f"Probe{source.__name__}", (Probe, source), {})


def invented(url: str, board: str) -> str:
    """An address like this one that names nothing: of another board, else with another last part of the path."""
    parts = urlsplit(url)
    if board and board in parts.path:
        return urlunsplit(parts._replace(path=parts.path.replace(board, INVENTED, 1)))
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/').rpartition('/')[0]}/{INVENTED}", query=""))


def check(
    name: str, home: Path, as_of: date, on_line: Callable[[str], None], env: Mapping[str, str] | None = None
) -> Check:
    """Check a source, and keep what was found under `home`. Raises as `crawl` does."""
    source = named(name)
    run = crawl(f"check:{name}", home / "checks", as_of, on_line, env)
    folder = landed_runs(home / "checks", run.source)[-1].folder
    found = judged(source, run, folder, Check.known(home, run.source))
    write_whole(home / "checks" / f"{run.source}.json", (json.dumps(asdict(found), indent=1) + "\n").encode())
    if found.reason == NESTED:
        (folder / LEDGER).unlink()
    return found


def judged(source: type[SourceSpider], run: Run, folder: Path, before: Check | None) -> Check:
    """What the archive of a probe says of its source."""
    archive = folder / ARCHIVE
    answers = list(read_archive(archive)[1]) if archive.exists() else []
    pages = [page for page in answers if urlsplit(page.url).path != "/robots.txt"]
    real = [page for page in pages if INVENTED not in page.url]
    count = max((_count(source(), page) for page in real), default=0)
    fault = _fault(source(), real, pages[len(real) :], count) if real else run.reason
    structure = fingerprint(real[-1]) if real and real[-1].status == 200 else []
    earlier = set(before.structure) if before and structure else set(structure)
    changed = [f"-{path}" for path in earlier - {*structure}] + [f"+{path}" for path in {*structure} - earlier]
    return Check(
        source=run.source,
        checked_on=str(run.as_of),
        passed=not fault,
        reason=fault or f"{count:,} records, with title, address and issuer; an invented address gives none",
        count=count,
        requests=run.requests,
        structure=structure,
        changed=sorted(changed),
        answers=[str(_kept(page, folder / f"answer-{number}")) for number, page in enumerate(real, start=1)],
    )


def _count(spider: SourceSpider, page: Page) -> int:
    """How many records an answer shows, leads to, or says there are."""
    try:
        links = 0 if spider.holds_records(page) else len(list(spider.links(page)))
        return max(links, spider.expected(page) or 0, len(_records(spider, page)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return 0


def _records(spider: SourceSpider, page: Page) -> list[Record]:
    return [read for read in spider.read(page) if not isinstance(read, Reject)] if page.status == 200 else []


def _fault(spider: SourceSpider, real: list[Page], asked_invented: list[Page], count: int) -> str | None:
    """Why a source does not pass; None where it does."""
    last = real[-1]
    refused = (turned_away(hostname(p.url), p.status, p.headers, p.body) for p in real)
    if said := next(filter(None, refused), None):
        return said
    if last.status != 200:
        return f"{last.url} answered HTTP {last.status}"
    records = _records(spider, last)
    if not records:
        return f"{last.url}: {next((r.reason for r in spider.read(last) if isinstance(r, Reject)), 'no record')}"
    if lacking := _lacking(records[0]):
        return f"{last.url}: a record without {lacking}"
    if count < spider.floor:
        return f"{count} records, fewer than the {spider.floor} that there must be"
    if not asked_invented:
        return NESTED
    shell = asked_invented[-1]
    if shell.status == 200 and (shell.body == last.body or _records(spider, shell)):
        return f"{shell.url}, which is invented, is answered like a real one: no answer of this site can be trusted"
    return None


def _lacking(record: Record) -> str:
    offer = isinstance(record, Credential)
    issuer = record.offered_by if isinstance(record, Credential) else record.hiring_organization
    return "" if record.url and issuer else "an address" if issuer else "an issuer" if offer else "an employer"


def _kept(page: Page, place: Path) -> Path:
    """An answer's body in a file of its own."""
    kind = page.headers.get("Content-Type", "")
    file = place.with_suffix(next((f".{name}" for name in ("json", "html", "xml") if name in kind), ".txt"))
    write_whole(file, page.body)
    return file
