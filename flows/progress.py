"""How long work tells how far it is: a bar where a person looks on, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from uuid import UUID

Advance = Callable[[int], None]
EVERY = 20  # percent between two plain lines
PATIENCE = 2.0  # seconds between two updates of what a flow run shows


@dataclass(frozen=True)
class Progress:
    """Lines and bars. `say` takes a line (a print to standard error, a Prefect logger's `info`)."""

    say: Callable[[str], None]
    on_terminal: bool = field(default_factory=lambda: sys.stderr.isatty())

    @contextmanager
    def bar(self, what: str, total: int) -> Iterator[Advance]:
        """While in the context, the returned function adds to what is done of `total`."""
        if self.on_terminal:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
            with Bar(*columns, console=Console(stderr=True)) as shown:
                task = shown.add_task(what, total=total)
                yield lambda count: shown.advance(task, count)
        else:
            yield self._lines(what, total)

    def _lines(self, what: str, total: int) -> Advance:
        done, told = 0, 0

        def advance(count: int) -> None:
            nonlocal done, told
            done += count
            percent = 100 * done // total if total else 100
            if percent >= told + EVERY:
                told = percent - percent % EVERY
                self.say(f"{what}: {done:,} of {total:,}")

        return advance


@dataclass(frozen=True)
class RunProgress(Progress):
    """In a flow run: lines in its log, and each bar as a progress artifact of the run."""

    on_terminal: bool = False

    @contextmanager
    def bar(self, what: str, total: int) -> Iterator[Advance]:
        """While in the context, the returned function adds to what is done of `total`."""
        from prefect.artifacts import create_progress_artifact, update_progress_artifact

        shown = cast("UUID", create_progress_artifact(0.0, description=what))
        with Progress.bar(self, what, total) as in_lines:
            done, told = 0, monotonic()

            def advance(count: int) -> None:
                nonlocal done, told
                in_lines(count)
                done += count
                if monotonic() - told >= PATIENCE:
                    told = monotonic()
                    update_progress_artifact(shown, min(99.0, 100.0 * done / max(total, 1)))

            yield advance
        update_progress_artifact(shown, 100.0)


def at_terminal() -> Progress:
    """Progress for a command: on standard error, since standard output carries results alone."""
    return Progress(lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
