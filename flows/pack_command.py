"""What `credscope pack` does."""

from argparse import Namespace

from flows.commands import DONE, progress, settings_of, tell


def pack(asked: Namespace) -> int:
    """`credscope pack`: the findings, a line each, and where their page lies."""
    from flows.steps.pack import Wanted
    from flows.steps.pack import pack as step

    wanted = Wanted(asked.credential, asked.issuer, asked.place)
    folder, page = step(settings_of(asked), wanted, asked.as_of, progress)
    for sentence in (page.question, page.title, *page.lead):
        tell(str(sentence))
    tell(f"page: {folder / 'index.html'}")
    return DONE
