"""Open Badges: achievements of version 3.0, bare or inside the credentials that award them, and 2.0 badge classes."""

import re
from collections.abc import Iterable
from typing import Any

from spiders.badge_mapping import badge_offer, listed
from spiders.source_spider import Ask, Page, Record, SourceSpider
from spiders.structured_data import documents
from warehouse.records import Side

BADGES = ("Achievement", "BadgeClass")
_JSON = {"Accept": "application/ld+json, application/json"}  # else Badgr answers with the page that shows the badge
_PUBLIC = r"/(?P<board>public/(?:badges|issuers)/[\w-]+)"  # never assertions: those are persons'


class OpenBadges(SourceSpider):
    """`board` is the path of a badge's document, or several joined by `+`; who earned a badge is never read.

    On Badgr, also called Canvas Credentials and Parchment Digital Badges, it may be an issuer's, `public/issuers/<id>`:
    its server, which is public code, lists the issuer's badges below it.
    """

    platform = "open_badges"
    side = Side.SUPPLY
    basis = "captured"
    terms_url = "https://www.imsglobal.org/spec/ob/v3p0/"
    seen_at = {
        rf"(?<![\w.-])(?:api\.)?(?P<region>(?:ca|eu|au)\.)?badgr\.(?:io|com){_PUBLIC}": "api.{region}badgr.io",
        rf"(?<![\w.-])(?:api\.)?badges\.parchment\.(?P<end>com|ca|eu|au|sg){_PUBLIC}": "api.badges.parchment.{end}",
    }

    def starts(self) -> Iterable[Ask]:
        """Each badge's document, and each issuer's list of them."""
        paths = [path.strip("/") for path in self.board.split("+") if path]
        lists = [f"{path}/badges" if re.fullmatch(r"public/issuers/[\w-]+", path) else path for path in paths]
        return [Ask(f"{self.scheme}://{self.host}/{path}", headers=_JSON) for path in lists]

    def candidates(self, page: Page) -> Iterable[Any]:
        """The badges of a document, each with the issuer that stands nearest."""
        stack: list[tuple[Any, Any]] = [(list(documents(page.text, BADGES)), None)]
        while stack:
            value, issuer = stack.pop()
            if isinstance(value, ValueError) or (isinstance(value, dict) and set(BADGES) & set(listed(value, "type"))):
                yield value, issuer
            elif isinstance(value, dict):
                stack.extend((each, value.get("issuer", issuer)) for each in reversed(value.values()))
            elif isinstance(value, list):
                stack.extend((each, issuer) for each in reversed(value))

    def record(self, block: Any, page: Page) -> Record:
        """The badge as an offer; a broken document is raised as what it is."""
        badge, issuer = block
        if isinstance(badge, ValueError):
            raise badge
        return badge_offer(badge, issuer, self.organization)
