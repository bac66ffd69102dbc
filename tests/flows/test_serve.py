"""The analyst's way: a real Prefect server and worker, offline, started by one command."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar, NamedTuple
from urllib.request import Request, urlopen

import pytest
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.blocks.webhook import Webhook
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.watchdog import NAME

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent


class Served(NamedTuple):
    api: str
    home: Path
    out: Path
    environment: dict[str, str]

    def ask(self, path: str, **body: Any) -> Any:
        request = Request(f"{self.api}/{path}", json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [str(BIN / "prefect"), "deployment", "run", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=400)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site(BaseHTTPRequestHandler):
    """One posting at good.test; bad.test is always out of order. What is posted is kept, and at /broken refused."""

    told: ClassVar[list[str]] = []
    pages: ClassVar = {
        "/robots.txt": "User-agent: *\nAllow: /\n",
        "/sitemap.xml": "<urlset><url><loc>http://good.test/jobs/1</loc></url></urlset>",
        "/jobs/1": '<script type="application/ld+json">{"@type": "JobPosting", "title": "Welder", "identifier": "1",'
        ' "hiringOrganization": {"name": "Anvil"}, "description": "You weld.", "datePosted": "2026-01-05"}</script>',
    }

    def do_GET(self) -> None:
        good = self.headers["Host"].startswith("good.test")
        body = self.pages.get(self.path, "").encode() if good or self.path == "/robots.txt" else b""
        self.send_response(200 if body else 503)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Content-Type", "text/xml" if self.path.endswith("xml") else "text/html")
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.told.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
        self.send_response(500 if "broken" in self.path else 200)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture(scope="module")
def sites() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield ",".join(f"{name}.test=127.0.0.1:{server.server_port}" for name in ("good", "bad"))
        server.shutdown()


@pytest.fixture(scope="module")
def served(surveyed, sites, tmp_path_factory) -> Iterator[Served]:
    """`credscope serve` on a copy of the surveyed home, so that a run has only its own work to do."""
    folder = tmp_path_factory.mktemp("serve")
    home, out, port = folder / "home", folder / "out", free_port()
    shutil.copytree(surveyed[0], home, symlinks=True)
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("CREDSCOPE_", "PREFECT_"))}
    environment |= {"PREFECT_HOME": str(folder / "prefect"), "PREFECT_API_URL": f"http://127.0.0.1:{port}/api"}
    environment |= {"CREDSCOPE_TEST_HOSTS": sites, "CREDSCOPE_CONTACT": "tests@credscope.example"}
    command = [str(BIN / "credscope"), "serve", "--home", str(home), "--out", str(out), "--port", str(port)]
    with (folder / "serve.log").open("w+") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 120
            while "ready:" not in (folder / "serve.log").read_text():
                assert server.poll() is None and time.monotonic() < deadline, (folder / "serve.log").read_text()
                time.sleep(0.3)
            yield Served(environment["PREFECT_API_URL"], home, out, environment)
        finally:
            server.send_signal(signal.SIGTERM)
            assert server.wait(60) == 0, (folder / "serve.log").read_text()


def digests(folder: Path) -> dict[str, str]:
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    return {str(p.relative_to(folder)): sha256(p.read_bytes()).hexdigest() for p in files}


def test_an_analyst_runs_the_weekly_survey_to_its_end_which_gives_the_same_bytes_again(served, surveyed):
    done = served.run("survey/weekly", "--watch")
    assert done.returncode == 0, done.stdout + done.stderr
    (run,) = served.ask(
        "flow_runs/filter", flows={"name": {"any_": ["survey"]}}, flow_runs={"state": {"type": {"any_": ["COMPLETED"]}}}
    )
    assert run["state"]["name"] == "Completed"
    assert (served.out / "latest" / "index.html").exists()
    assert digests(served.out / "latest") == digests(surveyed[1] / "latest")
    artifacts = {artifact["key"]: artifact for artifact in served.ask("artifacts/filter")}
    assert {"report", "changes", "source-health"} <= artifacts.keys()
    manifest = json.loads((served.out / "latest" / "manifest.json").read_text())
    summary, changes = artifacts["report"]["data"], artifacts["changes"]
    assert "index.html" in summary and "credentials.html" in summary and "skill_demand.csv" in summary
    assert len(manifest["pages"][0]["sentences"]) >= 3
    assert f"since {manifest['compared_with']}" in changes["description"]
    assert 0 < len(json.loads(changes["data"])) <= 100
    progress = [a for a in served.ask("artifacts/filter") if a["type"] == "progress"]
    assert progress and {a["data"] for a in progress} <= {100, "100", "100.0"}


def test_the_calendar_is_filled_with_scheduled_runs(served):
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline:
        runs = served.ask("flow_runs/filter", flow_runs={"state": {"type": {"any_": ["SCHEDULED"]}}})
        deployments = {d["id"]: d for d in served.ask("deployments/filter")}
        scheduled = {deployments[run["deployment_id"]]["entrypoint"] for run in runs if run["auto_scheduled"]}
        if {"flows/survey.py:survey", "flows/collect.py:collect", "flows/publish.py:publish"} <= scheduled:
            return
        time.sleep(1)
    pytest.fail(f"only these are scheduled: {scheduled}")


def test_a_watchdog_stands_by_to_end_runs_whose_process_was_killed(served):
    (automation,) = served.ask("automations/filter", automations={"name": {"any_": [NAME]}})
    assert automation["enabled"] and automation["trigger"]["posture"] == "Proactive"
    assert automation["actions"][0]["state"] == "CRASHED"
    assert automation["trigger"]["within"] <= 90


@pytest.mark.parametrize(
    ("deployment", "parameter"),
    [("survey/weekly", "sources=[]"), ("publish/weekly", 'as_of="soon"'), ("collect/daily", "sources=7")],
)
def test_wrong_parameters_are_refused_before_anything_runs(served, deployment, parameter):
    done = served.run(deployment, "--param", parameter, "--watch")
    assert done.returncode != 0, done.stdout
    assert "validation failed" in (done.stderr + done.stdout).lower() or "'Failed'" in done.stderr + done.stdout


@pytest.fixture
def hooks(served, sites) -> list[str]:
    """What is told through the blocks `credscope-notify`, which is answered, and `broken`, which is not."""
    port = sites.rpartition(":")[2]
    with temporary_settings({PREFECT_API_URL: served.api}):
        body = {"subject": "{{subject}}", "text": "{{body}}"}
        url = f"http://127.0.0.1:{port}/hook"
        CustomWebhookNotificationBlock(name="hook", url=url, json_data=body).save("credscope-notify", overwrite=True)
        Webhook(url=f"http://127.0.0.1:{port}/broken?token=SECRET").save("broken", overwrite=True)
    Site.told.clear()
    return Site.told


def test_a_failing_source_is_named_in_the_state_and_told_and_the_rest_is_published(served, tmp_path, hooks):
    sources = json.dumps([f"site:http://{name}.test/sitemap.xml" for name in ("good", "bad")])
    home, out = tmp_path / "home", tmp_path / "out"
    places = [f"sources={sources}", f"home={home}", f"out={out}", "notify=credscope-notify", "since=", "place="]
    done = served.run("survey/weekly", "--watch", *(word for place in places for word in ("--param", place)))
    assert done.returncode == 0, done.stdout + done.stderr
    (run,) = served.ask(
        "flow_runs/filter",
        flow_runs={"state": {"name": {"any_": ["Completed with failures"]}}},
        flows={"name": {"any_": ["survey"]}},
    )
    assert "site:bad.test" in run["state"]["message"]
    health = (out / "latest" / "source_health.csv").read_text()
    assert "site:good.test" in health and "site:bad.test" in health
    (told,) = map(json.loads, hooks)
    assert "1 source failed or stale" in told["subject"]
    assert "• site:bad.test: failed" in told["text"] and (out / "latest").resolve().as_uri() in told["text"]
    parameters = [f"home={home}", f"out={out}", "language=de", "notify=broken"]
    done = served.run("publish/weekly", "--watch", *(word for each in parameters for word in ("--param", each)))
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(hooks) == 2
    german = served.ask(
        "flow_runs/filter", flow_runs={"state": {"name": {"any_": ["Completed"]}}}, sort="END_TIME_DESC"
    )
    message = german[0]["state"]["message"]
    assert str(out / "language=de") in message
    assert message.endswith("news of it was not told: the block 'broken' could not tell: the answer was 500")
