"""Time and memory of all measures and of the files published of them, from the facts on.

    python benchmarks/measures.py --vacancies 1000000 --offers 100000

Draws a market (see `drawn_market`), kept in build/drawn; then, each in a process of its own, reads, measures and
writes it as `credscope publish` does, and counts vacancies by place and skill with pandas alone: the obvious baseline
of that one count. Ends with status 1 where the whole exceeds the limit.
"""

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

DRAWN = Path(__file__).resolve().parents[1] / "build" / "drawn"
SECONDS, GIBIBYTES, PROCESSORS = 60, 2, 2


def lapses() -> Callable[[str], None]:
    """Prints, at each call, what the step named by the call before took."""
    before, wall, work = "", 0.0, 0.0

    def lap(step: str) -> None:
        nonlocal before, wall, work
        took, worked = time.perf_counter() - wall, time.process_time() - work
        if before:
            print(f"{before:<32}{took:>8.1f} s{worked:>8.1f} s{peak():>9.2f} GiB", flush=True)
        before, wall, work = step, time.perf_counter(), time.process_time()

    return lap


def peak() -> float:
    """The most memory that this process has held, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def published(facts: Path) -> None:
    """Market, measures and files, as `credscope publish` makes them; exits with 1 beyond the limit."""
    began = time.perf_counter()
    lap = lapses()
    lap("starting")
    from reports.files.csv_files import write_csv
    from reports.findings import Findings
    from reports.measures.all_measures import measured
    from warehouse.frames import market

    lap("market")
    shown = market(facts)
    findings = Findings(shown, measured(shown, lap))
    with TemporaryDirectory() as folder:
        for name, frame in findings.csvs().items():
            lap(f"{name}.csv ({len(frame):,} rows)")
            write_csv(frame, Path(folder) / f"{name}.csv")
        lap("")
    took = time.perf_counter() - began
    print(f"{'all':<32}{took:>8.1f} s{time.process_time():>8.1f} s{peak():>9.2f} GiB")
    print(f"{'limit':<32}{SECONDS:>8.1f} s{'':>10}{GIBIBYTES:>9.2f} GiB")
    sys.exit(took > SECONDS or peak() > GIBIBYTES)


def counted_by_pandas(facts: Path) -> None:
    """Vacancies by place and skill, read, joined and grouped by pandas."""
    import pandas as pd

    lap = lapses()
    lap("one count, with pandas")
    at = pd.read_parquet(facts / "postings.parquet", columns=["version_id", "country", "subdivision"])
    asked = pd.read_parquet(facts / "posting_skills.parquet", columns=["version_id", "concept_uri"])
    placed = at.melt("version_id", value_name="place")
    asked.drop_duplicates().merge(placed, on="version_id").groupby(["place", "concept_uri"])["version_id"].count()
    lap("")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--vacancies", type=int, default=1_000_000)
    options.add_argument("--offers", type=int, default=100_000)
    options.add_argument("--alone", choices=("published", "counted_by_pandas"), help=argparse.SUPPRESS)
    asked = options.parse_args()
    facts = DRAWN / f"{asked.vacancies}x{asked.offers}"
    if asked.alone:
        globals()[asked.alone](facts)
        return
    if not facts.exists():
        from benchmarks.drawn_market import draw

        draw(facts, asked.vacancies, asked.offers)
    print(f"{asked.vacancies:,} vacancies × 10 skills, {asked.offers:,} offers × 8, {os.cpu_count()} processors")
    print(f"{'step':<32}{'wall':>10}{'processor':>10}{'peak':>13}", flush=True)
    for alone in ("published", "counted_by_pandas"):
        status = subprocess.run([sys.executable, __file__, *sys.argv[1:], "--alone", alone], check=False).returncode
        if alone == "published":
            failed = status
    sys.exit(failed)


if __name__ == "__main__":
    main()
