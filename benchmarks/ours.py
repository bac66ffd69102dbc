"""Our tagger over the taxonomies at hand: whole, and without its model of spans."""

from functools import cache
from typing import Any

from pipelines.skills import Tagger
from warehouse.taxonomy import find_taxonomies


class _Silent:
    """A model of spans that says nothing."""

    def read(self, texts: object) -> list[Any]:
        return []


@cache
def tagger(model: bool = True) -> Tagger:
    made = Tagger.load(*find_taxonomies())
    if not model:
        made._model = _Silent()  # type: ignore[assignment]
    return made
