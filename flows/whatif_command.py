"""What `credscope whatif` does."""

from argparse import Namespace

from flows.commands import DONE, progress, settings_of, tell


def whatif(asked: Namespace) -> int:
    """`credscope whatif`: the findings, a line each, and where their page lies."""
    from flows.steps.whatif import Asked
    from flows.steps.whatif import whatif as step

    plan = Asked(asked.skills, asked.price, asked.hours, asked.currency, asked.place)
    folder, page = step(settings_of(asked), plan, asked.as_of, progress)
    for sentence in (page.question, page.title, *page.lead):
        tell(str(sentence))
    tell(f"page: {folder / 'index.html'}")
    return DONE
