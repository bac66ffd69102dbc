"""The base of campuses that present micro-credentials on pages of their own: a list, and a page for each title in it.

Of such pages the text's order is known at best, and no markup: a heading says that what follows is on offer, the next
heading ends it, and titles are links.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from urllib.parse import urldefrag, urljoin, urlsplit

from spiders.catalogue_mapping import is_short, offer
from spiders.source_spider import Page, Record, SourceSpider
from spiders.text_order import Line, lines
from warehouse.records import CredentialType, Side

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_OFFERED = re.compile(r"micro-?credential|badge", re.I)
_ASIDE = re.compile(
    r"regist|questions?\b|\bfaqs?\b|contact|polic|\babout\b|how (?:do|does|to|long)|\bcreate|propos|support|log ?in",
    re.I,
)


class CampusPages(SourceSpider):
    """Subclasses fill `start_urls`, the lists, and `campuses`: who offers what stands on a host."""

    side = Side.SUPPLY
    basis = "contested"
    campuses: ClassVar[Mapping[str, str]] = {}

    def holds_records(self, page: Page) -> bool:
        """Not the lists."""
        return page.url.rstrip("/") not in {url.rstrip("/") for url in self.start_urls}

    def links(self, page: Page) -> Iterable[str]:
        """From a list to the pages of its titles on the campus's own hosts."""
        listed = () if self.holds_records(page) else _listed(page)
        return dict.fromkeys(url for _, url in listed if urlsplit(url).hostname in self.campuses)

    def candidates(self, page: Page) -> Iterable[Any]:
        """The lines of a page from its heading on; of a list the titles."""
        if not self.holds_records(page):
            return _listed(page)
        whole = lines(page)
        begin = next((n for n, line in enumerate(whole) if line.tag == "h1"), len(whole))
        return [whole[begin:]] if whole[begin:] else []

    def record(self, block: Any, page: Page) -> Record:
        """The micro-credential. Raises `ValueError` for a page of another kind, and a title that leads elsewhere."""
        if isinstance(block, tuple):
            (name, url), about = block, ""
        else:
            name, url, about = block[0].text, page.url, _own_text(block[1:])
            if _ASIDE.search(name) or not _OFFERED.search(f"{name}\n{about}"):
                raise ValueError(f"not the page of a micro-credential: {name[:100]!r}")
        campus = self.campuses.get(urlsplit(url).hostname or "")
        if not campus:
            raise ValueError(f"leads away from the campus: {name[:100]!r}")
        stated = {"identifier": url, "name": name, "description": about, "url": url, "provider_kind": "university"}
        kind = {} if is_short(name) else {"credential_type": CredentialType.MICRO_CREDENTIAL}
        return offer(stated | kind, campus)


def _listed(page: Page) -> list[tuple[str, str]]:
    """The titles under headings that say what is on offer, and where they lead."""
    found: list[tuple[str, str]] = []
    offered = False
    for line in lines(page):
        if line.tag in _HEADINGS and not line.href:
            offered = bool(_OFFERED.search(line.text)) and not _ASIDE.search(line.text)
        elif offered and line.href and not _ASIDE.search(line.text):
            found.append((line.text, _address(page.url, line.href)))
    return found


def _address(base: str, href: str) -> str:
    try:
        return urldefrag(urljoin(base, href))[0]
    except ValueError:
        return ""


def _own_text(below: list[Line]) -> str:
    """What stands below a page's heading, to the first heading of what is beside the matter."""
    ends = (n for n, line in enumerate(below) if line.tag in _HEADINGS and _ASIDE.search(line.text))
    return "\n".join(line.text for line in below[: next(ends, len(below))])
