"""What the measures found about one market, as the rows and links that pages ask for."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from reports.cuts import Within, offered
from reports.evidence.subjects import Subject, more, subjects
from reports.files.tables import Published
from reports.measures.all_measures import Measures
from reports.measures.units.basis import Side
from reports.page import Cut
from reports.rows import Row, credential_key, rows

if TYPE_CHECKING:
    from warehouse.frames import Market

TABLE_ROWS = 20_000  # the page itself holds the first of them; the CSV beside it holds every row
IMPLIED_ROWS = 50  # a catalogue can be long, and each of its credentials is implied by something


@dataclass
class Findings:
    """One market and what was measured of it."""

    market: "Market"
    measures: Measures

    def csvs(self) -> Published:
        """The published files, by name."""
        return Published(self.measures)

    @cached_property
    def cuts(self) -> list[Cut]:
        """The parts of the market that a reader may choose, in every view that has them."""
        return offered(self.measures)

    @cached_property
    def skills_within(self) -> Within:
        """The skills that each part of the market asks."""
        return Within(self.measures, "skill")

    @cached_property
    def credentials_within(self) -> Within:
        """The credentials that each part of the market names."""
        return Within(self.measures, "credential")

    @cached_property
    def skills(self) -> list[Row]:
        """Skills asked anywhere, most vacancies first."""
        here = self.measures.skill_demand[self.measures.skill_demand["place"] == "all"]
        order = here.sort_values(["vacancy_count", "concept_uri"], ascending=[False, True], kind="stable")
        return rows(order.head(TABLE_ROWS))

    @cached_property
    def markets(self) -> list[Row]:
        """Each skill's saturation over all places, most mentioned first, with its share of the vacancies."""
        here = self.measures.saturation[self.measures.saturation["place"] == "all"]
        asked = self.measures.skill_demand[self.measures.skill_demand["place"] == "all"]
        more = [c for c in asked.columns if c not in here.columns or c == "concept_uri"]
        both = here.merge(asked[more], on="concept_uri", how="left")
        mentions = -(both["demand_count"].fillna(0) + both["offer_count"].fillna(0))
        return rows(
            both.assign(mentions=mentions).sort_values(["mentions", "concept_uri"], kind="stable").head(TABLE_ROWS)
        )

    @cached_property
    def credentials(self) -> list[Row]:
        """Credentials named anywhere, the most named first, then some of those that are only implied, most first."""
        here = self.measures.credential_demand[self.measures.credential_demand["place"] == "all"]
        order = here.sort_values(
            ["explicit_count", "implied_half_count", "credential", "issuer"],
            ascending=[False, False, True, True],
            kind="stable",
            na_position="last",
        )
        named = order["explicit_count"] > 0
        return rows(pd.concat([order[named].head(TABLE_ROWS), order[~named].head(IMPLIED_ROWS)]))

    @cached_property
    def catalogues(self) -> list[Row]:
        """Providers, the largest catalogue first."""
        order = self.measures.providers.sort_values(
            ["offer_count", "provider_key"], ascending=[False, True], kind="stable"
        )
        return rows(order.head(TABLE_ROWS))

    @cached_property
    def vacancy_total(self) -> int:
        """Open vacancies in all places: clusters of postings judged the same."""
        return _open_units(self.measures.basis.demand)

    @cached_property
    def offer_total(self) -> int:
        """Open offers, each counted once however many platforms resell it."""
        return _open_units(self.measures.basis.supply)

    @cached_property
    def subjects(self) -> list[Subject]:
        """Everything a table leads to, in the order of the tables; of a kind at most as many as have a page."""
        named = [("skill", str(r["concept_uri"]), str(r["preferred_label"])) for r in (*self.skills, *self.markets)]
        named += [("credential", credential_key(r), str(r["credential"])) for r in self.credentials]
        named += [("provider", str(r["provider_key"]), str(r["provider"])) for r in self.catalogues]
        return subjects([*named, *more(self.measures, self.cuts)])

    @cached_property
    def _hrefs(self) -> dict[tuple[str, str], str]:
        return {(s.kind, s.key): f"evidence/{s.slug}.html" for s in self.subjects}

    def href(self, kind: str, key: Any, part: str = "") -> str | None:
        """The evidence page of a subject, if it has one; of a page its `part`: how, postings, implied or offers."""
        found = self._hrefs.get((kind, str(key)))
        return f"{found}#{part}" if found and part else found


def _open_units(side: Side) -> int:
    return int(side.units["open"].sum())
