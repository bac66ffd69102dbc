"""Which names of offers become credentials to look for: proper names of something that is awarded, nothing else."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.credentials import CredentialList, listed_credentials
from pipelines.matching.lexicon import Lexicon
from pipelines.offered import Offer, offered_credentials
from pipelines.sections import cue_phrases, zones
from warehouse.records import Side


def taken(*offers: Offer) -> list[str]:
    return [row.credential for row in offered_credentials(offers)]


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("Northwind Certified Analyst", "Northwind"),
        ("Northwind Data Steward Professional Certificate", "Northwind Academy"),
        ("Certified Tidal Energy Auditor", "Institute of Marine Power"),
        ("Certified Orchard Keeper (CORK)", "Guild of Orchards"),
        ("Northwind Certified: Quarry Planner Associate", "Northwind"),
        ("NQP-101 Licence", "Quarry Board"),
        ("Diploma in Northwind Administration", "Northwind"),
    ],
)
def test_a_proper_name_is_taken(name: str, issuer: str) -> None:
    assert taken(Offer(name, issuer)) == [name.partition(" (")[0]]


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("Communication", "Northwind"),
        ("Certificate", "Northwind"),
        ("Certificate in Leadership", "Northwind"),
        ("Professional Certificate in Data Science", "Harbour University"),
        ("Northwind Certified Analyst Exam Prep", "Udemy"),
        ("Northwind Certified Analyst Practice Tests", "Northwind"),
        ("Preparing for Northwind Certification", "Northwind"),
        ("How to Become a Certified Northwind Analyst", "Northwind"),
        ("The Northwind Certification", "Northwind"),
        ("become certified in northwind tools", "Northwind"),
        ("GET CERTIFIED NORTHWIND NOW", "Northwind"),
        ("Northwind Certified Analyst: Level 1", "Northwind"),
        ("Northwind Data Modelling", "Northwind"),
        ("Northwind Certified Analyst", ""),
        ("Certified Information Systems Security Professional", "ISC2"),
        ("Certified Information Systems Security Professional Domain 1 Certificate", "ISC2"),
        ("Northwind Certiﬁcate \x9d", "Northwind"),
        ("", ""),
    ],
)
def test_a_course_a_sentence_or_what_is_listed_is_not(name: str, issuer: str) -> None:
    assert taken(Offer(name, issuer)) == []


def test_a_course_is_no_credential_whatever_its_name() -> None:
    assert taken(Offer("Northwind Certified Analyst", "Northwind", "course")) == []
    assert taken(Offer("Northwind Certified Analyst", "Northwind", "badge")) == ["Northwind Certified Analyst"]


def test_a_name_that_several_award_needs_its_issuer() -> None:
    others = [Offer("Certified Tidal Energy Auditor", issuer) for issuer in ("One", "Another")]
    assert taken(*others) == []
    shared = [Offer("Northwind Certified Analyst", issuer) for issuer in ("Northwind", "Northwind Academy")]
    assert taken(*shared) == ["Northwind Certified Analyst"]


def test_what_is_taken_is_found_beside_what_is_listed() -> None:
    rows = listed_credentials() + offered_credentials([Offer("Certified Orchard Keeper (CORK)", "Guild of Orchards")])
    finder = CredentialList(rows)
    text = "A Certified Orchard Keeper or a PMP is required. CORK certification preferred. The cork is from Portugal."
    cut, (matches, cues) = Lexicon(finder.forms, cue_phrases(Side.DEMAND)).read(text)
    named = list(finder.named(cut, zones(cut, Side.DEMAND, cues), matches))
    assert [(each.row.credential, each.requirement) for each in named] == [
        ("Certified Orchard Keeper", "required"),
        ("Project Management Professional", "required"),
        ("Certified Orchard Keeper", "preferred"),
    ]


OFFERS = [
    Offer(f"Northwind Certified {word} Analyst", f"Northwind {number % 3}") for number, word in enumerate("ABCDE")
]


@given(st.integers())
def test_the_order_of_offers_changes_nothing(seed: int) -> None:
    mixed = random.Random(seed).sample(OFFERS, len(OFFERS))
    assert offered_credentials(mixed, ()) == offered_credentials(OFFERS, ())


@given(st.text(max_size=300), st.text(max_size=50))
def test_any_text_is_a_name_or_none(name: str, issuer: str) -> None:
    assert len(offered_credentials([Offer(name, issuer)], ())) <= 1
