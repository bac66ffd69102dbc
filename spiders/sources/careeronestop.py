"""CareerOneStop's License Finder: the occupational licences of the American states, of the Department of Labor; a key.

The request is documented by CareerOneStop; the answer's keys are known from public programs that show them.
"""

import re
from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Ask, Page, Record, SourceSpider
from warehouse.records import Credential, CredentialType, Side

_LIMIT = 500
_EMPTY = re.compile(rb'"LicenseList"\s{0,9}:\s{0,9}\[\s{0,9}\]')
_BEGIN = re.compile(r"/(\d{1,7})/\d{1,5}/?$")


class Careeronestop(SourceSpider):
    """The key is `userId:token`. The id stands in addresses; the token, which is the secret, does not."""

    name = platform = "careeronestop"
    side, basis, organization, country = Side.SUPPLY, "documented", "CareerOneStop", "US"
    host, terms_url = "api.careeronestop.org", "https://www.careeronestop.org/Developers/WebAPI/web-api.aspx"
    licence = "granted with a key, for the use that its holder registered"
    key = "CREDSCOPE_CAREERONESTOP_KEY"
    blocks = "LicenseList"

    def starts(self, begin: int = 0) -> Iterable[Ask]:
        """A page of licences of any occupation (0) and state (0), in no stated order (0, 0); by default the first."""
        user, _, token = self.secret.partition(":")
        url = f"{self.scheme}://{self.host}/v1/license/{user or 0}/0/0/0/0/{begin}/{_LIMIT}"
        return (Ask(url, headers={"Authorization": f"Bearer {token}", "Accept": "application/json"}),)

    def holds_records(self, page: Page) -> bool:
        """Not the empty page that may follow the last full one."""
        return self._begin(page) == 0 or not _EMPTY.search(page.body)

    def links(self, page: Page) -> Iterable[Ask]:
        """The next page, after a full one."""
        return self.starts(self._begin(page) + _LIMIT) if len(page.json().get(self.blocks) or ()) == _LIMIT else ()

    def _begin(self, page: Page) -> int:
        return int(found[1]) if (found := _BEGIN.search(page.url)) else 0

    def record(self, block: Any, page: Page) -> Record:
        """The licence, as its state's agency gives it; of the agency only name and address on the web are kept."""
        agency = block.get("LicenseAgency") or {}
        stated = {
            "identifier": block["ID"],
            "name": block["Title"],
            "description": block.get("Description"),
            "offered_by": agency.get("Name"),
            "provider_kind": "government",
            "credential_type": CredentialType.LICENCE,
            "location": block.get("State"),
            "country": self.country,
            "subdivision": f"US-{block['State']}" if re.fullmatch("[A-Z]{2}", block.get("State") or "") else None,
            "url": agency.get("Url"),
        }
        return Credential.model_validate(stated)
