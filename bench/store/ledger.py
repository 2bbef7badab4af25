"""A generated ledger of many claims: how long one event, and the list of open contradictions, take to answer.

python -m bench.store.ledger [--claims 1000000] [--events 20000] [--asked 200] [--file FILE] [--json]

A fresh `View(at=…)` is opened for every question, as a command does; the first of a process, which also loads what
asks, is not counted. Figures are milliseconds of processor time, the median and the worst of those asked (the machine
may be loaded; wall time is printed beside). The baseline reads the ledger from end to end: every claim for one event,
every contradiction for the list. The disk's cache is warm.
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from sqlalchemy import select

from asof.reconcile import reconcile
from asof.records import Claim, Contradiction, moment, surely_said
from asof.store import View, Writer, tables, verify
from asof.store.connection import reader
from bench.showing import show_rows
from bench.store.generated import stories

Timed = tuple[list[float], list[float]]


def build(path: Path, claims: int, events: int) -> dict[str, float]:
    """Makes the ledger, event by event; what it cost."""
    before, wall = time.process_time(), time.perf_counter()
    with Writer(path) as writer:
        for readings, story in stories(claims, events):
            for reading in readings:
                writer.reading(reading)
            by_document: dict[str, list[Claim]] = {}
            for claim in story.claims:
                by_document.setdefault(claim.document, []).append(claim)
            for reading in readings:
                writer.claims(reading.document, by_document[reading.document.document], "generated")
            writer.events_more(story)
    return {
        "build: processor seconds": time.process_time() - before,
        "build: wall seconds": time.perf_counter() - wall,
        "build: peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "file, MB": path.stat().st_size / 1e6,
    }


def timed(ask: Callable[[int], object], times: int) -> Timed:
    """Milliseconds of processor and of wall time of each call, the first of which comes after one that warms up."""
    ask(0)
    spent: Timed = ([], [])
    for n in range(times):
        cpu, wall = time.process_time(), time.perf_counter()
        ask(n)
        spent[0].append((time.process_time() - cpu) * 1000)
        spent[1].append((time.perf_counter() - wall) * 1000)
    return spent


def scan_claims(path: Path, event: str) -> int:
    """The baseline of one event: every claim is decoded, those of the event's documents are kept."""
    with View(path) as view:
        (core,) = view.event(event).events
    held, kept = set(core.documents), 0
    with reader(path).connect() as connection:
        for body in connection.execution_options(yield_per=5000).execute(select(tables.claims.c.body)).scalars():
            kept += msgspec.json.decode(body, type=Claim).document in held
    return kept


def scan_contradictions(path: Path, at: str) -> int:
    """The baseline of the list: every contradiction is decoded and its times are compared."""
    asked = moment(at)
    kept = 0
    with reader(path).connect() as connection:
        for body in connection.execute(select(tables.contradictions.c.body)).scalars():
            found = msgspec.json.decode(body, type=Contradiction)
            if asked and surely_said(moment(found.opened), asked.first) is True:
                kept += found.closed is None or surely_said(moment(found.closed), asked.first) is not True
    return kept


def measure(path: Path, events: int, asked: int) -> dict[str, tuple[Timed, Timed | None]]:
    """Each question with its baseline."""
    chance = random.Random(7)  # noqa: S311 - which events are asked about
    chosen = [f"e{chance.randrange(events):015x}" for _ in range(asked)]
    middle = "2026-01-01T00:00Z" if events < 3 else _middle(events)

    def one(n: int) -> int:
        with View(path, at=middle) as view:
            return len(view.event(chosen[n]).claims)

    def reconciled(n: int) -> object:
        with View(path, at=middle) as view:
            return reconcile(view.event(chosen[n]), at=middle)

    def opened(_: int) -> int:
        with View(path, at=middle) as view:
            return len(view.contradictions())

    return {
        "View(at=…) of one event": (timed(one, asked), timed(lambda n: scan_claims(path, chosen[n]), 1)),
        "the same, reconciled as of then": (timed(reconciled, asked), None),
        "open contradictions at a time": (
            timed(opened, 20),
            timed(lambda _: scan_contradictions(path, middle), 3),
        ),
        "open contradictions at the end": (timed(lambda _: len(View(path).contradictions()), 5), None),
    }


def _middle(events: int) -> str:
    """A moment at which most events have been told of in part."""
    day = moment("2026-01-01")
    at = (day.first if day else None) and day.first.timestamp() + 60 * 20 * events * 0.9  # type: ignore[union-attr]
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(at))


def main() -> None:
    """Build, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--asked", type=int, default=200)
    parser.add_argument("--file", type=Path, help="where to keep the ledger; one that is there is asked as it is")
    parser.add_argument("--verify", action="store_true", help="check the whole ledger too")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.file or Path(folder) / "ledger.asof"
        cost = {} if path.exists() else build(path, options.claims, options.events)
        asked = measure(path, options.events, options.asked)
        listed = len(View(path, at=_middle(options.events)).contradictions())
        if options.verify:
            found = verify(path)
            print(f"verify: {found.claims} claims, {found.spans} spans, {len(found.problems)} problems")
    report = {
        name: {
            "ours": round(statistics.median(ours[0]), 2),
            "worst": round(max(ours[0]), 2),
            "wall": round(statistics.median(ours[1]), 2),
            "baseline": round(statistics.median(base[0]), 2) if base else None,
        }
        for name, (ours, base) in asked.items()
    }
    report |= {name: {"ours": round(value, 1), "baseline": None} for name, value in cost.items()}
    report["open contradictions listed"] = {"ours": listed, "baseline": None}
    show_rows(report, {name: name for name in ("ours", "worst", "wall", "baseline")}, options.json)


if __name__ == "__main__":
    main()
