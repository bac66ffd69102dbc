"""Prefect flow: write the reports from the facts."""

from pathlib import Path

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed

from flows.fields import Day, Folder, Text
from flows.notify import NotToldError, tell, told_by
from flows.progress import Progress, RunProgress
from flows.settings import settings
from flows.steps.news import Reported, message, news, report_before, reported
from flows.steps.part import Part
from flows.steps.publish import STEPS, Order, made, ordered
from flows.tell import address, changes_table, report_summary
from reports.currency import reporting_in
from reports.language import _, speaking
from reports.view_told import view_sentence
from reports.voice import day


@flow(name="publish", log_prints=True)
def publish(
    as_of: Day = None,
    home: Folder = None,
    warehouse: Text = None,
    out: Folder = None,
    sample: bool | None = None,
    since: Day = None,
    place: Text = None,
    industry: Text = None,
    occupation: Text = None,
    currency: Text = None,
    language: Text = None,
    notify: Text = None,
) -> State:
    """Publish the report, whole or not at all.

    Args:
        as_of: the market as it was on that day; empty: the newest run's.
        home: where state lies; empty: what CREDSCOPE_HOME says, else var/ (var/sample/ for the sample).
        warehouse: SQLite file or postgresql:// address; empty: what CREDSCOPE_WAREHOUSE says, else a file in the home.
        out: where reports go; empty: what CREDSCOPE_OUT says, else out/.
        sample: whether the home is the sample's, where none is named.
        since: the day that the market is compared with; empty: four weeks before, or the first day there is.
        place: `remote` or a code of ISO 3166 (US, US-NY), whose vacancies alone the report is of; empty: all places.
        industry: a section of NACE (Q), whose vacancies alone the report is of; empty: all.
        occupation: an ISCO-08 code (2512; 25 is a wider group), a name or a job title; empty: all.
        currency: of all amounts, an ISO 4217 code with a rate of the European Central Bank; empty: USD.
        language: that the report speaks, en or de; empty: en.
        notify: the Prefect block (a notification or a webhook) to tell of news; empty: what the Prefect variable
            credscope_notify says, else nobody is told.
    """
    part = Part.of(place, industry, occupation, currency, language)
    where = settings(home, warehouse, out, sample=sample)
    order = ordered(where, as_of, since=since, part=part)
    before = report_before(order.out, order.market.as_of)
    folder = _made(order)
    with speaking(part.language), reporting_in(part.currency):
        now = reported(folder)
        view = f"{day(order.market.as_of)}. {view_sentence(order.market) or _('The whole market.')}"
        report = folder.relative_to(where.out).as_posix()
        report_summary(folder, where.out, now.manifest, view)
        changes_table(now, view)
        failure = _told(before, now, report, address(folder / "index.html", where.out), notify)
    return Completed(message="; ".join(filter(None, (f"{folder / 'index.html'}", failure))))


def _made(order: Order) -> Path:
    log = get_run_logger()
    with RunProgress(log.info).bar("the report, steps", STEPS) as advance:

        def say(line: str) -> None:
            log.info(line)
            advance(1)

        return made(order, Progress(say, on_terminal=False))


def _told(before: Reported, now: Reported, report: str, index: str, notify: str | None) -> str | None:
    """Tell of news, if somebody wants to be told; what went wrong, if anything did."""
    name = told_by(notify)
    said = message(*news(before, now), report, index) if name else None
    if not name or not said:
        return None
    try:
        tell(name, *said)
    except NotToldError as error:
        get_run_logger().error("news of this report was not told: %s", error)
        return f"news of it was not told: {error}"
    get_run_logger().info("told through %s: %s", name, said[0])
    return None
