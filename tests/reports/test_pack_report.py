"""The folder of an evidence pack, from the told market and worse ones."""

import csv
import json
import re
from pathlib import Path

import openpyxl
import pytest
from jsonschema import Draft202012Validator

from reports.language import speaking
from reports.measures.pack.pack import Asked, pack
from reports.measures.units.basis import basis
from reports.pack_report import write
from reports.page import Page
from tests.reports.told_market import HOSTILE, hostile_market, told_market

STEWARD = "Certified Data Steward"
FILES = {
    *(f"pack_{name}.csv" for name in ("demand", "employers", "vacancies", "offers", "alternatives", "position")),
    *("pack_pay.csv", "pack_skills.csv", "dictionary.csv", "schema.json", "report.xlsx", "index.html"),
}


def written(market, out: Path, asked: Asked) -> tuple[Path, Page]:
    counted = basis(market)
    totals = tuple(int(side.units["open"].sum()) for side in (counted.demand, counted.supply))
    return write(market, pack(market, counted, asked), totals, out)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Page]:
    return written(told_market(), tmp_path_factory.mktemp("pack"), Asked(STEWARD))


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"pack_{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_answer_is_one_sentence_with_its_base(told: tuple[Path, Page]) -> None:
    _, page = told
    assert re.fullmatch(rf"{STEWARD} is named in \d+\.\d\s% \([\d.–]+\) of [\d,]+ vacancies; \d+ employers", page.title)
    assert page.question == f"Evidence pack: {STEWARD} (Harbour Institute), all places"


def test_the_lead_says_classes_employers_trend_offers_and_pay(told: tuple[Path, Page]) -> None:
    lead = [str(sentence) for sentence in told[1].lead]
    begins = ("Required: ", "Employers: ", "Its share of new", "No catalogue that we read offers it")
    assert [any(said.startswith(begin) for said in lead) for begin in begins] == [True] * 4
    assert any("pay" in said for said in lead)


def test_the_folder_has_the_page_and_all_its_tables(told: tuple[Path, Page]) -> None:
    folder, _ = told
    assert {path.name for path in folder.iterdir()} >= FILES
    page = (folder / "index.html").read_text(encoding="utf-8")
    for name in re.findall(r'href="([\w./]+)"', page):
        assert (folder / name).is_file(), name
    assert "Fictional" in page
    assert "northboard" in page


def test_its_files_are_as_their_schema_says_and_open_as_a_workbook(told: tuple[Path, Page]) -> None:
    folder, _ = told
    Draft202012Validator.check_schema(json.loads((folder / "schema.json").read_text()))
    book = openpyxl.load_workbook(folder / "report.xlsx")
    assert book.sheetnames[0] == "Notes"
    assert book["pack_demand"]["D2"].value == int(table(folder, "demand")[0]["explicit_count"])
    meanings = csv.DictReader((folder / "dictionary.csv").open(encoding="utf-8"))
    assert [row for row in meanings if not row["meaning"]] == []


def test_the_sample_shows_the_words_in_their_sentence_and_leads_to_the_original(told: tuple[Path, Page]) -> None:
    page = (told[0] / "index.html").read_text(encoding="utf-8")
    assert f"“{STEWARD}”" in page
    assert 'href="https://jobs.test/' in page


def test_the_same_market_gives_the_same_folder_and_bytes(told: tuple[Path, Page], tmp_path: Path) -> None:
    again, _ = written(told_market(), tmp_path, Asked(STEWARD))
    assert again.name == told[0].name
    names = [p.relative_to(again) for p in again.rglob("*") if p.is_file()]
    assert [name for name in names if (again / name).read_bytes() != (told[0] / name).read_bytes()] == []


def test_another_place_has_another_folder_and_stands_first(told: tuple[Path, Page], tmp_path: Path) -> None:
    folder, page = written(told_market(), tmp_path, Asked(STEWARD, place="US-NY"))
    assert folder.name != told[0].name
    assert table(folder, "demand")[0]["place"] == "US-NY"
    assert any(str(said).startswith("In all places: ") for said in page.lead)


def test_thin_evidence_is_said_first(tmp_path: Path) -> None:
    _, page = written(told_market(postings=120), tmp_path, Asked("C++ Practitioner"))
    assert page.title.startswith(("Thin evidence: C++ Practitioner is named in ", "C++ Practitioner: none of "))


def test_an_empty_market_says_what_it_lacks(tmp_path: Path) -> None:
    folder, page = written(told_market(postings=0, offers=0), tmp_path, Asked(STEWARD))
    assert page.title == f"No vacancy is open: nothing can be said of the demand for {STEWARD}"
    assert "No source has been read yet." in (folder / "index.html").read_text(encoding="utf-8")
    assert len(table(folder, "demand")) == 1


def test_hostile_names_stay_text_in_page_csv_and_workbook(tmp_path: Path) -> None:
    folder, _ = written(hostile_market(), tmp_path, Asked(HOSTILE[0] + STEWARD))
    page = (folder / "index.html").read_text(encoding="utf-8")
    assert "<script>window" not in page
    assert "javascript:window" not in page
    assert 'onerror="' not in re.sub(r"&#34;|&quot;", "", page)
    cells = [
        cell for sheet in openpyxl.load_workbook(folder / "report.xlsx") for row in sheet.iter_rows() for cell in row
    ]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    begins = {value[:1] for name in ("employers", "vacancies") for row in table(folder, name) for value in row.values()}
    assert not begins & set("=@+")


def test_a_pack_speaks_german(tmp_path: Path) -> None:
    with speaking("de"):
        folder, _ = written(told_market(), tmp_path, Asked(STEWARD))
    assert '<html lang="de"' in (folder / "index.html").read_text(encoding="utf-8")
