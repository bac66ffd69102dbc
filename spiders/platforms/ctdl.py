"""Credential Engine's Registry, and any publisher of CTDL graphs: credentials, courses and programmes."""

from collections.abc import Iterable
from typing import Any

from spiders.ctdl_mapping import Offer, index, offers, plain
from spiders.source_spider import Ask, Page, Record, SourceSpider
from warehouse.records import Side


class Ctdl(SourceSpider):
    """`board` is one CTID, or several joined by `+`: the Registry's search needs a key, its graphs do not.

    A graph is a resource with the things it refers to; one resource by itself (`/resources/<CTID>`) is read as well.
    """

    platform = "ctdl"
    side = Side.SUPPLY
    basis = "captured"
    host = "credentialengineregistry.org"
    terms_url = "https://credentialengine.org/terms/"
    licence = "for personal use and within one's organization; to publish from it, sign its Developer Agreement"
    seen_at = {r"(?<![\w.-])credentialengineregistry\.org/(?:graph|resources)/(?P<board>ce-[0-9a-f-]{36})": ""}

    def starts(self) -> Iterable[str | Ask]:
        """The graph of each CTID."""
        return [f"{self.scheme}://{self.host}/graph/{ctid}" for ctid in self.board.split("+") if ctid]

    def candidates(self, page: Page) -> Iterable[Any]:
        """The credentials and learning opportunities of a graph, a resource or a list of them."""
        graph = plain(page.json())
        known = index(graph)
        return (Offer(node, known) for node in offers(graph))

    def record(self, block: Any, page: Page) -> Record:
        """The offer, read within its graph."""
        assert isinstance(block, Offer)
        return block.record(self.organization)
