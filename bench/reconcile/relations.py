"""How two counts stand to one another, against pairs read by hand: relations.py GOLD DATA [--json].

GOLD (bench/reconcile/gold/relations.tsv): two places in documents (ids and offsets), the labels of two readings and the
one that was settled on. DATA: the folder with counts/, newswire/ and updates/, whose texts are not here. Each pair is
read as a pile of its own: its one or two documents, analysed and linked as `asof run` does. A place at which no count
was found is a wrong answer.

Macro F1 is over the relations of which the gold has any. Baselines: "another number is a dispute, the same number the
same" and the cosine similarity of the two sentences (same above a threshold that is chosen on the gold itself, which
flatters it; below it a dispute).
"""

import argparse
import csv
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec

from asof.annotate import annotate
from asof.extract import extract
from asof.link import link
from asof.reconcile.pairs import between
from asof.records import Analysis, Claim, CountClaim, Document, order_of_publication
from bench.reconcile import streams

_WORD = re.compile(r"[^\W\d_]+")
_LEAST = 5
"""Relations of which the gold has fewer say little; they are printed, and left out of a second mean."""


class Place(NamedTuple):
    """Where a count stands: pile, document and offsets in its text."""

    corpus: str
    document: str
    start: int
    end: int


class Pair(NamedTuple):
    """Two counts of the gold with the label settled on."""

    outcome: str
    a: Place
    b: Place
    label: str


class Read(msgspec.Struct):
    """A document of a pile, its analysis and its claims."""

    corpus: str
    document: Document
    analysis: Analysis
    claims: tuple[Claim, ...]


Reads = Mapping[tuple[str, str], Read]


def pairs(gold: Path, pool: streams.Pool) -> list[Pair]:
    """The gold's pairs, those of the updates placed in the documents that their sentences make."""
    with gold.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    found = []
    for row in rows:
        places = []
        for side in ("a", "b"):
            document, start = row[side], 0
            if row["corpus"] == "updates":
                document, start = pool.place[row["topic"], row[side]]
            places.append(
                Place(row["corpus"], document, start + int(row[f"{side}_start"]), start + int(row[f"{side}_end"]))
            )
        found.append(Pair(row["outcome"], places[0], places[1], row["label"]))
    return found


def documents(data: Path, pool: streams.Pool, wanted: frozenset[tuple[str, str]]) -> list[tuple[str, Document]]:
    """The documents that the gold names, each with its pile."""
    names = {c: frozenset(n for corpus, n in wanted if corpus == c) for c in ("updates", "newswire", "counts")}
    topics = sorted({name.split("/")[0] for name in names["updates"]})
    found = [("updates", d) for topic in topics for d in pool.documents(topic, names["updates"])]
    wire = streams.newswire(data / "newswire" / "newswire.jsonl", names["newswire"])
    texts = streams.counts(data / "counts" / "documents", names["counts"])
    return [*found, *(("newswire", d) for d in wire), *(("counts", d) for d in texts)]


def read_all(gold: Path, data: Path, kept: Path | None) -> tuple[list[Pair], Reads]:
    """The pairs and their documents read; analyses from `kept` where that is there."""
    pool = streams.Pool(data / "updates")
    found = pairs(gold, pool)
    if kept and kept.exists():
        rows = msgspec.msgpack.decode(kept.read_bytes(), type=list[Read])
        rows = [msgspec.structs.replace(r, claims=extract(r.document, r.analysis)) for r in rows]
    else:
        wanted = frozenset(place[:2] for pair in found for place in (pair.a, pair.b))
        rows = [_read(corpus, d) for corpus, d in documents(data, pool, wanted)]
    if kept and not kept.exists():
        kept.write_bytes(msgspec.msgpack.encode(rows))
    return found, {(r.corpus, r.document.document): r for r in rows}


def _read(corpus: str, document: Document) -> Read:
    analysis = annotate(document)
    return Read(corpus=corpus, document=document, analysis=analysis, claims=extract(document, analysis))


def claim_at(read: Read, place: Place, outcome: str) -> CountClaim | None:
    """The stated count of that outcome at a place, or None."""
    for claim in read.claims:
        here = claim.span.start < place.end and place.start < claim.span.end
        if here and isinstance(claim, CountClaim) and claim.outcome == outcome and not claim.implied:
            return claim
    return None


def ours(pair: Pair, reads: Reads) -> tuple[str, str]:
    """The relation that `asof` finds between the two counts, and why."""
    here = sorted({reads[p[:2]].document.document: reads[p[:2]] for p in (pair.a, pair.b)}.items())
    told = sorted((r for _, r in here), key=lambda r: order_of_publication(r.document))
    first, second = (claim_at(reads[p[:2]], p, pair.outcome) for p in (pair.a, pair.b))
    if first is None or second is None:
        return "none", "no count found"
    claims = tuple(c for r in told for c in r.claims)
    linked = link(tuple(r.document for r in told), {r.document.document: r.analysis for r in told}, claims, given=True)
    made = between(linked, first.id, second.id)
    return made.relation, made.reason


def by_number(pair: Pair, reads: Reads) -> str:
    """The first baseline: the same number is the same, another one a dispute."""
    one, two = (reads[p[:2]].document.text[p.start : p.end].casefold().replace(",", "") for p in (pair.a, pair.b))
    return "same" if one == two else "disputes"


def cosine(pair: Pair, reads: Reads) -> float:
    """The cosine similarity of the words around the two counts."""
    bags = [Counter(w.casefold() for w in _WORD.findall(_around(reads, p))) for p in (pair.a, pair.b)]
    dot = sum(n * bags[1][w] for w, n in bags[0].items())
    norm = math.sqrt(math.prod(sum(n * n for n in bag.values()) for bag in bags))
    return dot / norm if norm else 0.0


def _around(reads: Reads, place: Place) -> str:
    return reads[place[:2]].document.text[max(0, place.start - 120) : place.end + 120]


def by_cosine(found: list[Pair], reads: Reads) -> list[str]:
    """The second baseline at the threshold that suits the gold best."""
    values = [cosine(p, reads) for p in found]
    labels = [p.label for p in found]
    options = [["same" if v >= t / 20 else "disputes" for v in values] for t in range(1, 20)]
    return max(options, key=lambda said: f1s(labels, said)["macro F1"])


def f1s(labels: list[str], said: list[str]) -> dict[str, float]:
    """F1 of each relation that the gold has, their mean, the mean of those it has five of, and the share right."""
    result: dict[str, float] = {}
    told = Counter(labels)
    for name in sorted(told):
        right = sum(a == b == name for a, b in zip(labels, said, strict=True))
        result[f"F1 {name}"] = 200 * right / (told[name] + Counter(said)[name])
    common = [result[f"F1 {name}"] for name in told if told[name] >= _LEAST]
    mean = sum(result.values()) / len(told)
    result["macro F1"], result["macro F1, five or more"] = mean, sum(common) / len(common)
    result["right"] = 100 * sum(a == b for a, b in zip(labels, said, strict=True)) / len(labels)
    return {name: round(value, 1) for name, value in result.items()}


def table(labels: list[str], columns: Mapping[str, list[str]]) -> dict[str, dict[str, float]]:
    """Each measure for each column."""
    made: dict[str, dict[str, float]] = defaultdict(dict)
    for column, said in columns.items():
        for measure, value in f1s(labels, said).items():
            made[measure][column] = value
    return dict(made)


def _shown(found: Iterable[tuple[Pair, tuple[str, str]]], wanted: str, show: Callable[[Pair], str]) -> None:
    for pair, (said, why) in found:
        if said != pair.label and wanted in (pair.label, said, "all"):
            print(f"{pair.label} but {said}: {show(pair)}\n    {why}")


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--kept", type=Path, default=None, help="keep the analyses in this file")
    parser.add_argument("--errors", default="")
    options = parser.parse_args()
    found, reads = read_all(options.gold, options.data, options.kept)
    made = [ours(pair, reads) for pair in found]
    if options.errors:
        _shown(
            zip(found, made, strict=True), options.errors, lambda p: f"{_around(reads, p.a)} // {_around(reads, p.b)}"
        )
        return
    labels = [p.label for p in found]
    columns = {
        "ours": [said for said, _ in made],
        "baseline": [by_number(p, reads) for p in found],
        "cosine": by_cosine(found, reads),
    }
    result = table(labels, columns)
    if options.json:
        print(json.dumps(result))
        return
    for name, row in result.items():
        print(
            f"{name:26s} ours {row['ours']:6.1f}   another number {row['baseline']:6.1f}   cosine {row['cosine']:6.1f}"
        )


if __name__ == "__main__":
    main()
