"""How well pages of the web are cut into passages.

pages.py GOLD_FOLDER [--json] [--show NAME]

GOLD_FOLDER: marked pages (bench/ingest/marked.py). The words of a page and those of the document that was read from it
are aligned in order, then what is left over again, since a reader may put the headline first; every character that is
not a space counts. A word of the page that the document leaves out was taken for boilerplate.

role F1      micro F1 over characters of every role but boilerplate (headline, dateline, byline, body, update, caption,
             quote, comment, reader)
role macro   the mean of the roles' own F1
stamps       updates whose instant is right on most of their words, of all updates and of the instants found beside them
published    pages whose publication is right to the letter; `published day`: whose day is right
outlet       pages whose outlet is named as they name it
main text    F1 over characters of body, update, quote and the writer's comment; headline, dateline, byline and caption
             count neither way. PDF is left out here: the baseline does not read it.

The baseline is trafilatura alone: its title is the headline, its text is body, its date a day.
"""

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from pathlib import Path

import trafilatura

from asof.ingest import read
from asof.records import Reading
from bench.ingest.marked import Marked, marked, pages

_WORD = re.compile(r"\w+|[^\w\s]")
_MAIN = frozenset(("body", "update", "quote", "comment"))
_NEUTRAL = frozenset(("headline", "dateline", "byline", "caption"))
_LEFT_OUT = "boilerplate"


@dataclass(frozen=True)
class Word:
    """A word with its role and the instant at which it was said."""

    text: str
    role: str
    at: str | None = None


@dataclass(frozen=True)
class Read:
    """What a reader made of a page; `words` is None where it read nothing."""

    words: tuple[Word, ...] | None = None
    published: str | None = None
    outlet: str | None = None
    why: str = ""


def asof(page: Marked) -> Read:
    """Our document of a page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (page.name + page.ending)
        path.write_bytes(page.served)
        (result,) = read([str(path)])
    if not isinstance(result, Reading):
        return Read(why=result.reason)
    document = result.document
    words = [
        Word(m[0], _role(p.part, getattr(p, "by", None)), p.asserted_at)
        for p in document.passages
        for m in _WORD.finditer(document.text[p.start : p.end])
    ]
    return Read(tuple(words), document.published.value, document.outlet)


def _role(part: str, by: str | None) -> str:
    return "reader" if part == "comment" and by == "reader" else part


def alone(page: Marked) -> Read:
    """The baseline: what trafilatura says of a page, and nothing else."""
    if page.ending != ".html":
        return Read(why="not read")
    found = trafilatura.bare_extraction(page.served.decode(), with_metadata=True, include_comments=False)
    if found is None or isinstance(found, dict):
        return Read(why="nothing found")
    title = [Word(m[0], "headline") for m in _WORD.finditer(found.title or "")]
    body = [Word(m[0], "body") for m in _WORD.finditer(found.text or "")]
    return Read((*title, *body), found.date, found.sitename)


def gold_words(page: Marked) -> tuple[Word, ...]:
    """The words of a page with their roles."""
    return tuple(Word(m[0], r.role, r.at) for r in page.runs for m in _WORD.finditer(r.text))


def aligned(gold: Sequence[Word], found: Sequence[Word]) -> dict[int, int]:
    """For each word of the gold that the other text holds, its place there."""
    left, right = list(range(len(gold))), list(range(len(found)))
    pairs: dict[int, int] = {}
    for least in (1, 3, 3):
        matcher = SequenceMatcher(None, [gold[n].text for n in left], [found[n].text for n in right], autojunk=False)
        blocks = [b for b in matcher.get_matching_blocks() if b.size >= least]
        pairs.update((left[b.a + n], right[b.b + n]) for b in blocks for n in range(b.size))
        taken = set(pairs.values())
        left = [n for n in left if n not in pairs]
        right = [n for n in right if n not in taken]
    return pairs


class Tally:
    """The counts of all pages, from which the measures are taken."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.said: Counter[str] = Counter()
        self.true: Counter[str] = Counter()
        self.main: Counter[str] = Counter()
        self.pages: Counter[str] = Counter()

    def add(self, page: Marked, got: Read) -> None:
        """Counts one page."""
        gold, found = gold_words(page), got.words or ()
        pairs = aligned(gold, found)
        taken = set(pairs.values())
        for n, word in enumerate(gold):
            role, size = found[pairs[n]].role if n in pairs else _LEFT_OUT, len(word.text)
            self.true[word.role] += size
            self.said[role] += size
            self.right[word.role] += size if word.role == role else 0
            self._main(page, word.role, role, size)
        for n, word in enumerate(found):
            if n not in taken:
                self.said[word.role] += len(word.text)
                self._main(page, _LEFT_OUT, word.role, len(word.text))
        self._page(page, got)
        self._stamps(gold, found, pairs)

    def _main(self, page: Marked, true: str, said: str, size: int) -> None:
        if page.ending != ".html" or true in _NEUTRAL or (said in _NEUTRAL and true not in _MAIN):
            return
        self.main["true"] += size * (true in _MAIN)
        self.main["said"] += size * (said in _MAIN)
        self.main["right"] += size * (true in _MAIN and said in _MAIN)

    def _page(self, page: Marked, got: Read) -> None:
        stated, meta = got.published or "", page.meta
        self.pages["pages"] += 1
        self.pages["published"] += stated == meta["published"]
        self.pages["published day"] += stated[:10] in _days(meta["published"])
        self.pages["outlet"] += (got.outlet or "").casefold() == meta["outlet"].casefold()

    def _stamps(self, gold: Sequence[Word], found: Sequence[Word], pairs: dict[int, int]) -> None:
        instants = [at for at in dict.fromkeys(w.at for w in gold if w.role == "update") if at]
        for at in instants:
            own = [n for n, w in enumerate(gold) if w.at == at and w.role == "update"]
            good = sum(n in pairs and found[pairs[n]].at == at and found[pairs[n]].role == "update" for n in own)
            self.pages["stamps"] += 1
            self.pages["stamps right"] += good * 2 > len(own)
        spurious = {w.at for w in found if w.role == "update" and w.at} - set(instants)
        self.pages["stamps"] += len(spurious)

    def measures(self) -> dict[str, float]:
        """Every measure in percent."""
        roles = [r for r in self.true if r != _LEFT_OUT]
        own = [_f1(self.right[r], self.said[r], self.true[r]) for r in roles]
        said = sum(n for r, n in self.said.items() if r != _LEFT_OUT)
        every = max(self.pages["pages"], 1)
        return {
            "role F1": _f1(sum(self.right[r] for r in roles), said, sum(self.true[r] for r in roles)),
            "role macro": sum(own) / max(len(own), 1),
            "stamps": 100 * self.pages["stamps right"] / max(self.pages["stamps"], 1),
            "published": 100 * self.pages["published"] / every,
            "published day": 100 * self.pages["published day"] / every,
            "outlet": 100 * self.pages["outlet"] / every,
            "main text": _f1(self.main["right"], self.main["said"], self.main["true"]),
            **{f"role: {r}": f for r, f in sorted(zip(roles, own, strict=True))},
        }


def _f1(right: int, said: int, true: int) -> float:
    return 200 * right / (said + true) if said + true else 0.0


def _days(value: str) -> set[str]:
    """The days that an instant lies on, in one zone or another."""
    if "T" not in value:
        return {value}
    at = datetime.fromisoformat(value)
    return {(at + timedelta(hours=h)).date().isoformat() for h in (-12, 0, 14)}


def score(gold: Sequence[Marked], reader: Callable[[Marked], Read]) -> Tally:
    """The tally of a reader over pages; a page whose format nothing reads is left out and named."""
    tally = Tally()
    for page in gold:
        got = reader(page)
        if got.words is None and got.why.startswith("no format"):
            print(f"left out {page.name}: {got.why}", file=sys.stderr)
            continue
        if got.words is None:
            print(f"{page.name}: {got.why}", file=sys.stderr)
        tally.add(page, got)
    return tally


def shown(page: Marked) -> str:
    """Where our reading of a page differs from its gold, as runs of words."""
    gold, got = gold_words(page), asof(page)
    found = got.words or ()
    pairs = aligned(gold, found)
    lines = [f"{page.name}: published {got.published} (gold {page.meta['published']}), outlet {got.outlet!r}"]
    runs: list[tuple[tuple[str, ...], list[str]]] = []
    key: tuple[str, ...]
    for n, word in enumerate(gold):
        mine = found[pairs[n]] if n in pairs else Word("", _LEFT_OUT)
        wrong = mine.role != word.role or (word.role == "update" and mine.at != word.at)
        key = (word.role, word.at or "", mine.role, mine.at or "") if wrong else ()
        if runs and runs[-1][0] == key:
            runs[-1][1].append(word.text)
        else:
            runs.append((key, [word.text]))
    for key, words in runs:
        if key:
            lines.append(f"  {' '.join(key[:2])} <- {' '.join(key[2:])}: {' '.join(words)[:150]}")
    added = [w.text for n, w in enumerate(found) if n not in set(pairs.values()) and w.role != _LEFT_OUT]
    return "\n".join([*lines, f"  not in the page: {' '.join(added)[:200]}"] if added else lines)


def main() -> None:
    """Prints the measures, ours beside the baseline's."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", metavar="NAME", help="print where we differ from the gold on a page; 'all' for all")
    given = parser.parse_args()
    gold = list(pages(given.gold))
    if given.show:
        for page in gold if given.show == "all" else [marked(given.gold / f"{given.show}.html")]:
            print(shown(page))
        return
    ours, theirs = score(gold, asof).measures(), score(gold, alone).measures()
    figures = {m: {"ours": round(v, 1), "baseline": round(theirs.get(m, 0.0), 1)} for m, v in ours.items()}
    if given.json:
        print(json.dumps(figures))
        return
    print(f"{'measure':20s} {'ours':>8s} {'trafilatura':>12s}")
    for name, pair in figures.items():
        print(f"{name:20s} {pair['ours']:8.1f} {pair['baseline']:12.1f}")


if __name__ == "__main__":
    main()
