"""Timelines of long stories against those that journalists wrote: timelines.py FOLDER [--json] [--cache FOLDER].

FOLDER/<topic>/articles.jsonl: rows with id, time, text; timelines.jsonl: rows of [[day, [sentence, …]], …]. As in the
work that this is compared with, a timeline has as many days as its gold, each with as many sentences as a day of the
gold has on average, chosen from the reports of the gold's span. Nothing in `asof.tell.days` is learned, so there is
no topic to be left out. Measures times 100: `measures.align` over words and pairs of words, F1 of the days; the F1 of
mean precision and recall over all timelines.

Baseline: the days on which most reports appeared, and the first sentences of that day's reports.
"""

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from asof.annotate import sentences, times, tokens
from asof.records import Analysis, Document, Passage, Published
from asof.tell.days import Pile, days
from bench.tell.measures import Timeline, align, dates, f1, mean_f1

Asked = tuple[int, int, tuple[date, date]]
"""How many days, how many sentences each, within which days."""


class Kept(msgspec.Struct):
    """What is kept between runs: the analyses of one topic, and of which text."""

    sha256: str
    analyses: list[Analysis]


def documents(topic: Path) -> tuple[Document, ...]:
    """The articles of a topic."""
    rows = map(json.loads, (topic / "articles.jsonl").read_text("utf-8").splitlines())
    return tuple(_document(topic.name, row) for row in rows if row["text"].strip())


def _document(topic: str, row: dict[str, Any]) -> Document:
    text, day = row["text"], row["time"][:10]
    return Document(
        document=f"{topic}/{row['id']}",
        text=text,
        published=Published(value=day, precision="day", reason="given"),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        passages=(Passage(start=0, end=len(text), part="body", asserted_at=day),),
    )


def analyses(topic: str, found: Sequence[Document], cache: Path | None) -> dict[str, Analysis]:
    """Sentences and times of each article; from the cache where that is of the same text."""
    sha256 = hashlib.sha256("".join(d.sha256 for d in found).encode()).hexdigest()
    path = cache / f"{topic}.msgpack" if cache else None
    if path and path.exists() and (kept := msgspec.msgpack.decode(path.read_bytes(), type=Kept)).sha256 == sha256:
        return {a.document: a for a in kept.analyses}
    made = [_analysis(d) for d in found]
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.msgpack.encode(Kept(sha256=sha256, analyses=made)))
    return {a.document: a for a in made}


def _analysis(document: Document) -> Analysis:
    words = tokens.find(document)
    found = sentences.find(document, words)
    return Analysis(document=document.document, sentences=found, times=times.find(document, words, found))


def golds(topic: Path) -> Iterator[dict[date, list[str]]]:
    """The timelines that journalists wrote of a topic."""
    for line in (topic / "timelines.jsonl").read_text("utf-8").splitlines():
        gold: dict[date, list[str]] = {}
        for day, told in json.loads(line):
            gold.setdefault(date.fromisoformat(day[:10]), []).extend(told)
        if gold:
            yield gold


def ours(pile: Pile, asked: Asked) -> Timeline:
    """The days and sentences that `asof timeline --dates` gives."""
    wanted, each, within = asked
    return {date.fromisoformat(d.day): [s.span.text for s in d.sentences] for d in days(pile, wanted, each, within)}


def busiest(pile: Pile, asked: Asked) -> Timeline:
    """The baseline: the days with most reports, and the first sentences of each."""
    wanted, each, _ = asked
    reports: dict[date, list[str]] = {}
    for document in pile.documents:
        found = pile.analyses[document.document].sentences[:1]
        first = [document.text[s.start : s.end] for s in found]
        reports.setdefault(date.fromisoformat(document.published.value or ""), []).extend(first)
    most = Counter({day: len(told) for day, told in reports.items()}).most_common(wanted)
    return {day: reports[day][:each] for day, _ in most}


def asked_of(gold: Timeline) -> Asked:
    """What the gold's length asks for."""
    each = max(1, round(sum(map(len, gold.values())) / len(gold)))
    return len(gold), each, (min(gold), max(gold))


def measured(pile: Pile, gold: Timeline, tell: Callable[[Pile, Asked], Timeline]) -> dict[str, tuple[float, float]]:
    """Precision and recall of a telling by each measure."""
    asked = asked_of(gold)
    first, last = (d.isoformat() for d in asked[2])
    within = tuple(d for d in pile.documents if first <= (d.published.value or "") <= last)
    found = tell(Pile(documents=within, analyses=pile.analyses), asked)
    return {"align R1": align(found, gold), "align R2": align(found, gold, 2), "date F1": dates(found, gold)}


def main() -> None:
    """Print each measure beside the baseline's, and each topic's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--topics", nargs="*", help="only these")
    parser.add_argument("--cache", type=Path, help="folder for the analyses, so that a second run takes seconds")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    tellers = {"ours": ours, "baseline": busiest}
    results: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for topic in sorted(p for p in given.folder.iterdir() if (p / "articles.jsonl").exists()):
        if given.topics and topic.name not in given.topics:
            continue
        found = documents(topic)
        pile = Pile(documents=found, analyses=analyses(topic.name, found, given.cache))
        for gold in golds(topic):
            each = {name: measured(pile, gold, teller) for name, teller in tellers.items()}
            for name, row in each.items():
                for measure, pair in row.items():
                    results.setdefault(measure, {}).setdefault(name, []).append(pair)
            if not given.json:
                told = "  ".join(f"{m} {100 * f1(*p):5.1f}" for m, p in each["ours"].items())
                print(f"{topic.name:24s} {len(gold):4d} days  {told}", flush=True)
    figures = {m: {n: round(100 * mean_f1(pairs), 2) for n, pairs in r.items()} for m, r in results.items()}
    if given.json:
        print(json.dumps(figures))
        return
    print(f"{'':24s} {'ours':>8s} {'baseline':>9s}")
    for measure, row in figures.items():
        print(f"{measure:24s} {row['ours']:8.2f} {row['baseline']:9.2f}")


if __name__ == "__main__":
    main()
