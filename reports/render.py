"""From a market to a folder of pages, tables and evidence that opens from disk and asks nobody for anything."""

import json
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reports.evidence.pages import evidence_pages
from reports.files.all_files import write_files
from reports.files.manifest import write_manifest
from reports.findings import Findings
from reports.made_by import METHOD, TAXONOMY, release
from reports.measures.all_measures import NOTHING_MORE, Asked, measured
from reports.page import Page
from reports.pages import credentials, index, method, price, providers, saturation, skills, source_health
from reports.publishing import whole_folder
from reports.sentences import mixed
from reports.voice import day, joined, plural, text

if TYPE_CHECKING:
    from warehouse.frames import Market

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
NAMED = 20  # attributions that the index prints in full; more are on the page of the sources
QUESTIONS = (skills, credentials, saturation, providers, price, source_health, method)
PAGES = [("index", index.QUESTION), *((q.__name__.rpartition(".")[2], q.QUESTION) for q in QUESTIONS)]


def publish(
    market: "Market", out: Path, on_progress: Callable[[str], None] | None = None, asked: Asked = NOTHING_MORE
) -> Path:
    """Write the report of `market` to `out/<as-of>/`, whole or not at all, and point `out/latest` at the newest.

    The same market gives the same bytes. `on_progress` gets a line a step. Raises OSError where nothing can be written.
    """
    say = on_progress or (lambda line: None)
    if len(market.methods) > 1:
        say(f"{mixed(market.methods)}: `credscope retag` reads them again")
    findings = Findings(market, measured(market, say, asked))
    with whole_folder(out, market.as_of.isoformat()) as folder:
        say(f"writing pages and the evidence of {plural(len(findings.subjects), 'subject')}")
        _write(folder, findings)
        write_manifest(folder, findings, write_files(folder, findings))
    return out / market.as_of.isoformat()


def _write(folder: Path, findings: Findings) -> None:
    """What people open: pages, their assets and the evidence."""
    for part in ("assets", "evidence"):
        (folder / part).mkdir()
    for name, content in assets().items():
        (folder / "assets" / name).write_bytes(content)
    as_html = partial(html, environment(), findings.market)
    answers = [question.page(findings) for question in QUESTIONS]
    for page in (index.page(findings, answers[:-1]), *answers, *evidence_pages(findings)):
        (folder / f"{page.name}.html").write_text(as_html(page), encoding="utf-8", errors="replace", newline="\n")


@cache
def assets() -> dict[str, bytes]:
    """Our stylesheet and script, and the chart library in a scope of its own (its globals are single letters)."""
    import vl_convert

    library = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    own = {name: (HERE / "assets" / name).read_bytes() for name in ("report.css", "report.js")}
    return {**own, "vega.js": f"(()=>{{{library}\n}})();\n".encode()}


def environment() -> Environment:
    """The templates, with every text escaped."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["data_block"] = data_block
    return made


def data_block(value: Any) -> Markup:
    """JSON that may stand within a script element: nothing in it can end the element."""
    block = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(block.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def html(templates: Environment, market: "Market", page: Page, pages: Sequence[tuple[str, str]] = PAGES) -> str:
    """One page as HTML, with the way to `pages` (name, question); every text of a source is escaped by the template."""
    rendered = templates.get_template(page.template).render(
        page=page,
        root="../" * page.name.count("/"),
        pages=pages,
        policy=POLICY,
        sample=market.sample,
        as_of="no run yet" if market.runs.empty else f"as of {day(market.as_of)}",
        version=release(),
        method=METHOD,
        tagged_by=joined(text(name) for name in market.methods["name"]),
        inputs=f"{plural(len(market.runs), 'run')} of {plural(market.runs['source'].nunique(), 'source')}",
        attribution=_attribution(market),
    )
    return rendered.replace(" %", "\u00a0%")  # a number and its percent sign never part at a line's end


def _attribution(market: "Market") -> str:
    stated = sorted({str(a) for a in market.runs["attribution"].dropna()})
    named = (
        joined(stated) if len(stated) <= NAMED else f"{plural(len(stated), 'publisher')}, each named on Source health"
    )
    return f"{TAXONOMY}. " + (f"Sources: {named}." if stated else "")
