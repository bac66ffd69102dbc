"""Prefect flow: collect, refresh and publish, the whole way in one go."""

from prefect import flow
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.collect import Sources, collect
from flows.fields import Day, Folder, Text
from flows.publish import publish
from flows.refresh import refresh
from flows.settings import settings
from flows.steps.collect import asked as asked_sources
from flows.steps.part import Part


@flow(name="survey", log_prints=True)
def survey(
    sources: Sources = ["sample"],  # noqa: B006
    home: Folder = None,
    warehouse: Text = None,
    out: Folder = None,
    as_of: Day = None,
    since: Day = None,
    place: Text = None,
    industry: Text = None,
    occupation: Text = None,
    currency: Text = None,
    language: Text = None,
    notify: Text = None,
) -> State:
    """Read the sources, load what they gave, publish. A failed source is named in the state; the rest is published.

    Args:
        sources: `sample`, `live`, names of `credscope sources`, or `site:http://HOST/sitemap.xml`.
        home: where state lies; empty: what CREDSCOPE_HOME says, else var/ (var/sample/ for the sample).
        warehouse: SQLite file or postgresql:// address; empty: what CREDSCOPE_WAREHOUSE says, else a file in the home.
        out: where reports go; empty: what CREDSCOPE_OUT says, else out/.
        as_of: the market as it was on that day; empty: the newest run's.
        since: the day that it is compared with; empty: four weeks before, or the first day there is.
        place: `remote` or a code of ISO 3166 (US, US-NY), whose vacancies alone the report is of; empty: all places.
        industry: a section of NACE (Q), whose vacancies alone the report is of; empty: all.
        occupation: an ISCO-08 code (2512; 25 is a wider group), a name or a job title; empty: all.
        currency: of all amounts, an ISO 4217 code with a rate of the European Central Bank; empty: USD.
        language: that the report speaks, en or de; empty: en.
        notify: the Prefect block (a notification or a webhook) to tell of news; empty: what the Prefect variable
            credscope_notify says, else nobody is told.
    """
    part = Part.of(place, industry, occupation, currency, language)
    sample = asked_sources(sources).sample
    where = settings(home, warehouse, out, sample=sample)
    state = {"home": where.home, "warehouse": where.warehouse}
    stages: list[State] = [collect(sources, **state, return_state=True), refresh(**state, return_state=True)]
    asked = part._asdict() | {"out": where.out, "since": since, "notify": notify}
    published: State = publish(as_of, **state, **asked, return_state=True)
    if not published.is_completed():
        return Failed(message=f"nothing could be published: {published.message}")
    failures = [str(stage.message) for stage in stages if not stage.is_completed() or stage.name != "Completed"]
    if failures:
        return Completed(name="Completed with failures", message="; ".join(failures))
    return Completed(message=str(published.message))
