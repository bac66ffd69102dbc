"""What the model of spans is told of the forms that stand in a text."""

from collections.abc import Iterable
from typing import NamedTuple

from pipelines.forms import Form

KINDS = ("decoy", "preferred", "curated", "alternative", "derived", "name", "guarded")  # by their numbers in the model
_MOST_TELLING = ("decoy", "preferred", "curated", "alternative", "derived", "guarded", "name")


class Found(NamedTuple):
    """The words `first` to `last` are a form of the dictionary, of one of `KINDS`, and mean knowledge or another."""

    first: int
    last: int
    is_knowledge: bool
    kind: str


def found_in(first: int, last: int, forms: Iterable[Form]) -> Found:
    """What the model is told of words that are these forms: knowledge if one is, and the most telling kind."""
    given = list(forms)
    kinds = {form.kind for form in given}
    kind = next(kind for kind in _MOST_TELLING if kind in kinds)
    return Found(first, last, any(form.skill_type == "knowledge" for form in given), kind)
