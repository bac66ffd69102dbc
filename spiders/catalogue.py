"""Every source there is, by name: a row of a `boards.csv` on a platform, or a class of its own.

Nothing is registered by hand. A platform is a class in `platforms/`, an odd publisher a class in `sources/` or
`sample/`, an employer or provider on a platform a row. `Loader` shows the same to Scrapy.
"""

import csv
import pkgutil
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from spiders.platforms.schema_org import SchemaOrg
from spiders.source_spider import SourceSpider
from warehouse.records import Side

_HERE = Path(__file__).parent
LICENCE_LEDGER = ("organization", "terms_url", "licence", "retention_days")  # the attribution is made of these
COLUMNS = ("source", "platform", "board", "organization", "country", "side", "host")


class CatalogueError(ValueError):
    """A source that is described wrongly or not known, in one sentence."""


def _classes(package: str) -> Iterator[type[SourceSpider]]:
    """The spiders that the modules of a package define, in the modules' order."""
    for module in sorted(m.name for m in pkgutil.iter_modules(import_module(package).__path__, f"{package}.")):
        defined = vars(import_module(module)).values()
        yield from (
            c for c in defined if isinstance(c, type) and issubclass(c, SourceSpider) and c.__module__ == module
        )


@cache
def platforms() -> dict[str, type[SourceSpider]]:
    """The platforms by name."""
    return {c.platform: c for c in _classes("spiders.platforms")}


def _own(package: str) -> dict[str, type[SourceSpider]]:
    """The sources with a class of their own, by name."""
    return {str(c.name): c for c in _classes(f"spiders.{package}") if getattr(c, "name", None)}


@cache
def formats() -> dict[str, type[SourceSpider]]:
    """Every way of answering that we read, by name: the platforms, and the sources with a format of their own."""
    return dict(sorted((platforms() | _own("sources")).items()))


def rows(path: Path, sample: bool = False) -> dict[str, type[SourceSpider]]:
    """The sources that a `boards.csv` lists. Raises `CatalogueError` with the line of the first bad row."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise CatalogueError(f"{path.name} line 1: the columns must be {','.join(COLUMNS)}")
        stated = [(reader.line_num, row) for row in reader]
    seen: dict[str, int] = {}
    for number, row in stated:
        fault = _fault(row) or (
            f"{row['source']!r} is already in line {seen[row['source']]}" if row["source"] in seen else ""
        )
        if fault:
            raise CatalogueError(f"{path.name} line {number}: {fault}")
        seen[row["source"]] = number
    return {row["source"]: _row_class(row, sample) for _, row in stated}


def _fault(row: dict[str, Any]) -> str:
    """What is wrong with a row, in words; empty where nothing is."""
    if None in row or None in row.values():
        return f"a row has {len(COLUMNS)} cells"
    checks = (
        (re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,99}", row["source"]), "source: lower-case letters, digits, - _ . only"),
        (row["platform"] in platforms(), f"unknown platform {row['platform']!r}; known are {', '.join(platforms())}"),
        (
            re.fullmatch(r"[^\s?#]{0,200}", row["board"]),
            "board: the organisation's name on its platform, without spaces",
        ),
        (row["board"] or row["host"], "a board or a host must be given"),
        (row["organization"].strip(), "organization: who hires or teaches must be given"),
        (re.fullmatch(r"([A-Z]{2})?", row["country"]), "country: two capital letters (ISO 3166-1), or empty"),
        (row["side"] in set(Side), "side: demand or supply"),
        (re.fullmatch(r"[\w.-]*(:\d+)?", row["host"]), "host: a host name without scheme or path"),
    )
    return next((words for good, words in checks if not good), "")


def _row_class(row: dict[str, str], sample: bool) -> type[SourceSpider]:
    base = platforms()[row["platform"]]
    stated = {key: row[key] for key in ("board", "organization", "country") if row[key]}
    host = (row["host"] or base.host).replace("{board}", row["board"])
    pace = {"pause": 0.0, "basis": "simulated"} if sample else {}  # the sample's servers are our own
    known = {"name": row["source"], "side": Side(row["side"]), "sample": sample, "host": host}
    known |= {} if base.terms_url else {"terms_url": f"https://{host}/"}  # the site's own
    return type(row["source"], (base,), {**stated, **known, **pace})


@cache
def _all() -> dict[str, type[SourceSpider]]:
    found: dict[str, type[SourceSpider]] = {}
    for package, sample in (("sources", False), ("sample", True)):
        boards = _HERE / package / "boards.csv"
        listed = rows(boards, sample) if boards.exists() else {}
        own = _own(package)
        twice = sorted((listed.keys() & own.keys()) | (found.keys() & (listed.keys() | own.keys())))
        if twice:
            raise CatalogueError(f"{twice[0]!r} names two sources")
        found |= listed | own
    return dict(sorted(found.items()))


def sources(sample: bool | None = None) -> dict[str, type[SourceSpider]]:
    """All sources by name, in the names' order; only the fictional (True) or only the real ones (False)."""
    return {name: cls for name, cls in _all().items() if sample is None or cls.sample is sample}


def named(name: str) -> type[SourceSpider]:
    """The source of a name. `site:URL` is any site with schema.org markup, called `site:host`, read from that URL;
    `check:NAME` is the probe of a source, `discover:URL` looks for the board behind a page.

    Raises `CatalogueError` for an unknown name or an address that is not http or https.
    """
    kind, _, rest = name.partition(":")
    if kind == "site":
        return _site(rest)
    if kind == "discover":
        from spiders.discovery import looking

        return looking(_address(rest))
    if kind == "check":
        from spiders.check import probing  # knows the catalogue

        return probing(named(rest))
    if name not in sources():
        raise CatalogueError(f"no source is called {name!r}; `credscope sources` lists them")
    spider = sources()[name]
    if missing := [each for each in LICENCE_LEDGER if not getattr(spider, each)]:
        raise CatalogueError(f"{name} does not state its {', '.join(missing)}: a source without them is not loaded")
    return spider


def _address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise CatalogueError(f"{url!r} is not an address: give https://… of a page, a sitemap or a robots file")
    return url


def _site(url: str) -> type[SourceSpider]:
    parts = urlsplit(_address(url))
    start = url if parts.path.strip("/") else f"{parts.scheme}://{parts.netloc}/robots.txt"
    stated = {
        "name": f"site:{parts.hostname}",
        "organization": parts.hostname,
        "terms_url": f"{parts.scheme}://{parts.netloc}/",
        "host": parts.netloc,
        "start_urls": [start],
    }
    return type(f"site:{parts.hostname}", (SchemaOrg,), stated)


class Loader:
    """Scrapy's way to the catalogue (`SPIDER_LOADER_CLASS`)."""

    @classmethod
    def from_settings(cls, settings: Any) -> "Loader":
        """A loader; the catalogue needs no setting."""
        return cls()

    def load(self, spider_name: str) -> type[SourceSpider]:
        """The spider of a name. Raises `KeyError`, as Scrapy expects."""
        try:
            return named(spider_name)
        except CatalogueError as error:
            raise KeyError(str(error)) from None

    def find_by_request(self, request: Any) -> Sequence[str]:
        """The names of the sources on the request's host."""
        return [name for name, cls in sources().items() if cls.host == urlsplit(request.url).netloc]

    def list(self) -> Sequence[str]:
        """All names."""
        return [*sources()]
