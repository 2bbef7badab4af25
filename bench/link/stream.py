"""What a live stream costs per report, and whether it ends where the run does: stream.py GOLD.jsonl [--json].

GOLD: incidents with their reports, as for events.py. `--reports N` makes a pile of N by exchanging names, places and
days (variants.py), which is fed one report at a time; measured is the processor time of linking alone (not wall time:
other work on the machine does not count) per 1,000 reports, drawn with `--chart FILE.html` (or .svg), and the memory
that the process holds at the end, the pile included. With `--whole` besides: all of linking, entities and origins too,
of that pile at once. Without `--reports`, how far a stream that comes out of order
(some reports up to a week late; wholly shuffled) agrees with the run in order of publication, B-cubed. The baselines:
comparing each report with all before it; every report alone.
"""

import argparse
import hashlib
import json
import resource
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import altair as alt
import msgspec

from asof.link import link
from asof.link.features import day_of, features
from asof.link.likeness import likeness
from asof.link.stream import Stream
from asof.pipeline import Analysed
from asof.records import Document, order_of_publication
from bench.link.events import analysed, read
from bench.link.variants import variant

_STEP = 1_000
_SPREAD = 400
_LATE = (0, 0, 0, 1, 2, 3, 7)
Told = tuple[Document, Analysed]


def number(name: str) -> int:
    """A number that belongs to a name."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:12], 16)


def day(document: Document) -> int:
    """The day of publication, 0 where it is unknown."""
    return day_of(document.published.value) or 0


def light(told: Analysed) -> Analysed:
    """The analysis without its tokens, which linking does not read and which would fill the memory that is measured."""
    analysis = told.analysis and msgspec.structs.replace(told.analysis, tokens=(), sentences=(), vectors=b"")
    return msgspec.structs.replace(told, analysis=analysis)


def made(pile: Sequence[Told], size: int) -> Iterator[Told]:
    """So many reports in order of publication day by day: the pile, then its variants, each moved by some days."""
    copies = -(-size // len(pile))
    waiting = []
    for copy in range(copies):
        move = 0 if copy == 0 else number(str(copy)) % _SPREAD
        waiting += [
            ((day_of(d.published.value) or 0) + move, number(f"{d.document}{copy}"), copy, d, a) for d, a in pile
        ]
    waiting.sort(key=lambda w: w[:3])
    for day, _, copy, document, analysis in waiting[:size]:
        yield (
            (document, analysis)
            if copy == 0
            else variant(document, analysis, copy, day - (day_of(document.published.value) or 0))
        )


def costs(pile: Iterable[Told]) -> list[tuple[int, float]]:
    """After every thousand reports, how many they are and the seconds of processor time that each of the last took."""
    stream, found, spent, n = Stream(), [], 0.0, 0
    for document, analysis in pile:
        began = time.process_time()
        stream.add(document, analysis.analysis, analysis.claims)
        spent += time.process_time() - began
        n += 1
        if n % _STEP == 0:
            found.append((n, spent / _STEP))
            spent = 0.0
    if n % _STEP:
        found.append((n, spent / (n % _STEP)))
    return found


def whole(pile: Sequence[Told]) -> float:
    """Reports a second of processor time of `link` over all of a pile: events, entities, origins."""
    analyses = [a.analysis for _, a in pile if a.analysis]
    claims = [c for _, a in pile for c in a.claims]
    began = time.process_time()
    link([d for d, _ in pile], analyses, claims)
    return len(pile) / (time.process_time() - began)


def compared_with_all(pile: Sequence[Told]) -> float:
    """Seconds of processor time that one comparison takes."""
    held = features([d for d, _ in pile[:200]], {a.document: a.analysis for _, a in pile if a.analysis}, {})
    began = time.process_time()
    for one in held:
        for other in held:
            likeness(other, one)
    return (time.process_time() - began) / max(len(held), 1) ** 2


def grouped(pile: Iterable[Told]) -> dict[str, int]:
    """The event of each report, as a number."""
    stream = Stream()
    for document, analysis in pile:
        stream.add(document, analysis.analysis, analysis.claims)
    return {d: n for n, event in enumerate(stream.events()) for d in event}


def agreement(left: Mapping[str, int], right: Mapping[str, int]) -> float:
    """B-cubed F1 of one grouping held against another, in percent."""
    of_left, of_right = defaultdict(set), defaultdict(set)
    for name in left:
        of_left[left[name]].add(name)
        of_right[right[name]].add(name)
    shared = {d: len(of_left[left[d]] & of_right[right[d]]) for d in left}
    p = sum(shared[d] / len(of_right[right[d]]) for d in left) / len(left)
    r = sum(shared[d] / len(of_left[left[d]]) for d in left) / len(left)
    return 200 * p * r / (p + r)


def draw(found: Sequence[tuple[int, float]], single: float, path: Path) -> None:
    """The cost curve beside that of comparing with everything."""
    rows = [{"reports": n, "ms per report": 1_000 * s, "way": "asof, one at a time"} for n, s in found]
    rows += [{"reports": n, "ms per report": 1_000 * single * n, "way": "compared with all before"} for n, _ in found]
    highest = 4 * max(s for _, s in found) * 1_000
    chart = alt.Chart(alt.Data(values=[r for r in rows if float(r["ms per report"]) <= highest]))
    lines = chart.mark_line(point=True).encode(x="reports:Q", y="ms per report:Q", color="way:N")
    lines.properties(width=560, height=300, title="Processor time of linking a report").save(str(path))


def main() -> None:
    """Print the table, or with --json the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--reports", type=int)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--chart", type=Path)
    args = parser.parse_args()
    _, documents = read(args.gold, None)
    pile = sorted(
        zip(documents, analysed(documents, args.cache), strict=True), key=lambda t: order_of_publication(t[0])
    )
    results: dict[str, dict[str, float | None]] = {}
    if args.reports:
        found = costs(made(pile, args.reports))
        single = compared_with_all(pile)
        if args.chart:
            draw(found, single, args.chart)
        results["reports/s"] = {"ours": len(found) / sum(s for _, s in found), "baseline": 2 / (single * args.reports)}
        results["reports/s at the end"] = {"ours": 1 / found[-1][1], "baseline": 1 / (single * args.reports)}
        if args.whole:
            results["whole link, reports/s"] = {"ours": whole(list(made(pile, args.reports))), "baseline": None}
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        results["memory, MB, with the pile"] = {"ours": memory, "baseline": None}
    else:
        run = grouped(pile)
        late = sorted(
            pile, key=lambda t: (day_of(t[0].published.value) or 0) + _LATE[number(t[0].document) % len(_LATE)]
        )
        shuffled = sorted(pile, key=lambda t: number(t[0].document))
        alone = agreement(run, {d: n for n, d in enumerate(run)})
        results["late, agreement"] = {"ours": agreement(run, grouped(late)), "baseline": alone}
        results["shuffled, agreement"] = {"ours": agreement(run, grouped(shuffled)), "baseline": alone}
    if args.json:
        print(json.dumps(results))
        return
    for name, row in results.items():
        print(
            f"{name:26s} ours {row['ours']:8.1f}" + (f"   baseline {row['baseline']:8.1f}" if row["baseline"] else "")
        )


if __name__ == "__main__":
    main()
