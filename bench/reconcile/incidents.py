"""Counts end to end on an incident registry, with the grouping of reports given: incidents.py GOLD [--json] ...

GOLD rows: incident, killed, injured, reports[] with document, title, text, published. Reading, analysis and extraction
are those of `asof`; every report counts as its own origin and its incident as its event, so that what is measured is
extraction and reconciling without linking. Beside it stands a naive peer: the first number next to a word for death
(injury) in the last report.

`--claims FILE` keeps the extracted claims, so that reconciling can be measured again in seconds.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from asof.annotate import annotate
from asof.extract import extract
from asof.ingest import ReadOptions, read
from asof.reconcile import reconcile
from asof.records import (
    Claim,
    ClaimLink,
    Document,
    Estimate,
    EventCore,
    EventPlace,
    Linked,
    Reading,
    order_of_publication,
)
from bench.showing import show_rows

OUTCOMES = ("killed", "injured")
_OPEN = 10
"""What an open high end counts for, as in the shared scorer."""
_MISS = 20
"""The cost of a unit outside low-high: 2 / (1 - 0.9), the interval score for 90 % intervals."""
_NUMBER = r"(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)"
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS = {word: number for number, word in enumerate(_SPELLED, 1)}
_NAIVE = {
    "killed": re.compile(_NUMBER + r"(?: \w+){0,2} (?:dead|killed|died)", re.I),
    "injured": re.compile(_NUMBER + r"(?: \w+){0,2} (?:injured|wounded|hurt)", re.I),
}
_ONE = {"killed": re.compile(r"killed|died|dead|fatal", re.I), "injured": re.compile(r"injured|wounded|hurt", re.I)}


class Read(msgspec.Struct):
    """A document with its claims."""

    document: Document
    claims: tuple[Claim, ...]


def read_all(gold: Path, kept: Path | None) -> dict[str, Read]:
    """Every document with its claims, from `kept` where that is there."""
    if kept and kept.exists():
        rows = msgspec.msgpack.decode(kept.read_bytes(), type=list[Read])
    else:
        found = [r.document for r in read([str(gold)], ReadOptions()) if isinstance(r, Reading)]
        rows = [Read(document=d, claims=extract(d, annotate(d))) for d in found]
    if kept and not kept.exists():
        kept.write_bytes(msgspec.msgpack.encode(rows))
    return {row.document.document: row for row in rows}


def given(incident: dict[str, Any], rows: dict[str, Read]) -> Linked:
    """One incident as if it had been linked: all its reports are of one event."""
    names = sorted({r["document"] for r in incident["reports"]} & rows.keys())
    documents = sorted((rows[n].document for n in names), key=order_of_publication)
    claims = [c for d in documents for c in rows[d.document].claims]
    event = EventCore(
        id=incident["incident"],
        label=incident["incident"],
        documents=tuple(d.document for d in documents),
        primary=tuple(d.document for d in documents),
        place=EventPlace(country="US"),
    )
    links = (ClaimLink(claim=c.id, event=event.id if c.main else None, origin=c.document) for c in claims)
    return Linked(documents=tuple(documents), claims=tuple(claims), links=tuple(links), entities=(), events=(event,))


def naive(incident: dict[str, Any], outcome: str) -> int:
    """The first number beside a word of the outcome in the last report; one where the word stands alone."""
    last = max(incident["reports"], key=lambda r: str(r["published"]))
    text = f"{last['title']}. {last['text']}"[:20_000]
    match = _NAIVE[outcome].search(text)
    if match:
        number = match["n"].lower()
        return int(number) if number.isdigit() else _WORDS[number]
    return int(bool(_ONE[outcome].search(text)))


def ends(estimate: Estimate | None) -> tuple[int, int, int]:
    """Low, best and high; an outcome that nobody mentions is read as 0."""
    if estimate is None:
        return 0, 0, 0
    low, best = estimate.low or 0, estimate.best or 0
    return low, best, max(best, low) + _OPEN if estimate.high is None else estimate.high


def measured(gold: Path, rows: dict[str, Read]) -> tuple[Counter[str], Counter[str], int]:
    """Sums over all incidents: ours, the naive peer's, and how many incidents there are."""
    ours: Counter[str] = Counter()
    peer: Counter[str] = Counter()
    number = 0
    for incident in incidents(gold):
        number += 1
        estimates = reconcile(given(incident, rows)).events[0].estimates
        hits = {o: _add(ours, o, ends(estimates.get(o)), incident[o]) for o in OUTCOMES}
        naive_hits = {o: _add(peer, o, (n := naive(incident, o), n, n), incident[o]) for o in OUTCOMES}
        ours["both"] += all(hits.values())
        peer["both"] += all(naive_hits.values())
    return ours, peer, number


def incidents(gold: Path) -> Iterator[dict[str, Any]]:
    """The rows of the registry."""
    with gold.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _add(sums: Counter[str], outcome: str, said: tuple[int, int, int], truth: int) -> bool:
    low, best, high = said
    sums[f"{outcome} best"] += best == truth
    sums[f"{outcome} in low-high"] += low <= truth <= high
    sums[f"{outcome} width"] += high - low
    sums[f"{outcome} interval score"] += _cost(low, high, truth)
    for name, (a, b) in {
        "best": (best, best),
        "best+1": (best, best + 1),
        "best±1": (max(best - 1, 0), best + 1),
    }.items():
        sums[f"{outcome} interval score, blind {name}"] += _cost(a, b, truth)
    return best == truth


def _cost(low: int, high: int, truth: int) -> int:
    """The interval score (Gneiting and Raftery 2007) of a 90 % interval."""
    return (high - low) + _MISS * max(low - truth, truth - high, 0)


def table(ours: Counter[str], peer: Counter[str], number: int) -> dict[str, dict[str, float]]:
    """Shares in percent; widths and scores as means."""
    result = {}
    for name in sorted(ours | peer):
        scale = 1 if "width" in name or "score" in name else 100
        result[name] = {
            "ours": round(scale * ours[name] / number, 2),
            "baseline": round(scale * peer[name] / number, 2),
        }
    return result


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--claims", type=Path, default=None)
    options = parser.parse_args()
    result = table(*measured(options.gold, read_all(options.gold, options.claims)))
    show_rows(result, {"ours": "ours", "baseline": "naive"}, options.json)


if __name__ == "__main__":
    main()
