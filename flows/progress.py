"""How long work tells how far it is: a bar where a person looks on, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Advance = Callable[[int], None]
EVERY = 20  # percent between two plain lines


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


def at_terminal() -> Progress:
    """Progress for a command: on standard error, since standard output carries results alone."""
    return Progress(lambda line: print(line, file=sys.stderr, flush=True))  # noqa: T201
