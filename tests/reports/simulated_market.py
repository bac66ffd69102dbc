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
    **dict.fromkeys(("stackable_into", "career_support", "industry_partners", "same_as", "offer", "archive"), TEXT),
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
    """What a simulated market was drawn from.

    - skills, by label: share of vacancies naming it (all, and by place), weighted_share (were both places of one size),
      slope (change of the share a week), gap; by place a column of PLACES
    - credentials, by name: share, pay_ratio (median pay of vacancies naming it to others')
    - prices, by type of credential: median
    """

    skills: pd.DataFrame
    credentials: pd.DataFrame
    prices: pd.DataFrame


class Size(NamedTuple):
    """How many units a side has, of how many organisations, how alike one's units are, and how unequal their sizes."""

    units: int
    organizations: int
    likeness: float = 0.05  # intra-class correlation of naming a skill
    inequality: float = 1.0  # standard deviation of the logarithm of an organisation's size
    flood: int = 0  # further units, all of one organisation


PLACES = {"XA": 0.3, "XB": 0.7}  # share of the vacancies
SECTIONS = ("J", "Q")  # of industry, one for each place
WEEKS = 26
CREDENTIALS = {"alpha": (0.05, 1.0), "beta": (0.15, 1.2), "gamma": (0.3, 0.9)}  # share, ratio of pay
PRICES = {"badge": 50.0, "certificate": 200.0, "course": 400.0, "degree": 9_000.0}


def simulated(seed: int, demand: Size, supply: Size, skills: int = 120, spread: float = 0.6) -> tuple[Market, Truth]:
    """A market in which organisations name skills with leanings of their own, about 4 in a vacancy and 5 in an offer.

    The log-odds of naming a skill differ between the sides by its group's (one of 10) and its own part, both normal of
    variance `spread`²/2. An organisation's probability of naming a skill is beta about the side's, and its units name
    skills independently. Of a vacancy's mentions a part is lost that depends on its place, and for every third skill on
    its week, the first of 26 or the last having least: so shares, quotients, slopes and prominences are known.
    """
    rng = np.random.default_rng(seed)
    group = np.arange(skills) % 10
    popularity = rng.normal(0, 0.7, skills)
    lean = rng.normal(0, spread / 2**0.5, 10)[group] + rng.normal(0, spread / 2**0.5, skills)
    odds = (np.exp(popularity + lean / 2), np.exp(popularity - lean / 2))
    asked, taught = (np.minimum(5 * x / x.sum(), 0.8) for x in odds)
    of_place = rng.uniform(0.5, 1, (len(PLACES), skills))
    rising = np.where(np.arange(skills) % 3 == 0, np.sign(popularity - 0.2), 0)  # per week, of the most that is kept
    of_week = 1 - np.abs(rising) * 0.3 + rising * 0.6 * (np.arange(WEEKS)[:, None] / (WEEKS - 1) - 0.5)
    kept = of_place[:, None] * of_week[None]
    labels = np.array([f"skill {n:03d}" for n in range(skills)])
    frames = {name: frame(name) for name in FRAMES}
    frames |= _demand(rng, asked, kept, demand, labels) | _supply(rng, taught, supply, labels)
    nodes = {"group_uri": [f"g{g}" for g in group], "parent_group_uri": [f"G{g % 3}" for g in group]}
    frames["skills"] = _typed("skills", {"concept_uri": _uris(labels), "preferred_label": labels} | nodes)
    days = pd.Timestamp(AS_OF) - pd.to_timedelta(7 * np.arange(WEEKS + 1), unit="D")
    frames["runs"] = _typed("runs", {"source": "jobs", "side": "demand", "status": "complete", "as_of": days})
    market = Market(as_of=AS_OF, sample=False, facts=duckdb.connect(), **frames)
    return market, _truth(labels, asked, taught, kept)


MEDIAN_LIFE = 40.0
FIRST_BORN = 300  # days before the report


def living(seed: int, demand: Size) -> Market:
    """Ads of which half live 39½ days, log-normal, an employer's alike; shown by weekly runs, the first 26 weeks ago.

    40 is then the first whole age that at most half of them outlive, and no toss between two.
    """
    rng = np.random.default_rng(seed)
    weight = rng.lognormal(0, demand.inequality, demand.organizations)
    of = rng.choice(demand.organizations, demand.units, p=weight / weight.sum())
    luck = rng.normal(0, 0.35, demand.organizations)[of] + rng.normal(0, 0.6, demand.units)
    born = rng.integers(-FIRST_BORN, 1, demand.units)
    died = born + (MEDIAN_LIFE - 0.5) * np.exp(luck)
    first, last = (np.maximum(7 * np.ceil(born / 7), -7.0 * WEEKS), np.minimum(7 * np.floor(died / 7), 0))
    seen = first <= last
    today = pd.Timestamp(AS_OF)
    rows = _units("posting_id", "employer_key", of[seen]) | {"source": "jobs", "open": died[seen] > 0}
    days = {"date_posted": born, "first_seen": first, "last_seen": last}
    rows |= {name: today + pd.to_timedelta(day[seen], unit="D") for name, day in days.items()}
    runs = today - pd.to_timedelta(7 * np.arange(WEEKS + 1), unit="D")
    frames = {name: frame(name) for name in FRAMES} | {"postings": _typed("postings", rows)}
    frames["runs"] = _typed("runs", {"source": "jobs", "side": "demand", "status": "complete", "as_of": runs})
    return Market(as_of=AS_OF, sample=False, facts=duckdb.connect(), **frames)


def _truth(labels: np.ndarray, asked: np.ndarray, taught: np.ndarray, kept: np.ndarray) -> Truth:
    """`kept`: place × week × skill, the part of mentions that is kept."""
    share_of = np.array(list(PLACES.values()))
    by_place = asked * kept.mean(axis=1)
    cells, weight = (asked * kept).reshape(-1, len(asked)), np.repeat(share_of / WEEKS, WEEKS)
    skills = {
        "all": share_of @ by_place,
        **dict(zip(PLACES, by_place, strict=True)),
        "weighted_share": by_place.mean(axis=0),
        "slope": asked * (share_of @ (kept[:, -1] - kept[:, 0])) / (WEEKS - 1),
        "gap": np.log(_prominence(cells, weight)) - np.log(_prominence(taught[None], np.ones(1))),
    }
    return Truth(
        pd.DataFrame(skills, index=labels),
        pd.DataFrame(CREDENTIALS.values(), index=list(CREDENTIALS), columns=["share", "pay_ratio"]),
        pd.DataFrame({"median": PRICES}),
    )


def _prominence(named: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Expected share of units that goes to each skill, in cells of units alike (cell × skill) of some weight.

    A unit goes to its 1 + K skills evenly: E[1/(1+K)] = ∫ Π(1 − p + p·z) dz over the others.
    """
    node, node_weight = np.polynomial.legendre.leggauss(40)
    z = (node + 1) / 2
    factor = 1 - named[..., None] + named[..., None] * z
    units = weight @ (named * (factor.prod(axis=1, keepdims=True) / factor @ (node_weight / 2)))
    return np.asarray(units / units.sum())


def _demand(
    rng: np.random.Generator, asked: np.ndarray, kept: np.ndarray, size: Size, labels: np.ndarray
) -> dict[str, pd.DataFrame]:
    of, named = _named(rng, asked, size)
    place, week = rng.choice(len(PLACES), len(of), p=list(PLACES.values())), rng.integers(WEEKS, size=len(of))
    named &= rng.random(named.shape) < kept[place, week]
    share, ratio = (np.array(column) for column in zip(*CREDENTIALS.values(), strict=True))
    holds = rng.random((len(of), len(share))) < _leanings(rng, share, size)[of]
    luck = rng.normal(0, 0.2, size.organizations + 1)[of] + rng.normal(0, 0.3, len(of))
    pay = np.round(50_000 * np.exp(holds @ np.log(ratio) + luck))
    first = pd.Timestamp(AS_OF) - pd.to_timedelta(7 * (WEEKS - 1 - week), unit="D")
    rows = _units("posting_id", "employer_key", of) | {"source": "jobs", "first_seen": first, "isco_group": "2512"}
    rows |= {"country": np.array(list(PLACES))[place], "nace_section": np.array(SECTIONS)[place]}
    rows |= {"pay_low": pay, "pay_high": pay, "pay_unit": "year", "pay_currency": "USD"}
    unit, credential = np.nonzero(holds)
    said = {"posting_id": unit, "credential": np.array(list(CREDENTIALS))[credential], "requirement": "required"}
    return {
        "postings": _typed("postings", rows),
        "posting_skills": _mentions("posting_skills", "posting_id", named, labels),
        "posting_credentials": _typed("posting_credentials", said),
    }


def _supply(rng: np.random.Generator, taught: np.ndarray, size: Size, labels: np.ndarray) -> dict[str, pd.DataFrame]:
    of, named = _named(rng, taught, size)
    kind = rng.integers(len(PRICES), size=len(of))
    spread = 0.5 * (rng.normal(size=size.organizations + 1)[of] + rng.normal(size=len(of)))
    rows = _units("offer_id", "provider_key", of) | {"source": "courses", "first_seen": pd.Timestamp(AS_OF)}
    rows |= {"credential_type": np.array(list(PRICES))[kind], "price_currency": "USD"}
    rows |= {"price": np.array(list(PRICES.values()))[kind] * np.exp(spread)}
    return {
        "offers": _typed("offers", rows),
        "offer_skills": _mentions("offer_skills", "offer_id", named, labels),
    }


def _leanings(rng: np.random.Generator, share: np.ndarray, size: Size) -> np.ndarray:
    """Each organisation's own probabilities, beta about `share`."""
    strength = 1 / size.likeness - 1
    return rng.beta(share * strength, (1 - share) * strength, size=(size.organizations + 1, len(share)))


def _named(rng: np.random.Generator, share: np.ndarray, size: Size) -> tuple[np.ndarray, np.ndarray]:
    """The organisation of each unit, and which skills it names."""
    weight = rng.lognormal(0, size.inequality, size.organizations)
    of = rng.choice(size.organizations, size.units, p=weight / weight.sum())
    of = np.append(of, np.full(size.flood, size.organizations))
    return of, rng.random((len(of), len(share))) < _leanings(rng, share, size)[of]


def _units(key: str, organization: str, of: np.ndarray) -> dict[str, Any]:
    numbers = np.arange(len(of))
    seen = {"last_seen": pd.Timestamp(AS_OF), "open": True}
    return {key: numbers, "identifier": np.char.mod("%06d", numbers), organization: np.char.mod("o%03d", of), **seen}


def _mentions(name: str, key: str, named: np.ndarray, labels: np.ndarray) -> pd.DataFrame:
    unit, skill = np.nonzero(named)
    return _typed(name, {key: unit, "concept_uri": _uris(labels)[skill]})


def _uris(labels: np.ndarray) -> np.ndarray:
    return np.array([uri(label) for label in labels])


def _typed(name: str, columns: Mapping[str, Any]) -> pd.DataFrame:
    return pd.DataFrame(columns).reindex(columns=list(FRAMES[name])).astype(FRAMES[name])
