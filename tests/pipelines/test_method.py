"""The name of a method stands for all that decides tags: nothing that tagging reads is left out of it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from pipelines.credentials import ListedCredential
from pipelines.method import deciding_files, method
from warehouse.taxonomy import Concept, Form, write_taxonomy

ROOT = Path(__file__).parents[2] / "pipelines"
READS = """
import json, sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from pipelines.skills import Tagger
from pipelines.occupations import Occupations
from pipelines.industry import industry
from warehouse.taxonomy import find_taxonomies
tagger = Tagger.load(*find_taxonomies())
text = "We are a software company. You hold the CPR certificate and know SQL, Zig and how to weld thin steel. "
for side, given in (("demand", 3 * text), ("supply", 3 * text), ("demand", "Wir suchen und bieten für Sie die " * 9)):
    tagger.tag(given, side, title="Staff nurse", explain=True)
Occupations.load(*find_taxonomies()).occupation("Staff nurse")
industry("Acme GmbH", text)
modules = [m.__file__ for n, m in sys.modules.items() if n.startswith("pipelines.") and m.__file__]
print(json.dumps([opened, modules]))
"""
WELDING = Concept("esco:welding", "welding", "knowledge")


def taxonomy(folder: Path, *forms: str) -> Path:
    told = (Form(form, WELDING.concept_uri, "preferred") for form in forms)
    return write_taxonomy(folder / "told-1", {"name": "told", "version": "1"}, [WELDING], told)


def test_every_module_and_data_file_that_tagging_uses_decides_the_name():
    done = subprocess.run([sys.executable, "-c", READS], capture_output=True, text=True, cwd=ROOT.parent, check=True)
    opened, modules = json.loads(done.stdout.splitlines()[-1])
    known = {str(path) for path in deciding_files()}
    assert {path for path in opened if path.startswith(str(ROOT / "data"))} <= known
    assert {m for m in modules if not m.endswith("__init__.py")} <= known
    assert not {path for path in known if Path(path).stem in {"pay", "places", "duplicates", "cleaning"}}


def test_the_same_makings_have_the_same_name_wherever_they_lie(tmp_path: Path):
    made = taxonomy(tmp_path / "one", "welding")
    other = shutil.copytree(made, tmp_path / "two" / made.name)
    assert method([made]) == method([other])
    assert method([made]).name.startswith("told-1-")
    assert method([made]).made_of == "told-1"


def test_a_further_form_a_table_or_an_offered_credential_makes_another_method(tmp_path: Path):
    made = taxonomy(tmp_path / "one", "welding")
    row = ListedCredential("Zephyr Certified Welder", "Zephyr", "", "", "certificate", "various")
    names = [method([]).name, method([made]).name, method([made], [row]).name]
    names.append(method([made], [row._replace(issuer="Gale")]).name)
    names.append(method([taxonomy(tmp_path / "two", "welding", "arc welding")]).name)
    (made / "linking").mkdir()
    (made / "linking" / "labels.tsv").touch()
    names.append(method([made]).name)
    assert len(set(names)) == 6
    assert method([made], [row]).made_of == "told-1; credentials of catalogues: 1"
