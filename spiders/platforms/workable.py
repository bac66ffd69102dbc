"""Workable's public widget API: one answer holds every job of an account, a job at several places once for each."""

from collections.abc import Iterable, Mapping
from typing import Any

from spiders.source_spider import Page, Record, SourceSpider
from spiders.vocabulary import seniority
from warehouse.records import JobPosting


class Workable(SourceSpider):
    """`board` is the account's name in its address, `apply.workable.com/<account>`."""

    platform = "workable"
    basis = "captured"
    host = "apply.workable.com"
    terms_url = "https://help.workable.com/hc/en-us/articles/115012771647"
    seen_at = {
        r"\bapply\.workable\.com/(?:api/v\d/(?:widget/)?accounts/)?(?P<board>(?!(?:api|j)/)[\w-]+)": "",
        r"(?<![\w.-])(?P<board>(?!(?:www|apply|jobs|help|resources|careers-page)\.)[\w-]+)\.workable\.com": "",
    }

    def starts(self) -> Iterable[str]:
        """The whole account, with texts."""
        return (f"{self.scheme}://{self.host}/api/v1/widget/accounts/{self.board}?details=true",)

    def candidates(self, page: Page) -> Iterable[Any]:
        """The account's name with the entries of each job, which differ in their place only."""
        answer, jobs = page.json(), dict[Any, list[Any]]()
        for number, entry in enumerate(answer["jobs"]):
            code = entry.get("shortcode") if isinstance(entry, dict) else None
            jobs.setdefault(code or number, []).append(entry)
        yield from ((answer.get("name"), entries) for entries in jobs.values())

    def record(self, block: Any, page: Page) -> Record:
        """The job that the entries are about."""
        name, entries = block
        job, places = entries[0], [place for entry in entries for place in entry.get("locations") or [entry]]
        stated = {
            "identifier": job["shortcode"],
            "title": job["title"],
            "description": "\n".join(filter(None, map(job.get, ("description", "requirements", "benefits")))),
            "hiring_organization": name or self.organization,
            "job_location": [_address(place) for place in places],
            "country": next((place.get("countryCode") for place in places), None),
            "remote": job.get("telecommuting"),
            "date_posted": job.get("published_on") or job.get("created_at"),
            "employment_type": job.get("employment_type"),
            "occupation": job.get("department") or job.get("function"),
            "industry": job.get("industry"),
            "seniority": seniority(job.get("experience")),
            "education_level": job.get("education"),
            "url": job["url"],
        }
        return JobPosting.model_validate(stated)


def _address(place: Mapping[str, Any]) -> dict[str, Any]:
    region = place.get("region") or place.get("state")
    return {"addressLocality": place.get("city"), "addressRegion": region, "addressCountry": place.get("country")}
