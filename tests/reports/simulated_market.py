"""Market frames for tests: from a few stated rows, or drawn from a market whose truth is known."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import duckdb
import numpy as np
import pandas as pd

from warehouse.frames import Market

AS_OF = date(2026, 11, 23)
TEXT, COUNT, NUMBER, TRUTH, DAY = "string", "Int64", "Float64", "boolean", "datetime64[s]"
POSTINGS = {
    **dict.fromkeys(("posting_id", "pay_low", "pay_high"), COUNT),
    **dict.fromkeys(("source", "identifier", "title", "hiring_organization", "employer_key", "url"), TEXT),
    **dict.fromkeys(("job_location", "country", "subdivision", "industry", "occupation", "seniority"), TEXT),
    **dict.fromkeys(("education_level", "employment_type", "pay_unit", "pay_currency", "language"), TEXT),
    **dict.fromkeys(("archive", "text_key", "vacancy"), TEXT),
    **dict.fromkeys(("occupation_uri", "isco_group", "onet_soc", "nace_section", "naics"), TEXT),
    "occupation_score": NUMBER,
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
    **dict.fromkeys(("robots", "closing", "publisher", "terms_url", "warnings"), TEXT),
    "as_of": DAY,
    **dict.fromkeys(
        ("retention_days", "expected", "fetched", "parsed", "inserted", "updated", "unchanged", "rejected"), COUNT
    ),
    **dict.fromkeys(("quarantined", "stale"), TRUTH),
}
SPAN = {"matched_text": TEXT, "start": COUNT, "end": COUNT, "field": TEXT}
FRAMES: dict[str, dict[str, str]] = {
    "runs": RUNS,
    "rejects": {"source": TEXT, "as_of": DAY, "stage": TEXT, "reason": TEXT, "count": COUNT},
    "postings": POSTINGS,
    "offers": OFFERS,
    "earlier_offers": {
        "offer_id": COUNT,
        "price": NUMBER,
        **dict.fromkeys(("price_currency", "price_kind", "price_unit"), TEXT),
    },
    "posting_skills": {"posting_id": COUNT, "concept_uri": TEXT, **SPAN},
    "offer_skills": {"offer_id": COUNT, "concept_uri": TEXT, **SPAN},
    "posting_credentials": {"posting_id": COUNT, "credential": TEXT, "issuer": TEXT, "requirement": TEXT, **SPAN},
    "offer_credentials": {"offer_id": COUNT, "credential": TEXT, "issuer": TEXT},
    "skills": dict.fromkeys(
        ("concept_uri", "preferred_label", "skill_type", "group_uri", "group_label", "parent_group_uri"), TEXT
    )
    | {"parent_group_label": TEXT},
    "credential_list": dict.fromkeys(("credential", "issuer", "credential_type", "field", "url"), TEXT),
    "occupations": dict.fromkeys(("isco_group", "preferred_label"), TEXT),
    "industries": dict.fromkeys(("nace_section", "preferred_label"), TEXT),
    "methods": {"name": TEXT, "made_of": TEXT, "posting_count": COUNT, "offer_count": COUNT},
}
Row = Mapping[str, Any]


def frame(name: str, rows: Iterable[Row] = ()) -> pd.DataFrame:
    """The frame `name` of a Market with `rows`, typed; what a row leaves out is null."""
    return pd.DataFrame(list(rows), columns=list(FRAMES[name])).astype(FRAMES[name])


def market(
    postings: Iterable[Row] = (), offers: Iterable[Row] = (), as_of: date = AS_OF, **others: Iterable[Row]
) -> Market:
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
    frames = {name: frame(name, rows.get(name, ())) for name in FRAMES}
    return Market(as_of=as_of, sample=False, facts=duckdb.connect(), **frames)


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


class Truth(NamedTuple):
    """What a simulated market was drawn from: skills, the share of vacancies naming each, and their gaps."""

    skills: list[str]
    share: np.ndarray
    gap: np.ndarray


class Size(NamedTuple):
    """How many units a side has, of how many organisations (of log-normal sizes), and how alike one's units are."""

    units: int
    organizations: int
    likeness: float = 0.05  # intra-class correlation of naming a skill


def simulated(seed: int, demand: Size, supply: Size, skills: int = 120, spread: float = 0.6) -> tuple[Market, Truth]:
    """One place in which organisations name skills with leanings of their own.

    The log-odds of naming a skill differ between the sides by its group's (one of 10) and its own part, both normal of
    variance `spread`²/2. An organisation's probability of naming a skill is beta about the side's, and its units name
    skills independently, about 5; so shares and prominences are known.
    """
    rng = np.random.default_rng(seed)
    group = np.arange(skills) % 10
    popularity = rng.normal(0, 0.7, skills)
    lean = rng.normal(0, spread / 2**0.5, 10)[group] + rng.normal(0, spread / 2**0.5, skills)
    odds = (np.exp(popularity + lean / 2), np.exp(popularity - lean / 2))
    asked, taught = (np.minimum(5 * x / x.sum(), 0.8) for x in odds)
    labels = [f"skill {n:03d}" for n in range(skills)]
    frames = {name: frame(name) for name in FRAMES}
    frames |= _side(rng, asked, demand, labels, ("postings", "posting_skills", "posting_id", "employer_key"))
    frames |= _side(rng, taught, supply, labels, ("offers", "offer_skills", "offer_id", "provider_key"))
    concepts = {"concept_uri": [uri(label) for label in labels], "preferred_label": labels}
    nodes = {"group_uri": [f"g{g}" for g in group], "parent_group_uri": [f"G{g % 3}" for g in group]}
    frames["skills"] = _typed("skills", concepts | nodes)
    gap = np.log(_prominence(asked)) - np.log(_prominence(taught))
    return Market(AS_OF, False, facts=duckdb.connect(), **frames), Truth(labels, asked, gap)


def _prominence(named: np.ndarray) -> np.ndarray:
    """Expected share of the side's units that goes to each skill: E[1/(1+K)] = ∫ Π(1 − p + p·z) dz over the others."""
    node, weight = np.polynomial.legendre.leggauss(40)
    z, weight = (node + 1) / 2, weight / 2
    factor = 1 - named[:, None] + named[:, None] * z
    units = named * (factor.prod(axis=0) / factor * weight).sum(axis=1)
    return units / units.sum()


def _side(
    rng: np.random.Generator, named: np.ndarray, size: Size, labels: list[str], names: tuple[str, str, str, str]
) -> dict[str, pd.DataFrame]:
    records, mentions, key, organization = names
    strength = 1 / size.likeness - 1
    own = rng.beta(named * strength, (1 - named) * strength, size=(size.organizations, len(named)))
    weight = rng.lognormal(0, 1, size.organizations)
    of = rng.choice(size.organizations, size.units, p=weight / weight.sum())
    unit, skill = np.nonzero(rng.random((size.units, len(named))) < own[of])
    numbers = np.arange(size.units)
    seen = {"first_seen": pd.Timestamp(AS_OF), "last_seen": pd.Timestamp(AS_OF), "open": True, "source": "simulated"}
    rows = {key: numbers, "identifier": [f"{n:06d}" for n in numbers], organization: [f"o{n}" for n in of], **seen}
    return {
        records: _typed(records, rows),
        mentions: _typed(mentions, {key: unit, "concept_uri": np.array([uri(label) for label in labels])[skill]}),
    }


def _typed(name: str, columns: Mapping[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(columns).reindex(columns=list(FRAMES[name])).astype(FRAMES[name])
