"""What the overview says: what is in demand, crowded, or taught by nobody, what changed, and how far to trust it."""

from collections.abc import Sequence

import pandas as pd
from markupsafe import Markup

from reports.findings import Findings
from reports.language import _
from reports.page import Cut, Sentence, says
from reports.pages import source_health
from reports.pages.credential_sentences import earned
from reports.pages.index_changes import changed
from reports.pages.market_rows import in_part, in_place
from reports.pages.saturation import names_of
from reports.rows import Row, credential_key, rows
from reports.sentences import briefly, in_short, narrow, verdict
from reports.verdicts import of_class, sharpest, untaught
from reports.voice import plural, vacancies

MOST, NAMED, MANY = 3, 2, 40  # subjects in demand; names in a list; rows among which the first are sought


def lead(findings: Findings) -> list[Sentence]:
    """The market in a few sentences; the caution first where it is a narrow one."""
    if not findings.vacancy_total and not findings.offer_total:
        return [
            _("No posting and no offer is open in what the sources gave: collect or import a source, then publish.")
        ]
    view = narrow(findings.measures.coverage, findings.market.view)
    markets = {row["concept_uri"]: row for row in findings.markets}
    skills = [markets.get(row["concept_uri"], row) | row for row in findings.skills]
    said = [
        *([view] if view else []),
        *in_demand(findings, skills, findings.credentials),
        *crowded(findings, findings.markets),
        changed(findings),
        trust(findings),
    ]
    if not findings.offer_total:
        said.append(_("No offer was collected: there is demand here and no supply to set against it."))
    if not findings.vacancy_total:
        said.append(_("No vacancy is open: there is supply here and no demand to set against it."))
    return said


def in_demand(findings: Findings, skills: Sequence[Row], credentials: Sequence[Row]) -> list[Sentence]:
    """The skills of a trade and the credentials beside degrees that most vacancies name, in the order given."""
    of_trades = [row for row in skills if row["vacancy_count"] and not row["is_transversal"]][:MOST]
    others = [row for row in credentials if row["explicit_count"] and row["credential_type"] != "degree"]
    courses = earned(others)
    named = (courses or others)[:MOST]
    degrees = [row for row in credentials if row["explicit_count"] and row["credential_type"] == "degree"][:1]
    said: list[Sentence] = []
    if of_trades:
        told = [(r, r["preferred_label"], findings.href("skill", r["concept_uri"])) for r in of_trades]
        said.append(says(_("<strong>Skills in demand.</strong> {}."), _ranked(told)))
    firm = [row for row in named if row["evidence"] != "thin"]
    pattern = _("<strong>Credentials in demand, beside degrees.</strong> {}.")
    if courses and named != others[:MOST]:
        pattern = _("<strong>Credentials in demand, beside degrees, diplomas and licences.</strong> {}.")
    if not firm and degrees:
        pattern = _("<strong>Credentials in demand.</strong> Beside degrees none with enough evidence; of degrees {}.")
    shown = firm or degrees or named
    told = [(r, r["credential"], findings.href("credential", credential_key(r))) for r in shown]
    return [*said, says(pattern, _ranked(told))] if told else said


def _ranked(told: Sequence[tuple[Row, str, str | None]]) -> Markup:
    """The first with its base and supply, of the others their shares of the same vacancies."""
    first, *rest = told
    more = [briefly(*each) for each in rest]
    return says(_("{}. Then {}"), in_short(*first), Markup("; ").join(more)) if more else in_short(*first)


def crowded(findings: Findings, found: Sequence[Row]) -> list[Sentence]:
    """The most crowded market and where nobody, or hardly anybody, teaches."""
    most, gaps, alone = sharpest(found, "saturated"), sharpest(found, "underserved"), untaught(found)
    said: list[Sentence] = []
    if most:
        said.append(says(_("<strong>Crowded.</strong> {}"), _verdict(findings, most)))
    if alone:
        said.append(says(_("<strong>Nobody teaches.</strong> {}"), _verdict(findings, alone)))
    elif gaps:
        said.append(says(_("<strong>Hardly taught.</strong> {}"), _verdict(findings, gaps)))
    if not most:
        said.append(_("No market stands clear enough of balance to be called crowded."))
    if not gaps:
        said.append(_("No market stands clear enough of balance to be called hardly taught."))
    return said


def _verdict(findings: Findings, found: Sequence[Row]) -> Markup:
    """The first in a sentence, and how many more there are."""
    told = verdict(found[0], findings.href("skill", found[0]["concept_uri"]))
    if len(found) == 1:
        return told
    return told + says(_(" Others like it: {}."), names_of(findings, found[1:], NAMED))


def trust(findings: Findings) -> Sentence:
    """On how much the figures rest, how fresh it is, and for how many skills it is too little."""
    found = findings.markets
    thin, open_ = (len(of_class(found, name)) for name in ("thin", "contested"))
    rest = _("{health}. The figures rest on {vacancies} and {offers}.")
    told = rest.format(
        health=source_health.title(findings),
        vacancies=plural(findings.vacancy_total, "open vacancy", "open vacancies"),
        offers=plural(findings.offer_total, "open offer"),
    )
    few = [_("{}: no verdict, the interval leaves it open").format(plural(open_, "skill"))] if open_ else []
    few += [_("{}: too little evidence").format(plural(thin, "skill"))] if thin else []
    told += f" {'; '.join(few)}." if few else ""
    return says(_("<strong>How far to trust it.</strong> {}"), told)


def of_cut(findings: Findings, cut: Cut) -> list[Sentence]:
    """The same of a part of the market: what it asks there; of a place also what is crowded and what hardly taught."""
    if cut.kind == "place":
        return _of_place(findings, cut)
    here = in_part(findings, cut, MANY)
    frame = getattr(findings.measures, f"credentials_by_{cut.kind}")
    credentials = _credentials(frame[(frame[cut.kind] == cut.code).to_numpy(bool)], "all")
    total = vacancies(here[0]["vacancy_total"] if here else 0)
    told = _("<strong>{part}.</strong> {vacancies}. Offers are those of the whole market: none says for whom it is.")
    return [says(told, part=cut.label, vacancies=total), *in_demand(findings, here, credentials)]


def _of_place(findings: Findings, cut: Cut) -> list[Sentence]:
    asked, judged = findings.measures.skill_demand, findings.measures.saturation
    asked = asked[(asked["place"] == cut.code) & ~asked["is_transversal"].fillna(False).astype(bool)]
    judged = judged[(judged["place"] == cut.code) & judged["class"].isin(["underserved", "saturated"])]
    most = asked.sort_values(["vacancy_count", "concept_uri"], ascending=[False, True], kind="stable").head(MOST)
    wanted = [*most["concept_uri"], *judged["concept_uri"]]
    here = {row["concept_uri"]: row for row in in_place(findings, cut.code, wanted)}
    skills = [here[uri] for uri in most["concept_uri"] if uri in here]
    credentials = _credentials(findings.measures.credential_demand, cut.code)
    total = vacancies(skills[0]["vacancy_total"] if skills else 0)
    first = says(_("<strong>{place}.</strong> {vacancies}."), place=cut.label, vacancies=total)
    return [first, *in_demand(findings, skills, credentials), *crowded(findings, [*here.values()])]


def _credentials(frame: pd.DataFrame, place: str) -> list[Row]:
    here = frame[(frame["place"] == place).to_numpy(bool)]
    order = here.sort_values(["explicit_count", "credential"], ascending=[False, True], kind="stable")
    return rows(order.head(MANY))
