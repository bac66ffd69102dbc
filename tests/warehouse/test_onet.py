"""O*NET's technologies come on top of ESCO: known names join its concepts, others bring their own."""

from pathlib import Path

import pytest

from warehouse.onet import import_onet
from warehouse.taxonomy import find_taxonomies, load_concepts

HEADER = "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand"
EXAMPLES = [
    "Amazon Web Services AWS software",
    "Docker",
    "Oracle Java",
    "Quillonbrax",
    "Go",
    "Microsoft Access",
    "Quillonbrax",
]


@pytest.fixture
def download(tmp_path: Path) -> Path:
    folder = tmp_path / "db_29_2_text"
    folder.mkdir()
    lines = [f"15-1252.00\t{example}\t43232408\tWeb platform development software\tY\tY" for example in EXAMPLES]
    (folder / "Technology_Skills.txt").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return folder


def forms(folder: Path) -> dict[str, tuple[str, str]]:
    """Form → (its concept's label, its kind)."""
    labels = load_concepts(folder)["preferred_label"].tolist()
    lines = (line.split("\t") for line in (folder / "forms.tsv").read_text().splitlines()[1:])
    return {form: (labels[int(concept)], kind) for form, concept, kind, _ in lines}


def test_names_known_to_esco_stay_or_join_and_others_bring_their_own(download: Path, tmp_path: Path) -> None:
    folder = import_onet(download, tmp_path / "home")
    aws = "Amazon Web Services"  # as our own list of technologies calls it; Docker and Go are in it as they are
    assert forms(folder) == {
        "Amazon Web Services AWS software": (aws, "preferred"),
        "Amazon Web Services AWS": (aws, "derived"),
        "Web Services AWS": (aws, "derived"),
        "Amazon Web Services": (aws, "derived"),
        "AWS": (aws, "guarded"),
        "Quillonbrax": ("Quillonbrax", "name"),
        "Oracle Java": ("Java (computer programming)", "preferred"),
        "Java": ("Java (computer programming)", "name"),
    }
    rows = load_concepts([find_taxonomies()[0], folder]).set_index("concept_uri")
    assert rows.index.is_unique
    own = rows.loc["tag:onetcenter.org,2025:technology/Quillonbrax"]
    assert (own["skill_type"], own["group_label"]) == ("knowledge", "Web platform development software")


def test_importing_twice_gives_the_same_bytes(download: Path, tmp_path: Path) -> None:
    first, again = (import_onet(download, tmp_path / home) for home in ("one", "two"))
    assert [file.read_bytes() for file in sorted(first.iterdir())] == [f.read_bytes() for f in sorted(again.iterdir())]
