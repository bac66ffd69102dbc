"""The commands that answer one question, with a page to print and its tables."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands import DONE, progress, settings_of, tell

if TYPE_CHECKING:
    from reports.page import Page


def pack(asked: Namespace) -> int:
    """`credscope pack`: the evidence on one credential."""
    from flows.steps.pack import Wanted
    from flows.steps.pack import pack as step

    wanted = Wanted(asked.credential, asked.issuer, asked.place)
    return _told(*step(settings_of(asked), wanted, asked.as_of, progress))


def whatif(asked: Namespace) -> int:
    """`credscope whatif`: what a plan would meet."""
    from flows.steps.whatif import Asked
    from flows.steps.whatif import whatif as step

    plan = Asked(asked.skills, asked.price, asked.hours, asked.currency, asked.place)
    return _told(*step(settings_of(asked), plan, asked.as_of, progress))


def _told(folder: Path, page: "Page") -> int:
    """The findings, a line each, and where their page lies."""
    for sentence in (page.question, page.title, *page.lead):
        tell(str(sentence))
    tell(f"page: {folder / 'index.html'}")
    return DONE
