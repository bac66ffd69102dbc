"""What does this market ask, what does it teach, and how far can it be trusted?"""

from collections.abc import Sequence
from itertools import islice

from markupsafe import Markup

from reports.findings import Findings, Row
from reports.page import Cell, Column, Page, Sentence, Table, says
from reports.pages import saturation, source_health
from reports.pages.cells import counted
from reports.pages.map_picture import map_picture, placed
from reports.sentences import asked, narrow, verdict
from reports.verdicts import extremes, sharpest
from reports.voice import day, plural

QUESTION = "Overview"
MARKS = 300  # the small map; the whole one stands under saturation


def page(findings: Findings, others: Sequence[Page] = ()) -> Page:
    """Three sentences, the small map, a card for each other page, and what the figures rest on."""
    markets = findings.markets
    map_ = (
        [map_picture(findings, markets, saturation.title(markets), height=420, drives=None, most=MARKS)]
        if placed(markets)
        else []
    )
    return Page(
        name="index",
        question=f"The market for skills and credentials, {day(findings.market.as_of)}",
        title=_title(findings),
        lead=[*_lead(findings), _trust(findings)],
        pictures=map_,
        tables=[_coverage(findings)],
        template="index.html",
        extra={"cards": [{"name": p.name, "question": p.question, "title": p.title} for p in others]},
    )


def _title(findings: Findings) -> str:
    if not findings.vacancy_total and not findings.offer_total:
        return "There is nothing to report yet"
    return extremes(findings.markets)


def _lead(findings: Findings) -> list[Sentence]:
    if not findings.vacancy_total and not findings.offer_total:
        return ["No posting and no offer is open in what the sources gave: collect or import a source, then publish."]
    sentences: list[Sentence] = []
    if view := narrow(findings.measures.coverage):
        sentences.append(view)
    named = [(row, findings.href("skill", row["concept_uri"])) for row in _most_asked(findings.skills)]
    if named:
        said = [asked(row, row["preferred_label"], href) for row, href in named]
        sentences.append(says("<strong>Most asked.</strong> {}.", Markup("; of skills of a trade, ").join(said)))
    for name, words in (("saturated", "Most crowded"), ("underserved", "Biggest gap")):
        found = sharpest(findings.markets, name)[:1]
        none = f"No market stands clear enough of balance to be called {name}."
        told = verdict(found[0], findings.href("skill", found[0]["concept_uri"])) if found else none
        sentences.append(says("<strong>{}.</strong> {}", words, told))
    if not findings.offer_total:
        sentences.append("No offer was collected: there is demand here and no supply to set against it.")
    if not findings.vacancy_total:
        sentences.append("No vacancy is open: there is supply here and no demand to set against it.")
    return sentences


def _most_asked(skills: list[Row]) -> list[Row]:
    """The skill asked most and, where nearly everyone asks it, the first that is of a trade."""
    first, of_trades = skills[:1], (row for row in skills if not row["is_transversal"])
    return [*first, *islice(of_trades, 1)] if first and first[0]["is_transversal"] else first


def _trust(findings: Findings) -> Sentence:
    thin = sum(row["class"] == "thin" for row in findings.markets)
    health = source_health.title(findings)
    open_vacancies = plural(findings.vacancy_total, "open vacancy", "open vacancies")
    told = f"{health}; the figures rest on {open_vacancies} and "
    told += plural(findings.offer_total, "open offer")
    few = f"; {plural(thin, 'skill')} {'has' if thin == 1 else 'have'} too little evidence for a verdict."
    return says("<strong>How far to trust it.</strong> {}", told + (few if thin else "."))


def _coverage(findings: Findings) -> Table:
    market = findings.market
    postings, offers = (
        market.postings[market.postings["open"].fillna(False)],
        market.offers[market.offers["open"].fillna(False)],
    )
    newest = source_health.newest(findings)
    states = [source_health.state(run) for run in newest]
    columns = (Column("What the figures rest on"), Column("Count", True), Column("Where to look"))
    lines = [
        ("Sources", len(newest), "source_health.html"),
        ("Sources whose newest run is complete", states.count("complete"), "source_health.html"),
        ("Runs up to this date", len(market.runs), "source_health.html"),
        ("Open postings, copies included", len(postings), "source_health.html"),
        ("Open vacancies", findings.vacancy_total, "skills.html"),
        ("Employers named in them", int(postings["employer_key"].nunique()), "skills.html"),
        ("Open offers", findings.offer_total, "providers.html"),
        ("Providers", int(offers["provider_key"].nunique()), "providers.html"),
        ("Skills asked", len(set(findings.measures.skill_demand["concept_uri"])), "skills.html"),
        ("Credentials named", sum(bool(r["explicit_count"]) for r in findings.credentials), "credentials.html"),
    ]
    return Table(
        "coverage", "Freshness and coverage", columns, [[Cell(t), counted(n), Cell(_file(f), f)] for t, n, f in lines]
    )


def _file(name: str) -> str:
    return name.removesuffix(".html").replace("_", " ")
