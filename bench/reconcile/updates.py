"""What the tracks of a developing crisis show, and when, against dated facts: updates.py GOLD DATA [--json].

GOLD (bench/reconcile/gold/updates.tsv): nuggets that state a count of people which some pooled sentence states, with
outcome and bounds, and the first sentence that does. DATA: the folder of TREC Temporal Summarization's files.

Each topic's pool is one given story, its sentences in the order of their times; a moment's tracks are those of what was
said until then. A nugget's value is *shown* from the first moment at which a track of its outcome has a point with that
number that nothing superseded or denied (points of the same time do not count as later). Its deadline is six hours
after the nugget's time, or after the first sentence with the value where that is later.

in time    share of nuggets shown by the deadline      best     it still is the best estimate of some population then
best once  it was such a best estimate when it was first or last shown by then, or is at the deadline: a toll that grows
           within six hours is right to go on
never      share never shown                           latency  median hours from the first sentence to the first moment
Baseline: a number with a word of the outcome among the five words beside it, in any sentence until the deadline.
"""

import argparse
import csv
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

import msgspec

from asof.annotate import annotate
from asof.extract import extract
from asof.link import link
from asof.reconcile.reconciling import Ready
from asof.records import Analysis, Document, Linked, Point, Track, moment, order_of_publication
from bench.extract.counts import nearest_word
from bench.reconcile import streams

_DELAY = timedelta(hours=6)


class Fact(NamedTuple):
    """A nugget's count: its outcome and bounds, when the nugget is dated, and when a sentence first stated it."""

    nugget: str
    outcome: str
    low: int | None
    high: int | None
    dated: datetime
    first: datetime

    @property
    def deadline(self) -> datetime:
        """Six hours after the nugget's time or the first sentence, whichever is later."""
        return max(self.dated, self.first) + _DELAY


class Shown(NamedTuple):
    """When a fact's value stood on a track first (None: never), whether as best by the deadline, and the baseline's."""

    fact: Fact
    at: datetime | None
    best: bool
    best_once: bool
    naive: bool

    @property
    def in_time(self) -> bool:
        """Whether it was shown by the deadline."""
        return self.at is not None and self.at <= self.fact.deadline


def facts(gold: Path, data: Path) -> dict[str, list[Fact]]:
    """The facts of each topic."""
    dated: dict[str, int] = {}
    for year in streams.YEARS:
        path = data / f"{year}.nuggets.tsv"
        for line in path.read_text("utf-8").splitlines()[1:] if path.exists() else ():
            cells = line.split("\t")
            dated[cells[1]] = int(cells[2])
    found: dict[str, list[Fact]] = defaultdict(list)
    with gold.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            when = datetime.fromtimestamp(dated[row["nugget"]], UTC)
            first = datetime.fromtimestamp(int(row["first"].split("-", maxsplit=1)[0]), UTC)
            low, high = (None if row[k] == "-" else int(row[k]) for k in ("low", "high"))
            found[row["topic"]].append(Fact(row["nugget"], row["outcome"], low, high, when, first))
    return dict(found)


class Read(msgspec.Struct):
    """A document and its analysis."""

    document: Document
    analysis: Analysis


def linked_topic(documents: Sequence[Document], kept: dict[str, Analysis]) -> Linked:
    """A topic's documents analysed and linked as one given story."""
    ordered = tuple(sorted(documents, key=order_of_publication))
    analyses = {d.document: kept.get(d.document) or annotate(d) for d in ordered}
    claims = tuple(c for d in ordered for c in extract(d, analyses[d.document]))
    return link(ordered, analyses, claims, given=True)


def replayed(told: list[Fact], linked: Linked, texts: Sequence[Document]) -> list[Shown]:
    """When each fact of a topic was shown. A point stands from when it was said until another takes its place."""
    ready = Ready(linked)
    tracks = ready.reconcile(related=False).tracks
    said = {p.claim: _time(p) for t in tracks for p in t.points}
    rows = {d.document: nearest_word(d) for d in texts}
    made = []
    for fact in told:
        times = sorted(t for track in tracks if track.outcome == fact.outcome for t in _stands(track, fact, said))
        early = [t for t in times if t <= fact.deadline]
        best = bool(early) and _is_best(ready, fact, fact.deadline)
        once = best or any(_is_best(ready, fact, t) for t in sorted({*early[:1], *early[-1:]}))
        before = [d for d in texts if (m := moment(d.published.value)) and m.first <= fact.deadline]
        made.append(
            Shown(
                fact,
                times[0] if times else None,
                best,
                once,
                any(_naively(r, fact) for d in before for r in rows[d.document]),
            )
        )
    return made


def _time(point: Point) -> datetime:
    found = moment(point.asserted_at)
    return found.first if found else datetime.max.replace(tzinfo=UTC)


def _stands(track: Track, fact: Fact, said: dict[str, datetime]) -> list[datetime]:
    """The times from which a point with the fact's number stood on a track for a while."""
    return [
        said[p.claim]
        for p in track.points
        if _is_value(fact, p.low, p.high)
        and (p.superseded_by is None or said[p.superseded_by] > said[p.claim])
        and all(said.get(d, datetime.max.replace(tzinfo=UTC)) > said[p.claim] for d in p.denied_by)
    ]


def _is_value(fact: Fact, low: float | None, high: float | None) -> bool:
    """Whether bounds give the fact's number: its exact number or the bound that it states."""
    wanted = fact.low if fact.low is not None else fact.high
    exact = fact.low == fact.high
    return wanted in (low, high) if not exact or low == high or None in (low, high) else False


def _is_best(ready: Ready, fact: Fact, when: datetime) -> bool:
    """Whether the fact's number is the best estimate of some population as of a moment."""
    wanted = fact.low if fact.low is not None else fact.high
    at = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    for event in ready.reconcile(at, related=False).events:
        whole = event.estimates.get(fact.outcome)
        apart = [e.best for e in event.estimates_by if e.outcome == fact.outcome]
        if wanted in [whole.best if whole else None, *apart]:
            return True
    return False


def _naively(row: Mapping[str, Any], fact: Fact) -> bool:
    wanted = fact.low if fact.low is not None else fact.high
    return bool(row["outcome"] == fact.outcome and wanted in (row["quantity"]["low"], row["quantity"]["high"]))


def summary(shown: Sequence[Shown]) -> dict[str, dict[str, float]]:
    """The measures over some facts."""
    late = [(s.at - s.fact.first).total_seconds() / 3600 for s in shown if s.at is not None]
    return {
        "in time": {"ours": _share([s.in_time for s in shown]), "baseline": _share([s.naive for s in shown])},
        "best": {"ours": _share([s.best for s in shown])},
        "best once": {"ours": _share([s.best_once for s in shown])},
        "never": {"ours": _share([s.at is None for s in shown])},
        "latency": {"ours": round(median(late), 1) if late else -1.0},
    }


def _share(told: Sequence[bool]) -> float:
    return round(100 * sum(told) / max(len(told), 1), 1)


def main() -> None:
    """Print the table by topic, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--missed", action="store_true", help="print the nuggets that are not shown in time")
    parser.add_argument("--kept", type=Path, default=None, help="analyses kept in this file")
    options = parser.parse_args()
    pool = streams.Pool(options.data)
    kept: dict[str, Analysis] = {}
    if options.kept and options.kept.exists():
        rows = msgspec.msgpack.decode(options.kept.read_bytes(), type=list[Read])
        kept = {r.document.document: r.analysis for r in rows}
    every: list[Shown] = []
    for topic, told in sorted(facts(options.gold, options.data).items()):
        documents = pool.documents(topic)
        shown = replayed(told, linked_topic(documents, kept), documents)
        every += shown
        if not options.json:
            row = summary(shown)
            print(f"{topic:12s} {len(shown):4d} " + "  ".join(f"{n} {v['ours']:6.1f}" for n, v in row.items()))
        for s in shown if options.missed else ():
            if not s.in_time:
                print("   ", s.fact.nugget, s.fact.outcome, s.fact.low, s.fact.high, s.at)
    total = summary(every)
    if options.json:
        print(json.dumps({n: total[n] for n in ("in time", "best", "best once")}))
    else:
        print(f"{'all':12s} {len(every):4d} " + "  ".join(f"{n} {v}" for n, v in total.items()))


if __name__ == "__main__":
    main()
