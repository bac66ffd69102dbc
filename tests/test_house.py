"""What holds for the whole tree."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = [ROOT / name for name in subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines()]
LOCKS = sorted(ROOT.glob("requirements*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_holds_hashes_and_no_address(lock):
    text = lock.read_text()
    assert "://" not in text
    packages = re.findall(r"^[\w.-]+(?:\[[\w,-]+\])?==\S+", text, re.M)
    assert packages and text.count("--hash=sha256:") >= len(packages)


def test_responses_in_the_tree_are_written_for_it_and_say_so():
    stored = [
        f
        for f in FILES
        if f.parts[len(ROOT.parts) :][:2] == ("tests", "spiders") and f.suffix in {".html", ".xml", ".json"}
    ]
    assert stored
    ours = {"captured.json"}  # what real answers become, read where they lie: counts, digests, facts of one record
    assert [f.name for f in stored if "synthetic" not in f.name and f.name not in ours] == []


def test_no_module_has_a_name_that_says_nothing():
    shrugs = {"utils", "util", "helpers", "common", "manager", "process", "item", "misc", "base", "core"}
    assert [f for f in FILES if f.suffix == ".py" and f.stem in shrugs] == []


@pytest.mark.parametrize("room", ["warehouse", "spiders", "pipelines", "reports", "flows"])
def test_a_module_of_a_room_is_short_enough_to_read_at_once(room):
    modules = [
        f for f in FILES if f.suffix == ".py" and f.relative_to(ROOT).parts[0] == room and "versions" not in f.parts
    ]
    long = {str(f.relative_to(ROOT)): n for f in modules if (n := len(f.read_text().splitlines())) > 200}
    long.pop("warehouse/records.py", None)  # the record is declared once, with all it may assert
    assert long == {}
