import gzip
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import gazetteer
from pipelines.data import make_places
from pipelines.places import Place, is_remote, place

WHERE = {
    "Austin, TX": "US-TX",
    "New York, NY, US": "US-NY",
    "New York": "US-NY",
    "San Francisco Bay Area": "US-CA",
    "NYC Office": "US-NY",
    "Washington, D.C.": "US-DC",
    "USA DC Washington": "US-DC",
    "US-DC-Washington": "US-DC",
    "USA NC Fort Bragg": "US-NC",
    "Anywhere in the U.S. (remote job)": "US",
    "London, U.K.": "GB-ENG",
    "Austin, TX 78701": "US-TX",
    "US-CA-San Francisco": "US-CA",
    "US-NY": "US-NY",
    "London, UK": "GB-ENG",
    "Guildford, Surrey, GB": "GB-ENG",
    "Tyne and Wear": "GB-ENG",
    "Edinburgh, Scotland": "GB-SCT",
    "Some General Hospital, Swansea, GB": "GB-WLS",
    "Cardiff CF10 3AT": "GB-WLS",
    "GB": "GB",
    "St Mary&#39;s Ward, Leeds, GB": "GB-ENG",
    "Berlin, Germany": "DE-BE",
    "10115 Berlin": "DE-BE",
    "München": "DE-BY",
    "Köln": "DE-NW",
    "Wien, Österreich": "AT-9",
    "Lisboa, Portugal": "PT-11",
    "Zürich, ZH": "CH-ZH",
    "Bengaluru, Karnataka, India": "IN-KA",
    "Mumbai, MH, IN": "IN-MH",
    "Toronto, ON": "CA-ON",
    "São Paulo, SP": "BR-SP",
    "长春": "CN-JL",
    "Москва": "RU-MOW",
    "Singapore": "SG",
    "Deutschland": "DE",
    # two places of one name: what stands beside decides, then the size
    "Georgia": "GE",
    "Atlanta, Georgia": "US-GA",
    "Georgia, USA": "US-GA",
    "Paris": "FR-IDF",
    "Paris, TX": "US-TX",
    "Dublin, Texas": "US-TX",
    "London, Ontario": "CA-ON",
    "Toronto, CA": "CA-ON",
    "Ontario, CA": "US-CA",
    "Lebanon, NH": "US-NH",
    "Cambridge": "GB-ENG",
    "Cambridge, MA": "US-MA",
    "Perth, WA": "AU-WA",
    "Vancouver, WA": "US-WA",
    "Nowhereville, KS": "US-KS",
    "Kleinkleckersdorf, DE": "DE",
    "CH - Shanghai, China": "CN-SH",
    # several places: the first decides
    "Kraków; Warsaw; London": "PL-12",
    "Berlin, London": "DE-BE",
    "Germany | France": "DE",
    "Hybrid; Dublin; Ireland": "IE-L",
    # no place
    "Anywhere": None,
    "EMEA": None,
    "Remote, North America": None,
    "Various": None,
    "": None,
    "TS-SCI": None,
}


@pytest.mark.parametrize(("text", "code"), WHERE.items())
def test_the_place_that_words_name(text: str, code: str | None) -> None:
    found = place(text)
    assert (found.subdivision or found.country) == code
    assert found.country == (code[:2] if code else None)


@pytest.mark.parametrize(
    ("text", "remote"),
    [
        ("Remote", True),
        ("Remote - US", True),
        ("Berlin (remote)", True),
        ("Anywhere", True),
        ("Home based, GB", True),
        ("Remote or hybrid, Leeds", True),
        ("Hybrid - Paris", False),
        ("Hybrid remote in Austin, TX", False),
        ("Not remote, London", False),
        ("On-site, Leeds", False),
        ("London", None),
    ],
)
def test_whether_the_work_is_remote(text: str, remote: bool | None) -> None:
    assert is_remote(text) is remote
    assert place(text).remote is remote


def test_remote_alone_is_nowhere_whatever_the_hint() -> None:
    assert place("Remote", "US") == Place(None, None, True)
    assert place(None) == Place()


@pytest.mark.parametrize(
    ("text", "hint", "code"),
    [
        ("Birmingham", "US", "US-AL"),
        ("Birmingham", None, "GB-ENG"),
        ("Georgia", "US", "US-GA"),
        ("London", "US", "GB-ENG"),
    ],
)
def test_a_hint_breaks_ties_and_no_more(text: str, hint: str | None, code: str) -> None:
    assert place(text, hint).subdivision == code


@given(st.text(), st.sampled_from([None, "US", "GB", "ZZ"]))
def test_any_text_has_a_place_or_none(text: str, hint: str | None) -> None:
    found = place(text, hint)
    assert found.subdivision is None or found.subdivision.startswith(f"{found.country}-")


@pytest.mark.parametrize("unit", [" ", "-", ", ", "A ", "(", "remote ", "SW1A 1AA", ";", "Berlin, "])
def test_a_hundred_thousand_hostile_characters_take_well_under_a_second(unit: str) -> None:
    began = time.perf_counter()
    place(unit * (100_000 // len(unit)))
    assert time.perf_counter() - began < 1


def test_the_table_is_what_its_sources_give(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(make_places, "TABLE", tmp_path / "places.tsv.gz")
    make_places.main()
    assert gzip.decompress(make_places.TABLE.read_bytes()) == gzip.decompress(gazetteer.TABLE.read_bytes())


def test_nearly_all_places_of_a_national_health_service_lie_in_its_country(shared) -> None:
    with gzip.open(shared / "postings/nhs-jobs-2020-10.jsonl.gz", "rt") as lines:
        addresses = [json.loads(line)["jobLocation"]["address"] for line in lines]
    found = [place(f"{a.get('addressLocality')}, {a['addressCountry']}") for a in addresses]
    assert sum(f.country == "GB" for f in found) >= 0.995 * len(found)
    assert sum(f.subdivision in {"GB-ENG", "GB-WLS", "GB-SCT", "GB-NIR"} for f in found) >= 0.9 * len(found)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("London, UK", "London"),
        ("USA DC Washington", "Washington"),
        ("Eagan, Dakota County, Minnesota, US", "Eagan"),
        ("Munich; Berlin", "Munich"),
        ("Halle (Saale)", "Halle (Saale)"),
        ("Remote - Berlin", "Berlin"),
        ("Texas", None),
        ("Remote", None),
        ("Somewhereton", None),
    ],
)
def test_the_town_of_the_first_place_is_kept_as_it_is_written(text: str, city: str | None) -> None:
    assert place(text).city == city
