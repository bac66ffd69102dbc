"""What is said of the offers of a credential, of their price and length, and of the pay that goes with it."""

from reports.language import _
from reports.measures.pack.pack import Pack
from reports.measures.units.counting import ALL
from reports.pages.amounts import amount, hours, money
from reports.rows import Row, rows
from reports.voice import absent, count, plural, quoted

FUNDED_HOURS = (150, 599)  # clock hours of a programme that Workforce Pell funds (US Public Law 119-21)
NEAREST_TOLD = 3


def sentences(found: Pack) -> list[str]:
    """Offers, hours against the funded range, price, pay, alternatives; each says what it lacks."""
    return [*_offers(found), _pay(found), *_alternatives(found)]


def _offers(found: Pack) -> list[str]:
    offers = rows(found.offers)
    if not offers:
        return [_("No catalogue that we read offers it: its price and hours are not known.")]
    providers = len({row["provider"] for row in offers})
    said = _("Offers: {offers}, providers: {providers}.").format(offers=count(len(offers)), providers=count(providers))
    prices = [row["price"] for row in offers if not absent(row["price"]) and row["price"] > 0]
    lengths = [row["hours"] for row in offers if not absent(row["hours"])]
    return [f"{said} {_price(prices, len(offers))}", _length(lengths, len(offers))]


def _middle(values: list[float]) -> float:
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _price(prices: list[float], offers: int) -> str:
    if not prices:
        return _("None of them states a price above nought.")
    if len(prices) == 1:
        return _("Price: {price}, stated by 1 of {offers}.").format(price=money(prices[0]), offers=count(offers))
    told = _("Price: {low} to {high}, half of them at most {median}; stated by {stated} of {offers}.")
    ends = {"low": amount(min(prices)), "high": money(max(prices)), "median": money(_middle(prices))}
    return told.format(stated=count(len(prices)), offers=count(offers), **ends)


def _length(lengths: list[float], offers: int) -> str:
    least, most = FUNDED_HOURS
    if not lengths:
        return _("None of them states its hours: whether Workforce Pell could fund it (150 to 599 hours) is not known.")
    within = sum(least <= value <= most for value in lengths)
    told = _(
        "Hours: {low} to {high}, half of them at most {median}; stated by {stated} of {offers}. Within the 150 to 599 "
        "hours that Workforce Pell funds: {within}. Its other conditions are not judged here."
    )
    ends = {"low": hours(min(lengths)), "high": hours(max(lengths)), "median": hours(_middle(lengths))}
    return told.format(stated=count(len(lengths)), offers=count(offers), within=plural(within, "offer"), **ends)


def pay_row(found: Pack) -> Row | None:
    """The comparison of pay over all occupations: of the place's country if it has one, else of all places."""
    whole = {row["place"]: row for row in rows(found.pay) if row["occupation"] == ALL and not absent(row["difference"])}
    return whole.get(found.place[:2], whole.get(ALL)) if found.place not in {ALL, "remote"} else whole.get(ALL)


def _pay(found: Pack) -> str:
    row = pay_row(found)
    if row is None:
        return _("Too few vacancies of one occupation and country state pay to compare those that name it with others.")
    told = _(
        "Posted pay beside vacancies of the same occupation and country that do not name it: {difference} a year "
        "({low} to {high}; {naming} against {other}). An association of advertisements, never a return."
    )
    thin = _("Thin evidence.") + " " if row["evidence"] == "thin" else ""
    return thin + told.format(
        difference=_signed(row["difference"]),
        low=amount(row["difference_low"]).replace("-", "−"),
        high=amount(row["difference_high"]),
        naming=count(row["naming_count"]),
        other=count(row["other_count"]),
    )


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + money(value)


def _alternatives(found: Pack) -> list[str]:
    near = rows(found.alternatives)[:NEAREST_TOLD]
    if not near:
        return []
    told = [_("{title} ({provider})").format(title=quoted(r["title"]), provider=r["provider"]) for r in near]
    nearest = (
        _("Most alike by what they teach: {}.") if found.by_offers else _("Nearest to what its vacancies ask: {}.")
    )
    return [nearest.format("; ".join(told))]
