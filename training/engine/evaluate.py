"""Scores of a checkpoint, or of an exported engine, on the parts that training has not seen.

python -m training.engine.evaluate CHECKPOINT|FOLDER --data DATA [--only LAYER …] [--json]

syntax        EWT and GUM dev, gold tokens and sentences: UPOS, UAS, LAS (universal relations)
names         the held-out tenth: span F1 over all nine types, and of persons and of places
attribution   PolNeAR dev, from text: token F1 of source, cue, content; F1 of whole attributions
times         the held-out tenth of TimeBank and AQUAINT: F1 of extent and type
counts        count claims dev, without the documents kept back: F1 of span and outcome
"""

import argparse
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from asof.annotate.engine import labels
from asof.annotate.engine.engine import Engine, opened
from asof.annotate.engine.reading import read
from bench.annotate import attribution, syntax
from training.engine import corpora
from training.engine.export import load
from training.engine.graph import runner
from training.engine.pieces import IGNORED, Piece
from training.engine.train import installed, plain_tokenizer

Figures = dict[str, float]
Span = tuple[int, int, str]


def opened_at(path: Path, minilm: Path | None = None) -> Engine:
    """The engine of a checkpoint (torch, fp32) or of a folder with an export (onnxruntime)."""
    if path.is_dir():
        return opened(path, threads=2)
    return Engine(plain_tokenizer(minilm or installed()), runner(load(path)), "checkpoint")


def gold_spans(piece: Piece, layer: str) -> list[Span]:
    """The spans of a layer's tags."""
    tags = labels.TAGGERS[layer]
    found, at, values = [], 0, piece.layers[layer]
    while at < len(values):
        end = at + 1
        if values[at] > 0:
            kind = tags[values[at]][2:]
            while end < len(values) and values[end] > 0 and tags[values[end]] == f"I-{kind}":
                end += 1
            found.append((at, end, kind))
        at = end
    return found


def span_f1(engine: Engine, pieces: Iterable[Piece], layer: str, kinds: tuple[str, ...] = ()) -> Counter[str]:
    """How many spans the gold has, the engine has, and both, by kind and in all ("")."""
    counted: Counter[str] = Counter()
    for piece in pieces:
        found = read(piece.words, list(piece.sentences()), engine.tokenizer, engine.runner).spans[layer]
        gold = set(gold_spans(piece, layer))
        unasked = {i for i, v in enumerate(piece.layers[layer]) if v == IGNORED}
        ours = {(a, b, kind) for a, b, kind, _ in found if not unasked & set(range(a, b))}
        for kind in ("", *kinds):
            g, o = ({s for s in its if kind in ("", s[2])} for its in (gold, ours))
            counted[f"all {kind}"] += len(g) + len(o)
            counted[f"both {kind}"] += len(g & o)
    return counted


def f1(counted: Counter[str], kind: str = "") -> float:
    """F1 in percent."""
    return round(200 * counted[f"both {kind}"] / max(counted[f"all {kind}"], 1), 1)


def score_syntax(engine: Engine, data: Path) -> Figures:
    """EWT and GUM."""
    found = {}
    for path in sorted((data / "treebanks").glob("*dev*.conllu")):
        corpus = "gum" if "gum" in path.name.lower() else "ewt"
        made = syntax.score(list(syntax.read_gold(path)), syntax.by(engine))
        found |= {f"{corpus} {measure}": value for measure, value in made.items()}
    return found


def score_names(engine: Engine, data: Path) -> Figures:
    """All nine types; persons and places apart."""
    counted = span_f1(engine, corpora.names(data / "ner", "dev"), "names", ("Person", "Location"))
    return {"names": f1(counted), "names person": f1(counted, "Person"), "names place": f1(counted, "Location")}


def score_attribution(engine: Engine, data: Path) -> Figures:
    """Roles' tokens, and whole attributions."""
    rows = [json.loads(line) for line in (data / "attribution/dev.jsonl").read_text("utf-8").splitlines() if line]
    return {name: pair["ours"] for name, pair in attribution.measured(engine, rows).items()}


def score_times(engine: Engine, data: Path) -> Figures:
    """Extent and type."""
    return {"times": f1(span_f1(engine, corpora.times(data / "timex", "dev"), "times"))}


def score_counts(engine: Engine, data: Path) -> Figures:
    """Span and outcome."""
    return {"counts": f1(span_f1(engine, corpora.counts(data / "counts", "dev"), "counts"))}


SCORERS: dict[str, Callable[[Engine, Path], Figures]] = {
    "syntax": score_syntax,
    "names": score_names,
    "attribution": score_attribution,
    "times": score_times,
    "counts": score_counts,
}


def main() -> None:
    """Read the options, print the figures as they come."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engine", type=Path, help="checkpoint.pt, or the folder of an export")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", action="append", choices=sorted(SCORERS), default=[])
    parser.add_argument("--minilm", type=Path, default=None)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    engine = opened_at(given.engine, given.minilm)
    figures: Figures = {}
    for name in given.only or SCORERS:
        made = SCORERS[name](engine, given.data)
        figures |= made
        for measure, value in made.items() if not given.json else ():
            print(f"{measure:16s} {value:6.1f}", flush=True)
    if given.json:
        print(json.dumps(figures))


if __name__ == "__main__":
    main()
