"""What does this market ask, what does it teach, and how far can it be trusted?"""

from collections.abc import Sequence

from reports.findings import Findings
from reports.language import _
from reports.page import Page
from reports.pages import saturation, source_health
from reports.pages.index_lead import lead, of_cut
from reports.pages.map_picture import map_picture, placed
from reports.verdicts import extremes
from reports.voice import count, day

QUESTION = "Overview"
MARKS = 150  # the small map; the whole one stands under saturation
Told = tuple[str, str, str]  # a number, of what, and the page where to look


def page(findings: Findings, others: Sequence[Page] = ()) -> Page:
    """The answers in sentences beside the small map, a card for each other page, and what the figures rest on."""
    markets = findings.markets
    heading = saturation.title(markets)
    asked = _("The market for skills and credentials, {}")
    return Page(
        name="index",
        question=asked.format(day(findings.market.as_of)),
        title=_title(findings),
        lead=lead(findings),
        pictures=[map_picture(findings, markets, heading, height=400, drives=None, most=MARKS)]
        if placed(markets)
        else [],
        cuts={cut.key: of_cut(findings, cut) for cut in findings.cuts},
        template="index.html",
        extra={
            "cards": [{"name": p.name, "question": _(p.question), "title": p.title} for p in others],
            "strip": _strip(findings),
        },
    )


def _title(findings: Findings) -> str:
    if not findings.vacancy_total and not findings.offer_total:
        return _("There is nothing to report yet")
    return extremes(findings.markets)


def _strip(findings: Findings) -> list[Told]:
    """Freshness and coverage: on what the figures rest, and where to look."""
    market = findings.market
    postings, offers = (frame[frame["open"].fillna(False)] for frame in (market.postings, market.offers))
    newest = source_health.newest(findings)
    complete = [source_health.state(run) for run in newest].count("complete")
    asked = len(set(findings.measures.skill_demand["concept_uri"]))
    named = sum(bool(row["explicit_count"]) for row in findings.credentials)
    return [
        (_("{} of {}").format(count(complete), count(len(newest))), _("sources complete in their newest run"), _HEALTH),
        (count(len(market.runs)), _("runs up to this date"), _HEALTH),
        (count(len(postings)), _("open postings, copies included"), _HEALTH),
        (count(findings.vacancy_total), _("open vacancies"), "skills.html"),
        (count(postings["employer_key"].nunique()), _("employers named in them"), "skills.html"),
        (count(findings.offer_total), _("open offers"), "providers.html"),
        (count(offers["provider_key"].nunique()), _("providers"), "providers.html"),
        (count(asked), _("skills asked"), "skills.html"),
        (count(named), _("credentials named"), "credentials.html"),
    ]


_HEALTH = "source_health.html"
