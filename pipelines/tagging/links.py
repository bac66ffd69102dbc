"""Which concept a span means that no form of the dictionary names: the nearest, where it is near enough."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from warehouse.taxonomy import about

if TYPE_CHECKING:
    from pipelines.linking.linker import Candidate, Linker

ENGLISH = "en"


class Links:
    """The taxonomies that have tables of linking, in English; loaded when a span first asks."""

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        self._folders = folders

    @cached_property
    def _linkers(self) -> "list[Linker]":
        from pipelines.linking.linker import Linker
        from pipelines.linking.tables import FOLDER

        held = [folder for folder in self._folders if (folder / FOLDER).is_dir()]
        return [Linker.load(folder) for folder in held if about(folder).get("language", ENGLISH) == ENGLISH]

    def link(self, span: str) -> "Candidate | None":
        """The concept that a span names in other words; None where none is near enough."""
        found = [candidate for linker in self._linkers if (candidate := linker.link(span)) is not None]
        return max(found, key=lambda candidate: (candidate.score, candidate.concept_uri), default=None)
