"""Our own lists become taxonomy folders: what ESCO knows joins its concepts, the rest brings its own."""

import csv
from pathlib import Path

import pytest

from pipelines.forms import closest, read_forms
from warehouse.curated import build_german, build_technologies
from warehouse.taxonomy import TaxonomyError, find_taxonomies

LISTS = Path(__file__).parents[2] / "pipelines" / "data"
[ESCO] = [folder for folder in find_taxonomies() if folder.name.startswith("esco-")]


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((LISTS / name).read_text("utf-8").splitlines()))


def test_the_lists_are_as_long_as_promised_and_name_nothing_twice() -> None:
    technologies, german = rows("technologies.csv"), rows("forms_de.csv")
    assert len(technologies) >= 1_500
    assert len({row["kind"] for row in technologies}) == 13
    forms = [form for row in technologies for form in [row["name"], *filter(None, row["aliases"].split("|"))]]
    assert len({form.casefold() for form in forms}) == len(forms)
    assert len({row["form"].casefold() for row in german}) == len(german) >= 500


def test_a_known_technology_joins_its_concept_and_another_is_one_of_ours(tmp_path: Path) -> None:
    found = {form.form: form for form in read_forms(build_technologies(LISTS / "technologies.csv", ESCO, tmp_path))}
    assert found["K8s"].concept_uri == found["Kubernetes"].concept_uri == "credscope:technology/kubernetes"
    assert (found["K8s"].preferred_label, found["K8s"].skill_type) == ("Kubernetes", "knowledge")
    assert found["JavaScript"].concept_uri.startswith("http://data.europa.eu/esco/skill/")
    assert found["MS Excel"].preferred_label == "use spreadsheets software"  # as our aliases say
    kinds = {form: found[form].kind for form in ("Flask", "Docker", "Docker Compose", "Kubernetes")}
    assert kinds == {"Flask": "guarded", "Docker": "name", "Docker Compose": "preferred", "Kubernetes": "preferred"}


def test_what_our_aliases_give_to_no_concept_of_esco_is_one_of_ours(tmp_path: Path) -> None:
    found = {form.form: form for form in read_forms(build_technologies(LISTS / "technologies.csv", ESCO, tmp_path))}
    assert found["Apache Spark"].concept_uri == "credscope:technology/apache-spark"  # ESCO's SPARK is another
    assert found["SAS"].preferred_label == "SAS language"


def test_the_forms_at_hand_without_onet_are_as_many_as_promised() -> None:
    forms = read_forms(*find_taxonomies())
    assert len({form.form.casefold() for form in forms if form.language in {"", "en"}}) >= 98_000


def test_our_spelling_wins_over_an_alias_of_escos_that_is_written_otherwise() -> None:
    named = read_forms(*find_taxonomies())
    chosen = {
        word: closest((form for form in named if form.form.casefold() == word), word) for word in ("spark", "unity")
    }
    assert (chosen["spark"].form, chosen["spark"].preferred_label) == ("Spark", "Apache Spark")
    assert (chosen["unity"].form, chosen["unity"].kind) == ("Unity", "guarded")


def test_german_forms_are_bound_to_german_texts(tmp_path: Path) -> None:
    forms = {form.form: form for form in read_forms(build_german(LISTS / "forms_de.csv", ESCO, tmp_path))}
    assert (forms["Buchhaltung"].preferred_label, forms["Buchhaltung"].language) == ("accounting", "de")


def test_the_same_lists_give_the_same_bytes(tmp_path: Path) -> None:
    one, two = (build_german(LISTS / "forms_de.csv", ESCO, tmp_path / name) for name in "ab")
    assert [(file.name, file.read_bytes()) for file in sorted(one.iterdir())] == [
        (file.name, file.read_bytes()) for file in sorted(two.iterdir())
    ]


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("technologies.csv", "name,aliases,kind,guard\nX,Y,tool,none\n", "needs a guard"),
        ("technologies.csv", "name\nX\n", "has no columns"),
        ("forms_de.csv", "form,preferred_label\nSchweben,levitate\n", "has no concept named levitate"),
    ],
)
def test_a_bad_list_is_refused_in_one_sentence(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / name).write_text(text)
    (tmp_path / "aliases.csv").write_text("form,preferred_label\n")
    make = build_german if name == "forms_de.csv" else build_technologies
    with pytest.raises(TaxonomyError, match=said):
        make(tmp_path / name, ESCO, tmp_path)
