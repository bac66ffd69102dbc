"""What one employer, or one source that fails, can move: the measures of a market without it and with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from pipelines.duplicates.vacancies import cluster, signature
from reports.measures.all_measures import Measures
from tests.reports.simulated_market import AS_OF, FRAMES, Size, simulated
from tests.warehouse.told import load, offer, posting, shown, week
from warehouse.database import engine
from warehouse.frames import Market
from warehouse.records import JobPosting, RunStatus

HEADLINES = {  # frame: what names a row, and its figures
    "skill_demand": (["place", "concept_uri"], ["share", "location_quotient", "slope"]),
    "credential_demand": (["place", "credential"], ["share"]),
    "saturation": (["place", "concept_uri"], ["demand_prominence", "supply_prominence"]),
}
WORDS = np.array(
    [f"{first}{middle}{last}" for first in "bdfgklmnprstvz" for middle in "aeiou" for last in "bdfgklmnrst"]
)
WEEKS, AT_ONCE = 9, 1_000
LENGTH, REPLACED = 150, 3  # words of a text, and how many of them a varied clone has anew


def moves(before: Measures, after: Measures) -> dict[str, float]:
    """By headline the greatest move relative to its figure before, and the part of the classes that changed.

    A row that is in one only has moved by all of itself.
    """
    found = {}
    for name, (keys, figures) in HEADLINES.items():
        rows = getattr(before, name).merge(getattr(after, name), on=keys, how="outer", suffixes=("", "_after"))
        for figure in figures:
            one, other = (rows[f"{figure}{end}"].to_numpy(np.float64, na_value=0.0) for end in ("", "_after"))
            with np.errstate(divide="ignore", invalid="ignore"):
                move = np.where(one == other, 0.0, np.abs(other - one) / np.abs(one))
            found[f"{name} {figure}"] = float(move.max(initial=0.0))
        if "class" in rows:
            found["class"] = float((rows["class"] != rows["class_after"]).mean())
    return found


def reposted(seed: int, times: int) -> tuple[Market, Market]:
    """An employer's ad shown once, and reposted so many times, known to be one vacancy."""
    market, _ = simulated(seed, Size(1_000, 250), Size(600, 150))
    once = market.postings.assign(vacancy=market.postings["identifier"])
    return replace(market, postings=once), _cloned(replace(market, postings=once), times)


def varied(seed: int, times: int, days: int) -> tuple[Market, Market]:
    """As `reposted`, but each clone's text has a few other words, and the vacancies are those found by clustering.

    A clone is shown for a week, so many `days` after the one before (0: all at once, with the first).
    """
    rng = np.random.default_rng(seed)
    market, _ = simulated(seed, Size(1_000, 250), Size(600, 150))
    texts = rng.choice(WORDS, (len(market.postings), LENGTH))
    many = _cloned(market, times)
    clones = np.repeat(texts[:1], times, axis=0)
    rows = np.arange(times)[:, None]
    clones[rows, rng.integers(LENGTH, size=(times, REPLACED))] = rng.choice(WORDS, (times, REPLACED))
    start = many.postings["first_seen"].iloc[0]
    late = start + pd.to_timedelta(days * np.arange(times + 1), unit="D")
    is_clone = np.append(True, np.repeat(False, len(market.postings) - 1)), np.ones(times, dtype=bool)
    seen = {
        "first_seen": many.postings["first_seen"].to_numpy().copy(),
        "last_seen": many.postings["last_seen"].to_numpy().copy(),
    }
    at = np.concatenate(is_clone)
    seen["first_seen"][at], seen["last_seen"][at] = late, late + pd.Timedelta(days=6)
    signed = [
        signature(
            JobPosting(source="jobs", identifier="x", title="x", url="https://x.test", description=" ".join(text))
        )
        for text in np.concatenate([texts, clones])
    ]
    postings = many.postings.assign(title="Engineer", is_agency=False, job_location="Springfield", **seen)
    postings = postings.assign(text_key=[each.text_key for each in signed], minhash=[each.minhash for each in signed])
    whole, few = postings, postings.iloc[: len(market.postings)]
    few, whole = (rows.assign(vacancy=cluster(rows)) for rows in (few, whole))
    return replace(market, postings=few.drop(columns="minhash")), replace(many, postings=whole.drop(columns="minhash"))


def crowded(seed: int, ads: int) -> tuple[Market, Market]:
    """A market without and with an employer that posts so many true ads, each a vacancy."""
    market, _ = simulated(seed, Size(1_000, 250, flood=ads), Size(600, 150))
    kept = market.postings[market.postings["employer_key"] != "o250"]
    frames = {"postings": kept}
    for name in ("posting_skills", "posting_credentials"):
        rows = getattr(market, name)
        frames[name] = rows[rows["posting_id"].isin(kept["posting_id"])]
    return replace(market, **frames), market


def failing() -> Iterator[tuple[str, Market, Market]]:
    """How one of two sources fails in its newest run, and the market without that run and with it.

    They are loaded into a warehouse and read by way of its facts, before the other source's newest run and after it.
    """
    said = ("python", "welding", "first aid", "python welding", "python first aid")
    jobs = {
        source: [
            posting(
                f"{source}{i}",
                said[i % len(said)],
                source=source,
                hiring_organization=f"{source} {i % 9}",
                title=f"Job {i} CPR" if i % 4 == 0 else f"Job {i}",
            )
            for i in range(60)
        ]
        for source in ("acme", "bolt")
    }
    courses = [offer(f"c{i}", said[i % 3], offered_by=f"Academy {i % 6}") for i in range(30)]
    kinds = {
        "failed": {"records": [], "status": RunStatus.FAILED},
        "partial": {"records": jobs["bolt"][:20], "status": RunStatus.PARTIAL},
        "complete, but nearly empty": {"records": jobs["bolt"][:3], "status": RunStatus.COMPLETE},
    }
    with TemporaryDirectory() as name:
        folder = Path(name)
        told = engine(folder / "told.sqlite")
        load(told, courses, week(0), "academy", AT_ONCE)
        for number in range(WEEKS + 1):
            load(told, jobs["acme"], week(number), f"acme-{number}", AT_ONCE)
            if number < WEEKS:
                load(told, jobs["bolt"], week(number), f"bolt-{number}", AT_ONCE)
        before = shown(told, _made(folder / "before"), week(WEEKS - 1))
        yield "absent", before, shown(told, _made(folder / "absent"))
        told.dispose()
        for kind, run in kinds.items():
            failed = engine(copy(folder / "told.sqlite", folder / "failed.sqlite"))
            load(failed, run["records"], week(WEEKS), "bolt", AT_ONCE, source="bolt", status=run["status"])
            yield kind, before, shown(failed, _made(folder / kind))
            failed.dispose()


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _cloned(market: Market, times: int) -> Market:
    """With so many copies of the first posting, seen on days after it."""
    first = market.postings.iloc[:1]
    start = len(market.postings)
    frames = {}
    for name in ("postings", "posting_skills", "posting_credentials"):
        rows = getattr(market, name)
        own = rows[rows["posting_id"] == first["posting_id"].iloc[0]]
        copies = pd.concat([own] * times, ignore_index=True)
        copies["posting_id"] = np.repeat(np.arange(start, start + times), len(own))
        frames[name] = pd.concat([rows, copies], ignore_index=True).astype(FRAMES[name])
    numbers = frames["postings"]["posting_id"].to_numpy(np.int64)
    clone = numbers >= start
    frames["postings"].loc[clone, "identifier"] = np.char.mod("clone-%06d", numbers[clone])
    began = first["first_seen"].iloc[0]
    late = began + pd.to_timedelta(np.arange(times) % ((pd.Timestamp(AS_OF) - began).days + 1), unit="D")
    frames["postings"].loc[clone, "first_seen"] = late
    return replace(market, **frames)
