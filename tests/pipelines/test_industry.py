"""An employer's NACE section is told by what it states, by its name, by its text, or not at all."""

import pytest

from pipelines.industry import industry


@pytest.mark.parametrize(
    ("employer", "section"),
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
        ("City Hospital Software", None),
        ("Acme GmbH", None),
        ("", None),
        (None, None),
    ],
)
def test_a_name_is_evidence_only_where_it_names_one_trade(employer: str | None, section: str | None) -> None:
    assert industry(employer) == section


def test_what_is_stated_comes_before_the_name_and_the_name_before_the_text() -> None:
    text = "We are a global manufacturer of pumps."
    assert industry("Acme", text) == "C"
    assert industry("Acme Hotels", text) == "I"
    assert industry("Acme Hotels", text, "Healthcare") == "Q"
    assert industry("Acme", text, "Miscellaneous") == "C"
    assert industry("Acme", "You write to a manufacturer of pumps.") is None


def test_bad_input_is_read_in_bounded_time() -> None:
    assert industry("a " * 500_000, "is a " * 200_000, "\x00" * 1_000_000) is None
