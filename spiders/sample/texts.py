"""The words of a fictional advertisement, section by section, as a board's editor would hold them."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any

from spiders.sample.economy import stream
from spiders.sample.lexicon import DATA
from spiders.sample.vacancies import Pay, Vacancy

_SYMBOLS = {"USD": "$", "GBP": "£", "CAD": "CA$", "EUR": "€", "AUD": "A$", "INR": "₹"}
_PERIODS = {"hour": ("per hour", "/hr", "an hour"), "year": ("per year", "/year", "per annum")}
_FIRST = ["Orla", "Bram", "Ines", "Tomas", "Greta", "Yusuf", "Mirela", "Anselm", "Petra", "Lucian", "Saoirse", "Dario"]
_LAST = ["Vandermoor", "Quillfeather", "Ostrowick", "Brannigale", "Teuflmann", "Marchbanks", "Iverstone", "Okonjara"]
_CONTACTED = 0.15


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a text: its heading ('' for none), paragraphs or a list, and whether it is hidden from readers."""

    heading: str
    lines: tuple[str, ...]
    listed: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Contact:
    """A person whom a text names, who must reach no later station."""

    person: str
    email: str
    phone: str


@cache
def phrases() -> dict[str, Any]:
    """The sentences of `data/phrases.toml`."""
    with (DATA / "phrases.toml").open("rb") as file:
        return tomllib.load(file)


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def put(sentence: str, form: str, **more: Any) -> str:
    """A sentence with a surface form in its place."""
    return sentence.format(s=form, S=capital(form), **more)


def listing(forms: list[str]) -> str:
    """a, b and c."""
    return " and ".join(filter(None, (", ".join(forms[:-1]), forms[-1])))


def contact(vacancy: Vacancy) -> Contact | None:
    """The person whom the vacancy's text names, if any."""
    random = stream(f"contact:{vacancy.text}:{vacancy.employer.name}")
    if random.random() >= _CONTACTED:
        return None
    first, last = random.choice(_FIRST), random.choice(_LAST)
    email = f"{first}.{last}@{vacancy.employer.name.split()[0]}.example".lower()
    phones = ("(555) 010-{:04d}", "+44 20 7946 {:04d}", "+1 555-010-{:04d}")
    return Contact(f"{first} {last}", email, random.choice(phones).format(random.randrange(10_000)))


def advert(vacancy: Vacancy) -> list[Section]:
    """The sections of a vacancy's text, in the order that its employer likes."""
    return _Advert(vacancy).sections()


class _Advert:
    """One text in the making; the employer's habits come from its name, the rest from the vacancy."""

    def __init__(self, vacancy: Vacancy) -> None:
        self.vacancy = vacancy
        self.words = phrases()["advert"]
        self.name = vacancy.employer.name
        self.random, self.habit = stream(f"text:{vacancy.text}"), stream(f"habit:{self.name}")
        self.headings = {k: self.habit.choice(v).format(employer=self.name) for k, v in self.words["headings"].items()}
        self.about_first = self.habit.random() < 0.5

    def say(self, kind: str, **more: Any) -> str:
        return str(self.random.choice(self.words[kind])).format(employer=self.name, **more)

    def sections(self) -> list[Section]:
        about, own = self._about(), [*self._own()]
        closing = Section(self.headings["eeo"], (self.habit.choice(self.words["eeo"]).format(employer=self.name),))
        body = [own[0], about, *own[1:]] if self.about_first else [*own, about]
        return [*body, closing, *self._hidden()]

    def _own(self) -> Iterator[Section]:
        yield Section("", (self._opening(),))
        yield Section(self.headings["duty"], self._lines("duty", "filler_duty", 4), listed=True)
        yield Section(self.headings["requirement"], self._requirements(), listed=True)
        if nice := self._lines("nice", "", 0):
            yield Section(self.headings["nice"], nice, listed=True)
        yield Section(self.headings["benefits"], self._benefits(), listed=True)
        if self.vacancy.pay:
            yield Section(self.headings["pay"], (pay_words(self.vacancy.pay, self.random),))
        if person := contact(self.vacancy):
            said = self.say("contact", person=person.person, email=person.email, phone=person.phone)
            yield Section("", (said,))

    def _opening(self) -> str:
        vacancy = self.vacancy
        where = "at several of our sites" if vacancy.several_cities else f"in {vacancy.place['city']}"
        return self.say("opening", title=vacancy.title, where="working from home" if vacancy.remote else where)

    def _lines(self, slot: str, filler: str, fillers: int) -> tuple[str, ...]:
        lines = []
        for ask in self.vacancy.asks:
            if ask.slot == slot:
                shape = "verb" if ask.form in ask.skill.verbs else "noun"
                lines.append(put(self.random.choice(self.words[f"{slot}_{shape}"]), ask.form))
        lines += self._credential_lines(slot)
        if fillers:
            lines += self.random.sample(self.words[filler], self.random.randint(fillers - 2, fillers))
        self.random.shuffle(lines)
        return tuple(lines)

    def _credential_lines(self, slot: str) -> list[str]:
        slots = {"mentioned": "duty", "preferred": "nice"}
        words = self.words["credential"]
        return [
            capital(self.random.choice(words[c.requirement]).format(c=c.form))
            for c in self.vacancy.credentials
            if slots.get(c.requirement, "requirement") == slot
        ]

    def _requirements(self) -> tuple[str, ...]:
        negated = [
            put(self.random.choice(self.words["negated"]), form)
            for where, _, form in self.vacancy.decoys
            if where == "negated"
        ]
        kept = []
        if years := self.vacancy.experience_years:
            kept.append(self.say("experience", years=years, months=years * 12))
        if self.vacancy.education:
            kept.append(self.random.choice(self.words["education"][self.vacancy.education]))
        return (*kept, *self._lines("requirement", "filler_requirement", 3), *negated)

    def _decoys(self, where: str) -> list[str]:
        return [form for place, _, form in self.vacancy.decoys if place == where]

    def _about(self) -> Section:
        years, people = self.habit.randint(8, 120), self.habit.randrange(40, 9_000, 10)
        lines = [self.habit.choice(self.words["about"]).format(employer=self.name, years=years, people=people)]
        if named := self._decoys("about"):
            lines.append(self.habit.choice(self.words["about_skills"]).format(employer=self.name, list=listing(named)))
        return Section(self.headings["about"], tuple(lines))

    def _benefits(self) -> tuple[str, ...]:
        lines = self.random.sample(self.words["benefits"], self.random.randint(3, 5))
        named = self._decoys("benefits")
        return (*lines, self.say("benefits_skills", list=listing(named))) if named else tuple(lines)

    def _hidden(self) -> list[Section]:
        named = self._decoys("hidden")
        return [Section("", (" ".join(named * 3),), hidden=True)] if named else []


def pay_words(pay: Pay, random: Random) -> str:
    """The pay as people write it: with symbol or code, range or floor, k or thousands."""
    symbol, period = _SYMBOLS[pay.currency], random.choice(_PERIODS[pay.unit])
    if pay.unit == "hour":
        return f"{symbol}{pay.low:.2f} - {symbol}{pay.high:.2f} {period}"
    styles = (
        f"{symbol}{pay.low:,.0f} - {symbol}{pay.high:,.0f} {period}",
        f"{pay.currency} {pay.low:,.0f} to {pay.high:,.0f} {period}",
        f"{symbol}{pay.low / 1000:g}k–{symbol}{pay.high / 1000:g}k {period}",
        f"From {symbol}{pay.low:,.0f} {period}, depending on experience, up to {symbol}{pay.high:,.0f}",
    )
    return random.choice(styles)
