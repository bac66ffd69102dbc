"""Every source, with what is known of it and how its last run went; first contact; and where new ones are found."""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.progress import Progress
from flows.settings import Settings
from flows.steps.collect import asked, today

if TYPE_CHECKING:
    from spiders.check import Check
    from spiders.source_spider import SourceSpider


def sources(settings: Settings) -> Iterator[dict[str, Any]]:
    """One object a source: those we ship, and those that were only ever imported into this home."""
    from spiders.catalogue import sources as known
    from spiders.check import Check
    from spiders.landing import effective_runs
    from spiders.tally import LICENCE_LEDGER, described

    newest = {landed.run.source: landed for landed in effective_runs(settings.home)}
    shipped = known()
    for name in sorted(shipped.keys() | newest.keys()):
        spider, landed = shipped.get(name), newest.get(name)
        run, check = landed.run if landed else None, Check.known(settings.home, name)
        stated = described(spider) if spider else run.model_dump() if run else {}
        yield {
            "source": name,
            "organization": spider.organization if spider else stated["publisher"],
            "country": spider.country if spider else None,
            "side": str(stated["side"]),
            "platform": stated["platform"],
            "basis": stated["basis"],
            "live_checked_on": check.checked_on if check and check.passed else None,
            **{name: stated[name] for name in LICENCE_LEDGER},
            "robots": run.robots if run else None,
            "last_run": landed.name if landed else None,
            "health": str(run.status) if run else "off" if spider and spider.basis == "off" else "never run",
            "reason": (_hindered(spider, check) if spider else None) or (run.reason if run else None),
            "sample": stated["sample"],
        }


def _hindered(spider: "type[SourceSpider]", check: "Check | None") -> str | None:
    """What stands in a source's way, whatever its last run gave."""
    if spider.basis == "off":
        return spider.off
    if spider.key and not os.environ.get(spider.key):
        return f"needs a key of your own: {spider.key}"
    return f"checked on {check.checked_on}: {check.reason}" if check and not check.passed else None


def check(names: Sequence[str], where: Settings, progress: Progress) -> "Iterator[Check]":
    """First contact with sources, all real ones where none is named; a polite check mostly waits, so four at a time."""
    from spiders.check import check as contact

    chosen = asked(names or ["live"]).names
    with ThreadPoolExecutor(4) as pool, progress.bar("first contact", len(chosen)) as advance:
        for found in pool.map(lambda name: contact(name, where.home, today(), progress.say), chosen):
            advance(1)
            yield found


def discover(pages: Sequence[str], where: Settings, progress: Progress, *, again: bool = False) -> Iterator[str]:
    """The rows for `boards.csv` behind pages, under its header, as they are found; `pages` may name files of them."""
    from spiders.catalogue import named
    from spiders.discovery import HEADER
    from spiders.discovery import discover as look

    urls = [url for page in pages for url in (_lines(page) if Path(page).is_file() else [page])]
    for url in urls:
        named(f"discover:{url}")  # a wrong address is wrong usage, said before anything is asked
    with ThreadPoolExecutor(4) as pool, progress.bar("discovery", len(urls)) as advance:
        told = False
        for found in pool.map(lambda url: look(url, where.home, today(), progress.say, again=again), urls):
            advance(1)
            if found and not told:
                told = True
                yield HEADER
            yield from found


def _lines(file: str) -> list[str]:
    return [line.strip() for line in Path(file).read_text(encoding="utf-8").splitlines() if line.strip()]
