"""The trained engine as the rest of `annotate` sees it: a document's tokens and sentences in, records out."""

from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, cast

import numpy as np

from asof.annotate.engine import session
from asof.annotate.engine.decode import Spanned
from asof.annotate.engine.reading import Reading, read
from asof.annotate.engine.scores import Runner
from asof.annotate.engine.shipped import Analysed
from asof.annotate.names import entities
from asof.records import Document, Mark, Name, Sentence, Token
from asof.records.analysis import NameType

_TYPES = {
    "Person": "person", "Location": "place", "Organization": "organisation", "Facility": "facility",
    "Product": "product", "Misc": "misc",
}  # fmt: skip
# What the rules know more exactly than the head does: these are organisations, events are Misc, in its training data.
_FINER = {"organisation": ("group", "outlet"), "misc": ("event",)}


class Engine:
    """A runner of some kind (onnxruntime, or torch in training) with its tokenizer and version."""

    def __init__(self, tokenizer: Any, runner: Runner, version: str) -> None:
        self.tokenizer, self.runner, self.version = tokenizer, runner, version

    def reading(self, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> Reading:
        """What the engine reads, by the numbers of tokens."""
        bounds = [(s.first, s.last) for s in sentences]
        return read([t.text for t in tokens], bounds, self.tokenizer, self.runner)

    def analyse(
        self, document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], names: tuple[Name, ...]
    ) -> Analysed:
        """Syntax, names, marks and sentence vectors of one document.

        `names`: those that the rules found, which tell outlets from other organisations. Marks: layers `attribution`
        (source, cue, content), `counts` (outcomes), `certainty` (on a count's words), `population`, each labelled
        "label:n", where the same n belong together; and `names` for nationalities (NORP).
        """
        reading = self.reading(tokens, sentences)
        made_by = f"engine/{self.version}"
        shaped = _Spans(document, tokens, made_by)
        vectors = [_quantised(v) for v in reading.vectors]
        return Analysed(
            tokens=tuple(_token(*row) for row in zip(tokens, reading.upos, reading.heads, reading.deps, strict=True)),
            names=_names(shaped, reading, names),
            marks=_marks(shaped, reading),
            vectors=b"".join(vectors),
            vector_size=len(vectors[0]) if vectors else 0,
            made_by=made_by,
        )


def opened(folder: Path, threads: int = 1) -> Engine:
    """The engine in `folder`. Raises WeightsError, or ImportError where onnxruntime or tokenizers is missing."""
    graph = session.Session(folder, threads)
    return Engine(graph.tokenizer, graph, graph.version)


class _Spans(NamedTuple):
    """Makes records of spans of tokens."""

    document: Document
    tokens: tuple[Token, ...]
    made_by: str

    def place(self, first: int, last: int) -> dict[str, Any]:
        """The offsets and words of the tokens [first, last)."""
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return {"start": start, "end": end, "text": self.document.text[start:end]}

    def mark(self, layer: str, span: Spanned, label: str) -> Mark:
        """A span as a mark of `layer`."""
        first, last, _, score = span
        return Mark(layer=layer, label=label, score=round(score, 3), made_by=self.made_by, **self.place(first, last))


def _token(token: Token, upos: str, head: int, dep: str) -> Token:
    return Token(
        start=token.start, end=token.end, text=token.text, lower=token.lower, upos=upos, head=head, dep=dep
    )  # fmt: skip


def _names(shaped: _Spans, reading: Reading, rules: tuple[Name, ...]) -> tuple[Name, ...]:
    """The names among the spans, tied within the document; the rules' finer type where they see the same words.

    An outlet that the rules know by its whole name stays whole, where the engine sees several names in it.
    """
    finer = {(n.start, n.end): n.type for n in rules}
    outlets = sorted((n for n in rules if n.type == "outlet"), key=lambda n: n.start)
    starts = [n.start for n in outlets]
    found: list[Name] = []
    for first, last, label, score in reading.spans["names"]:
        if label not in _TYPES:
            continue
        place, kind = shaped.place(first, last), _TYPES[label]
        before = bisect_right(starts, place["start"])
        whole = outlets[before - 1] if before else None
        if whole and place["end"] <= whole.end and (whole.start, whole.end) != (place["start"], place["end"]):
            if not found or (found[-1].start, found[-1].end) != (whole.start, whole.end):
                found.append(whole)
            continue
        theirs = finer.get((place["start"], place["end"]))
        chosen = cast(NameType, theirs if theirs in _FINER.get(kind, ()) else kind)
        found.append(Name(type=chosen, made_by=shaped.made_by, score=round(score, 3), **place))
    return tuple(entities.tied(shaped.document.text, found))


def _marks(shaped: _Spans, reading: Reading) -> tuple[Mark, ...]:
    """Every mark, in text order."""
    found = [shaped.mark("names", s, s[2]) for s in reading.spans["names"] if s[2] == "NORP"]
    number_of = {s[:2]: n for n, group in enumerate(reading.attributions, 1) for s in (group.head, *group.members)}
    found += [shaped.mark("attribution", s, f"{s[2]}:{number_of.get(s[:2], 0)}") for s in reading.spans["attribution"]]
    for number, (group, (certainty, score)) in enumerate(zip(reading.counts, reading.certainties, strict=True), 1):
        first, last, outcome, _ = group.head
        found.append(shaped.mark("counts", group.head, f"{outcome}:{number}"))
        found.append(shaped.mark("certainty", (first, last, certainty, score), f"{certainty}:{number}"))
        found += [shaped.mark("population", s, f"population:{number}") for s in group.members]
    return tuple(_in_order(found))


def _in_order(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda m: (m.start, m.end, m.layer, m.label))


def _quantised(vector: Any) -> bytes:
    """A sentence's vector, of length 127, rounded to int8."""
    length = float(np.sqrt((vector.astype(np.float64) ** 2).sum())) or 1.0
    return bytes(np.rint(vector.astype(np.float64) * (127 / length)).astype(np.int8).tobytes())
