"""One source's crawl in a process of its own, judged by the ledger that it leaves behind."""

import os
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from subprocess import PIPE, STDOUT, Popen, TimeoutExpired
from typing import TYPE_CHECKING, Any

from spiders.environment import NO_CONTACT, Environment
from spiders.landing import RunWriter, landed_runs
from warehouse.privacy import without_contacts, without_secrets
from warehouse.records import Run, RunStatus

if TYPE_CHECKING:  # its Scrapy takes half a second to import
    from spiders.source_spider import SourceSpider

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "scrapy", "crawl"]
GRACE = 20.0  # seconds between the request to stop and the kill, below Prefect's 30
_SAMPLE_CONTACT = "the sample market, on this machine"
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def crawl(
    name: str,
    home: Path,
    as_of: date,
    on_line: Callable[[str], None] = print,
    env: Mapping[str, str] | None = None,
) -> Run:
    """Crawl a source (or `site:URL`) into the landing folder; `on_line` gets what the crawl says, line by line.

    Whatever happens there is a ledger: where the crawl itself left none, a failed one is written here; only a crawl
    that was killed leaves its folder unfinished, for the same command to go on in. Raises `CatalogueError` for an
    unknown name, `WrongUsageError` for a bad setting, `LandingBusyError` where another process is at it. On any
    exception the crawl is asked to stop, which it does with a partial run, and killed after a grace.
    """
    from spiders.catalogue import named
    from spiders.ledger import WATCH
    from spiders.tally import described

    spider = named(name)
    source = str(spider.name)
    variables = {**os.environ, **(env or {})}
    if spider.sample:
        variables.setdefault("CREDSCOPE_CONTACT", _SAMPLE_CONTACT)
    if cannot := _hindrance(spider, variables):
        return _failed(home, source, as_of, described(spider), cannot)
    variables |= {"CREDSCOPE_HOME": str(home.absolute()), "CREDSCOPE_AS_OF": str(as_of), WATCH: "1"}
    earlier = {landed.name for landed in landed_runs(home, source)}
    code, last_line = _pump([*COMMAND, name], variables, on_line)
    landed = [run for run in landed_runs(home, source) if run.name not in earlier]
    if landed:
        if code:
            on_line(f"{source}: the crawl's process ended with exit code {code}, after its ledger was written")
        return landed[-1].run
    return _unledgered(home, source, as_of, described(spider), code, last_line)


def _hindrance(spider: "type[SourceSpider]", variables: Mapping[str, str]) -> str:
    """Why no request may be made at all; empty where nothing hinders."""
    if spider.basis == "off":
        return f"off: {spider.off}"
    if spider.key and not variables.get(spider.key):
        return f"{spider.key} is not set: {spider.name} answers only to a key of your own (see {spider.terms_url})"
    return "" if Environment.of(variables).contact else NO_CONTACT


def _pump(command: list[str], variables: dict[str, str], on_line: Callable[[str], None]) -> tuple[int, str]:
    """Run a command to its end; its exit code and its last line."""
    process = Popen(
        command,
        cwd=ROOT,
        env=variables,
        stdin=PIPE,  # held open: its end tells the crawl that we are gone, also when we are killed
        stdout=PIPE,
        stderr=STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    line = ""
    try:
        for line in process.stdout or ():
            on_line(line := _harmless(line.rstrip()))
        return process.wait(), line
    except BaseException:
        process.terminate()
        try:
            process.wait(GRACE)  # not `communicate`, which would close the pipe that the crawl lives by
        except TimeoutExpired:
            process.kill()
            process.wait()
        raise


def _harmless(line: str) -> str:
    """A log line without contacts and without secrets in its addresses."""
    return without_contacts(_ADDRESS.sub(lambda address: without_secrets(address[0]), line))


def _unledgered(home: Path, source: str, as_of: date, fields: dict[str, Any], code: int, last_line: str) -> Run:
    """The ledger of a crawl that wrote none; that of a killed one is not landed, so that it can go on."""
    if code >= 0:
        return _failed(home, source, as_of, fields, f"the crawl did not run (exit code {code}): {last_line}")
    reason = f"killed by signal {-code}; the same command goes on where it stopped"
    identity = {"source": source, "as_of": as_of, "status": RunStatus.FAILED, "reason": reason}
    return Run.model_validate(fields | identity)


def _failed(home: Path, source: str, as_of: date, fields: dict[str, Any], reason: str) -> Run:
    with RunWriter(home, source, as_of) as run:
        return run.finish(**fields, status=RunStatus.FAILED, reason=reason)
