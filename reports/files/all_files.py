"""All files of a report that machines open, but its manifest."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from reports.files.credentials import write_credentials
from reports.files.csv_files import write_csv
from reports.files.dictionary import Described, dictionary
from reports.files.notes import notes
from reports.files.parquet import write_parquet
from reports.files.schema import schema_json
from reports.files.workbook import Note, write_workbook
from reports.findings import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

DICTIONARY, SCHEMA, WORKBOOK, CREDENTIALS = "dictionary.csv", "schema.json", "report.xlsx", "credentials.jsonld"


def write_files(folder: Path, findings: Findings) -> dict[str, int]:
    """Write them into the folder; the number of rows of each that is a table."""
    tables, market = findings.csvs(), findings.market
    said = notes(market, tables, (findings.vacancy_total, findings.offer_total))
    counts = write_tables(folder, tables, said, market.as_of)
    (folder / "parquet").mkdir()
    for name, frame in tables.items():
        write_parquet(frame, folder / "parquet" / f"{name}.parquet")
        counts[f"parquet/{name}.parquet"] = len(frame)
    counts[CREDENTIALS] = write_credentials(folder / CREDENTIALS, findings)
    return counts


def write_tables(
    folder: Path, tables: Mapping[str, pd.DataFrame], said: "Iterable[Note]", as_of: "date"
) -> dict[str, int]:
    """The tables as CSV files and as one workbook, with the dictionary and schema of their columns."""
    columns = dictionary(tables)
    for name, frame in tables.items():
        write_csv(frame, folder / f"{name}.csv")
    write_csv(pd.DataFrame(columns, columns=list(Described._fields), dtype="string"), folder / DICTIONARY)
    (folder / SCHEMA).write_text(schema_json(tables), encoding="utf-8")
    write_workbook(folder / WORKBOOK, tables, said, columns, as_of)
    return {f"{name}.csv": len(frame) for name, frame in tables.items()} | {DICTIONARY: len(columns)}
