"""The language of a text: a vote of the commonest words, and a statistical identifier only where the vote is unsure."""

import csv
from collections import Counter
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
_READ = 1_200  # characters that decide; the rest of a text seldom changes language
_LEAST_LETTERS = 40
_TELLING = 8  # letters of a form that is hardly a word of another language
_LEAST_VOTES, _LEAD = 5, 2.0
_SURE = 0.7  # of the identifier: below it are lists of names and the like, whose language cannot be told
_COMMONEST = {
    "en": "the and of to in for with you we is are our will be as your on or this that have from",
    "de": "und der die das mit für sie wir ist ein eine von im zu auf den des bei werden oder nicht auch",
    "fr": "et de la le les des en un une pour vous nous est avec dans sur au du qui par votre nos",
    "es": "y de la el los las en un una para con por que se del es su como más nuestro al",
    "it": "e di la il per con un una che del della dei nel sono gli le al da più nostro",
    "pt": "e de a o os as para com em um uma por que do da dos das não mais você no na",
    "nl": "en de het een van voor met je wij zijn is op te bij als ons niet ook jouw dat",
    "pl": "i w z na do się że nie jest oraz dla od za po przez lub są naszej",
    "sv": "och att det som en på är av för med till den du vi har om ett kan inte",
    "da": "og at det som en på er af for med til den du vi har om et kan ikke dig",
}
_NAMED = "en de fr es it pt nl pl sv da nb fi cs hu ro tr ru uk el ar he hi zh ja ko vi th id ca eu gl hr sk bg"
_TOLD = _NAMED.replace(" nb ", " no ") + " et ga is lt lv mt sl"  # with all of ESCO's
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _COMMONEST.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)


def language(text: str) -> str | None:
    """The ISO 639-1 code of a text's language; None for a text too short, or too much made of names, to tell."""
    if len(text) < _LEAST_LETTERS:
        return None
    start = text[:_READ]
    votes = Counter(code for word in start.lower().split() for code in _LANGUAGES_OF.get(word, ()))
    (first, most), (_, next_most) = (*votes.most_common(2), ("", 0), ("", 0))[:2]
    if most >= _LEAST_VOTES and most >= _LEAD * next_most:
        return first
    return _identified(start)


def _identified(text: str) -> str | None:
    code, likely = _identifier().classify(text)
    return str(code) if likely >= _SURE else None


@lru_cache(1)
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # takes a second to load, and most texts never need it

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_TOLD.split())
    return identifier


@lru_cache(1_000)
def language_code(name: str) -> str:
    """The BCP 47 tag of a language given as tag or by its name in English or in itself; else the name as it is."""
    return _codes_by_name().get(name.casefold(), name)


@lru_cache(1)
def _codes_by_name() -> dict[str, str]:
    from babel import Locale

    english, names = Locale("en"), {}
    for code in _NAMED.split():
        names[str(english.languages[code]).casefold()] = code
        names[str(Locale(code).languages[code]).casefold()] = code
    return names


def counts_in(form: str, bound: str, spoken: str | None) -> bool:
    """Whether a form counts in a text of the language `spoken`, None where that is not known.

    `bound` is the only language in whose texts the form counts (`warehouse.taxonomy.bound_to`), empty for any. In a
    text too short to tell, English counts, and what is long enough to be no word of it: `Projektmanagement`. A name
    that is something else in the text's language, as `data/false_friends.csv` says, counts in no case: SAS in French.
    """
    if spoken is None:
        return bound in {"", "en"} or len(form) >= _TELLING
    return bound in {"", spoken} and (form.casefold(), spoken) not in _false_friends()


def counts_everywhere(form: str, bound: str) -> bool:
    """Whether a form counts in texts of all languages, so that theirs need not be known."""
    return not bound and form.casefold() not in _ambiguous()


@lru_cache(1)
def _false_friends() -> frozenset[tuple[str, str]]:
    lines = (files("pipelines") / "data" / "false_friends.csv").read_text("utf-8").splitlines()
    return frozenset((row["form"].casefold(), row["language"]) for row in csv.DictReader(lines))


@lru_cache(1)
def _ambiguous() -> frozenset[str]:
    return frozenset(form for form, _ in _false_friends())
