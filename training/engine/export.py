"""Export of a checkpoint: one ONNX graph, quantised to int8, with its tokenizer and its card.

python -m training.engine.export CHECKPOINT FOLDER [--kind fp32|dynamic|static] [--calibrate DATA] [--version V]

dynamic   int8 weights; scales of activations from the document that is read (never two documents in one call)
static    int8 weights; scales of activations fixed on windows of the training corpora (QDQ)

Weights are quantised per column with seven bits where the processor may saturate (AVX2 has no VNNI: sums of two
products of u8 and s8 overflow 16 bits), so that all processors give the same result. Of the subwords' embeddings every
row has a scale of its own (one scale for all errs six times as far: a few rows are much longer than the others). What
enters attention and the second half of a feed-forward layer is far from evenly spread; these stay in full precision.
"""

import argparse
import json
import random
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_dynamic, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from asof.annotate.engine.labels import POINTERS
from asof.annotate.engine.scores import INPUTS, OUTPUTS, arrays
from asof.annotate.engine.session import GRAPH, TOKENIZER, agreement, fingerprint
from asof.annotate.engine.shipped import CARD
from asof.annotate.engine.windows import Window, subwords, window
from training.engine.corpora import READERS
from training.engine.graph import Graph
from training.engine.model import Engine
from training.engine.pieces import windows
from training.engine.train import installed, plain_tokenizer

OPSET = 17
KINDS = ("fp32", "dynamic", "static")
EMBEDDINGS = "/encoder/words/Gather"
FULL = ("/down/MatMul", "/qkv/MatMul")
"""Ends the names of the products that stay in full precision."""


def load(checkpoint: Path) -> Engine:
    """The engine of a checkpoint, ready to read."""
    engine = Engine()
    engine.load_state_dict(torch.load(checkpoint, weights_only=True, map_location="cpu")["engine"])
    return engine.eval()


def graph_file(engine: Engine, path: Path) -> None:
    """Write the graph in fp32; batch, subwords and words may be of any number."""
    example = tuple(torch.ones(2, n, dtype=torch.long) for n in (9, 9, 5))
    axes = {name: {0: "windows", 1: "words" if name == "starts" else "subwords"} for name in INPUTS}
    axes |= {name: {0: "windows", 1: "words"} for name in OUTPUTS}
    axes |= {name: {0: "windows", 1: "words", 2: "words"} for name in POINTERS}
    with warnings.catch_warnings():
        # torch's newer exporter needs onnxscript and gives the same graph more slowly.
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(
            Graph(engine).eval(), example, str(path), input_names=list(INPUTS), output_names=list(OUTPUTS),
            dynamic_axes=axes, opset_version=OPSET, dynamo=False,
        )  # fmt: skip


class Calibration(CalibrationDataReader):
    """Windows of the training corpora, the same number of each, in an order fixed by a seed."""

    def __init__(self, data: Path, tokenizer: object, of_each: int = 24) -> None:
        self.chosen: Iterator[Window] = iter(list(self._chosen(data, tokenizer, of_each)))

    @staticmethod
    def _chosen(data: Path, tokenizer: object, of_each: int) -> Iterator[Window]:
        chance = random.Random(7)
        for folder, read in READERS.values():
            documents = list(read(data / folder, "train"))
            found = [w for p in chance.sample(documents, min(of_each, len(documents))) for w in windows(p, tokenizer)]
            chosen = chance.sample(found, min(of_each, len(found)))
            yield from (window(p.words, subwords(p.words, tokenizer), (0, len(p))) for p in chosen)

    def get_next(self) -> dict[str, np.ndarray] | None:
        """The inputs of the next window."""
        one = next(self.chosen, None)
        return None if one is None else dict(zip(INPUTS, arrays(one), strict=True))


def quantised(plain: Path, made: Path, kind: str, calibration: CalibrationDataReader | None) -> None:
    """Write `plain` to `made` with int8 weights."""
    ready = made.with_suffix(".ready")
    quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
    model = onnx.load(str(ready))
    whole = [node.name for node in model.graph.node if node.name.endswith(FULL)]
    apart = [*whole, *_by_row(model.graph)]
    onnx.checker.check_model(model)
    onnx.save(model, str(ready))
    if kind == "dynamic":
        quantize_dynamic(
            ready, made, op_types_to_quantize=["MatMul", "Gemm", "Gather"], per_channel=True, reduce_range=True,
            weight_type=QuantType.QInt8, nodes_to_exclude=apart, extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
    else:
        if calibration is None:
            raise SystemExit("--kind static needs --calibrate DATA")
        quantize_static(
            ready, made, calibration, quant_format=QuantFormat.QDQ, op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            per_channel=True, reduce_range=True, activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
            nodes_to_exclude=apart, extra_options={"MatMulConstBOnly": True, "ActivationSymmetric": False},
        )  # fmt: skip
    ready.unlink()


def _by_row(graph: onnx.GraphProto) -> list[str]:
    """Put the subwords' embeddings into int8, a scale for each row; gives the names of the nodes that look them up."""
    found = next(node for node in graph.node if node.name == EMBEDDINGS)
    table = next(each for each in graph.initializer if each.name == found.input[0])
    full = numpy_helper.to_array(table)
    scales = (np.abs(full).max(axis=1, keepdims=True) / 127).astype(np.float32)
    small = np.rint(full / np.maximum(scales, np.finfo(np.float32).tiny)).astype(np.int8)
    ids, out, at = found.input[1], found.output[0], list(graph.node).index(found)
    graph.initializer.remove(table)
    graph.initializer.extend([numpy_helper.from_array(small, "rows"), numpy_helper.from_array(scales, "rows.scales")])
    graph.node.remove(found)
    made = [
        helper.make_node("Gather", ["rows", ids], ["row.small"], name=f"{EMBEDDINGS}/rows", axis=0),
        helper.make_node("Cast", ["row.small"], ["row.number"], name=f"{EMBEDDINGS}/numbers", to=TensorProto.FLOAT),
        helper.make_node("Gather", ["rows.scales", ids], ["row.scale"], name=f"{EMBEDDINGS}/scales", axis=0),
        helper.make_node("Mul", ["row.number", "row.scale"], [out], name=f"{EMBEDDINGS}/scaled"),
    ]
    for place, node in enumerate(made, at):
        graph.node.insert(place, node)
    return [node.name for node in made if node.op_type == "Gather"]


@dataclass(frozen=True)
class Way:
    """How to export: the kind of numbers, what scales are learned from, the version that the card names."""

    kind: str = "dynamic"
    calibration: CalibrationDataReader | None = None
    version: str = "0"


def export(engine: Engine, folder: Path, tokenizer: Path, way: Way) -> None:
    """Write graph, tokenizer and card to `folder`; gives what `asof.annotate.engine.session.Session` opens."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        plain = Path(place) / "plain.onnx"
        graph_file(engine, plain)
        if way.kind == "fp32":
            shutil.copy(plain, folder / GRAPH)
        else:
            quantised(plain, Path(place) / "small.onnx", way.kind, way.calibration)
            shutil.copy(Path(place) / "small.onnx", folder / GRAPH)
    shutil.copy(tokenizer, folder / TOKENIZER)
    card = {
        "version": way.version,
        "kind": way.kind,
        "agreement": agreement(),
        "files": {name: fingerprint(folder / name) for name in (GRAPH, TOKENIZER)},
    }
    (folder / CARD).write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    """Read the options and export."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--kind", choices=KINDS, default="dynamic")
    parser.add_argument("--calibrate", type=Path, help="the data folder, for --kind static")
    parser.add_argument("--version", default="0")
    parser.add_argument("--minilm", type=Path, default=None)
    given = parser.parse_args()
    base = given.minilm or installed()
    calibration = Calibration(given.calibrate, plain_tokenizer(base)) if given.calibrate else None
    export(load(given.checkpoint), given.folder, base / TOKENIZER, Way(given.kind, calibration, given.version))
    size = sum(p.stat().st_size for p in given.folder.iterdir()) / 1e6
    print(f"{given.folder}: {given.kind}, {size:.1f} MB")


if __name__ == "__main__":
    main()
