"""One record read: cleaned, tagged and signed, in one pure step."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipelines.cleaning import clean
from pipelines.duplicates import signature
from pipelines.skills import Tagger
from warehouse.records import Credential, JobPosting, Reading, Side


class Reader:
    """Reads records with one set of taxonomies, loaded once."""

    def __init__(self, taxonomies: Iterable[Path]) -> None:
        self.tagger = Tagger.load(*taxonomies)

    def read(self, record: JobPosting | Credential) -> Reading:
        """The reading of one record. The mentions' offsets count in the cleaned description (or title)."""
        cleaned = clean(record)
        if isinstance(cleaned, JobPosting):
            tags = self.tagger.tag(cleaned.description or "", Side.DEMAND, title=cleaned.title)
            key, minhash = signature(cleaned)
        else:
            text = "\n".join(filter(None, (cleaned.description, "; ".join(cleaned.teaches))))
            tags = self.tagger.tag(text, Side.SUPPLY, title=cleaned.name)
            key, minhash = "", b""
        return Reading(record.content_hash(), cleaned, tuple(tags.skills), tuple(tags.credentials), key, minhash)

    def read_all(self, records: Iterable[JobPosting | Credential]) -> Iterator[Reading]:
        """The readings of many records, in their order."""
        return map(self.read, records)
