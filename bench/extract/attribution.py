"""How well attributions are read: who says it, with what words, what is said.

attribution.py GOLD.jsonl [--leave-out FILE] [--json]

GOLD.jsonl: rows with `document`, `text`, `attributions` (each with `source`, `cue`, `content`, lists of [start, end]).

source, cue, content   F1 over the words that gold and system give each role
attribution            F1 over whole attributions: the cues overlap, the contents share half of their joint words, the
                       sources overlap or both are absent; one to one
speed                  words a second, on one process, the reading of attributions alone

The baseline is every "X said": the words since the last mark before "said" as source, the longer side of the sentence
as content.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from asof.annotate import annotate
from asof.extract.attribution import learned, reports
from asof.records import Document, Passage

_WORD = re.compile(r"\w+")
_SAID = re.compile(
    r"(?P<before>[^.!?\n]{0,400}?)(?P<source>[^,.!?\n]{1,80}) (?P<cue>said|says)\b(?P<after>[^.!?\n]{0,400})"
)
ROLES = ("source", "cue", "content")
Roles = dict[str, list[list[int]]]
Reader = Callable[[str], list[Roles]]


def baseline(text: str) -> list[Roles]:
    """Every "X said" with the clause before it as source and the longer side of the sentence as content."""
    found = []
    for match in _SAID.finditer(text):
        side = "after" if len(match["after"]) > len(match["before"]) else "before"
        found.append({role: [list(match.span(side if role == "content" else role))] for role in ROLES})
    return found


class Ours:
    """Our reports as the roles' spans, with the time spent on them."""

    def __init__(self) -> None:
        self.seconds, self.words = 0.0, 0

    def __call__(self, text: str) -> list[Roles]:
        """The roles of every report of a text."""
        passage = Passage(start=0, end=len(text), part="body")
        document = Document(document="d", text=text, sha256="", passages=(passage,) if text else ())
        analysis = annotate(document)
        began = time.perf_counter()
        said = reports(document, analysis)
        found = learned(document, analysis, said) or said
        self.seconds += time.perf_counter() - began
        self.words += len(_WORD.findall(text))
        rows = []
        for report in found:
            if report.inner:
                continue
            chain, cue = report.attribution.chain, report.attribution.cue
            beside = [s.mention or s for s in chain[:1]]
            rows.append(
                {
                    "source": [[s.start, s.end] for s in beside],
                    "cue": [[cue.start, cue.end]] if cue else [],
                    "content": [[p.start, p.end] for p in report.content],
                }
            )
        return rows


def words(text: str, pieces: list[list[int]]) -> set[int]:
    """Offsets of the words in the pieces; of every mark where there is no word."""
    inside = {m.start() for b, e in pieces for m in _WORD.finditer(text, b, e)}
    return inside or {i for b, e in pieces for i in range(b, e) if not text[i].isspace()}


def score(rows: list[dict[str, Any]], reader: Reader) -> dict[str, float]:
    """F1 in percent of each role's words and of whole attributions."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        text = row["text"]
        gold = [{r: words(text, a.get(r, [])) for r in ROLES} for a in row["attributions"]]
        system = [{r: words(text, a[r]) for r in ROLES} for a in reader(text)]
        for role in ROLES:
            g, s = (set().union(*(a[role] for a in each)) for each in (gold, system))
            counts[role, "both"] += len(g & s)
            counts[role, "all"] += len(g) + len(s)
        counts["attribution", "both"] += matched(gold, system)
        counts["attribution", "all"] += len(gold) + len(system)
    return {k: round(200 * counts[k, "both"] / max(counts[k, "all"], 1), 1) for k in (*ROLES, "attribution")}


def matched(gold: list[dict[str, set[int]]], system: list[dict[str, set[int]]]) -> int:
    """How many gold attributions the system has, one to one."""
    used: set[int] = set()
    for a in gold:
        hit = next((j for j, s in enumerate(system) if j not in used and same(a, s)), None)
        if hit is not None:
            used.add(hit)
    return len(used)


def same(a: dict[str, set[int]], s: dict[str, set[int]]) -> bool:
    """Whether two attributions are one."""
    if not a["cue"] & s["cue"] or 2 * len(a["content"] & s["content"]) < len(a["content"] | s["content"]):
        return False
    return bool(a["source"] & s["source"]) or not (a["source"] or s["source"])


def main() -> None:
    """Prints the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    left_out = set(options.leave_out.read_text("utf-8").split()) if options.leave_out else set()
    rows = [json.loads(line) for line in options.gold.read_text("utf-8").splitlines() if line.strip()]
    rows = [row for row in rows if row["document"] not in left_out]
    reader = Ours()
    ours, theirs = score(rows, reader), score(rows, baseline)
    ours["speed"], theirs["speed"] = round(reader.words / max(reader.seconds, 1e-9)), 0.0
    table = {measure: {"ours": ours[measure], "baseline": theirs[measure]} for measure in ours}
    if options.json:
        print(json.dumps(table))
        return
    print(f"{'':12s} {'ours':>9s} {'baseline':>9s}   {len(rows)} documents")
    for measure, pair in table.items():
        print(f"{measure:12s} {pair['ours']:9.1f} {pair['baseline']:9.1f}")


if __name__ == "__main__":
    main()
