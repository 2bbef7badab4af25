"""Counts end to end on an incident registry, with the stories found: stories.py GOLD [--json].

GOLD as for `bench.reconcile.incidents`. All reports are one pile, linked as `asof run` links it; each incident is held
against the event that has most of its reports (of equals the smaller, as the shared scorer does), and an incident whose
reports are in no event counts as wrong. Baseline: the same figures with the grouping given.
"""

import argparse
from collections import Counter
from pathlib import Path
from typing import Any

from asof.annotate import annotate
from asof.extract import extract
from asof.ingest import ReadOptions, read
from asof.link import link
from asof.reconcile.reconciling import Ready
from asof.records import Claim, Event, Reading, order_of_publication
from bench.reconcile import incidents
from bench.reconcile.incidents import OUTCOMES, Read
from bench.showing import show_rows

_MANY = 4


def found(gold: Path) -> tuple[dict[str, Read], dict[str, list[Event]]]:
    """Every document with its claims, and the events of each document."""
    documents = sorted(
        (r.document for r in read([str(gold)], ReadOptions()) if isinstance(r, Reading)), key=order_of_publication
    )
    analyses = {d.document: annotate(d) for d in documents}
    claims: dict[str, tuple[Claim, ...]] = {d.document: extract(d, analyses[d.document]) for d in documents}
    linked = link(tuple(documents), analyses, tuple(c for d in documents for c in claims[d.document]))
    events: dict[str, list[Event]] = {}
    for event in Ready(linked).reconcile(related=False).events:
        for name in event.documents:
            events.setdefault(name, []).append(event)
    return {d.document: Read(document=d, claims=claims[d.document]) for d in documents}, events


def event_of(incident: dict[str, Any], events: dict[str, list[Event]]) -> Event | None:
    """The event that has most of an incident's reports; of equals the one with the fewest, then the first by id."""
    votes = Counter(e.id for r in incident["reports"] for e in events.get(r["document"], ()))
    by_id = {e.id: e for r in incident["reports"] for e in events.get(r["document"], ())}
    return min(by_id.values(), key=lambda e: (-votes[e.id], len(e.documents), e.id), default=None)


def measured(gold: Path) -> dict[str, dict[str, float]]:
    """Shares of incidents in percent, stories found (ours) and given (baseline)."""
    rows, events = found(gold)
    ours: Counter[str] = Counter()
    number = many = 0
    for incident in incidents.incidents(gold):
        number += 1
        event = event_of(incident, events)
        said = {o: incidents.ends(event.estimates.get(o)) if event else None for o in OUTCOMES}
        right = {o: (ends := said[o]) is not None and ends[1] == incident[o] for o in OUTCOMES}
        large = incident["killed"] + incident["injured"] >= _MANY
        many += large
        for outcome, ends in said.items():
            ours[f"{outcome} best"] += right[outcome]
            ours[f"{outcome} best, four or more victims"] += right[outcome] and large
            ours[f"{outcome} in low-high"] += ends is not None and ends[0] <= incident[outcome] <= ends[2]
        ours["both"] += all(right.values())
    given, _, _ = incidents.measured(gold, rows)
    result = {}
    for name in sorted(ours):
        of = many if "four" in name else number
        result[name] = {"ours": round(100 * ours[name] / max(of, 1), 2)}
        if name in given:
            result[name]["baseline"] = round(100 * given[name] / max(number, 1), 2)
    return result


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    show_rows(measured(options.gold), {"ours": "found", "baseline": "given"}, options.json)


if __name__ == "__main__":
    main()
