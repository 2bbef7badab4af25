"""The weights of confidence: every row's example has the row's feature."""

import re
from unittest import mock

import pytest

from asof.annotate import annotate
from asof.extract import claims as extracting
from asof.extract import extract
from asof.extract.confidence import CLOSE, FAR, LEAST, MOST, confidence, of_kind
from asof.records import CountClaim, Document, MeasureClaim, Passage, Published, StatementClaim
from asof.resources import table

_MARKED = re.compile(r"\{([^{}]+)\}")
ROWS = table("extract/confidence")
KINDS = {"measure": MeasureClaim, "statement": StatementClaim, "implied": CountClaim}


def read(example: str) -> tuple[list, dict[int, list[str]]]:
    """The claims of an example and the features of its counts by place; " / " stands between headline and body."""
    text = _MARKED.sub(r"\1", example)
    cut = text.find(" / ")
    head = (Passage(start=0, end=cut, part="headline"),) if cut >= 0 else ()
    body = (Passage(start=cut + 3 if cut >= 0 else 0, end=len(text), part="body"),)
    published = Published(value="2026-03-04", precision="day")
    document = Document(document="d", text=text, sha256="0" * 64, passages=head + body, published=published)
    seen, features = {}, extracting.features

    def kept(found, known):
        seen[found.quantity.start] = features(found, known)
        return seen[found.quantity.start]

    with mock.patch.object(extracting, "features", kept):
        return list(extract(document, annotate(document))), seen


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["feature"])
def test_row(row):
    """The number that a row's example marks is counted and has the feature; other kinds have their share.

    A rule's example may come to be read by another rule of its outcome; its weight is then that rule's.
    """
    claims, seen = read(row["example"])
    marked = _MARKED.search(row["example"])
    kind = row["feature"].removeprefix("kind:")
    if kind in KINDS:
        assert of_kind(kind) in {c.confidence for c in claims if isinstance(c, KINDS[kind])}
    else:
        has = seen[marked.start()]
        outcome = row["feature"].removeprefix("rule:").split("/")[1] if kind.startswith("rule:") else None
        assert row["feature"] == "all" or row["feature"] in has or (outcome and f"/{outcome}" in has[0])
        assert row["says"]


def test_what_must_be_monotone_is():
    """A dearer way and a nearer rival never make a claim surer, and each step is a row of its own."""
    weights = {row["feature"]: float(row["weight"]) for row in ROWS}
    steps = [*(f"cost>{cost}" for cost in FAR), *(f"rival<{near}" for near in CLOSE)]
    assert all(weights.get(step, 0.0) <= 0 for step in steps)
    assert len(weights) == len(ROWS)


def test_no_claim_is_certain():
    """However much speaks for a claim or against it, the confidence stays within what was measured."""
    up = [row["feature"] for row in ROWS if float(row["weight"]) > 0]
    down = [row["feature"] for row in ROWS if float(row["weight"]) < 0 and not row["feature"].startswith("kind:")]
    assert LEAST <= confidence(down * 9).value < confidence(()).value < confidence(up * 9).value <= MOST
