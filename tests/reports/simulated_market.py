"""Market frames for tests: from a few stated rows, or drawn from a market whose truth is known."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import SimpleNamespace
from typing import Any

import pandas as pd

AS_OF = date(2026, 11, 23)
TEXT, COUNT, NUMBER, TRUTH, DAY = "string", "Int64", "Float64", "boolean", "datetime64[s]"
POSTINGS = {
    **dict.fromkeys(("posting_id", "pay_low", "pay_high"), COUNT),
    **dict.fromkeys(("source", "identifier", "title", "hiring_organization", "employer_key", "url"), TEXT),
    **dict.fromkeys(("job_location", "country", "subdivision", "industry", "occupation", "seniority"), TEXT),
    **dict.fromkeys(("education_level", "employment_type", "pay_unit", "pay_currency", "language"), TEXT),
    **dict.fromkeys(("archive", "text_key", "vacancy"), TEXT),
    **dict.fromkeys(("is_agency", "remote", "open"), TRUTH),
    **dict.fromkeys(("date_posted", "valid_through", "first_seen", "last_seen"), DAY),
}
OFFERS = {
    "offer_id": COUNT,
    **dict.fromkeys(("source", "identifier", "name", "offered_by", "provider_key", "provider_kind"), TEXT),
    **dict.fromkeys(("credential_type", "url", "level", "delivery_mode", "pacing", "country", "subdivision"), TEXT),
    **dict.fromkeys(("duration_hours", "duration_weeks", "pace_hours_per_week", "price", "credit_value"), NUMBER),
    **dict.fromkeys(("price_currency", "price_kind", "price_unit", "accredited_by", "credit_unit"), TEXT),
    **dict.fromkeys(("stackable_into", "same_as", "offer"), TEXT),
    "rating": NUMBER,
    **dict.fromkeys(("rating_count", "enrolled_count"), COUNT),
    **dict.fromkeys(("date_published", "first_seen", "last_seen"), DAY),
    "open": TRUTH,
}
RUNS = {
    **dict.fromkeys(("source", "side", "platform", "basis", "licence", "attribution", "status", "reason"), TEXT),
    **dict.fromkeys(("robots", "closing"), TEXT),
    "as_of": DAY,
    **dict.fromkeys(("fetched", "parsed", "inserted", "updated", "unchanged", "rejected"), COUNT),
    **dict.fromkeys(("quarantined", "stale"), TRUTH),
}
SPAN = {"matched_text": TEXT, "start": COUNT, "end": COUNT, "field": TEXT}
FRAMES: dict[str, dict[str, str]] = {
    "runs": RUNS,
    "rejects": {"source": TEXT, "as_of": DAY, "stage": TEXT, "reason": TEXT, "count": COUNT},
    "postings": POSTINGS,
    "offers": OFFERS,
    "posting_skills": {"posting_id": COUNT, "concept_uri": TEXT, **SPAN},
    "offer_skills": {"offer_id": COUNT, "concept_uri": TEXT, **SPAN},
    "posting_credentials": {"posting_id": COUNT, "credential": TEXT, "issuer": TEXT, "requirement": TEXT, **SPAN},
    "offer_credentials": {"offer_id": COUNT, "credential": TEXT, "issuer": TEXT},
    "skills": dict.fromkeys(
        ("concept_uri", "preferred_label", "skill_type", "group_uri", "group_label", "parent_group_uri"), TEXT
    )
    | {"parent_group_label": TEXT},
    "credential_list": dict.fromkeys(("credential", "issuer", "credential_type", "field", "url"), TEXT),
}
Row = Mapping[str, Any]


def frame(name: str, rows: Iterable[Row] = ()) -> pd.DataFrame:
    """The frame `name` of a Market with `rows`, typed; what a row leaves out is null."""
    return pd.DataFrame(list(rows), columns=list(FRAMES[name])).astype(FRAMES[name])


def market(
    postings: Iterable[Row] = (), offers: Iterable[Row] = (), as_of: date = AS_OF, **others: Iterable[Row]
) -> Any:
    """A Market of stated postings and offers, each with its `skills` (labels), and rows of other frames by name.

    A posting is open, by employer `e`, of source `jobs`, in no cluster, unless it says otherwise; an offer is open,
    by provider `p`, of source `courses`.
    """
    jobs = [_posting(number, dict(row), as_of) for number, row in enumerate(postings)]
    courses = [_offer(number, dict(row), as_of) for number, row in enumerate(offers)]
    labels = {label for row in (*jobs, *courses) for label in row["skills"]}
    rows: dict[str, Iterable[Row]] = {
        "postings": [{k: v for k, v in row.items() if k in POSTINGS} for row in jobs],
        "offers": [{k: v for k, v in row.items() if k in OFFERS} for row in courses],
        "posting_skills": [{"posting_id": r["posting_id"], "concept_uri": uri(s)} for r in jobs for s in r["skills"]],
        "offer_skills": [{"offer_id": r["offer_id"], "concept_uri": uri(s)} for r in courses for s in r["skills"]],
        "posting_credentials": [{"posting_id": r["posting_id"], **c} for r in jobs for c in r.get("credentials", ())],
        "offer_credentials": [{"offer_id": r["offer_id"], **c} for r in courses for c in r.get("credentials", ())],
        "skills": [
            {"concept_uri": uri(s), "preferred_label": s, "group_uri": "g", "parent_group_uri": "G"}
            for s in sorted(labels)
        ],
    } | others
    return SimpleNamespace(as_of=as_of, sample=False, **{name: frame(name, rows.get(name, ())) for name in FRAMES})


def uri(label: str) -> str:
    """The concept of a skill that is called `label`."""
    return f"https://esco.test/{label}"


def _posting(number: int, row: dict[str, Any], as_of: date) -> dict[str, Any]:
    row = {"employer_key": "e", "source": "jobs", "open": True, "first_seen": as_of, "last_seen": as_of, **row}
    row.setdefault("hiring_organization", row["employer_key"])
    return {"posting_id": number, "identifier": f"j{number:06d}", "skills": [], **row}


def _offer(number: int, row: dict[str, Any], as_of: date) -> dict[str, Any]:
    row = {"provider_key": "p", "source": "courses", "open": True, "first_seen": as_of, "last_seen": as_of, **row}
    row.setdefault("offered_by", row["provider_key"])
    return {"offer_id": number, "identifier": f"c{number:06d}", "name": f"Course {number}", "skills": [], **row}
