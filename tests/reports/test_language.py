import re
from pathlib import Path

import pytest

from reports.language import UnknownLanguageError, _, language, languages, speaking, spoken
from reports.render import publish
from reports.voice import count, day, number, place_name, plural, quoted, share
from tests.reports.told_market import told_market


def test_english_is_the_language_of_the_source() -> None:
    assert spoken().code == "en"
    assert _("whatever is said") == "whatever is said"
    assert languages() == ["en", "de"]


def test_a_report_speaks_within_its_context_only() -> None:
    with speaking("de"):
        assert plural(3, "offer") == "3 Angebote"
        assert plural(1, "offer") == "1 Angebot"
    assert plural(3, "offer") == "3 offers"


@pytest.mark.parametrize(
    ("told", "english", "german"),
    [
        (lambda: count(6204), "6,204", "6.204"),
        (lambda: number(-1234.5, 1), "−1,234.5", "−1.234,5"),
        (lambda: share(0.1178), "11.8\u00a0%", "11,8\u00a0%"),
    ],
)
def test_numbers_are_written_as_the_language_does(told: object, english: str, german: str) -> None:
    assert callable(told)
    assert told() == english
    with speaking("de"):
        assert told() == german


def test_what_a_catalogue_lacks_is_said_in_english_and_noticed() -> None:
    with speaking("de") as german:
        assert _("a text that nobody translated") == "a text that nobody translated"
    assert "a text that nobody translated" in german.untranslated
    german.untranslated.discard("a text that nobody translated")


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UnknownLanguageError, match="'fr' is no language of the reports: give one of en, de"):
        language("fr")
    with pytest.raises(UnknownLanguageError), speaking("../de"):
        pass


def test_countries_and_quotation_marks_are_of_the_language() -> None:
    assert (place_name("GB"), quoted("care")) == ("United Kingdom (GB)", "“care”")
    with speaking("de"):
        assert (place_name("GB"), quoted("care")) == ("Vereinigtes Königreich (GB)", "„care“")
        assert place_name("GB-WLS") == "Wales (GB-WLS)"


def test_months_are_of_the_language() -> None:
    import pandas as pd

    assert day(pd.Timestamp("2026-03-02")) == "2 March 2026"
    with speaking("de") as german:
        assert german.month(3) == "März"


@pytest.mark.parametrize("postings", [120, 0])
@pytest.mark.parametrize("code", languages()[1:])
def test_a_report_says_nothing_in_english_that_is_ours(code: str, postings: int, tmp_path: Path) -> None:
    with speaking(code) as spoken_there:
        spoken_there.untranslated.clear()
        publish(told_market(postings=postings), tmp_path)
    assert spoken_there.untranslated == set()


@pytest.mark.parametrize("code", languages()[1:])
def test_each_translation_has_the_parts_of_its_text(code: str) -> None:
    def parts(text: str) -> list[str]:
        return sorted(re.findall(r"\{\w*\}", text))

    catalogue = language(code).catalogue
    assert catalogue is not None
    for message in catalogue:
        ids, said = ((x,) if isinstance(x, str) else x for x in (message.id, message.string))
        assert all(parts(one) == parts(other) for one, other in zip(ids, said, strict=True)), message.id
