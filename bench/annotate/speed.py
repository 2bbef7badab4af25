"""How fast `annotate` reads, end to end, beside a spaCy pipeline of the usual small shape on the same text.

speed.py TEXTS.jsonl [--weights FOLDER] [--documents N] [--processes N] [--threads N] [--json]

TEXTS.jsonl: rows with `document` and `text`. Words are those of white space. Both sides are started and have read one
document before the clock runs, have the same processes and threads, and give their whole result to the caller.

words    words a second, of all processes together
load     seconds until a process is ready to read
memory   MB resident in one process at its largest

The baseline is a blank spaCy pipeline with tok2vec, tagger, parser and ner, initialised for as many labels as our heads
have: its speed does not depend on what its weights have learned. Where no weights are shipped, ours is the rules alone,
which give no syntax; that is said, and is no fair comparison.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from asof.annotate.engine.labels import DEPS, NAMES, UPOS
from asof.annotate.engine.shipped import present, weights

AT_ONCE = 20
"""Documents that a process is given at once."""


class Setting(NamedTuple):
    """What is measured: "ours" or "baseline", with which weights, on how many processes and threads."""

    side: str
    weights: Path
    processes: int
    threads: int


_read: dict[str, Callable[[list[str]], list[int]]] = {}


def ours(setting: Setting) -> Callable[[list[str]], list[int]]:
    """Reads texts with `annotate`; gives the number of tokens of each."""
    from asof.annotate import annotate, pipeline  # noqa: PLC0415 - each side loads its own half alone
    from asof.records import Document  # noqa: PLC0415

    if present(setting.weights):
        from asof.annotate.engine.engine import opened  # noqa: PLC0415

        engine = opened(setting.weights, setting.threads)
        pipeline.shipped = lambda: engine  # the way in which `annotate` finds what is shipped

    def read(texts: list[str]) -> list[int]:
        made = [annotate(Document(document=str(n), text=text, sha256="")) for n, text in enumerate(texts)]
        return [len(analysis.tokens) for analysis in made]

    return read


def baseline() -> Callable[[list[str]], list[int]]:
    """Reads texts with the blank pipeline; gives the number of tokens of each."""
    language = small_pipeline()
    return lambda texts: [len(doc) for doc in language.pipe(texts, batch_size=AT_ONCE)]


def small_pipeline() -> Any:
    """The small shape: a tok2vec (96 wide, 4 deep) that tagger and parser share, and one of its own for ner."""
    import spacy  # noqa: PLC0415
    from spacy.training import Example  # noqa: PLC0415

    language = spacy.blank("en")
    rows = ["NORM", "PREFIX", "SUFFIX", "SHAPE"]
    embed = {"@architectures": "spacy.MultiHashEmbed.v2", "width": 96, "attrs": rows, "rows": [5000, 1000, 2500, 2500],
             "include_static_vectors": False}  # fmt: skip
    encode = {"@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4, "window_size": 1,
              "maxout_pieces": 3}  # fmt: skip
    own = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    transitions = {"@architectures": "spacy.TransitionBasedParser.v2", "extra_state_tokens": False, "hidden_width": 64,
                   "maxout_pieces": 2, "use_upper": True}  # fmt: skip
    language.add_pipe("tok2vec", config={"model": own})
    tagger = language.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": shared}})
    parser = language.add_pipe(
        "parser", config={"model": {**transitions, "state_type": "parser", "tok2vec": shared}, "min_action_freq": 1}
    )
    ner = language.add_pipe("ner", config={"model": {**transitions, "state_type": "ner", "tok2vec": own}})
    for pipe, its in ((tagger, UPOS), (parser, DEPS), (ner, NAMES)):
        for label in its:
            pipe.add_label(label)
    words = ["Toorn", "left", "Norvik", "."]
    given = {"words": words, "tags": ["PROPN", "VERB", "PROPN", "PUNCT"], "heads": [1, 1, 1, 1],
             "deps": ["nsubj", "root", "obj", "punct"], "entities": ["U-Person", "O", "U-Location", "O"]}  # fmt: skip
    example = Example.from_dict(language.make_doc("Toorn left Norvik ."), given)
    language.initialize(lambda: [example])
    return language


def start(setting: Setting) -> None:
    """Make a process ready."""
    _read["it"] = ours(setting) if setting.side == "ours" else baseline()


def load(_: int) -> tuple[float, int]:
    """Read one document; when that was done, and which process did it."""
    _read["it"](["Toorn left Norvik on Tuesday. 12 people were held, police said."])
    time.sleep(0.5)  # so that every process gets one
    return time.monotonic(), os.getpid()


def count(texts: list[str]) -> tuple[int, float]:
    """Read texts; the number of tokens, and the memory that the process has used at most, in MB."""
    found = sum(_read["it"](texts))
    return found, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(setting: Setting, texts: list[str]) -> dict[str, float]:
    """Words a second, load and memory."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
        os.environ[name] = str(setting.threads)  # read by the processes when they start
    chunks = [texts[at : at + AT_ONCE] for at in range(0, len(texts), AT_ONCE)]
    began = time.monotonic()
    with ProcessPoolExecutor(setting.processes, get_context("spawn"), partial(start, setting)) as pool:
        ready = max(done for done, _ in pool.map(load, range(setting.processes))) - began
        began = time.monotonic()
        rows = list(pool.map(count, chunks))
        seconds = time.monotonic() - began
    words = sum(len(text.split()) for text in texts)
    return {
        "words": round(words / seconds),
        "load": round(ready - 0.5, 2),
        "memory": round(max(memory for _, memory in rows)),
    }


def main() -> None:
    """Prints the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path)
    parser.add_argument("--weights", type=Path, default=weights())
    parser.add_argument("--documents", type=int, default=600, help="how many documents, from the first on; 0: all")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1, help="of each process")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    lines = options.texts.read_text("utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in (lines[: options.documents] if options.documents else lines)]
    if not present(options.weights):
        print(f"no weights in {options.weights}: ours is the rules alone, without syntax", file=sys.stderr)
    sides = {
        side: measured(Setting(side, options.weights, options.processes, options.threads), texts)
        for side in ("ours", "baseline")
    }
    table = {m: {side: figures[m] for side, figures in sides.items()} for m in sides["ours"]}
    if options.json:
        print(json.dumps(table))
        return
    print(f"{'':8s} {'ours':>9s} {'baseline':>9s}   {len(texts)} documents, {sum(len(t.split()) for t in texts)} words")
    for measure, pair in table.items():
        print(f"{measure:8s} {pair['ours']:9} {pair['baseline']:9}")


if __name__ == "__main__":
    main()
