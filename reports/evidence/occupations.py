"""The page of an occupation: which skills and credentials its vacancies ask, and the shortest way into it."""

from reports.evidence import panels
from reports.evidence.industries import credential_points, skill_points
from reports.evidence.told import Rows, Teller, Told, keys_of, tops
from reports.findings import Findings
from reports.language import _
from reports.page import Block, Sentence, says
from reports.pages.amounts import hours, money
from reports.rows import Row, rows
from reports.voice import absent, interval, number, share, vacancies

EACH = 6  # credentials, and skills


def occupations(findings: Findings) -> Teller:
    """What to say of an occupation, by its unit group of ISCO-08."""
    measures, keys = findings.measures, keys_of(findings, "occupation")
    here = measures.demand_by_occupation[measures.demand_by_occupation["place"] == "all"]
    asked = tops(here, here["occupation"], keys, "vacancy_count", EACH)
    these = measures.credentials_by_occupation[measures.credentials_by_occupation["place"] == "all"]
    named = tops(these, these["occupation"], keys, "explicit_count", EACH)
    steps, labels = _steps(findings), {s.key: s.label for s in findings.subjects if s.kind == "occupation"}

    def told(key: str) -> Told:
        skills = asked.get(key, [])
        lists = [
            Block(_("Skills asked most"), points=skill_points(findings, skills)),
            Block(_("Credentials named most"), points=credential_points(findings, named.get(key, []))),
            Block(_("The way in that costs least"), points=[_step(row) for row in steps.get(key, [])]),
        ]
        lead = [_sentence(labels[key], skills[0])] if skills else []
        how = _how(skills[0]) if skills else []
        return Told(lead, how, [], [block for block in lists if block.points])

    return told


def _sentence(label: str, row: Row) -> Sentence:
    told = _("{occupation}: {skill} is asked most, in {share} of vacancies ({interval}; {vacancies}).")
    if row["evidence"] == "thin":
        told = _("{occupation}: the evidence is thin, of {vacancies} most ask {skill}, {share} ({interval}).")
    return says(
        told,
        occupation=label,
        skill=row["preferred_label"],
        share=share(row["share"]),
        interval=interval(row["share_low"], row["share_high"]),
        vacancies=vacancies(row["vacancy_total"]),
    )


def _how(row: Row) -> panels.Formulas:
    """The formula of the first share; the others are made alike."""
    peculiar = "" if absent(row["quotient"]) else number(row["quotient"])
    quotient = [(_("Quotient against all vacancies"), peculiar)] if peculiar else []
    return [
        (_("Of the first skill"), str(row["preferred_label"])),
        *panels.demand(row, row["vacancy_count"]),
        *quotient,
    ]


def _steps(findings: Findings) -> Rows:
    frame = findings.measures.pathways
    found: Rows = {}
    for row in rows(frame[(frame["by"] == "price") & (frame["kind"] == "step")]):
        found.setdefault(str(row["occupation"]), []).append(row)
    return found


def _step(row: Row) -> Sentence:
    told = _("{title}, {provider} ({terms}): leads to {coverage} of what is asked ({interval})")
    terms = [money(row["price"])] if row["price"] else [_("free")]
    terms += [] if absent(row["hours"]) else [_("{} hours").format(hours(row["hours"]))]
    return says(
        told,
        title=row["title"],
        provider=row["provider"],
        terms=", ".join(terms),
        coverage=share(row["coverage"]),
        interval=interval(row["coverage_low"], row["coverage_high"]),
    )
