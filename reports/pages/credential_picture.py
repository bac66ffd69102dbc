"""The credentials named most: the share of vacancies naming each, by what they ask of it."""

from collections.abc import Mapping

from reports.charts.marks import REQUIREMENTS
from reports.charts.shares import stacked_shares
from reports.findings import Findings
from reports.language import _
from reports.page import Cut, Picture
from reports.pages.credential_sentences import earned, said_of
from reports.rows import Row, credential_key
from reports.voice import brief, count, day, share, text, vacancies


def picture(findings: Findings, top: list[Row], cut: Cut | None, cuts: Mapping[str, Picture] | None = None) -> Picture:
    """The credentials `top` of all places, or of one part of the market; `cuts` as `Picture` has them."""
    labels = _labels(top)
    hrefs = [findings.href("credential", credential_key(row)) for row in top]
    parts = [part for row, name, href in zip(top, labels, hrefs, strict=True) for part in _parts(row, name, href)]
    dots = [_dot(row, name) for row, name in zip(top, labels, strict=True)]
    where = brief(cut.label) if cut else _("all places")
    subtitle = _(
        "Share of open vacancies naming the credential (dot, with its 95 % interval), split by what they ask of it; "
        "{where}, {day}"
    )
    others = "; " + _("degrees, diplomas, licences and checks are in the table") if top and earned(top) == top else ""
    file = "credential_demand.csv" if not cut or cut.kind == "place" else f"credentials_by_{cut.kind}.csv"
    total = vacancies(top[0]["vacancy_total"] if top else 0)
    return Picture(
        name="most-named",
        title=_title(top, cut),
        subtitle=subtitle.format(where=where, day=day(findings.market.as_of)) + others,
        source=_("Source: {}. Figures: {}.").format(total, file),
        spec=stacked_shares(parts, dots, _("share of open vacancies"), REQUIREMENTS, "asked"),
        key=[(word, _(word)) for word in REQUIREMENTS],
        cuts=cuts or {},
    )


def _title(top: list[Row], cut: Cut | None) -> str:
    where = _("all places") if cut is None else brief(cut.label)
    if not top:
        return _("{}: no credential is named").format(where)
    first = top[0]
    parts = {
        "where": where,
        "name": brief(first["credential"]),
        "named": vacancies(first["explicit_count"]),
        "required": count(first["required_count"]),
    }
    if cut is None:
        return _("{name}: named by {named}, required by {required} of them").format(**parts)
    return _("{where}, {name}: named by {named}, required by {required} of them").format(**parts)


def _labels(top: list[Row]) -> list[str]:
    """Names, with the issuer where two credentials share one."""
    names = [brief(row["credential"]) for row in top]
    return [
        f"{name} ({brief(text(row['issuer']))})" if names.count(name) > 1 else name
        for name, row in zip(names, top, strict=True)
    ]


def _dot(row: Row, label: str) -> Row:
    ends = (("share", "share"), ("low", "share_low"), ("high", "share_high"))
    hint = str(said_of(row, None).unescape())
    return {"label": label, "said": share(row["share"]), "hint": hint} | {end: row[name] for end, name in ends}


def _parts(row: Row, label: str, href: str | None) -> list[Row]:
    """The stacked parts of one credential's share, from the left; what nobody asks has none, but for the first."""
    parts, start, total = [], 0, row["vacancy_total"]
    for word in REQUIREMENTS:
        amount = row[f"{word}_count"] or 0
        end = start + amount
        hint = f"{_(word)}: {count(amount)}"
        if amount or word == REQUIREMENTS[0]:
            parts.append(
                {
                    "label": label,
                    "word": word,
                    "from": round(start / total, 5),
                    "to": round(end / total, 5),
                    "href": href,
                    "hint": hint,
                }
            )
        start = end
    return parts
