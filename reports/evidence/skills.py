"""The page of a skill: how much it is asked and taught, with every test of its class, where, and by whom."""

from reports.evidence import panels
from reports.evidence.parts_asking import parts_asking
from reports.evidence.told import Teller, Told, by_place, keys_of, tops
from reports.findings import Findings
from reports.language import _
from reports.page import Block, Sentence
from reports.rows import Row
from reports.sentences import asked, verdict


def skills(findings: Findings) -> Teller:
    """What to say of a skill, by its concept."""
    measures, keys = findings.measures, keys_of(findings, "skill")
    demand, market = measures.skill_demand, measures.saturation
    places = by_place(demand, demand["concept_uri"], keys, "vacancy_count", panels.PLACES)
    there = market[market["place"].isin({row["place"] for found in places.values() for row in found} | {"all"})]
    judged = tops(there, there["concept_uri"], keys, "demand_count", len(there))
    parts = parts_asking(findings, "skill", "vacancy_count", lambda frame: frame["concept_uri"])

    def told(uri: str) -> Told:
        asked_at = {row["place"]: row for row in places.get(uri, [])}
        judged_at = {row["place"]: row for row in judged.get(uri, [])}
        here, verdicts = asked_at.get("all", {}), judged_at.get("all", {})
        how = [*panels.demand(here, here["vacancy_count"]), *panels.trend(here)] if here else []
        how += panels.gap(verdicts) if verdicts else []
        blocks = [_where(panels.places(asked_at, judged_at))] if here and here["vacancy_count"] else []
        tests = panels.tests(verdicts) if verdicts else []
        return Told([_sentence(here, verdicts)], how, tests, [*blocks, *parts(uri)])

    return told


def _where(found: list[Sentence]) -> Block:
    return Block(_("Where"), [] if found else [_("No vacancy that names it states a place.")], found)


def _sentence(here: Row, market: Row) -> Sentence:
    if market:
        return verdict(market | here, None)
    return asked(here, here["preferred_label"], None) + "."
