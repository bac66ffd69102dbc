"""Tables become records row by row; a bad row is one reject with its number, and its neighbours arrive."""

import csv
import gzip
import json
import zipfile
from collections import Counter
from collections.abc import Iterable
from io import BytesIO, StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spiders.source_spider import Reject
from spiders.table_file import MappingError, load_mapping, read_table
from spiders.table_mapping import mended
from spiders.table_rows import rows
from warehouse.records import Closing, CredentialType, Side

MAPPING = """
kind = "job_posting"
[attributes]
identifier = "id"
title = "title"
description = "text"
"""


@pytest.fixture
def mapping(tmp_path: Path) -> Any:
    file = tmp_path / "map.toml"
    file.write_text(MAPPING)
    return load_mapping(file)


def written(folder: Path, name: str, body: bytes | str) -> Path:
    file = folder / name
    file.write_bytes(body.encode() if isinstance(body, str) else body)
    return file


def summary(outcomes: Iterable[Any]) -> list[str]:
    return [f"{o.pointer}: {o.reason}" if isinstance(o, Reject) else f"{o.identifier}={o.title}" for o in outcomes]


ROWS = [{"id": "1", "title": "Nurse", "text": "a"}, {"id": "2", "title": "Cook", "text": "b\nc"}]
CSV = 'id,title,text\n1,Nurse,a\n2,Cook,"b\nc"\n'


def parquet() -> bytes:
    sink = BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), sink)
    return sink.getvalue()


def zipped(*names: str) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        for name in names:
            archive.writestr(name, CSV)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("jobs.csv", CSV),
        ("jobs.csv", "\ufeff" + CSV),
        ("jobs.csv", CSV.replace("\n", "\r\n")),
        ("jobs.tsv", 'id\ttitle\ttext\n1\tNurse\ta\n2\tCook\t"b\nc"\n'),
        ("jobs.csv", CSV.replace(",", ";")),
        ("jobs.txt", CSV.encode("utf-16")),
        ("jobs.json", json.dumps(ROWS)),
        ("jobs.json", json.dumps(ROWS, indent=4)),
        ("jobs.jsonl", "\n".join(map(json.dumps, ROWS))),
        ("jobs.jsonl", "\n\n" + "\n".join(map(json.dumps, ROWS)) + "\n\n"),
        ("jobs.parquet", parquet()),
        ("jobs.csv.gz", gzip.compress(CSV.encode())),
        ("jobs.json.gz", gzip.compress(json.dumps(ROWS).encode())),
        ("jobs.parquet.gz", gzip.compress(parquet())),
        ("jobs.zip", zipped("folder/jobs.csv")),
    ],
)
def test_the_same_rows_in_every_format(tmp_path: Path, mapping: Any, name: str, body: bytes | str) -> None:
    assert summary(read_table(written(tmp_path, name, body), mapping, "s")) == ["1=Nurse", "2=Cook"]


@pytest.mark.parametrize(
    ("body", "outcomes"),
    [
        ("id,title,text\n1,A,x\n2,B\n3,C,z\n", ["1=A", "row 2: the row has 2 cells, the header 3", "3=C"]),
        ("id,title,text\n1,A,x\n2,B,y,z\n3,C,z\n", ["1=A", "row 2: the row has 4 cells, the header 3", "3=C"]),
        ("id,title,text\n1,A,x\n2,B\x00,y\n3,C,z\n", ["1=A", "row 2: the row has a NUL byte: it is damaged", "3=C"]),
        ("id,title,text\n1,A,x\n,B,y\n3,C,z\n", ["1=A", "row 2: identifier: not stated in 'id'", "3=C"]),
        ("id,title,text\n1,A,x\n2, ,y\n3,C,z\n", ["1=A", "row 2: title: not stated in 'title'", "3=C"]),
        (
            'id,title,text\n1,A,x\n2,"B,y\n3,C,z\n',
            ["1=A", "row 2: the row cannot be read: unexpected end of data", "3=C"],
        ),
        ('id,title,text\n1,A,x\n2,"B" b,y\n3,C,z\n', ["1=A", "2=B b", "3=C"]),
        ("id,title,text\n\n1,A,x\n\n3,C,z\n", ["1=A", "3=C"]),
    ],
)
def test_a_bad_row_of_a_csv_is_one_reject_with_its_number(
    tmp_path: Path, mapping: Any, body: str, outcomes: list[str]
) -> None:
    assert summary(read_table(written(tmp_path, "a.csv", body), mapping, "s")) == outcomes


def test_a_huge_cell_and_a_lost_quote_before_it_lose_no_neighbour(tmp_path: Path, mapping: Any) -> None:
    body = 'id,title,text\n1,A,x\n2,B,"' + "y" * 3_000_000 + '"\n3,C,z\n' + '4,"D,' + "w\n" * 10 + "5,E,v\n"
    found = summary(read_table(written(tmp_path, "a.csv", body), mapping, "s"))
    assert [found[0], found[2], found[-1]] == ["1=A", "3=C", "5=E"]
    assert found[1] == "row 2: the row cannot be read: field larger than field limit (2000000)"


@pytest.mark.parametrize(
    ("body", "outcomes"),
    [
        (
            '[{"id": 1, "title": "A"}, {"id": 2, "title": }, {"id": 3, "title": "C"}]',
            ["1=A", "row 2: the row is not JSON", "3=C"],
        ),
        (
            '[{"id": 1, "title": "A"}, 7, {"id": 3, "title": "C"}]',
            ["1=A", "row 2: the row is not an object but int", "3=C"],
        ),
        (
            '{"id": 1, "title": "A"}\n{"id": 2, "title"\n{"id": 3, "title": "C"}',
            ["1=A", "row 2: the row is not JSON", "3=C"],
        ),
        (
            '{"id": 1, "title": "A"}\n[1]\n{"id": NaN, "title": "C\\ud800"}',
            ["1=A", "row 2: the row is not an object but list", "row 3: identifier"],
        ),
        (
            '{"id": 1, "title": "A"}\n' + "[" * 100_000 + '\n{"id": 3, "title": "C"}',
            ["1=A", "row 2: the row is not JSON", "3=C"],
        ),
        (
            '{"id": 1, "title": "A"}\n{"id": ' + "9" * 5_000 + ', "title": "B"}\n{"id": 3, "title": "C"}',
            ["1=A", "row 2: the row is not JSON", "3=C"],
        ),
    ],
)
def test_a_bad_row_of_json_is_one_reject_with_its_number(
    tmp_path: Path, mapping: Any, body: str, outcomes: list[str]
) -> None:
    found = summary(read_table(written(tmp_path, "a.json", body), mapping, "s"))
    assert [f[: len(o)] for f, o in zip(found, outcomes, strict=True)] == outcomes


def test_a_long_array_is_read_piece_by_piece(tmp_path: Path, mapping: Any) -> None:
    rows_of = [{"id": n, "title": "T", "text": "x" * 3_000} for n in range(1_000)]
    for layout in (None, 1):
        found = list(read_table(written(tmp_path, "a.json", json.dumps(rows_of, indent=layout)), mapping, "s"))
        assert [r.identifier for r in found if not isinstance(r, Reject)] == [str(n) for n in range(1_000)]


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("a.csv", b"", "a.csv is empty"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "is not a table"),
        ("a.zip", zipped("a.csv", "b.csv"), "a.zip holds 2 files"),
        ("a.csv.gz", gzip.compress(CSV.encode())[:20], "damaged"),
        ("a.parquet", b"PAR1" + bytes(50), "the Parquet file cannot be read"),
    ],
)
def test_what_is_no_table_fails_in_one_sentence_before_the_first_row(
    tmp_path: Path, mapping: Any, name: str, body: bytes, sentence: str
) -> None:
    with pytest.raises(ValueError, match=sentence):
        read_table(written(tmp_path, name, body), mapping, "s")


def test_our_own_records_need_no_mapping(tmp_path: Path) -> None:
    lines = [
        {"kind": "job_posting", "identifier": 1, "title": "Nurse", "unknown": 1},
        {"kind": "job", "identifier": 2, "title": "Cook"},
        {"kind": "credential", "identifier": "3"},
        {"kind": "credential", "identifier": "4", "name": "First aid", "price": "12.5"},
    ]
    found = list(read_table(written(tmp_path, "a.jsonl", "\n".join(map(json.dumps, lines))), None, "own"))
    assert [type(f).__name__ for f in found] == ["JobPosting", "Reject", "Reject", "Credential"]
    assert found[0].source == "own"
    assert "kind" in found[1].reason
    assert found[2].reason.startswith("name: ")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Beginner Â· Course", "Beginner · Course"),
        ("Itâ€™s", "It’s"),
        ("Professionalâ\x84¢ (CBAPÂ®)", "Professional™ (CBAP®)"),
        ("Âge", "Âge"),
        ("Câmara São", "Câmara São"),
        ("plain", "plain"),
        ("Â· 中文", "Â· 中文"),
    ],
)
def test_utf_8_read_as_windows_1252_is_mended(text: str, meant: str) -> None:
    assert mended(text) == meant


def test_a_line_that_is_not_utf_8_is_read_as_windows_1252(tmp_path: Path, mapping: Any) -> None:
    body = "id,title,text\n1,Café,x\n".encode() + "2,Señor,y\n".encode("windows-1252") + "3,naïve,z\n".encode()
    assert summary(read_table(written(tmp_path, "a.csv", body), mapping, "s")) == ["1=Café", "2=Señor", "3=naïve"]


@pytest.mark.parametrize(
    ("rule", "row", "value"),
    [
        ('description = "a.b"', {"a": {"b": "deep"}}, "deep"),
        ('description = "a.b"', {"a.b": "flat"}, "flat"),
        ('description = "a.b"', {"a": "text"}, None),
        ('description = { from = ["x", "y"] }', {"x": " ", "y": "second"}, "second"),
        ('description = { all = ["x", "y"] }', {"x": "one", "y": "two"}, "one\ntwo"),
        ('description = { is = "same" }', {}, "same"),
        ('description = { template = "{x} of {y}" }', {"x": 3, "y": "z"}, "3 of z"),
        ('description = { template = "{x} of {y}" }', {"x": 3}, None),
        ('description = { from = "x", none = ["pending"] }', {"x": "pending"}, None),
        ('description = { from = "x", match = "([0-9]+) h" }', {"x": "about 40 h"}, "40"),
        ('description = { from = "x", match = "([0-9]+) h" }', {"x": "about"}, None),
        ('description = { from = "x", values = { a = "b" } }', {"x": "a"}, "b"),
        ('description = { from = "x", values = { a = "b" } }', {"x": "c"}, "c"),
        ('description = { from = "x", unless = "^no" }', {"x": "nothing"}, None),
        ('description = { from = "x", apart_from = ["place"] }', {"x": "Leeds", "place": "Leeds, UK"}, None),
        ('description = { from = "x", cut = 4 }', {"x": "abcdef"}, "abcd"),
        ('description = { from = "x", as = "text" }', {"x": "R&amp;D"}, "R&D"),
        ('description = { from = "x", as = "markup" }', {"x": "&lt;p&gt;a"}, "<p>a"),
        ('description = { from = "x", as = "markup" }', {"x": "&amp;lt;p&amp;gt;a"}, "<p>a"),
        ('description = { from = "x", as = "line" }', {"x": "<font><p>\n <b>One</b> &amp; all<p>Two"}, "One & all"),
        ('experience_months = { from = "x", as = "number" }', {"x": "1.9k"}, 1900),
        ('experience_months = { from = "x", as = "number" }', {"x": "43K reviews"}, 43_000),
        ('experience_months = { from = "x", as = "number" }', {"x": "6,706"}, 6706),
        ('experience_months = { from = "x", as = "number" }', {"x": "none"}, None),
    ],
)
def test_the_mapping_language(tmp_path: Path, rule: str, row: dict[str, Any], value: Any) -> None:
    attribute = rule.split(" ")[0]
    text = MAPPING if attribute != "description" else MAPPING.replace('description = "text"\n', "")
    mapping = load_mapping(written(tmp_path, "m.toml", text + rule + "\n"))
    record = mapping.record(row | {"id": "1", "title": "T"}, "s")
    assert getattr(record, attribute) == value


@pytest.mark.parametrize(
    ("rule", "row", "values"),
    [
        ("""teaches = { from = "x", find = "'([^']+)'" }""", {"x": "['a', 'b c']"}, ["a", "b c"]),
        ('teaches = { from = "x", split = "; " }', {"x": "a; b"}, ["a", "b"]),
        ('teaches = "x"', {"x": ["a", {"name": "b"}]}, ["a", "b"]),
    ],
)
def test_lists(tmp_path: Path, rule: str, row: dict[str, Any], values: list[str]) -> None:
    text = f'kind = "credential"\n[attributes]\nidentifier = "id"\nname = "id"\n{rule}\n'
    assert load_mapping(written(tmp_path, "m.toml", text)).record(row | {"id": "1"}, "s").line()["teaches"] == values


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind = ", "m.toml: Invalid value (at "),
        ("", "m.toml: kind: must be 'job_posting' or 'credential'"),
        ('kind = "job_posting"\n', "m.toml: attributes: a table [attributes] must say"),
        ("kind = [1]\n", "m.toml: kind: must be"),
        (MAPPING + "url = { from = 3 }\n", "m.toml: attributes.url: from must be a column's name or a list of them"),
        ('kind = "job_posting"\nkinds = 1\n', "m.toml: kinds: unknown; known are"),
        ('kind = "job_posting"\nclosing = "x"\n', "m.toml: closing: must be 'shown' or 'assumed'"),
        ('kind = "job_posting"\n[attributes]\ntitle = "t"\n', "m.toml: attributes: identifier is missing"),
        (MAPPING + 'colour = "x"\n', "m.toml: attributes.colour: no such attribute of a job_posting"),
        (MAPPING + "url = 3\n", "m.toml: attributes.url: must be a column's name or a table"),
        (MAPPING + 'url = { form = "x" }\n', "m.toml: attributes.url: unknown key 'form'; known are"),
        (
            MAPPING + 'url = { from = "x", is = "y" }\n',
            "m.toml: attributes.url: needs exactly one of all, from, is, template",
        ),
        (MAPPING + 'url = { from = "x", as = "y" }\n', "m.toml: attributes.url: as: 'y' is none of text, markup"),
        (MAPPING + 'url = { from = "x", match = "(" }\n', "m.toml: attributes.url: not a pattern: "),
        (MAPPING + 'url = { from = "x", match = "a" }\n', "m.toml: attributes.url: the pattern needs a group"),
        (MAPPING + 'url = { from = "x", cut = "4" }\n', "m.toml: attributes.url: cut must be a number of characters"),
    ],
)
def test_a_broken_mapping_is_one_sentence_with_its_place(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(MappingError) as caught:
        load_mapping(written(tmp_path, "m.toml", text))
    assert str(caught.value).startswith(sentence)


def test_an_unknown_mapping_names_the_shipped_ones() -> None:
    with pytest.raises(
        MappingError, match=r"no mapping 'nobody'.*coursera, coursera_2025, edx, hacker_news, nhs, udemy"
    ):
        load_mapping("nobody")


@given(
    st.lists(
        st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00\r")), min_size=3, max_size=3),
        min_size=1,
    )
)
def test_whatever_a_csv_writer_writes_is_read_back(table: list[list[str]]) -> None:
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([["id", "title", "text"], *table])
    with TemporaryDirectory() as folder:
        read = list(rows(written(Path(folder), "a.csv", text.getvalue())))
    assert [list(row.values()) for row in read if isinstance(row, dict)] == table


def test_reading_stays_linear_in_hostile_files(tmp_path: Path, mapping: Any) -> None:
    for body in ("id,title,text\n" + '"\n' * 50_000, "id,title,text\n" + 'a,"b,c\n' * 50_000, "[" + '{"id": ' * 50_000):
        start = perf_counter()
        list(read_table(written(tmp_path, "a.csv", body), mapping, "s"))
        assert perf_counter() - start < 5


SHIPPED = {
    "nhs": ("postings/nhs-jobs-2020-10.jsonl.gz", 3_000, 0),
    "udemy": ("catalogues/udemy-kaggle/udemy_courses.csv.gz", 3_678, 0),
    "coursera": ("catalogues/coursera-vikas/coursera_courses.csv.gz", 1_000, 0),
    "coursera_2025": ("catalogues/coursera-2025/coursera_courses.csv.gz", 1_008, 0),
    "edx": ("catalogues/edx-975/edx_courses.csv.gz", 974, 0),
}


@pytest.fixture(scope="module")
def real(shared: Path) -> dict[str, list[Any]]:
    return {name: list(read_table(shared / path, name, name)) for name, (path, _, _) in SHIPPED.items()}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_mapping_reads_every_row_of_its_table(real: dict[str, list[Any]], name: str) -> None:
    _, records, rejects = SHIPPED[name]
    counts = Counter(isinstance(outcome, Reject) for outcome in real[name])
    assert (counts[False], counts[True]) == (records, rejects)


def test_nhs_says_who_where_and_for_how_much(real: dict[str, list[Any]]) -> None:
    first = real["nhs"][0]
    assert (first.title, first.hiring_organization) == (
        "Staff Nurse - Child Health",
        "Hampshire Hospitals NHS Foundation Trust",
    )
    assert (first.job_location, first.country) == ("Basingstoke, Basingstoke/Winchester, GB", "GB")
    assert (first.pay_low, first.pay_high, first.pay_unit, first.pay_currency) == (24907, 30615, "year", "GBP")
    assert (str(first.date_posted), str(first.valid_through)) == ("2020-10-28", "2020-11-11")
    assert not [p for p in real["nhs"] if "&lt;" in p.description or "&#39;" in p.title or "&amp;" in p.job_location]
    assert sum(p.pay_low is None for p in real["nhs"]) == 264


def test_udemy_says_free_only_where_it_is_and_no_currency(real: dict[str, list[Any]]) -> None:
    courses = real["udemy"]
    assert Counter(c.price_kind for c in courses) == {"one-time": 3_368, "free": 310}
    assert all((c.price == 0) == (c.price_kind == "free") for c in courses)
    assert {c.price_currency for c in courses} == {None}
    assert courses[0].time_required == "1.5 hours of video"
    assert len({c.identifier for c in courses}) == 3_672


def test_coursera_says_what_kind_and_which_skills(real: dict[str, list[Any]]) -> None:
    kinds = Counter(c.credential_type for c in real["coursera"])
    assert kinds == {
        CredentialType.COURSE: 504,
        CredentialType.SPECIALISATION: 392,
        CredentialType.PROFESSIONAL_CERTIFICATE: 104,
    }
    first = real["coursera"][0]
    assert first.teaches[:3] == ["Security Software", "Risk Management", "Access Control"]
    assert (first.enrolled_count, first.rating_count, first.time_required) == (6_706, 484, "3 - 6 Months")


def test_coursera_2025_is_mended_and_told_apart(real: dict[str, list[Any]]) -> None:
    offers = real["coursera_2025"]
    assert (offers[0].level, offers[0].time_required, offers[0].rating_count) == ("beginner", "3 - 6 Months", 43_000)
    assert offers[2].name == "Google Project Management"
    assert not [o for o in offers if "Â" in json.dumps(o.line(), ensure_ascii=False)]
    assert {o.level for o in offers} == {"beginner", "intermediate", "advanced", "all levels"}
    assert sum(bool(o.stackable_into) for o in offers) == 71
    assert len({o.identifier for o in offers}) == 1_007


def test_edx_says_who_teaches_how_long_and_for_how_much(real: dict[str, list[Any]]) -> None:
    first = real["edx"][0]
    assert first.instructors == ["Nina Huntemann", "Robyn Belair", "Ben Piscopo"]
    assert (first.price, first.price_currency, first.price_kind) == (49, "USD", "one-time")
    assert (first.duration_weeks, first.time_required) == (2, "2 Weeks, 2–3 hours per week")
    assert {c.language for c in real["edx"]} == {"en", "es", "fr", "it", "zh", "pt", "ja", "ar", "de"}
    assert sum(c.enrolled_count is None for c in real["edx"]) == 120
    assert all("pending" not in (c.description or "").splitlines() for c in real["edx"])


def test_every_hacker_news_post_with_text_is_a_posting(shared: Path) -> None:
    files = sorted((shared / "postings/hn-who-is-hiring").glob("*.json.gz"))
    outcomes = [o for file in files for o in read_table(file, "hacker_news", "hn")]
    posts = [o for o in outcomes if not isinstance(o, Reject)]
    assert (len(files), len(outcomes), len(posts)) == (29, 12_032, 12_031)
    assert [o.reason for o in outcomes if isinstance(o, Reject)] == ["title: not stated in 'full_html'"]
    assert len({p.identifier for p in posts}) == 12_031
    assert max(len(p.title) for p in posts) <= 120 + len("[e-mail removed]")
    employers = Counter(p.hiring_organization for p in posts)
    assert 2_500 < sum(n for employer, n in employers.items() if employer) < 3_000
    assert not {"Remote", "San Francisco", "Software Engineer", "We", "Full-time"} & employers.keys()
    assert employers["CloudFlare"] == 11
    mapping = load_mapping("hacker_news")
    assert (mapping.closing, mapping.side) == (Closing.ASSUMED, Side.DEMAND)


def test_a_zip_with_one_table_is_read(shared: Path) -> None:
    assert sum(isinstance(row, dict) for row in rows(shared / "catalogues/edx-975/coursera_courses.zip")) == 623
