"""Whether a matched form means its skill here: learnt trust in forms, and rules for names that are ordinary words too.

`data/trust.tsv` is learnt by `python -m pipelines.training.trust`, whose header says from what and how well it does.
"""

from functools import cache
from importlib.resources import files
from typing import Self

from pipelines.matching import Words

_LIST_SIGNS = frozenset([",", "/", "|", "(", ")", ";", "and", "or"])
_ENDS = frozenset(["\n", ".", "!", "?", "•", "·", "*", "-", "–", "—", ":"])
_CUES = frozenset(
    """programming program language languages developer developers development code coding script scripting scripts
    microsoft ms office software database databases framework frameworks library fluent fluency speak speaking spoken
    native bilingual speaker speakers""".split()  # noqa: SIM905 - a list of fifty words reads better so
)
_WINDOW = 3


class Trusted:
    """The learnt list. A form outside it is trusted as its kind is."""

    def __init__(self, trust: dict[str, float], verdicts: dict[str, str]) -> None:
        self._trust = trust
        self._verdicts = verdicts

    @classmethod
    @cache
    def load(cls) -> Self:
        """The list that ships with the pipelines."""
        lines = (files("pipelines") / "data" / "trust.tsv").read_text("utf-8").splitlines()
        rows = [line.split("\t") for line in lines if not line.startswith("# ")]
        return cls({row[0]: float(row[3]) for row in rows}, {row[0]: row[4] for row in rows if row[4]})

    def score(self, key: str, otherwise: float) -> float:
        """The share in which the form meant a skill, from 0 to 1; `otherwise` where it is not in the list."""
        return self._trust.get(key, otherwise)

    def distrusts(self, cut: Words, first: int, last: int, key: str, form: str) -> bool:
        """Whether the words `first` to `last`, written as they are and standing where they do, are not the skill."""
        verdict = self._verdicts.get(key)
        return verdict == "distrusted" or (verdict == "guarded" and not names(cut, first, last, form))


def names(cut: Words, first: int, last: int, form: str) -> bool:
    """Whether an ordinary word stands here as a name: in the name's own case and in a name's company."""
    written = cut.text[cut.starts[first] : cut.end(last)]
    if written != form or _shouted(cut, first, last):
        return False
    before, after = cut.folded[max(first - _WINDOW, 0) : first], cut.folded[last + 1 : last + 1 + _WINDOW]
    if not _CUES.isdisjoint(_within(before[::-1])) or not _CUES.isdisjoint(_within(after)):
        return True
    return _listed(cut, first - 1, -1) or _listed(cut, last + 1, 1)


def _within(neighbours: list[str]) -> list[str]:
    """The neighbours up to the end of the sentence or line."""
    ends = [place for place, word in enumerate(neighbours) if word in _ENDS]
    return neighbours[: ends[0]] if ends else neighbours


def _listed(cut: Words, sign: int, step: int) -> bool:
    """Whether a sign of a list stands beside, and behind it another name."""
    beside = sign + step
    if not 0 <= beside < len(cut.folded) or not 0 <= sign < len(cut.folded) or cut.folded[sign] not in _LIST_SIGNS:
        return False
    if cut.folded[beside] in _LIST_SIGNS:  # "Python, and R"
        beside += step
    return 0 <= beside < len(cut.written) and cut.written[beside][:1].isupper()


def _shouted(cut: Words, first: int, last: int) -> bool:
    """Whether the words around are written in capitals throughout, so that capitals say nothing."""
    around = [
        word for word in cut.written[max(first - 3, 0) : first] + cut.written[last + 1 : last + 4] if len(word) > 3
    ]
    return bool(around) and all(word.isupper() for word in around)
