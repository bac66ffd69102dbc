"""Archives through the same parse functions as a crawl: a repaired parser mends old runs, Common Crawl is a source."""

import json
import os
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryFile
from urllib.parse import urlsplit

from spiders.archive import ArchiveReader
from spiders.catalogue import CatalogueError, named
from spiders.guard import hostname
from spiders.landing import ARCHIVE, LEDGER, RunWriter
from spiders.outcomes import Outcome, outcome_of_status, turned_away
from spiders.platforms.schema_org import SchemaOrg
from spiders.source_spider import Output, Page, Record, Reject, SourceSpider, Total
from spiders.tally import EMPTY, Tally, described
from warehouse.records import Run, RunStatus, record_from

_MARKUP = re.compile(rb"JobPosting|Course|EducationalOccupational")
_FOREIGN = "a foreign archive shows only a part of a site"


def replay_all(warcs: Iterable[Path], home: Path, source: str | None = None) -> list[Run]:
    """Replay many archives in one process."""
    return [run for warc in warcs for run in replay(warc, home, source)]


def replay(warc: Path, home: Path, source: str | None = None) -> list[Run]:
    """Land what an archive holds, as of its day: one run for an archive of ours, for a foreign one a run a site.

    A foreign archive gives only pages with schema.org markup of postings and offers, to `site:HOST` or to `source`,
    and its runs are partial: they close nothing. Raises `OSError`, `CatalogueError`, or `ValueError` for what is no
    archive.
    """
    reader = ArchiveReader(warc)
    if not reader.info.get("as_of"):
        raise ValueError(f"{warc.name} is no WARC file, or holds no whole record")
    as_of = date.fromisoformat(reader.info["as_of"])
    if "source" in reader.info:
        return [_own(reader, warc, home, source or reader.info["source"], as_of)]
    return list(_foreign(reader, home, source, as_of))


def _own(reader: ArchiveReader, warc: Path, home: Path, source: str, as_of: date) -> Run:
    spider = _spider(source)
    stopped = _unfinished(warc)
    with RunWriter(home, source, as_of) as run:
        tally = Tally(run, spider)
        failed: dict[str, tuple[Page, Outcome, str]] = {}
        for page in reader:
            if urlsplit(page.url).path == "/robots.txt":
                continue
            if refused := turned_away(hostname(page.url), page.status, page.headers, page.body):
                failed[page.url] = (Page(page.url, b"", page.status), Outcome.DENIED, refused)
            elif 200 <= page.status < 300:
                failed.pop(page.url, None)
                tally.land(_outputs(spider, page))
            elif page.status >= 400:
                failed[page.url] = (Page(page.url, b"", page.status), *outcome_of_status(page.status))
        for unread in failed.values():
            tally.unread(*unread)
        if reader.damaged:
            stopped = f"{reader.damaged} members of the archive are damaged"
        _keep(warc, run.folder / ARCHIVE)
        status, reason = tally.verdict(stopped)
        fields = described(spider) | {"status": status, "reason": reason, "expected": tally.expected}
        return run.finish(**fields, method="replay", robots="as archived")


def _spider(source: str) -> SourceSpider:
    """The spider of a source as a ledger names it; of a site, only the host is known."""
    host = source.removeprefix("site:")
    return named(source if host == source or "/" in host else f"site:http://{host}/")()


def _unfinished(warc: Path) -> str | None:
    """Why the run that an archive came from was not complete; None where it was, or where the archive stands alone."""
    ledger = warc.with_name(LEDGER)
    if ledger.exists():
        run = Run.model_validate_json(ledger.read_bytes())
        return run.reason or run.status if run.status != RunStatus.COMPLETE else None
    landed = warc.name == ARCHIVE and warc.absolute().parents[2].name == "landing"
    return "the crawl that wrote the archive did not end" if landed else None


def _outputs(spider: SourceSpider, page: Page) -> Iterator[Output]:
    try:
        yield from spider.outputs(page)
    except Exception as error:  # a hostile answer, or a parser's fault: it costs this answer only
        yield Reject(f"could not be read: {error}"[:300], page.url)


def _keep(warc: Path, kept: Path) -> None:
    """The archive beside the records made of it, as a second name of the same file where the disk allows."""
    try:
        os.link(warc, kept)
    except OSError:
        shutil.copyfile(warc, kept)


def _foreign(reader: ArchiveReader, home: Path, source: str | None, as_of: date) -> Iterator[Run]:
    """A run a site. Records wait in a file, so that memory holds no more than where each site's lie."""
    spider = SchemaOrg("foreign")
    home.mkdir(parents=True, exist_ok=True)
    places: defaultdict[str, list[int]] = defaultdict(list)
    with TemporaryFile(dir=home) as spool:
        for page in reader:
            host = urlsplit(page.url).hostname
            if host and page.status == 200 and _MARKUP.search(page.body):
                for output in _outputs(spider, page):
                    if not isinstance(output, Total) and not (isinstance(output, Reject) and output.reason == EMPTY):
                        places[source or f"site:{host}"].append(spool.tell())
                        spool.write(_line(output))
        for name in sorted(places):
            with RunWriter(home, name, as_of) as run:
                for place in places[name]:
                    spool.seek(place)
                    line = json.loads(spool.readline())
                    if "kind" in line:
                        run.write(record_from(line))
                    else:
                        run.reject(Reject(**line))
                fields = described(_known(name)) | {"status": RunStatus.PARTIAL, "reason": _FOREIGN}
                yield run.finish(**fields, method="replay", robots="as archived")


def _line(output: Record | Reject) -> bytes:
    return json.dumps(asdict(output) if isinstance(output, Reject) else output.line()).encode() + b"\n"


def _known(name: str) -> SourceSpider:
    try:
        return _spider(name)
    except CatalogueError:
        return SchemaOrg(name)
