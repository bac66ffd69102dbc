"""Crawl, replay or read the sample market into the landing folder."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from difflib import get_close_matches
from itertools import chain, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from flows.progress import Progress
from flows.settings import Settings
from spiders.landing import effective_runs
from warehouse.records import Run, RunStatus

if TYPE_CHECKING:
    from spiders.source_spider import SourceSpider

Crawl = Callable[[str], Run]


class UnknownSourceError(ValueError):
    """A name that no source bears; the text says which names come near."""


@dataclass(frozen=True)
class Asked:
    """The sources that a command was asked for, by name."""

    names: tuple[str, ...]
    sample: bool


def asked(sources: Sequence[str]) -> Asked:
    """The sources behind `sample`, `live` or single names. Raises `UnknownSourceError` in one sentence."""
    from spiders import catalogue

    if list(sources) == ["sample"]:
        return Asked(tuple(catalogue.sources(sample=True)), sample=True)
    if "sample" in sources:
        raise UnknownSourceError("the fictional sample market is never mixed with real sources: ask for one of them")
    names: list[str] = []
    for name in sources:
        if name == "live":
            names += [n for n, source in catalogue.sources(sample=False).items() if _can_be_asked(source)]
        else:
            names.append(_known(name))
    if not names:
        raise UnknownSourceError(
            "no source asked for: name one, or `live`, or `sample`; `credscope sources` lists them"
        )
    sample = {getattr(catalogue.named(name), "sample", False) for name in names}
    if len(sample) > 1:
        raise UnknownSourceError("the fictional sample market is never mixed with real sources: ask for one of them")
    return Asked(tuple(_host_by_host(dict.fromkeys(names))), sample=sample.pop())


def _host_by_host(names: Iterable[str]) -> Iterator[str]:
    """The names so that neighbours are of different hosts: crawls of one host wait for each other."""
    from spiders import catalogue

    by_host: dict[str, list[str]] = {}
    for name in names:
        by_host.setdefault(catalogue.named(name).host, []).append(name)
    yield from filter(None, chain.from_iterable(zip_longest(*by_host.values())))


def _can_be_asked(source: "type[SourceSpider]") -> bool:
    """Whether a live survey asks it unbidden: it is not off, and its key, where it needs one, is set."""
    return source.basis != "off" and bool(not source.key or os.environ.get(source.key))


def _known(name: str) -> str:
    from spiders import catalogue

    try:
        catalogue.named(name)
    except (KeyError, ValueError) as error:
        near = get_close_matches(name, list(catalogue.sources()), n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "`credscope sources` lists them all"
        reason = str(error) if isinstance(error, ValueError) else f"no source is called {name!r}"
        raise UnknownSourceError(f"{reason}; {hint}") from None
    return name


def today() -> date:
    """The calendar day, UTC, that a live crawl shows."""
    return datetime.now(UTC).date()


def collect_source(
    name: str, where: Settings, as_of: date, progress: Progress, env: dict[str, str] | None = None
) -> Run:
    """Crawl one source in a process of its own; its ledger says how it went."""
    from spiders.crawl import crawl

    return crawl(name, where.home, as_of, on_line=progress.say, env=env)


def landed_complete(home: Path) -> set[tuple[str, date]]:
    """The (source, as-of date) pairs that need not be read again."""
    return {(r.run.source, r.run.as_of) for r in effective_runs(home) if r.run.status is RunStatus.COMPLETE}


def replay_sample_history(where: Settings, progress: Progress) -> None:
    """Land the sample market's weeks before the newest by replaying archives, and its truth; what stands stays."""
    from spiders.replay import replay_all
    from spiders.sample.economy import WEEKS, monday
    from spiders.sample.market import SampleMarket

    market = SampleMarket()
    landed = {(r.run.source, r.run.as_of) for r in effective_runs(where.home)}
    missing = [w for w in range(WEEKS - 1) if any((name, monday(w)) not in landed for name in market.sources)]
    if not missing:
        return
    where.home.mkdir(parents=True, exist_ok=True)
    market.write_truth(where.home)
    what = "sample market: weekly crawls replayed from archives"
    with (
        TemporaryDirectory(dir=where.home, prefix="archives-") as folder,
        progress.bar(what, len(missing)) as advance,
    ):
        for week in missing:
            archives = market.write_archives(Path(folder), weeks=[week])
            replay_all((a for a in archives if (a.parent.name, monday(week)) not in landed), where.home)
            advance(1)


@contextmanager
def serving_sample() -> Iterator[tuple[date, dict[str, str]]]:
    """The sample market's newest week served on loopback: its day, and the environment that leads a crawl there."""
    from spiders.sample.economy import WEEKS, monday
    from spiders.sample.market import SampleMarket

    with SampleMarket().serve() as hosts:
        mapping = ",".join(f"{host}={address}" for host, address in sorted(hosts.items()))
        yield monday(WEEKS - 1), {"CREDSCOPE_TEST_HOSTS": mapping}


def in_threads(crawl: Crawl, names: Iterable[str]) -> list[Run]:
    """Crawl several sources at a time: a polite crawl mostly waits."""
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(crawl, names))


def collect(
    chosen: Asked, where: Settings, progress: Progress, each: Callable[[Crawl, Iterable[str]], list[Run]] = in_threads
) -> list[Run]:
    """Crawl the chosen sources; a sample's run already landed complete is not read again.

    Returns the ledger of each source that was crawled. A source that cannot do its work never stops the others.
    `each` says how the crawls are spread: threads here, Prefect tasks in the flow.
    """
    if not chosen.sample:
        return each(lambda name: collect_source(name, where, today(), progress), chosen.names)
    replay_sample_history(where, progress)
    with serving_sample() as (as_of, env):
        landed = landed_complete(where.home)
        missing = [name for name in chosen.names if (name, as_of) not in landed]
        return each(lambda name: collect_source(name, where, as_of, progress, env), missing)


def replay(files: Sequence[Path], where: Settings, progress: Progress, source: str | None = None) -> list[Run]:
    """Read archives through the same parse functions that a crawl uses; our own keep their source and date.

    Raises `ValueError` in one sentence for a file that is no archive.
    """
    from spiders.replay import replay_all

    runs = replay_all(files, where.home, source)
    said = ", ".join(file.name for file in files)
    progress.say(f"replayed {said}: {sum(run.parsed for run in runs)} records in {len(runs)} runs")
    return runs
