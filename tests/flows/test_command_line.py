"""The contract of the command line: what it prints, where, and with which exit code."""

import json
from pathlib import Path

import pytest

POSTING = {"kind": "job_posting", "identifier": "1", "title": "Data analyst", "description": "You know SQL and Python."}
JOBS = "".join(json.dumps(POSTING | {"identifier": str(n)}) + "\n" for n in range(3))


@pytest.mark.parametrize("command", ["", "survey", "collect", "import", "refresh", "publish", "parse", "tag", "serve"])
def test_every_command_explains_itself_with_an_example(credscope, command):
    done = credscope(*filter(None, [command]), "--help")
    assert done.returncode == 0
    assert "credscope " + command in done.stdout
    assert "example:" in done.stdout or "first steps:" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nonsense"], "invalid choice"),
        (["publish", "--as-of", "yesterday"], "give it as YYYY-MM-DD"),
        (["import", "no-such-file.csv", "--source", "x"], "no such file"),
        (["collect", "--sources", "no-such-source"], "no source is called"),
        (["collect", "--sources", "sample", "live"], "never mixed"),
        (["parse", "no-such-platform", __file__], "no platform is called"),
        (["clean", "no-such-file.jsonl"], "No such file"),
        (["pack", b"\xff\xfe"], "give text in UTF-8"),
        (["pack", "x" * 10_000], "10,000 characters is too long"),
        (["publish", "--place", b"\xff"], "give text in UTF-8"),
    ],
)
def test_wrong_usage_is_one_clear_sentence_and_exit_code_2(credscope, tmp_path, arguments, says):
    done = credscope(*arguments, CREDSCOPE_HOME=str(tmp_path))
    assert done.returncode == 2, done
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_filters_keep_order_and_id_and_leave_out_what_is_no_record(credscope):
    lines = [
        {"id": "b", **POSTING, "title": "Senior Nurse", "job_location": "Austin, TX"},
        "{broken",
        {"id": "x", "kind": "job_posting", "identifier": "9"},
        {"id": "a", **POSTING, "base_salary": "$50,000 - $60,000 a year"},
    ]
    given = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    done = credscope("clean", given=given)
    assert done.returncode == 0
    cleaned = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in cleaned] == ["b", "a"]
    assert (cleaned[0]["country"], cleaned[0]["subdivision"], cleaned[0]["seniority"]) == ("US", "US-TX", "senior")
    assert (cleaned[1]["pay_low"], cleaned[1]["pay_high"]) == (50_000, 60_000)
    assert (cleaned[1]["pay_unit"], cleaned[1]["pay_currency"], cleaned[1]["country"]) == ("year", "USD", None)
    assert "line 2: not JSON" in done.stderr
    assert "title: Field required" in done.stderr


def test_tag_counts_offsets_in_the_text_given(credscope):
    text = "Requirements:\n• 3 years of Python and SQL\n• PMP preferred"
    done = credscope("tag", given=json.dumps({"id": 7, "text": text, "side": "demand"}))
    (line,) = [json.loads(row) for row in done.stdout.splitlines()]
    found = {text[s["start"] : s["end"]]: s["preferred_label"] for s in line["skills"]}
    assert found["Python"] == "Python (computer programming)"
    assert all(text[s["start"] : s["end"]] == s["matched_text"] for s in line["skills"] + line["credentials"])
    assert [(c["matched_text"], c["requirement"]) for c in line["credentials"]] == [("PMP", "preferred")]


def test_tag_names_the_occupation_of_a_posting_and_of_nothing_else(credscope):
    lines = [{"id": 1, "title": "Staff nurse"}, {"id": 2, "title": "Qwrtz"}, {"id": 3, "text": "Staff nurse wanted"}]
    lines.append({"id": 4, "kind": "credential", "name": "Staff nurse"})
    done = credscope("tag", given="\n".join(map(json.dumps, lines)))
    nurse, unknown, text, offer = (json.loads(row) for row in done.stdout.splitlines())
    assert (nurse["occupation"]["isco"], nurse["occupation"]["score"]) == ("2221", 1.0)
    assert unknown["occupation"] is None
    assert "occupation" not in text | offer


def test_duplicates_says_which_postings_are_one_vacancy(credscope):
    text = "We look for a data analyst who writes SQL and Python every day and explains the numbers to our nurses. " * 3
    base = POSTING | {"description": text, "hiring_organization": "Blue Harbour", "job_location": "Austin, TX"}
    lines = [
        base | {"identifier": "1", "source": "a"},
        base | {"identifier": "2", "source": "b"},
        base | {"identifier": "3", "source": "a", "job_location": "Boston, MA"},
    ]
    done = credscope("duplicates", given="\n".join(map(json.dumps, lines)))
    vacancies = [json.loads(line)["vacancy"] for line in done.stdout.splitlines()]
    assert vacancies[0] == vacancies[1] != vacancies[2]


def test_parse_reads_a_captured_response(credscope, tmp_path):
    answer = tmp_path / "board.json"
    job = {"id": 5, "title": "Welder", "absolute_url": "https://a.example/5", "location": {"name": "Austin, TX"}}
    answer.write_text(json.dumps({"jobs": [job, {"id": 6}]}))
    done = credscope("parse", "greenhouse", str(answer))
    assert [json.loads(line)["identifier"] for line in done.stdout.splitlines()] == ["5"]
    assert "rejected" in done.stderr


def test_sources_prints_one_line_a_source(credscope, tmp_path):
    table = credscope("sources", "--home", str(tmp_path)).stdout.splitlines()
    lines = [json.loads(line) for line in credscope("sources", "--json", "--home", str(tmp_path)).stdout.splitlines()]
    assert len(lines) == len(table) - 1 >= 52
    assert {line["health"] for line in lines} == {"never run", "off"}


def test_an_imported_file_goes_the_whole_way(credscope, tmp_path):
    file, home, out = tmp_path / "jobs.jsonl", str(tmp_path / "home"), str(tmp_path / "out")
    file.write_text(JOBS + json.dumps({"kind": "job_posting", "identifier": "4"}) + "\n")
    where = ["--home", home, "--out", out]
    done = credscope("import", str(file), "--source", "acme", "--at", "2026-01-05", *where)
    assert done.returncode == 0
    assert "3 records, 1 rejected" in done.stdout
    again = credscope("import", str(file), "--source", "acme", "--at", "2026-01-05", *where)
    assert "not read again" in again.stdout
    assert credscope("refresh", *where).returncode == 0
    done = credscope("publish", *where)
    assert done.returncode == 0, done.stderr
    assert (Path(out) / "latest").resolve().name == "2026-01-05"
    health = (Path(out) / "latest" / "source_health.csv").read_text().splitlines()
    row = dict(zip(health[0].split(","), health[1].split(","), strict=True))
    assert [row[k] for k in ("fetched", "parsed", "inserted", "rejected")] == ["4", "3", "3", "1"]


def test_an_empty_warehouse_publishes_saying_so(credscope, tmp_path):
    where = ["--home", str(tmp_path / "home"), "--out", str(tmp_path / "out")]
    assert credscope("refresh", *where).returncode == 0
    assert credscope("publish", *where).returncode == 0
    assert (tmp_path / "out" / "latest" / "index.html").exists()


def test_an_import_says_whose_data_it_is(credscope, tmp_path):
    jobs = tmp_path / "jobs.jsonl"
    jobs.write_text(JOBS)
    for source in ("gitlab", "our-own-list"):
        credscope("import", str(jobs), "--source", source, "--home", str(tmp_path), "--at", "2026-11-23")
    done = credscope("sources", "--json", "--home", str(tmp_path))
    known = {line["source"]: line for line in map(json.loads, done.stdout.splitlines())}
    assert known["gitlab"]["attribution"] == "GitLab (boards-api.greenhouse.io)"
    assert known["gitlab"]["last_run"] == "2026-11-23"
    assert (known["our-own-list"]["publisher"], known["our-own-list"]["licence"]) == (
        "our-own-list",
        "not stated: as its importer holds it",
    )


def test_a_source_that_is_off_says_why_and_is_not_asked(credscope, tmp_path):
    done = credscope("collect", "--sources", "udemy", "--home", str(tmp_path), CREDSCOPE_CONTACT="tests@example.org")
    assert done.returncode == 3
    assert "udemy: failed: off: " in done.stderr


def test_every_source_stands_in_the_status_table_with_its_terms(credscope, tmp_path):
    done = credscope("sources", "--json", "--home", str(tmp_path))
    for source in map(json.loads, done.stdout.splitlines()):
        assert source["publisher"], source
        assert source["terms_url"], source
        assert source["licence"], source
        assert source["attribution"], source
        assert source["retention_days"], source
        assert source["live_checked_on"] is None
        assert source["basis"] in {"captured", "documented", "contested", "off", "simulated"}
        assert source["reason"] or source["basis"] != "off", source
