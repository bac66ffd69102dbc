"""What is the shortest way to an occupation?"""

from collections.abc import Mapping

from reports.findings import Findings
from reports.language import _
from reports.page import Page, Picture, Sentence, link, says
from reports.pages.pathway_tables import steps_table, uncovered_table, way_name, ways_table
from reports.pages.stackable_chains import chains_table
from reports.pages.way_pictures import way_picture
from reports.pages.ways import BRIEF, DOUBTS, Way, foremost, hours, money, required, ways
from reports.rows import Row, credential_key
from reports.voice import count, interval, joined, plural, quoted, share, vacancies

QUESTION = "Pathways"
NAMED = 3


def page(findings: Findings) -> Page:
    """The offers that lead to most of what an occupation asks, by least money and by least time."""
    found = ways(findings)
    first = foremost(found)
    return Page(
        name="pathways",
        question=QUESTION,
        title=_title(found, first),
        lead=_lead(findings, found, first),
        pictures=[] if first is None else _pictures(findings, found, first),
        tables=[
            steps_table(findings, found),
            uncovered_table(findings, found),
            ways_table(findings, found),
            chains_table(findings),
        ],
        cuts=_cuts(findings, found),
    )


def _title(found: Mapping[str, Mapping[str, Way]], first: Mapping[str, Way] | None) -> str:
    """Of several occupations, how far the ways lead: the title stays where a reader chooses one of them."""
    if first is None:
        return _("No occupation has vacancies enough to find a way into it")
    chosen = [_chosen(of) for of in found.values()]
    ends = sorted(way.coverage for way in [way for way in chosen if not way.is_thin] or chosen)
    if len(ends) > 1:
        told = {"occupations": plural(len(found), "occupation"), "least": share(ends[0]), "most": share(ends[-1])}
        return _("{occupations}: the cheapest ways name {least} to {most} of what is asked").format(**told)
    way = _chosen(first)
    if not way.steps:
        return _("{}: no offer leads to what its vacancies ask").format(way.name)
    told = {"occupation": way.name, "offers": plural(len(way.steps), "offer"), "share": share(way.coverage)}
    last = way.steps[-1]
    told["cost"] = money(last["price_so_far"]) if way.by == "price" else hours(last["hours_so_far"])
    return _("{occupation}: {share} of what is asked stands in {offers} ({cost})").format(**told)


def _chosen(of: Mapping[str, Way]) -> Way:
    """The way by price where it leads somewhere, else the other."""
    order = [of[by] for by in ("price", "hours") if by in of]
    return next((way for way in order if way.steps), order[0])


def _lead(
    findings: Findings, found: Mapping[str, Mapping[str, Way]], first: Mapping[str, Way] | None
) -> list[Sentence]:
    if first is None:
        return [
            _(
                "A way needs an occupation of which 10 vacancies of 3 employers ask a skill, and offers that lead "
                "to it: the sources gave none."
            )
        ]
    others = _("{} in all; one can be chosen above.").format(plural(len(found), "occupation"))
    return [*_sentences(findings, first), *([others] if len(found) > 1 else []), _caution()]


def _caution() -> str:
    return _(
        "A way rests on the words of the catalogue: an offer counts where its text names the skill, whether it "
        "teaches it well or not. Check the syllabus before you pay."
    )


def _sentences(findings: Findings, of: Mapping[str, Way]) -> list[Sentence]:
    """Both ways into an occupation, how weak their steps are, and what they leave uncovered."""
    way = _chosen(of)
    href = findings.href("occupation", way.occupation)
    told: list[Sentence] = []
    if way.is_thin:
        base = vacancies(way.vacancies), plural(way.employers, "employer")
        told.append(says(_("The evidence on {} is thin: {}, {}."), link(way.name, href), *base))
    if not way.steps:
        none = _("{}: no offer that states its price or its hours leads to what the vacancies ask ({}, {}).")
        base = vacancies(way.vacancies), plural(way.employers, "employer")
        told.append(says(none, link(way.name, href), *base))
    told += [_told(one, href) for one in of.values() if one.steps]
    told += [_unpaid(one) for one in of.values() if not one.steps and way.steps]
    if way.steps:
        told.append(_weakness(way))
    if way.white_space:
        told.append(_uncovered(findings, way))
    if credentials := required(findings, way.occupation):
        told.append(_required(findings, way, credentials))
    return told


def _required(findings: Findings, way: Way, credentials: list[Row]) -> Sentence:
    """What no course in a skill replaces."""
    named = [
        link(f"{row['credential']} ({count(row['required_count'])})", findings.href("credential", credential_key(row)))
        for row in credentials
    ]
    listed = says(joined(["{}"] * len(named)), *named)
    told = _("Skills are not all: of {vacancies} these require {credentials}, which no step here is known to give.")
    return says(told, vacancies=vacancies(way.vacancies), credentials=listed)


def _told(way: Way, href: str | None) -> Sentence:
    last = way.steps[-1]
    ends = interval(last["coverage_low"], last["coverage_high"])
    parts = {
        "occupation": way.name,
        "offers": link(plural(len(way.steps), "offer"), href),
        "share": share(way.coverage),
        "base": f"{ends}; {vacancies(way.vacancies)}, {plural(way.employers, 'employer')}",
        "money": money(last["price_so_far"]),
        "hours": hours(last["hours_so_far"]),
    }
    if way.by == "price":
        pattern = _(
            "{occupation}, by least money: {offers}, naming {share} of what is asked ({base}); together {money}."
        )
    else:
        pattern = _(
            "{occupation}, by least time: {offers}, naming {share} of what is asked ({base}); together {hours}."
        )
    return says(pattern, **parts)


def _unpaid(way: Way) -> str:
    if way.by == "price":
        return _("No offer that leads there states its price, so that none can be chosen by money.")
    return _("No offer that leads there states its length, so that none can be chosen by time.")


def _weakness(way: Way) -> str:
    parts = {doubt: count(way.doubted(doubt)) for doubt in DOUBTS}
    told = _(
        "Weak steps, of {steps}: {single} for one skill alone, {general} for skills asked about as much elsewhere, "
        "{brief} of {hours} hours or less. What is cheapest or shortest comes first, though it may only introduce "
        "a skill."
    )
    return told.format(steps=count(len(way.steps)), hours=BRIEF, **parts)


def _uncovered(findings: Findings, way: Way) -> Sentence:
    named = [
        link(quoted(row["preferred_label"]), findings.href("skill", row["concept_uri"]))
        for row in way.white_space[:NAMED]
    ]
    pattern = _("Uncovered by the way of {way} stays {share}: {skills}.")
    more = len(way.white_space) - len(named)
    if more > 0:
        pattern = _("Uncovered by the way of {way} stays {share}: {skills} and {more} more.")
    listed = says(", ".join(["{}"] * len(named)), *named) if more > 0 else says(joined(["{}"] * len(named)), *named)
    return says(pattern, way=way_name(way), share=share(1 - way.coverage), skills=listed, more=count(more))


def _pictures(findings: Findings, found: Mapping[str, Mapping[str, Way]], first: Mapping[str, Way]) -> list[Picture]:
    """A picture for each way of the first occupation; those of the others stand instead where one is chosen."""
    shown = []
    for by in ("price", "hours"):
        drawn = {code: way_picture(findings, of[by]) for code, of in found.items() if by in of}
        cuts = {f"occupation={code}": picture for code, picture in drawn.items() if picture}
        here = [first] + [of for of in found.values() if of is not first]
        start = next((of[by] for of in here if by in of and of[by].steps), None)
        if start and (picture := way_picture(findings, start, cuts)):
            shown.append(picture)
    return shown


def _cuts(findings: Findings, found: Mapping[str, Mapping[str, Way]]) -> dict[str, list[Sentence]]:
    told: dict[str, list[Sentence]] = {
        f"occupation={code}": [*_sentences(findings, of), _caution()] for code, of in found.items()
    }
    for cut in findings.cuts:
        if cut.kind == "occupation" and cut.key not in told:
            none = _("{}: no way was looked for. The most asked groups of four digits have one, and those asked for.")
            told[cut.key] = [none.format(cut.label)]
    return told
