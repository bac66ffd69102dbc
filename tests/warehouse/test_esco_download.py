"""ESCO's own download, in any language: its labels become forms of ESCO's concepts, bound to their language."""

import csv
import gzip
from pathlib import Path

import pytest

from warehouse.esco_download import import_esco, is_download
from warehouse.onet import import_onet
from warehouse.taxonomy import TaxonomyError, about, bound_to, find_taxonomies, load_concepts

SKILL = "http://data.europa.eu/esco/skill/"
COLUMNS = ("conceptType", "conceptUri", "preferredLabel", "status", "skillType", "altLabels")
KNOWN = "000f1d3d-220f-4789-9c0a-cc742521fb02"  # ESCO 1.1.1 calls it Haskell
ROWS = [
    ("KnowledgeSkillCompetence", SKILL + KNOWN, "Haskell (Sprache)", "released", "knowledge", "Haskell 98 | Haskell"),
    ("KnowledgeSkillCompetence", SKILL + "new", "Teig kneten", "released", "skill/competence", "Teige  kneten\nkneten"),
    ("KnowledgeSkillCompetence", SKILL + "old", "Teig werfen", "obsolete", "skill/competence", ""),
    ("SkillGroup", SKILL + "S1", "Kommunikation", "released", "", ""),
]


def write(path: Path, columns: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


@pytest.fixture
def download(tmp_path: Path) -> Path:
    folder = tmp_path / "ESCO dataset - v1.2.0 - classification - de - csv"
    folder.mkdir()
    write(folder / "skills_de.csv", COLUMNS, ROWS)
    groups = [("urn:s", "Backwaren herstellen", "S8.1.3"), ("urn:p", "Backen", "S8.1"), ("urn:r", "Anlagen", "S8")]
    write(folder / "skillGroups_de.csv", ("conceptUri", "preferredLabel", "code"), groups)
    write(
        folder / "broaderRelationsSkillPillar_de.csv",
        ("conceptUri", "broaderUri"),
        [(SKILL + "new", "urn:s"), ("urn:s", "urn:p")],
    )
    titles = [("urn:o", "Bäcker/Bäckerin", "Bäcker\nBäckerin", "7512", "released")]
    write(folder / "occupations_de.csv", ("conceptUri", "preferredLabel", "altLabels", "iscoGroup", "status"), titles)
    return folder


def test_released_skills_become_forms_bound_to_their_language(download: Path, tmp_path: Path) -> None:
    [folder] = import_esco(download, tmp_path / "home")
    uris = [line.split("\t")[0] for line in (folder / "concepts.tsv").read_text().splitlines()[1:]]
    forms = [line.split("\t") for line in (folder / "forms.tsv").read_text().splitlines()[1:]]
    assert {(form, uris[int(line)].removeprefix(SKILL), kind, language) for form, line, kind, language in forms} == {
        ("Haskell (Sprache)", KNOWN, "preferred", "de"),
        ("Haskell", KNOWN, "alternative", "de"),
        ("Haskell 98", KNOWN, "alternative", "de"),
        ("Teig kneten", "new", "preferred", "de"),
        ("Teige kneten", "new", "alternative", "de"),
        ("kneten", "new", "alternative", "de"),
    }
    assert (about(folder)["version"], about(folder)["language"]) == ("1.2.0", "de")


def test_a_known_concept_keeps_its_label_and_group_and_a_new_one_takes_those_of_the_download(
    download: Path, tmp_path: Path
) -> None:
    rows = load_concepts(import_esco(download, tmp_path / "home")).set_index("concept_uri")
    known = load_concepts(find_taxonomies()[:1]).set_index("concept_uri").loc[SKILL + KNOWN]
    assert rows.loc[SKILL + KNOWN].equals(known)
    new = rows.loc[SKILL + "new"]
    assert (new["preferred_label"], new["group_uri"], new["group_label"]) == ("Teig kneten", SKILL + "S8.1", "Backen")
    assert (new["parent_group_uri"], new["parent_group_label"]) == (SKILL + "S8", "Anlagen")


def test_titles_of_occupations_lie_beside(download: Path, tmp_path: Path) -> None:
    [folder] = import_esco(download, tmp_path / "home")
    rows = [line.split("\t") for line in (folder / "occupations.tsv").read_text().splitlines()[1:]]
    assert [(title, kind, isco) for title, kind, _, isco, _ in rows] == [
        ("Bäcker", "alternative", "7512"),
        ("Bäcker/Bäckerin", "preferred", "7512"),
        ("Bäckerin", "alternative", "7512"),
    ]


def test_each_language_of_a_folder_is_a_taxonomy_of_its_own_and_english_names_what_is_new(
    download: Path, tmp_path: Path
) -> None:
    write(download / "bakerySkillsCollection_en.csv", COLUMNS, [(*ROWS[1][:2], "knead dough", *ROWS[1][3:5], "")])
    german, english = import_esco(download, tmp_path / "home")
    assert (german.name, english.name) == ("esco-1.2.0-de", "esco-1.2.0-en")
    assert load_concepts(german).set_index("concept_uri").loc[SKILL + "new", "preferred_label"] == "knead dough"


def test_importing_twice_gives_the_same_bytes(download: Path, tmp_path: Path) -> None:
    first, again = (import_esco(download, tmp_path / home)[0] for home in ("one", "two"))
    assert [file.read_bytes() for file in sorted(first.iterdir())] == [f.read_bytes() for f in sorted(again.iterdir())]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"conceptUri,title\nurn:x,Backen\n", "has no columns"),
        (b"\xff\xfe\x00broken", "cannot be read"),
        (b"", "has no columns"),
        (",".join(COLUMNS).encode() + b"\nKnowledgeSkillCompetence,urn:x,Back", "is the download complete"),
        (",".join(COLUMNS).encode() + b'\nKnowledgeSkillCompetence,urn:x,"Back', "is the download complete"),
    ],
)
def test_a_file_that_is_not_escos_is_refused_in_one_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "skills_de.csv").write_bytes(content)
    with pytest.raises(TaxonomyError, match=says):
        import_esco(tmp_path, tmp_path / "home")
    assert not (tmp_path / "home").exists()


def test_half_a_packed_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "skills_de.csv.gz").write_bytes(gzip.compress(b"conceptUri,title\n" * 99)[:-9])
    with pytest.raises(TaxonomyError, match=r"skills_de\.csv\.gz .* is the download complete"):
        import_esco(tmp_path, tmp_path / "home")


@pytest.mark.parametrize(
    ("given", "says"), [("nowhere", "is no folder: give ESCO"), ("zip", "unpack it first"), (".", "holds no")]
)
def test_what_is_neither_download_is_told_what_to_give(tmp_path: Path, given: str, says: str) -> None:
    (tmp_path / "zip").write_bytes(b"PK")
    assert not is_download(tmp_path / given)
    with pytest.raises(TaxonomyError, match=says):
        import_onet(tmp_path / given, tmp_path / "home")


def test_a_folder_without_labels_of_skills_is_no_download(tmp_path: Path) -> None:
    (tmp_path / "occupations_de.csv").write_text("conceptUri,preferredLabel,altLabels,iscoGroup\n")
    assert not is_download(tmp_path)
    with pytest.raises(TaxonomyError, match="no collection of skills"):
        import_esco(tmp_path, tmp_path / "home")


@pytest.mark.parametrize(
    ("form", "language", "bound"),
    [
        ("Python", "en", ""),
        ("machine learning", "en", ""),
        ("c++", "en", ""),
        ("pain", "en", "en"),
        ("fast", "en", "en"),
        ("Gift", "de", "de"),
        ("Maschinelles Lernen", "de", "de"),
    ],
)
def test_only_english_names_and_phrases_count_in_texts_of_any_language(form: str, language: str, bound: str) -> None:
    assert bound_to(form, language) == bound


def test_the_shared_download_gives_the_german_labels_of_the_collections(shared: Path, tmp_path: Path) -> None:
    german, english = import_esco(shared / "taxonomies" / "esco-1.2.0-en-de", tmp_path)
    assert about(german)["concept_count"] == about(english)["concept_count"] == 2334
    forms = (german / "forms.tsv").read_text(encoding="utf-8")
    assert "\nKryptowährung\t" in forms
    assert load_concepts(german)["group_uri"].notna().all()
