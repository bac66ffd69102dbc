"""How a figure is said: one decimal for shares, grouped counts, an interval and a base beside every number."""

import math
from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas as pd

from reports.language import _, spoken

NOT_STATED = "–"
NAME_LENGTH = 100


def absent(value: Any) -> bool:
    """Whether a cell of a frame states nothing (None, NA, NaN, NaT, infinite, blank)."""
    if value is None or value is pd.NA or value is pd.NaT or value == "":
        return True
    return isinstance(value, float) and not math.isfinite(value)


def count(value: Any) -> str:
    """6204 → `6,204`, grouped as the report's language does."""
    return NOT_STATED if absent(value) else spoken().digits(f"{round(float(value)):,}")


def number(value: Any, digits: int = 2) -> str:
    """0.4054 → `0.41`, with a true minus sign."""
    return NOT_STATED if absent(value) else spoken().digits(f"{float(value):,.{digits}f}".replace("-", "−"))


def share(value: Any) -> str:
    """0.1178 → `11.8 %`, the space unbreakable."""
    return NOT_STATED if absent(value) else f"{number(100 * float(value), 1)}\u00a0%"


def interval(low: Any, high: Any) -> str:
    """Of a share: 0.112, 0.124 → `11.2–12.4`, to stand behind the share it belongs to."""
    if absent(low) or absent(high):
        return NOT_STATED
    return f"{number(100 * float(low), 1)}–{number(100 * float(high), 1)}"


def gap_interval(low: Any, high: Any) -> str:
    """Of a gap, in natural logarithms: `−0.12 to 0.40`."""
    return NOT_STATED if absent(low) or absent(high) else _("{} to {}").format(number(low), number(high))


def ratio(gap: Any, low: Any = None, high: Any = None) -> str:
    """A gap in words, no more exact than its interval: ln 4.1 → `4.1 times`; ln 79 of 7 to 670 → `about 80 times`."""
    if absent(gap):
        return NOT_STATED
    factor, width = math.exp(abs(float(gap))), 0.0 if absent(low) or absent(high) else float(high) - float(low)
    if width <= math.log(2):
        return _("{} times").format(number(factor, 1))
    return _("about {} times").format(_rough(factor) if width > math.log(10) else _end(factor))


def ratio_interval(low: Any, high: Any) -> str:
    """The ends of a gap as factors: ln 6.6, ln 674 → `7 to 670`."""
    if absent(low) or absent(high):
        return NOT_STATED
    return _("{} to {}").format(_end(math.exp(float(low))), _end(math.exp(float(high))))


def factor(gap: Any, low: Any, high: Any) -> str:
    """A gap as asked ÷ taught with its interval, for a cell: `10 (2.9 to 47)`, `0.2 (0.04 to 0.7)`."""
    if absent(gap) or absent(low) or absent(high):
        return NOT_STATED
    said, width = math.exp(float(gap)), float(high) - float(low)
    return f"{_rough(said) if width > math.log(10) else _end(said)} ({ratio_interval(low, high)})"


def _rough(factor: float) -> str:
    """To one figure: 78.7 → `80`, 6.6 → `7`; below 3 to one decimal."""
    return _figures(factor, 1) if factor >= 2.95 else _end(factor)


def _end(factor: float) -> str:
    """To two figures, to the whole from 5 on: 674 → `670`, 6.6 → `7`, 2.94 → `2.9`, 0.043 → `0.04`."""
    return _figures(factor, 2) if factor >= 4.95 else number(factor, max(1, -math.floor(math.log10(1.05 * factor))))


def _figures(factor: float, figures: int) -> str:
    return number(round(factor, figures - 1 - math.floor(math.log10(factor))), 0)


def text(value: Any) -> str:
    """Any other value, or a dash where nothing is stated."""
    return NOT_STATED if absent(value) else str(value)


def day(value: Any) -> str:
    """`23 November 2026`, whatever the machine's locale."""
    if absent(value) or not isinstance(value, date):
        return NOT_STATED
    return _("{day} {month} {year}").format(day=value.day, month=spoken().month(value.month), year=value.year)


def plural(number_of: Any, one: str, many: str = "") -> str:
    """`1 offer`, `2 offers`, `no offers`. Both forms are texts of ours, found as one plural entry of the catalogue."""
    amount = 0 if absent(number_of) else round(float(number_of))
    return f"{count(amount) if amount else _('no')} {spoken().words(one, many or one + 's', amount)}"


def brief(label: Any) -> str:
    """A name of any length, cut where it is longer than any that a reader would read to its end."""
    name = str(label)
    return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"


def quoted(label: Any) -> str:
    """A skill's or credential's name within a sentence: in quotation marks where it could be taken for the sentence."""
    name = brief(label)
    return name if name[:1].isupper() or not name[:1].isalpha() else _("“{}”").format(name)


def vacancies(number_of: Any) -> str:
    """`6,204 vacancies`."""
    return plural(number_of, "vacancy", "vacancies")


def joined(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    words = list(parts)
    return _(" and ").join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def place_name(code: Any) -> str:
    """`all` → `all places`, `remote` → `remote`, an ISO 3166 code with the country's name where we know it."""
    import pycountry

    if absent(code) or code in {"all", "remote"}:
        return _("remote") if code == "remote" else _("all places")
    if len(str(code)) == 2:
        country = pycountry.countries.get(alpha_2=str(code))
        return f"{spoken().country(str(code), country.name)} ({code})" if country else str(code)
    found = pycountry.subdivisions.get(code=str(code))  # type: ignore[no-untyped-call]
    return f"{found.name.partition(' [')[0]} ({code})" if found else str(code)  # Wales [Cymru GB-CYM]
