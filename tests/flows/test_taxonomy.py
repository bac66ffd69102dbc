"""A taxonomy that a user adds is ready when the command ends: its tables are kept, and found by whoever tags next."""

from pathlib import Path

import pytest

from flows.progress import Progress
from flows.settings import settings
from flows.steps.taxonomy import add_taxonomy
from pipelines.linking.tables import FOLDER
from pipelines.matching.kept import open_kept
from pipelines.skills import Tagger
from warehouse.records import Side
from warehouse.taxonomy import TaxonomyError, find_taxonomies

HEADER = "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\tHot Technology\tIn Demand"
SILENT = Progress(lambda line: None, on_terminal=False)


def download(folder: Path, *examples: str) -> Path:
    lines = [f"15-1252.00\t{example}\t43232408\tWeb platform development software\tY\tY" for example in examples]
    folder.mkdir(exist_ok=True)
    (folder / "Technology_Skills.txt").write_text("\n".join([HEADER, *lines]) + "\n", encoding="utf-8")
    return folder


def test_the_tables_of_matching_and_linking_are_kept_in_the_home_those_in_use_alone(tmp_path: Path):
    where = settings(tmp_path / "home", None, tmp_path / "out")
    for examples in (("Quillonbrax",), ("Quillonbrax", "Zumbelfix")):
        (made,) = add_taxonomy(download(tmp_path / "onet", *examples), where, SILENT)
        assert (made["concept_count"], (made["folder"] / FOLDER / "labels.tsv").is_file()) == (len(examples), True)
        (kept,) = (where.home / "taxonomies" / "matching").iterdir()
    tagger = Tagger.load(*find_taxonomies(where.home))
    assert open_kept(kept.name, [kept.parent])
    assert kept.read_bytes() == tagger.keep(tmp_path / "again").read_bytes()
    found = tagger.tag("You know Zumbelfix and Quillonbrax.", Side.DEMAND).skills
    assert [skill.matched_text for skill in found] == ["Zumbelfix", "Quillonbrax"]


def test_the_command_names_what_it_made_and_what_to_do_next(credscope, tmp_path: Path):
    folder = download(tmp_path / "onet", "Quillonbrax")
    done = credscope("taxonomy", str(folder), "--home", str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("1 forms of 1 concepts, in ")
    assert "`credscope retag` reads again what is loaded" in done.stdout
    assert "credscope retag" in credscope("retag", "--help").stdout


def test_what_is_no_download_is_refused_and_nothing_is_made(tmp_path: Path):
    where = settings(tmp_path / "home", None, tmp_path / "out")
    with pytest.raises(TaxonomyError):
        list(add_taxonomy(tmp_path, where, SILENT))
    assert not (where.home / "taxonomies").exists()
