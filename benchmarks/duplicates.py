"""How well vacancies are told apart in the shared postings: precision and recall, weighted back, with 95 % intervals.

    python benchmarks/duplicates.py ../shared/data [--errors]

Every posting of the files that `tests/gold/duplicates.tsv` names is read by its mapping, cleaned, signed and clustered,
as in use. A Hacker News thread is of the first of its month.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from pipelines.duplicates.vacancies import vacancies
from pipelines.training.score_duplicates import TUNING, Record, errors, labelled, report, verdicts
from spiders.table_file import read_table
from warehouse.records import JobPosting


def read(shared: Path, files: Iterable[str]) -> dict[Record, JobPosting]:
    """The postings of files of the shared data, by file and identifier within it."""
    found: dict[Record, JobPosting] = {}
    for file in files:
        is_thread = "hn-who-is-hiring" in file
        for record in read_table(shared / file, "hacker_news" if is_thread else "nhs", file.split("/")[1]):
            if isinstance(record, JobPosting):
                month = {"date_posted": f"{Path(file).name[:7]}-01"} if is_thread else {}
                name = record.identifier if is_thread else f"{record.identifier.rsplit('/', 1)[1]}.json"
                found[file, name] = JobPosting.model_validate(record.model_dump() | month)
    return found


def main() -> None:
    """Print the scores, and with `--errors` what to learn from on the tuning half."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder of the shared data")
    parser.add_argument("--errors", action="store_true", help="print the errors on the tuning half")
    given = parser.parse_args()
    pairs = labelled()
    postings = read(given.shared, sorted({file for pair in pairs for file, _ in (pair.one, pair.other)}))
    found = {key: name or "" for key, name in zip(postings, vacancies([*postings.values()]), strict=True)}
    joined = verdicts(pairs, found)
    lines = [*errors(pairs, joined, TUNING)] if given.errors else []
    sys.stdout.write("\n".join([*lines, *report(pairs, joined)]) + "\n")


if __name__ == "__main__":
    main()
