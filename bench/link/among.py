"""Whether the reports of one crisis are found among a year's wire: among.py NEWSWIRE.jsonl COUNTS PREFIX [--json].

COUNTS is the folder of the graded counts: those of its documents that dev.documents.txt and train.documents.txt name
go into one pile with the wire. The documents whose id begins with PREFIX are one crisis. Measures: percent of them in
one event; percent of that event's documents that are of it. Baseline: reports up to two days apart whose headlines are
alike (events.py). `--cache FILE` keeps the analyses between runs.
"""

import argparse
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from asof.ingest import ReadOptions
from asof.link.parts import units
from asof.link.stream import group
from asof.pipeline import gather
from asof.records import Document, order_of_publication
from bench.link.events import analysed, by_headline
from bench.showing import show

_LISTS = ("dev.documents.txt", "train.documents.txt")


def pile(newswire: Path, counts: Path) -> list[Document]:
    """The wire's documents and the counts' (without those kept back), in order of publication."""
    listed = [name for held in _LISTS for name in (counts / held).read_text("utf-8").split()]
    inputs = [str(newswire), *(str(counts / "documents" / f"{name}.txt") for name in listed)]
    found = {d.document: d for d in gather(inputs, ReadOptions()).documents}
    return sorted(found.values(), key=order_of_publication)


def scores(event_of: Mapping[str, object], prefix: str) -> dict[str, float]:
    """How much of the crisis is in its largest event, and how much of that event is of the crisis, in percent."""
    mine = [d for d in event_of if d.startswith(prefix)]
    chosen, hits = Counter(event_of[d] for d in mine).most_common(1)[0]
    size = sum(event == chosen for event in event_of.values())
    return {"one event": 100 * hits / len(mine), "nothing foreign": 100 * hits / size}


def main() -> None:
    """Print the table, or with --json the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("newswire", type=Path)
    parser.add_argument("counts", type=Path)
    parser.add_argument("prefix")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--cache", type=Path)
    args = parser.parse_args()
    documents = pile(args.newswire, args.counts)
    found = {a.document: a for a in analysed(documents, args.cache)}
    analyses = {key: a.analysis for key, a in found.items() if a.analysis}
    told = units(documents, analyses, {key: a.claims for key, a in found.items()})
    ours = scores({told[i].report: n for n, held in enumerate(group(told)) for i in held}, args.prefix)
    heads = scores(by_headline(documents, 75), args.prefix)
    if not args.json:
        print(f"{len(documents)} reports")
    show(ours, {"headlines": heads}, args.json)


if __name__ == "__main__":
    main()
