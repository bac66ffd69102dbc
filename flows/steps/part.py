"""The part of the market that a report is asked of, as it is typed, and what it means."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reports.currency import US_DOLLAR, quoted_currency
from reports.language import ENGLISH, language

if TYPE_CHECKING:
    import pandas as pd

    from warehouse.frames import StoredMarket
    from warehouse.view import View

NEAR = 5
LONGEST_CODE = 6  # of a place, as US-NY or GB-ENG


class NoSuchPartError(ValueError):
    """No vacancy is open in a place, an industry or an occupation; the text names near ones."""


class Part(NamedTuple):
    """A report's parameters; what is None is not restricted."""

    place: str | None = None
    industry: str | None = None
    occupation: str | None = None
    currency: str = US_DOLLAR
    language: str = ENGLISH

    @classmethod
    def of(
        cls,
        place: str | None = None,
        industry: str | None = None,
        occupation: str | None = None,
        currency: str | None = None,
        language: str | None = None,
    ) -> "Part":
        """From texts; an empty one (a form's field left alone) is none. `all` places are no restriction.

        Raises `UnknownCurrencyError`, `UnknownLanguageError`.
        """
        place, industry, occupation, currency, told = (
            " ".join(text.split()) or None if text else None
            for text in (place, industry, occupation, currency, language)
        )
        spoken = _language((told or ENGLISH).lower())
        everywhere = place and place.lower() == "all"
        quoted = quoted_currency(currency) if currency else US_DOLLAR
        return cls(None if everywhere else place, industry, occupation, quoted, spoken)

    def view(self, market: "StoredMarket", home: Path) -> "View":
        """What it restricts `market` to. Raises `NoSuchPartError` in one sentence."""
        from reports.voice import place_name
        from warehouse.view import WHOLE, View

        if not any(self[:3]):
            return WHOLE
        counts = market.open_parts()
        kinds = {kind: rows["code"].tolist() for kind, rows in counts.groupby("kind")}
        place, industry, occupation = (kinds.get(kind, []) for kind in View._fields)
        found = View(
            self.place and _known(self.place, "is in the place", {code: place_name(code) for code in place}),
            self.industry and _known(self.industry, "is of the industry", _named(industry, market.industries)),
            self.occupation and _occupation(self.occupation, _named(occupation, market.occupations), market, home),
        )
        if sum(map(bool, found)) > 1 and market.within(found).open_parts().empty:
            told = ", ".join(f"{name} {code}" for name, code in found._asdict().items() if code)
            raise NoSuchPartError(f"no open vacancy is of {told} at once: ask for fewer of them")
        return found

    def folder(self, view: "View") -> str:
        """The name of what such reports lie in, below `out`; empty for the report of the whole."""
        said = {**view._asdict(), "currency": self.currency, "language": self.language}
        usual = {"currency": US_DOLLAR, "language": ENGLISH}
        return ",".join(f"{name}={code}" for name, code in said.items() if code and code != usual.get(name))


EVERYTHING = Part()


def _language(code: str) -> str:
    return language(code).code


def _named(codes: Iterable[str], names: "pd.DataFrame") -> dict[str, str]:
    """Each code with the name that a list (code, preferred_label) has for it, else itself."""
    known = dict(zip(names.iloc[:, 0], names["preferred_label"], strict=True))
    return {code: str(known.get(code) or code) for code in codes}


def _occupation(typed: str, known: dict[str, str], market: "StoredMarket", home: Path) -> str:
    from flows.steps.occupation_codes import occupation_codes

    (code,) = occupation_codes([typed], market.occupations, home)
    return _known(code if code in known else typed, "is of the occupation", known, typed)


def _known(asked: str, lies: str, known: dict[str, str], typed: str | None = None) -> str:
    """The one code of `known` (code to label, most vacancies first) that is meant. Raises `NoSuchPartError`."""
    wanted = asked.casefold()
    exact = [code for code, label in known.items() if wanted in (code.casefold(), label.casefold())]
    fitting = exact or [code for code, label in known.items() if label.casefold().startswith(f"{wanted} (")]
    if len(fitting) == 1:
        return fitting[0]
    said = f"no open vacancy {lies} {typed or asked!r}; "
    if fitting:
        raise NoSuchPartError(f"{typed or asked!r} means several: give the code of one: {_listed(fitting, known)}")
    if not known:
        raise NoSuchPartError(f"{said}there is none of any other either: collect or import a source first")
    raise NoSuchPartError(f"{said}near ones: {_listed(_near(wanted, known), known)}")


def _near(wanted: str, known: dict[str, str]) -> list[str]:
    """What is called alike, or has a code that begins the same; what has the most vacancies where nothing does."""
    words = {word: code for code, label in known.items() for word in label.casefold().split()}
    words |= {label.casefold().partition(" (")[0]: code for code, label in known.items()}
    alike = [words[word] for word in get_close_matches(wanted, words, NEAR, 0.6)]
    alike += [code for word, code in words.items() if wanted in word and len(wanted) > 2]
    for length in range(len(wanted) if len(wanted) <= LONGEST_CODE else 0, 0, -1):
        begun = [code for code in known if code.casefold().startswith(wanted[:length])]
        if begun:
            alike += begun
            break
    return [*dict.fromkeys(alike)] or list(known)


def _listed(codes: Iterable[str], known: dict[str, str]) -> str:
    """`US-NY New York, GB United Kingdom`."""
    told = [f"{code} {known[code].removesuffix(f'({code})').strip()}" for code in codes if known[code] != code]
    return ", ".join([*told, *(code for code in codes if known[code] == code)][:NEAR])
