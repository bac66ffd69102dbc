"""Which concept a span means that no form of the dictionary names: `pipelines.linking` says, where it is sure."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.language import ENGLISH
from warehouse.taxonomy import about

if TYPE_CHECKING:
    from pipelines.linking.linker import Candidate, Linker


class Links:
    """The English taxonomies that have tables of linking; loaded when a span first asks.

    Lists of names of products have no language: what stands close to such a name is seldom the product.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Over taxonomy folders."""
        self._folders = folders

    def link(self, span: str) -> "Candidate | None":
        """The concept that a span names in other words; None where none is near enough.

        Near enough is where nine links in ten are right: `pipelines.linking.linker` says of how many that were read.
        """
        return _best([linker.link(span) for linker in self._linkers])

    def nearest(self, span: str) -> "Candidate | None":
        """The nearest concept of those that a span may name, near enough or not."""
        return _best([linker.link(span) for linker in self._bold])

    @cached_property
    def _linkers(self) -> "list[Linker]":
        from pipelines.linking.linker import Linker

        return [Linker(folder) for folder in self._english]

    @cached_property
    def _bold(self) -> "list[Linker]":
        from pipelines.linking.linker import Linker

        return [Linker(folder, threshold=-1) for folder in self._english]

    @property
    def _english(self) -> list[Path]:
        from pipelines.linking.tables import FOLDER

        held = [folder for folder in self._folders if (folder / FOLDER).is_dir()]
        return [folder for folder in held if about(folder).get("language") == ENGLISH]


def _best(found: "Sequence[Candidate | None]") -> "Candidate | None":
    given = [candidate for candidate in found if candidate is not None]
    return max(given, key=lambda candidate: (candidate.score, candidate.concept_uri), default=None)
