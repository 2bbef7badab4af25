"""Sentence vectors after training: the last layer is solved for, since joint training leaves it too little.

python -m training.engine.vectors CHECKPOINT OUT --data DATA [--sentences N]

The mean of a sentence's words in the trained encoder is mapped to the vector that the untouched MiniLM gives the
sentence, by ridge regression (Hoerl and Kennard 1970), which is exact and takes a minute. Prints the mean cosine
between the two on sentences that were not fitted, before and after.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from asof.annotate.engine.windows import SEP
from training.engine import corpora
from training.engine.batches import batches
from training.engine.export import load
from training.engine.losses import sentences_of
from training.engine.model import Encoder, Engine, load_minilm
from training.engine.pieces import windows
from training.engine.train import installed, plain_tokenizer

PENALTY = 1e-3
"""Of the ridge, for each sentence fitted."""


SEED = 7


def pairs(engine: Engine, teacher: Encoder, data: Path, part: str) -> Iterator[tuple[Tensor, Tensor]]:
    """For each batch of windows of names: the sentences' means here, and the teacher's vectors."""
    tokenizer = plain_tokenizer(installed())
    pieces = [w for piece in corpora.names(data / "ner", part) for w in windows(piece, tokenizer)]
    random.Random(SEED).shuffle(pieces)
    for batch in batches(pieces, tokenizer, 4000, None):
        with torch.inference_mode():
            words = engine.words(batch)
            ids, means = [], []
            for row in range(len(batch.ids)):
                for inside, places in sentences_of(batch, row):
                    ids.append(torch.cat([batch.ids[row, :1], inside, batch.ids.new_tensor([SEP])]))
                    means.append(words[row, places].mean(0))
            if not ids:
                continue
            padded = torch.nn.utils.rnn.pad_sequence(ids, batch_first=True)
            states = teacher(padded, torch.zeros_like(padded))
            mask = (padded != 0)[..., None]
            yield torch.stack(means), functional.normalize((states * mask).sum(1) / mask.sum(1))


def taken(found: Iterator[tuple[Tensor, Tensor]], most: int) -> tuple[Tensor, Tensor]:
    """The first `most` sentences or a few more, side by side."""
    ours, theirs, count = [], [], 0
    for one, other in found:
        ours.append(one)
        theirs.append(other)
        count += len(one)
        if count >= most:
            break
    return torch.cat(ours), torch.cat(theirs)


def solved(ours: Tensor, theirs: Tensor) -> tuple[Tensor, Tensor]:
    """Weight and bias of the map from `ours` to `theirs` that has the least squared error and penalty."""
    x = torch.cat([ours, torch.ones(len(ours), 1)], 1).double()
    ridge = torch.eye(x.shape[1], dtype=torch.double) * PENALTY * len(x)
    ridge[-1, -1] = 0
    found = torch.linalg.solve(x.T @ x + ridge, x.T @ theirs.double()).float()
    return found[:-1].T.contiguous(), found[-1].contiguous()


def agreement(engine: Engine, ours: Tensor, theirs: Tensor) -> float:
    """The mean cosine between the engine's vectors and the teacher's."""
    with torch.inference_mode():
        return float(functional.cosine_similarity(engine.sentence(ours), theirs).mean())


def resolved(checkpoint: Path, out: Path, data: Path, sentences: int = 8000) -> tuple[float, float]:
    """Write `checkpoint` to `out` with the layer solved for; gives the agreement on unseen sentences before, after."""
    engine, fresh = load(checkpoint), Engine()
    load_minilm(fresh, installed())
    teacher = fresh.encoder.eval()
    unseen = taken(pairs(engine, teacher, data, "dev"), 1000)
    before = agreement(engine, *unseen)
    weight, bias = solved(*taken(pairs(engine, teacher, data, "train"), sentences))
    with torch.no_grad():
        engine.sentence.weight.copy_(weight)
        engine.sentence.bias.copy_(bias)
    kept = torch.load(checkpoint, weights_only=True, map_location="cpu")
    torch.save(kept | {"engine": engine.state_dict()}, out)
    return before, agreement(engine, *unseen)


def main() -> None:
    """Read the options, solve, write the checkpoint with the new layer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--sentences", type=int, default=8000)
    given = parser.parse_args()
    before, after = resolved(given.checkpoint, given.out, given.data, given.sentences)
    print(f"before {before:.3f}\nafter {after:.3f}")


if __name__ == "__main__":
    main()
