"""Seconds and memory to tell vacancies apart in a drawn market, from scratch and when a new shard comes in.

    python benchmarks/vacancies.py [--postings 25000 50000 100000 200000] [--new 5000]

A fifth of the postings are copies by agencies or reposts with small edits, a twentieth one employer's flood of ads that
differ in a number, a tenth lists of openings under a first line; employers have Zipf sizes, and a third of an ad's text
is its employer's boilerplate. Texts are drawn as sketches: reading them is timed by `clean.py`. Seconds are of one
core; the last columns are the same postings with a new shard, remembering those before, and from scratch.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipelines.duplicates.vacancies import cluster, remembering

TOWNS = (
    "Leeds, UK",
    "York, UK",
    "Austin, TX",
    "Denver, CO",
    "Toronto, ON",
    "Paris, France",
    "Bengaluru, India",
    "München",
)
COUNTRIES = ("GB", "GB", "US", "US", "CA", "FR", "IN", "DE")
JOBS = (
    "Nurse",
    "Driver",
    "Data Analyst",
    "Welder",
    "Software Engineer",
    "Teacher",
    "Chef",
    "Accountant",
    "Buyer",
    "Clerk",
)
WARDS = tuple(f"Team {number}" for number in range(60))
EMPLOYERS = 20_000
SHARES = (lambda size: size / size.sum())(1 / np.arange(1, EMPLOYERS + 1) ** 0.8)  # of the greatest 3 %
COPIES, FLOOD, LISTS, BOILERPLATE, EDITS = 0.2, 0.05, 0.1, 0.33, 0.05


def drawn(count: int, seed: int = 0) -> pd.DataFrame:
    """So many postings; the first of a larger draw are not those of a smaller one."""
    chance = np.random.default_rng(seed)
    origin = np.arange(count)
    copies = chance.random(count) < COPIES
    origin[copies] = chance.integers(0, count, copies.sum())
    flood = chance.random(count) < FLOOD
    origin[flood] = 0
    employer = chance.choice(EMPLOYERS, count, p=SHARES)[origin]
    town = (chance.integers(0, len(TOWNS), count))[origin]
    job, ward = (chance.integers(0, len(of), count)[origin] for of in (JOBS, WARDS))
    is_list = (chance.random(count) < LISTS)[origin]
    agency = copies & (chance.random(count) < 0.5)
    day = np.datetime64("2026-01-01") + chance.integers(0, 200, count)
    titles = [
        f"Employer {e} | {TOWNS[t]} | Full-time" if listed else f"{JOBS[j]} - {WARDS[w]}"
        for e, t, j, w, listed in zip(employer, town, job, ward, is_list, strict=True)
    ]
    return pd.DataFrame(
        {
            "source": np.where(agency, "agencies", np.char.add("s", (employer % 40).astype(str))),
            "identifier": np.char.add(f"{seed}-", np.arange(count).astype(str)),
            "title": titles,
            "employer_key": np.where(agency, "hays", np.char.add("employer ", employer.astype(str))),
            "is_agency": agency,
            "country": np.array(COUNTRIES)[town],
            "subdivision": None,
            "remote": None,
            "job_location": np.array(TOWNS)[town],
            "text_key": np.char.add("t", np.where(flood, -1 - np.arange(count), origin).astype(str)),
            "minhash": sketches(chance, employer, origin, flood),
            "first_seen": day,
            "last_seen": day + chance.integers(1, 40, count),
        }
    )


def sketches(chance: np.random.Generator, employer: np.ndarray, origin: np.ndarray, flood: np.ndarray) -> list[bytes]:
    """Sketches that agree in the employer's boilerplate, and with the origin's but for edits."""
    boilerplate = np.random.default_rng(1).integers(0, 1 << 16, (EMPLOYERS, 128), dtype=np.uint16)[employer]
    own = chance.integers(0, 1 << 16, (len(origin), 128), dtype=np.uint16)
    said = np.where(chance.random(own.shape) < BOILERPLATE, boilerplate, own)[origin]
    edited = chance.random(own.shape) < np.where(flood, 0.005, EDITS)[:, None]
    edited[origin == np.arange(len(origin))] = False
    return [row.tobytes() for row in np.where(edited, own, said).astype("<u2")]


def timed(work: Callable[[pd.DataFrame], pd.Series], rows: pd.DataFrame) -> tuple[float, pd.Series]:
    """Seconds of the processor, and what is found."""
    start = time.process_time()
    found = work(rows)
    return time.process_time() - start, found


def main() -> None:
    """Print the table, a line a size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postings", type=int, nargs="+", default=[25_000, 50_000, 100_000, 200_000])
    parser.add_argument("--new", type=int, default=5_000)
    given = parser.parse_args()
    cluster(drawn(1_000))
    sys.stdout.write(f"{'postings':>9} {'seconds':>8} {'vacancies':>9} {'+ shard':>8} {'scratch':>8} {'peak MB':>8}\n")
    for count in given.postings:
        past, shard = drawn(count), drawn(given.new, seed=count)
        both = pd.concat([past, shard], ignore_index=True)
        with TemporaryDirectory() as folder:
            first, before = timed(cluster, past)
            remembering(Path(folder))(past)
            later, remembered = timed(remembering(Path(folder)), both)
        scratch, found = timed(cluster, both)
        if not remembered.equals(found):
            raise AssertionError("what is remembered differs from what is found from scratch")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        sys.stdout.write(f"{count:9,} {first:8.1f} {before.nunique():9,} {later:8.1f} {scratch:8.1f} {peak:8,}\n")


if __name__ == "__main__":
    main()
