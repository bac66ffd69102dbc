"""A newer method reads again what is loaded: at one's own time, killed or not, and older figures keep theirs."""

import os
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import pytest

from flows.progress import Progress
from flows.settings import Settings, settings
from flows.steps.publish import publish
from flows.steps.refresh import alone, refresh
from flows.steps.retag import retag
from spiders.landing import RunWriter
from warehouse.records import Credential, JobPosting, RunStatus, Side
from warehouse.taxonomy import Concept, Form, write_taxonomy

SILENT = Progress(lambda line: None, on_terminal=False)
TEXT = "You know SQL, and how to tune a quizzle. The Zephyr Certified Widget Operator (ZCWO) is required."
OFFER = {"name": "Zephyr Certified Widget Operator (ZCWO)", "offered_by": "Zephyr Institute"}


def land(home: Path, source: str, day: str, *records: JobPosting | Credential) -> None:
    with RunWriter(home, source, day) as writer:  # type: ignore[arg-type]
        for record in records:
            writer.write(record)
        writer.finish(status=RunStatus.COMPLETE, side=Side.DEMAND, platform="told")


def jobs(source: str, count: int = 12, text: str = TEXT) -> list[JobPosting]:
    stated = {"source": source, "title": "Staff nurse", "job_location": "Berlin"}
    numbered = (stated | {"identifier": str(n), "hiring_organization": f"Hospital {n % 4}"} for n in range(count))
    return [JobPosting(**job, description=f"{text} Ward {job['identifier']}.") for job in numbered]


def offers(source: str = "academy", **more: Any) -> list[Credential]:
    return [Credential(source=source, identifier="z", credential_type="certificate", **OFFER | more)]


def add_quizzles(home: Path) -> None:
    """A taxonomy that the home did not have."""
    concept = Concept("told:quizzle", "quizzle", "knowledge")
    forms = [Form("quizzle", concept.concept_uri, "preferred")]
    write_taxonomy(home / "taxonomies" / "told-1", {"name": "told", "version": "1"}, [concept], forms)


def facts(where: Settings, query: str) -> list[Any]:
    parts = {
        name: f"read_parquet('{where.facts}/{name}.parquet')" for name in ("posting_skills", "methods", "taggings")
    }
    parts |= {"posting_credentials": f"read_parquet('{where.facts}/posting_credentials.parquet')"}
    return duckdb.sql(query.format(**parts)).fetchall()


def digests(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture
def where(tmp_path: Path) -> Settings:
    """A market of two weeks, refreshed: postings that name what a catalogue brings, which is offered a week later."""
    made = settings(tmp_path / "home", None, tmp_path / "out")
    land(made.home, "acme", "2026-01-05", *jobs("acme"))
    land(made.home, "academy", "2026-01-12", *offers())
    land(made.home, "bridge", "2026-01-12", *jobs("bridge"))
    refresh(made, SILENT)
    return made


def test_older_figures_keep_their_method_and_newer_ones_have_the_new(where: Settings):
    before = digests(publish(where, None, SILENT))
    earlier = digests(publish(where, None, SILENT, "esco"))
    (first,) = facts(where, "SELECT name FROM {methods} WHERE id > 0")[0]
    add_quizzles(where.home)
    done = retag(where, SILENT)
    assert (done.record_count, done.failures, retag(where, SILENT).record_count) == (25, [], 0)
    folder = publish(where, None, SILENT)
    assert "quizzle" in (folder / "skill_demand.csv").read_text()
    assert "told-1" in (folder / "method.html").read_text()
    assert digests(publish(where, None, SILENT, first)) == before == earlier


def test_an_earlier_day_is_published_as_it_was_before(where: Settings):
    from datetime import date

    day = date(2026, 1, 5)
    before = digests(publish(where, day, SILENT))
    add_quizzles(where.home)
    retag(where, SILENT)
    assert digests(publish(where, day, SILENT)) == before


def test_a_credential_that_a_catalogue_brings_counts_from_the_day_on_which_it_is_offered(where: Settings):
    from datetime import date

    (row,) = [
        line
        for line in (publish(where, None, SILENT) / "credential_demand.csv").read_text().splitlines()
        if line.startswith("Zephyr Certified Widget Operator,Zephyr Institute,all,")
    ]
    assert row.split(",")[3] == "4"  # 24 postings, of which one employer's in one town are one vacancy
    assert "Zephyr Certified Widget Operator" in (where.out / "2026-01-12" / "credentials.html").read_text()
    earlier = publish(where, date(2026, 1, 5), SILENT)
    assert "Zephyr" not in (earlier / "credential_demand.csv").read_text()


def test_the_same_offers_are_the_same_method_however_they_came(where: Settings, tmp_path: Path):
    other = settings(tmp_path / "other", None, tmp_path / "out")
    land(other.home, "academy", "2026-01-12", *offers(name="Zephyr Certified Widget&nbsp;Operator (ZCWO)"))
    refresh(other, SILENT)
    land(other.home, "acme", "2026-01-05", *jobs("acme"))
    refresh(other, SILENT)
    assert facts(other, "SELECT name FROM {methods}") == facts(where, "SELECT name FROM {methods}")
    assert facts(other, "SELECT DISTINCT method_id FROM {taggings}") == [(1,)]


def test_an_unchanged_record_is_not_read_again_under_a_new_method(where: Settings):
    add_quizzles(where.home)
    land(where.home, "acme", "2026-01-19", *jobs("acme"))
    refresh(where, SILENT)
    assert facts(where, "SELECT count(*) FROM {posting_skills} WHERE method_id > 1") == [(0,)]


def _command(where: Settings) -> "subprocess.Popen[str]":
    arguments = ["retag", "--home", str(where.home), "--warehouse", where.warehouse]
    return subprocess.Popen(
        [sys.executable, "-m", "flows", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_killed_and_called_again_it_ends_as_if_undisturbed(tmp_path: Path):
    homes = [settings(tmp_path / name, None, tmp_path / "out") for name in ("killed", "undisturbed")]
    for made in homes:
        for number in range(5):
            land(made.home, f"board{number}", "2026-01-05", *jobs(f"board{number}"))
        refresh(made, SILENT)
        add_quizzles(made.home)
    killed = _command(homes[0])
    assert killed.stderr
    killed.stderr.readline()
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    for made in homes:
        done = _command(made)
        assert "records read again by" in done.communicate()[0] and done.returncode == 0
    one, other = (digests(made.facts.resolve()) for made in homes)
    assert one == other


def test_two_at_once_are_refused_in_one_line(where: Settings):
    with alone(where.home):
        done = _command(where)
        out, err = done.communicate()
    assert (done.returncode, out, len(err.splitlines())) == (3, "", 1)
    assert "another refresh or retag of" in err
