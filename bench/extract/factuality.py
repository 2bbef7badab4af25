"""How well sources, chains and factuality of count claims are read, given where the number stands.

factuality.py GOLD.jsonl DOCUMENTS [--leave-out FILE] [--json]

GOLD.jsonl: count claims with `document`, `start`, `end`, `factuality`, `sources` (each may hold several readings);
DOCUMENTS: the folder of their texts, NAME.txt. `--leave-out` names documents that are not looked at.

source      share of gold numbers whose nearest source is right (or rightly none): one holds the other's words
attributed  the same among those that have a source
chains      share of gold chains of two or more that are right in full
factuality  share whose FactBank value is right
hedged_p    of the numbers that we call not plainly asserted, the share that is so and whose value is right
hedged_r    of the numbers that the gold calls so, the share whose value is right

No predicate is given to the rules here, so what hangs on it is read with less than the counts themselves have.
The baseline says no source and CT+ always.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from asof.annotate import annotate
from asof.extract.attribution import governing, reports
from asof.extract.factuality import factuality
from asof.records import Document, Passage

_ARTICLE = re.compile(r"^(the|a|an)\s+")
Reading = tuple[list[str], str]


def read(text: str, rows: list[dict[str, Any]]) -> list[Reading]:
    """Our chain and value for each gold number of a document."""
    line = text.find("\n") + 1 or len(text)
    body = (Passage(start=line, end=len(text), part="body"),) if line < len(text) else ()
    document = Document(
        document="d", text=text, sha256="", passages=(Passage(start=0, end=line, part="headline"), *body)
    )
    analysis = annotate(document)
    said = reports(document, analysis)
    found = []
    for row in rows:
        report = governing(said, row["start"], row["end"])
        sure, _ = factuality(document, analysis, row["start"], row["end"], None, report)
        found.append(([s.text for s in report.attribution.chain] if report else [], str(sure)))
    return found


def plain(_: str, rows: list[dict[str, Any]]) -> list[Reading]:
    """The baseline."""
    return [([], "CT+") for _ in rows]


def same_name(gold: str, got: str) -> bool:
    """Same words give or take an article or a title: one holds the other, the longer by at most four words."""
    a, b = sorted((re.findall(r"\w+", _ARTICLE.sub("", x.lower())) for x in (gold, got)), key=len)
    return bool(a) and len(b) - len(a) <= 4 and any(b[i : i + len(a)] == a for i in range(len(b) - len(a) + 1))


def same_chain(gold: list[str], got: list[str]) -> bool:
    """Whether every link of two chains is the same."""
    return len(gold) == len(got) and all(same_name(g, s) for g, s in zip(gold, got, strict=True))


def tally(n: Counter[str], row: dict[str, Any], reading: Reading) -> None:
    """Counts one gold number."""
    chain, sure = reading
    right = any(same_chain(gold[:1], chain[:1]) for gold in row["sources"])
    value = sure in row["factuality"]
    hedged = "CT+" not in row["factuality"]
    n["all"] += 1
    n["source"] += right
    n["factuality"] += value
    n["hedged gold"] += hedged
    n["hedged ours"] += sure != "CT+"
    n["hedged right"] += hedged and value
    if any(row["sources"]):
        n["with source"] += 1
        n["attributed"] += right
    if any(len(gold) > 1 for gold in row["sources"]):
        n["long"] += 1
        n["chains"] += any(same_chain(gold, chain) for gold in row["sources"])


def rates(n: Counter[str]) -> dict[str, float]:
    """The measures in percent."""
    of = {
        "source": "all",
        "attributed": "with source",
        "chains": "long",
        "factuality": "all",
    }
    found = {k: round(100 * n[k] / max(n[total], 1), 1) for k, total in of.items()}
    found["hedged_p"] = round(100 * n["hedged right"] / max(n["hedged ours"], 1), 1)
    found["hedged_r"] = round(100 * n["hedged right"] / max(n["hedged gold"], 1), 1)
    return found


def main() -> None:
    """Prints the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    left_out = set(options.leave_out.read_text("utf-8").split()) if options.leave_out else set()
    gold: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in options.gold.read_text("utf-8").splitlines():
        row = json.loads(line)
        if not row.get("ignore") and row["document"] not in left_out:
            gold[row["document"]].append(row)
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for name, rows in sorted(gold.items()):
        text = (options.documents / f"{name}.txt").read_text("utf-8")
        for row, mine, base in zip(rows, read(text, rows), plain(text, rows), strict=True):
            tally(ours, row, mine)
            tally(theirs, row, base)
    left, right = rates(ours), rates(theirs)
    table = {measure: {"ours": left[measure], "baseline": right[measure]} for measure in left}
    if options.json:
        print(json.dumps(table))
        return
    print(f"{'':12s} {'ours':>9s} {'baseline':>9s}   {ours['all']} claims")
    for measure, pair in table.items():
        print(f"{measure:12s} {pair['ours']:9.1f} {pair['baseline']:9.1f}")


if __name__ == "__main__":
    main()
