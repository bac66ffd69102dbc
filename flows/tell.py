"""What a flow run shows in Prefect: artifacts for the people who watch it."""

import csv
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.steps.news import Reported, Row, days_told, subject
from reports.language import _
from reports.voice import count, gap_interval, interval, number, place_name, share
from warehouse.records import Run

MOST = 100  # rows of changes that are shown
MARKED = re.compile(r"[\\`*_\[\]<>|~#&]|(?<=http):|(?<=https):|(?<=ftp):|(?<=www)\.|^[-+](?= )|(?<=^\d)[.)](?= )", re.I)


def health_table(runs: Iterable[Run]) -> None:
    """A table artifact: how each source's crawl went, in candidate records."""
    shown = ("source", "side", "platform", "status", "fetched", "parsed", "rejected", "robots", "reason")
    rows = [{name: _marked(str(getattr(run, name) or "")) for name in shown} for run in runs]
    create_table_artifact(key="source-health", table=rows, description="How the crawls of this run went")


def address(file: Path, out: Path) -> str:
    """Where people open a file of a report: below CREDSCOPE_REPORTS_URL if `out` is served there, else on this disk."""
    base = os.environ.get("CREDSCOPE_REPORTS_URL", "").rstrip("/")
    return f"{base}/{file.relative_to(out).as_posix()}" if base else file.as_uri()


def report_summary(folder: Path, out: Path, manifest: Mapping[str, Any], view: str) -> None:
    """A summary artifact: what the index says, what each page answers and where it lies, and the tables."""
    index, *pages = manifest["pages"]
    lines = [f"## {_marked(index['title'])}", "", _marked(view), ""]
    lines += [f"- {_marked(sentence)}" for sentence in index["sentences"]]
    lines += ["", f"[{_('Open the report')}]({address(folder / 'index.html', out)})", ""]
    lines += [f"| {_('question')} | {_('answer')} |", "|---|---|"]
    lines += [f"| {_linked(folder / p['file'], out, p['question'])} | {_marked(p['title'])} |" for p in pages]
    lines += ["", f"| {_('table')} | {_('rows')} |", "|---|---|"]
    tables = [f for f in manifest["files"] if f["file"].endswith(".csv")]
    lines += [f"| {_linked(folder / f['file'], out, f['file'])} | {count(f['rows'])} |" for f in tables]
    create_markdown_artifact(key="report", markdown="\n".join(lines), description=_marked(view))
    with (folder / "source_health.csv").open(encoding="utf-8", newline="") as file:
        rows = [{name: _marked(cell) for name, cell in row.items()} for row in csv.DictReader(file)]
    create_table_artifact(key="source-health-as-published", table=rows)


def changes_table(now: Reported, view: str) -> None:
    """A table artifact: what moved in the market beyond chance since the day that the report is compared with."""
    since = now.manifest.get("compared_with")
    said = _("{total} significant changes since {day}, {shown} shown; {view}")
    shown = now.changes[:MOST]
    told = said.format(total=count(len(now.changes)), day=since, shown=count(len(shown)), view=view)
    none = _("No earlier day to compare with; {}").format(view)
    rows = [_row(row) for row in shown] or [{_("change"): _("none")}]
    create_table_artifact(key="changes", table=rows, description=_marked(told if since else none))


def _row(row: Row) -> dict[str, str]:
    in_shares = row["kind"].endswith("share")
    say, span = (share, interval) if in_shares else (number, gap_interval)
    change, low, high = (float(row[name]) if row[name] else None for name in ("change", "change_low", "change_high"))
    counts = (
        f"{count(row[f'count_{day}'] or None)} / {count(row[f'total_{day}'] or None)}" for day in ("before", "after")
    )
    told = {
        _("subject"): subject(row),
        _("kind"): _(row["kind"]),
        _("change"): _(row["event"]),
        _("place"): place_name(row["place"]),
        **dict(zip((_("before"), _("after")), days_told(row), strict=True)),
        _("difference"): say(change),
        _("95 % interval"): span(low, high),
        **dict(zip((_("count before"), _("count after")), counts, strict=True)),
        _("evidence"): _(row["evidence"]),
    }
    return {name: _marked(cell) for name, cell in told.items()}


def _marked(text: str) -> str:
    """The text as Markdown that shows it and nothing else: so does Prefect read tables' cells and descriptions too."""
    return MARKED.sub(r"\\\g<0>", " ".join(text.split()))


def _linked(file: Path, out: Path, text: str) -> str:
    return f"[{_marked(text)}]({address(file, out)})"
