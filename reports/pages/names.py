"""Names that may be of any length, as a sentence or a picture can hold them."""

from collections.abc import Iterable

LONGEST = 80


def shortened(name: object) -> str:
    """The name, cut with an ellipsis where a line could not hold it."""
    said = str(name)
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1]}…"


def told_apart(names: Iterable[object]) -> list[str]:
    """The names shortened, each another: rows of one name would be drawn as one."""
    known: dict[str, int] = {}
    labels = []
    for name in map(shortened, names):
        known[name] = known.get(name, 0) + 1
        labels.append(name if known[name] == 1 else f"{name} ({known[name]})")
    return labels
