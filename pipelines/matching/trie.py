"""The words of many forms as a trie, and every plain word that may stand for one of them: what tables are made of."""

from collections.abc import Iterable, Sequence

from pipelines.matching.words import folded_words, plurals, singular, spellings

_BETWEEN = "\0"  # no form holds it


class Trie:
    """Forms by their words. Words, nodes and forms are numbered from 1; the node behind a first word has its number.

    - `names`: the folded words by number; `keys`: plain word → its numbers folded, and folded without plural;
    - `first`: by word, twice the number of the form that it is alone, and one more where longer forms begin with it;
    - `pairs`: of every longer form the first word * 2 ** 32 + the second, without plural;
    - `edges`: node * 2 ** 21 + word * 2 (+ 1: the form ends here) → the node behind it, or the number of the form;
    - `spelled`: the words of each form; `meant`: the groups and the numbers in them, one after the other.
    """

    def __init__(self, groups: Iterable[Sequence[str]]) -> None:
        self.names = [""]
        self._numbers: dict[str, int] = {}
        self._ones: dict[int, int] = {}
        self.spelled: list[Sequence[int]] = [()]
        self.meant: list[list[int]] = [[]]
        self.pairs: set[int] = set()
        self.edges: dict[int, int] = {}
        forms = [
            (group, number, words)
            for group, given in enumerate(groups)
            for number, words in enumerate(_cut_all(given))
            if words
        ]
        self.keys = self._keys(forms)
        self.size = len(self.names)
        self.first = [0] * self.size
        for group, number, words in forms:
            form = self._alone(words[0]) if len(words) == 1 else self._longer(words)
            self.meant[form] += (group, number)

    def _keys(self, forms: Iterable[tuple[int, int, list[str]]]) -> dict[str, tuple[int, int]]:
        """Every plain word that may be a word of a form, with its numbers."""
        inner = dict.fromkeys(word for _, _, words in forms for word in words)
        last = dict.fromkeys(singular(words[-1]) if len(words) > 1 else words[0] for _, _, words in forms)
        folded = dict.fromkeys([*inner, *last, *(many for one in last for many in plurals(one))])
        for word in folded:
            self._ones[self._number(word)] = self._number(singular(word))
        numbers = {word: self._numbers[word] for word in folded}
        return {key: (number, self._ones[number]) for word, number in numbers.items() for key in spellings(word)}

    def _number(self, word: str) -> int:
        number = self._numbers.setdefault(word, len(self.names))
        if number == len(self.names):
            self.names.append(word)
        return number

    def _form(self, words: Sequence[int]) -> int:
        self.spelled.append(words)
        self.meant.append([])
        return len(self.meant) - 1

    def _alone(self, word: str) -> int:
        number = self._numbers[word]
        if not self.first[number] >> 1:
            self.first[number] |= self._form([number]) << 1
        return self.first[number] >> 1

    def _longer(self, words: list[str]) -> int:
        numbers = [self._numbers[word] for word in words]
        first, second, last = numbers[0], self._ones[numbers[1]], self._ones[numbers[-1]]
        self.first[first] |= 1
        self.pairs.add(first << 32 | second)
        node = first
        for word in numbers[1:-1]:
            edge = node << 21 | word << 1
            if edge not in self.edges:
                self.edges[edge] = self.size
                self.size += 1
            node = self.edges[edge]
        end = node << 21 | last << 1 | 1
        if end not in self.edges:
            self.edges[end] = self._form([*numbers[:-1], last])
        return self.edges[end]


def _cut_all(forms: Sequence[str]) -> list[list[str]]:
    """The folded words of each form; all are cut in one go."""
    found: list[list[str]] = [[]]
    add = found[-1].append
    for word in folded_words(f" {_BETWEEN} ".join(forms)):
        if word == _BETWEEN:
            found.append([])
            add = found[-1].append
        else:
            add(word)
    return found[: len(forms)]
