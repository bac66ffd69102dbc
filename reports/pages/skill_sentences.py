"""What the skills page says: what rises, what falls, what is asked most, and what a part asks more than all."""

from reports.findings import Findings
from reports.language import _
from reports.page import Cut, Sentence, link, says
from reports.pages.peculiar import times
from reports.rows import Row, rows
from reports.sentences import asked, taught
from reports.voice import absent, brief, count, interval, joined, number, plural, quoted, share, vacancies

NO_HISTORY = "not enough history"


def moving(found: list[Row], trend: str) -> list[Row]:
    """The skills of a trade that rise or fall, the fastest first."""
    moved = [r for r in of_trades(found) if r["trend"] == trend]
    return sorted(moved, key=lambda r: -abs(r["slope"] or 0))


def of_trades(found: list[Row]) -> list[Row]:
    """Without the skills that are asked of nearly everyone, unless there are no others."""
    return [r for r in found if not r.get("is_transversal")] or found


def title(found: list[Row]) -> str:
    """What moves fastest; where nothing does, what is asked most."""
    if not found:
        return _("No open vacancy names a skill yet")
    up, down = ([quoted(r["preferred_label"]) for r in moving(found, word)[:1]] for word in ("rising", "falling"))
    if up and down:
        return _("{} rises fastest, {} falls fastest").format(*up, *down)
    if up:
        return _("{} rises fastest; nothing falls beyond chance").format(*up)
    if down:
        return _("{} falls fastest; nothing rises beyond chance").format(*down)
    most = quoted(of_trades(found)[0]["preferred_label"])
    if any(r["trend"] != NO_HISTORY for r in found):
        return _("{} is asked most; no skill rises or falls beyond chance").format(most)
    return _("{} is asked most").format(most)


def lead(findings: Findings, found: list[Row]) -> list[Sentence]:
    """The fastest riser and faller, how many were tested, what is asked most, and of whom all is asked."""
    if not found:
        told = _("Open: {}, none of them naming a skill we know.")
        return [told.format(vacancies(findings.vacancy_total))]
    supply = {row["concept_uri"]: row for row in findings.markets}
    top = of_trades(found)[0]
    href = findings.href("skill", top["concept_uri"])
    movers = [r for word in ("rising", "falling") for r in moving(found, word)[:1]]
    return [
        *(_moves(row, supply.get(row["concept_uri"], {}), findings) for row in movers),
        says(_("Asked most: {}."), asked(top, top["preferred_label"], href)),
        _tested(found),
        *_of_everyone(found),
    ]


def within(findings: Findings, cut: Cut, found: list[Row]) -> list[Sentence]:
    """The same of one part of the market, of which `found` are the skills asked most."""
    if not found:
        return [_("{}: no open vacancy names a skill we know.").format(brief(cut.label))]
    top = of_trades(found)[0]
    href = findings.href("skill", top["concept_uri"])
    said: list[Sentence] = [says(_("{}: {}."), brief(cut.label), asked(top, top["preferred_label"], href))]
    if peculiar := _surest(findings, cut):
        most = [f"{quoted(r['preferred_label'])} {times(r)}" for r in peculiar[:3]]
        told = _("Asked more here than in all vacancies, times as often (with the interval): {}.")
        said.append(says(told, joined(most)))
    else:
        said.append(_("Nothing is asked here more than in all vacancies, beyond chance."))
    moved = rows(findings.skills_within.moving(cut))
    for word, told in (("rising", _("Rising here: {}.")), ("falling", _("Falling here: {}."))):
        if names := [quoted(r["preferred_label"]) for r in moving(moved, word)[:3]]:
            said.append(says(told, joined(names)))
    return said


def _surest(findings: Findings, cut: Cut) -> list[Row]:
    """What a part asks surely more than all vacancies, the surest first; skills of a trade alone."""
    everyone = {r["concept_uri"] for r in findings.skills if r["is_transversal"]}
    found = findings.skills_within.peculiar(cut.kind, [cut.code])
    return [r for r in rows(found.head(20)) if r["concept_uri"] not in everyone]


def slope(row: Row) -> str:
    """`+0.66 (0.53 to 0.82)`: percentage points a week."""
    change, low, high = (100 * float(row[f"slope{end}"]) for end in ("", "_low", "_high"))
    sign = "+" if change > 0 else ""
    return _("{} ({} to {})").format(sign + number(change), number(low), number(high))


def _moves(row: Row, market: Row, findings: Findings) -> Sentence:
    href = findings.href("skill", row["concept_uri"])
    if absent(row["slope"]):  # it moves, but too few name it a week to say how fast
        return says("{}.", asked(row, row["preferred_label"], href))
    told = {
        "rising": _(
            "{name} rises fastest, by {slope} percentage points a week: asked in {share} ({ends}) of {total}, {supply}."
        ),
        "falling": _(
            "{name} falls fastest, by {slope} percentage points a week: asked in {share} ({ends}) of {total}, {supply}."
        ),
    }[row["trend"]]
    return says(
        told,
        name=quoted(row["preferred_label"]),
        slope=slope(row),
        share=link(share(row["share"]), href),
        ends=interval(row["share_low"], row["share_high"]),
        total=vacancies(row["vacancy_total"]),
        supply=taught(market),
    )


def _tested(found: list[Row]) -> Sentence:
    tested = [r["trend"] for r in found if r["trend"] != NO_HISTORY]
    if not tested:
        return _("No skill has history enough for a trend: it takes 8 weeks of the same sources.")
    told = _("Tested for a trend: {tested}; {rising} rising and {falling} falling beyond chance, the others flat.")
    rising, falling = (count(tested.count(word)) for word in ("rising", "falling"))
    return told.format(tested=plural(len(tested), "skill"), rising=rising, falling=falling)


def _of_everyone(found: list[Row]) -> list[Sentence]:
    named = [quoted(r["preferred_label"]) for r in found if r["is_transversal"]][:3]
    if not named or not any(not r["is_transversal"] for r in found):
        return []
    return [says(_("Asked of nearly everyone, and so no market of their own: {}."), joined(named))]
