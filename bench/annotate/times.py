"""Measures times as TempEval-3 does: python bench/annotate/times.py [--json] [--half dev|unseen] FOLDER_OF_TML...

strict: same span; relaxed: spans overlap; type, value: overlapping ones whose attribute is right too; all as F1.
Beside ours stands a naive peer: months, years, weekdays (the nearest past one), yesterday and "N units" by one regular
expression. `--half` takes a seeded half of the files by name: rules are developed on dev. `--misses` writes what went
wrong, one a line, of that half.
"""

import argparse
import calendar
import html
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from asof.annotate import sentences, times, tokens
from asof.records import Document, Published

SEED = 20130117
_MONTHS = [month.lower() for month in calendar.month_name[1:]]
_DAYS = [day.lower() for day in calendar.day_name]
_UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_NAIVE = re.compile(
    rf"(?P<month>{'|'.join(_MONTHS)})(?: (?P<day>\d\d?))?(?:,? (?P<year>\d{{4}}))?|(?P<alone>(?:19|20)\d\d)\b"
    rf"|(?P<weekday>{'|'.join(_DAYS)})|(?P<near>today|yesterday|tomorrow)|(?P<n>\d+) (?P<unit>day|week|month|year)s?\b",
    re.IGNORECASE,
)


class Expression(NamedTuple):
    """A time: offsets into the text, TIMEX3 type and value."""

    start: int
    end: int
    type: str
    value: str


def files(folders: list[Path], half: str | None) -> list[Path]:
    """The .tml files, or the seeded half of them by name."""
    found = sorted((p for folder in folders for p in folder.glob("*.tml")), key=lambda path: path.name)
    order = sorted(path.name for path in found)
    random.Random(SEED).shuffle(order)  # noqa: S311 - a fixed split
    dev = set(order[: len(order) // 2])
    return [path for path in found if half is None or (path.name in dev) == (half == "dev")]


def read(path: Path) -> tuple[Document, list[Expression]]:
    """A document with its creation time, and the gold's expressions, offsets into the text without tags."""
    source = path.read_text("utf-8", "replace")
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.DOTALL)
    created = re.search(r'<DCT>.*?value="([^"]*)"', source, re.DOTALL)
    gold: list[Expression] = []
    opened: list[tuple[int, dict[str, str]]] = []
    pieces: list[str] = []
    position = 0
    for piece in re.split(r"(<[^>]+>)", body[1] if body else ""):
        if piece.startswith("<TIMEX3"):
            opened.append((position, dict(re.findall(r'(\w+)="([^"]*)"', piece))))
        elif piece.startswith("</TIMEX3"):
            start, said = opened.pop()
            gold.append(Expression(start, position, said.get("type", ""), said.get("value", "")))
        elif not piece.startswith("<"):
            pieces.append(html.unescape(piece))
            position += len(pieces[-1])
    published = Published(value=created[1][:10] if created else None, precision="day")
    return Document(document=path.stem, text="".join(pieces), sha256="", published=published), gold


def ours(document: Document, clock: list[float]) -> list[Expression]:
    """What the product finds; the processor seconds that this layer took are added to `clock`."""
    words = tokens.find(document)
    parts = sentences.find(document, words)
    began = time.process_time()
    found = times.find(document, words, parts)
    clock.append(time.process_time() - began)
    return [Expression(t.start, t.end, t.type, t.value) for t in found]


def naive(document: Document) -> list[Expression]:
    """What one regular expression finds."""
    day = date.fromisoformat(document.published.value or "1970-01-01")
    return [
        Expression(m.start(), m.end(), "DURATION" if m["n"] else "DATE", _naive_value(m, day))
        for m in _NAIVE.finditer(document.text)
    ]


def _naive_value(match: re.Match[str], day: date) -> str:
    if match["n"]:
        return f"P{match['n']}{_UNITS[match['unit'].lower()]}"
    if match["near"]:
        return (day + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[match["near"].lower()])).isoformat()
    if match["weekday"]:
        return (day - timedelta(days=(day.weekday() - _DAYS.index(match["weekday"].lower())) % 7)).isoformat()
    if match["alone"]:
        return match["alone"]
    month = _MONTHS.index(match["month"].lower()) + 1
    value = f"{match['year'] or day.year}-{month:02d}"
    return f"{value}-{int(match['day']):02d}" if match["day"] else value


def score(gold: list[Expression], found: list[Expression], count: Counter[str]) -> Iterator[str]:
    """Counts one document, each found expression used once, and yields what went wrong."""
    count["gold"] += len(gold)
    count["found"] += len(found)
    used: set[int] = set()
    for one in gold:
        hits = [(min(one.end, f.end) - max(one.start, f.start), i) for i, f in enumerate(found) if i not in used]
        shared, best = max(hits, default=(0, -1))
        if shared <= 0:
            yield f"missed\t{one.start}\t{one.type}\t{one.value}"
            continue
        used.add(best)
        hit = found[best]
        count["relaxed"] += 1
        count["strict"] += hit[:2] == one[:2]
        count["type"] += hit.type == one.type
        count["value"] += hit.value == one.value
        if hit.value != one.value:
            yield f"value\t{one.start}\t{one.value}\t{hit.value}"
    yield from (f"extra\t{f.start}\t{f.type}\t{f.value}" for i, f in enumerate(found) if i not in used)


def main() -> None:
    """Prints a table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--half", choices=("dev", "unseen"))
    parser.add_argument("--misses", type=Path)
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {"ours": Counter(), "baseline": Counter()}
    misses: list[str] = []
    clock: list[float] = []
    paths = files(options.folders, options.half)
    for path in paths:
        document, gold = read(path)
        found = ours(document, clock)
        misses.extend(f"{document.document}\t{line}" for line in score(gold, found, counts["ours"]))
        list(score(gold, naive(document), counts["baseline"]))
    if options.misses:
        options.misses.write_text("\n".join(misses), "utf-8")
    figures = {
        f"times {measure} F1": {
            who: round(200 * count[measure] / max(1, count["gold"] + count["found"]), 1)
            for who, count in counts.items()
        }
        for measure in ("strict", "relaxed", "type", "value")
    }
    figures["times documents a second"] = {"ours": round(len(paths) / max(sum(clock), 1e-9), 1)}
    if options.json:
        json.dump(figures, sys.stdout)
        return
    for name, row in figures.items():
        print(f"{name:28s}" + "".join(f"{k:>10s} {v:6.1f}" for k, v in row.items()))


if __name__ == "__main__":
    main()
