"""Which credentials do employers name?"""

from markupsafe import Markup

from reports.credential_types import EARNED
from reports.findings import Findings
from reports.language import _
from reports.measures.demand.recognition import MICRO
from reports.page import Block, Cut, Page, Sentence, link, says
from reports.pages.credential_picture import picture
from reports.pages.credential_sentences import earned, named_most, said_of
from reports.pages.credential_tables import everywhere, more_than_all
from reports.pages.peculiar import times
from reports.rows import Row, credential_key, rows
from reports.sentences import briefly
from reports.voice import brief, joined, quoted, vacancies

QUESTION = "Credentials in demand"
SHOWN_OF_OTHERS = 3
FIRST, SHOWN, SHOWN_OF_PART, ROWS_OF_PART = 5, 15, 8, 40


def page(findings: Findings) -> Page:
    """The credentials named in open vacancies, or implied by the skills these ask."""
    named, parts = [r for r in findings.credentials if r["explicit_count"]], _parts(findings)
    shown = {cut.key: earned(parts[cut.key]) or parts[cut.key] for cut in findings.cuts}
    cuts = {cut.key: picture(findings, shown[cut.key][:SHOWN_OF_PART], cut) for cut in findings.cuts}
    return Page(
        name="credentials",
        question=QUESTION,
        title=named_most(named),
        lead=_lead(findings, named),
        pictures=[picture(findings, (earned(named) or named)[:SHOWN], None, cuts)] if named else [],
        tables=[everywhere(findings, parts), more_than_all(findings)],
        blocks=[_beside()],
        cuts={cut.key: _within(findings, cut, parts[cut.key]) for cut in findings.cuts},
    )


def _parts(findings: Findings) -> dict[str, list[Row]]:
    """What each part of the market names, the most named first."""
    return {cut.key: rows(findings.credentials_within.of(cut).head(ROWS_OF_PART)) for cut in findings.cuts}


def _lead(findings: Findings, named: list[Row]) -> list[Sentence]:
    if not named:
        return [_("Open: {}, none of them naming a credential we know.").format(vacancies(findings.vacancy_total))]
    first = (earned(named) or named)[:FIRST]
    return [
        *(said_of(row, findings.href("credential", credential_key(row))) for row in first),
        *_others(
            findings, [row for row in named if row["credential_type"] not in (*EARNED, None) and row not in first]
        ),
        *_small(findings, named, first),
        _(
            "Named is a lower bound: many wanted credentials go unnamed. Degrees, licences and checks count too; the "
            "table can be filtered by kind. What is implied stands apart, never added to what is named."
        ),
    ]


def _others(findings: Findings, found: list[Row]) -> list[Sentence]:
    """What no short programme leads to, under the same base."""
    told = [
        briefly(r, r["credential"], findings.href("credential", credential_key(r))) for r in found[:SHOWN_OF_OTHERS]
    ]
    pattern = _("Degrees, diplomas, licences and checks named most: {}.")
    return [says(pattern, Markup("; ").join(told))] if told else []


def _small(findings: Findings, named: list[Row], told: list[Row]) -> list[Sentence]:
    """The badge, micro-credential or professional certificate named most, unless it was said already."""
    small = [row for row in named if row["credential_type"] in MICRO]
    if not small:
        return [
            _(
                "No badge, micro-credential, nanodegree or professional certificate (a course provider's, unlike the "
                "certification of an examining body) that we know is named."
            )
        ]
    if small[0] in told:
        return []
    pattern = _("Of badges, micro-credentials and professional certificates, the most named: {}")
    return [says(pattern, said_of(small[0], findings.href("credential", credential_key(small[0]))))]


def _within(findings: Findings, cut: Cut, found: list[Row]) -> list[Sentence]:
    if not found:
        return [_("{}: no open vacancy names a credential we know.").format(brief(cut.label))]
    top = found[0]
    said: list[Sentence] = [
        says(_("{}: {}"), brief(cut.label), said_of(top, findings.href("credential", credential_key(top))))
    ]
    if others := [quoted(r["credential"]) for r in found[1:FIRST]]:
        said.append(says(_("Then, by vacancies: {}."), joined(others)))
    if surest := rows(findings.credentials_within.peculiar(cut.kind, [cut.code]).head(3)):
        most = joined(f"{quoted(r['credential'])} {times(r)}" for r in surest)
        said.append(says(_("Named more here than in all vacancies, times as often (with the interval): {}."), most))
    return said


def _beside() -> Block:
    told = _("What vacancies that name a credential pay, beside others of the same occupation and country, {}.")
    where = link(_("stands under price and hours: an association, never a return"), "price.html#pay")
    return Block(_("And their pay?"), [says(told, where)])
