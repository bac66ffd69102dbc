"""What is older than its retention goes, save what younger archives refer to; a kill leaves whole archives only."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from flows.__main__ import main
from spiders import prune as module
from spiders.archive import ArchiveWriter
from spiders.earlier import EarlierRun, asked_key
from spiders.landing import ARCHIVE, LandingBusyError, RunWriter, last_complete
from spiders.prune import prune
from spiders.replay import replay
from spiders.revisits import NOT_MODIFIED, SAME, payload_digest
from spiders.source_spider import Page
from tests.spiders.conftest import job_page
from warehouse.records import JobPosting, RunStatus, Side

DAY = date(2026, 11, 23)
HTML = {"Content-Type": "text/html", "Etag": '"1"'}
SOURCE = "site:a.test"


def page(name: str, version: str = "") -> Page:
    return Page(f"http://a.test/{name}", (job_page(name) + version).encode(), 200, HTML)


def landed(home: Path, days_ago: int, pages: Iterable[Page], retention: int | None = 730) -> Path:
    """A complete run as a crawl leaves it: what the run before had is referred to."""
    as_of = DAY - timedelta(days=days_ago)
    earlier = EarlierRun(last_complete(home, SOURCE, as_of))
    with RunWriter(home, SOURCE, as_of) as run:
        at = datetime.combine(as_of, time(6), UTC)
        with ArchiveWriter(run.folder / ARCHIVE, SOURCE, as_of, "schema_org", at) as archive:
            for number, each in enumerate(pages):
                known = earlier.find(asked_key(each.url))
                if known and known.original.digest == payload_digest(each.body):
                    archive.revisit(each, known.original, SAME if number % 2 else NOT_MODIFIED)
                else:
                    archive.write(each)
                run.write(JobPosting(source=SOURCE, identifier=each.url, title="Job"))
        run.finish(side=Side.DEMAND, platform="schema_org", status=RunStatus.COMPLETE, retention_days=retention)
        return run.folder / ARCHIVE


def bodies(archive: Path, home: Path) -> tuple[str, int, str | None]:
    (run,) = replay(archive, home)
    return run.status, run.parsed, run.input_sha256


@pytest.fixture
def three(tmp_path: Path) -> list[Path]:
    """Runs of 800, 400 and 1 days ago: one page never changed, one changed with the second, one left, one came."""
    return [
        landed(tmp_path, 800, [page("same"), page("other"), page("gone")]),
        landed(tmp_path, 400, [page("same"), page("other", "!")]),
        landed(tmp_path, 1, [page("same"), page("other", "!"), page("new")]),
    ]


def sizes(archives: Iterable[Path]) -> list[int]:
    return [path.stat().st_size if path.exists() else 0 for path in archives]


def test_what_is_past_its_retention_goes_save_what_younger_ones_refer_to(tmp_path: Path, three: list[Path]) -> None:
    records = three[0].with_name("records.jsonl.gz").read_bytes()
    before, replayed = sizes(three), [bodies(path, tmp_path / "before") for path in three[1:]]
    (pruned,) = prune(tmp_path, SOURCE, DAY)
    after = sizes(three)
    assert (pruned.archive, pruned.kept, pruned.freed) == (three[0], 1, before[0] - after[0])
    assert 0 < after[0] < before[0]
    assert after[1:] == before[1:]
    assert three[0].with_name("records.jsonl.gz").read_bytes() == records
    assert [bodies(path, tmp_path / "after") for path in three[1:]] == replayed
    with three[0].open("rb") as file:
        kept = [
            r.rec_headers["WARC-Target-URI"]
            for r in ArchiveIterator(file, check_digests="raise")
            if r.rec_type != "warcinfo"
        ]
    assert kept == ["http://a.test/same"]
    assert prune(tmp_path, SOURCE, DAY) == []


def test_what_nothing_younger_refers_to_goes_whole(tmp_path: Path, three: list[Path]) -> None:
    before = sizes(three)
    pruned = prune(tmp_path, SOURCE, DAY, older=0)
    assert sum(each.freed for each in pruned) == sum(before)
    assert sizes(three) == [0, 0, 0]
    assert (three[0].parent / "run.json").exists()
    assert prune(tmp_path, SOURCE, DAY, older=0) == []


def test_a_run_of_now_refers_into_an_archive_that_was_pruned(tmp_path: Path, three: list[Path]) -> None:
    prune(tmp_path, SOURCE, DAY)
    assert EarlierRun(last_complete(tmp_path, SOURCE, DAY)).find("http://a.test/same")
    newest = landed(tmp_path, 0, [page("same"), page("other", "!"), page("new")])
    with newest.open("rb") as file:
        revisits = [r.rec_headers["WARC-Refers-To-Filename"] for r in ArchiveIterator(file) if r.rec_type == "revisit"]
    assert revisits == [f"{path.parent.name}/{ARCHIVE}" for path in three]
    assert bodies(newest, tmp_path / "again")[:2] == ("complete", 3)


def test_a_pruned_archive_is_not_replayed(tmp_path: Path, three: list[Path]) -> None:
    prune(tmp_path, SOURCE, DAY)
    with pytest.raises(ValueError, match="was pruned on 2026-11-23: only what younger runs refer to is left"):
        replay(three[0], tmp_path)


def test_the_retention_is_the_runs_own(tmp_path: Path) -> None:
    archives = [landed(tmp_path, days, [page(str(days))], retention=30) for days in (31, 30)]
    assert [each.archive for each in prune(tmp_path, SOURCE, DAY)] == archives[:1]


def test_an_abandoned_crawl_is_forgotten_too(tmp_path: Path) -> None:
    archive = landed(tmp_path, 731, [page("1")])
    archive.with_name("run.json").unlink()
    assert [each.archive for each in prune(tmp_path, SOURCE, DAY)] == [archive]


def test_two_names_of_one_file_are_freed_once(tmp_path: Path, three: list[Path]) -> None:
    (again,) = replay(three[0], tmp_path)
    assert again.parsed == 3
    twin = three[0].parent.with_name(f"{three[0].parent.name}.2") / ARCHIVE
    before = three[0].stat().st_size
    pruned = prune(tmp_path, SOURCE, DAY)
    assert sum(each.freed for each in pruned) == before - three[0].stat().st_size
    assert not twin.exists()


def test_a_kill_leaves_the_old_archive_and_the_same_command_goes_on(
    tmp_path: Path, three: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = three[0].read_bytes()

    def killed(path: Path, pieces: Iterable[bytes]) -> None:
        path.with_name(f"{path.name}.part").write_bytes(next(iter(pieces)))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(module, "write_pieces", killed)
        prune(tmp_path, SOURCE, DAY)
    assert three[0].read_bytes() == before
    assert [each.kept for each in prune(tmp_path, SOURCE, DAY)] == [1]
    assert [path.name for path in three[0].parent.glob("*.part")] == []


def test_a_source_that_is_being_collected_is_left_alone(tmp_path: Path, three: list[Path]) -> None:
    before = sizes(three)
    with RunWriter(tmp_path, SOURCE, DAY), pytest.raises(LandingBusyError, match="nothing of it was pruned"):
        prune(tmp_path, SOURCE, DAY, older=0)
    assert sizes(three) == before


def test_the_command_says_what_it_frees(tmp_path: Path, three: list[Path], capsys: pytest.CaptureFixture[str]) -> None:
    before = sizes(three)
    command = ["prune", "--home", str(tmp_path), "--older", "100000"]
    assert main(command) == 0
    assert capsys.readouterr().out == "0 bytes freed, of 0 archives\n"
    command[-1] = "0"
    prune_all = [*command, "--dry-run"]
    assert main(prune_all) == 0
    assert capsys.readouterr().out == f"{sum(before):,} bytes would be freed, of 3 archives\n"
    assert sizes(three) == before
    with pytest.raises(SystemExit):
        main(["prune", "--older", "-1"])
    assert "'-1' is not a number of days" in capsys.readouterr().err
