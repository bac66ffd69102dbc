import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.evidence.addresses import slug, web_link
from reports.evidence.records import in_sentence, records_each, sample


@pytest.mark.parametrize(
    ("label", "readable"),
    [
        ("SQL", "sql"),
        ("C++", "c"),
        ("Pflege & Büro", "pflege-buro"),
        ("../../etc/passwd", "etc-passwd"),
        ("日本語", ""),
    ],
)
def test_a_slug_is_readable_and_one_folder_deep(label: str, readable: str) -> None:
    assert re.fullmatch("skill-" + (readable + "-" if readable else "") + "[0-9a-f]{10}", slug("skill", label, "uri"))


@given(st.text(), st.text())
def test_any_subject_has_a_safe_file_name(label: str, key: str) -> None:
    name = slug("skill", label, key)
    assert re.fullmatch(r"[a-z0-9-]{1,70}", name)
    assert name == slug("skill", label, key)
    assert name != slug("skill", label, key + "x")


@pytest.mark.parametrize("url", ["http://a.test/x", "https://a.test/?q=1&r=%20", "HTTPS://A.TEST"])
def test_a_web_address_is_a_link(url: str) -> None:
    assert web_link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        *(
            "javascript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "//a.test",
            "/x",
            "ftp://a.test",
            "https://",
        ),
        *('http://a.test/"x', "http://a.test/<b>", "http://a.test/ x", "http://a.test\n", "", None, pd.NA, 3),
    ],
)
def test_anything_else_is_none(url: object) -> None:
    assert web_link(url) is None


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("We hire. You know SQL well. Come!", "SQL", ("You know ", "SQL", " well.")),
        ("SQL", "SQL", ("", "SQL", "")),
        ("one\ntwo SQL\nthree", "SQL", ("two ", "SQL", "")),
        ("x" * 500 + " SQL " + "y" * 500, "SQL", ("…" + "x" * 159 + " ", "SQL", " " + "y" * 159 + "…")),
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


def test_a_sample_shows_every_employer_before_a_second_of_one_and_a_vacancy_once() -> None:
    rows = [  # subject, unit, cluster, record, last seen, start
        ("s", 1, 1, 11, "2026-11-01", 5),
        ("s", 1, 1, 12, "2026-11-02", 5),
        ("s", 2, 1, 13, "2026-11-03", 5),
        ("s", 3, 2, 14, "2026-10-01", 9),
        ("s", 3, 2, 14, "2026-10-01", 2),
        ("t", 3, 2, 14, "2026-10-01", 2),
    ]
    columns = ["subject", "unit_id", "cluster_id", "record_id", "last_seen", "start"]
    frame = pd.DataFrame(rows, columns=columns)
    found = sample(frame, 2)
    assert list(zip(found["subject"], found["record_id"], found["start"], strict=True)) == [
        ("s", 13, 5),
        ("s", 14, 2),
        ("t", 14, 2),
    ]
    assert list(sample(frame, 3)["record_id"]) == [13, 14, 12, 14]


@pytest.mark.parametrize(("subjects", "each"), [(0, 20), (100, 20), (200, 10), (400, 5), (50_000, 4)])
def test_many_subjects_show_fewer_records_each(subjects: int, each: int) -> None:
    assert records_each(subjects) == each
