"""The exported engine over onnxruntime: loading with checks, running, nothing else.

`weights/` holds `engine.onnx`, `tokenizer.json` and `engine.json`, which names the version, the labels and the SHA-256
of the other two. What does not fit this code is refused.
"""

import hashlib
import json
from importlib import import_module
from pathlib import Path
from typing import Any

from asof.annotate.engine import labels
from asof.annotate.engine.scores import INPUTS, OUTPUTS, Scores, arrays, unpacked
from asof.annotate.engine.shapes import SHAPES
from asof.annotate.engine.shipped import CARD
from asof.annotate.engine.windows import LONGEST, Window

GRAPH = "engine.onnx"
TOKENIZER = "tokenizer.json"


class WeightsError(ValueError):
    """Weights that are damaged, or do not fit this version of the code."""


def agreement() -> dict[str, Any]:
    """What code and weights must agree on, as it stands in `engine.json`."""
    return {
        "taggers": {name: list(its) for name, its in labels.TAGGERS.items()},
        "relations": list(labels.DEPS),
        "pointers": list(labels.POINTERS),
        "shapes": list(SHAPES),
        "longest": LONGEST,
        "inputs": list(INPUTS),
        "outputs": list(OUTPUTS),
    }


def checked(folder: Path) -> dict[str, Any]:
    """The card of the weights in `folder`. Raises WeightsError where it, its labels or a file's checksum is off."""
    try:
        card = json.loads((folder / CARD).read_text("utf-8"))
        given, files = card["agreement"], card["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WeightsError(f"{folder / CARD} cannot be read as a card of weights: {error!r}") from error
    wanted = agreement()
    off = sorted(key for key in wanted.keys() | given.keys() if wanted.get(key) != given.get(key))
    if off:
        raise WeightsError(
            f"the weights in {folder} (version {card.get('version')}) do not fit this version of asof: "
            f"they differ in {', '.join(off)}; install weights and code of one release, or export again"
        )
    for name in (GRAPH, TOKENIZER):
        if files.get(name) != fingerprint(folder / name):
            raise WeightsError(
                f"{folder / name} is not the file that {CARD} describes (SHA-256 differs); install again"
            )
    return dict(card)


def fingerprint(path: Path) -> str:
    """The SHA-256 of a file; empty where there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


class Session:
    """An open engine. Reads one window at a call: the same words give the same scores, whatever was read before."""

    def __init__(self, folder: Path, threads: int = 1) -> None:
        """Open the weights in `folder` on `threads` threads.

        Raises WeightsError as `checked` does, and ImportError where onnxruntime or tokenizers is not installed.
        """
        card = checked(folder)
        onnxruntime = import_module("onnxruntime")  # only where weights are used
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self.version = str(card["version"])
        self.tokenizer: Any = import_module("tokenizers").Tokenizer.from_file(str(folder / TOKENIZER))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._graph = onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])

    def __call__(self, window: Window) -> Scores:
        """The scores of a window's words."""
        given = dict(zip(INPUTS, arrays(window), strict=True))
        return unpacked(self._graph.run(list(OUTPUTS), given))
