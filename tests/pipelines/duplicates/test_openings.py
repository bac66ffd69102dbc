import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.duplicates.openings import openings, site


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We seek iOS and Android developers.", {"ios engineer", "android engineer"}),
        ("Senior Front-End Engineer", {"frontend engineer"}),
        ("front end / back end dev", {"frontend engineer", "backend engineer"}),
        ("* Data Scientists\n* QA Engineer", {"data scientist", "qa engineer"}),
        ("We look for great engineers and designers. Our engineers are nice.", set()),
        ("Meet our founder", set()),
        ("", set()),
    ],
)
def test_the_openings_that_a_text_names(text: str, expected: set[str]) -> None:
    assert openings(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apply at https://jobs.acme.io/1", "acme"),
        ("See http://techcrunch.com/acme and www.acme.com", "acme"),
        ("https://acme.workable.com", "acme"),
        ("https://boards.greenhouse.io/acme", ""),
        ("no site", ""),
    ],
)
def test_the_advertiser_s_web_site(text: str, expected: str) -> None:
    assert site(text) == expected


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert all(len(opening.split()) == 2 for opening in openings(text))
    assert isinstance(site(text), str)
