"""The way from a landed file to the report, stage by stage: seconds, records a second and peak memory.

    python benchmarks/end_to_end.py --postings 50000 --offers 5000

The limit: 50,000 postings a minute from the file through cleaning, tagging and loading into SQLite. Each stage is
a process of its own, as a user runs it; its peak memory is its largest single process.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from spiders.sample.bulk import credentials, postings

LIMIT = 50_000  # postings a minute
ROOT = Path(__file__).parents[1]


def write(folder: Path, name: str, records: object) -> Path:
    file = folder / f"{name}.jsonl"
    with file.open("w", encoding="utf-8") as out:
        for record in records:  # type: ignore[attr-defined]
            out.write(json.dumps(record.line(), ensure_ascii=False) + "\n")
    return file


def timed(*arguments: str) -> tuple[float, float]:
    """Wall seconds of one command, and the peak memory in MB of its largest process."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "flows", *arguments], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"credscope {arguments[0]} failed")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--postings", type=int, default=50_000)
    options.add_argument("--offers", type=int, default=5_000)
    options.add_argument("--warehouse", help="another database than a new SQLite file")
    asked = options.parse_args()
    with TemporaryDirectory() as made:
        folder = Path(made)
        jobs, courses = (
            write(folder, "jobs", postings(asked.postings)),
            write(folder, "courses", credentials(asked.offers)),
        )
        where = ["--home", str(folder / "home"), "--out", str(folder / "out")]
        where += ["--warehouse", asked.warehouse] if asked.warehouse else []
        stages = [
            ("import postings", asked.postings, ["import", str(jobs), "--source", "jobs", "--at", "2026-01-05"]),
            ("import offers", asked.offers, ["import", str(courses), "--source", "courses", "--at", "2026-01-05"]),
            ("refresh: read, load, facts", asked.postings + asked.offers, ["refresh"]),
            ("refresh again, nothing new", asked.postings + asked.offers, ["refresh"]),
            ("publish", asked.postings + asked.offers, ["publish"]),
        ]
        print(f"{'stage':30} {'records':>9} {'seconds':>9} {'records/s':>10} {'peak MB':>8}")
        seconds = {}
        for name, count, arguments in stages:
            seconds[name], memory = timed(*arguments, *where)
            print(
                f"{name:30} {count:9,} {seconds[name]:9.1f} {count / seconds[name]:10,.0f} {memory:8,.0f}", flush=True
            )
        whole = seconds["import postings"] + seconds["refresh: read, load, facts"]
        rate = 60 * asked.postings / whole
        print(f"\nend to end into the warehouse: {rate:,.0f} postings a minute; the limit is {LIMIT:,}")


if __name__ == "__main__":
    main()
