"""Which markets are crowded, and where does nobody teach?"""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from reports.files.tables import UNDECIDED
from reports.findings import Findings
from reports.language import _
from reports.measures.statistics.intervals import MINIMUM_EMPLOYERS
from reports.page import Cut, Page, Picture, Sentence, link, says
from reports.pages.map_picture import map_picture, placed
from reports.pages.market_rows import parts_of
from reports.pages.saturation_table import by_place, table
from reports.rows import Row
from reports.sentences import narrow, verdict
from reports.verdicts import extremes, of_class, sharpest, untaught
from reports.voice import count, interval, plural, quoted, share, vacancies

QUESTION = "Saturation"
NAMED = 4  # skills that a sentence lists
MARKS = 25  # of the map of one place, those with a verdict first: more are in the table


def page(findings: Findings) -> Page:
    """The market map and the class of each skill, with the tests that decided it."""
    found = findings.markets
    parts = parts_of(findings)
    return Page(
        name="saturation",
        question=QUESTION,
        title=title(found),
        lead=lead(findings, found),
        pictures=[map_picture(findings, found, extremes(found), cuts=_maps(findings, parts))] if placed(found) else [],
        tables=[table(findings, found, parts), by_place(findings)],
        cuts={cut.key: _of_cut(findings, cut, here) for cut, here in parts.items()},
    )


def title(found: Sequence[Row]) -> str:
    """The finding in one line."""
    judged = [r for r in found if r["class"] != "thin"]
    if not judged:
        return _("No skill has enough evidence for a verdict yet")
    gaps, crowded, open_ = (len(of_class(judged, name)) for name in ("underserved", "saturated", "contested"))
    told = _("{skills} with enough evidence: {gaps} underserved, {crowded} saturated, {contested} contested")
    return told.format(
        skills=plural(len(judged), "skill"), gaps=_some(gaps), crowded=_some(crowded), contested=_some(open_)
    )


def _some(number: int) -> str:
    return count(number) if number else _("none")


def lead(findings: Findings, found: Sequence[Row]) -> list[Sentence]:
    """Where nobody teaches, where all do, what one provider holds alone, and what cannot be told."""
    if not found:
        return [_("Nothing is asked and nothing is taught in what the sources gave: there is no market to judge.")]
    view = narrow(findings.measures.coverage, findings.market.view)
    return [*([view] if view else []), *verdicts(findings, found), *_open(found)]


def verdicts(findings: Findings, found: Sequence[Row]) -> list[Sentence]:
    """The clearest market of each kind in sentences, and which others are of its kind."""
    sentences: list[Sentence] = []
    if alone := untaught(found):
        told = _("<strong>Nobody teaches.</strong> No open offer for {number} of the {gaps}: {names}.")
        of_trades = len(sharpest(found, "underserved"))
        gaps = plural(of_trades, "underserved skill of a trade", "underserved skills of a trade")
        sentences.append(says(told, number=count(len(alone)), gaps=gaps, names=names_of(findings, alone)))
    for name, told in (
        ("underserved", _("<strong>Clearest gap.</strong> {}")),
        ("saturated", _("<strong>All teach.</strong> {}")),
        ("dominated", _("<strong>One provider's market.</strong> {}")),
    ):
        first, rest = (of := sharpest(found, name))[:1], of[1:]
        for row in first:
            said = verdict(row, findings.href("skill", row["concept_uri"]))
            if rest and name != "underserved":
                said += says(_(" Others like it: {}."), names_of(findings, rest))
            sentences.append(says(told, said))
    return sentences or [_none(found)]


def _none(found: Sequence[Row]) -> str:
    """Why no market stands clear of balance."""
    if not any(row["offer_count"] for row in found):
        return _("No offer teaches any of these skills: there is no supply to set against the demand.")
    if not any(row["demand_count"] for row in found):
        return _("No vacancy asks any of these skills: there is no demand to set against the supply.")
    return _("No market stands clear of balance: where both sides are seen, the intervals leave it open.")


def names_of(findings: Findings, found: Sequence[Row], most: int = NAMED) -> Markup:
    """The first of some markets by name, and how many more there are."""
    named = [link(quoted(r["preferred_label"]), findings.href("skill", r["concept_uri"])) for r in found[:most]]
    said = Markup(", ").join(named)
    rest = len(found) - most
    return says(_("{} and {}"), said, plural(rest, "more", "more")) if rest > 0 else said


def _open(found: Sequence[Row]) -> list[Sentence]:
    """Which markets have no verdict, and why."""
    open_, thin = (sum(r["class"] == name for r in found) for name in ("contested", "thin"))
    said: list[Sentence] = []
    if open_:
        told = _("{}: contested, since one side is not seen or the interval reaches across a line of the band.")
        said.append(told.format(plural(open_, "skill")))
    if thin:
        said.append(_("{}: too little evidence for a verdict.").format(plural(thin, "skill")))
    return [" ".join(map(str, said))] if said else []


def _of_cut(findings: Findings, cut: Cut, here: Sequence[Row]) -> list[Sentence]:
    if cut.kind == "place":
        told = _("<strong>{place}.</strong> {title}. Offers online count in every place.")
        return [says(told, place=cut.label, title=title(here)), *verdicts(findings, here)[:3], *_open(here)]
    return _of_part(findings, cut, here)


def _of_part(findings: Findings, cut: Cut, here: Sequence[Row]) -> list[Sentence]:
    """What a part of the vacancies asks, with the class of the whole market: offers state no such part."""
    if not here:
        return [says(_("<strong>{}.</strong> No skill was read in its vacancies."), cut.label)]
    told = _(
        "<strong>{part}.</strong> Demand is that of its {vacancies}; classes, gaps and offers are those of the whole "
        "market, since no offer says for which industry, occupation or level it is."
    )
    sentences: list[Sentence] = [says(told, part=cut.label, vacancies=vacancies(here[0]["vacancy_total"]))]
    for name, pattern in (
        ("underserved", _("<strong>Asked here, underserved in the whole market:</strong> {}.")),
        ("saturated", _("<strong>Asked here, saturated in the whole market:</strong> {}.")),
    ):
        found = [r for r in here if r["class"] == name and not r["is_transversal"] and r["evidence"] != "thin"]
        if found:
            sentences.append(says(pattern, joined_shares(findings, found)))
    none = _("None of the skills that it asks with enough evidence is underserved or saturated in the whole market.")
    return sentences if len(sentences) > 1 else [*sentences, none]


def joined_shares(findings: Findings, found: Sequence[Row]) -> Markup:
    """`SQL (11.8 %, 11.2–12.4), …` of the skills asked most."""
    return Markup("; ").join(
        says(
            _("{name}: {share} ({ends})"),
            name=link(quoted(r["preferred_label"]), findings.href("skill", r["concept_uri"])),
            share=share(r["share"]),
            ends=interval(r["share_low"], r["share_high"]),
        )
        for r in found[:NAMED]
    )


def _maps(findings: Findings, parts: Mapping[Cut, Sequence[Row]]) -> dict[str, Picture]:
    """The map of each place that has one: of the markets that the file has of it."""
    made, whole = {}, findings.markets
    for cut, here in parts.items():
        listed = [r for r in here if r["class"] not in UNDECIDED or (r["demand_count"] or 0) >= MINIMUM_EMPLOYERS]
        if cut.kind == "place" and placed(listed):
            heading = f"{cut.label}: {extremes(here)}"
            made[cut.key] = map_picture(findings, listed, heading, cut.code, most=MARKS, within=whole)
    return made
