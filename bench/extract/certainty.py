"""How well the scope of negation, modality and conditions is read: events of the UW factuality data.

certainty.py EVENTS.jsonl [--limit N] [--json]

EVENTS.jsonl: sentences with `text` (tokens apart by a space) and `targets`, each with `span1` (tokens) and `label`,
from -3 (surely not) to 3 (surely so). Each event is read as a claim whose number and predicate it is. Rules were
written on train.jsonl; dev.jsonl was only measured.

The labels are of events and not of numbers of people, and ask how likely a reader holds them: what will be is nearly
sure there, and Uu in the guide of the counts. So no figure here comes near 100.

less than sure P, R, F1  of the events that are not plainly so (label below 2), those that are not called CT+
denied P, R, F1          of the events that are rather not so (label of -1 and less), those that are called CT-
near                     100 where each class has the label's value (3, 1.5, 0.75, 0, -3), 0 where all are the worst

The baseline lets a cue word anywhere before the event in its sentence decide.
"""

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

from asof.annotate import annotate
from asof.extract.attribution import governing, reports
from asof.extract.factuality import factuality
from asof.records import Document, Passage
from bench.extract.counts import f1

_VALUE = {"CT+": 3.0, "PR+": 1.5, "PS+": 0.75, "Uu": 0.0, "CT-": -3.0}
_SURE, _DENIED = 2.0, -1.0
_CUES = (
    ("CT-", r"\b(?:not|n't|never|no)\b"),
    ("Uu", r"\b(?:will|would|if|whether|to)\b"),
    ("PS+", r"\b(?:may|might|could)\b"),
)


def read(row: dict[str, Any]) -> list[tuple[str, str]]:
    """Our class and the baseline's for each event of a sentence."""
    text = row["text"]
    passage = Passage(start=0, end=len(text), part="body")
    document = Document(document="d", text=text, sha256="", passages=(passage,))
    analysis = annotate(document)
    said = reports(document, analysis)
    starts = [0]
    for word in text.split(" "):
        starts.append(starts[-1] + len(word) + 1)
    found = []
    for target in row["targets"]:
        place = (starts[target["span1"][0]], starts[target["span1"][1]] - 1)
        sure, _ = factuality(document, analysis, *place, place, governing(said, *place))
        naive = next((value for value, cue in _CUES if re.search(cue, text[: place[0]], re.I)), "CT+")
        found.append((str(sure), naive))
    return found


def tally(n: Counter[str], sure: str, label: float) -> None:
    """Counts one event."""
    n["all"] += 1
    n["distance"] += round(1000 * abs(_VALUE[sure] - label))
    n["denied gold"] += label <= _DENIED
    n["denied ours"] += sure == "CT-"
    n["denied right"] += sure == "CT-" and label <= _DENIED
    n["gold"] += label < _SURE
    n["ours"] += sure != "CT+"
    n["right"] += sure != "CT+" and label < _SURE


def rates(n: Counter[str]) -> dict[str, float]:
    """The measures in percent."""
    made = {}
    for name, start in (("less than sure", ""), ("denied", "denied ")):
        right, ours, gold = (n[f"{start}{what}"] for what in ("right", "ours", "gold"))
        made[f"{name} P"] = round(100 * right / max(ours, 1), 1)
        made[f"{name} R"] = round(100 * right / max(gold, 1), 1)
        made[f"{name} F1"] = round(f1(right, ours, gold), 1)
    return {**made, "near": round(100 - n["distance"] / max(n["all"], 1) / 60, 1)}


def main() -> None:
    """Prints the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("events", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for line in options.events.read_text("utf-8").splitlines()][: options.limit]
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    for row in rows:
        for target, (sure, naive) in zip(row["targets"], read(row), strict=True):
            tally(ours, sure, target["label"])
            tally(theirs, naive, target["label"])
    left, right = rates(ours), rates(theirs)
    if options.json:
        print(json.dumps({name: {"ours": left[name], "baseline": right[name]} for name in left}, indent=1))
        return
    print(f"{'':18}{'ours':>8}{'baseline':>10}   {ours['all']} events")
    for name, value in left.items():
        print(f"{name:18}{value:8}{right[name]:10}")


if __name__ == "__main__":
    main()
