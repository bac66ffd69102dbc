"""What publishers write for an amount of money, a number or a period."""

import pytest

from warehouse.records import Credential, JobPosting

AMOUNTS = {
    "49": 49,
    "49.90": 49.9,
    "4.567": 4.567,
    "50,000": 50_000,
    "1,299.00": 1_299,
    "49,90": 49.9,
    "1.299,00": 1_299,
    "1 299,50": 1_299.5,
    "12'500": 12_500,
    "$49": 49,
    "£1,299": 1_299,
    "€ 1.299": 1_299,
    "1.299 €": 1_299,
    "USD 49.99": 49.99,
    "CHF 1'250.50": 1_250.5,
    "Free": 0,
    "kostenlos": 0,
    "gratuit": 0,
    "gratis": 0,
    "nan": None,
    "null": None,
    " ": None,
    "inf": None,
}


@pytest.mark.parametrize(("written", "meant"), AMOUNTS.items())
def test_amounts(written: str, meant: float | None) -> None:
    assert Credential(identifier="1", name="x", price=written).price == meant  # type: ignore[arg-type]


PERIODS = {
    "hour": "HOUR hour hourly hr h HUR per-hour-wage per_hour €/h Stunde stündlich Std. heure horaire hora",
    "day": "DAY daily d P1D per-diem Tag täglich jour journalier día diario",
    "week": "WEEK weekly wk W WEE Woche wöchentlich semaine hebdomadaire semana semanal",
    "month": "MONTH monthly mo MON P1M Monat monatlich mois mensuel mes mensual Bruto/mes",
    "year": "YEAR yearly annual annually annum pa p.a. ANN per-year-salary Jahr jährlich an annuel año anual Bruto/año",
    None: "minute min milestone fortnight quarter one-time biweekly 1 unknown",
}


@pytest.mark.parametrize(("word", "unit"), [(word, unit) for unit, words in PERIODS.items() for word in words.split()])
def test_periods(word: str, unit: str | None) -> None:
    assert JobPosting(identifier="1", title="x", pay_unit=word).pay_unit == unit  # type: ignore[arg-type]


IN_SEVERAL_WORDS = {
    "per hour": "hour",
    "1 HOUR": "hour",
    "pro Stunde": "hour",
    "de l'heure": "hour",
    "por hora": "hour",
    "a la semana": "week",
    "/ month": "month",
    "al mes": "month",
    "a year": "year",
    "par an": "year",
}


@pytest.mark.parametrize(("words", "unit"), IN_SEVERAL_WORDS.items())
def test_periods_in_several_words(words: str, unit: str) -> None:
    assert JobPosting(identifier="1", title="x", pay_unit=words).pay_unit == unit  # type: ignore[arg-type]
