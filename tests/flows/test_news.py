"""What a report says that the one before it did not."""

from datetime import date
from pathlib import Path

from flows.steps.news import NOTHING_BEFORE, Reported, message, news, report_before, reported

CHANGES = (
    "kind,event,cause,concept_uri,preferred_label,credential,issuer,provider_key,provider,place,before,after,"
    "class_before,class_after\n"
)
ROSE = "skill share,rose,market,u:sql,SQL,,,,,all,0.04,0.06,,\n"
CLASS = "class,won,market,u:sql,SQL,,,,,all,,,thin,saturated\n"
ELSEWHERE = "skill share,fell,sources,u:sql,SQL,,,,,all,0.04,0.03,,\n"
ENTERED = "provider,entered,market,,,,,jane doe,Jane Doe,all,,,,\n"
HEALTH = "source,status,stale,quarantined\n"


def report(folder: Path, changes: str = "", health: str = "") -> Reported:
    folder.mkdir(parents=True)
    (folder / "changes.csv").write_text(CHANGES + changes)
    (folder / "source_health.csv").write_text(HEALTH + health)
    (folder / "manifest.json").write_text('{"compared_with": "2026-01-05"}')
    return reported(folder)


def test_the_first_report_has_all_its_significant_changes_and_ailing_sources_to_tell(tmp_path: Path):
    now = report(tmp_path / "a", ROSE + CLASS + ELSEWHERE + ENTERED, "x,failed,,\ny,complete,true,false\nz,partial,,\n")
    changes, ill = news(NOTHING_BEFORE, now)
    assert [row["kind"] for row in changes] == ["skill share", "class"]
    assert ill == {"x": "failed", "y": "stale"}
    told = message(changes, ill, "2026-02-02", "https://reports.test/")
    assert told
    assert told[0] == "credscope, 2026-02-02: 2 significant changes and 2 sources failed or stale"
    assert told[1].splitlines() == [
        "• SQL: skill share, rose, from 4.0\u00a0% to 6.0\u00a0% (all places)",
        "• SQL: class, won, from thin to saturated (all places)",
        "• x: failed",
        "• y: stale",
        "",
        "The report: https://reports.test/",
    ]


def test_the_same_again_is_no_news_and_a_message_names_nobody(tmp_path: Path):
    before = report(tmp_path / "a", ROSE + ENTERED, "x,failed,,\n")
    assert news(before, report(tmp_path / "b", ROSE + ENTERED, "x,failed,,\n")) == ([], {})
    changes, ill = news(before, report(tmp_path / "c", ROSE + CLASS + ENTERED, "x,blocked,,\ny,complete,,true\n"))
    assert ([row["kind"] for row in changes], ill) == (["class"], {"x": "blocked", "y": "in quarantine"})
    assert "Jane" not in str(message(changes, ill, "", ""))
    assert message([], {}, "", "") is None


def test_the_report_before_is_the_newest_of_a_day_up_to_the_new_ones(tmp_path: Path):
    assert report_before(tmp_path, date(2026, 2, 2)) == NOTHING_BEFORE
    for day, rows in (("2026-01-05", ""), ("2026-02-02", ROSE), ("2026-03-02", CLASS)):
        report(tmp_path / day, rows)
    assert len(report_before(tmp_path, date(2026, 2, 1)).changes) == 0
    assert report_before(tmp_path, date(2026, 2, 28)).changes[0]["event"] == "rose"
