"""`manifest.json`: every file of a report with its digest, and what the report was made from. No clock, no host."""

import json
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from reports.currency import report_currency
from reports.findings import Findings
from reports.language import spoken
from reports.made_by import METHOD, TAXONOMY, release
from reports.page import Page
from reports.rows import rows
from reports.voice import text

if TYPE_CHECKING:
    from warehouse.frames import Market

NAME = "manifest.json"


def write_manifest(folder: Path, findings: Findings, counts: Mapping[str, int], pages: Sequence[Page] = ()) -> None:
    """Write it into the folder, of all files that lie there; `counts` has the rows of those that are tables.

    `pages` are those that answer a question, the index first.
    """
    manifest = _made_of(findings) | {"pages": [_answer(page) for page in pages]}
    manifest |= {"files": list(_files(folder, counts))}
    (folder / NAME).write_text(_json(manifest), encoding="utf-8")


def _made_of(findings: Findings) -> dict[str, Any]:
    market = findings.market
    return {
        "as_of": market.as_of.isoformat(),
        "compared_with": findings.measures.compared_with and findings.measures.compared_with.isoformat(),
        "parameters": _parameters(market),
        "sample": market.sample,
        "method": METHOD,
        "tagging": [
            {"method": text(m["name"]), "made_of": text(m["made_of"])}
            | {f"{side}s": int(m[f"{side}_count"]) for side in ("posting", "offer")}
            for m in rows(market.methods)
        ],
        "version": release(),
        "taxonomy": TAXONOMY,
        "counts": {
            "vacancies": findings.vacancy_total,
            "offers": findings.offer_total,
            "postings": len(market.postings),
            "runs": len(market.runs),
        },
        "inputs": [
            {name: text(run[name])[: 10 if name == "as_of" else None] for name in ("source", "as_of", "status")}
            for run in rows(market.runs)
        ],
    }


def _parameters(market: "Market") -> dict[str, str | None]:
    """What the report was asked for; null: not restricted."""
    return {**market.view._asdict(), "currency": report_currency(), "language": spoken().code}


def _answer(page: Page) -> dict[str, Any]:
    """A page's answer in plain sentences."""
    said = [Markup.escape(sentence).striptags() for sentence in page.lead]
    return {"file": f"{page.name}.html", "question": page.question, "title": page.title, "sentences": said}


def _files(folder: Path, counts: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        with path.open("rb") as file:
            digest = sha256()
            while part := file.read(1 << 20):
                digest.update(part)
        name = path.relative_to(folder).as_posix()
        yield {"file": name, "rows": counts.get(name), "sha256": digest.hexdigest()}


def _json(manifest: Mapping[str, Any]) -> str:
    """A line for each thing told, and for each thing of a list: thousands of files stay readable and light."""
    lines = ",\n".join(f"{json.dumps(name)}: {_told(value)}" for name, value in manifest.items())
    return f"{{\n{lines}\n}}\n"


def _told(value: Any) -> str:
    if isinstance(value, list) and value:
        return "[\n " + ",\n ".join(json.dumps(each, ensure_ascii=False) for each in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)
