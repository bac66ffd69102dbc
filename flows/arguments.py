"""What is typed behind an option: read, or refused in one clear sentence."""

import argparse
from datetime import date
from math import inf

MOST_CANDIDATES = 1_000
MOST = 1e12


def day(text: str) -> date:
    """A day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day: give it as YYYY-MM-DD") from None


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
    return _number(text, "a price: give a number of 0 or more", least=0)


def hours(text: str) -> float:
    """A length; nothing takes no time."""
    return _number(text, "a length: give a number of hours above 0", least=1e-9)


def _number(text: str, what: str, least: float) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -inf
    if least <= number <= MOST:  # NaN neither
        return number
    raise argparse.ArgumentTypeError(f"{text!r} is not {what}")
