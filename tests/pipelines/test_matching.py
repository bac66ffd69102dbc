"""Words and forms: delimited, leftmost-longest, never overlapping, with offsets into the text as given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.matching import Lexicon, Match, longest, words

FORMS = [
    "Java", "JavaScript", "C++", "C#", ".NET", "ASP.NET", "node.js", "project management", "problem solving",
    "research & development", "driver's licence", "database", "Windows", "sales", "manage budgets", "machine learning",
    "机器学习", "Führerschein", "управление проектами", "e-commerce", "TCP/IP", "advise on tobacco, alcohol and drugs",
]  # fmt: skip


def found(text: str, forms: list[str] = FORMS) -> list[tuple[str, int]]:
    cut = words(text)
    matches = longest(Lexicon(forms).read(text)[1][0], lambda match: match)
    return [(text[cut.starts[match.first] : cut.end(match.last)], cut.starts[match.first]) for match in matches]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Java and JavaScript", ["Java", "JavaScript"]),
        ("javascript", ["javascript"]),
        ("javax, ajava", []),
        ("C++, c#/.NET, node.js; C", ["C++", "c#", ".NET", "node.js"]),
        ("ASP.NET is not .NET", ["ASP.NET", ".NET"]),
        ("the .network", []),
        ("problem-solving", ["problem-solving"]),
        ("problem solving; problem. Solving", ["problem solving"]),
        ("project\u00a0management", ["project\u00a0management"]),
        ("project\nmanagement in wrapped prose", ["project\nmanagement"]),
        ("a project\nManagement of people", []),
        ("project, management", []),
        ("Research and Development, research & development", ["Research and Development", "research & development"]),
        ("a driver’s license, drivers licences", ["driver’s license", "drivers licences"]),
        ("Databases on Windows", ["Databases", "Windows"]),
        ("a window for sale", []),
        ("managing budget; manage budgets; manage budget", ["manage budgets", "manage budget"]),
        ("熟悉机器学习和Java开发", ["机器学习", "Java"]),
        ("FÜHRERSCHEIN, Управление проектами", ["FÜHRERSCHEIN", "Управление проектами"]),
        ("Ja\u00adva and ma\u200bchine learning", ["Ja\u00adva", "ma\u200bchine learning"]),
        ("Ｊａｖａ", ["Ｊａｖａ"]),
        ("TCP/IP, e-commerce, TCP IP", ["TCP/IP", "e-commerce"]),
        ("advise on tobacco, alcohol and drugs", ["advise on tobacco, alcohol and drugs"]),
        ("10+ years of Java+SQL", ["Java"]),
        ("", []),
        ("\n\n  ", []),
    ],
)
def test_what_is_found(text: str, expected: list[str]) -> None:
    assert [matched for matched, _ in found(text)] == expected


def test_offsets_count_code_points() -> None:
    assert found("😀 naïve Java") == [("Java", 8)]


def test_groups_are_looked_up_together_and_kept_apart() -> None:
    lexicon = Lexicon(["AWS", "first aid"], ["AWS Certified Developer", "first aid"])
    _, (skills, credentials) = lexicon.read("AWS Certified Developer with first aid")
    assert [(match.first, match.last) for match in skills] == [(0, 0), (4, 5)]
    assert [(match.first, match.last) for match in credentials] == [(0, 2), (4, 5)]


def test_a_refused_match_gives_way_to_a_shorter_and_a_later_one() -> None:
    _, [matches] = Lexicon(["machine learning", "machine", "learning"]).read("machine learning")
    chosen = longest(matches, lambda match: match if match.first == match.last else None)
    assert [(match.first, match.last) for match in chosen] == [(0, 0), (1, 1)]


PIECES = st.sampled_from(
    ["a", "b", "c", "as", "bs", "A", "c++", ".net", "-", " ", " ", ",", ". ", "\n", "/", "é", "学"]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join)


@given(TEXTS, st.lists(TEXTS.filter(str.strip), max_size=8))
def test_a_naive_matcher_finds_the_same(text: str, forms: list[str]) -> None:
    cut, keys = words(text), [words(form) for form in forms]

    def is_form(first: int, length: int, number: int) -> bool:
        form, last = keys[number], first + length - 1
        if len(form.folded) != length:
            return False
        if length == 1:  # a plural is looked up as its singular only where it is no form itself
            exact = any(other.folded == [cut.folded[first]] for other in keys)
            return form.folded[0] == (cut.folded[first] if exact else cut.singular[first])
        return cut.folded[first:last] == form.folded[:-1] and cut.singular[last] == form.singular[-1]

    naive = [
        (first, first + length - 1, number)
        for first in range(len(cut.folded))
        for length in range(len(cut.folded) - first, 0, -1)
        for number in range(len(forms))
        if is_form(first, length, number)
    ]
    matches = Lexicon(forms).read(text)[1][0]
    assert [(match.first, match.last, number) for match in matches for number in match.forms] == naive


@given(TEXTS, st.lists(TEXTS.filter(str.strip), max_size=8))
def test_matches_never_overlap_and_lie_where_they_say(text: str, forms: list[str]) -> None:
    cut = words(text)
    free = 0
    for match in longest(Lexicon(forms).read(text)[1][0], lambda match: match):
        assert isinstance(match, Match)
        assert cut.starts[match.first] >= free
        free = cut.end(match.last)
        assert cut.written[match.first : match.last + 1] == words(text[cut.starts[match.first] : free]).written


@given(st.text(max_size=80))
def test_words_are_where_they_are_said_to_be(text: str) -> None:
    cut = words(text)
    assert [
        text[start : start + len(word)] for start, word in zip(cut.starts, cut.written, strict=False)
    ] == cut.written
    assert len(cut.folded) == len(cut.singular) == len(cut.written)
