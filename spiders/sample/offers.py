"""The fictional offers: who teaches what, at which price, since when, and which of them are resold elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random

from spiders.sample.economy import FEWEST_TAUGHT, RING_FENCED, WEEKS, Economy, pick, stream
from spiders.sample.lexicon import Skill
from spiders.sample.organizations import GIANT_SHARE, GIANTS, RESELLER, Provider
from spiders.sample.vacancies import CREDENTIALS, PLACES, Ask

OFFERS = 1_050
RESOLD_SHARE = 0.12
_KINDS = {
    "sample-commons": ("course",) * 4 + ("bootcamp",),
    "sample-plainfield": ("course",),
    "sample-registry": ("certificate", "micro-credential", "badge", "course", "diploma"),
    "sample-emblem": ("badge", "badge", "micro-credential"),
    "sample-collegium": ("course", "certificate", "micro-credential"),
    "sample-terrascope": ("course", "bootcamp", "micro-credential"),
}
_HOURS = {"badge": (4, 20), "course": (15, 90), "certificate": (60, 300), "micro-credential": (40, 160)}
_PREPARED = (
    "security-plus",
    "pmp",
    "cpa",
    "aws-sa",
    "cna",
    "first-aid",
    "forklift",
    "cdl",
    "comptia-a",
    "ccna",
    "servsafe",
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One credential of one provider, as a source shows it."""

    key: str
    source: str
    provider: Provider
    field: str
    kind: str
    taught: tuple[Ask, ...]
    decoys: tuple[tuple[str, Skill, str], ...]  # where (prerequisite, about), skill, form
    prepares: str  # key of the credential that it prepares for, or ''
    price: float | None  # in US dollars; 0 is free, None not stated
    monthly: bool
    raise_week: int  # from this week on the price is a different one
    raised: float | None
    hours: int
    weeks: int
    level: str
    self_paced: bool
    mode: str  # online, onsite or blended
    place: dict[str, str] | None
    rating: float | None
    learners: int
    credits: int
    first_week: int
    last_week: int
    resale_of: str = ""  # key of the original

    def price_in(self, week: int) -> float | None:
        """The price shown in a week."""
        return self.raised if week >= self.raise_week else self.price


def offers(economy: Economy, providers: tuple[Provider, ...], scale: float, seed: int) -> Iterator[Offer]:
    """All offers, the originals first."""
    random = stream(f"{seed}:offers")
    count = max(60, round(OFFERS * scale))
    many, giants = providers[: -len(GIANTS)], providers[-len(GIANTS) :]
    fenced = round(count * economy.offer_shares[RING_FENCED])
    who = [giant for giant in giants for _ in range(round(fenced * GIANT_SHARE))]
    who += random.choices(many, [p.volume for p in many], k=count - len(who))
    originals = []
    for number, provider in enumerate(who):
        own = stream(f"{seed}:offer:{number}")
        field = RING_FENCED if number < fenced else own.choices(provider.fields, cum_weights=provider.mix)[0]
        originals.append(_offer(economy, own, f"o{number:06d}", provider, field))
    yield from originals
    yield from _resold(originals, random)


def _offer(economy: Economy, random: Random, key: str, provider: Provider, field: str) -> Offer:
    skills, weights, most = economy.taught(field)
    count = random.randint(min(FEWEST_TAUGHT, most), most)
    taught = tuple(_teach(random, skills[i]) for i in pick(random, weights, count))
    kind = random.choice(_KINDS[provider.source])
    hours = random.randint(*_HOURS.get(kind, (120, 480)))
    first, last = _shown(random)
    price = random.choice((0.0, None, *[round(hours * random.uniform(4, 22), -1) + 9.0] * 6))
    changes = bool(price) and random.random() < 0.15
    self_paced = random.random() < 0.6
    online = random.random() < 0.65
    return Offer(
        key=key,
        source=provider.source,
        provider=provider,
        field=field,
        kind=kind,
        taught=taught,
        decoys=_decoys(economy, random, taught),
        prepares=random.choice(_PREPARED) if random.random() < 0.06 else "",
        price=price,
        monthly=bool(price) and random.random() < 0.1,
        raise_week=random.randrange(2, WEEKS - 1) if changes else WEEKS,
        raised=round(price * random.choice((0.7, 0.8, 0.9, 1.1, 1.2)), 2) if price and changes else price,
        hours=hours,
        weeks=max(1, round(hours / random.choice((3, 5, 8)))),
        level=random.choice(("Beginner", "Introductory", "Intermediate", "Advanced")),
        self_paced=self_paced and online,
        mode="online" if online else random.choice(("onsite", "blended")),
        place=None if online else random.choice(PLACES),
        rating=round(random.uniform(3.2, 5.0), 1) if random.random() < 0.6 else None,
        learners=int(random.lognormvariate(5.5, 1.6)),
        credits=random.choice((0, 0, 0, 1, 2, 3, 5)),
        first_week=first,
        last_week=last,
    )


def _teach(random: Random, skill: Skill) -> Ask:
    return Ask(skill, random.choice(skill.nouns + skill.verbs), "taught")


def _shown(random: Random) -> tuple[int, int]:
    """First and last week: most offers stay throughout, some appear, some disappear."""
    first = 0 if random.random() < 0.85 else random.randrange(1, WEEKS)
    return first, WEEKS - 1 if random.random() < 0.9 else random.randrange(first, WEEKS)


def _decoys(economy: Economy, random: Random, taught: Iterable[Ask]) -> tuple[tuple[str, Skill, str], ...]:
    own = {ask.skill.concept_uri for ask in taught}
    free = [s for s in economy.skills if s.nouns and s.concept_uri not in own]
    places = [w for w, chance in (("prerequisite", 0.25), ("about", 0.2), ("about", 0.1)) if random.random() < chance]
    drawn = random.sample(free, len(places))
    return tuple((w, s, random.choice(s.nouns)) for w, s in zip(places, drawn, strict=True))


def _resold(originals: list[Offer], random: Random) -> Iterator[Offer]:
    """The reseller's shelf: the same credentials at another price."""
    own_pages = [o for o in originals if o.source in {"sample-commons", "sample-collegium", "sample-terrascope"}]
    for number, original in enumerate(random.sample(own_pages, round(len(originals) * RESOLD_SHARE))):
        first = min(original.last_week, original.first_week + random.choice((0, 0, 0, 2)))
        price = None if original.price is None else round(original.price * random.choice((0.8, 0.9, 1.0)), 2)
        yield replace(
            original,
            key=f"r{number:06d}",
            source=RESELLER[0],
            resale_of=original.key,
            price=price,
            raised=price,
            raise_week=WEEKS,
            first_week=first,
        )


def prepared_for(offer: Offer) -> dict[str, str] | None:
    """The row of the credential that an offer prepares for."""
    return CREDENTIALS[offer.prepares] if offer.prepares else None
