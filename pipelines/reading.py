"""One record read: cleaned, tagged and signed, in one pure step."""

from collections.abc import Iterable
from pathlib import Path

from pipelines.cleaning import clean
from pipelines.duplicates import signature
from pipelines.skills import Tagger
from warehouse.records import Credential, JobPosting, Reading, Side


class Reader:
    """Reads records with one set of taxonomies, loaded once."""

    def __init__(self, taxonomies: Iterable[Path]) -> None:
        self._tagger = Tagger.load(*taxonomies)

    def read(self, record: JobPosting | Credential) -> Reading:
        """The reading of one record. The mentions' offsets count in the cleaned description, or in the title."""
        cleaned = clean(record)
        if isinstance(cleaned, JobPosting):
            tags = self._tagger.tag(cleaned.description or "", Side.DEMAND, title=cleaned.title)
            key, minhash = signature(cleaned)
        else:
            tags = self._tagger.tag(cleaned.description or "", Side.SUPPLY, title=cleaned.name)
            key, minhash = "", b""
        return Reading(record.content_hash(), cleaned, tuple(tags.skills), tuple(tags.credentials), key, minhash)
