"""The lists of codes are whole, and name every code that our classes give."""

from collections import Counter
from importlib.resources import files

import pytest

from pipelines.code_lists import isco_groups, nace_sections

TABLES = {
    name: (files("pipelines") / "data" / f"{name}.tsv").read_text("utf-8") for name in ("occupations", "employers")
}


def test_isco_has_10_43_130_and_436_groups_each_within_a_wider_one():
    titles = dict(isco_groups())
    assert Counter(map(len, titles)) == {1: 10, 2: 43, 3: 130, 4: 436}
    assert {code[:-1] for code in titles if len(code) > 1} <= set(titles)
    assert titles["2221"] == "Nursing professionals"


def test_nace_has_sections_a_to_u():
    assert "".join(code for code, _ in nace_sections()) == "ABCDEFGHIJKLMNOPQRSTU"
    assert dict(nace_sections())["Q"] == "Human health and social work"


@pytest.mark.parametrize("rows", [isco_groups(), nace_sections()])
def test_codes_are_ordered_and_titled(rows: list[tuple[str, str]]):
    assert rows == sorted(set(rows))
    assert all(title == " ".join(title.split()) and title[0].isupper() for _, title in rows)


def test_every_code_of_our_classes_is_named():
    given = {line.split("\t")[1] for line in TABLES["occupations"].split("\n")[1:-1]} - {""}
    assert given <= set(dict(isco_groups()))
    assert {line[0] for line in TABLES["employers"].split("\n")[:-1]} <= set(dict(nace_sections()))
