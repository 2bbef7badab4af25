"""What each head is taught: cross entropy of tags and pointers, cosine distance of sentence vectors."""

from collections.abc import Iterator

import torch
from torch import Tensor
from torch.nn import functional

from asof.annotate.engine import labels
from asof.annotate.engine.windows import SEP
from training.engine.model import Batch, Encoder, Engine
from training.engine.pieces import IGNORED

# Layers that few words carry weigh more, so that their heads are not drowned by the large corpora.
WEIGHTS = {"upos": 0.5, "sentence": 0.3, "counts": 2.0, "population": 0.5, "certainty": 0.3, "cue": 0.5, "counted": 0.5}


def loss(engine: Engine, batch: Batch, words: Tensor) -> dict[str, Tensor]:
    """The weighted loss of every layer that the batch labels; `words` as the engine reads them."""
    scores = engine.tags(words)
    found = {n: _cross(scores[n], batch.layers[n]) for n in labels.TAGGERS if n in batch.layers}
    for name in labels.POINTERS:
        if name in batch.layers:
            found[name] = _cross(pointing(engine, name, words, batch), batch.layers[name])
    if "dep" in batch.layers:
        heads = batch.layers["head"].clamp(min=0)
        found["dep"] = _cross(engine.relations(words, heads), batch.layers["dep"])
    return {n: WEIGHTS.get(n, 1.0) * v for n, v in found.items() if torch.isfinite(v)}


def pointing(engine: Engine, name: str, words: Tensor, batch: Batch) -> Tensor:
    """A pointer's scores [B, W, W]; a word's syntactic head is sought in its own sentence only."""
    scores = engine.pointers[name](words)
    own = batch.sentences[:, :, None] == batch.sentences[:, None, :]
    allowed = own if name == "head" else (batch.sentences >= 0)[:, None, :].expand_as(own)
    return scores.masked_fill(~allowed, -1e4)


def _cross(scores: Tensor, gold: Tensor) -> Tensor:
    return functional.cross_entropy(scores.flatten(0, 1), gold.flatten(), ignore_index=IGNORED)


def distil(engine: Engine, teacher: Encoder, batch: Batch, words: Tensor) -> Tensor:
    """Cosine distance between each sentence's vector here and the one that the untouched encoder gives it alone."""
    ids, ours = [], []
    for row in range(len(batch.ids)):
        for inside, places in sentences_of(batch, row):
            ids.append(torch.cat([batch.ids[row, :1], inside, batch.ids.new_tensor([SEP])]))
            ours.append(engine.sentence(words[row, places].mean(0)))
    if not ours:
        return words.sum() * 0
    padded = torch.nn.utils.rnn.pad_sequence(ids, batch_first=True)
    with torch.no_grad():
        states = teacher(padded, torch.zeros_like(padded))
        mask = (padded != 0)[..., None]
        theirs = (states * mask).sum(1) / mask.sum(1)
    return (1 - functional.cosine_similarity(torch.stack(ours), theirs)).mean() * 2


def sentences_of(batch: Batch, row: int) -> Iterator[tuple[Tensor, Tensor]]:
    """The subwords and the words of each sentence of three words and more."""
    numbers = batch.sentences[row]
    size = int((numbers >= 0).sum())
    closing = int((batch.ids[row] != 0).sum()) - 1
    ends = [*batch.first[row, :size].tolist(), closing]
    for sentence in numbers[:size].unique().tolist():
        places = (numbers == sentence).nonzero().flatten()
        start, end = ends[int(places[0])], ends[int(places[-1]) + 1]
        if len(places) >= 3 and 0 < start < end:
            yield batch.ids[row, start:end], places
