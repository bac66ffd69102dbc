from collections.abc import Mapping
from itertools import combinations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.cleaning import clean
from pipelines.duplicates.signatures import place_key, title_level, title_words
from pipelines.duplicates.vacancies import cluster, signature, vacancies
from warehouse.records import Credential, JobPosting

WORDS = [f"word{i}x" for i in range(400)]
TEXT = " ".join(WORDS[:120])
EDITED = " ".join([*WORDS[:110], *WORDS[200:212]])
REWRITTEN = " ".join([*WORDS[:50], *WORDS[200:270]])
OTHER = " ".join(WORDS[250:370])


def ad(identifier: str, **said: object) -> JobPosting:
    """An advertisement of Acme for a nurse in Leeds, as far as nothing else is said."""
    usual = {"source": "a", "title": "Nurse", "hiring_organization": "Acme", "job_location": "Leeds, UK"}
    return JobPosting.model_validate({"description": TEXT, **usual, **said, "identifier": identifier})


ONE_VACANCY: Mapping[str, tuple[dict[str, object], dict[str, object]]] = {
    "a full duplicate": ({}, {}),
    "the same text in other spelling": ({}, {"description": f"<p>{TEXT.upper()}</p>"}),
    "a few words edited": ({}, {"description": EDITED}),
    "the place written otherwise": ({"job_location": "Leeds"}, {"job_location": "Leeds, England, United Kingdom"}),
    "how one works there added": ({"job_location": "Leeds, UK"}, {"job_location": "Hybrid - Leeds, UK"}),
    "the legal form added": ({}, {"hiring_organization": "The ACME Ltd."}),
    "a gender form and a number in the title": ({"title": "Nurse"}, {"title": "Nurse (m/w/d) - ref 123456"}),
    "a repost after a month": (
        {"date_posted": "2026-01-01", "valid_through": "2026-01-31"},
        {"date_posted": "2026-03-01", "valid_through": "2026-03-31"},
    ),
    "a recruiter's copy": ({}, {"hiring_organization": "Bright Recruitment"}),
    "a recruiter's copy under a longer title": (
        {"title": "Staff Nurse"},
        {"title": "Staff Nurse Leeds", "hiring_organization": "Bright Recruitment"},
    ),
    "an aggregator's copy without the employer": ({}, {"hiring_organization": None, "source": "b"}),
    "two recruiters' copies": ({"hiring_organization": "Hays"}, {"hiring_organization": "Bright Recruitment"}),
    "no text, one employer, title and place": ({"description": None}, {"description": ""}),
    "an edit posted later": ({"date_posted": "2026-01-01"}, {"date_posted": "2026-01-20", "description": EDITED}),
    "an edit that another source shows at the same time": (
        {"date_posted": "2026-01-01"},
        {"date_posted": "2026-01-01", "description": EDITED, "source": "b"},
    ),
    "the same words twice on one day": ({"date_posted": "2026-01-01"}, {"date_posted": "2026-01-01"}),
    "a list of openings, rewritten for the next month": (
        {"title": "Acme | Leeds | Full-time", "date_posted": "2026-01-01"},
        {"title": "Acme - Leeds - on site, full time", "date_posted": "2026-02-01", "description": REWRITTEN},
    ),
    "the same without a known employer": (
        {"title": "Acme | Leeds | Full-time", "date_posted": "2026-01-01", "hiring_organization": None},
        {"title": "Leeds - Acme", "date_posted": "2026-02-01", "description": REWRITTEN, "hiring_organization": None},
    ),
    "written anew, and it still seeks one of those it sought": (
        {
            "title": "Acme | Leeds",
            "date_posted": "2026-01-01",
            "description": f"{TEXT}. iOS engineers and data scientists",
        },
        {"title": "Acme, Leeds", "date_posted": "2026-02-01", "description": f"{OTHER}. Front end and iOS developers"},
    ),
    "the same, and only its web site says whose it is": (
        {
            "title": "Leeds, UK | Full-time",
            "hiring_organization": None,
            "date_posted": "2026-01-01",
            "description": f"{TEXT}. iOS engineers! https://www.acme.io/jobs",
        },
        {
            "title": "Acme | Leeds",
            "hiring_organization": None,
            "date_posted": "2026-02-01",
            "description": f"{OTHER}. iOS engineers!",
        },
    ),
    "the same, and one does not say where": (
        {"title": "Acme | Leeds", "date_posted": "2026-01-01", "description": f"{TEXT}. iOS engineers!"},
        {
            "title": "Acme | Full-time",
            "job_location": None,
            "date_posted": "2026-02-01",
            "description": f"{OTHER}. iOS engineers!",
        },
    ),
    "lists of jobs that differ in one": (
        {"title": "Acme | Driver, Nurse, Cook | Leeds", "date_posted": "2026-01-01"},
        {"title": "Acme | Nurse, Cook, Clerk | Leeds", "date_posted": "2026-02-01"},
    ),
    "a list of openings with a town more": (
        {"title": "Acme | Leeds", "date_posted": "2026-01-01"},
        {
            "title": "Acme | York & Leeds",
            "date_posted": "2026-02-01",
            "job_location": "York, UK",
            "description": REWRITTEN,
        },
    ),
}

TWO_VACANCIES: Mapping[str, tuple[dict[str, object], dict[str, object]]] = {
    "another place": ({}, {"job_location": "York, UK"}),
    "another country for remote work": ({"job_location": "Remote - US"}, {"job_location": "Remote - Germany"}),
    "another named employer": ({}, {"hiring_organization": "Apex"}),
    "another seniority": ({"title": "Nurse"}, {"title": "Senior Nurse"}),
    "another grade": ({"title": "Band 5 Nurse"}, {"title": "Band 6 Nurse"}),
    "another job with the same boilerplate": ({"title": "Nurse"}, {"title": "Driver"}),
    "another ward": ({"title": "Nurse - Ward A"}, {"title": "Nurse - Ward B"}),
    "another text": ({}, {"description": OTHER}),
    "a recruiter's copy of another seniority": ({}, {"title": "Senior Nurse", "hiring_organization": "Hays"}),
    "a repost after a year": (
        {"date_posted": "2025-01-01", "valid_through": "2025-01-31"},
        {"date_posted": "2026-01-01", "valid_through": "2026-01-31"},
    ),
    "no text and no employer": (
        {"description": None, "hiring_organization": None},
        {"description": None, "hiring_organization": None},
    ),
    "a phrase that anybody writes": (
        {"description": "Please see attached.", "hiring_organization": "Acme"},
        {"description": "Please see attached.", "hiring_organization": "Apex"},
    ),
    "another text on the same day": (
        {"date_posted": "2026-01-01"},
        {"date_posted": "2026-01-01", "description": EDITED},
    ),
    "another text with other pay in the same fortnight": (
        {"date_posted": "2026-01-01", "pay_low": 24_907, "pay_high": 30_615},
        {"date_posted": "2026-01-09", "pay_low": 31_365, "pay_high": 37_890, "description": EDITED},
    ),
    "rewritten, and the title is a job's": (
        {"date_posted": "2026-01-01"},
        {"date_posted": "2026-02-01", "description": REWRITTEN},
    ),
    "written anew, and it seeks others": (
        {"title": "Acme | Leeds", "date_posted": "2026-01-01", "description": f"{TEXT}. iOS engineers!"},
        {"title": "Acme | Leeds", "date_posted": "2026-02-01", "description": f"{OTHER}. Rails developers!"},
    ),
    "lists of openings for other towns": (
        {"title": "Acme | Leeds", "date_posted": "2026-01-01"},
        {"title": "Acme | York", "date_posted": "2026-02-01", "job_location": "York, UK"},
    ),
    "lines that name other jobs": (
        {"title": "Acme | Nurse | Leeds", "date_posted": "2026-01-01"},
        {"title": "Acme | Driver | Leeds", "date_posted": "2026-02-01"},
    ),
    "a list of openings, rewritten and shown beside the first": (
        {"title": "Acme | Leeds", "date_posted": "2026-01-01", "valid_through": "2026-03-01"},
        {"title": "Acme | Leeds", "date_posted": "2026-02-01", "description": REWRITTEN},
    ),
}


@pytest.mark.parametrize("pair", ONE_VACANCY.values(), ids=ONE_VACANCY)
def test_one_vacancy(pair: tuple[dict[str, object], dict[str, object]]) -> None:
    one, other = vacancies([ad("1", **pair[0]), ad("2", **pair[1])])
    assert one == other


@pytest.mark.parametrize("pair", TWO_VACANCIES.values(), ids=TWO_VACANCIES)
def test_two_vacancies(pair: tuple[dict[str, object], dict[str, object]]) -> None:
    one, other = vacancies([ad("1", **pair[0]), ad("2", **pair[1])])
    assert one != other


def test_an_agency_never_joins_two_employers() -> None:
    found = vacancies([ad("1"), ad("2", hiring_organization="Apex"), ad("3", hiring_organization="Hays")])
    assert found[0] != found[1]
    assert found[2] in found[:2]


def test_a_copy_goes_to_the_employer_whose_text_is_nearest() -> None:
    nearly = ad("1", hiring_organization="Apex", description=EDITED)
    found = vacancies([nearly, ad("2"), ad("3", hiring_organization="Hays")])
    assert found[2] == found[1] != found[0]


def list_of(identifier: str, month: int, towns: str, place: str | None, text: str = TEXT) -> JobPosting:
    said = {"title": f"Acme | {towns}", "job_location": place, "description": text}
    return ad(identifier, **said, date_posted=f"2026-{month:02}-01", valid_through=f"2026-{month:02}-20")


@pytest.mark.parametrize("between", [("York & Leeds", "York, UK"), ("Leeds & York", None), ("Full-time", None)])
def test_an_advertisement_for_several_towns_or_none_never_joins_two(between: tuple[str, str | None]) -> None:
    found = vacancies(
        [
            list_of("1", 1, "Leeds", "Leeds, UK"),
            list_of("2", 2, *between),
            list_of("3", 3, "York", "York, UK"),
            list_of("4", 4, "Leeds", "Leeds, UK", EDITED),
        ]
    )
    assert found[0] == found[3] != found[2]
    assert found[1] in (found[0], found[2])


def test_what_stands_beside_a_list_on_one_day_is_not_joined_to_it_by_a_later_one() -> None:
    engineers, scientists = f"{TEXT}. iOS engineers!", f"{OTHER}. Data scientists!"
    both = " ".join(WORDS[140:200]) + ". iOS engineers! Data scientists!"
    found = vacancies(
        [
            list_of("1", 1, "Leeds", "Leeds, UK", engineers),
            list_of("2", 1, "Leeds", "Leeds, UK", scientists),
            list_of("3", 2, "Leeds", "Leeds, UK", both),
        ]
    )
    assert found[0] != found[1]
    assert found[2] in found[:2]


def test_reposts_join_through_time() -> None:
    months = [ad(str(m), date_posted=f"2026-{m:02}-01", valid_through=f"2026-{m:02}-20") for m in (1, 3, 5, 7)]
    assert len(set(vacancies(months))) == 1
    assert len(set(vacancies([months[0], months[-1]]))) == 2


def test_what_is_no_posting_has_no_vacancy() -> None:
    found = vacancies([ad("1"), Credential(identifier="c", name="Course")])
    assert found[0] is not None
    assert found[1] is None
    assert vacancies([]) == []


def frame(postings: list[JobPosting]) -> pd.DataFrame:
    rows = []
    for posting in map(clean, postings):
        rows.append(posting.model_dump() | signature(posting)._asdict())
    table = pd.DataFrame(rows).convert_dtypes()
    return table.assign(first_seen=pd.to_datetime(table["date_posted"]), last_seen=pd.to_datetime(table["date_posted"]))


ADS = st.lists(
    st.builds(
        lambda title, organization, place, text, month: {
            "title": title,
            "hiring_organization": organization,
            "job_location": place,
            "description": text,
            "date_posted": f"2026-{month:02}-01",
        },
        st.sampled_from(["Nurse", "Senior Nurse", "Ward Nurse", "Driver"]),
        st.sampled_from(["Acme", "Apex", "Hays", "Bright Recruitment", None]),
        st.sampled_from(["Leeds", "York", None]),
        st.sampled_from([TEXT, EDITED, OTHER, "", "See attached."]),
        st.sampled_from([1, 2, 9]),
    ),
    min_size=1,
    max_size=6,
)


@given(ADS, st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_the_order_of_rows_changes_nothing_and_employers_stay_apart(said: list[dict[str, object]], random) -> None:
    table = frame([ad(str(i), **one) for i, one in enumerate(said)])
    found = cluster(table)
    shuffled = list(table.index)
    random.shuffle(shuffled)
    assert cluster(table.loc[shuffled]).reindex(table.index).equals(found)
    named = table[table["employer_key"].notna() & ~table["is_agency"].fillna(False)]
    assert (named["employer_key"].groupby(found[named.index]).nunique() <= 1).all()


@given(ADS)
@settings(max_examples=15, deadline=None)
def test_two_that_are_one_alone_are_one_among_others(said: list[dict[str, object]]) -> None:
    table = frame([ad(str(i), **one) for i, one in enumerate(said)])
    table = table[table["employer_key"].isin(["acme", "apex"])]
    found = cluster(table)
    for pair in combinations(table.index, 2):
        if cluster(table.loc[list(pair)]).nunique() == 1:
            assert found[list(pair)].nunique() == 1


def test_an_empty_frame_has_no_vacancies() -> None:
    assert len(cluster(frame([ad("1")]).head(0))) == 0


def test_thousands_of_clones_and_of_near_clones_are_one_vacancy() -> None:
    clones = pd.concat([frame([ad("0")])] * 5000, ignore_index=True)
    clones["identifier"] = clones.index.astype(str)
    assert cluster(clones).nunique() == 1
    numbered = frame([ad(str(i), description=f"{TEXT} reference {i}") for i in range(300)])
    assert cluster(numbered).nunique() == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Software Engineer (m/f/d)", "Software Engineer"),
        ("Engineer, Software", "Software Engineer"),
        ("URGENT: Nurse", "Nurse"),
        ("Entwickler:in (w/m/d)", "Entwickler (m/w/d)"),
        ("Nurse - C26078", "Nurse"),
    ],
)
def test_titles_that_are_one(one: str, other: str) -> None:
    assert title_words(one) == title_words(other)


def test_levels_of_titles() -> None:
    assert title_level("Band 5 Nurse") != title_level("Band 6 Nurse")
    assert title_level("Senior Nurse") != title_level("Nurse")
    assert title_level("Engineer II") != title_level("Engineer III")


def test_places_that_are_one() -> None:
    assert place_key("GB", "GB-ENG", "London") == place_key("GB", "GB-ENG", "London, UK")
    assert place_key("US", "", "Remote - US") == place_key("US", "", "United States (Remote)")
    assert place_key("US", "US-CO", "Denver, CO; Austin, TX") == place_key("US", "US-CO", "Austin; Denver")
    assert place_key("US", "", "Remote - US") != place_key("US", "", "United States")


@given(st.text())
def test_any_text_has_a_signature_of_fixed_size(text: str) -> None:
    key, minhash = signature(ad("1", description=text))
    assert len(key) in {0, 16}
    assert not minhash or (256 < len(minhash) <= 256 + 4 * 13 and len(minhash) % 4 == 0)


def test_equal_words_have_equal_signatures() -> None:
    assert signature(ad("1")) == signature(ad("2", description=TEXT.replace(" ", ", ").upper()))
    assert signature(ad("1", description="Two words")).minhash == b""
