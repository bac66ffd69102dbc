"""How prices and lengths are said: in the report's currency, a median with its interval and what it rests on."""

from collections.abc import Callable
from typing import Any

from reports.credential_types import NOT_SAID
from reports.currency import report_currency
from reports.language import _
from reports.page import Cell
from reports.rows import Row
from reports.voice import NOT_STATED, absent, count, number
from warehouse.records import CredentialType

VALUES = ("price", "hours", "price_per_hour")
_ORDER = {str(kind): place for place, kind in enumerate(CredentialType)}
WHOLE_FROM = 1_000  # an amount that large needs no cents
FEW, FEW_PROVIDERS = 10, 3
LEAST_OF_A_HALF = 4


def amount(value: Any) -> str:
    """`13.93`, `4,429`."""
    return NOT_STATED if absent(value) else number(value, 0 if abs(value) >= WHOLE_FROM else 2)


def money(value: Any, currency: Any = None) -> str:
    """`13.93 USD`, unbreakable; in the report's currency unless another is given."""
    return (
        NOT_STATED if absent(value) else f"{amount(value)}\u00a0{report_currency() if currency is None else currency}"
    )


def hours(value: Any) -> str:
    """`56`, and `2.5` where the half matters."""
    return NOT_STATED if absent(value) else number(value, 0 if value >= FEW else 1)


def by_kind(rows: list[Row]) -> list[Row]:
    """Rows by their type of credential, from the badge to the degree, then kinds of others' and what is not stated."""

    def order(row: Row) -> tuple[int, bool, str]:
        kind = str(row["credential_type"])
        return _ORDER.get(kind, len(_ORDER)), kind == NOT_SAID, kind

    return sorted(rows, key=order)


def is_thin(row: Row, value: str) -> bool:
    """Whether a median rests on fewer than 10 offers or 3 providers."""
    return bool(row[f"{value}_count"] < FEW or row[f"{value}_provider_count"] < FEW_PROVIDERS)


def has_interval(row: Row, value: str) -> bool:
    """Whether an interval says something: of one provider's offers it would not."""
    return row[f"{value}_provider_count"] > 1 and not absent(row[f"{value}_median_low"])


def ends(row: Row, value: str) -> str:
    """The interval of a median: `12.60 to 14.62`."""
    said = hours if value == "hours" else amount
    return _("{} to {}").format(said(row[f"{value}_median_low"]), said(row[f"{value}_median_high"]))


def amount_cell(value: Any, told: Callable[[Any], str]) -> Cell:
    """An amount of money or hours as it is told, sorted by its size."""
    return Cell(told(value), order="" if absent(value) else float(value))


def median_cell(row: Row, value: str) -> Cell:
    """A median with its interval and how many state it: `13.93 (12.60 to 14.62), n = 234`."""
    if not row[f"{value}_count"]:
        return Cell(NOT_STATED, order="")
    said = (hours if value == "hours" else amount)(row[f"{value}_median"])
    base = _("n = {}").format(count(row[f"{value}_count"]))
    if is_thin(row, value):
        return Cell(_("thin: {} ({})").format(said, base), order=row[f"{value}_median"], mark="thin")
    return Cell(f"{said} ({ends(row, value)}), {base}", order=row[f"{value}_median"])


def middle_cell(row: Row, value: str) -> Cell:
    """Between which values the middle half lies; of fewer than 4 there is no half to speak of."""
    if absent(row[f"{value}_count"]) or row[f"{value}_count"] < LEAST_OF_A_HALF:
        return Cell(NOT_STATED, order="")
    said = hours if value == "hours" else amount
    low, high = row[f"{value}_low_quartile"], row[f"{value}_high_quartile"]
    return Cell(_("{} to {}").format(said(low), said(high)), order=low)
