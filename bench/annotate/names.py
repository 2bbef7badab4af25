"""How well names are found.

names.py FOLDER [--every N] [--unseen] [--pipeline rules] [--json] [--show]

FOLDER holds NAME.tsv files, a token TAB its tag (B-Type, I-Type, O), sentences parted by blank lines. Person,
Organization, Location, Facility, Product and Misc are asked for; nationalities, dates and money are not.

precision, recall, f1   of spans, whatever their type
type                    share of the right spans whose type agrees (outlets and groups are organisations there)

`--unseen`: only the tenth of the files that the engine was not trained on (by a hash of the file's name).

The baseline is every longest run of capitalised words that does not begin a sentence with a single word.
"""

import argparse
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from asof.annotate import annotate, sentences, tokens
from asof.records import Document, Token

_ASKED = {"Person", "Organization", "Location", "Facility", "Product", "Misc"}
_TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "group": "Organization",
    "outlet": "Organization",
    "place": "Location",
    "facility": "Facility",
    "product": "Product",
    "misc": "Misc",
    "event": "Misc",
}
_INITIAL = re.compile(r"(?<![A-Za-z])[A-Z]\.$")
_CLOSING = frozenset(".,;:!?)]}%’'”")
Found = dict[tuple[int, int], str]
Reader = Callable[[Document], Found]


def read_gold(path: Path) -> tuple[str, Found]:
    """The text of a file, its words put together with spaces, and its names by their offsets."""
    text, gold = "", Found()
    start, kind = -1, ""
    for line in path.read_text("utf-8", errors="replace").splitlines():
        word, _, tag = line.partition("\t")
        if start >= 0 and not tag.startswith("I-"):
            gold[start, len(text.rstrip())], start = kind, -1
        if not word.strip():
            text = text.rstrip() + "\n\n"
            continue
        text = text.rstrip(" ") if _is_glued(text.rstrip(" "), word) else text
        if tag.startswith("B-"):
            start, kind = len(text), tag[2:]
        text += word + " "
    if start >= 0:
        gold[start, len(text.rstrip())] = kind
    return text, gold


def _is_glued(text: str, word: str) -> bool:
    """Whether `word` was written on to the text before it: the files part hyphens and apostrophes from words."""
    if word[0] in _CLOSING or word in ("'s", "n't", "-") or text.endswith(("(", "-", "“", "$", "‘")):
        return True
    if text.endswith(("’", "'")):
        return word in ("s", "t", "re", "ve", "ll", "d") or text[-2:-1] in ("O", "D", "d", "l")
    return bool(_INITIAL.search(text)) and len(word) == 1 and word.isupper()


def asof(document: Document, pipeline: str | None = None) -> Found:
    """Our names."""
    return {(n.start, n.end): _TYPES[n.type] for n in annotate(document, pipeline).names}


def unseen(path: Path) -> bool:
    """Whether training left a file out; `training.engine.corpora.tenth` draws them so."""
    return int(hashlib.sha256(path.name.encode()).hexdigest(), 16) % 10 == 0


def capitals(document: Document) -> Found:
    """The baseline."""
    cut = tokens.find(document)
    return dict(_capital_runs(cut, {s.first for s in sentences.find(document, cut)}))


def _capital_runs(cut: tuple[Token, ...], begins: set[int]) -> Iterator[tuple[tuple[int, int], str]]:
    i = 0
    while i < len(cut):
        j = i
        while j < len(cut) and cut[j].text[0].isupper() and not (j > i and j in begins):
            j += 1
        if j > i and not (j == i + 1 and i in begins):
            yield (cut[i].start, cut[j - 1].end), "Misc"
        i = max(j, i + 1)


def score(paths: list[Path], reader: Reader, show: bool = False) -> dict[str, float]:
    """The four measures over the files."""
    n: Counter[str] = Counter()
    for path in paths:
        text, marked = read_gold(path)
        gold = {span: kind for span, kind in marked.items() if kind in _ASKED}
        found = reader(Document(document=path.name, text=text, sha256=""))
        found = {span: kind for span, kind in found.items() if marked.get(span, "Misc") in _ASKED}
        both = gold.keys() & found.keys()
        n.update(gold=len(gold), found=len(found), right=len(both), typed=sum(gold[s] == found[s] for s in both))
        for span in sorted(gold.keys() ^ found.keys()) if show else ():
            print("MISSED" if span in gold else "EXTRA", gold.get(span) or found.get(span), repr(text[slice(*span)]),
                  repr(text[max(0, span[0] - 30) : span[1] + 20]), sep="\t")  # fmt: skip
    precision, recall = n["right"] / max(n["found"], 1), n["right"] / max(n["gold"], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    rates = {"precision": precision, "recall": recall, "f1": f1, "type": n["typed"] / max(n["right"], 1)}
    return {measure: round(100 * rate, 1) for measure, rate in rates.items()}


def main() -> None:
    """Print the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=8, help="take every Nth file")
    parser.add_argument("--unseen", action="store_true", help="only files that the engine was not trained on")
    parser.add_argument("--pipeline", help="rules, or a spaCy pipeline, in place of the engine")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="print what was missed")
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.tsv"))
    paths = [p for p in files if unseen(p)] if options.unseen else files[:: options.every]
    ours, baseline = score(paths, partial(asof, pipeline=options.pipeline), options.show), score(paths, capitals)
    result = {measure: {"ours": ours[measure], "baseline": baseline[measure]} for measure in ours}
    if options.json:
        print(json.dumps(result))
        return
    print(f"{'measure':<12}{'ours':>8}{'baseline':>10}")
    for measure, both in result.items():
        print(f"{measure:<12}{both['ours']:>8}{both['baseline']:>10}")


if __name__ == "__main__":
    main()
