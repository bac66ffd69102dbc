import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.evidence.quoting import in_sentence, plain, short


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("We hire. You know SQL well. Come!", "SQL", ("You know ", "SQL", " well.")),
        ("SQL", "SQL", ("", "SQL", "")),
        ("one\ntwo SQL\nthree", "SQL", ("two ", "SQL", "")),
        ("nurse " * 90 + "SQL" + " care" * 90, "SQL", ("…" + "nurse " * 26, "SQL", " care" * 31 + "…")),
        ("長い文章" * 60 + "SQL" + "長い文章" * 60, "SQL", ("…" + "長い文章" * 40, "SQL", "長い文章" * 40 + "…")),
        (
            "👩\u200d💻" * 90 + "SQL" + "👩\u200d💻" * 90,
            "SQL",
            ("…💻" + "👩\u200d💻" * 53, "SQL", "👩\u200d💻" * 53 + "👩…"),
        ),
    ],
)
def test_matched_words_stand_in_their_sentence(text: str, word: str, expected: tuple[str, str, str]) -> None:
    start = text.index(word)
    assert in_sentence(text, start, start + len(word)) == expected


@given(st.text(max_size=900), st.integers(0, 900), st.integers(0, 60))
def test_the_sentence_holds_the_span_and_stays_short(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    before, matched, after = in_sentence(text, start, start + length)
    assert matched == text[start : start + length]
    assert before.removeprefix("…") + matched + after.removesuffix("…") in text
    assert max(len(before), len(after)) <= 162


def test_a_title_of_a_thousand_characters_is_cut_between_words_and_a_short_one_is_left() -> None:
    long = short("Registered nurse for " * 50)
    assert len(long) <= 161
    assert long.endswith(("nurse…", "for…", "Registered…"))
    assert short("x" * 1_000) == "x" * 160 + "…"
    assert short("Nurse") == "Nurse"


def test_marks_that_turn_the_direction_of_what_follows_are_not_shown() -> None:
    assert plain("\u202egnihton\u2028\x00 here\u2069") == "gnihton here"
    assert plain("ممرض 👩\u200d⚕️") == "ممرض 👩\u200d⚕️"
