"""Where a careers or catalogue page keeps its records: the platform and the board behind it, as a row of `boards.csv`.

A page gives its board away by an address in it (a link, a frame, a script, a redirect), by markup of its own, or by
answering where a platform always answers (`SourceSpider.well_known`). Only the page's own host is asked, and rarely.
"""

import csv
import html
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from spiders.archive import read_archive
from spiders.catalogue import COLUMNS, platforms, sources
from spiders.crawl import crawl
from spiders.landing import ARCHIVE, landed_runs
from spiders.source_spider import Page, Reject, SourceSpider
from spiders.structured_data import things
from spiders.whole_file import write_whole

HEADER = ",".join(COLUMNS)
PAGES = 12  # a host is asked for at most so many
FORGET = timedelta(days=30)  # how long a page where nothing was found is left alone
_LEADS = re.compile(
    r"career|karriere|carri[eè]re|jobs?\b|vacanc|stellen|emploi|empleo|join|opening|catalog|course|certific|credential",
    re.I,
)
_NOBODY = {"embed", "api", "static", "assets", "js", "css", "www", "jobs", "careers", "login", "search", "v0", "v1"}
_COUNTRY = {"uk": "GB"}
_NO_COUNTRY = {"ai", "co", "fm", "gg", "io", "ly", "me", "sh", "so", "to", "tv", "ws"}  # sold as words
Row = dict[str, str]


class Discovery(SourceSpider):
    """Reads a page, then what it links to on its own host, then where platforms usually answer; lands no record."""

    def holds_records(self, page: Page) -> bool:
        """Never: what is found is read from the archive."""
        return False

    def links(self, page: Page) -> Iterable[str]:
        """From the first page on, where it gave nothing away: promising links, then the platforms' usual places."""
        if page.url.partition("?")[0] != self.start_urls[0].partition("?")[0] or boards_in(page):
            return []
        found = [urljoin(page.url, href) for href in page.html().css("a::attr(href)").getall() if _LEADS.search(href)]
        own = [url for url in dict.fromkeys(found) if urlsplit(url).hostname == urlsplit(page.url).hostname]
        usual = [urljoin(page.url, cls.well_known) for cls in platforms().values() if cls.well_known]
        return [*own[: PAGES - len(usual) - 1], *usual]


def looking(url: str) -> type[SourceSpider]:
    """The spider that looks behind a page."""
    host = urlsplit(url).netloc
    stated = {"name": f"discover:{urlsplit(url).hostname}", "host": host, "start_urls": [url]}
    return type("Looking", (Discovery,), stated | {"organization": host, "terms_url": f"https://{host}/"})


def discover(
    url: str,
    home: Path,
    as_of: date,
    on_line: Callable[[str], None],
    *,
    again: bool = False,
    env: Mapping[str, str] | None = None,
) -> list[str]:
    """The rows behind a page, as CSV; none where it gives nothing away, which is remembered for a month.

    Raises `CatalogueError` for what is no address, and as `crawl` does.
    """
    nothing = home / "discover" / "nothing" / blake2b(url.encode(), digest_size=16).hexdigest()
    if not again and nothing.exists() and (known := json.loads(nothing.read_bytes()))["until"] > str(as_of):
        on_line(f"{url}: nothing was found on {known['asked']}; not asked before {known['until']} unless with --again")
        return []
    unsaid: list[str] = []  # a crawl without records calls itself failed; what it found is said below
    variables = {"CREDSCOPE_MAX_PAGES": str(PAGES), **(env or {})}
    run = crawl(f"discover:{url}", home / "discover", as_of, unsaid.append, variables)
    archive = landed_runs(home / "discover", run.source)[-1].folder / ARCHIVE
    pages = list(read_archive(archive)[1]) if archive.exists() else []
    found = list(_rows(pages))
    for row in found:
        if listed := _listed(row):
            on_line(f"{url}: already in boards.csv as {listed}")
    answered = [page for page in pages if page.status == 200 and urlsplit(page.url).path != "/robots.txt"]
    if not found:
        on_line(f"{url}: no board that we know in {len(answered)} pages" if answered else f"{url}: {run.reason}")
    if not found and answered:
        nothing.parent.mkdir(parents=True, exist_ok=True)
        write_whole(nothing, json.dumps({"url": url, "asked": str(as_of), "until": str(as_of + FORGET)}).encode())
    return [_csv(row) for row in found]


def boards_in(page: Page) -> list[tuple[str, str, str]]:
    """The boards that a page gives away, as platform, board and host; of a platform the one it names most often."""
    if urlsplit(page.url).path == "/robots.txt":
        return []
    named = [(name, *found) for name, cls in platforms().items() for found in _by_address(cls, page)]
    return named or [(name, *found) for name, cls in platforms().items() for found in _by_answer(cls, page)]


def _by_address(cls: type[SourceSpider], page: Page) -> Iterator[tuple[str, str]]:
    text = html.unescape(f"{page.url}\n{page.headers.get('Location', '')}\n{page.text}").replace("\\/", "/")
    seen: Counter[tuple[str, str]] = Counter()
    for pattern, host in cls.seen_at.items():
        for match in re.finditer(pattern, text, re.I):
            groups = {name: value or "" for name, value in match.groupdict().items()}
            board = unquote(groups.get("board", "")).strip(".")
            if board.lower() not in _NOBODY:
                seen[board, host.format(**groups).lower()] += 1
    yield from (found for found, _ in seen.most_common(1))


def _by_answer(cls: type[SourceSpider], page: Page) -> Iterator[tuple[str, str]]:
    """A platform that answers at its usual place on the page's host, or records that the page itself shows."""
    parts = urlsplit(page.url)
    usual = bool(cls.well_known) and f"{parts.path}?{parts.query}".rstrip("?") == cls.well_known
    if page.status == 200 and usual:
        spider = type("Usual", (cls,), {"name": "usual", "host": parts.netloc})()
        if any(not isinstance(read, Reject) for read in spider.read(page)):
            yield "", parts.netloc
    elif page.status == 200 and cls.platform == "schema_org" and any(True for _ in things(page.text, page.url)):
        yield parts.path.rpartition("/")[0] + "/", parts.netloc


def _rows(pages: list[Page]) -> Iterator[Row]:
    """The rows that pages of one site give away, each once."""
    boards = dict.fromkeys(board for page in pages for board in boards_in(page))
    for platform, board, host in boards:
        cls = platforms()[platform]
        name = _organization(pages) or (board if "/" not in board else "") or (urlsplit(pages[0].url).hostname or "")
        slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:100]
        place = "" if host == cls.host else host
        known = {"source": slug, "platform": platform, "board": board, "organization": name, "host": place}
        yield known | {"country": _country(pages), "side": str(cls.side)}


def _organization(pages: list[Page]) -> str:
    """What the site calls itself: in its markup, else in its title's last part."""
    for page in (p for p in pages if p.status == 200 and b"<" in p.body[:200]):
        tree = page.html()
        stated = tree.css('meta[property="og:site_name"]::attr(content)').get()
        title = re.split(r"\s[|–—-]\s", tree.css("title::text").get() or "")[-1]
        if name := (stated or re.sub(r"\b(careers?|jobs?|at)\b", "", title, flags=re.I)).strip(" :|-"):
            return " ".join(name.split())[:200]
    return ""


def _country(pages: list[Page]) -> str:
    last = (urlsplit(pages[0].url).hostname or "").rpartition(".")[2]
    return _COUNTRY.get(last, last.upper()) if len(last) == 2 and last not in _NO_COUNTRY else ""


def _listed(row: Row) -> str | None:
    same = ("platform", "board")
    return next(
        (n for n, cls in sources(False).items() if all(getattr(cls, k).lower() == row[k].lower() for k in same)), None
    )


def _csv(row: Row) -> str:
    line = io.StringIO()
    csv.DictWriter(line, COLUMNS, lineterminator="").writerow(row)
    return line.getvalue()
