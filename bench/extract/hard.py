"""How well the claims that matter most are read: denied, hedged, demanded, passed on, and people held or missing.

hard.py LABELS DATA [--half train|test] [--json] [--errors KIND]

LABELS: the folder of annotations (training/claims). DATA: the shared data with their texts. Only what stands in an
annotated sentence is scored; by default the sentences of documents in the half `test`.

claim        F1 of the claims with span and outcome right; claim P and claim R
outcome      share of the numbers found that are given the right outcome
value, factuality, source   share of the claims found whose field is right
fates        share of the claims of people held, freed, escaped and missing that are found with that outcome
not CT+      F1 of the claims that are not plainly asserted, their factuality right; not CT+ P and not CT+ R
chains       share of the chains of two sources and more that are right in full; a claim that is not found has none

The baseline takes the outcome word nearest to a number, and lets a cue word in the same line say how sure it is.
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from asof.ingest import read
from asof.records import Document, Reading
from bench.extract.counts import (
    Judged,
    Reader,
    Row,
    chain_of,
    f1,
    measure,
    nearest_word,
    ours,
    pairs,
    same_chain,
)
from training.claims.corpora import Text, texts
from training.claims.gold import gold, labels, sentences

FATES = frozenset({"held", "freed", "escaped", "missing"})
_CUES = (
    ("CT-", r"\bden(?:y|ies|ied)\b"),
    ("Uu", r"\b(?:demand|threaten|will be|would be|expected to|to be (?:freed|released|sent)|promise)"),
    ("PS+", r"\b(?:may|might|could|possibl[ey])\b"),
    ("PR+", r"\b(?:feared|believed|reportedly|alleged|allegedly|apparently|unconfirmed|thought)\b"),
)


def naive(document: Document) -> list[Row]:
    """The naive peer with a factuality: that of the first cue in the line of the number."""
    made = nearest_word(document)
    for row in made:
        start = document.text.rfind("\n", 0, row["span"]["start"]) + 1
        end = document.text.find("\n", row["span"]["end"])
        line = document.text[start : end if end >= 0 else len(document.text)]
        row["factuality"] = next((sure for sure, cue in _CUES if re.search(cue, line, re.I)), "CT+")
    return made


def figures(n: Counter[str]) -> dict[str, float]:
    """The measures in percent."""
    share = {name: n[name] / max(n["claim"], 1) for name in ("value", "factuality", "source")}
    made = {
        "claim": f1(n["claim"], n["system"], n["gold"]) / 100,
        "claim P": n["claim"] / max(n["system"], 1),
        "claim R": n["claim"] / max(n["gold"], 1),
        "outcome": n["claim"] / max(n["found"], 1),
        **share,
        "fates": n["fates_found"] / max(n["fates"], 1),
        "not CT+": f1(n["hedged_right"], n["hedged_system"], n["hedged_gold"]) / 100,
        "not CT+ P": n["hedged_right"] / max(n["hedged_system"], 1),
        "not CT+ R": n["hedged_right"] / max(n["hedged_gold"], 1),
        "chains": n["chains_full"] / max(n["chains_asked"], 1),
    }
    return {name: round(100 * value, 1) for name, value in made.items()}


def extra(rows: list[Row], got: list[Row]) -> tuple[Counter[str], list[Judged]]:
    """What the bench of all counts does not count: fates found, and chains over every gold chain."""
    n: Counter[str] = Counter()
    wrong: list[Judged] = []
    asked = [g for g in rows if not g.get("ignore")]
    right = {id(g): s for g, s in pairs(asked, got) if s["outcome"] in g["outcome"]}
    for g in asked:
        s = right.get(id(g))
        if FATES & set(g["outcome"]):
            n["fates"] += 1
            n["fates_found"] += s is not None
        if any(len(chain) > 1 for chain in g["sources"]):
            full = s is not None and any(same_chain(chain, chain_of(s)) for chain in g["sources"])
            n["chains_asked"] += 1
            n["chains_full"] += full
            if s is not None and not full:
                wrong.append(Judged("chains", g["document"], g["start"], str(g["sources"]), str(chain_of(s)), ""))
    return n, wrong


def scored(rows: dict[str, list[Row]], files: list[Document], reader: Reader) -> tuple[Counter[str], list[Judged]]:
    """The counts over all documents, and everything that is wrong."""
    known = {d.document: reader(d) for d in files}
    counts, wrong = measure(rows, files, lambda d: known[d.document])
    total = sum(counts.values(), Counter())
    for name, got in known.items():
        more, mistakes = extra(rows.get(name, []), got)
        total += more
        wrong += mistakes
    return total, wrong


def material(folder: Path, data: Path, half: str) -> tuple[dict[str, list[Row]], list[Document]]:
    """The gold of one half by document, and its documents as `asof` reads them."""
    known, marked = texts(data), sentences(folder, half)
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in gold(marked, labels(folder), known):
        rows[row["document"]].append(row)
    return dict(rows), ingested(known[key] for key in sorted({(s.corpus, s.document) for s in marked}))


def ingested(known: Iterable[Text]) -> list[Document]:
    """Texts of the shared data as `asof` reads them, in their order."""
    with TemporaryDirectory() as made:
        path = Path(made) / "documents.jsonl"
        path.write_text("\n".join(text.row() for text in known) + "\n", "utf-8")
        return [r.document for r in read([str(path)]) if isinstance(r, Reading)]


def main() -> None:
    """Prints the table, or what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("train", "test"), default="test")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", metavar="KIND")
    asked = parser.parse_args()
    rows, files = material(asked.labels, asked.data, asked.half)
    n, wrong = scored(rows, files, ours)
    peer, _ = scored(rows, files, naive)
    table = {"ours": figures(n), "baseline": figures(peer)}
    if asked.json:
        print(json.dumps({name: {who: table[who][name] for who in table} for name in table["ours"]}, indent=1))
    elif asked.errors:
        for each in wrong:
            if each.kind == asked.errors:
                print(f"{each.document} {each.start} want {each.want} got {each.got}\n    {each.words}")
    else:
        print(f"{'':14}{'ours':>8}{'baseline':>10}   {n['gold']} claims, {n['hedged_gold']} of them not CT+")
        for name, value in table["ours"].items():
            print(f"{name:14}{value:8.1f}{table['baseline'][name]:10.1f}")


if __name__ == "__main__":
    main()
