"""The folder that tells of one plan: a page and its tables, opened from disk, asking nobody for anything."""

from pathlib import Path
from typing import TYPE_CHECKING

from reports.evidence.addresses import slug
from reports.files.csv_files import csv_bytes
from reports.measures.markets.whatif import Plan, WhatIf
from reports.page import Page
from reports.page_html import environment, page_files
from reports.pages import whatif
from reports.publishing import whole_folder, write_texts
from reports.static_files import write_assets

if TYPE_CHECKING:
    from warehouse.frames import Market

FILES = {"whatif": "figures", "whatif_skills": "skills", "whatif_offers": "offers", "whatif_price": "position"}


def write(market: "Market", plan: Plan, found: WhatIf, out: Path) -> tuple[Path, Page]:
    """Write `out/whatif/<plan>/`, whole or not at all; the folder, and the page that it shows.

    The same plan on the same day has the same folder, and the same bytes. Raises OSError where nothing can be written.
    """
    page = whatif.page(market, plan, found)
    name = _name(market, plan)
    with whole_folder(out / "whatif", name) as folder:
        write_assets(folder)
        for file, frame in FILES.items():
            (folder / f"{file}.csv").write_bytes(csv_bytes(getattr(found, frame)))
        write_texts(folder, page_files(environment(), market, page))
    return out / "whatif" / name, page


def _name(market: "Market", plan: Plan) -> str:
    concepts = sorted(plan.skills["concept_uri"])
    key = "\n".join([market.as_of.isoformat(), plan.place, repr(plan.price), repr(plan.hours), *concepts])
    return slug("", " ".join(plan.skills["preferred_label"]), key)
