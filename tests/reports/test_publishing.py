import multiprocessing
import time
from pathlib import Path

import pytest

from reports.publishing import NotWrittenError, whole_folder


def write(out: Path, name: str, text: str) -> None:
    with whole_folder(out, name) as folder:
        (folder / "manifest.json").write_text(text)


def write_slowly(out: Path, text: str) -> None:
    with whole_folder(out, "2026-11-23") as folder:
        (folder / "manifest.json").write_text("half")
        time.sleep(0.3)
        (folder / "manifest.json").write_text(text)
        (folder / "other").write_text(text)


def test_a_report_appears_whole_and_latest_leads_to_it(tmp_path: Path) -> None:
    with whole_folder(tmp_path / "deep" / "out", "2026-11-23") as folder:
        (folder / "manifest.json").write_text("{}")
        assert not (tmp_path / "deep" / "out" / "2026-11-23").exists()
    out = tmp_path / "deep" / "out"
    assert sorted(p.name for p in out.iterdir()) == ["2026-11-23", "latest"]
    assert (out / "latest").readlink() == Path("2026-11-23")


def test_latest_is_the_greatest_date_not_the_last_written(tmp_path: Path) -> None:
    for name in ("2026-11-23", "2025-01-06"):
        write(tmp_path, name, name)
    assert (tmp_path / "latest" / "manifest.json").read_text() == "2026-11-23"


def test_a_disk_that_fails_at_the_last_step_leaves_the_earlier_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "2026-11-23", "first")
    rename = Path.rename

    def refused(path: Path, target: Path) -> Path:
        if path.name.endswith(".new"):
            raise OSError("refused")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refused)
    with pytest.raises(NotWrittenError):
        write(tmp_path, "2026-11-23", "second")
    assert (tmp_path / "latest" / "manifest.json").read_text() == "first"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-11-23", "latest"]


def test_a_failure_leaves_the_earlier_report_and_no_rest(tmp_path: Path) -> None:
    write(tmp_path, "2026-11-23", "first")
    with pytest.raises(RuntimeError), whole_folder(tmp_path, "2026-11-23") as folder:
        (folder / "manifest.json").write_text("second")
        raise RuntimeError
    assert (tmp_path / "latest" / "manifest.json").read_text() == "first"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2026-11-23", "latest"]


@pytest.mark.parametrize("left", [[".2026-11-23.new"], [".2026-11-23.old"], [".2026-11-23.new", ".2026-11-23.old"]])
def test_what_a_killed_attempt_left_is_mended(tmp_path: Path, left: list[str]) -> None:
    for name in left:
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text("left")
    write(tmp_path, "2026-11-23", "whole")
    assert (tmp_path / "2026-11-23" / "manifest.json").read_text() == "whole"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2026-11-23", "latest"]


def test_a_report_moved_aside_by_a_killed_attempt_comes_back_before_anything_can_fail(tmp_path: Path) -> None:
    (tmp_path / ".2026-11-23.old").mkdir()
    (tmp_path / ".2026-11-23.old" / "manifest.json").write_text("earlier")
    with pytest.raises(RuntimeError), whole_folder(tmp_path, "2026-11-23"):
        raise RuntimeError
    assert (tmp_path / "2026-11-23" / "manifest.json").read_text() == "earlier"


def test_two_at_once_wait_for_each_other(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=write_slowly, args=(tmp_path, text)) for text in ("one", "two")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0, 0]
    folder = tmp_path / "2026-11-23"
    assert (folder / "manifest.json").read_text() == (folder / "other").read_text()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["2026-11-23", "latest"]


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(OSError), whole_folder(tmp_path / "out", "2026-11-23"):
        pass


def test_what_cannot_be_written_is_said_with_the_remedy_and_leaves_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(NotWrittenError, match=r"2026-11-23 cannot be written: File exists .*with --out"):
        write(tmp_path / "out", "2026-11-23", "")
    write(tmp_path, "2026-11-23", "before")
    with pytest.raises(NotWrittenError, match="No space left on device"), whole_folder(tmp_path, "2026-11-23"):
        Path("/dev/full").write_text("more than there is room for")
    assert (tmp_path / "latest" / "manifest.json").read_text() == "before"
