"""A page of any number of rows, with parts of the market: what tables of the frame are tried with."""

from pathlib import Path

from reports.page import Cell, Column, Cut, Page, Picture, Table
from reports.page_data import subjects_file
from reports.page_html import environment, page_files
from reports.static_files import assets
from tests.reports.told_market import told_market

CUTS = [Cut("place", "US-NY", "New York"), Cut("place", "DE", "Germany"), Cut("level", "entry", "Entry level")]
HOSTILE = '<img src=x onerror="window.pwned=1"> & Sons'


def long_page(rows: int, columns: int = 10) -> Page:
    """Skills by count; the first is hostile, the second runs from right to left. New York has figures of its own."""
    heads = [Column("Skill"), Column("Class"), *(Column(f"Count {n}", is_number=True) for n in range(columns - 2))]
    names = [HOSTILE, "أمن المعلومات 🙂", *(f"skill {n}" for n in range(2, rows))]

    names[-1] = "the very last"

    def cells(number: int, of: int = 1) -> list[Cell]:
        word = ("underserved", "saturated", "balanced")[number % 3]
        href = f"evidence/skill-{number}.html"
        counts = [Cell(f"{(number * 7919 + n) % 5000 // of:,}", href) for n in range(columns - 2)]
        return [Cell(names[number], href, hint=names[number]), Cell(word, mark=word), *counts]

    here = {"place=US-NY": [cells(number, 2) for number in range(min(3, rows))]}
    table = Table("skills", "Skills", heads, [cells(n) for n in range(rows)], "skills.csv", filters=1, cuts=here)
    lead = {"place=US-NY": [f"In New York {HOSTILE} is asked most."]}
    return Page("long", "Skills", "Many skills", ["Everything is asked."], [_picture()], [table], cuts=lead)


def _picture() -> Picture:
    def of(title: str, value: int) -> Picture:
        spec = {"width": "container", "height": 40, "data": {"values": [{"value": value, "label": "SQL"}]}}
        spec |= {"mark": "bar", "encoding": {"x": {"field": "value", "type": "quantitative"}}}
        return Picture("bars", title, f"counts, {title}", "Source: none.", spec)

    whole = of("All places", 100)
    return Picture("bars", whole.title, whole.subtitle, whole.source, whole.spec, cuts={"place=US-NY": of(HOSTILE, 7)})


def write_long_page(folder: Path, rows: int) -> Path:
    """The page with all that it loads, and what it is searched by; the address of the page."""
    for part in ("assets", "data"):
        (folder / part).mkdir(parents=True)
    for name, content in assets().items():
        (folder / "assets" / name).write_bytes(content)
    page, market = long_page(rows), told_market(postings=1, offers=0)
    subjects = [("skill", "", name, f"skill-{n}") for n, name in enumerate(("C++", "C#", "SQL", HOSTILE))]
    files = page_files(environment(), market, page, [("long", "Skills")], CUTS)
    for name, content in (files | {"data/subjects.js": subjects_file(subjects)}).items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder / "long.html"
