"""Words and forms: delimited, leftmost-longest, never overlapping, with offsets into the text as given."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.matching.alphabet import alphabet
from pipelines.matching.building import build
from pipelines.matching.kept import name_of, open_kept
from pipelines.matching.kernels.layout import FOLD_MASK, KIND_SHIFT, LETTER, SLOW_BIT
from pipelines.matching.lexicon import Lexicon, Match, longest, words
from pipelines.matching.words import WORD, fold, plain, plurals, singular, spellings

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
alphabet()  # made once, a quarter of a second


@settings(deadline=None)
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


@settings(deadline=None)
@given(TEXTS, st.lists(TEXTS.filter(str.strip), max_size=8))
def test_matches_never_overlap_and_lie_where_they_say(text: str, forms: list[str]) -> None:
    cut = words(text)
    free = 0
    for match in longest(Lexicon(forms).read(text)[1][0], lambda match: match):
        assert isinstance(match, Match)
        assert cut.starts[match.first] >= free
        free = cut.end(match.last)
        assert cut.written[match.first : match.last + 1] == words(text[cut.starts[match.first] : free]).written


# Letters that fold to several or melt together, signs that join words or do not, and scripts without spaces.
LATIN_SIGNS = "aAsSzlnetj .-‐‑'’\u200b\u00ad\n+#_&,/\x00\t\u2028ßſéÉ\u0301ﬁ…½™Kİı"
SIGNS = LATIN_SIGNS + "ς学ガ・한\u1100\u1161\u11a8\ud800\U0001d400😀٣²ǅŀ"
WILD = st.lists(st.sampled_from(SIGNS) | st.characters() | st.sampled_from(["ised", "lled", "ies", ".js"]), max_size=25)


@settings(deadline=None, max_examples=200)
@given(WILD.map("".join), st.lists(WILD.map("".join), max_size=5), st.lists(st.integers(0, 40), max_size=4))
def test_in_any_script_words_and_spans_are_what_the_plain_definitions_say(
    text: str, forms: list[str], cuts: list[int]
) -> None:
    forms = [form.replace("\0", "") for form in [*forms, *(text[cut : cut + 7] for cut in cuts)]]
    lexicon = Lexicon(forms)
    read, [matches] = lexicon.read(text)
    written = list(WORD.finditer(text))
    assert read.written == [match[0] for match in written]
    assert read.folded == [fold(match[0]) for match in written]
    assert read.singular == list(map(singular, read.folded))
    assert (read.starts, read.ends) == ([m.start() for m in written], [m.end() for m in written])
    free, expected = 0, []
    for match in sorted(matches, key=lambda match: (match.first, -match.last)):
        if match.first >= free:
            expected.append((read.starts[match.first], read.ends[match.last]))
            free = match.last + 1
    spans = lexicon.spans(text)
    assert list(zip(spans.begins.tolist(), spans.ends.tolist())) == expected
    for form in spans.forms.tolist():
        assert all(forms[number] for _, _, numbers in lexicon.meant(form) for number in numbers)


def test_the_alphabet_folds_every_sign_as_words_do() -> None:
    pages, kinds = alphabet()
    for point in (*range(0x3000), *range(0x1D400, 0x1D7FF), *range(0x2F800, 0x2FA20), 0x20000, 0x10FFFF):
        cell = int(kinds[256 * pages[point >> 8] + (point & 255)])
        if cell >> int(KIND_SHIFT) & 15 == LETTER and not cell & int(SLOW_BIT):
            assert chr((point + cell) & int(FOLD_MASK)) == plain(chr(point))


@given(st.sampled_from(["organize", "licenses", "program", "traveled", "analyzed", "class", "city", "box", "bus"]))
def test_spellings_and_plurals_are_all_that_lead_back(folded: str) -> None:
    assert all(fold(word) == folded for word in spellings(folded))
    assert all(singular(many) == folded for many in plurals(folded))


def test_tables_in_a_file_find_the_same_and_the_same_forms_make_the_same_bytes(tmp_path: Path) -> None:
    text, groups = "a driver’s license; c# 机器学习", [FORMS, ["c#"]]
    made = Lexicon(*groups)
    assert not list(tmp_path.iterdir())
    assert made.keep(tmp_path).read_bytes() == build(groups).block.tobytes()
    kept = Lexicon(*groups, kept=[tmp_path])
    assert open_kept(name_of(groups), [tmp_path]) is not None
    assert kept.read(text) == made.read(text)
    assert name_of([["ab"], ["c"]]) != name_of([["a"], ["bc"]]) != name_of([["a", "bc"]])


def test_threads_read_beside_each_other() -> None:
    lexicon = Lexicon(FORMS)
    texts = ["Java, c++ and machine learning " * number for number in range(1, 60)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lexicon.read, texts)) == list(map(lexicon.read, texts))


def test_more_matches_than_words_are_all_found() -> None:
    forms = [" ".join("a" * length) for length in range(1, 40)]
    _, [matches] = Lexicon(forms).read("a " * 200)
    assert len(matches) == sum(min(39, 200 - first) for first in range(200))


@settings(deadline=None)
@given(st.text(max_size=80))
def test_words_are_where_they_are_said_to_be(text: str) -> None:
    cut = words(text)
    assert [
        text[start : start + len(word)] for start, word in zip(cut.starts, cut.written, strict=False)
    ] == cut.written
    assert len(cut.folded) == len(cut.singular) == len(cut.written)
