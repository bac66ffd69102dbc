"""Sentences made from figures: the figure, its interval, its base. Thin evidence is said before the number."""

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from reports.page import link, says
from reports.voice import (
    absent,
    count,
    gap_interval,
    interval,
    joined,
    number,
    place_name,
    plural,
    quoted,
    ratio,
    share,
    text,
    vacancies,
)

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Any]
NEARLY_ALL = 0.8
NARROW = {"source": "come from {}", "industry": "are in {}", "country": "are in {}", "employer": "are {}’s"}


def asked(row: Row, name: str, href: str | None) -> Markup:
    """What is asked: `SQL is asked in 11.8 % of vacancies (11.2–12.4; 6,204 vacancies, 812 employers)`."""
    named = row.get("vacancy_count", row.get("explicit_count"))
    total = row.get("vacancy_total") or row.get("demand_total")
    if not named:
        return says("No vacancy of {} names {}", link(count(total), href), quoted(name))
    base = f"{interval(row['share_low'], row['share_high'])}; {vacancies(total)}, "
    base += plural(row["employer_count"], "employer")
    if row["evidence"] == "thin":
        few = vacancies(named)
        thin = "The evidence on {} is thin: {} of {} in all, by {}"
        return says(thin, quoted(name), link(few, href), count(total), plural(row["employer_count"], "employer"))
    return says("{} is asked in {} of vacancies ({})", quoted(name), link(share(row["share"]), href), base)


def taught(row: Row) -> str:
    """What is taught: `taught by 212 offers of 31 providers`."""
    if not row.get("offer_count") or absent(row.get("offer_count")):
        return "taught by no offer"
    return f"taught by {plural(row['offer_count'], 'offer')} of {plural(row['provider_count'], 'provider')}"


def gap_in_words(row: Row) -> str:
    """The gap as a factor: `asked 4.1 times as prominently as taught (gap 1.41, 1.10 to 1.72)`."""
    if absent(row["gap"]):
        return "no gap can be given"
    more, less = ("asked", "taught") if row["gap"] >= 0 else ("taught", "asked")
    told = f"gap {number(row['gap'])}, {gap_interval(row['gap_low'], row['gap_high'])}"
    return f"{more} {ratio(row['gap'])} as prominently as {less} ({told})"


def verdict(row: Row, href: str | None) -> Markup:
    """A market in one sentence, its class said last, or first where the evidence is thin."""
    whole = asked(row, row["preferred_label"], href)
    supply = taught(row) if row.get("vacancy_count") else f"which is {taught(row)}"
    if row["class"] == "thin":
        return says("{}, {}: too little for a verdict.", whole, supply)
    return says("{}, {}, so {}: {}.", whole, supply, gap_in_words(row), row["class"])


def named_in(row: Row, href: str | None) -> Markup:
    """A credential in one sentence, with what the vacancies ask of it."""
    if not row["explicit_count"]:
        return asked(row, row["credential"], href) + "."
    parts = [f"{word} in {count(row[f'{word}_count'])}" for word in ("required", "preferred", "mentioned")]
    return says("{}: {}.", asked(row, row["credential"], href), ", ".join(parts))


def mixed(methods: "pd.DataFrame") -> str:
    """How many the first and newest did not read: `12 of 900 records were read by an older method than esco-1-0f3c`."""
    read = (methods["posting_count"] + methods["offer_count"]).tolist()
    whole = plural(sum(read), "record")
    return f"{count(sum(read[1:]))} of {whole} were read by an older method than {methods['name'].iloc[0]}"


def narrow(coverage: "pd.DataFrame") -> Markup | None:
    """What nearly all vacancies have in common, as a caution: verdicts hold for these, not for the labour market."""
    most = coverage[coverage["aspect"].isin(NARROW) & (coverage["share"] >= NEARLY_ALL) & coverage["value"].notna()]
    found = [{str(name): value for name, value in row.items()} for row in most.to_dict(orient="records")]
    said = [f"{share(row['share'])} {NARROW[row['aspect']].format(_value(row))}" for row in found]
    if not said:
        return None
    told = (
        "<strong>A narrow view.</strong> Of the vacancies {}: what others ask is not seen, and may look saturated here."
    )
    return says(told, joined(said))


def _value(row: Row) -> str:
    if row["aspect"] == "country":
        return place_name(row["value"])
    return text(row["value"] if absent(row["label"]) else row["label"])
