"""What is true of the fictional market, as rows: the oracle of the end-to-end test.

Expectations (of skills) come from the laws of `economy`, facts (of postings, offers and runs) from what was drawn.
"""

import gzip
import json
from collections.abc import Iterable, Iterator
from math import log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spiders.sample.answers import COLLAPSED, FAILED, has_broken_copy
from spiders.sample.economy import FEWEST, LIFE, RING_FENCED, WEEKS, Economy, monday
from spiders.sample.lexicon import Skill
from spiders.sample.offers import Offer, prepared_for
from spiders.sample.organizations import GIANT_SHARE, GIANTS
from spiders.sample.postings import Posting, posted, shown_employer
from spiders.sample.texts import contact
from spiders.sample.vacancies import CREDENTIALS
from spiders.sample.wire_courses import offer_identifier

if TYPE_CHECKING:
    from spiders.sample.market import SampleMarket

Row = dict[str, Any]
MARGIN = log(1.5)  # METHOD.md §4: a gap beyond it is underserved or saturated
_CLEAR = 2.8  # standard errors from a border at which four of five samples must tell the class
_CLUSTERING = 1.7  # rough design effect of employers and of providers


def tables(market: "SampleMarket") -> dict[str, list[Row]]:
    """All rows by table: skills, postings, offers, runs, contacts."""
    return {
        "skills": [*_skills(market)],
        "postings": [_posting(p) for p in market.postings],
        "offers": [*_offers(market)],
        "runs": [*_runs(market)],
        "contacts": [*_contacts(market)],
    }


def write(rows: dict[str, list[Row]], folder: Path) -> list[Path]:
    """Write each table as gzipped JSON Lines; the same rows give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, lines in rows.items():
        path = folder / f"{name}.jsonl.gz"
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        path.write_bytes(gzip.compress(text.encode(), mtime=0))
        paths.append(path)
    return paths


def naming_share(economy: Economy, skill: Skill, week: int) -> float:
    """The share of the vacancies first open in a week that name the skill."""
    share = 0.0
    for place, part in enumerate(economy.occupation_shares):
        skills, weights, most = economy.asked(place, week)
        share += part * sum(w for s, w in zip(skills, weights, strict=True) if s is skill) * (FEWEST + most) / 2
    return share


def _ages(newest_only: bool) -> list[float]:
    """Of the vacancies open at the newest crawl (or at any), the share that was first seen in each week."""
    kept = 1 - 1 / LIFE
    stay = [kept ** (WEEKS - 1 - week) if newest_only else 1.0 for week in range(WEEKS)]
    weights = [LIFE * stay[0], *stay[1:]]
    return [w / sum(weights) for w in weights]


def _skills(market: "SampleMarket") -> Iterator[Row]:
    economy = market.economy
    ages = {"stock": _ages(newest_only=True), "window": _ages(newest_only=False)}
    counts = {"stock": _open_vacancies(market), "window": len({p.vacancy.key for p in market.postings})}
    offered = sum(not o.resale_of for o in market.offers)
    for skill in economy.skills:
        by_week = [naming_share(economy, skill, week) for week in range(WEEKS)]
        row: Row = {
            "concept_uri": skill.concept_uri,
            "preferred_label": skill.preferred_label,
            "field": skill.field,
            "trend": skill.trend,
            "slope": (by_week[-1] - by_week[0]) / (WEEKS - 1),
            "log_ratio": log(by_week[-1] / by_week[0]),
            "flow_share_first": by_week[0],
            "flow_share_last": by_week[-1],
            "supply_prominence": economy.supply[skill],
            "expected_offers": economy.supply[skill] * offered * 4.5,
        }
        for view, weights in ages.items():
            named = sum(a * share for a, share in zip(weights, by_week, strict=True))
            asked = sum(a * economy.demand(skill, week) for week, a in enumerate(weights))
            gap = log(asked / economy.supply[skill])
            row |= {f"share_{view}": named, f"demand_prominence_{view}": asked, f"gap_{view}": gap}
            row |= {f"class_{view}": _class(skill, gap), f"expected_vacancies_{view}": named * counts[view]}
        yield row | {"clear": _is_clear(row)}


def _open_vacancies(market: "SampleMarket") -> int:
    return len({p.vacancy.key for p in market.postings if p.last_week == WEEKS - 1})


def _class(skill: Skill, gap: float) -> str:
    """The class of a skill's market (everywhere) that an endless sample would give."""
    if gap > MARGIN:
        return "underserved"
    if gap >= -MARGIN:
        return "balanced"
    if skill.field == RING_FENCED:
        return "dominated"
    return "contested" if skill.trend == "rising" else "saturated"


def _is_clear(row: Row) -> bool:
    """Whether the class should be seen in a sample of this size more often than not."""
    counts = row["expected_vacancies_stock"], row["expected_offers"]
    variance = sum(_CLUSTERING / (count + 0.5) for count in counts)
    if row["class_stock"] == "dominated":
        variance += len(GIANTS) * GIANT_SHARE**2  # what hangs on so few providers is hardly known
    distance = abs(abs(row["gap_stock"]) - MARGIN)
    return bool(distance > _CLEAR * sqrt(variance) and row["class_stock"] == row["class_window"])


def _posting(posting: Posting) -> Row:
    vacancy = posting.vacancy
    return {
        "source": posting.source,
        "identifier": posting.identifier,
        "vacancy": vacancy.key,
        "kind": posting.kind,
        "first_week": posting.first_week,
        "last_week": posting.last_week,
        "title": vacancy.title,
        "employer": vacancy.employer.name,
        "named_employer": shown_employer(posting),
        "industry": vacancy.employer.industry,
        "country": vacancy.place["country"],
        "subdivision": vacancy.place["subdivision"],
        "remote": vacancy.remote,
        "date_posted": str(posted(posting)),
        "pay": [vacancy.pay.low, vacancy.pay.high, vacancy.pay.unit, vacancy.pay.currency] if vacancy.pay else None,
        "experience_months": vacancy.experience_years * 12 or None,
        "education": vacancy.education or None,
        "skills": [ask.skill.concept_uri for ask in vacancy.asks],
        "forms": [ask.form for ask in vacancy.asks],
        "credentials": [[CREDENTIALS[c.key]["credential"], c.requirement, c.form] for c in vacancy.credentials],
        "also": [uri for c in vacancy.credentials if (uri := CREDENTIALS[c.key]["skill"])],  # named by a credential
        "decoys": [[where, skill.concept_uri, form] for where, skill, form in vacancy.decoys],
    }


def _offers(market: "SampleMarket") -> Iterator[Row]:
    identifiers = {o.key: _identifier(market, o) for o in market.offers}
    for offer in market.offers:
        yield {
            "source": offer.source,
            "identifier": identifiers[offer.key],
            "provider": offer.provider.name,
            "field": offer.field,
            "resale_of": identifiers.get(offer.resale_of),
            "first_week": offer.first_week,
            "last_week": offer.last_week,
            "price_first": offer.price,
            "price_last": offer.raised,
            "skills": [ask.skill.concept_uri for ask in offer.taught],
            "forms": [ask.form for ask in offer.taught],
            "prepares_for": (prepared_for(offer) or {}).get("credential"),
            "decoys": [[where, skill.concept_uri, form] for where, skill, form in offer.decoys],
        }


def _identifier(market: "SampleMarket", offer: Offer) -> str:
    spider = market.sources[offer.source]
    return offer_identifier(offer, spider.platform, f"http://{spider.host}", spider.board)


def _runs(market: "SampleMarket") -> Iterator[Row]:
    """What a crawl of each source and week must count; a page that cannot be read is one rejected candidate."""
    for week in range(WEEKS):
        for name, shelf in market.shelves.items():
            shown = shelf.shown(week)
            failed = (name, week) == FAILED
            status = "failed" if failed else "quarantined" if (name, week) == COLLAPSED else "complete"
            rejected = int(failed) + sum(map(has_broken_copy, shown))
            parsed = {"parsed": len(shown), "rejected": rejected}
            yield {"source": name, "week": week, "as_of": str(monday(week)), "status": status, **parsed}


def _contacts(market: "SampleMarket") -> Iterator[Row]:
    """What must reach no station after the landing of the answers."""
    found: Iterable[Any] = (contact(v) for v in market.vacancies)
    for person in dict.fromkeys(filter(None, found)):
        yield {"person": person.person, "email": person.email, "phone": person.phone}
