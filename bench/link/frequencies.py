"""Makes `resources/link/word_frequencies.tsv`: in how many of 10,000 general news reports a word stands.

frequencies.py NEWSWIRE.jsonl NER_FOLDER ATTRIBUTION.jsonl HELD_BACK.txt > word_frequencies.tsv

Only words that are mostly written small are kept, and those in at least 15 of 10,000 reports: no names, no text.
Documents named in HELD_BACK are passed over.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from asof.link.features import term

_WORD = re.compile(r"[^\W\d_]{2,40}")
_LEAST = 15
_SMALL = 0.6


def texts(newswire: Path, folder: Path, attribution: Path, held: set[str]) -> Iterator[str]:
    """The texts of the three collections."""
    for path in (newswire, attribution):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            if row["document"] not in held:
                yield row["text"]
    for path in sorted(folder.glob("*.tsv")):
        yield " ".join(line.split("\t")[0] for line in path.read_text("utf-8").splitlines())


def main() -> None:
    """Count and print the table."""
    newswire, folder, attribution, held = map(Path, sys.argv[1:5])
    small: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    total: Counter[str] = Counter()
    number = 0
    for text in texts(newswire, folder, attribution, set(held.read_text("utf-8").split())):
        number += 1
        found = _WORD.findall(text)
        spread.update({term(w.lower()) for w in found})
        total.update(term(w.lower()) for w in found)
        small.update(term(w) for w in found if w.islower())
    print(f"# Learned from {number} general news reports (bench/link/frequencies.py): how common a word is.")
    print("# word (plural s taken off), reports that hold it out of 10,000. Words mostly written small only.")
    print("word\tper_10000")
    for word, count in sorted(spread.items()):
        share = round(10_000 * count / number)
        if share >= _LEAST and small[word] >= _SMALL * total[word]:
            print(f"{word}\t{share}")


if __name__ == "__main__":
    main()
