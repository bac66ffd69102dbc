import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.cleaning import clean
from pipelines.mojibake import is_misread, repaired
from warehouse.records import JobPosting

MEANT = {
    "MÃ¼nchen": "München",
    "MÃƒÂ¼nchen": "München",
    "ZÃ¼rich": "Zürich",
    "FÃ¼hrungskrÃ¤fte": "Führungskräfte",
    "StraÃŸe": "Straße",
    "CoordinaciÃ³n de EspaÃ±a": "Coordinación de España",
    "IngÃ©nieur dâ€™Ã©tudes": "Ingénieur d’études",
    "GenÃ¨ve, RÃ©gion ÃŽle-de-France": "Genève, Région Île-de-France",
    "Ã la carte": "à la carte",
    "Ã\x89tudes": "Études",
    "donâ€™t": "don’t",
    "Â£30,000 â€“ Â£40,000": "£30,000 – £40,000",
    "â‚¬50k": "€50k",
    "Å\x81Ã³dÅº": "Łódź",
    "P√¥le Emploi": "Pôle Emploi",
}


@pytest.mark.parametrize(("misread", "meant"), MEANT.items())
def test_what_was_read_in_the_wrong_encoding(misread: str, meant: str) -> None:
    assert repaired(misread) == meant
    assert repaired(meant) == meant


@pytest.mark.parametrize(
    "text", ["São Paulo", "SÃO PAULO", "Köln Ä Ö", "Ångström", "Москва", "√2 engineers", "naïve – café", ""]
)
def test_what_was_read_rightly_stays(text: str) -> None:
    assert repaired(text) == text


PUBLISHED = {
    "R&amp;D Engineer": "R&D Engineer",
    "R&amp;amp;D Engineer": "R&D Engineer",
    "R&amp;amp;amp;D Engineer": "R&D Engineer",
    "B&#38;auml;cker": "Bäcker",
    "M&Atilde;&frac14;ller": "Müller",
    "K&uuml;chenchef &lt;b&gt;Berlin&lt;/b&gt;": "Küchenchef Berlin",
    "C&oacute;rdoba": "Córdoba",
    "Guy&#8217;s &amp;amp; Sons": "Guy’s & Sons",
    "AT&T": "AT&T",
    "C++ &amp; <T>": "C++ & <T>",
}


@pytest.mark.parametrize(("published", "meant"), PUBLISHED.items())
def test_titles_employers_and_places_are_decoded_once(published: str, meant: str) -> None:
    cleaned = clean(JobPosting(identifier="1", title=published, hiring_organization=published, job_location=published))
    assert (cleaned.title, cleaned.hiring_organization, cleaned.job_location) == (meant, meant, meant)


def test_a_misread_posting_is_understood() -> None:
    cleaned = clean(
        JobPosting(
            identifier="1",
            title="KÃ¶chin",
            job_location="MÃ¼nchen",
            base_salary="Â£30,000 â€“ Â£40,000 pa",
            description="<p>Mindestens 3 Jahre Berufserfahrung in der KÃ¼che</p>",
        )
    )
    assert (cleaned.title, cleaned.job_location, cleaned.subdivision) == ("Köchin", "München", "DE-BY")
    assert (cleaned.pay_low, cleaned.pay_high, cleaned.pay_currency) == (30_000, 40_000, "GBP")
    assert cleaned.description == "Mindestens 3 Jahre Berufserfahrung in der Küche"


@given(st.text() | st.text("ÃÂâ€Å√¼© a\x80\xa0\xbf"))
def test_what_is_repaired_is_not_repaired_again(text: str) -> None:
    assert repaired(repaired(text)) == repaired(text)


@pytest.mark.parametrize("unit", ["Ã", "Ã¼", "â€", "√¥", "Ã ", "ÃƒÂ¼"])
def test_a_hundred_thousand_hostile_characters_take_a_second_or_two(unit: str) -> None:
    is_misread("Ã¼") and repaired("Ã¼")  # loads ftfy
    began = time.perf_counter()
    repaired(unit * (100_000 // len(unit)))
    assert time.perf_counter() - began < 2
