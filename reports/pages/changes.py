"""What changed since last time, and what of it beyond chance?"""

from reports.findings import Findings
from reports.language import _
from reports.page import Page, Sentence, Table
from reports.pages.change_pictures import change_pictures
from reports.pages.change_tables import elsewhere_table, moved_table, offers_table, verdicts_table
from reports.pages.changed import SHARES, changed, moved, name_of
from reports.pages.method_bridge import bridge_table
from reports.rows import Row, rows
from reports.voice import absent, count, day, plural, quoted

QUESTION = "Changes"
NAMED = 3  # rises and falls in the first sentences


def page(findings: Findings) -> Page:
    """What moved beyond chance, what entered and closed, and what moved only by sources, method or a margin."""
    compared = findings.measures.compared_with is not None
    return Page(
        name="changes",
        question=QUESTION,
        title=_title(findings) if compared else _("There is no earlier day to compare with"),
        lead=_lead(findings) if compared else _without(),
        pictures=change_pictures(findings) if compared else [],
        tables=_tables(findings, compared),
        cuts=_cuts(findings) if compared else {},
    )


def _tables(findings: Findings, compared: bool) -> list[Table]:
    since = [moved_table(findings), offers_table(findings), verdicts_table(findings)] if compared else []
    sources = [elsewhere_table(findings, "sources")] if compared else []
    bridge = bridge_table(findings)
    read = [elsewhere_table(findings, "method"), bridge] if bridge else []
    return [*since[:2], *sources, *read, *since[2:]]


def _title(findings: Findings) -> str:
    since = day(findings.measures.compared_with)
    found = sorted(changed(findings, "market"), key=lambda row: -abs(row["change"]))
    if not found:
        return _("Nothing moved beyond chance since {}").format(since)
    first = found[0]
    told = {"name": quoted(name_of(first)), "since": since, "number": count(len(_subjects(found)))}
    if len(_subjects(found)) == 1:
        return _("{name} alone moved beyond chance since {since}").format(**told)
    return _("{number} skills and credentials moved beyond chance since {since}, {name} most").format(**told)


def _subjects(found: list[Row]) -> set[tuple[str, str]]:
    """What moved: skills by their concept, credentials by name and issuer; each once, however often it moved."""
    return {
        ("skill", str(row["concept_uri"]))
        if not absent(row["concept_uri"])
        else ("credential", f"{row['credential']}|{row['issuer']}")
        for row in found
    }


def _without() -> list[Sentence]:
    return [
        _("Changes need vacancies that were read whole on two days, and at most one such day is known."),
        _(
            "Collect the same sources again on a later day and publish: the report then compares with four weeks "
            "before, or with the day given by --since."
        ),
    ]


def _lead(findings: Findings) -> list[Sentence]:
    beyond = changed(findings, "market")
    order = sorted(beyond, key=lambda row: -row["change"])
    up = [row for row in order if row["change"] > 0][:NAMED]
    down = [row for row in reversed(order) if row["change"] < 0][:NAMED]
    told: list[Sentence] = [_counted(findings, beyond), *(moved(findings, row) for row in (*up, *down))]
    return [*told, *(said for said in (_margins(findings), _offers(findings), _others(findings)) if said)]


def _counted(findings: Findings, beyond: list[Row]) -> str:
    """`12 skills moved, 3 beyond chance`."""
    verdicts = changed(findings, None, ("class",))
    crossed = [row for row in verdicts if row["cause"] in ("market", "margin")]
    skills = {key for key in _subjects(beyond) if key[0] == "skill"}
    credentials = _subjects(beyond) - skills
    every = skills | _subjects(crossed)
    told = {"day": day(findings.measures.compared_with), "skills": plural(len(every), "skill")}
    told |= {"beyond": count(len(skills)), "credentials": plural(len(credentials), "credential")}
    if not every and not credentials:
        return _("Since {day}: no skill and no credential moved beyond chance.").format(**told)
    if credentials:
        return _("Since {day}: {skills} moved, {beyond} beyond chance; beyond chance as well: {credentials}.").format(
            **told
        )
    return _("Since {day}: {skills} moved, {beyond} beyond chance.").format(**told)


def _margins(findings: Findings) -> str:
    found = changed(findings, "margin", ("class",))
    if not found:
        return ""
    pattern = _("By a margin alone, {skills} changed their verdict: no share of theirs moved beyond chance.")
    return pattern.format(skills=plural(len(found), "skill"))


def _offers(findings: Findings) -> str:
    found = changed(findings, "market", ("provider", "offers"))
    unseen = changed(findings, "sources", ("offers",))
    if not found and not unseen:
        return _("No offer entered or closed.")
    if not found:
        return _("No source of offers shows both days whole: which entered and which closed cannot be told.")
    totals = {event: [row for row in found if row["event"] == event] for event in ("entered", "closed")}
    new, gone = (sum(row["kind"] == "provider" for row in totals[event]) for event in ("entered", "closed"))
    told = _(
        "Entered: {entered} of {entered_at} ({new} new). Closed: {closed} of {closed_at} ({gone} gone altogether)."
    )
    return told.format(
        entered=plural(sum(row["count_after"] for row in totals["entered"]), "offer"),
        entered_at=plural(len(totals["entered"]), "provider"),
        new=count(new),
        closed=plural(sum(row["count_before"] for row in totals["closed"]), "offer"),
        closed_at=plural(len(totals["closed"]), "provider"),
        gone=count(gone),
    )


def _others(findings: Findings) -> str:
    """What looks like change and is none: other sources, another method."""
    frame = findings.measures.changes
    amounts = {
        cause: len(rows(frame[frame["kind"].isin([*SHARES, "class"]) & (frame["cause"] == cause)]))
        for cause in ("sources", "method")
    }
    if not any(amounts.values()):
        return _("Nothing that looks like a change comes from other sources or another method.")
    told = {"sources": plural(amounts["sources"], "share or verdict", "shares or verdicts")}
    told["method"] = count(amounts["method"])
    return _("Not of the market: {sources} by the sources alone, {method} by the method alone.").format(**told)


def _cuts(findings: Findings) -> dict[str, list[Sentence]]:
    found: dict[str, list[Sentence]] = {}
    for cut in findings.cuts:
        if cut.kind != "place":
            continue
        here = sorted(changed(findings, "market", place=cut.code), key=lambda row: -abs(row["change"]))
        told = {"place": cut.label, "number": count(len(here)), "day": day(findings.measures.compared_with)}
        first = _("{place}: {number} shares moved beyond chance since {day}.").format(**told)
        if not here:
            first = _("{place}: no share moved beyond chance since {day}.").format(**told)
        found[cut.key] = [first, *(moved(findings, row) for row in here[: 2 * NAMED])]
    return found
