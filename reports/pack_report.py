"""The folder of an evidence pack: one page to print and its tables, opened from disk, asking nobody for anything."""

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from reports.evidence.addresses import slug
from reports.files.all_files import write_tables
from reports.measures.pack.pack import Pack
from reports.page import Page
from reports.page_html import environment, page_files
from reports.pages import pack
from reports.publishing import whole_folder, write_texts
from reports.static_files import write_assets

if TYPE_CHECKING:
    from warehouse.frames import Market

FILES = ("demand", "employers", "vacancies", "offers", "alternatives", "position", "pay", "skills")
PLACES_OF_WORDS = ["start", "end", "field", "posting_id"]  # in a text that the folder does not have


def write(market: "Market", found: Pack, totals: tuple[int, int], out: Path) -> tuple[Path, Page]:
    """Write `out/pack/<credential>/`, whole or not at all; the folder, and the page that it shows.

    `totals` are the open vacancies and offers. The same credential, place and day have the same folder, and the same
    bytes. Raises OSError where nothing can be written.
    """
    page, name = pack.page(market, found), _name(market, found)
    tables = _tables(found)
    with whole_folder(out / "pack", name) as folder:
        write_assets(folder)
        write_tables(folder, tables, market, totals, page.question)
        write_texts(folder, page_files(environment(), market, page))
    return out / "pack" / name, page


def _tables(found: Pack) -> dict[str, pd.DataFrame]:
    frames = {name: getattr(found, name) for name in FILES}
    return {f"pack_{name}": frame.drop(columns=PLACES_OF_WORDS, errors="ignore") for name, frame in frames.items()}


def _name(market: "Market", found: Pack) -> str:
    key = "\n".join([market.as_of.isoformat(), found.place, *found.named])
    place = "" if found.place == "all" else f" {found.place}"
    return slug("", found.named.credential + place, key)
