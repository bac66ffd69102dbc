"""An employer's NACE section is told by what it states, by its name, by its text, or not at all."""

import pytest

from pipelines.industry import Industry, industry


def section(employer: str | None, text: str | None = None, stated: str | None = None) -> str | None:
    found = industry(employer, text, stated)
    return found and found.nace


@pytest.mark.parametrize(
    ("employer", "nace"),
    [
        ("Royal Cornwall Hospitals NHS Trust", "Q"),
        ("University Hospitals of Leicester", "Q"),
        ("Cardiff and Vale University Health Board", "Q"),
        ("The University of Leeds", "P"),
        ("Austin Independent School District", "P"),
        ("Norfolk County Council", "O"),
        ("Müller GmbH Maschinenbau", "C"),
        ("Sparkasse Bremen", "K"),
        ("Portsmouth Staff Bank", None),
        ("Grand Hotel", "I"),
        ("City Hospital Software", "J"),
        ("Harbour Logistics and Hotels", None),
        ("Acme GmbH", None),
        ("", None),
        (None, None),
    ],
)
def test_a_name_is_evidence_only_where_it_names_one_trade(employer: str | None, nace: str | None) -> None:
    assert section(employer) == nace


@pytest.mark.parametrize(
    ("text", "evidence", "nace"),
    [
        ("Acme is a marketplace lending platform for small firms.", "is", "K"),
        ("We're a restaurant tech startup that sells to hotels.", "is", "J"),
        ("Acme is one of the largest online retailers of tea.", "is", "G"),
        ("At Acme, we build software for hospitals.", "makes", "J"),
        ("At Acme, we make humanoid robots.", "makes", "C"),
        ("Join us, and work on our analytics platform.", "product", "J"),
    ],
)
def test_of_what_a_text_says_the_head_counts_and_not_who_it_is_for(text: str, evidence: str, nace: str) -> None:
    found = industry("Acme", text)
    assert found is not None
    assert (found.evidence, found.nace) == (evidence, nace)


@pytest.mark.parametrize("text", ["The role is a software job.", "You have a degree.", "Is a bank holiday paid?", ""])
def test_what_is_not_said_of_the_employer_is_no_evidence(text: str) -> None:
    assert industry("Acme", text) is None


def test_a_known_employer_is_known_by_any_spelling_of_its_name_and_an_institution_before_what_is_stated() -> None:
    assert industry("TESCO plc") == Industry("G", "44-45", "known", "TESCO plc")
    assert section("The University of Leeds", None, "Healthcare") == "P"
    assert section("Norfolk County Council", None, "Healthcare") == "O"
    assert section("\x00") is None


def test_what_is_stated_comes_before_the_name_and_the_name_before_the_text() -> None:
    text = "We are a global manufacturer of pumps."
    assert section("Acme", text) == "C"
    assert section("Acme Hotels", text) == "I"
    assert section("Acme Hotels", text, "Healthcare") == "Q"
    assert section("Acme", text, "Miscellaneous") == "C"
    assert section("Acme", "You write to a manufacturer of pumps.") is None


def test_an_answer_says_both_codes_and_which_words_it_rests_on() -> None:
    assert industry("Grand Hotel") == Industry("I", "72", "employer", "Hotel")
    assert industry(None, None, "Manufacturing") == Industry("C", "31-33", "stated", "Manufacturing")


def test_bad_input_is_read_in_bounded_time() -> None:
    assert section("a " * 500_000, "is a " * 200_000, "\x00" * 1_000_000) is None
