"""What part of the market a report is of, in a sentence for the head of each page."""

from typing import TYPE_CHECKING

from reports.currency import US_DOLLAR, report_currency
from reports.language import _
from reports.voice import place_name

if TYPE_CHECKING:
    import pandas as pd

    from warehouse.frames import Market


def view_sentence(market: "Market") -> str | None:
    """`Only vacancies of this part of the market: New York (US-NY).`; None: of the whole, in US dollars."""
    view, told = market.view, []
    parts = [] if view.place is None else [place_name(view.place)]
    if view.industry is not None:
        parts.append(_("industry {}").format(_named(view.industry, market.industries)))
    if view.occupation is not None:
        parts.append(_("occupation {}").format(_named(view.occupation, market.occupations)))
    if parts:
        told.append(_("Only vacancies of this part of the market: {}.").format("; ".join(parts)))
    if view.place is not None:
        told.append(_("Only offers that supply the place; an online offer supplies every place."))
    if report_currency() != US_DOLLAR:
        told.append(_("Amounts in {}.").format(report_currency()))
    return " ".join(told) or None


def _named(code: str, names: "pd.DataFrame") -> str:
    """`2512 Software developers`, or the code alone where no list names it."""
    found = names.loc[names.iloc[:, 0] == code, "preferred_label"].dropna()
    return f"{code} {found.iloc[0]}" if len(found) else code
