"""Names that stand apart: what bears the same one would be drawn as one."""

from collections.abc import Iterable


def told_apart(names: Iterable[str]) -> list[str]:
    """The names, each another: those that come again are numbered."""
    known: dict[str, int] = {}
    labels = []
    for name in names:
        known[name] = known.get(name, 0) + 1
        labels.append(name if known[name] == 1 else f"{name} ({known[name]})")
    return labels
