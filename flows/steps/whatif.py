"""What a micro-credential that somebody plans would meet in the market."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flows.progress import Progress
from flows.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

    from reports.page import Page


class Asked(NamedTuple):
    """A plan as it is typed: skills parted by semicolons, the price in a currency (the report's where it is None)."""

    skills: str
    price: float | None = None
    hours: float | None = None
    currency: str | None = None
    place: str = "all"


def whatif(where: Settings, asked: Asked, as_of: date | None, progress: Progress) -> tuple[Path, "Page"]:
    """The folder that tells of the plan as of a day (the newest run's by default), and its page.

    Raises `UnknownSkillError`, `UnknownCurrencyError`, `NoVacancyHereError`, each in one sentence.
    """
    skills = _skills(asked.skills, where.home)  # before DuckDB is imported: what the tagger freezes is never freed

    from flows.steps.publish import facts_of
    from pipelines.duplicates.vacancies import remembering
    from reports.measures.markets.skill_markets import skill_markets
    from reports.measures.markets.whatif import Plan
    from reports.measures.markets.whatif import whatif as measure
    from reports.measures.units.basis import basis
    from reports.whatif_report import write
    from warehouse.frames import market

    progress.say("reading the market")
    held = market(facts_of(where), as_of, cluster=remembering(where.home))
    place = asked.place.lower() if asked.place.lower() in {"all", "remote"} else asked.place.upper()
    plan = Plan(skills, _price(asked, held.as_of), asked.hours, place)
    counted = basis(held)
    progress.say("judging its skills' markets")
    return write(held, plan, measure(counted, skill_markets(held, counted), plan), where.out)


def _skills(text: str, home: Path) -> "pd.DataFrame":
    import pandas as pd

    from pipelines.skill_names import Skill, SkillNames
    from warehouse.taxonomy import find_taxonomies

    named = SkillNames.load(*find_taxonomies(home)).skills(text)
    return pd.DataFrame(named, columns=Skill._fields, dtype="string")


def _price(asked: Asked, day: date) -> float | None:
    """The price in the report's currency."""
    import pandas as pd

    from reports.currency import in_report_currency, quoted_currency, report_currency

    if asked.price is None:
        return None
    currency = report_currency() if asked.currency is None else quoted_currency(asked.currency)
    return float(in_report_currency(pd.Series([asked.price]), pd.Series([currency]), day).iloc[0])
