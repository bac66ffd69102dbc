"""A loader in a process of its own: `python -m tests.warehouse.loader ADDRESS` says each shard that it has written."""

import sys

from tests.warehouse.told import offer, posting, read, run_of, week
from warehouse.database import engine
from warehouse.load import begin_run, finish_run, unseen, write_shard

SHARD = 5
RUNS = {
    week(number): [posting(f"j{i}", f"python {i * number % 7}") for i in range(40 + number)] for number in range(3)
} | {week(3): [offer(f"c{i}", f"welding {i}") for i in range(30)]}


def main(address: str) -> None:
    warehouse = engine(address)
    for as_of, records in RUNS.items():
        if opened := begin_run(warehouse, run_of(records, as_of), str(as_of)):
            for ordinal, start in enumerate(range(0, len(records), SHARD)):
                part = records[start : start + SHARD]
                write_shard(warehouse, opened, ordinal, part, map(read, unseen(warehouse, part)))
                print(as_of, ordinal, flush=True)  # noqa: T201
            finish_run(warehouse, opened)


if __name__ == "__main__":
    main(sys.argv[1])
