"""What is typed behind an option: read, or refused in one clear sentence."""

import argparse
from datetime import date
from math import inf
from pathlib import Path

MOST_CANDIDATES = 1_000
MOST = 1e12
LONGEST = 2_000  # characters of a name or a list of them
FIRST_YEAR = 1900  # measures look years back from a day, and there is none before the year 1


def day(text: str) -> date:
    """A day as ISO 8601 writes it."""
    try:
        if (given := date.fromisoformat(text)).year >= FIRST_YEAR:
            return given
        raise argparse.ArgumentTypeError(f"{text!r} is before {FIRST_YEAR}, where no market is known of")
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: give it as YYYY-MM-DD") from None


def name(text: str) -> str:
    """What something is called, as files and pages can hold it."""
    if len(text) > LONGEST:
        raise argparse.ArgumentTypeError(f"a name of {len(text):,} characters is too long: give at most {LONGEST:,}")
    if any("\ud800" <= character <= "\udfff" for character in text):  # bytes that are no text
        raise argparse.ArgumentTypeError(f"{text!r} is no name: give text in UTF-8")
    return text


def days(text: str) -> int:
    """A number of days."""
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of days")
    return int(text)


def count(text: str) -> int:
    """How many candidates."""
    if text.isdecimal() and 0 < int(text) <= MOST_CANDIDATES:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_CANDIDATES}")


def price(text: str) -> float:
    """An amount of money; 0 is free."""
    return _number(text, "a price: give a number from 0 to 10^12", least=0)


def hours(text: str) -> float:
    """A length; nothing takes no time."""
    return _number(text, "a length: give a number of hours above 0, up to 10^12", least=1e-9)


def _number(text: str, what: str, least: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -inf
    if least <= number <= MOST:  # NaN neither
        return number
    raise argparse.ArgumentTypeError(f"{text!r} is not {what}")


def publish_options(command: argparse.ArgumentParser) -> None:
    """What `publish` can be asked beside its places."""
    command.add_argument("--as-of", type=day, metavar="DATE", help="the market as it was on that day (the newest run)")
    command.add_argument(
        "--method", type=name, metavar="NAME", help="with the tags of an older method, as its report names it"
    )
    command.add_argument(
        "--place", type=name, metavar="CODE", help="of this place alone: remote, or ISO 3166 as US or US-NY"
    )
    command.add_argument("--industry", type=name, metavar="CODE", help="of this section of NACE alone, as Q")
    command.add_argument(
        "--occupation",
        type=name,
        metavar="OCCUPATION",
        help="of this occupation alone: its ISCO-08 code (a part of it is a wider group), name or a job title",
    )
    command.add_argument("--currency", type=name, metavar="CODE", help="of all amounts, as ISO 4217 names it (USD)")
    command.add_argument("--language", type=name, metavar="CODE", help="that the report speaks: en or de (en)")
    command.add_argument("--since", type=day, metavar="DATE", help="what changed since that day (four weeks before)")
    command.add_argument(
        "--weights",
        type=Path,
        metavar="FILE",
        help="official vacancies to weight the shares to, beside the plain ones: a CSV file with the columns scheme "
        "(isco_group, nace_section, onet_soc or naics), code, vacancies and, if it has several, place "
        "(weights.csv in the home)",
    )
    command.add_argument(
        "--pathway",
        action="append",
        type=name,
        default=[],
        metavar="OCCUPATION",
        help="the offers that lead into this occupation too: its ISCO-08 code, name or a job title; may be repeated",
    )


def whatif_options(command: argparse.ArgumentParser) -> None:
    """The plan that `whatif` tells of."""
    command.add_argument(
        "--skills", type=name, required=True, metavar="NAMES", help="names or addresses of ESCO's, parted by ;"
    )
    command.add_argument("--price", type=price, metavar="AMOUNT", help="of the whole; 0 is free")
    command.add_argument("--hours", type=hours, metavar="HOURS", help="of work in all")
    command.add_argument("--currency", type=name, metavar="CODE", help="of the price, as ISO 4217 names it (USD)")
    command.add_argument("--place", type=name, default="all", metavar="CODE", help="all, remote, US or US-NY (all)")
    command.add_argument("--as-of", type=day, metavar="DATE", help="the market as it was on that day (the newest run)")


def pack_options(command: argparse.ArgumentParser) -> None:
    """The credential that `pack` tells of."""
    command.add_argument(
        "credential", type=name, help="its name, in any case, as the report's page of credentials has it"
    )
    command.add_argument(
        "--issuer", type=name, metavar="NAME", help="where several have one of that name (the most named one's)"
    )
    command.add_argument("--place", type=name, default="all", metavar="CODE", help="all, remote, US or US-NY (all)")
    command.add_argument("--as-of", type=day, metavar="DATE", help="the market as it was on that day (the newest run)")
