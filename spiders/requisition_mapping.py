"""A requisition of Oracle Recruiting Cloud as our record, from a list or from an answer of its own."""

import re
from collections.abc import Mapping
from typing import Any

from spiders.vocabulary import remote
from warehouse.records import JobPosting

_TEXTS = ("ExternalDescriptionStr", "ExternalResponsibilitiesStr", "ExternalQualificationsStr")
_PAY = re.compile(r"\bpay\b|salary|compensation|\bwage", re.I)
_FIRST_OF = {
    "country": ("PrimaryLocationCountry",),
    "date_posted": ("ExternalPostedStartDate", "PostedDate"),
    "valid_through": ("ExternalPostedEndDate", "PostingEndDate"),
    "employment_type": ("JobSchedule", "JobType", "WorkerType"),
    "occupation": ("Category", "JobFamily", "JobFunction", "Department"),
    "education_level": ("StudyLevel",),
}


def requisition(block: Mapping[str, Any], url: str, organization: str | None) -> JobPosting:
    """The posting at `url`. Its text stands in three parts, its pay, if anywhere, in fields that the employer named.

    Raises `KeyError` without number or title.
    """
    own = [field for field in block.get("requisitionFlexFields") or () if field.get("Value")]
    stated = {
        "identifier": block["Id"],
        "title": block["Title"],
        "description": "\n".join(filter(None, map(block.get, _TEXTS))) or block.get("ShortDescriptionStr"),
        "hiring_organization": organization,
        "job_location": [block.get("PrimaryLocation"), *(p["Name"] for p in block.get("secondaryLocations") or ())],
        "remote": remote(block.get("WorkplaceType")),
        "base_salary": "; ".join(f"{f['Prompt']}: {f['Value']}" for f in own if _PAY.search(str(f.get("Prompt")))),
        "url": url,
    }
    chosen = {ours: next(filter(None, map(block.get, keys)), None) for ours, keys in _FIRST_OF.items()}
    return JobPosting.model_validate(stated | chosen)
