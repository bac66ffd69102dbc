"""A table of official vacancies by occupation or industry, as an analyst gives it to weight the corpus by."""

import csv
import math
import re
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from reports.measures.units.counting import ALL

NEEDED = ("scheme", "code", "vacancies")
TYPES: Final = {
    **dict.fromkeys(("place", "scheme", "code", "begins"), "string"),
    "vacancies": "Float64",
    "source": "string",
    "period": "string",
}
CODES: Final = {
    "isco_group": (re.compile(r"(?:OC)?(\d{1,4})"), "1 to 4 digits of ISCO-08"),
    "nace_section": (re.compile(r"([A-U])(?:[-_]([A-U]))?"), "a section of NACE Rev. 2, A to U, or a range as B-E"),
    "onet_soc": (re.compile(r"(\d\d)(?:-(?:(\d{4})(?:\.\d\d)?)?)?"), "a code of O*NET-SOC as 15-0000 or 15-1252"),
    "naics": (re.compile(r"(\d\d)(?:-(\d\d))?"), "a sector of NAICS of two digits, or a range as 31-33"),
}
SECTORS: Final = {**dict.fromkeys(("32", "33"), "31"), "45": "44", "49": "48"}  # NAICS sectors of several numbers


class Stratum(NamedTuple):
    """One line of a table."""

    place: str
    scheme: str
    code: str
    begins: tuple[str, ...]
    vacancies: float
    source: str | None
    period: str | None
    line: int


class OfficialVacanciesError(ValueError):
    """A table that cannot be used; the message says where and why."""


def official_vacancies(file: Path, occupations: Collection[str] = ()) -> pd.DataFrame:
    """The table in `file`: CSV in UTF-8 with columns scheme, code, vacancies and, if given, place, source, period.

    `scheme` is isco_group, nace_section, onet_soc or naics, one in a file; `place` a country (ISO 3166) or `all`, the
    default. Columns of the frame: those, and `begins`: what the codes of a stratum begin with, joined by spaces. Raises
    `OfficialVacanciesError` with the line: a column missing, a number below 0 or none, a scheme, code or place that is
    not known, a code twice or within another, two schemes, a place without a vacancy. `occupations`: the groups of
    ISCO-08, where they are at hand to tell a code that is none.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            lines = csv.DictReader(opened)
            for name in NEEDED:
                _refuse_unless(name in (lines.fieldnames or ()), 1, f"there is no column {name}")
            strata = [_stratum(line, lines.line_num) for line in lines if any(line.values())]
        _check(strata)
        for each in strata if occupations and strata[0].scheme == "isco_group" else ():
            _refuse_unless(each.begins[0] in occupations, each.line, f"code {each.code!r} is no group of ISCO-08")
    except OfficialVacanciesError as error:
        raise OfficialVacanciesError(f"{file.name}, {error}") from None
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise OfficialVacanciesError(f"{file.name} cannot be read as a CSV file in UTF-8: {error}") from error
    rows = [each._asdict() | {"begins": " ".join(each.begins)} for each in strata]
    return pd.DataFrame(rows)[list(TYPES)].astype(TYPES)


def none_given() -> pd.DataFrame:
    """A table without a row, typed: what there is where no analyst gave one."""
    return pd.DataFrame(columns=list(TYPES)).astype(TYPES)


def _stratum(line: dict[str, str | None], number: int) -> Stratum:
    told = {name: (line.get(name) or "").strip() for name in (*NEEDED, "place", "source", "period")}
    scheme, place = told["scheme"], told["place"].upper() or ALL.upper()
    _refuse_unless(scheme in CODES, number, f"scheme {scheme!r} is none of {', '.join(CODES)}")
    pattern, meaning = CODES[scheme]
    code = pattern.fullmatch(told["code"].upper())
    begins = _begins(scheme, code) if code else ()
    _refuse_unless(bool(begins), number, f"code {told['code']!r} is not {meaning}")
    _refuse_unless(_is_place(place), number, f"place {told['place']!r} is neither `all` nor a country of ISO 3166")
    count = _number(told["vacancies"])
    _refuse_unless(0 <= count < math.inf, number, f"vacancies {told['vacancies']!r} is not a number from 0 up")
    place = ALL if place == ALL.upper() else place
    return Stratum(place, scheme, told["code"], begins, count, told["source"] or None, told["period"] or None, number)


def _begins(scheme: str, code: "re.Match[str]") -> tuple[str, ...]:
    """What the codes of the corpus within `code` begin with; nothing for a range that ends before it begins."""
    first, last = code[1], code[code.re.groups] or code[1]
    if scheme == "onet_soc":
        return (f"{first}-{(code[2] or '').rstrip('0')}",)
    if scheme == "nace_section":
        return tuple(chr(letter) for letter in range(ord(first), ord(last) + 1))
    if scheme == "naics":
        sectors = (f"{sector:02}" for sector in range(int(first), int(last) + 1))
        return tuple(dict.fromkeys(SECTORS.get(sector, sector) for sector in sectors))
    return (first,)


def _is_place(place: str) -> bool:
    from pycountry import countries  # reads all countries of the world: only where a table is given

    return place == ALL.upper() or countries.get(alpha_2=place) is not None


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _check(strata: list[Stratum]) -> None:
    """Refuses two schemes, codes that overlap, and places without a vacancy."""
    _refuse_unless(bool(strata), 1, "there is no line below the header")
    for each in strata:
        _refuse_unless(each.scheme == strata[0].scheme, each.line, f"a second scheme, beside {strata[0].scheme}")
    for place in dict.fromkeys(each.place for each in strata):
        here = [each for each in strata if each.place == place]
        _refuse_unless(any(each.vacancies for each in here), here[0].line, f"no line of {place} has a vacancy")
        parts = sorted((begin, each.line, each.code) for each in here for begin in each.begins)
        for (outer, line, code), (inner, other, within) in pairwise(parts):
            clear = not inner.startswith(outer)
            _refuse_unless(clear, other, f"{within} of {place} counts again what {code} in line {line} counts")


def _refuse_unless(right: bool, line: int, why: str) -> None:
    if not right:
        raise OfficialVacanciesError(f"line {line}: {why}")
