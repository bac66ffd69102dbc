"""What a flow run shows in Prefect: artifacts for the people who watch it."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from warehouse.records import Run


def health_table(runs: Iterable[Run]) -> None:
    """A table artifact: how each source's crawl went, in candidate records."""
    shown = ("source", "side", "platform", "status", "fetched", "parsed", "rejected", "robots", "reason")
    rows = [{name: str(getattr(run, name) or "") for name in shown} for run in runs]
    create_table_artifact(key="source-health", table=rows, description="How the crawls of this run went")


def report_summary(folder: Path) -> None:
    """A summary artifact of a published report: where it lies, its files, and the health of its sources."""
    manifest = json.loads((folder / "manifest.json").read_text())
    lines = [f"## Report as of {folder.name}", "", f"[Open the report]({(folder / 'index.html').as_uri()})", ""]
    lines += ["| file | rows |", "|---|---|"]
    lines += [
        f"| [{f['file']}]({(folder / f['file']).as_uri()}) | {f.get('rows') or ''} |"
        for f in manifest["files"]
        if f["file"].endswith(".csv")
    ]
    create_markdown_artifact(key="report", markdown="\n".join(lines), description=f"Report as of {folder.name}")
    with (folder / "source_health.csv").open(encoding="utf-8", newline="") as file:
        create_table_artifact(key="source-health-as-published", table=list(csv.DictReader(file)))
