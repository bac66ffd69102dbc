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
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar, NamedTuple
from urllib.request import Request, urlopen

import pytest

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
    """One posting at good.test; bad.test is always out of order."""

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


def test_an_analyst_runs_the_weekly_survey_to_its_end(served):
    done = served.run("survey/weekly", "--watch")
    assert done.returncode == 0, done.stdout + done.stderr
    (run,) = served.ask(
        "flow_runs/filter", flows={"name": {"any_": ["survey"]}}, flow_runs={"state": {"type": {"any_": ["COMPLETED"]}}}
    )
    assert run["state"]["name"] == "Completed"
    assert (served.out / "latest" / "index.html").exists()
    artifacts = {artifact["key"]: artifact for artifact in served.ask("artifacts/filter")}
    assert {"report", "source-health"} <= artifacts.keys()
    assert "index.html" in artifacts["report"]["data"]


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


def test_a_failing_source_is_named_in_the_state_and_the_rest_is_published(served, tmp_path):
    sources = json.dumps([f"site:http://{name}.test/sitemap.xml" for name in ("good", "bad")])
    home, out = tmp_path / "home", tmp_path / "out"
    places = [f"sources={sources}", f"home={home}", f"out={out}"]
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
