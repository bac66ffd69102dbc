"""Time and memory of all measures.

    python benchmarks/measures.py --vacancies 200000 --offers 5000

A drawn market: 10 skills a vacancy and 8 an offer, of 4,000 with Zipf frequencies, employers and providers of Zipf
sizes, 330 places, 26 weeks. The last line counts skills by place with pandas alone: the obvious baseline of the tally.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from reports.measures.all_measures import measured
from reports.measures.basis import basis
from reports.measures.tally import tally
from tests.reports.simulated_market import AS_OF, FRAMES
from warehouse.frames import Market

SKILLS, SOURCES, EMPLOYERS, PROVIDERS, CREDENTIALS = 4_000, 40, 20_000, 200, 300
COUNTRIES = ("US", "GB", "DE", "FR", "IN", "XA", "XB", "XC", "XD", "XE", "XF", "XG", "XH", "XI", "XJ")
PLACES = np.array([f"{country}-{number}" for country in COUNTRIES for number in range(22)])
URIS = np.array([f"http://data.europa.eu/esco/skill/{n:08d}-0000-0000-0000-000000000000" for n in range(SKILLS)])
RNG = np.random.default_rng(0)


def typed(name: str, /, **columns: object) -> pd.DataFrame:
    return pd.DataFrame(columns).reindex(columns=list(FRAMES[name])).astype(FRAMES[name])


def named(prefix: str, numbers: np.ndarray) -> np.ndarray:
    return np.char.add(prefix, numbers.astype(str))


def ranked(count: int, of: int) -> np.ndarray:
    """`count` draws from `of` things with frequencies falling as 1/rank^0.9."""
    weight = 1 / np.arange(1, of + 1) ** 0.9
    return RNG.choice(of, count, p=weight / weight.sum())


def seen(count: int) -> dict[str, object]:
    day = pd.Timestamp(AS_OF)
    first = day - pd.to_timedelta(7 * RNG.integers(0, 26, count), unit="D")
    return {"identifier": np.arange(count).astype(str), "first_seen": first, "last_seen": day, "open": True}


def demand(vacancies: int) -> dict[str, pd.DataFrame]:
    employer, place = RNG.zipf(1.6, vacancies) % EMPLOYERS, PLACES[ranked(vacancies, len(PLACES))]
    wanted = RNG.integers(0, vacancies, vacancies // 5)
    postings = {"posting_id": np.arange(vacancies), "source": named("s", employer % SOURCES), **seen(vacancies)}
    postings |= {"employer_key": named("e", employer), "hiring_organization": named("E", employer)}
    postings |= {"vacancy": named("v", RNG.permutation(vacancies)), "industry": named("i", employer % 20)}
    postings |= {"country": [p[:2] for p in place], "subdivision": place, "remote": RNG.random(vacancies) < 0.2}
    skills = {"posting_id": np.repeat(np.arange(vacancies), 10), "concept_uri": URIS[ranked(10 * vacancies, SKILLS)]}
    credentials = {"posting_id": wanted, "credential": named("c", ranked(len(wanted), CREDENTIALS)), "issuer": "i"}
    return {
        "postings": typed("postings", **postings),
        "posting_skills": typed("posting_skills", **skills),
        "posting_credentials": typed("posting_credentials", **credentials, requirement="required"),
    }


def supply(offers: int) -> dict[str, pd.DataFrame]:
    provider = RNG.zipf(1.5, offers) % PROVIDERS
    courses = {"offer_id": np.arange(offers), "source": named("c", provider % 10), **seen(offers)}
    courses |= {"provider_key": named("p", provider), "offered_by": named("P", provider)}
    courses |= {"name": named("n", np.arange(offers)), "price": RNG.random(offers) * 100, "price_currency": "USD"}
    courses |= {"delivery_mode": np.where(RNG.random(offers) < 0.7, "online", "in person"), "country": "US"}
    courses |= {"subdivision": PLACES[RNG.integers(0, 22, offers)]}
    skills = {"offer_id": np.repeat(np.arange(offers), 8), "concept_uri": URIS[ranked(8 * offers, SKILLS)]}
    return {"offers": typed("offers", **courses), "offer_skills": typed("offer_skills", **skills)}


def drawn(vacancies: int, offers: int) -> Market:
    weeks = pd.Timestamp(AS_OF) - pd.to_timedelta(7 * np.arange(27), unit="D")
    runs = {"source": np.repeat(named("s", np.arange(SOURCES)), len(weeks)), "as_of": np.tile(weeks, SOURCES)}
    groups = {"group_uri": named("g", np.arange(SKILLS) % 300), "parent_group_uri": named("G", np.arange(SKILLS) % 50)}
    frames = {name: typed(name) for name in FRAMES} | demand(vacancies) | supply(offers)
    frames["runs"] = typed("runs", **runs, side="demand", status="complete")
    frames["skills"] = typed("skills", concept_uri=URIS, preferred_label=URIS, **groups)
    listed = named("c", np.arange(CREDENTIALS))
    frames["credential_list"] = typed("credential_list", credential=listed, issuer="i")
    return Market(as_of=AS_OF, sample=False, facts=duckdb.connect(), **frames)


def counted_by_pandas(market: Market) -> pd.Series:
    """Vacancies by place and skill, joined and grouped by pandas: the baseline."""
    at = market.postings.melt(["posting_id", "vacancy"], ["country", "subdivision"], value_name="place")
    asked = market.posting_skills[["posting_id", "concept_uri"]].drop_duplicates()
    return asked.merge(at, on="posting_id").groupby(["place", "concept_uri"])["vacancy"].nunique()


def lapses() -> Callable[[str], None]:
    """Prints, at each call, what the step named by the call before took."""
    before, wall, work = "", 0.0, 0.0

    def lap(step: str) -> None:
        nonlocal before, wall, work
        took, worked = time.perf_counter() - wall, time.process_time() - work
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        if before:
            print(f"{before:<32}{took:>8.1f} s{worked:>8.1f} s{peak:>9.2f} GiB", flush=True)
        before, wall, work = step, time.perf_counter(), time.process_time()

    return lap


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--vacancies", type=int, default=200_000)
    options.add_argument("--offers", type=int, default=5_000)
    asked = options.parse_args()
    vacancies, offers = asked.vacancies, asked.offers
    print(f"{vacancies:,} vacancies × 10 skills, {offers:,} offers × 8")
    print(f"{'step':<32}{'wall':>10}{'processor':>10}{'peak':>13}")
    lap = lapses()
    lap("drawing the market")
    market = drawn(vacancies, offers)
    lap("")
    began, work = time.perf_counter(), time.process_time()
    found = measured(market, lap)
    lap("")
    rows = sum(len(frame) for frame in (found.skill_demand, found.credential_demand, found.saturation))
    took, worked = time.perf_counter() - began, time.process_time() - work
    print(f"{'all measures':<32}{took:>8.1f} s{worked:>8.1f} s{rows:>9,} rows")
    side = basis(market).demand
    lap("tally of skills by place")
    tally(side, side.mentions)
    lap("the counts alone, with pandas")
    counted_by_pandas(market)
    lap("")


if __name__ == "__main__":
    main()
