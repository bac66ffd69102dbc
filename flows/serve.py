"""Prefect server, worker and all deployments in one command, and the environment they share."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from flows.settings import ROOT, Settings

Say = Callable[[str], None]
POOL = "credscope"
HEARTBEAT = 30  # seconds between a run's signs of life; the watchdog waits for three
QUIET = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "PREFECT_CLI_PROMPT": "false",
}


def prefect_environment(where: Settings) -> None:
    """Keep Prefect's own state in the home, apart from the warehouse, and let nothing report elsewhere."""
    patience = {"PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120"}  # a busy machine needs more than 20
    beats = {"PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(HEARTBEAT)}
    for name, value in {"PREFECT_HOME": str(where.home / "prefect"), **patience, **beats, **QUIET}.items():
        os.environ.setdefault(name, value)
    Path(os.environ["PREFECT_HOME"]).mkdir(parents=True, exist_ok=True)


def _healthy(api: str) -> bool:
    try:
        with urlopen(f"{api}/health", timeout=1) as answer:  # noqa: S310  our own server's address
            return bool(answer.status == 200)
    except (URLError, OSError, ValueError):
        return False


@contextmanager
def tracked() -> Iterator[str]:
    """A Prefect API to run under: the one `PREFECT_API_URL` names, else a temporary server of our own."""
    api = os.environ.get("PREFECT_API_URL", "")
    if _healthy(api):
        yield api
        return
    from prefect.logging.handlers import APILogHandler
    from prefect.server.api.server import SubprocessASGIServer
    from prefect.settings import PREFECT_API_URL, temporary_settings

    server = SubprocessASGIServer()
    server.start()
    try:
        with temporary_settings({PREFECT_API_URL: server.api_url}):
            yield server.api_url
            APILogHandler().flush()
    finally:
        server.stop()


def serve(where: Settings, port: int, say: Say) -> int:
    """Start server, worker and deployments; stop them together. Returns the exit code."""
    prefect_environment(where)
    api = f"http://127.0.0.1:{port}/api"
    if _healthy(api):
        say(f"a Prefect server answers at {api} already: stop it, or choose another --port")
        return 3
    os.environ["PREFECT_API_URL"] = api
    os.environ["PREFECT_UI_API_URL"] = api
    running: dict[str, subprocess.Popen[bytes]] = {}
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        running["server"] = _prefect("server", "start", "--host", "127.0.0.1", "--port", str(port))
        _wait(api, running["server"])
        _prefect("work-pool", "create", POOL, "--type", "process", "--overwrite").wait()
        if _prefect("deploy", "--all", "--prefect-file", "prefect.yaml").wait():
            say("the deployments of prefect.yaml could not be made: the lines above say why")
            return 3
        from flows.watchdog import watch

        asyncio.run(watch())
        running["worker"] = _worker()
        say(f"ready: http://127.0.0.1:{port} shows the runs; in another terminal, in {ROOT}:")
        say(f"  PREFECT_API_URL={api} prefect deployment run 'survey/weekly' --watch")
        while running["server"].poll() is None:
            time.sleep(0.5)
            if running["worker"].poll() is not None:
                say("the worker ended by itself: starting another")
                running["worker"] = _worker()
        say("the server ended by itself: the lines above say why")
        return 1
    except KeyboardInterrupt:
        say("stopping")
        return 0
    finally:
        for again in (signal.SIGTERM, signal.SIGINT):  # a second one must not leave a server behind
            signal.signal(again, signal.SIG_IGN)
        for child in reversed(running.values()):
            _stop(child)


def _worker() -> subprocess.Popen[bytes]:
    return _prefect("worker", "start", "--pool", POOL, "--type", "process", "--name", "credscope")


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _prefect(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "prefect", *arguments], cwd=ROOT, start_new_session=True)


def _wait(api: str, server: subprocess.Popen[bytes]) -> None:
    while not _healthy(api):
        if server.poll() is not None:
            raise RuntimeError("the Prefect server did not start: the lines above say why")
        time.sleep(0.2)


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGTERM)
        try:
            child.wait(25)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
