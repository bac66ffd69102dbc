"""In which language a report speaks: its words come from `locale/<code>.po`, its numbers and months from CLDR (Babel).

English is the language of the source. A text that a catalogue lacks is shown in English and kept in `untranslated`,
which a test reads: nothing of ours goes untold in another language, and nothing of a source is ever translated.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.core import Locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

HERE = Path(__file__).parent / "locale"
ENGLISH = "en"


class UnknownLanguageError(ValueError):
    """No catalogue speaks the language asked for."""


@dataclass(frozen=True)
class Language:
    """One language: its code, its words, and how it writes numbers and months."""

    code: str
    catalogue: Catalog | None = None
    untranslated: set[str] = field(default_factory=set)

    def words(self, message: str, plural: str | None = None, amount: int = 1) -> str:
        """The message (of several: that for the amount) in this language."""
        if self.catalogue is None or not message:
            return message if plural is None or amount == 1 else plural
        found = self.catalogue.get(message)
        said = found.string if found else ""
        forms = said if isinstance(said, (tuple, list)) else (said,) * self.catalogue.num_plurals
        told = forms[0 if plural is None or amount == 1 else -1]
        if not told:
            self.untranslated.update({message} if any(map(str.isalpha, message)) else ())
            return message if plural is None or amount == 1 else plural
        return str(told)

    def digits(self, written: str) -> str:
        """`1,234.5` as this language writes it."""
        return written.translate(_separators(self.code))

    def month(self, number: int) -> str:
        """The name of a month, 1 to 12."""
        return str(Locale.parse(self.code).months["format"]["wide"][number])

    def country(self, code: str, name: str) -> str:
        """A country by its ISO 3166-1 code; `name` is the English one."""
        return name if self.catalogue is None else str(Locale.parse(self.code).territories.get(code, name))


def languages() -> list[str]:
    """The codes of all languages that a report speaks."""
    return [ENGLISH, *sorted(file.stem for file in HERE.glob("*.po"))]


@cache
def language(code: str) -> Language:
    """A language by its ISO 639-1 code. Raises `UnknownLanguageError`."""
    if code == ENGLISH:
        return Language(ENGLISH)
    if code not in languages():
        raise UnknownLanguageError(f"{code!r} is no language of the reports: give one of {', '.join(languages())}")
    with (HERE / f"{code}.po").open("rb") as file:
        return Language(code, read_po(file, locale=code))


_SPOKEN: ContextVar[str] = ContextVar("language", default=ENGLISH)


def spoken() -> Language:
    """The language of the report that is being written."""
    return language(_SPOKEN.get())


@contextmanager
def speaking(code: str) -> Iterator[Language]:
    """Within the context, reports speak this language. Raises `UnknownLanguageError`."""
    found = language(code)
    token = _SPOKEN.set(code)
    try:
        yield found
    finally:
        _SPOKEN.reset(token)


def _(message: str) -> str:
    """A text of ours in the language of the report; parts are filled in afterwards, with `format` or `says`."""
    return spoken().words(message)


@cache
def _separators(code: str) -> dict[int, str]:
    symbols = Locale.parse(code).number_symbols["latn"]
    return {ord(","): symbols["group"], ord("."): symbols["decimal"]}
