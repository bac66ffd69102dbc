"""A fictional market with known truth, spoken in the real wire formats: demo, oracle and load generator."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spiders.source_spider import SourceSpider


def sources() -> "dict[str, type[SourceSpider]]":
    """The fictional sources by name, as the catalogue knows them."""
    from spiders import catalogue

    return catalogue.sources(sample=True)
