import pytest

from pipelines.money import currency
from pipelines.pay import Pay, pay, pay_in_description

UNKNOWN = [
    "SMIC",
    "à négocier",
    "selon profil",
    "Selon expérience",
    "Salario no disponible",
    "según convenio",
    "A convenir",
    "nach Vereinbarung",
    "VB",
    "EG 9b TVöD",
    "TVöD E13",
    "Entgeltgruppe 11",
    "competitive",
    "DOE",
    "Negotiable",
    "Competitive salary + bonus",
    "£0 - £0",
    "0",
    "0 - 0 EUR",
    "N/A",
    "TBC",
    "Market related",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_is_not_stated_is_unknown_and_never_nothing(text: str) -> None:
    assert pay(text) == pay_in_description(f"Salary: {text}") == Pay()


FIELDS = {
    "45 000 € - 55 000 € brut annuel": (45000, 55000, "year", "EUR"),
    "45K€": (45000, 45000, "year", "EUR"),
    "45-50 K€ brut annuel": (45000, 50000, "year", "EUR"),
    "40/45K€": (40000, 45000, "year", "EUR"),
    "35k à 42k €": (35000, 42000, "year", "EUR"),
    "entre 35 000 et 42 000 € bruts annuels": (35000, 42000, "year", "EUR"),
    "1 801,80 € brut mensuel": (1801.8, 1801.8, "month", "EUR"),
    "12,50 € / heure": (12.5, 12.5, "hour", "EUR"),
    "11,88 euros de l'heure": (11.88, 11.88, "hour", "EUR"),
    "12,02 € brut/h": (12.02, 12.02, "hour", "EUR"),
    "Mensuel de 2000.0 Euros à 2300.0 Euros sur 12.0 mois": (2000, 2300, "month", "EUR"),
    "Annuel de 35000.0 Euros à 40000.0 Euros sur 12.0 mois": (35000, 40000, "year", "EUR"),
    "Horaire de 12.02 Euros à 13.5 Euros sur 12.0 mois": (12.02, 13.5, "hour", "EUR"),
    "à partir de 30 000 € par an": (30000, None, "year", "EUR"),
    "jusqu'à 60 000 €": (None, 60000, "year", "EUR"),
    "350 € / jour": (350, 350, "day", "EUR"),
    "TJM 450€": (450, 450, "day", "EUR"),
    "2 300 € net par mois": (2300, 2300, "month", "EUR"),
    "25.000€ - 30.000€ Bruto/año": (25000, 30000, "year", "EUR"),
    "1.500€ - 3.400€ Bruto/mes": (1500, 3400, "month", "EUR"),
    "Entre 24.000 y 28.000 euros brutos anuales": (24000, 28000, "year", "EUR"),
    "1.685 euros brutos al mes": (1685, 1685, "month", "EUR"),
    "Más de 30.000€": (30000, None, "year", "EUR"),
    "desde 22.000 € brutos anuales": (22000, None, "year", "EUR"),
    "hasta 40.000 € brutos": (None, 40000, "year", "EUR"),
    "10€/hora": (10, 10, "hour", "EUR"),
    "24k - 30k €": (24000, 30000, "year", "EUR"),
    "9,50 €/h": (9.5, 9.5, "hour", "EUR"),
    "22.000€ b/a": (22000, 22000, "year", "EUR"),
    "60 € al día": (60, 60, "day", "EUR"),
    "$15,000 - $18,000 MXN mensuales": (15000, 18000, "month", "MXN"),
    "60.000 – 75.000 € brutto/Jahr": (60000, 75000, "year", "EUR"),
    "ab 3.200 € brutto im Monat": (3200, None, "month", "EUR"),
    "bis zu 70.000 EUR p.a.": (None, 70000, "year", "EUR"),
    "45.000 bis 55.000 Euro Jahresgehalt": (45000, 55000, "year", "EUR"),
    "Stundenlohn: 14,50 €": (14.5, 14.5, "hour", "EUR"),
    "14,50 €/Std.": (14.5, 14.5, "hour", "EUR"),
    "16 Euro pro Stunde": (16, 16, "hour", "EUR"),
    "Bruttomonatsgehalt von 3.500 €": (3500, 3500, "month", "EUR"),
    "Jahresbruttogehalt zwischen 50.000 und 60.000 €": (50000, 60000, "year", "EUR"),
    "55 T€": (55000, 55000, "year", "EUR"),
    "55-65 T€ p.a.": (55000, 65000, "year", "EUR"),
    "€ 2.800,- brutto/Monat": (2800, 2800, "month", "EUR"),
    "EUR 2.500,00 brutto pro Monat": (2500, 2500, "month", "EUR"),
    "17,50 € / Stunde brutto": (17.5, 17.5, "hour", "EUR"),
    "3.154,61 € / Monat brutto": (3154.61, 3154.61, "month", "EUR"),
    "1.215,69 €  im ersten Ausbildungsjahr": (1215.69, 1215.69, None, "EUR"),
    "38.500 - 45.000 EUR / Jahr": (38500, 45000, "year", "EUR"),
    "R$ 5.000,00 por mês": (5000, 5000, "month", "BRL"),
    "¥400,000 / month": (400000, 400000, "month", "JPY"),
    "15000元/month": (15000, 15000, "month", "CNY"),
    "15K-25K RMB per month": (15000, 25000, "month", "CNY"),
    "45 000 kr": (45000, 45000, None, None),
    "SEK 45,000 per month": (45000, 45000, "month", "SEK"),
    "18 000 - 22 000 PLN brutto miesięcznie": (18000, 22000, "month", "PLN"),
    "120 zł/h": (120, 120, "hour", "PLN"),
    "60 000 Kč měsíčně": (60000, 60000, "month", "CZK"),
    "800 000 Ft/hó": (800000, 800000, "month", "HUF"),
    "5.000 lei net/luna": (5000, 5000, "month", "RON"),
    "3000 лв.": (3000, 3000, None, "BGN"),
    "S$5,000 - S$7,000 per month": (5000, 7000, "month", "SGD"),
    "HK$30,000 per month": (30000, 30000, "month", "HKD"),
    "NZ$80,000 per year": (80000, 80000, "year", "NZD"),
    "A$110,000 + super": (110000, 110000, "year", "AUD"),
    "AED 15,000 per month": (15000, 15000, "month", "AED"),
    "SAR 12,000 monthly": (12000, 12000, "month", "SAR"),
    "₪ 20,000 per month": (20000, 20000, "month", "ILS"),
    "RM 4,000 - RM 6,000 per month": (4000, 6000, "month", "MYR"),
    "Rp 8.000.000 per bulan": (8000000, 8000000, "month", "IDR"),
    "฿45,000 per month": (45000, 45000, "month", "THB"),
    "₱35,000 monthly": (35000, 35000, "month", "PHP"),
    "₩50,000,000 per year": (50000000, 50000000, "year", "KRW"),
    "₺40.000 aylık": (40000, 40000, "month", "TRY"),
    "₽150 000 в месяц": (150000, 150000, "month", "RUB"),
    "₴40 000 / month": (40000, 40000, "month", "UAH"),
    "₦500,000 per month": (500000, 500000, "month", "NGN"),
    "KES 80,000 per month": (80000, 80000, "month", "KES"),
    "EGP 20,000 per month": (20000, 20000, "month", "EGP"),
    "TWD 60,000 per month": (60000, 60000, "month", "TWD"),
    "NT$60,000 per month": (60000, 60000, "month", "TWD"),
    "20,000,000 VND per month": (20000000, 20000000, "month", "VND"),
    "12 LPA": (1200000, 1200000, "year", "INR"),
    "₹8,00,000 - ₹12,00,000 a year": (800000, 1200000, "year", "INR"),
    "Rs. 25,000 per month": (25000, 25000, "month", "INR"),
    "CLP 1.200.000 mensual": (1200000, 1200000, "month", "CLP"),
    "ARS 900.000 por mes": (900000, 900000, "month", "ARS"),
    "CHF 6'500.– pro Monat": (6500, 6500, "month", "CHF"),
    "95 000 Franken im Jahr": (95000, 95000, "year", "CHF"),
    "5.500 € x 14": (5500, 5500, None, "EUR"),
    "$25/hr": (25, 25, "hour", "USD"),
    "USD 120k-150k": (120000, 150000, "year", "USD"),
    "$120,000.00/yr - $150,000.00/yr": (120000, 150000, "year", "USD"),
    "£300 - £350 a day": (300, 350, "day", "GBP"),
    "$1,200 - $1,500 per week": (1200, 1500, "week", "USD"),
    "£28k": (28000, 28000, "year", "GBP"),
    "1.5k-2k EUR/month": (1500, 2000, "month", "EUR"),
    "20 - 25 USD per hour": (20, 25, "hour", "USD"),
    "&pound;30,000 - &pound;40,000": (30000, 40000, "year", "GBP"),
    "80.000 COP": (80000, 80000, None, "COP"),
    "14 €/Std. - 16 €/Std.": (14, 16, "hour", "EUR"),
    "2.000 € brutto - 2.500 € brutto im Monat": (2000, 2500, "month", "EUR"),
    "25.000 € brutos a 30.000 € brutos anuales": (25000, 30000, "year", "EUR"),
}


@pytest.mark.parametrize(("text", "stated"), FIELDS.items())
def test_what_a_salary_field_states(
    text: str, stated: tuple[float | None, float | None, str | None, str | None]
) -> None:
    assert pay(text) == Pay(*stated)


OF_A_COUNTRY = [
    ("$12,000 pesos mensuales", "MX", 12000, "MXN"),
    ("$ 2.500.000 mensuales", "CO", 2500000, "COP"),
    ("R 25 000 per month", "ZA", 25000, "ZAR"),
    ("30 000 kr/månad", "SE", 30000, "SEK"),
    ("45.000 kr. pr. måned", "DK", 45000, "DKK"),
    ("kr 600 000 per år", "NO", 600000, "NOK"),
    ("Fr. 95'000.- pro Jahr", "CH", 95000, "CHF"),
    ("$80,000", "AU", 80000, "AUD"),
]


@pytest.mark.parametrize(("text", "country", "low", "code"), OF_A_COUNTRY)
def test_signs_that_countries_share_mean_the_countrys_own(text: str, country: str, low: float, code: str) -> None:
    found = pay(text, country)
    assert (found.low, found.currency) == (low, code)


DESCRIPTIONS = {
    "Gehalt: 50.000 - 60.000 € brutto pro Jahr": (50000, 60000, "year", "EUR"),
    "Wir bieten ein Jahresgehalt von 48.000 € bis 55.000 €": (48000, 55000, "year", "EUR"),
    "Vergütung: 14,50 € pro Stunde": (14.5, 14.5, "hour", "EUR"),
    "Das Mindestgehalt beträgt EUR 2.500,- brutto pro Monat": (2500, 2500, "month", "EUR"),
    "Lohn: ab 16 €/Stunde": (16, None, "hour", "EUR"),
    "Bruttomonatsgehalt 3.200 €": (3200, 3200, "month", "EUR"),
    "Vermögenswirksame Leistungen 40 € im Monat": (None, None, None, None),
    "Wir zahlen 500 € Prämie": (None, None, None, None),
    "13. Gehalt und 50 € Sachbezug pro Monat": (None, None, None, None),
    "Zuschuss zum Deutschlandticket: 49 € pro Monat, attraktives Gehalt": (None, None, None, None),
    "Rémunération : 35 000 à 42 000 € brut par an": (35000, 42000, "year", "EUR"),
    "Salaire : 2 100 € brut mensuel": (2100, 2100, "month", "EUR"),
    "Salaire annuel brut entre 38K€ et 45K€": (38000, 45000, "year", "EUR"),
    "Rémunération : 12,50 € de l'heure": (12.5, 12.5, "hour", "EUR"),
    "Rémunération selon profil + prime de 1 000 € par an": (None, None, None, None),
    "Tickets restaurant 9 € par jour, salaire à négocier": (None, None, None, None),
    "Salario: 24.000 - 28.000 € brutos anuales": (24000, 28000, "year", "EUR"),
    "Retribución: 1.500 € brutos al mes": (1500, 1500, "month", "EUR"),
    "Sueldo de 10 € / hora": (10, 10, "hour", "EUR"),
    "Salario según convenio. Plus de transporte de 100 € al mes": (None, None, None, None),
    "Banda salarial 30.000€ - 40.000€": (30000, 40000, "year", "EUR"),
    "Ofrecemos un sueldo de $18,000 mensuales": (18000, 18000, "month", "USD"),
    "Wynagrodzenie: 12 000 - 15 000 zł brutto miesięcznie": (12000, 15000, "month", "PLN"),
    "Salary: ₹12,00,000 per annum": (1200000, 1200000, "year", "INR"),
    "Salary: ¥6,000,000 per year": (6000000, 6000000, "year", "JPY"),
    "Salary range: SGD 5,000 - 7,000 per month": (5000, 7000, "month", "SGD"),
}


@pytest.mark.parametrize(("text", "stated"), DESCRIPTIONS.items())
def test_what_a_description_states(
    text: str, stated: tuple[float | None, float | None, str | None, str | None]
) -> None:
    assert pay_in_description(text) == Pay(*stated)


CURRENCIES = {
    "USD": "$ US$ USD usd dollars",
    "EUR": "€ EUR euro euros",
    "GBP": "£ GBP pounds",
    "CAD": "CA$ C$ CAD",
    "AUD": "A$ AU$ AUD",
    "NZD": "NZ$ NZD",
    "SGD": "S$ SGD",
    "HKD": "HK$ HKD",
    "TWD": "NT$ TWD",
    "CHF": "CHF Franken francs SFr.",
    "SEK": "SEK kronor",
    "NOK": "NOK",
    "DKK": "DKK",
    "PLN": "zł PLN złotych",
    "CZK": "Kč CZK",
    "HUF": "Ft HUF",
    "RON": "lei RON",
    "BGN": "лв. BGN",
    "RUB": "₽ RUB",
    "UAH": "₴ UAH",
    "TRY": "₺ TRY",
    "ILS": "₪ ILS NIS",
    "INR": "₹ INR Rs.",
    "CNY": "CNY RMB 元",
    "JPY": "¥ JPY 円",
    "KRW": "₩ KRW",
    "PHP": "₱ PHP",
    "MYR": "RM MYR",
    "IDR": "Rp IDR",
    "THB": "฿ THB",
    "VND": "₫ VND",
    "AED": "AED",
    "SAR": "SAR",
    "ZAR": "ZAR",
    "NGN": "₦ NGN",
    "KES": "KES",
    "EGP": "EGP",
    "BRL": "R$ BRL",
    "MXN": "MX$ MXN",
    "CLP": "CLP",
    "COP": "COP",
    "ARS": "ARS",
}


@pytest.mark.parametrize(
    ("code", "mark"), [(code, mark) for code, marks in CURRENCIES.items() for mark in marks.split()]
)
def test_forty_currencies_by_sign_code_and_name(code: str, mark: str) -> None:
    assert currency(mark) == code
    assert pay(f"{mark} 45,000").currency == code
    assert pay(f"45,000 {mark}").currency == code


@pytest.mark.parametrize("word", ["kr", "pesos", "R", "Fr.", "try", "rm", "ft", "per", "", "Mon", "of"])
def test_what_names_no_currency_alone(word: str) -> None:
    assert currency(word) is None
