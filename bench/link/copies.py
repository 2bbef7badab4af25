"""How well copied passages are found: copies.py NEWSWIRE.jsonl [--json].

The graded set is made of the wire itself, by ids and offsets, so that no text is kept: of every tenth report the first
paragraphs are taken over by another (whole; cut at the beginning; cut at the end; each ninth word replaced; every
sentence with two words left out and one put in, between paragraphs of another report), and updates and write-throughs
of the wire are paired with the lead before them (a marker in the headline, the same agency and day, four words of the
headline in common, found without their bodies). Each copy is held against its model and against another report
of its agency and day that shares most headline words with it and is no update of it. Leads in our own words
(`rewrites.tsv`, `rewrites_blind.tsv`) show paraphrase, beside another matter in like words and another report of the
same matter; only these are read by the engine, for sentence vectors. Measures: percent of copies found by kind, percent
of "copy" that is right, F1. Baselines: the same text; headlines whose token-set ratio reaches 70 (for made copies the
headline of the model cut to its first half).
"""

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from asof.link.retelling import Telling, retold, telling
from asof.link.shingles import copied
from asof.pipeline import annotate
from asof.records import Document, Range
from bench.showing import show

_MARKER = re.compile(r"(?i)\b(?:urgent|lead|ld|writethru|update|recasts|adds|attention)\b[^a-z]*")
_WORD = re.compile(r"\w+")
_LEAST = 60
_EVERY = 10
_ALIKE = 70
_NONE = frozenset({"none", "independent"})
_REWRITES = tuple(Path(__file__).parent / name for name in ("rewrites.tsv", "rewrites_blind.tsv"))
Row = dict[str, str]


@dataclass(frozen=True)
class Pair:
    """Two texts with their headlines, what kind of copy the second is of the first, or one of `_NONE`."""

    left: str
    right: str
    heads: tuple[str, str]
    kind: str
    own: bool = False


def lead(text: str) -> Telling | None:
    """A lead of our own as the engine reads it."""
    document = Document(document="lead", text=text, sha256="")
    return telling(text, annotate(document), Range(start=0, end=1))


def again(pair: Pair) -> bool:
    """Whether the second is the first again: copied, or a lead of our own told otherwise."""
    if copied(pair.left, pair.right) or not pair.own:
        return copied(pair.left, pair.right)
    first, second = lead(pair.left), lead(pair.right)
    return first is not None and second is not None and retold(first, second)


def edited(text: str) -> str:
    """Every ninth word replaced by another of the text."""
    found = _WORD.findall(text)
    words = iter(range(len(found)))
    return _WORD.sub(lambda m: found[(n * 7) % len(found)] if (n := next(words)) % 9 == 8 else m.group(), text)


def reworked(text: str) -> str:
    """In every sentence the third and the tenth word left out and one put in."""
    made = []
    for sentence in re.split(r"(?<=[.!?])\s", text):
        words = sentence.split()
        kept = [w for n, w in enumerate(words) if n not in (2, 9)]
        made.append(" ".join([*kept[:4], "meanwhile", *kept[4:]]))
    return " ".join(made)


def by_day(rows: list[Row]) -> dict[str, list[Row]]:
    """The reports of one agency and day."""
    found = defaultdict(list)
    for row in rows:
        found[row["outlet"] + (row["published"] or "")].append(row)
    return found


def head(row: Row) -> str:
    """The headline without its marker."""
    return _MARKER.sub("", row["title"] or "").strip()


def common(left: Row, right: Row) -> int:
    """Longer words that two headlines share."""
    a, b = ({w for w in _WORD.findall(head(r).lower()) if len(w) > 3} for r in (left, right))
    return len(a & b)


def made_pairs(rows: list[Row]) -> Iterator[Pair]:
    """Copies made of every tenth report, and beside each another report of its agency and day."""
    days = by_day(rows)
    for number, row in enumerate(rows[::_EVERY]):
        paragraphs = [p for p in row["text"].split("\n\n") if p.strip()]
        others = [
            o for o in days[row["outlet"] + (row["published"] or "")] if o is not row and o["text"] != row["text"]
        ]
        if len(row["text"].split()) < _LEAST or len(paragraphs) < 3 or not others:
            continue
        near = max(others, key=lambda o: (common(row, o), o["document"]))
        frame = near["text"].split("\n\n")
        taken = "\n\n".join(paragraphs[: max(3, len(paragraphs) // 2)])
        kinds = {
            "whole": taken,
            "cut before": "\n\n".join([frame[0], *paragraphs[1:4]]),
            "cut behind": "\n\n".join([*paragraphs[:3], *frame[1:2]]),
            "each ninth word": edited(taken),
            "reworked": reworked(taken),
        }
        kind = sorted(kinds)[number % len(kinds)]
        title = head(row)
        yield Pair(row["text"], kinds[kind], (title, title[: len(title) // 2]), kind)
        if common(row, near) < 4:
            yield Pair(row["text"], near["text"], (title, head(near)), "none")


def wire_pairs(rows: list[Row]) -> Iterator[Pair]:
    """Updates and write-throughs with the report before them that their headline says they carry on."""
    for reports in by_day(rows).values():
        for n, row in enumerate(reports):
            if not _MARKER.search(row["title"] or ""):
                continue
            before = max(reports[:n], key=lambda o: common(row, o), default=None)
            if before is not None and common(row, before) >= 4 and len(before["text"].split()) >= _LEAST:
                yield Pair(before["text"], row["text"], (head(before), head(row)), "update")


def rewrites() -> Iterator[Pair]:
    """Our own: the same told otherwise, and another matter in the same words."""
    for path in _REWRITES:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"):
                yield Pair(row["first"], row["second"], (row["first"][:60], row["second"][:60]), row["kind"], True)


def scores(pairs: list[Pair], copy: Callable[[Pair], bool]) -> dict[str, float]:
    """Percent found by kind, right, and F1 over all."""
    said = [copy(p) for p in pairs]
    true = [p.kind not in _NONE for p in pairs]
    hits = sum(s and t for s, t in zip(said, true, strict=True))
    precision, recall = hits / max(sum(said), 1), hits / max(sum(true), 1)
    found = {"F1": 200 * precision * recall / max(precision + recall, 1e-9), "right": 100 * precision}
    own = [s for s, p in zip(said, pairs, strict=True) if p.own and p.kind in _NONE]
    found["own, apart"] = 100 * own.count(False) / max(len(own), 1)
    for kind in sorted({p.kind for p in pairs} - _NONE):
        of = [s for s, p in zip(said, pairs, strict=True) if p.kind == kind]
        found[kind] = 100 * sum(of) / len(of)
    return found


def main() -> None:
    """Print the table, or with --json the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.gold.read_text("utf-8").splitlines()]
    pairs = [*made_pairs(rows), *wire_pairs(rows), *rewrites()]
    ours = scores(pairs, again)
    exact = scores(pairs, lambda p: p.left.strip() == p.right.strip())
    heads = scores(pairs, lambda p: fuzz.token_set_ratio(*p.heads) >= _ALIKE)
    if not args.json:
        print(f"{len(pairs)} pairs, {sum(p.kind not in _NONE for p in pairs)} of them copies")
    show(ours, {"headlines": heads, "the same text": exact}, args.json)


if __name__ == "__main__":
    main()
