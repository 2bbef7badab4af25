"""How well count claims are extracted, beside the naive peer: the number takes the nearest outcome word.

counts.py GOLD.jsonl DOCUMENTS [IDS] [--leave-out FILE] [--json] [--documents] [--errors KIND]

GOLD.jsonl: claims with `document, start, end, outcome, low, high, approximate, role, nationality, factuality, sources,
main, valid_time`; a field may hold several readings, any of which is right, and rows with `ignore` count neither way.
DOCUMENTS: the folder of the texts, NAME.txt, with `documents.tsv` for their dates. IDS: a file with the annotated
documents' names in its first column, so that claims in documents without gold count against the system.
`--leave-out`: a file with names of documents that are not looked at.

found      F1 of the numbers seen as a count of people in some outcome (spans share 0.3 of their joint length)
claim      F1 with the right outcome
strict     F1 with value, factuality and nearest source right as well
value, …   share of the claims found with the right outcome whose field is right
hedged     F1 of the claims that are not plainly asserted, their factuality right
chains     share of the gold's chains of two and more that are right in full
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from asof.annotate import annotate
from asof.extract import extract
from asof.ingest import read
from asof.records import CountClaim, Document, Reading

FIELDS = ("value", "approximate", "role", "nationality", "factuality", "source", "main", "valid_time")
_SHARE = 0.3
_SMALL = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_WORDS = {w: i for i, w in enumerate(_SMALL.split())} | {w: 10 * i for i, w in enumerate(_TENS.split(), 3)}
_VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "several": 3}
_OPEN = ("at least", "more than", "over")
_MODIFIER = "|".join((*_OPEN, "up to", "nearly", "almost", "about", "around", "some"))
_NUMBER = re.compile(
    rf"(?<![\w$.-])(?:(?P<modifier>{_MODIFIER})\s+)?"
    rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join([*_WORDS, *_VAGUE])})(?![\w-]|[.,%]\d)",
    re.IGNORECASE,
)
_OUTCOME = {
    "killed": "kill|dead|died|dies|death|bodies|toll",
    "injured": "injur|wound|hurt|hospitali",
    "missing": "missing|unaccounted",
    "held": "kidnap|abduct|hostage|trapped|captive",
    "freed": "freed|releas|rescue",
    "escaped": "escap",
    "arrested": "arrest|detain|jailed",
    "displaced": "displac|evacuat|refugee|homeless|fled",
    "attackers": "gunm|militant|attacker|bomber",
    "deployed": "troops|soldiers|policemen",
}
_TRIGGER = re.compile("|".join(rf"(?P<{name}>\b(?:{stems})\w*)" for name, stems in _OUTCOME.items()), re.IGNORECASE)
_WITHIN = 7
"""Words between a number and its outcome."""

Row = dict[str, Any]
Reader = Callable[[Document], list[Row]]


class Judged(NamedTuple):
    """One thing to look at: missed, spurious, outcome, or the field that is wrong; with its place and words."""

    kind: str
    document: str
    start: int
    want: str
    got: str
    words: str


def ours(document: Document) -> list[Row]:
    """Our count claims, as `asof extract` prints them."""
    claims = [c for c in extract(document, annotate(document)) if isinstance(c, CountClaim) and not c.implied]
    return [msgspec.to_builtins(c) for c in claims]


def nearest_word(document: Document) -> list[Row]:
    """The naive peer: each number with the outcome word nearest to it in its line, if one is near."""
    made = []
    for line in re.finditer(r"(?:[^\n.;!?]|[.;!?](?=\S))+", document.text):
        triggers = [(m.start(), str(m.lastgroup)) for m in _TRIGGER.finditer(line.group())]
        for m in _NUMBER.finditer(line.group()):
            near = min(
                ((_words(line.group(), at, m.start()), name) for at, name in triggers), default=(_WITHIN + 1, "")
            )
            if near[0] <= _WITHIN:
                made.append(_naive(document, line.start(), m, near[1]))
    return made


def _words(line: str, a: int, b: int) -> int:
    return len(line[min(a, b) : max(a, b)].split())


def _naive(document: Document, offset: int, m: re.Match[str], outcome: str) -> Row:
    word, modifier = m["number"].lower().replace(",", ""), (m["modifier"] or "").lower()
    value = _VAGUE.get(word, _WORDS.get(word, int(word) if word.isdigit() else 0))
    return {
        "document": document.document,
        "span": {"start": offset + m.start(), "end": offset + m.end(), "text": m.group()},
        "outcome": outcome,
        "quantity": {
            "low": value,
            "high": None if word in _VAGUE or modifier in _OPEN else value,
            "approximate": bool(modifier) and modifier not in _OPEN,
        },
        "made_by": "baseline",
    }


def read_gold(path: Path, left_out: frozenset[str]) -> dict[str, list[Row]]:
    """Gold rows by document, the ignored ones among them."""
    gold: dict[str, list[Row]] = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["document"] not in left_out:
            gold[row["document"]].append(row)
    return dict(gold)


def read_ids(path: Path | None, left_out: frozenset[str]) -> set[str]:
    """The names in the first column of a file."""
    lines = path.read_text("utf-8").splitlines() if path else []
    return {name for line in lines if (name := line.split("\t")[0].strip())} - left_out


def documents(folder: Path, wanted: Iterable[str]) -> list[Document]:
    """The documents of a folder that are wanted, in their order of publication."""
    names = set(wanted)
    readings = [r for r in read([str(folder)]) if isinstance(r, Reading) and r.document.document in names]
    return [r.document for r in readings]


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    """Characters that two spans share, of those between their outer ends."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / max(max(a[1], b[1]) - min(a[0], b[0]), 1)


def pairs(gold: list[Row], got: list[Row]) -> list[tuple[Row, Row]]:
    """One-to-one matches: the right outcome before another, then the largest share of the spans."""
    ranked = sorted(
        (
            (s["outcome"] in g["outcome"], share, i, j)
            for i, g in enumerate(gold)
            for j, s in enumerate(got)
            if (share := overlap((g["start"], g["end"]), (s["span"]["start"], s["span"]["end"]))) >= _SHARE
        ),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken_got: set[int] = set()
    made = []
    for _, _, i, j in ranked:
        if i not in taken_gold and j not in taken_got:
            taken_gold.add(i)
            taken_got.add(j)
            made.append((gold[i], got[j]))
    return made


def _plain(name: str | None) -> list[str]:
    words = re.sub(r"^(the|a|an)\s+", "", (name or "").lower())
    return re.sub(r"\W+", " ", words).split()


def same_name(a: str, b: str) -> bool:
    """The same words give or take an article or a title of at most four words."""
    short, long = sorted((_plain(a), _plain(b)), key=len)
    if not short or len(long) - len(short) > 4:
        return False
    return any(long[i : i + len(short)] == short for i in range(len(long) - len(short) + 1))


def same_chain(a: list[str], b: list[str]) -> bool:
    """Whether two chains name the same sources in the same order."""
    return len(a) == len(b) and all(map(same_name, a, b))


def chain_of(claim: Row) -> list[str]:
    """The texts of a claim's attribution chain."""
    return [source["text"] for source in (claim.get("attribution") or {}).get("chain") or []]


def right_fields(g: Row, s: Row) -> dict[str, bool]:
    """Which fields of a claim are right by the gold row that it was matched with."""
    who, quantity, chain = s.get("population") or {}, s["quantity"], chain_of(s)
    when = (s.get("valid_time") or {}).get("value")
    return {
        "value": (quantity["low"], quantity["high"]) == (g["low"], g["high"]),
        "approximate": quantity["approximate"] == g["approximate"],
        "role": who.get("role") in g["role"],
        "nationality": who.get("nationality") in g["nationality"],
        "factuality": s.get("factuality", "CT+") in g["factuality"],
        "source": any((not x and not chain) or (x and chain and same_name(x[0], chain[0])) for x in g["sources"]),
        "main": s.get("main", True) in g["main"],
        "valid_time": any(when is None if x is None else (when or "").startswith(x) for x in g["valid_time"]),
    }


def score_document(rows: list[Row], got: list[Row], text: str) -> tuple[Counter[str], list[Judged]]:
    """The counts of one document, and everything in it that is wrong."""
    gold, ignored = [g for g in rows if not g.get("ignore")], [g for g in rows if g.get("ignore")]
    n: Counter[str] = Counter(gold=len(gold), hedged_gold=sum("CT+" not in g["factuality"] for g in gold))
    wrong: list[Judged] = []
    matched = pairs(gold, got)
    for g, s in matched:
        n["found"] += 1
        if s["outcome"] not in g["outcome"]:
            wrong.append(_judged("outcome", g["document"], s["span"], (g["outcome"], s["made_by"]), text))
            continue
        _count_right(n, g, s)
        for field, ok in right_fields(g, s).items():
            if not ok:
                wrong.append(_judged(field, g["document"], s["span"], (g.get(field, g["sources"]), s["made_by"]), text))
    seen_gold, seen_got = {id(g) for g, _ in matched}, {id(s) for _, s in matched}
    wrong += [_judged("missed", g["document"], g, (g["outcome"], ""), text) for g in gold if id(g) not in seen_gold]
    for s in got:
        span = s["span"]
        if id(s) not in seen_got and any(
            overlap((g["start"], g["end"]), (span["start"], span["end"])) for g in ignored
        ):
            continue
        n["system"] += 1
        n["hedged_system"] += s.get("factuality", "CT+") != "CT+"
        if id(s) not in seen_got:
            wrong.append(_judged("spurious", s["document"], span, ("", s["made_by"]), text))
    return n, wrong


def _count_right(n: Counter[str], g: Row, s: Row) -> None:
    right = right_fields(g, s)
    n["claim"] += 1
    n.update(field for field, ok in right.items() if ok)
    n["strict"] += right["value"] and right["factuality"] and right["source"]
    n["hedged_right"] += "CT+" not in g["factuality"] and right["factuality"]
    if any(len(chain) > 1 for chain in g["sources"]):
        n["chains_gold"] += 1
        n["chains_right"] += any(same_chain(chain, chain_of(s)) for chain in g["sources"])


def _judged(kind: str, document: str, span: Row, said: tuple[object, object], text: str) -> Judged:
    start, end = span["start"], span["end"]
    words = f"{text[max(0, start - 100) : start]}[[{text[start:end]}]]{text[end : end + 100]}".replace("\n", " / ")
    return Judged(kind, document, start, str(said[0]), str(said[1]), words)


def f1(right: int, system: int, gold: int) -> float:
    """F1 in percent."""
    return 200.0 * right / max(system + gold, 1)


def figures(n: Counter[str]) -> dict[str, float]:
    """The measures of the counts of any number of documents, in percent."""
    made = {name: f1(n[name], n["system"], n["gold"]) for name in ("found", "claim", "strict")}
    made |= {field: 100.0 * n[field] / max(n["claim"], 1) for field in FIELDS}
    made["hedged"] = f1(n["hedged_right"], n["hedged_system"], n["hedged_gold"])
    made["chains"] = 100.0 * n["chains_right"] / max(n["chains_gold"], 1)
    return {name: round(value, 1) for name, value in made.items()}


def measure(
    gold: dict[str, list[Row]], files: list[Document], reader: Reader
) -> tuple[dict[str, Counter[str]], list[Judged]]:
    """The counts of each document, and everything that is wrong."""
    counts, wrong = {}, []
    for document in files:
        counts[document.document], mistakes = score_document(
            gold.get(document.document, []), reader(document), document.text
        )
        wrong += mistakes
    return counts, wrong


def main() -> None:
    """Prints the table, or what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("ids", type=Path, nargs="?")
    parser.add_argument("--leave-out", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--documents", action="store_true")
    parser.add_argument("--errors", metavar="KIND")
    asked = parser.parse_args()
    left_out = frozenset(read_ids(asked.leave_out, frozenset()))
    gold = read_gold(asked.gold, left_out)
    files = documents(asked.folder, set(gold) | read_ids(asked.ids, left_out))
    counts, wrong = measure(gold, files, ours)
    peer, _ = measure(gold, files, nearest_word)
    table = {"ours": figures(sum(counts.values(), Counter())), "baseline": figures(sum(peer.values(), Counter()))}
    if asked.json:
        print(json.dumps({name: {who: table[who][name] for who in table} for name in table["ours"]}, indent=1))
    elif asked.errors:
        for each in wrong:
            if each.kind == asked.errors:
                print(f"{each.document} {each.start} want {each.want} got {each.got}\n    {each.words}")
    else:
        _print(table, counts if asked.documents else {})


def _print(table: dict[str, dict[str, float]], counts: dict[str, Counter[str]]) -> None:
    print(f"{'':14}{'ours':>8}{'baseline':>10}")
    for name, value in table["ours"].items():
        print(f"{name:14}{value:8.1f}{table['baseline'][name]:10.1f}")
    for name, n in counts.items():
        got = figures(n)
        print(f"{name}\tgold {n['gold']}\tsystem {n['system']}\tclaim {got['claim']}\tstrict {got['strict']}")


if __name__ == "__main__":
    main()
