"""A form counts in texts of its own language: a word that two languages share does not fire in the wrong one."""

import pytest

from pipelines.language import counts_in, language
from pipelines.skills import Tagger
from warehouse.taxonomy import bound_to, find_taxonomies

ENGLISH = "We are looking for a nurse who will work with our team and is able to help the patients in their homes."
GERMAN = "Wir suchen eine Pflegekraft, die mit unserem Team arbeitet und den Menschen in ihrem Zuhause hilft."
FRENCH = "Nous cherchons une personne pour notre équipe qui aide les patients dans leur maison et avec les soins."
TEXTS = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH}


@pytest.mark.parametrize(("spoken", "text"), TEXTS.items())
def test_the_language_of_a_text_is_told_from_its_commonest_words(spoken: str, text: str) -> None:
    assert language(text) == spoken


@pytest.mark.parametrize(
    "text",
    [
        "Backend: Windows Azure ASP.NET Entity Framework Azure SQL",
        "node.js java amazon-web-services database postgresql",
        "Backend Developer DevOps System Administrator",
        "Software Engineer Acme Corp Leeds Office Campus",
        "Gym Membership or Free Public Transportation Pass",
    ],
)
def test_a_list_of_names_is_taken_for_english_or_for_no_language(text: str) -> None:
    assert language(text) in {"en", None}


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Hyvä työyhteisö tarvitsee osaavan sairaanhoitajan osastolle.", "fi"),
        ("Hledáme zkušeného účetního do našeho týmu v Brně.", "cs"),
        ("Zoekt u een baan als verpleegkundige in de thuiszorg bij ons?", "nl"),
        ("Cerchiamo una persona che conosca bene la contabilità.", "it"),
    ],
)
def test_one_sentence_is_mostly_enough(text: str, spoken: str) -> None:
    assert language(text) == spoken


# A form, the language of the taxonomy that lists it, and a language in which it is another word.
TRAPS = """\
fast|en|de    gift|en|de    rat|en|de      die|en|de      pain|en|fr      chat|en|fr     art|en|de     hut|en|de
Gift|de|en    Rat|de|en     fast|de|en     Kind|de|en     pain|fr|en      chat|fr|en     Art|de|en     Hut|de|en
bald|en|de    brief|en|de   chef|en|de     note|en|de     rock|en|de      mode|en|de     wand|en|de    stern|en|de
bald|de|en    Brief|de|en   Chef|de|en     Note|de|en     Rock|de|en      Mode|de|en     Wand|de|en    Stern|de|en
coin|en|fr    four|en|fr    main|en|fr     sale|en|fr     tour|en|fr      court|en|fr    location|en|fr  formation|en|fr
coin|fr|en    four|fr|en    main|fr|en     sale|fr|en     tour|fr|en      court|fr|en    location|fr|en  formation|fr|en
burro|it|en   camera|it|en  parenti|it|en  caldo|it|en    sensible|es|en  ropa|es|en     éxito|es|en   carpeta|es|en
handy|en|de   spend|en|de   also|en|de     taste|en|de    herd|en|de      ring|en|de     tag|en|de     see|en|de
Handy|de|en   Spenden|de|en also|de|en     Taste|de|en    Herd|de|en      Ring|de|en     Tag|de|en     See|de|en
SAS|en|fr     RN|en|fr      CAP|en|fr      ERP|en|fr      OR|en|fr        SPA|en|it      DIE|en|de   AS|en|de""".split()


@pytest.mark.parametrize("trap", TRAPS)
def test_a_word_of_one_language_does_not_fire_in_a_text_of_another(trap: str) -> None:
    form, own, other = trap.split("|")
    assert not counts_in(form, bound_to(form, own), other)
    assert counts_in(form, bound_to(form, own), own)


@pytest.mark.parametrize("form", ["Python", "SQL", "C++", "machine learning", "Microsoft Excel", "Java", "R"])
@pytest.mark.parametrize("spoken", ["en", "de", "fr", None])
def test_an_english_name_or_phrase_counts_in_any_text(form: str, spoken: str | None) -> None:
    assert counts_in(form, bound_to(form, "en"), spoken)


@pytest.mark.parametrize(
    ("form", "own", "counts"),
    [("nursing", "en", True), ("Projektmanagement", "de", True), ("Gift", "de", False), ("Rat", "de", False)],
)
def test_in_a_text_too_short_to_tell_english_counts_and_what_is_no_word_of_it(
    form: str, own: str, counts: bool
) -> None:
    assert language("Projektmanagement II") is None
    assert counts_in(form, bound_to(form, own), None) is counts


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.load(*find_taxonomies())


FOREIGN = [
    ("Dies ist die Arbeit vor Ort, und wir suchen dich mit Java für das Team.", {"Java"}),
    ("Nous sommes une SAS et nous cherchons pour notre équipe une personne qui connaît Python.", {"Python"}),
    ("Uma equipa que trabalha com SQL para as pessoas do país, sem fins lucrativos e com um plano.", {"SQL"}),
    ("We are in Leeds and we work with SAS, R and Java in a team that you will lead.", {"SAS", "R", "Java"}),
]


@pytest.mark.parametrize(("text", "named"), FOREIGN)
def test_in_a_text_of_another_language_its_own_words_are_no_english_names(
    tagger: Tagger, text: str, named: set[str]
) -> None:
    found = {mention.matched_text for mention in tagger.tag(text, "demand").skills}
    assert named <= found
    assert not found & {"Dies", "Ort", "SAS", "sem"} - named
