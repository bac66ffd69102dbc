"""Forget the archived answers that are older than their sources' retention."""

from datetime import date
from typing import TYPE_CHECKING

from flows.progress import Progress
from flows.settings import Settings

if TYPE_CHECKING:
    from spiders.prune import Pruned


def prune(
    where: Settings, today: date, older: int | None, progress: Progress, dry_run: bool = False
) -> tuple[list["Pruned"], list[str]]:
    """Prune every source's archives, those of its checks too; what was pruned, and which sources were busy, in words.

    `older`: days, in place of each source's own retention. With `dry_run` nothing is touched.
    """
    from spiders.landing import LandingBusyError
    from spiders.prune import prune as prune_source

    pruned: list[Pruned] = []
    busy: list[str] = []
    for home in (where.home, where.home / "checks"):
        for folder in sorted(home.glob("landing/*/")):
            try:
                found = prune_source(home, folder.name, today, older, dry_run)
            except LandingBusyError as error:
                busy.append(str(error))
                continue
            for each in found:
                kept = f", {each.kept} answers kept that younger runs refer to" if each.kept else ""
                progress.say(f"{folder.name} {each.archive.parent.name}: {each.freed:,} bytes{kept}")
            pruned += found
    return pruned, busy
