"""Gold for a scorer, out of the annotations and the shared data.

python -m training.claims DATA OUT [--half train|test]

Writes OUT/gold.jsonl, OUT/documents.jsonl (what `asof extract` reads) and OUT/ids.txt (the documents' ids). Texts come
from DATA and stay in OUT: keep it outside of the project.
"""

import argparse
import json
from pathlib import Path

from training.claims.corpora import texts
from training.claims.gold import gold, labels, sentences


def main() -> None:
    """Writes the three files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--half", choices=("train", "test"))
    asked = parser.parse_args()
    known, marked = texts(asked.data), sentences(half=asked.half)
    rows = gold(marked, labels(), known)
    asked.out.mkdir(parents=True, exist_ok=True)
    ids = sorted({(s.corpus, s.document) for s in marked})
    (asked.out / "gold.jsonl").write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    (asked.out / "ids.txt").write_text("".join(f"{d}\n" for _, d in ids), "utf-8")
    (asked.out / "documents.jsonl").write_text("".join(known[i].row() + "\n" for i in ids), "utf-8")
    print(f"{sum(not r.get('ignore') for r in rows)} claims in {len(marked)} sentences of {len(ids)} documents")


if __name__ == "__main__":
    main()
