"""What is new, told as it comes, against time-stamped nuggets (TREC Temporal Summarization): updates.py FOLDER.

FOLDER/<year>.updates.tsv: sentences of the pool (topic, id, document, place in it, length, duplicate of, text);
<year>.nuggets.tsv: what ought to be told (topic, id, time, importance, length, text); <year>.matches.tsv: which
sentence tells which nugget; *<year>*topics*.xml: the words that name each topic. A document's id begins with its time.

The stream is taken hour by hour; of an hour's sentences those are told that `asof.tell.novelty` takes for news.
`nugget recall`: of all nuggets, those that something told matches. `not said twice`: of the matches told, those of
nuggets not told before (100 less redundancy). `to the point`: of what was told, the sentences that match a nugget.
Means over topics, times 100. Baseline: the first sentence of every new document. `--half` keeps topics of odd (0) or
even (1) number: thresholds were chosen on 0.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from asof.tell.novelty import Stream

HOUR = 3600
_QUERY = re.compile(r"<id>\s*(\d+)\s*</id>.*?<query>\s*(.*?)\s*</query>", re.S)


class Told(NamedTuple):
    """A sentence of the pool: when, of which document, its place in it, its words, the nuggets that it tells."""

    time: int
    document: str
    place: int
    text: str
    nuggets: frozenset[str]


class Topic(NamedTuple):
    """One crisis: its name, the words that name it, its sentences in order of time, and what ought to be told."""

    name: str
    query: str
    pool: list[Told]
    nuggets: frozenset[str]


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a table without its header; quotes mean nothing in these files."""
    with path.open(encoding="utf-8", errors="replace", newline="\n") as file:
        next(file)
        for line in file:
            yield line.rstrip("\r\n").split("\t")


def topics(folder: Path, year: str) -> Iterator[Topic]:
    """The topics of one year that have nuggets."""
    page = next(folder.glob(f"*{year}*topics*.xml")).read_text("utf-8")
    queries = {f"TS{year[2:]}.{number}": query for number, query in _QUERY.findall(page)}
    nuggets: dict[str, set[str]] = {}
    for row in rows(folder / f"{year}.nuggets.tsv"):
        nuggets.setdefault(row[0], set()).add(row[1])
    matches: dict[str, set[str]] = {}
    for row in rows(folder / f"{year}.matches.tsv"):
        matches.setdefault(row[1], set()).add(row[2])
    pools: dict[str, list[Told]] = {}
    for topic, update, document, place, _, duplicate, text, *_ in rows(folder / f"{year}.updates.tsv"):
        told = (matches.get(update, set()) | matches.get(duplicate, set())) & nuggets.get(topic, set())
        time = int(document.partition("-")[0])
        pools.setdefault(topic, []).append(Told(time, document, int(place), text, frozenset(told)))
    for name in sorted(nuggets.keys() & pools.keys() & queries.keys()):
        yield Topic(name, queries[name], sorted(pools[name]), frozenset(nuggets[name]))


def news(topic: Topic) -> list[Told]:
    """What `asof.tell.novelty` tells, hour by hour."""
    stream, told = Stream(topic.query), list[Told]()
    for hour in _hours(topic.pool):
        told += [hour[n] for n in stream.tell([t.text for t in hour])]
    return told


def _hours(pool: Sequence[Told]) -> Iterator[list[Told]]:
    hours: dict[int, list[Told]] = {}
    for told in pool:
        hours.setdefault(told.time // HOUR, []).append(told)
    yield from (hours[hour] for hour in sorted(hours))


def firsts(topic: Topic) -> list[Told]:
    """The baseline: the first sentence of every document."""
    first: dict[str, Told] = {}
    for told in topic.pool:
        if told.document not in first or told.place < first[told.document].place:
            first[told.document] = told
    return sorted(first.values())


def measured(told: Sequence[Told], topic: Topic) -> dict[str, float]:
    """The measures of what was told, in the order in which it was."""
    known: set[str] = set()
    every = fresh = 0
    for sentence in told:
        every += len(sentence.nuggets)
        fresh += len(sentence.nuggets - known)
        known |= sentence.nuggets
    return {
        "nugget recall": 100 * len(known) / len(topic.nuggets),
        "not said twice": 100 * fresh / every if every else 0.0,
        "to the point": 100 * sum(bool(s.nuggets) for s in told) / len(told) if told else 0.0,
        "sentences": float(len(told)),
    }


def _mean(found: Sequence[dict[str, float]]) -> dict[str, float]:
    return {m: round(sum(f[m] for f in found) / len(found), 2) for m in found[0]} if found else {}


def main() -> None:
    """Print each measure beside the baseline's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1), help="topics of odd (0) or even (1) number only")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    ours, baseline = list[dict[str, float]](), list[dict[str, float]]()
    for year in sorted(p.name.partition(".")[0] for p in given.folder.glob("*.updates.tsv")):
        for topic in topics(given.folder, year):
            if given.half is not None and int(topic.name.rpartition(".")[2]) % 2 == given.half:
                continue
            ours.append(measured(news(topic), topic))
            baseline.append(measured(firsts(topic), topic))
    one, other = _mean(ours), _mean(baseline)
    figures = {m: {"ours": one[m], "baseline": other[m]} for m in one}
    if given.json:
        print(json.dumps(figures))
        return
    print(f"{len(ours)} topics{'':16s} {'ours':>8s} {'baseline':>9s}")
    for measure, row in figures.items():
        print(f"{measure:24s} {row['ours']:8.2f} {row['baseline']:9.2f}")


if __name__ == "__main__":
    main()
