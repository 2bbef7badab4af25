"""How well `asof.link` groups reports into events and says when and where: events.py GOLD.jsonl [--json].

GOLD: rows of incident, date, state, city, reports[] (document, text, title, published). All reports are shuffled into
one pile by their ids. Measures: B-cubed F1 of the events found (Bagga and Baldwin 1998), and with the grouping given
the share of incidents whose date, state and city are right. Baselines: reports of one or two following days whose
TF-IDF cosine links them (single link, best threshold in hindsight); those whose headlines are alike (token-set ratio,
best of three thresholds); all reports of one day; for the facts the day of publication and the first place named.
`--half 0|1` takes half of the incidents (by a hash of their id); `--cache FILE` keeps the analyses between runs.
With `--without-addresses` the reports come without address and outlet, and the grouping alone is measured, which shall
not need them.
"""

import argparse
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
from rapidfuzz import fuzz

from asof.engines.local import local
from asof.ingest import ReadOptions
from asof.link import link
from asof.link.features import Features, day_of, features, headline_of
from asof.link.likeness import cosine
from asof.pipeline import Analysed, gather
from asof.records import Document, Linked

Scores = dict[str, float]
_FACTS = ("date", "within a day", "state", "city", "city or part")
_NEAR = 2
_PART = re.compile(r"\((.*?)\)")


def half_of(incident: str) -> int:
    """The half, 0 or 1, that an incident belongs to."""
    return int(hashlib.sha256(incident.encode()).hexdigest(), 16) % 2


def read(path: Path, half: int | None) -> tuple[list[dict], list[Document]]:
    """The gold rows (of one half) and their documents."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    kept = [row for row in rows if half is None or half_of(row["incident"]) == half]
    wanted = {r["document"] for row in kept for r in row["reports"]}
    documents = [d for d in gather([str(path)], ReadOptions()).documents if d.document in wanted]
    return kept, documents


def analysed(documents: Sequence[Document], cache: Path | None) -> list[Analysed]:
    """The analyses and claims of the documents, from the cache where it holds them."""
    held: dict[str, Analysed] = {}
    if cache and cache.exists():
        held = {a.document: a for a in msgspec.msgpack.decode(cache.read_bytes(), type=list[Analysed])}
    missing = [d for d in documents if d.document not in held]
    held |= {a.document: a for a in local(1)(missing)}
    if cache and missing:
        cache.write_bytes(msgspec.msgpack.encode(list(held.values())))
    return [held[d.document] for d in documents]


def linked(documents: Sequence[Document], found: Sequence[Analysed], given: bool) -> Linked:
    """What linking makes of the pile."""
    analyses = [a.analysis for a in found if a.analysis]
    return link(documents, analyses, [c for a in found for c in a.claims], given=given)


def bcubed(rows: Sequence[dict], event_of: Mapping[str, object]) -> Scores:
    """B-cubed precision, recall and F1 in percent; a document in no event stands alone."""
    want: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for report in row["reports"]:
            want[report["document"]].add(row["incident"])
    ours, gold = defaultdict(list), defaultdict(list)
    for d, incidents in want.items():
        ours[event_of.get(d, d)].append(d)
        for incident in incidents:
            gold[incident].append(d)
    precision = recall = 0.0
    for d, incidents in want.items():
        mates = ours[event_of.get(d, d)]
        precision += sum(bool(incidents & want[m]) for m in mates) / len(mates)
        due = set().union(*(gold[i] for i in incidents))
        recall += sum(event_of.get(m, m) == event_of.get(d, d) for m in due) / len(due)
    p, r = 100 * precision / len(want), 100 * recall / len(want)
    return {"B3 F1": 2 * p * r / max(p + r, 1e-9), "B3 P": p, "B3 R": r}


def plain(text: str | None) -> str:
    """A place name without case, points and "Saint" written out."""
    return re.sub(r"[^a-z ]", "", (text or "").lower().replace("saint ", "st ")).strip()


def facts(rows: Sequence[dict], said: Callable[[dict], tuple[str | None, str | None, str | None]]) -> Scores:
    """The share of incidents, in percent, whose date, state and city `said` gives rightly.

    "city or part": the registry's city, or the town or quarter that it adds in brackets ("Elmford (Old Elmford)").
    """
    right: Counter[str] = Counter()
    for row in rows:
        day, state, city = said(row)
        in_state = plain(state) == plain(row["state"])
        cities = (plain(row["city"]), plain(re.sub(r"\(.*?\)", "", row["city"])))
        apart = _days_apart((day or "")[:10], row["date"])
        right["date"] += apart == 0
        right["within a day"] += apart is not None and apart <= 1
        right["state"] += in_state
        right["city"] += in_state and plain(city) in cities
        right["city or part"] += in_state and plain(city) in (*cities, *(plain(p) for p in _PART.findall(row["city"])))
    return {name: 100 * right[name] / max(len(rows), 1) for name in _FACTS}


def _days_apart(day: str, gold: str) -> int | None:
    try:
        return abs((date.fromisoformat(day) - date.fromisoformat(gold)).days)
    except ValueError:
        return None


def by_event(result: Linked) -> Callable[[dict], tuple[str | None, str | None, str | None]]:
    """Date, state and city of the event that holds most of an incident's reports."""
    event_of = {d: e for e in result.events for d in e.primary}

    def said(row: dict) -> tuple[str | None, str | None, str | None]:
        votes = Counter(event_of[r["document"]].id for r in row["reports"] if r["document"] in event_of)
        if not votes:
            return None, None, None
        chosen = next(e for e in result.events if e.id == votes.most_common(1)[0][0])
        return chosen.start, chosen.place.admin1, chosen.place.name

    return said


def first_named(found: Sequence[Analysed]) -> Callable[[dict], tuple[str | None, str | None, str | None]]:
    """The baseline: the day of publication, the first place named."""
    analyses = {a.document: a.analysis for a in found}

    def said(row: dict) -> tuple[str | None, str | None, str | None]:
        analysis = analyses.get(row["reports"][0]["document"])
        first = next((p for p in analysis.places if p.kind == "city"), None) if analysis else None
        day = min(r["published"] or "9999" for r in row["reports"])
        return (day, first.admin1, first.name) if first else (day, None, None)

    return said


def single_link(made: Sequence[Features], threshold: float) -> dict[str, str]:
    """The baseline: reports up to two days apart whose words' cosine reaches the threshold are one event."""
    parent = {f.document: f.document for f in made}

    def root(key: str) -> str:
        while parent[key] != key:
            key = parent[key]
        return key

    for n, later in enumerate(made):
        for earlier in reversed(made[:n]):
            if (later.day or 0) - (earlier.day or 0) > _NEAR:
                break
            if cosine(earlier.terms, later.terms) >= threshold:
                parent[root(later.document)] = root(earlier.document)
    return {key: root(key) for key in parent}


def by_headline(documents: Sequence[Document], least: int) -> dict[str, str]:
    """The baseline: reports up to two days apart whose headlines' token-set ratio reaches `least` are one event."""
    titles = [headline_of(d).lower() for d in documents]
    days = [day_of(d.published.value) or 0 for d in documents]
    parent = list(range(len(documents)))

    def root(n: int) -> int:
        while parent[n] != n:
            n = parent[n]
        return n

    first = 0
    for n, title in enumerate(titles):
        while days[n] - days[first] > _NEAR:
            first += 1
        for m in range(first, n):
            if title and titles[m] and fuzz.token_set_ratio(title, titles[m], score_cutoff=least):
                parent[root(n)] = root(m)
    return {d.document: documents[root(n)].document for n, d in enumerate(documents)}


def by_day(documents: Sequence[Document]) -> dict[str, str]:
    """The baseline: all reports published on one day are one event."""
    return {d.document: (d.published.value or d.document)[:10] for d in documents}


def main() -> None:
    """Print the table, or with --json the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--without-addresses", action="store_true")
    args = parser.parse_args()
    rows, documents = read(args.gold, args.half)
    if args.without_addresses:
        documents = [msgspec.structs.replace(d, url=None, outlet=None) for d in documents]
    found = analysed(documents, args.cache)
    free = linked(documents, found, given=False)
    ours = bcubed(rows, {d: e.id for e in free.events for d in e.primary})
    if not args.without_addresses:
        ours |= facts(rows, by_event(linked(documents, found, given=True)))
    made = features(free.documents, {}, {})
    peers = [bcubed(rows, single_link(made, t / 100)) for t in range(10, 50, 5)]
    clustered = max(peers, key=lambda s: s["B3 F1"])
    headlines = max((bcubed(rows, by_headline(free.documents, t)) for t in (60, 75, 90)), key=lambda s: s["B3 F1"])
    days = bcubed(rows, by_day(free.documents))
    baseline = clustered | facts(rows, first_named(found))
    if args.json:
        print(json.dumps({name: {"ours": ours[name], "baseline": baseline[name]} for name in ours}))
        return
    print(f"{len(rows)} incidents, {len(documents)} reports, {len(free.events)} events found")
    for name in ours:
        others = f"   headlines {headlines[name]:5.1f}   day {days[name]:5.1f}" if name in headlines else ""
        print(f"{name:12s} ours {ours[name]:5.1f}   baseline {baseline[name]:5.1f}{others}")


if __name__ == "__main__":
    main()
