"""From a market to a folder of pages, tables and evidence that opens from disk and asks nobody for anything."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from reports.currency import reporting_in
from reports.evidence.pages import evidence_pages
from reports.files.all_files import write_files
from reports.files.manifest import write_manifest
from reports.findings import Findings
from reports.language import speaking
from reports.measures.all_measures import NOTHING_MORE, Asked, measured
from reports.page import Page
from reports.page_data import subjects_file
from reports.page_html import environment, page_files
from reports.pages import (
    changes,
    credentials,
    index,
    method,
    opportunities,
    pathways,
    price,
    providers,
    recognition,
    saturation,
    skills,
    source_health,
)
from reports.publishing import refuse_unless_writable, whole_folder, write_texts
from reports.sentences import mixed
from reports.static_files import write_assets

if TYPE_CHECKING:
    from warehouse.frames import Market

QUESTIONS = (
    *(credentials, skills, saturation, opportunities, providers),
    *(recognition, price, pathways, changes, source_health, method),
)
PAGES = [("index", index.QUESTION), *((q.__name__.rpartition(".")[2], q.QUESTION) for q in QUESTIONS)]


def publish(
    market: "Market", out: Path, on_progress: Callable[[str], None] | None = None, asked: Asked = NOTHING_MORE
) -> Path:
    """Write the report of `market` to `out/<as-of>/`, whole or not at all, and point `out/latest` at the newest.

    The same market, asked the same, gives the same bytes. `on_progress` gets a line a step. Raises OSError where
    nothing can be written, `UnknownCurrencyError`, `UnknownLanguageError`.
    """
    with speaking(asked.language), reporting_in(asked.currency):
        return _publish(market, out, on_progress or (lambda line: None), asked)


def _publish(market: "Market", out: Path, say: Callable[[str], None], asked: Asked) -> Path:
    refuse_unless_writable(out)
    if len(market.methods) > 1:
        say(f"{mixed(market.methods)}: `credscope retag` reads them again")
    findings = Findings(market, measured(market, say, asked))
    with whole_folder(out, market.as_of.isoformat()) as folder:
        say(f"writing pages and the evidence of {len(findings.subjects):,} subjects")
        answers = _write(folder, findings)
        write_manifest(folder, findings, write_files(folder, findings), answers)
    return out / market.as_of.isoformat()


def _write(folder: Path, findings: Findings) -> list[Page]:
    """What people open: pages, their assets and the evidence. Returns what answers a question, the index first."""
    write_assets(folder)
    write_texts(folder, {"data/subjects.js": subjects_file(findings.subjects)})
    templates = environment()
    answers = [question.page(findings) for question in QUESTIONS]
    pages = [index.page(findings, answers[:-1]), *answers]
    for page in pages:
        write_texts(folder, page_files(templates, findings.market, page, PAGES, findings.cuts))
    for page in evidence_pages(findings):
        write_texts(folder, page_files(templates, findings.market, page, PAGES))
    return pages
