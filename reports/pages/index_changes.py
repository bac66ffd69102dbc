"""What changed since the report before, beyond chance and by the market itself, in a sentence or two."""

from markupsafe import Markup

from reports.findings import Findings
from reports.language import _
from reports.page import Sentence, link, says
from reports.rows import Row, rows
from reports.voice import absent, count, day, interval, plural, quoted, share

NAMED = 3
SHARES = ("skill share", "credential share", "offer share")


def changed(findings: Findings) -> Sentence:
    """What moved beyond chance; what moved for another cause only is counted apart."""
    since = findings.measures.compared_with
    if since is None:
        return says(_("<strong>What changed.</strong> There is no earlier report to compare with."))
    frame = findings.measures.changes
    by_market = rows(frame[(frame["cause"] == "market").fillna(False).to_numpy(bool)])
    moved = [row for row in by_market if row["kind"] in SHARES and row["event"] in ("rose", "fell")]
    judged = [row for row in by_market if row["kind"] == "class"]
    told = [_moved(findings, row) for row in sorted(moved, key=_size)[:NAMED]]
    told += [_judged(findings, row) for row in judged[: NAMED - len(told)]]
    rest = len(moved) + len(judged) - len(told)
    sentences = [says("{}.", each) for each in told] or [says(_("No share and no verdict moved beyond chance."))]
    if rest > 0:
        sentences.append(says(_("{}."), plural(rest, "more such change", "more such changes")))
    sentences += [says("{}", each) for each in (_offers(by_market), _elsewhere(len(frame) - len(by_market))) if each]
    return says(_("<strong>Since {}.</strong> {}"), day(since), Markup(" ").join(sentences))


def _size(row: Row) -> tuple[float, str]:
    return (-abs(row["change"] or 0), str(_name(row)))


def _name(row: Row) -> str:
    return str(row["credential"] if absent(row["preferred_label"]) else row["preferred_label"])


def _moved(findings: Findings, row: Row) -> Markup:
    """`SQL rose from 4.1 % to 6.3 % of the vacancies (change 1.0–3.4 points)`."""
    of_vacancies, told = (
        row["kind"] != "offer share",
        {
            ("rose", True): _("{name} rose from {before} to {after} of the vacancies ({ends} points)"),
            ("fell", True): _("{name} fell from {before} to {after} of the vacancies ({ends} points)"),
            ("rose", False): _("{name} rose from {before} to {after} of the offers ({ends} points)"),
            ("fell", False): _("{name} fell from {before} to {after} of the offers ({ends} points)"),
        },
    )
    low, high = sorted(abs(row[end] or 0) for end in ("change_low", "change_high"))
    skill = findings.href("skill", row["concept_uri"])
    named = link(quoted(_name(row)), skill)
    pattern = told[row["event"], of_vacancies]
    return says(pattern, name=named, before=share(row["before"]), after=share(row["after"]), ends=interval(low, high))


def _judged(findings: Findings, row: Row) -> Markup:
    named = link(quoted(_name(row)), findings.href("skill", row["concept_uri"]))
    before, after = (_(str(row[f"class_{when}"])) if row[f"class_{when}"] else "–" for when in ("before", "after"))
    return says(_("{name}: {before} before, {after} now"), name=named, before=before, after=after)


def _offers(by_market: list[Row]) -> str:
    """What providers added and ended, which needs no test: it was counted."""
    of_offers = [row for row in by_market if row["kind"] in ("offers", "provider")]
    added = sum(row["count_after"] or 0 for row in of_offers if row["event"] == "entered")
    ended = sum(row["count_before"] or 0 for row in of_offers if row["event"] == "closed")
    if not added and not ended:
        return ""
    told = _("Offers added: {added}; ended: {ended}.")
    return told.format(added=count(added), ended=count(ended))


def _elsewhere(others: int) -> str:
    if not others:
        return ""
    told = _("{} by sources, method or margin only: no news of the market.")
    return told.format(plural(others, "other difference"))
