"""The page on price and hours: what it says where much is known, little, or nothing."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import pytest
from markupsafe import Markup

from reports.charts.hourly_strip import hourly_strip
from reports.currency import reporting_in
from reports.findings import Findings
from reports.measures.all_measures import measured
from reports.page import Page, Table
from reports.pages.amounts import by_kind
from reports.pages.price import page
from reports.pages.price_picture import MARKS
from tests.reports.simulated_market import Row, market

LONG, HEBREW = "Institute " * 100, "המכללה למידע \u202e"


def offer(kind: str = "course", provider: str = "a", **more: Any) -> Row:
    return {"credential_type": kind, "provider_key": provider, "price_currency": "USD", **more}


def priced(kind: str, hourly: float, number: int) -> list[Row]:
    """Offers of ten hours about an hourly price, each of a provider of its own."""
    return [
        offer(kind, f"{kind} {n}", price=10 * hourly * (0.9 + 0.2 * n / number), duration_hours=10.0)
        for n in range(number)
    ]


def told(offers: Sequence[Row], postings: Sequence[Row] | None = None) -> Page:
    shown = market(postings or [], offers)
    return page(Findings(shown, measured(shown)))


def lead(shown: Page) -> str:
    return str(Markup(" ").join(shown.lead)).replace("\u00a0", " ")


def cells(table: Table) -> dict[str, list[str]]:
    """The texts of each row behind its first cell."""
    return {row[0].text: [cell.text.replace("\u00a0", " ") for cell in row[1:]] for row in table.rows}


def table_of(shown: Page, name: str) -> Table:
    return next(t for block in shown.blocks for t in block.tables if t.name == name)


class Case(NamedTuple):
    """Offers, the title they give, what the lead says, and whether there is a picture."""

    offers: Sequence[Row]
    title: str
    says: str
    is_drawn: bool


SUBSCRIBED: dict[str, Any] = {
    "price_kind": "subscription",
    "price_unit": "month",
    "duration_weeks": 4.0,
    "pace_hours_per_week": 5.0,
}
CASES = {
    "empty": Case([], "What an hour costs: no offer has been collected yet", "No offer of any provider is open", False),
    "one offer": Case(
        [offer(price=50.0, duration_hours=10.0)],
        "Too few offers state a price and hours to say what an hour costs",
        ": thin evidence, 1 offer stating price and hours, of 1; 1 provider. Median: 5.00 USD an hour.",
        True,
    ),
    "no prices": Case(
        [offer(duration_hours=10.0), offer()],
        "What an hour costs is not known: no open offer states both a price and hours",
        "Open offers: 2. Free: 0 (0.0 %). No price is known: 2 (100.0 %); nothing is guessed for them.",
        False,
    ),
    "only free": Case(
        [offer(price=0.0, price_kind="free", duration_hours=5.0)] * 2,
        "What an hour costs is not known: no open offer states both a price and hours",
        "Open offers: 2. Free: 2 (100.0 %).",
        False,
    ),
    "only subscriptions": Case(
        [offer(provider=p, price=40.0, **SUBSCRIBED) for p in "abc"] + [offer(price=9.0, price_kind="subscription")],
        "Too few offers state a price and hours to say what an hour costs",
        "By subscription: 4, priced at the pace they state. No price is known: 1 (25.0 %); nothing is guessed for "
        "them. Of these, 1 state one in no currency that has a rate, or a subscription without a length.",
        True,
    ),
    "no currency that is quoted": Case(
        [offer(price=9.0, price_currency="XXX", duration_hours=1.0)],
        "What an hour costs is not known: no open offer states both a price and hours",
        "Of these, 1 state one in no currency that has a rate",
        False,
    ),
    "a name of 1,000 characters": Case(
        [offer(provider=LONG, name=LONG, price=50.0, duration_hours=10.0)],
        "Too few offers state a price and hours to say what an hour costs",
        "Median: 5.00 USD an hour.",
        True,
    ),
    "from right to left": Case(
        [offer(provider=HEBREW, name=HEBREW, price=50.0, duration_hours=10.0)],
        "Too few offers state a price and hours to say what an hour costs",
        "Median: 5.00 USD an hour.",
        True,
    ),
    "two kinds apart": Case(
        [*priced("bootcamp", 5.0, 20), *priced("course", 20.0, 20)],
        "An hour costs 4.97 USD (bootcamp) to 19.90 USD (course) at the median",
        "20 offers stating price and hours, of 20; 20 providers",
        True,
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_page_says_what_is_known(case: Case) -> None:
    shown = told(case.offers)
    assert shown.title.replace("\u00a0", " ") == case.title
    assert case.says in lead(shown)
    assert bool(shown.pictures) == case.is_drawn
    assert bool(shown.tables[0].rows) == bool(case.offers)
    hints = [mark["hint"] for picture in shown.pictures for mark in picture.spec["layer"][0]["data"]["values"]]
    assert all(len(hint) < 400 for hint in hints), "no name floods a hint"


def test_a_median_of_one_provider_has_no_interval_and_is_thin() -> None:
    shown = told([offer(price=50.0, duration_hours=10.0)] * 12)
    assert "low" not in shown.pictures[0].spec["data"]["values"][0]
    assert cells(shown.tables[0])["course"][2] == "thin: 50.00 (n = 12)"
    assert shown.tables[0].rows[0][3].mark == "thin"


def test_a_median_of_many_providers_has_its_interval() -> None:
    row = cells(told(priced("course", 20.0, 20)).tables[0])["course"]
    assert row[6] == "19.90 (19.09 to 20.71), n = 20"


def test_kinds_stand_from_the_badge_to_the_degree_and_unknown_ones_last() -> None:
    kinds = ["degree", "not stated", "course", "badge", "zzz", "diploma", "micro-credential"]
    assert [row["credential_type"] for row in by_kind([{"credential_type": kind} for kind in kinds])] == [
        *("badge", "micro-credential", "course", "diploma", "degree", "zzz", "not stated")
    ]


def test_an_amount_in_another_currency_keeps_what_was_stated() -> None:
    offers = [offer(price=100.0, price_currency="EUR", duration_hours=10.0), offer(price=80.0, duration_hours=10.0)]
    table = table_of(told(offers), "offers")
    hints = [row[3].hint or "" for row in table.rows]
    assert sorted(hints) == ["", "stated: 100.00\u00a0EUR"], "what is stated in the report's currency is said once"
    with reporting_in("EUR"):
        assert "amounts in EUR" in told(offers).tables[0].caption


def test_a_subscription_is_told_from_a_whole_price() -> None:
    shown = told([offer(price=40.0, **SUBSCRIBED), offer(price=40.0, duration_hours=20.0)])
    words = [mark["word"] for mark in shown.pictures[0].spec["layer"][0]["data"]["values"]]
    assert sorted(words) == ["once", "subscription"]
    assert [row[6].text for row in table_of(shown, "offers").rows] == ["subscription", "whole price"]


def test_the_picture_shows_some_of_many_offers_the_same_each_time() -> None:
    offers = priced("course", 20.0, 400)
    first, again = (told(offers).pictures[0].spec for _ in range(2))
    marks = first["layer"][0]["data"]["values"]
    assert len(marks) == MARKS
    assert first == again
    values = [mark["value"] for mark in marks]
    assert min(values) < 18.1
    assert max(values) > 21.9


def test_the_scale_of_a_single_price_is_no_point() -> None:
    low, high = hourly_strip([{"label": "course", "value": 5.0}], [], "")["layer"][0]["encoding"]["x"]["scale"][
        "domain"
    ]
    assert low < 5.0 / 1.5 < 5.0 * 1.5 < high


def test_a_place_shows_its_own_offers_and_counts_those_online() -> None:
    jobs = [{"country": "US", "employer_key": f"e{n % 4}", "skills": ["x"]} for n in range(12)]
    online = [{**row, "delivery_mode": "online"} for row in priced("course", 20.0, 12)]
    shown = told([*online, offer(price=50.0, duration_hours=10.0, country="US", name="Here")], jobs)
    cut = shown.pictures[0].cuts["place=US"]
    assert len(cut.spec["layer"][0]["data"]["values"]) == 1
    assert "13 offers, what is offered online counted in." in str(shown.cuts["place=US"][0])
    assert [row[0].text for row in table_of(shown, "offers").cuts["place=US"]] == ["Here"]


def test_a_place_without_an_offer_of_its_own_is_offered_what_is_online() -> None:
    jobs = [{"country": "GB", "employer_key": f"e{n % 4}"} for n in range(12)]
    shown = told([{**row, "delivery_mode": "online"} for row in priced("course", 20.0, 12)], jobs)
    assert "no offer of its own states this place. What is offered online everywhere: 12 offers." in str(
        shown.cuts["place=GB"][0]
    )
    assert [row[1].text for row in shown.tables[0].cuts["place=GB"]] == ["12"]


def test_chains_show_the_parts_beside_the_final_never_their_sum() -> None:
    chain = [
        {"name": "Part", "stackable_into": "Whole", "price": 10.0, "duration_hours": 5.0, "price_currency": "USD"},
        {"name": "Whole", "price": 30.0, "price_currency": "USD", "credential_type": "degree"},
    ]
    row = cells(table_of(told(chain), "chains"))["Whole"]
    assert row == ["degree", "p", "Part → Whole", "2", "10.00", "30.00", "5.0", "–"]


def test_pay_is_called_an_association_and_chance_is_counted() -> None:
    pay = {"pay_unit": "year", "pay_currency": "USD", "country": "US", "isco_group": "2512"}
    named = {"credentials": [{"credential": "Alpha", "issuer": "A", "requirement": "required"}]}
    jobs: list[Row] = [
        {"employer_key": f"e{n % 9}", "pay_low": 1_000.0 * (90 + n), "pay_high": 1_000.0 * (90 + n), **pay, **named}
        for n in range(20)
    ]
    jobs += [{"employer_key": f"f{n % 9}", "pay_low": 50_000.0 + n, "pay_high": 50_000.0 + n, **pay} for n in range(20)]
    block = next(block for block in told([offer()], jobs).blocks if block.title == "Is it worth it?")
    said = " ".join(map(str, block.sentences))
    assert "it is an association and never what the credential brings" in said
    assert "Compared: 1 credential. Intervals wholly above no difference: 1; wholly below: 0." in said
    assert cells(block.tables[0])["Alpha"][6] == "50,010"
