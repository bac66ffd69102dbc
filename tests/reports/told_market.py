"""A small fictional market to tell about: 22 weeks, two catalogues, known extremes, texts with their spans."""

from datetime import date, timedelta
from random import Random
from typing import Any

import duckdb

from tests.reports.simulated_market import AS_OF, FRAMES, frame, uri
from warehouse.frames import Market

SKILLS = (  # label, share of postings asking it in the first and last week, share of offers teaching it
    *(
        ("SQL", 0.42, 0.42, 0.30),
        ("care planning", 0.30, 0.30, 0.0),
        ("C++", 0.10, 0.10, 0.08),
        ("graphic design", 0.03, 0.03, 0.55),
    ),
    *(
        ("Kubernetes", 0.05, 0.45, 0.10),
        ("data entry", 0.40, 0.06, 0.10),
        ("first aid", 0.15, 0.15, 0.12),
        ("welding", 0.01, 0.01, 0.05),
    ),
    *(
        ("origami", 0.0, 0.0, 0.12),
        ("project management", 0.35, 0.35, 0.35),
        ("machine learning", 0.12, 0.12, 0.40),
        ("phlebotomy", 0.12, 0.12, 0.01),
    ),
    *(("negotiate supplier arrangements and contracts for logistics", 0.08, 0.08, 0.03), ("Excel", 0.25, 0.25, 0.22)),
)
CREDENTIALS = (
    ("Certified Data Steward", "Harbour Institute", 0.10),
    ("First Aid Certificate", "Northwind Relief", 0.05),
    ("C++ Practitioner", "Tessel", 0.01),
)
EMPLOYERS = tuple(
    f"{name} {kind}"
    for name in ("Aldermoor", "Brightwater", "Corvane", "Dunmarch", "Elmstead")
    for kind in ("Health", "Freight", "Labs", "Foods")
)
PROVIDERS = (
    "Harbour Institute",
    "Tessel Academy",
    "Northwind College",
    "Quillon",
    "Marlow University",
    "Openfield",
    "Sable School",
)
PLACES = (
    ("US", "US-NY", "Albany, NY"),
    ("US", "US-CA", "Fresno, CA"),
    ("GB", None, "Leeds"),
    ("DE", None, "Kassel"),
    (None, None, None),
)
WEEKS = 22
Rows = dict[str, list[dict[str, Any]]]


def told_market(
    seed: int = 7, as_of: date = AS_OF, postings: int = 1_100, offers: int = 90, sample: bool = True
) -> Any:
    """A Market whose texts name what its mentions say. The same arguments give the same market."""
    random = Random(seed)
    rows: Rows = {name: [] for name in FRAMES}
    texts: dict[str, dict[int, str]] = {"job_posting": {}, "credential": {}}
    for number in range(postings):
        _posting(rows, texts["job_posting"], random, number, as_of)
    for number in range(offers):
        _offer(rows, texts["credential"], random, number, as_of)
    rows["skills"] = [
        {
            "concept_uri": uri(name),
            "preferred_label": name,
            "skill_type": "knowledge",
            "group_uri": "g",
            "group_label": "all skills",
        }
        for name, *_ in SKILLS
    ]
    rows["credential_list"] = [{"credential": name, "issuer": issuer} for name, issuer, _ in CREDENTIALS]
    read = {"posting_count": postings, "offer_count": offers}
    rows["methods"] = [{"name": "esco-1.1.1-0f3c", "made_of": "esco-1.1.1", **read}] if postings or offers else []
    rows["runs"] = list(_runs(as_of)) if postings or offers else []
    rows["rejects"] = (
        [{"source": "northboard", "as_of": as_of, "stage": "parse", "reason": "missing key 'title'", "count": 3}]
        if postings
        else []
    )
    frames = {name: frame(name, rows[name]) for name in FRAMES}
    market: Any = Market(as_of=as_of, sample=sample, facts=duckdb.connect(), **frames)
    market.texts = lambda kind, ids: {i: texts[kind][i] for i in ids}
    return market


HOSTILE = (
    "</script><script>window.pwned = 1</script>",
    '"><img src=x onerror="window.pwned = 1">',
    "' onmouseover='window.pwned = 1",
    "{{ 7 * 7 }} {% raw %}",
    '=HYPERLINK("http://evil.test";"x")',
    "\u2028<!--<script>",
    "\u202egnihton",
)
HOSTILE_LINKS = (
    "javascript:window.pwned=1",
    "data:text/html,<script>window.pwned=1</script>",
    'http://evil.test/"onmouseover="window.pwned=1',
    " javascript:window.pwned=1",
    "https://jobs.test/1?a=1&b=<b>",
    "vbscript:x",
    "//evil.test",
)


def hostile_market() -> Any:
    """The told market, with hostile words wherever a source or a user could put some."""
    market = told_market(postings=400, offers=60)
    words = [HOSTILE[i % len(HOSTILE)] for i in range(400)]
    links = [HOSTILE_LINKS[i % len(HOSTILE_LINKS)] for i in range(400)]
    for column in ("title", "hiring_organization", "employer_key", "job_location", "industry", "identifier"):
        market.postings[column] = market.postings[column] + " " + words
    market.postings["archive"], market.postings["url"] = words, links
    for column in ("name", "offered_by", "provider_key", "provider_kind", "identifier", "credential_type"):
        market.offers[column] = market.offers[column] + " " + words[:60]
    market.offers["url"] = links[:60]
    market.skills["preferred_label"] = words[: len(market.skills)] + market.skills["preferred_label"]
    market.posting_credentials["credential"] = HOSTILE[0] + market.posting_credentials["credential"]
    market.posting_credentials["issuer"] = HOSTILE[1]
    market.runs["reason"] = market.runs["attribution"] = market.runs["licence"] = market.runs["robots"] = HOSTILE[0]
    market.runs["publisher"] = market.runs["warnings"] = HOSTILE[1]
    market.runs["terms_url"] = links[0]
    market.rejects["reason"] = HOSTILE[1]
    wrapped = market.texts
    market.texts = lambda kind, ids: {
        i: text.replace("day to day", HOSTILE[0]) for i, text in wrapped(kind, ids).items()
    }
    return market


def _named(text: str, words: list[str]) -> tuple[str, list[dict[str, Any]]]:
    spans = []
    for word in words:
        text += " We look for people who know "
        spans.append({"matched_text": word, "start": len(text), "end": len(text) + len(word), "field": "description"})
        text += word + ", day to day. "
    return text, spans


def _posting(rows: Rows, texts: dict[int, str], random: Random, number: int, as_of: date) -> None:
    week = random.randrange(WEEKS)
    at = week / (WEEKS - 1)
    asked = [name for name, first, last, _ in SKILLS if random.random() < first + (last - first) * at]
    employer = random.choice(EMPLOYERS)
    country, subdivision, place = random.choice(PLACES)
    texts[number], spans = _named(f"{employer} is hiring.\nA good place to work.", asked)
    seen = as_of - timedelta(weeks=WEEKS - 1 - week)
    rows["postings"].append(
        {
            "posting_id": number,
            "source": random.choice(("northboard", "southboard", "eastboard")),
            "identifier": f"j{number}",
            "title": f"{random.choice(('Analyst', 'Nurse', 'Planner'))} {number}",
            "hiring_organization": employer,
            "employer_key": employer.lower(),
            "url": f"https://jobs.test/{number}",
            "job_location": place,
            "country": country,
            "subdivision": subdivision,
            "remote": place is None,
            "date_posted": seen,
            "first_seen": seen,
            "last_seen": as_of,
            "open": True,
            "archive": f"northboard/{as_of}",
            "vacancy": f"v{number}",
            "pay_low": 52_000,
            "pay_high": 61_000,
            "pay_unit": "year",
            "pay_currency": "USD",
            "industry": "health",
        }
    )
    rows["posting_skills"] += [
        {"posting_id": number, "concept_uri": uri(n), **s} for n, s in zip(asked, spans, strict=True)
    ]
    for name, issuer, often in CREDENTIALS:
        if random.random() < often:
            start = len(texts[number]) + len(" You hold a ")
            texts[number] += f" You hold a {name}."
            span = {"matched_text": name, "start": start, "end": start + len(name), "field": "description"}
            requirement = random.choice(("required", "required", "preferred", "mentioned"))
            rows["posting_credentials"].append(
                {"posting_id": number, "credential": name, "issuer": issuer, "requirement": requirement, **span}
            )


def _offer(rows: Rows, texts: dict[int, str], random: Random, number: int, as_of: date) -> None:
    taught = [name for name, _, _, share in SKILLS if random.random() < share]
    provider = PROVIDERS[0] if "machine learning" in taught and random.random() < 0.7 else random.choice(PROVIDERS)
    texts[number], spans = _named("A short course.", taught)
    rows["offers"].append(
        {
            "offer_id": number,
            "source": random.choice(("learnhub", "openfield")),
            "identifier": f"c{number}",
            "name": f"Course {number}",
            "offered_by": provider,
            "provider_key": provider.lower(),
            "provider_kind": "platform",
            "credential_type": "micro-credential",
            "url": f"https://courses.test/{number}",
            "delivery_mode": "online",
            "duration_hours": 20.0,
            "price": 49.0,
            "price_currency": "USD",
            "price_kind": "one-time",
            "first_seen": as_of - timedelta(weeks=9),
            "last_seen": as_of,
            "open": True,
            "offer": f"o{number}",
        }
    )
    rows["offer_skills"] += [
        {"offer_id": number, "concept_uri": uri(n), **s} for n, s in zip(taught, spans, strict=True)
    ]


def _runs(as_of: date) -> Any:
    sides = {
        "northboard": "demand",
        "southboard": "demand",
        "eastboard": "demand",
        "learnhub": "supply",
        "openfield": "supply",
    }
    for week in range(WEEKS):
        for source, side in sides.items():
            status = (
                "partial"
                if (source, week) == ("eastboard", 4)
                else "blocked"
                if (source, week) == ("openfield", WEEKS - 1)
                else "complete"
            )
            yield {
                "source": source,
                "side": side,
                "platform": "greenhouse",
                "basis": "simulated",
                "publisher": source.title(),
                "terms_url": f"https://{source}.example/terms",
                "licence": "CC0-1.0",
                "retention_days": 730,
                "expected": 63,
                "warnings": None,
                "attribution": f"{source}, fictional",
                "as_of": as_of - timedelta(weeks=WEEKS - 1 - week),
                "status": status,
                "reason": None if status == "complete" else f"the run was {status}",
                "robots": "allowed",
                "closing": "shown",
                "fetched": 63,
                "parsed": 60,
                "inserted": 20,
                "updated": 5,
                "unchanged": 35,
                "rejected": 3,
                "quarantined": False,
                "stale": (source, week) == ("openfield", WEEKS - 1),
            }
