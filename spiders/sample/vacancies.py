"""The fictional vacancies of 26 weeks: who looks for whom, where, since when, and for which skills and credentials."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from spiders.sample.economy import FEWEST, LIFE, WEEKS, Economy, monday, pick, stream
from spiders.sample.lexicon import Skill, table
from spiders.sample.organizations import Employer

VACANCIES = 5_400
REMOTE_SHARE = 0.12
_SECOND_CITY = 0.06
_DECOYS = (("benefits", 0.1, 2), ("hidden", 0.03, 6), ("negated", 0.04, 1))  # where, how often, how many
_STILL_OPEN = 1 - 1 / LIFE  # the chance that a vacancy open in one week is open in the next
CREDENTIALS = {row["key"]: row for row in table("credentials.csv")}
PLACES = table("places.csv")
_RATES = {"USD": 1.0, "GBP": 0.72, "CAD": 1.25, "EUR": 0.82, "AUD": 1.35, "INR": 18.0}
_LEVELS = (("", 0.72), ("Senior ", 0.14), ("Junior ", 0.08), ("Lead ", 0.04), ("Assistant ", 0.02))
_EDUCATION = {True: ("bachelor", "bachelor", "master", "", ""), False: ("high school", "none", "", "")}
_TAILS = ("",) * 8 + (" (m/f/d)", " - Full Time", " - Evenings", " | Fixed Term", " II")
_TRICKS = ('=HYPERLINK("http://evil.sample.test/","{}")', "<script>alert(1)</script>{}", "@SUM(1+1)*{}", "+{}", "\t={}")


@dataclass(frozen=True, slots=True)
class Ask:
    """A skill that a text asks, as it is written, and where: duty, requirement or nice (to have)."""

    skill: Skill
    form: str
    slot: str


@dataclass(frozen=True, slots=True)
class CredentialAsk:
    """A credential that a text names, as it is written, and what it asks of it."""

    key: str
    form: str
    requirement: str


@dataclass(frozen=True, slots=True)
class Pay:
    """What is paid; shown in one of the styles of `texts`."""

    low: float
    high: float
    unit: str
    currency: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """One opening at one place. `text` names the random stream of its text: two cities may share one."""

    key: str
    text: str
    employer: Employer
    occupation: int
    title: str
    place: dict[str, str]
    remote: bool
    first_week: int
    last_week: int
    posted: date
    asks: tuple[Ask, ...]
    credentials: tuple[CredentialAsk, ...]
    decoys: tuple[tuple[str, Skill, str], ...]  # where (about, benefits, hidden, negated), skill, form
    pay: Pay | None
    experience_years: int  # 0 where none is asked
    education: str  # bachelor, master, high school, none (needed), or '' where nothing is said
    several_cities: bool = False


def vacancies(economy: Economy, employers: tuple[Employer, ...], scale: float, seed: int) -> Iterator[Vacancy]:
    """All vacancies in order; some stand in a second city too."""
    random = stream(f"{seed}:vacancies")
    volumes = [e.volume for e in employers]
    about = {e.name: _about(economy, e, seed) for e in employers}
    count = max(200, round(VACANCIES * scale))
    for number, employer in enumerate(random.choices(employers, volumes, k=count)):
        vacancy = _vacancy(economy, seed, number, employer, about[employer.name])
        if random.random() >= _SECOND_CITY:
            yield vacancy
            continue
        other = random.choice([p for p in PLACES if p["city"] != vacancy.place["city"]])
        yield (first := replace(vacancy, several_cities=True, remote=False))
        yield replace(first, key=f"{first.key}b", place=other, pay=None)


def _about(economy: Economy, employer: Employer, seed: int) -> tuple[tuple[str, Skill, str], ...]:
    """The skills that an employer's own praise of itself names in each of its advertisements."""
    random = stream(f"{seed}:about:{employer.name}")
    fields = economy.occupations[random.choice(employer.occupations)].fields
    own = [s for f in fields for s in economy.by_field[f] if s.nouns]
    return tuple(("about", s, random.choice(s.nouns)) for s in random.sample(own, random.choice((0, 1, 2, 2))))


def _weeks(random: Random) -> tuple[int, int, date]:
    """First and last week open, and the day posted: the first crawl finds a stock that is already weeks old."""
    in_stock = random.random() < LIFE / (LIFE + WEEKS - 1)
    first = 0 if in_stock else random.randrange(1, WEEKS)
    last, age = first, 0
    while random.random() < _STILL_OPEN:
        last += 1
    while in_stock and random.random() < _STILL_OPEN:
        age += 1
    return first, min(last, WEEKS - 1), monday(first - age) - timedelta(days=random.randrange(7))


def _vacancy(
    economy: Economy, seed: int, number: int, employer: Employer, about: tuple[tuple[str, Skill, str], ...]
) -> Vacancy:
    random = stream(f"{seed}:vacancy:{number}")
    occupation = random.choices(employer.occupations, cum_weights=employer.mix)[0]
    first, last, posted = _weeks(random)
    skills, weights, most = economy.asked(occupation, first)
    asks = tuple(_ask(random, skills[i]) for i in pick(random, weights, random.randint(FEWEST, most)))
    kind = economy.occupations[occupation]
    title = random.choices([x for x, _ in _LEVELS], [w for _, w in _LEVELS])[0] + random.choice(kind.titles)
    if number % 1_117 == 3:
        title = _TRICKS[number // 1_117 % len(_TRICKS)].format(title)
    else:
        title += random.choice(_TAILS)
    place = random.choices(PLACES, [float(p["weight"]) for p in PLACES])[0]
    return Vacancy(
        key=f"v{number:06d}",
        text=f"{seed}/{number}",
        employer=employer,
        occupation=occupation,
        title=title,
        place=place,
        remote=kind.degree and random.random() < REMOTE_SHARE * 2,
        first_week=first,
        last_week=last,
        posted=posted,
        asks=asks,
        credentials=tuple(_credentials(random, kind.credentials)),
        decoys=_decoys(economy, random, asks, about),
        pay=_pay(random, kind.pay, place["currency"]),
        experience_years=random.choice((0, 0, 0, *range(1, 9))),
        education=random.choice(_EDUCATION[kind.degree]),
    )


def _ask(random: Random, skill: Skill) -> Ask:
    verb = bool(skill.verbs) and (not skill.nouns or random.random() < 0.5)
    slot = random.choices(("duty", "requirement", "nice"), (5, 4, 1) if verb else (2, 6, 2))[0]
    return Ask(skill, random.choice(skill.verbs if verb else skill.nouns), slot)


def _credentials(random: Random, keys: tuple[str, ...]) -> Iterator[CredentialAsk]:
    for key in keys:
        if random.random() < 0.8 / len(keys) + 0.1:
            row = CREDENTIALS[key]
            requirement = random.choice(row["requirements"].split())
            yield CredentialAsk(key, random.choice(row["forms"].split(";")), requirement)


def _decoys(
    economy: Economy, random: Random, asks: Iterable[Ask], about: tuple[tuple[str, Skill, str], ...]
) -> tuple[tuple[str, Skill, str], ...]:
    asked = {ask.skill.concept_uri for ask in asks}
    places = [where for where, chance, count in _DECOYS if random.random() < chance for _ in range(count)]
    drawn = random.sample([s for s in economy.skills if s.nouns and s.concept_uri not in asked], len(places))
    return about + tuple((w, s, random.choice(s.nouns)) for w, s in zip(places, drawn, strict=True))


def _pay(random: Random, usual: tuple[float, float, str], currency: str) -> Pay | None:
    if random.random() < 0.35:
        return None
    low, high, unit = usual
    shift = random.uniform(0.92, 1.12) * _RATES[currency]
    step = 0.5 if unit == "hour" else 500
    return Pay(round(low * shift / step) * step, round(high * shift / step) * step, unit, currency)
