"""Changes (METHOD §8): what moved beyond chance between two days, what entered and closed, and by what cause."""

import numpy as np
import pandas as pd

from reports.measures.statistics.intervals import evidence
from reports.measures.statistics.mann_kendall import beyond_chance
from reports.measures.time.changed_classes import changed_classes
from reports.measures.time.matched import matched_sources
from reports.measures.time.moved_shares import SCHEMA as SHARES
from reports.measures.time.moved_shares import Shown, moved_shares, shown_by
from reports.measures.units.counting import ALL, SHARE, Schema, query, shaped

CAUSES = ("market", "sources", "method", "margin")
KINDS = ("skill share", "credential share", "offer share", "class", "provider", "offers")
SCHEMA: Schema = {
    **dict.fromkeys(("kind", "event", "cause", "concept_uri", "preferred_label", "credential", "issuer"), "string"),
    **dict.fromkeys(("provider_key", "provider", "place"), "string"),
    **dict.fromkeys(("before", "after", "change", "change_low", "change_high"), SHARE),
    "p": 12,
    **dict.fromkeys(("class_before", "class_after"), "string"),
    **dict.fromkeys(("count_before", "count_after", "total_before", "total_after"), "Int64"),
    **dict.fromkeys(("organization_count_before", "organization_count_after"), "Int64"),
    "evidence": "string",
    **dict.fromkeys(("since", "until"), "datetime64[s]"),
}
COUNTED = {
    f"{name}{number}": f"{told}_{day}"
    for name, told in (("count", "count"), ("total", "total"), ("organizations", "organization_count"))
    for number, day in enumerate(("before", "after"))
}
SUBJECT = ["kind", "place", "concept_uri", "credential", "issuer"]
OFFERS = """
    WITH old AS (SELECT organization, count(*) AS old_total FROM earlier GROUP BY ALL),
    new AS (SELECT organization, count(*) AS new_total FROM later GROUP BY ALL),
    moved AS (
        SELECT organization, name, matched, TRUE AS is_new FROM later ANTI JOIN earlier USING (key)
        UNION ALL SELECT organization, name, matched, FALSE FROM earlier ANTI JOIN later USING (key))
    SELECT organization AS provider_key, min(name) AS provider, if(is_new, 'entered', 'closed') AS event,
        'market' AS cause, 'all' AS place,
        if(old_total IS NULL OR new_total IS NULL, 'provider', 'offers') AS kind,
        if(is_new, 0, count(*)) AS count0, if(is_new, count(*), 0) AS count1,
        coalesce(old_total, 0) AS total0, coalesce(new_total, 0) AS total1
    FROM moved LEFT JOIN old USING (organization) LEFT JOIN new USING (organization)
    WHERE matched GROUP BY organization, is_new, old_total, new_total
    UNION ALL
    SELECT NULL, NULL, if(is_new, 'entered', 'closed'), 'sources', 'all', 'offers', if(is_new, 0, count(*)),
        if(is_new, count(*), 0), (SELECT count(*) FROM earlier), (SELECT count(*) FROM later)
    FROM moved WHERE NOT matched GROUP BY is_new ORDER BY ALL
"""


def changes(then: Shown | None, now: Shown, markets: pd.DataFrame, reread: Shown | None = None) -> pd.DataFrame:
    """One row for each change that stands, by cause, kind, place and size; none without anything to compare with.

    - skill, offer, credential share: of the vacancies naming a skill, of the offers teaching it, of the vacancies
      naming a credential (in all places together); with 10 records of 3 organisations on a day. Benjamini–Hochberg at
      5 % goes over all that was tested. Event: rose or fell; entered or closed, from or to none.
    - class: markets of all places together that won, lost or changed a verdict; before and after are their gaps.
    - provider: entered or closed. offers: what the others added or ended; its totals are the provider's own. Those of
      sources that do not show both days whole are one row, of no provider.

    cause, the first that holds. market: it moved on the sources that show both days whole, and the figures are of them.
    sources: it moved, or a class changed, only with all sources. method: the day's own records, under the older method
    that `reread` has and under the one in force. margin: a class crossed its line on the sources that show both days
    whole, but neither share of that market moved beyond chance.
    `markets` is the saturation of `now`.
    """
    tested = [shaped(pd.DataFrame(columns=list(SHARES)), SHARES).assign(cause="", since=now.market.as_of)]
    others = []
    if then:
        matched = matched_sources(then.market, now.market)
        shares = moved_shares(then, now, matched)
        tested.append(
            shares.assign(cause=np.where(shares["whole"].astype(bool), "sources", "market"), since=then.market.as_of)
        )
    if reread:
        shares = moved_shares(reread, now, frozenset(now.market.runs["source"]))
        tested.append(shares.assign(cause="method", since=reread.market.as_of))
    rows = _standing(pd.concat(tested, ignore_index=True))
    if then:
        others = [changed_classes(then, now, markets, rows, matched), _offers(then, now)]
        others = [found.assign(since=then.market.as_of) for found in others]
    return _shaped(pd.concat([rows, *others], ignore_index=True).assign(until=now.market.as_of))


def _standing(rows: pd.DataFrame) -> pd.DataFrame:
    """The tests that stand; of one with all sources and with the matched ones, the latter."""
    rows = rows[beyond_chance(rows["p"].to_numpy(np.float64))].sort_values(["cause", *SUBJECT], kind="stable")
    rows = rows[~rows.assign(reread=rows["cause"] == "method").duplicated([*SUBJECT, "reread"])]
    entered, closed, rose = rows["count0"] == 0, rows["count1"] == 0, rows["change"] > 0
    most = (rows[[f"{name}0", f"{name}1"]].max(axis=1) for name in ("count", "organizations"))
    return rows.assign(
        event=np.select([entered, closed, rose], ["entered", "closed", "rose"], "fell").astype(object),
        evidence=evidence(*(counts.to_numpy(np.float64) for counts in most)),
    )


def _offers(then: Shown, now: Shown) -> pd.DataFrame:
    """Providers that came or went, and how many offers the others added or ended, apart by whether sources match."""
    sources = matched_sources(then.market, now.market)
    days = [
        shown.basis.supply.units.assign(matched=shown_by("supply", shown, sources)).loc[
            lambda units: units["open"].to_numpy(bool), ["key", "organization", "name", "matched"]
        ]
        for shown in (then, now)
    ]
    return query(OFFERS, earlier=days[0], later=days[1])


def _shaped(rows: pd.DataFrame) -> pd.DataFrame:
    """By cause, kind, all places before the others, size (falling), place, subject."""
    size = rows["change"].fillna(rows["count1"] - rows["count0"]).astype("float64").abs()
    order = {
        "cause_rank": rows["cause"].map(CAUSES.index),
        "kind_rank": rows["kind"].map(KINDS.index),
        "is_local": rows["place"] != ALL,
        "size": -size,
    }
    rows = rows.rename(columns=COUNTED).reindex(columns=list(SCHEMA)).assign(**order)
    keys = [*order, "place", "concept_uri", "credential", "issuer", "provider_key", "event"]
    return shaped(rows.sort_values(keys, kind="stable"), SCHEMA)
