"""Credential Engine's Registry through its search, which lists all that it holds and needs the user's own key.

The query is that of Credential Engine's own Finder; it asks for the related things too, or providers had no names.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from spiders.ctdl_mapping import Offer, index, plain
from spiders.platforms.ctdl import Ctdl
from spiders.source_spider import Ask, Output, Page, Record, Total

_CLASSES = ("ceterms:Credential", "ceterms:LearningOpportunityProfile")
_TAKE = 100  # at most; and without `Sort` the search times out
_ALWAYS = {"Take": _TAKE, "Sort": "^search:recordCreated", "DescriptionSetType": "Resource_RelatedURIs_RelatedData"}


class CredentialRegistry(Ctdl):
    """Two listings at one address: credentials and learning opportunities, with the classes that stand below each."""

    name = "credential-registry"
    platform = "credential_registry"
    basis = "documented"
    host = "apps.credentialengine.org"
    organization = "Credential Engine"
    country = "US"
    key = "CREDSCOPE_REGISTRY_KEY"

    def starts(self) -> Iterable[Ask]:
        """The first page of each listing."""
        return [self._page({"search:value": name, "search:matchType": "search:subClassOf"}, 0) for name in _CLASSES]

    def _page(self, kind: Any, skip: int) -> Ask:
        url, held = f"https://{self.host}/assistant/search/ctdl", {"Authorization": f"Bearer {self.secret}"}
        return Ask(url, json={"Query": {"@type": kind}, "Skip": skip, **_ALWAYS}, headers=held)

    def candidates(self, page: Page) -> Iterable[Any]:
        """The entries of a page, each within all that came with it."""
        answer = plain(page.json())
        known = index(answer)
        return [Offer(node, known) for node in answer["data"]]

    def record(self, block: Any, page: Page) -> Record:
        """The offer of an entry. Who publishes the Registry is not who offers what stands in it."""
        return Offer.record(block, None)

    def links(self, page: Page) -> Iterable[Ask]:
        """The next page of the listing."""
        asked, skip = page.asked, page.asked["Skip"] + _TAKE
        return (self._page(asked["Query"]["@type"], skip),) if skip < (self.expected(page) or 0) else ()

    def expected(self, page: Page) -> int | None:
        """How many entries the listing has."""
        return int(page.json()["extra"]["TotalResults"])

    def outputs(self, page: Page) -> Iterator[Output]:
        """As of any source; the totals of the two listings are told apart by what was asked."""
        kind = str(page.asked.get("Query"))
        yield from (replace(o, listing=kind) if isinstance(o, Total) else o for o in super().outputs(page))
