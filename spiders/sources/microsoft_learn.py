"""Microsoft Learn's catalogue: certifications, Applied Skills and instructor-led courses, in one answer.

Announced to end after June 2026 (its heir needs sign-in), yet seen alive in August 2026; else import an export of it.
"""

from collections.abc import Iterable
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from warehouse.records import Credential, Side

_KINDS = {  # of a uid in two lists, the entry of the later one is read
    "certifications": "professional certification",
    "mergedCertifications": "professional certification",
    "appliedSkills": "micro-credential",
    "courses": "course",
}


class MicrosoftLearn(SourceSpider):
    """An exam is no offer of its own: it is how its certification is assessed. Fees are not published."""

    name = "microsoft-learn"
    platform = "microsoft_learn"
    side = Side.SUPPLY
    basis = "contested"
    host = "learn.microsoft.com"
    organization = "Microsoft"
    country = "US"
    terms_url = "https://learn.microsoft.com/en-us/legal/termsofuse"
    licence = "Microsoft Learn's terms of use, which grant no general right to publish it again: facts only"
    start_urls = [f"https://learn.microsoft.com/api/catalog/?type={','.join(_KINDS)},exams&locale=en-us"]

    def candidates(self, page: Page) -> Iterable[Any]:
        """Every certification, skill and course once: the two lists of certifications share their uids."""
        answer = page.json()
        exams = {exam["uid"]: exam.get("display_name") or exam["title"] for exam in answer.get("exams") or ()}
        blocks = [(_KINDS[key], block) for key in _KINDS for block in answer.get(key) or ()]
        once = {block.get("uid", number): block | {"kind": kind} for number, (kind, block) in enumerate(blocks)}
        return [block | {"exams": [exams.get(uid, uid) for uid in block.get("exams") or ()]} for block in once.values()]

    def record(self, block: Any, page: Page) -> Record:
        """The offer of a block. Raises `ValueError` for one that its own text calls retired."""
        about = block.get("summary") or block.get("subtitle")
        if "has been retired" in str(about).lower():
            raise ValueError("retired: no longer offered")
        stated = {
            "identifier": block["uid"],
            "name": block["title"],
            "description": about,
            "offered_by": self.organization,
            "credential_type": block["kind"],
            "teaches": block.get("skills"),
            "level": ", ".join(block.get("levels") or ()),
            "pacing": "cohort" if block["kind"] == "course" else None,  # all are led by instructors
            "duration_hours": block.get("duration_in_hours") or (block.get("duration_in_minutes") or 0) / 60 or None,
            "assessment": ", ".join(block["exams"]),
            "url": block["url"].partition("?")[0],
        }
        return Credential.model_validate(stated)
