"""The fictional market: organisations, vacancies and offers drawn once from a seed, then told week by week."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any

from spiders import catalogue
from spiders.archive import ArchiveWriter
from spiders.sample import server, truth
from spiders.sample.answers import Shelf
from spiders.sample.economy import WEEKS, Economy, monday
from spiders.sample.offers import Offer, offers
from spiders.sample.organizations import organizations
from spiders.sample.postings import Posting, postings
from spiders.sample.vacancies import Vacancy, vacancies
from spiders.sample.wire_courses import offer_url
from spiders.source_spider import Page, SourceSpider

SEED = 20260629


class SampleMarket:
    """26 weekly crawls of fictional sources. `scale` multiplies organisations, vacancies and offers alike."""

    def __init__(self, scale: float = 1.0, seed: int = SEED) -> None:
        self.scale, self.seed = scale, seed
        self.economy = Economy()
        self.organizations = organizations(self.economy, scale, seed)

    @property
    def sources(self) -> dict[str, type[SourceSpider]]:
        """The spiders of the fictional sources, by name."""
        return catalogue.sources(sample=True)

    @cached_property
    def vacancies(self) -> tuple[Vacancy, ...]:
        """All vacancies of the 26 weeks."""
        return tuple(vacancies(self.economy, self.organizations.employers, self.scale, self.seed))

    @cached_property
    def postings(self) -> tuple[Posting, ...]:
        """All advertisements of the 26 weeks."""
        return tuple(postings(self.vacancies, self.scale, self.seed))

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """All offers of the 26 weeks, resold ones last."""
        return tuple(offers(self.economy, self.organizations.providers, self.scale, self.seed))

    @cached_property
    def shelves(self) -> dict[str, Shelf]:
        """Each source with all that it ever shows."""
        found = self.sources
        pages = {o.key: offer_url(o, f"http://{found[o.source].host}", found[o.source].board) for o in self.offers}
        shown: dict[str, list[Any]] = {name: [] for name in found}
        for posting in self.postings:
            shown[posting.source].append(posting)
        for offer in self.offers:
            shown[offer.source].append(offer)
        return {name: Shelf(found[name], tuple(what), pages) for name, what in shown.items()}

    def answers(self, source: str, week: int) -> Iterator[Page]:
        """Every HTTP answer that a crawl of the source sees in a week (0 to 25). `KeyError` for no such source."""
        return self.shelves[source].pages(week)

    def write_archives(self, folder: Path, weeks: Iterable[int] = range(WEEKS - 1)) -> list[Path]:
        """One WARC a source and week, `<folder>/<source>/<date>.warc.gz`; the same market gives the same bytes."""
        written = []
        for week in weeks:
            for name, spider in self.sources.items():
                path = folder / name / f"{monday(week)}.warc.gz"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.unlink(missing_ok=True)
                at = datetime.combine(monday(week), time(6), UTC)
                with ArchiveWriter(path, name, monday(week), spider.platform, at) as archive:
                    for page in self.answers(name, week):
                        archive.write(page)
                written.append(path)
        return written

    def serve(self, week: int = WEEKS - 1) -> AbstractContextManager[dict[str, str]]:
        """All sources of a week on one loopback port: yields what `CREDSCOPE_TEST_HOSTS` needs."""
        return server.serve({page.url: page for name in self.sources for page in self.answers(name, week)})

    def truth(self) -> dict[str, list[dict[str, Any]]]:
        """What is true of the market, as rows by table: see `spiders.sample.truth`."""
        return truth.tables(self)

    def write_truth(self, folder: Path) -> list[Path]:
        """The truth as `<folder>/truth/<table>.jsonl.gz`."""
        return truth.write(self.truth(), folder / "truth")
