"""What each head is taught: cross entropy of tags and pointers, cosine distance of sentence vectors."""

import torch
from torch import Tensor
from torch.nn import functional

from asof.annotate.engine import labels
from training.engine.model import Batch, Encoder, Engine
from training.engine.pieces import IGNORED

# Layers that few words carry weigh more, so that their heads are not drowned by the large corpora.
WEIGHTS = {"upos": 0.5, "sentence": 0.3, "counts": 2.0, "population": 0.5, "certainty": 0.3, "cue": 0.5, "counted": 0.5}


def loss(engine: Engine, batch: Batch) -> dict[str, Tensor]:
    """The weighted loss of every layer that the batch labels."""
    words = engine.words(batch)
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


def distil(engine: Engine, teacher: Encoder, batch: Batch) -> Tensor:
    """Cosine distance between each sentence's vector here and the one that the untouched encoder gives it alone."""
    words = engine.words(batch)
    ids, ours = [], []
    for row in range(len(batch.ids)):
        ends = [*batch.first[row].tolist(), int((batch.ids[row] != 0).sum()) - 1]
        for sentence in batch.sentences[row].unique().tolist():
            places = (batch.sentences[row] == sentence).nonzero().flatten().tolist()
            if sentence < 0 or len(places) < 3:
                continue
            start, end = ends[places[0]], max(ends[places[-1]] + 1, ends[min(places[-1] + 1, len(ends) - 1)])
            ids.append(torch.cat([batch.ids[row, :1], batch.ids[row, start:end], torch.tensor([102])]))
            ours.append(engine.sentence(words[row, places].mean(0)))
    if not ours:
        return words.sum() * 0
    padded = torch.nn.utils.rnn.pad_sequence(ids, batch_first=True)
    with torch.no_grad():
        states = teacher(padded, torch.zeros_like(padded))
        mask = (padded != 0)[..., None]
        theirs = (states * mask).sum(1) / mask.sum(1)
    return (1 - functional.cosine_similarity(torch.stack(ours), theirs)).mean() * 2
