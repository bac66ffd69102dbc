"""One record read: cleaned, tagged and signed, in one pure step."""

from collections.abc import Sequence
from pathlib import Path

from pipelines.cleaning import clean
from pipelines.credentials import ListedCredential
from pipelines.duplicates.vacancies import signature
from pipelines.industry import industry
from pipelines.occupations import Occupations
from pipelines.skills import Tagger
from warehouse.records import Classes, Credential, JobPosting, Reading, Side, SkillMention, Tagged


class Reader:
    """Reads records with one set of taxonomies, and of `offered` credentials besides our list, loaded once."""

    def __init__(self, taxonomies: Sequence[Path], offered: Sequence[ListedCredential] = ()) -> None:
        self._tagger = Tagger.load(*taxonomies, credentials=offered)
        self._occupations = Occupations.load(*taxonomies)

    def read(self, record: JobPosting | Credential) -> Reading:
        """The reading of one record. The mentions' offsets count in the cleaned description, or in the title."""
        cleaned = clean(record)
        found = self.tag(cleaned)
        key, minhash = signature(cleaned) if isinstance(cleaned, JobPosting) else ("", b"")
        return Reading(record.content_hash(), cleaned, found.skills, found.credentials, key, minhash, found.classes)

    def tag(self, cleaned: JobPosting | Credential) -> Tagged:
        """What tagging finds in a record that is cleaned, now or of old."""
        if isinstance(cleaned, Credential):
            tags = self._tagger.tag(cleaned.description or "", Side.SUPPLY, title=cleaned.name)
            return Tagged(tuple(tags.skills), tuple(tags.credentials))
        tags = self._tagger.tag(cleaned.description or "", Side.DEMAND, title=cleaned.title)
        return Tagged(tuple(tags.skills), tuple(tags.credentials), self._classes(cleaned, tags.skills))

    def _classes(self, posting: JobPosting, skills: Sequence[SkillMention]) -> Classes:
        named = self._occupations.occupation(posting.title, (s.preferred_label for s in skills if s.preferred_label))
        works = industry(posting.hiring_organization, posting.description, posting.industry)
        occupation = (named.esco_uri, named.isco, named.onet_soc, named.score) if named else (None,) * 4
        return Classes(*occupation, *((works.nace, works.naics) if works else ()))
