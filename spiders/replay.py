"""Archives through the same parse functions as a crawl: a repaired parser mends old runs, Common Crawl is a source."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from spiders.archive import ArchiveReader, info_member
from spiders.catalogue import CatalogueError, named
from spiders.common_crawl import Place, marked_places, page_at, raw_members
from spiders.earlier import asked_key
from spiders.guard import hostname
from spiders.landing import ARCHIVE, LEDGER, RunWriter
from spiders.outcomes import Outcome, outcome_of_status, turned_away
from spiders.platforms.schema_org import SchemaOrg
from spiders.revisits import in_full
from spiders.source_spider import ASKED, Output, Page, Record, Reject, SourceSpider, Total
from spiders.tally import EMPTY, Tally, described
from spiders.whole_file import write_pieces
from warehouse.records import Run, RunStatus

_FOREIGN = "a foreign archive shows only a part of a site"


def replay(warc: Path, home: Path, source: str | None = None) -> list[Run]:
    """Land what an archive holds, as of its day: one run for an archive of ours, for a foreign one a run a site.

    A foreign archive gives only pages with schema.org markup of postings and offers, to `site:HOST` or to `source`,
    and its runs are partial: they close nothing. Raises `OSError`, `CatalogueError`, or `ValueError` for what is no
    archive, or what only younger ones refer to is left of.
    """
    return replay_all([warc], home, source)


def replay_all(warcs: Iterable[Path], home: Path, source: str | None = None) -> list[Run]:
    """Replay many archives in one process; foreign ones of one day as one, since a site's pages lie scattered."""
    runs: list[Run] = []
    foreign: defaultdict[date, list[Path]] = defaultdict(list)
    for warc in warcs:
        reader = ArchiveReader(warc)
        if not reader.info.get("as_of"):
            raise ValueError(f"{warc.name} is no WARC file, or holds no whole record")
        as_of = date.fromisoformat(reader.info["as_of"])
        if "pruned" in reader.info:
            raise ValueError(f"{warc} was pruned on {reader.info['pruned']}: only what younger runs refer to is left")
        if "source" in reader.info:
            runs.append(_own(reader, warc, home, source or reader.info["source"], as_of))
        else:
            foreign[as_of].append(warc)
    return runs + [run for as_of, files in sorted(foreign.items()) for run in _foreign(files, home, source, as_of)]


def _own(reader: ArchiveReader, warc: Path, home: Path, source: str, as_of: date) -> Run:
    spider = _spider(source)
    stopped = _unfinished(warc)
    with RunWriter(home, source, as_of) as run:
        tally = Tally(run, spider)
        failed: dict[str, tuple[Page, Outcome, str]] = {}
        for page in reader:
            asked = asked_key(page.url, page.headers.get(ASKED, ""))
            if urlsplit(page.url).path == "/robots.txt":
                continue
            if refused := turned_away(hostname(page.url), page.status, page.headers, page.body):
                failed[asked] = (Page(page.url, b"", page.status), Outcome.DENIED, refused)
            elif 200 <= page.status < 300:
                failed.pop(asked, None)
                tally.land(_outputs(spider, page))
            elif page.status >= 400:
                failed[asked] = (Page(page.url, b"", page.status), *outcome_of_status(page.status))
        for unread in failed.values():
            tally.unread(*unread)
        for url in reader.unresolved:
            tally.unread(Page(url, b"", 0), Outcome.UNANSWERED, "its original is in no archive beside")
        if reader.damaged:
            stopped = f"{reader.damaged} members of the archive are damaged"
        _keep(warc, run.folder / ARCHIVE, refers=reader.revisits > 0)
        fields = described(spider) | tally.closing(stopped)
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


def _keep(warc: Path, kept: Path, refers: bool) -> None:
    """The archive beside the records made of it, as a second name of the same file where the disk allows.

    Away from the runs that it refers to, it is kept in full.
    """
    if refers and warc.absolute().parents[1] != kept.absolute().parents[1]:
        write_pieces(kept, in_full(warc))
        return
    try:
        os.link(warc, kept)
    except OSError:
        shutil.copyfile(warc, kept)


def _foreign(warcs: list[Path], home: Path, source: str | None, as_of: date) -> Iterator[Run]:
    """A run a site, or one of all; with its pages beside, as they are in the archives."""
    places, damaged = marked_places(warcs)
    reason = f"{_FOREIGN}; {damaged} members of it are damaged" if damaged else _FOREIGN
    named_places = {source: sorted(chain(*places.values()))} if source else places
    for name, listed in named_places.items():
        spider = _known(name if source else f"site:{name}")
        telling = _telling(spider if isinstance(spider, SchemaOrg) else SchemaOrg(spider.name), listed)
        if (first := next(telling, None)) is None:
            continue
        with RunWriter(home, str(spider.name), as_of) as run:
            kept = []
            for place, outputs in chain([first], telling):
                kept.append(place)
                for output in outputs:
                    if isinstance(output, Reject):
                        run.reject(output)
                    else:
                        run.write(output)
            info = {"source": run.source, "as_of": str(as_of), "platform": spider.platform}
            opening = info_member(info, datetime.combine(as_of, time(), UTC))
            write_pieces(run.folder / ARCHIVE, chain([opening], raw_members(kept)))
            fields = described(spider) | {"status": RunStatus.PARTIAL, "reason": reason}
            yield run.finish(**fields, method="replay", robots="as archived")


def _telling(spider: SourceSpider, places: list[Place]) -> Iterator[tuple[Place, list[Record | Reject]]]:
    """The pages that hold anything to read, and what."""
    for place in places:
        page = page_at(place)
        read = [o for o in _outputs(spider, page) if not isinstance(o, Total)] if page else []
        told = [output for output in read if not isinstance(output, Reject) or output.reason != EMPTY]
        if told:
            yield place, told


def _known(name: str) -> SourceSpider:
    try:
        return _spider(name)
    except CatalogueError:
        return SchemaOrg(name)
