"""Certifications, licences, badges and certificate programmes that a text names, and what it asks of them."""

from collections.abc import Iterator
from typing import Self

from pipelines.matching import Words
from pipelines.sections import Zones
from pipelines.text import Visible
from warehouse.records import CredentialMention


class CredentialList:
    """The credentials we know by name."""

    @classmethod
    def load(cls) -> Self:
        """The list that ships with the pipelines."""
        return cls()

    def mentions(self, cut: Words, scope: Zones, seen: Visible, given: str, name: str) -> Iterator[CredentialMention]:
        """The credentials named in a text, in their order."""
        yield from ()
