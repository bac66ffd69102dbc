import csv
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import fields
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from reports.libraries import libraries
from reports.measures.all_measures import Measures
from reports.page import Page
from reports.page_data import data_name, script_json, unpacked
from reports.page_html import POLICY
from reports.render import publish
from tests.reports.told_market import told_market

PAGES = ["index", "skills", "credentials", "saturation", "providers", "source_health", "method"]
FIRST_COLUMNS = {
    "skill_demand": "concept_uri preferred_label place vacancy_count vacancy_total share share_low share_high "
    "employer_count effective_employers location_quotient trend slope evidence",
    "credential_demand": "credential issuer place explicit_count required_count preferred_count mentioned_count share "
    "share_low share_high implied_half_count implied_three_quarters_count implied_all_count employer_count evidence",
    "saturation": "concept_uri preferred_label place demand_count demand_total offer_count offer_total employer_count "
    "provider_count effective_providers gap gap_low gap_high trend class",
    "source_health": "source side platform basis status as_of fetched parsed inserted updated unchanged rejected",
    "providers": "provider_key provider",
    "opportunities": "concept_uri preferred_label place demand_count",
    "recognition": "place industry industry_label vacancy_total employer_total evidence",
    "price": "credential_type place offer_count provider_count",
    "pathways": "occupation occupation_label by kind step offer title provider credential_type",
    "changes": "kind event cause concept_uri preferred_label credential issuer provider_key provider place",
}
NO_FILES = {f"{name}.csv" for name in ("basis", "compared_with", "method_bridge")}  # the last where one method read all


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def every_page(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.html"))


@pytest.fixture(params=["report", "hostile_report", "empty_report"])
def any_report(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.getfixturevalue(request.param)
    return folder


def test_the_folder_holds_a_page_a_question_and_a_file_a_table(report: Path) -> None:
    names = {p.relative_to(report).as_posix() for p in report.rglob("*") if p.is_file()}
    assert names >= {f"{name}.html" for name in PAGES} | {f"{name}.csv" for name in FIRST_COLUMNS} | {"manifest.json"}
    assert {n for n in names if n.endswith(".csv")} >= {f"{field.name}.csv" for field in fields(Measures)} - NO_FILES
    assert report.name == "2026-11-23"


def test_tables_begin_with_the_columns_of_the_contract(any_report: Path) -> None:
    for name, columns in FIRST_COLUMNS.items():
        header = next(csv.reader(io.StringIO((any_report / f"{name}.csv").read_text(encoding="utf-8"))))
        assert header[: len(columns.split())] == columns.split()


def test_the_manifest_knows_every_file_by_its_digest_and_every_table_by_its_rows(any_report: Path) -> None:
    manifest = json.loads((any_report / "manifest.json").read_text(encoding="utf-8"))
    listed = {entry["file"]: entry for entry in manifest["files"]}
    files = {p.relative_to(any_report).as_posix(): p for p in any_report.rglob("*") if p.is_file()}
    assert set(listed) == set(files) - {"manifest.json"}
    for name, path in files.items():
        if name == "manifest.json":
            continue
        assert listed[name]["sha256"] == sha256(path.read_bytes()).hexdigest()
        if name.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
            assert listed[name]["rows"] == len(rows) - 1


def test_the_methods_that_tagged_are_named_with_what_each_read_and_a_mixture_is_said(
    report: Path, tmp_path: Path
) -> None:
    manifest = json.loads((report / "manifest.json").read_text(encoding="utf-8"))
    read = {"method": "esco-1.1.1-0f3c", "made_of": "esco-1.1.1", "postings": 1_100, "offers": 90}
    assert manifest["tagging"] == [read]
    assert "by an older method than" not in (report / "method.html").read_text(encoding="utf-8")
    market, said = told_market(postings=60, offers=9), list[str]()
    older = market.methods.assign(name="unversioned", posting_count=4, offer_count=0)
    market.methods = pd.concat([market.methods, older], ignore_index=True)
    folder = publish(market, tmp_path, said.append)
    words = "4 of 73 records were read by an older method than esco-1.1.1-0f3c"
    assert said[0] == f"{words}: `credscope retag` reads them again"
    table = soup(folder / "method.html").find(id="tagging")
    assert [row.get_text(" ", strip=True) for row in table.find("tbody").find_all("tr")] == [  # type: ignore[union-attr]
        "esco-1.1.1-0f3c esco-1.1.1 60 9",
        "unversioned esco-1.1.1 4 0",
    ]
    assert words in (folder / "method.html").read_text(encoding="utf-8")


def test_every_page_of_a_sample_says_fictional_in_its_first_line_and_no_other_does(
    report: Path, empty_report: Path
) -> None:
    for path in every_page(report):
        assert "fictional" in soup(path).body.get_text("\n", strip=True).splitlines()[0].lower()  # type: ignore[union-attr]
        assert "fictional" in soup(path).title.get_text().lower()  # type: ignore[union-attr]
    for path in every_page(empty_report):
        assert "fictional" not in path.read_text(encoding="utf-8").lower()


def test_every_link_within_the_folder_leads_somewhere(any_report: Path) -> None:
    for path in every_page(any_report):
        page = soup(path)
        ends = [tag[name] for name in ("href", "src") for tag in page.find_all(attrs={name: True})]
        if (data := any_report / data_name(Page(path.stem, "", "", []))).is_file() and path.parent == any_report:
            told = json.loads(unpacked(data.read_text(encoding="utf-8")))
            ends += [text for text in told["texts"] if text.startswith("evidence/")]
        for end in ends:
            if end.startswith(("http://", "https://", "data:,")):
                continue
            target, _, anchor = str(end).partition("#")
            assert not target or (path.parent / target).is_file(), f"{path.name}: {end}"
            if anchor:
                there = soup(path.parent / target) if target else page
                assert there.find(id=anchor), f"{path.name}: {end}"


def test_every_figure_of_a_first_sentence_leads_to_its_records(report: Path) -> None:
    for name in ("index", "skills", "credentials", "saturation", "providers"):
        lead = soup(report / f"{name}.html").select_one(".lead")
        hrefs = [a["href"] for a in lead.find_all("a")]  # type: ignore[union-attr]
        assert hrefs
        for href in hrefs:
            records = soup(report / str(href)).select(".records li")
            assert 1 <= len(records) <= 40
            assert all(r.select_one("h3 a[href^=http]") and r.select_one("small") for r in records)
            assert name == "providers" or any(r.select_one("blockquote mark") for r in records)


def test_a_page_asks_nobody_for_anything(any_report: Path) -> None:
    for path in every_page(any_report):
        page = soup(path)
        assert page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})["content"] == POLICY  # type: ignore[index]
        assert "unsafe-eval" not in POLICY
        for tag in page.find_all(["script", "img", "iframe", "link", "object", "embed"]):
            source = tag.get("src") or tag.get("href") or ""
            assert "//" not in source, f"{path.name}: {tag}"


def test_nothing_scraped_becomes_markup(hostile_report: Path) -> None:
    own = re.compile(r"(\.\./)?(assets/(theme|words|dataTables\.min|report|fflate|vega|pictures)\.js|data/[\w-]+\.js)")
    for path in every_page(hostile_report):
        page = soup(path)
        for script in page.find_all("script"):
            assert own.fullmatch(str(script.get("src")))
        assert not page.find_all(["img", "iframe", "object", "embed", "form", "base", "style"])
        for tag in page.find_all(True):
            assert not [name for name in tag.attrs if name.startswith("on") or name == "style"], f"{path.name}: {tag}"
        assert "pwned" in page.get_text() or path.name == "method.html" or "evidence" in path.parts
        assert "49" not in [word for word in page.get_text().split() if word.startswith("{{")]


def test_links_out_are_web_addresses_that_tell_nobody_where_one_came_from(hostile_report: Path) -> None:
    found = set()
    for path in every_page(hostile_report):
        for link in soup(path).find_all("a", href=True):
            scheme = str(link["href"]).partition(":")[0] if ":" in str(link["href"]) else ""
            assert scheme in ("", "http", "https"), link
            if scheme:
                found.add(link["href"])
                assert link.get("rel") == ["noopener", "noreferrer"]
    # Every hostile address was refused, also the one with a bracket in it; the page on the method names its libraries.
    assert found == {library.home for library in libraries()}


def test_hostile_cells_are_disarmed_in_the_tables(hostile_report: Path) -> None:
    for path in hostile_report.glob("*.csv"):
        for row in csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "@", "+"))]


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "\u2028\u2029", 'a"b\\'])
def test_a_data_block_cannot_end_its_element_and_reads_back(text: str) -> None:
    block = script_json({"x": text})
    assert "<" not in block
    assert "\u2028" not in block
    assert json.loads(block) == {"x": text}


PUBLISH = """
import sys
from pathlib import Path
from reports.render import publish
from tests.reports.told_market import told_market
publish(told_market(postings=300, offers=40), Path(sys.argv[1]))
"""


def test_the_same_market_gives_the_same_bytes_whatever_clock_seed_or_locale(tmp_path: Path, root: Path) -> None:
    places = {
        "one": {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"},
        "two": {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "UTC"},
    }
    running = [
        subprocess.Popen([sys.executable, "-c", PUBLISH, str(tmp_path / name)], cwd=root, env={**os.environ, **more})
        for name, more in places.items()
    ]
    assert [process.wait() for process in running] == [0, 0]
    one, two = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()} for n in places
    )
    assert one == two
    assert len(one) > 30


@pytest.mark.parametrize(
    ("postings", "offers", "missing"),
    [(1, 0, "No offer was collected"), (0, 1, "No vacancy is open")],
)
def test_a_market_with_a_side_missing_says_what_is_missing(
    tmp_path: Path, postings: int, offers: int, missing: str
) -> None:
    lines: list[str] = []
    folder = publish(told_market(postings=postings, offers=offers), tmp_path, lines.append)
    assert missing in soup(folder / "index.html").select_one("main").get_text()  # type: ignore[union-attr]
    for name in PAGES:
        assert soup(folder / f"{name}.html").h1.get_text(strip=True)  # type: ignore[union-attr]
    assert len(lines) >= 3
    assert all(line and "\n" not in line for line in lines)


def test_an_empty_market_says_that_there_is_nothing_yet_on_every_page(empty_report: Path) -> None:
    assert "nothing to report" in soup(empty_report / "index.html").h1.get_text()  # type: ignore[union-attr]
    for name in PAGES[1:-1]:
        page = soup(empty_report / f"{name}.html")
        assert re.search(r"\b(no|none|nothing|No)\b", page.h1.get_text()), name  # type: ignore[union-attr]
        assert page.select_one(".empty") and not page.select("figure")
