"""The words of a fictional course page."""

from spiders.sample.economy import stream
from spiders.sample.offers import Offer, prepared_for
from spiders.sample.texts import Section, capital, listing, phrases, put

_NOUN, _VERB = "noun", "verb"


def _shape(offer: Offer, place: int) -> str:
    ask = offer.taught[place]
    return _VERB if ask.form in ask.skill.verbs else _NOUN


def course_name(offer: Offer) -> str:
    """The title of an offer: of one or two of the skills that it teaches, or of the exam that it prepares for."""
    random, words = stream(f"name:{offer.resale_of or offer.key}:{offer.provider.name}"), phrases()["course"]
    if row := prepared_for(offer):
        return str(random.choice(words["exam"])).format(c=row["credential"])
    if len(offer.taught) > 1 and random.random() < 0.25 and _shape(offer, 0) == _shape(offer, 1) == _NOUN:
        return put(random.choice(words["title_pair"]), offer.taught[0].form, t=offer.taught[1].form)
    return put(random.choice(words[f"title_{_shape(offer, 0)}"]), offer.taught[0].form)


def course(offer: Offer) -> list[Section]:
    """The sections of an offer's text."""
    random, words = stream(f"course:{offer.resale_of or offer.key}:{offer.provider.name}"), phrases()["course"]
    headings = {kind: random.choice(choices) for kind, choices in words["headings"].items()}
    forms = [ask.form for ask in offer.taught]
    half = (len(forms) + 1) // 2
    opening = str(random.choice(words["opening"])).format(kind=offer.kind, list=listing(forms[:half]))
    lines = tuple(put(random.choice(words[f"learn_{_shape(offer, i)}"]), f) for i, f in enumerate(forms))
    sections = [Section("", (capital(opening),)), Section(headings["learn"], lines, listed=True)]
    if wanted := [form for where, _, form in offer.decoys if where == "prerequisite"]:
        sections.append(Section(headings["prerequisite"], (put(random.choice(words["prerequisite"]), wanted[0]),)))
    praised = [form for where, _, form in offer.decoys if where == "about"]
    about = words["about"][1 if praised else 0]
    said = about.format(
        provider=offer.provider.name, people=random.randrange(900, 90_000), list=listing(praised or [""])
    )
    return [*sections, Section(headings["about"], (said,))]
