"""How well syntax is found on gold tokens and sentences.

syntax.py GOLD.conllu [--weights FOLDER] [--written upper|lower|unpunctuated|curly] [--json] [--documents]

upos   share of words whose part of speech is right
uas    share of words whose head is right
las    share of words whose head and universal relation (without subtype) are right

All words count, punctuation too. The baseline gives each word its commonest part of speech in the gold file itself (so
it is flattered), the next word as its head, the last word of the sentence as root, and the commonest relation of the
part of speech. Without weights there is nothing to score, and that is said. `--written` scores the same gold as a
careless hand would write it: in capitals or without any, without marks (a mark that others hang on stays), or with
curly quotes.
"""

import argparse
import json
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from asof.annotate.engine.engine import Engine, opened
from asof.annotate.engine.shipped import present, weights
from asof.records import Sentence, Token

MEASURES = ("upos", "uas", "las")
_MARKS = frozenset(".,;:!?\"'“”‘’…")
_CURLY = str.maketrans("\"'", "”’")


class Word(NamedTuple):
    """A word's form, part of speech, head (its own number for a root) and relation; numbers are of the document."""

    form: str
    upos: str
    head: int
    dep: str


class Gold(NamedTuple):
    """A document: its words, and the bounds of its sentences."""

    name: str
    words: list[Word]
    sentences: list[tuple[int, int]]


Parser = Callable[[Gold], list[Word]]


def read_gold(path: Path) -> Iterator[Gold]:
    """The documents of a CoNLL-U file; empty nodes and the ranges of contractions are passed over."""
    document = Gold("", [], [])
    rows: list[list[str]] = []
    for line in [*path.read_text("utf-8").splitlines(), "", "# newdoc"]:
        if line.startswith("# newdoc"):
            if document.words:
                yield document
            document = Gold(line.partition("=")[2].strip(), [], [])
        elif not line.strip() and rows:
            base = len(document.words)
            document.words.extend(_words(rows, base))
            document.sentences.append((base, len(document.words)))
            rows = []
        elif line[:1].isdigit() and line.split("\t")[0].isdigit():
            rows.append(line.split("\t"))


def _words(rows: list[list[str]], base: int) -> Iterator[Word]:
    for at, row in enumerate(rows):
        head = int(row[6])
        yield Word(row[1], row[3], base + (head - 1 if head else at), row[7].split(":")[0])


def unpunctuated(gold: Gold) -> Gold:
    """The document without its marks, numbers of heads made good."""
    heads = {w.head for at, w in enumerate(gold.words) if w.head != at}
    kept = [at for at, w in enumerate(gold.words) if at in heads or not _MARKS.issuperset(w.form)]
    place = {old: new for new, old in enumerate(kept)}
    words = [gold.words[at]._replace(head=place[gold.words[at].head]) for at in kept]
    bounds = [(bisect_left(kept, first), bisect_left(kept, last)) for first, last in gold.sentences]
    return Gold(gold.name, words, [(first, last) for first, last in bounds if first < last])


def _formed(change: Callable[[str], str]) -> Callable[[Gold], Gold]:
    return lambda gold: gold._replace(words=[w._replace(form=change(w.form)) for w in gold.words])


WRITTEN: dict[str, Callable[[Gold], Gold]] = {
    "upper": _formed(str.upper),
    "lower": _formed(str.lower),
    "curly": _formed(lambda form: form.translate(_CURLY)),
    "unpunctuated": unpunctuated,
}
"""Other ways to write the same document."""


def by(engine: Engine) -> Parser:
    """The engine's words, for a document."""

    def parse(gold: Gold) -> list[Word]:
        tokens = tuple(Token(start=i, end=i + 1, text=w.form, lower=w.form.lower()) for i, w in enumerate(gold.words))
        sentences = tuple(Sentence(start=a, end=b, first=a, last=b) for a, b in gold.sentences)
        made = engine.reading(tokens, sentences)
        rows = zip(gold.words, made.upos, made.heads, made.deps, strict=True)
        return [Word(word.form, upos, head, dep) for word, upos, head, dep in rows]

    return parse


def naive(every: list[Gold]) -> Parser:
    """The baseline: each word by the commonest answer of the gold."""
    upos = _commonest((w.form.lower(), w.upos) for g in every for w in g.words)
    dep = _commonest((w.upos, w.dep) for g in every for w in g.words)

    def parse(gold: Gold) -> list[Word]:
        made = []
        for first, last in gold.sentences:
            for at in range(first, last):
                form = gold.words[at].form
                kind = upos[form.lower()]
                root = at == last - 1
                made.append(Word(form, kind, at if root else at + 1, "root" if root else dep[kind]))
        return made

    return parse


def _commonest(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    seen: dict[str, Counter[str]] = {}
    for key, value in pairs:
        seen.setdefault(key, Counter())[value] += 1
    return {key: counts.most_common(1)[0][0] for key, counts in seen.items()}


def score(every: list[Gold], parser: Parser) -> dict[str, float]:
    """The measures in percent."""
    right: Counter[str] = Counter()
    total = 0
    for gold in every:
        for theirs, ours in zip(gold.words, parser(gold), strict=True):
            total += 1
            right["upos"] += theirs.upos == ours.upos
            right["uas"] += theirs.head == ours.head
            right["las"] += (theirs.head, theirs.dep) == (ours.head, ours.dep)
    return {measure: round(100 * right[measure] / max(total, 1), 1) for measure in MEASURES}


def main() -> int:
    """Prints the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--weights", type=Path, default=weights())
    parser.add_argument("--written", choices=sorted(WRITTEN), help="score the gold as a careless hand would write it")
    parser.add_argument("--documents", action="store_true", help="LAS of each document too")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not present(options.weights):
        print(f"no weights in {options.weights}: nothing to score", file=sys.stderr)
        return 2
    every = list(read_gold(options.gold))
    if options.written:
        every = [WRITTEN[options.written](gold) for gold in every]
    parse = by(opened(options.weights))
    for gold in every if options.documents else ():
        print(f"{score([gold], parse)['las']:6.1f} {gold.name}", file=sys.stderr)
    ours, baseline = score(every, parse), score(every, naive(every))
    if options.json:
        print(json.dumps({m: {"ours": ours[m], "baseline": baseline[m]} for m in MEASURES}))
        return 0
    print(f"{'':6s} {'ours':>8s} {'baseline':>9s}   {sum(len(g.words) for g in every)} words")
    for measure in MEASURES:
        print(f"{measure:6s} {ours[measure]:8.1f} {baseline[measure]:9.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
