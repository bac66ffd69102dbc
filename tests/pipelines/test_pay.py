import gzip
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.money import number
from pipelines.pay import Pay, pay, pay_in_description

FIELDS = {
    "£24,907 - £30,615 pa": (24907, 30615, "year", "GBP"),
    "£31,365 - £37,890 plus HCAS per annum pro-rata": (31365, 37890, "year", "GBP"),
    "Band 5 - £24,907 to £30,615": (24907, 30615, "year", "GBP"),
    "19,737 to 21,142 pa/pr": (19737, 21142, "year", None),
    "£8.89-£9.21/hr depending on experience": (8.89, 9.21, "hour", "GBP"),
    "£12 ph": (12, 12, "hour", "GBP"),
    "£500 per day": (500, 500, "day", "GBP"),
    "£1,200 pcm": (1200, 1200, "month", "GBP"),
    "£40,037": (40037, 40037, "year", "GBP"),
    "$50k–60k": (50000, 60000, "year", "USD"),
    "between 80 and 100k USD": (80000, 100000, "year", "USD"),
    "$25 an hour to $30 an hour": (25, 30, "hour", "USD"),
    "$75,000.00 - $95,000.00 Annually": (75000, 95000, "year", "USD"),
    "60.000 € brutto/Jahr": (60000, 60000, "year", "EUR"),
    "45.000-55.000€": (45000, 55000, "year", "EUR"),
    "€ 3.500 pro Monat": (3500, 3500, "month", "EUR"),
    "CHF 80'000 - 100'000": (80000, 100000, "year", "CHF"),
    "50 000 zł brutto": (50000, 50000, None, "PLN"),
    "DKK 45.000 pr. måned": (45000, 45000, "month", "DKK"),
    "₹12,00,000 per annum": (1200000, 1200000, "year", "INR"),
    "CA$95,000": (95000, 95000, "year", "CAD"),
    "1,500 EUR": (1500, 1500, None, "EUR"),
    "up to £45,000": (None, 45000, "year", "GBP"),
    "from £30k": (30000, None, "year", "GBP"),
    "£30,000+": (30000, None, "year", "GBP"),
    "37.5 hours per week, £25,000 per annum": (25000, 25000, "year", "GBP"),
    "£30,000 plus £2,000 bonus": (30000, 30000, "year", "GBP"),
    # nothing that is pay
    "competitive": (None, None, None, None),
    "E6 6ZB": (None, None, None, None),
    "$50M in funding": (None, None, None, None),
    "£2,000 sign-on bonus": (None, None, None, None),
    "401k matching up to 4%": (None, None, None, None),
    "over 5000 employees": (None, None, None, None),
    "$0": (None, None, None, None),
    "": (None, None, None, None),
    # objects
    '{"currency": "GBP", "value": {"minValue": "31365", "maxValue": "37890", "unitText": "YEAR"}}': (
        *(31365, 37890),
        *("year", "GBP"),
    ),
    '{"currency": "USD", "value": 25, "unitText": "HOUR"}': (25, 25, "hour", "USD"),
    '{"currency": "USD", "interval": "per-year-salary", "max": 120000, "min": 100000}': (
        *(100000, 120000),
        *("year", "USD"),
    ),
    '{"currency": "USD", "value": {"value": "$20 - $22 an hour"}}': (20, 22, "hour", "USD"),
    '{"currency": "GBP", "value": {"unitText": "YEAR", "value": "Competitive"}}': (None, None, None, None),
    '{"currency": "USD", "value": {"maxValue": 0, "minValue": 0}}': (None, None, None, None),
    '{"currency": "GBP", "value": {"minValue": 155, "unitText": "YEAR"}}': (155, None, None, "GBP"),
    '{"broken": ': (None, None, None, None),
    "[]": (None, None, None, None),
    "[" * 100_000: (None, None, None, None),
}


@pytest.mark.parametrize(("text", "stated"), FIELDS.items(), ids=lambda value: str(value)[:40])
def test_what_a_salary_field_states(
    text: str, stated: tuple[float | None, float | None, str | None, str | None]
) -> None:
    assert pay(text) == Pay(*stated)


@pytest.mark.parametrize(("country", "currency"), [("CA", "CAD"), ("AU", "AUD"), ("US", "USD"), (None, "USD")])
def test_whose_dollar_it_is(country: str | None, currency: str) -> None:
    assert pay("$80k", country).currency == currency


DESCRIPTIONS = {
    "We raised $50M in funding.\nThe salary range is $120,000 - $165,000 USD plus equity.": (
        120000,
        165000,
        "year",
        "USD",
    ),
    "Compensation\n$180,000 - $220,000": (180000, 220000, "year", "USD"),
    "The base salary for this position is shown below. Where you fall within it depends on your experience, your skills"
    " and the place of work.\n$155,584—$320,320 USD": (155584, 320320, "year", "USD"),
    "The base range for this position is $67,172 - $95,960 plus equity. The benefits include insurance, six month"
    " paid parental leave, a retirement plan and a monthly meal allowance.": (67172, 95960, "year", "USD"),
    "Salary: up to £35,500 plus enhancements": (None, 35500, "year", "GBP"),
    "Pay rate: £12.50 per hour": (12.5, 12.5, "hour", "GBP"),
    "A welcome bonus of $5,000 and competitive pay": (None, None, None, None),
    "Benefits paid by us: gym ($100/month)": (None, None, None, None),
    "You will pay a £40 fee for the check": (None, None, None, None),
    "Manage a budget of $5,000,000 per year. Competitive pay.": (None, None, None, None),
    "Our customers earn $3 billion a year": (None, None, None, None),
    "Nothing about money": (None, None, None, None),
}


@pytest.mark.parametrize(("text", "stated"), DESCRIPTIONS.items())
def test_what_a_description_states(
    text: str, stated: tuple[float | None, float | None, str | None, str | None]
) -> None:
    assert pay_in_description(text) == Pay(*stated)


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("60.000", 60000),
        ("60,000", 60000),
        ("18.50", 18.5),
        ("18,5", 18.5),
        ("1.234,56", 1234.56),
        ("1 234 567", 1234567),
    ],
)
def test_separators(digits: str, value: float) -> None:
    assert number(digits) == value


@given(st.text() | st.text('0123456789.,-–k£$€ USDperhouranmb/+{}[]:"'), st.sampled_from([None, "US", "CA"]))
def test_any_text_is_read_with_its_bounds_in_order(text: str, country: str | None) -> None:
    for found in (pay(text, country), pay_in_description(text, country)):
        assert found.low is None or found.high is None or 0 < found.low <= found.high


@pytest.mark.parametrize("unit", ["$", "1", "1,", "$1 ", "£1 per ", "1 - ", "salary ", "pay $1,000 ", "USD", " "])
def test_a_hundred_thousand_hostile_characters_take_well_under_a_second(unit: str) -> None:
    hostile = unit * (100_000 // len(unit))
    began = time.perf_counter()
    pay(hostile)
    pay_in_description("salary " + hostile)
    assert time.perf_counter() - began < 1


def test_nearly_every_numeric_salary_of_real_postings_is_read(shared) -> None:
    with gzip.open(shared / "postings/nhs-jobs-2020-10.jsonl.gz", "rt") as lines:
        salaries = [json.loads(line).get("baseSalary") for line in lines]
    stated = [s for s in salaries if s and s["value"].get("minValue")]
    read = [pay(json.dumps(s)) for s in stated]
    assert all(
        p.currency == "GBP" and p.low == float(s["value"]["minValue"]) for p, s in zip(read, stated, strict=True)
    )
    assert sum(p.unit == "year" for p in read) >= 0.999 * len(read)
