import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.duplicates.headers import Header, header
from pipelines.duplicates.signatures import title_words

LEEDS = "GB|GB-ENG||leeds"


@pytest.mark.parametrize(
    ("title", "employer_key", "advertiser", "job"),
    [
        ("Acme | Leeds, UK | Full-time | ONSITE", "acme", "acme", ""),
        ("Acme | Leeds, UK | Full-time | ONSITE", "", "acme", ""),
        ("London, UK - Acme - Full time - No Remote", "", "acme", ""),
        ("Acme (https://acme.io) - Senior Data Engineers - Berlin", "", "acme", "data engineer senior"),
        ("REMOTE or in Cologne, Germany - http://www.acme.com", "", "acme", ""),
        ("Acme is hiring backend developers in Leeds!", "", "acme", "backend engineer"),
        ("Barista at Acme", "acme", "acme", "barista"),
        ("Staff Nurse - Child Health", "acme trust", "", "child health nurse staff"),
        ("Registered Nurse", "", "", "nurse registered"),
        ("Acme Labs is a new kind of company that builds safe and simple tools", "", "acme labs", ""),
        ("2015 | Leeds, UK | Full-time", "", "", ""),
    ],
)
def test_who_advertises_and_for_which_job(title: str, employer_key: str, advertiser: str, job: str) -> None:
    found = header(title, employer_key, "|||")
    assert (found.advertiser, " ".join(found.job)) == (advertiser, job)


@pytest.mark.parametrize(
    ("title", "place_key", "towns"),
    [
        ("Acme | San Francisco, Seattle | Full Time", "US|US-CA||san francisco", {"san francisco", "seattle"}),
        ("Acme - SF & NYC", "", {"san francisco", "new york"}),
        ("Acme | Mountain View CA", "", {"mountain view"}),
        ("Acme | Full-time", LEEDS, {"leeds"}),
        ("Acme | Full-time", "GB||remote", {"remote"}),
        ("Acme | Full-time", "|||rails python", set()),
    ],
)
def test_the_towns_are_those_of_the_title_else_the_published_one(title: str, place_key: str, towns: set[str]) -> None:
    assert set(header(title, "acme", place_key or "|||").towns) == towns


@pytest.mark.parametrize("title", ["We are hiring! | Leeds", "Hi all, - Leeds", "Senior Engineer | Leeds", "Leeds, UK"])
def test_what_cannot_be_a_name_is_none(title: str) -> None:
    assert header(title, "", LEEDS).advertiser == ""


def test_a_long_sentence_is_its_own_advertiser() -> None:
    told = "A plucky startup drags the manufactured goods supply chain into this century"
    assert header(told, "", LEEDS).advertiser == header(told.upper(), "", LEEDS).advertiser != ""


def test_a_job_s_name_is_all_job() -> None:
    assert header("Nurse - Ward A", "acme", LEEDS) == Header("", title_words("Nurse - Ward A"))


@given(st.text(), st.text(), st.text())
def test_any_title_can_be_read(title: str, employer_key: str, place_key: str) -> None:
    assert isinstance(header(title, employer_key, place_key), Header)
