"""The contract's example comes out to the letter (docs/contract.md)."""

import json

from typer.testing import CliRunner

from asof.serve.cli import app, reading  # noqa: F401 - registers the commands

TEXT = "Police in Norvik said 12 miners were freed on Tuesday, the Norvik Courier reported."
CLAIM = {
    "document": "norvik",
    "kind": "count",
    "span": {"start": 22, "end": 24, "text": "12"},
    "part": "body",
    "sentence": {"start": 0, "end": 83},
    "outcome": "freed",
    "quantity": {"low": 12, "high": 12, "approximate": False},
    "population": {
        "text": "miners", "start": 25, "end": 31, "head": "miner", "role": "miner",
        "nationality": None, "status": None, "side": None, "age": None,
    },
    "factuality": "CT+",
    "valid_time": {"value": "2026-03-03", "start": 46, "end": 53},
    "asserted_at": "2026-03-04",
    "main": True,
    "basis": "total",
    "part_of": None,
    "denies": None,
    "implied": False,
    "same_as": None,
    "made_by": "count/frame-freed",
}  # fmt: skip
CHAIN = [
    {"text": "Police in Norvik", "start": 0, "end": 16, "kind": "police"},
    {"text": "the Norvik Courier", "start": 55, "end": 73, "kind": "outlet"},
]


def test_the_example_of_the_contract(tmp_path):
    """Each field that the contract shows has the value that it shows; a chain's further fields may stand beside."""
    path = tmp_path / "norvik.txt"
    path.write_text(TEXT, "utf-8")
    result = CliRunner().invoke(app, ["--quiet", "extract", str(path), "--published", "2026-03-04"])
    claim = next(c for c in map(json.loads, result.stdout.splitlines()) if c["kind"] == "count")
    assert {k: claim[k] for k in CLAIM} == CLAIM
    attribution = claim["attribution"]
    assert [{k: source[k] for k in CHAIN[0]} for source in attribution["chain"]] == CHAIN
    assert attribution["cue"] == {"text": "said", "start": 17, "end": 21}
    assert 0 < claim["confidence"] <= 1
