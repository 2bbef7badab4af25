"""How well a spelling finds its bearer among many names: aliases.py SANCTIONS.jsonl [--json] [--errors].

GOLD: rows of type, name, aliases [{name, quality}] (UN Security Council list); a field that holds several names is
split at ";" and at "b)", "c)". For each alias of good quality, every other name and alias of the file is ranked by
`asof.link.names`; measured is the share whose first is of the right row ("first"), over people and over groups, and
for what `compare` calls the same, the share of pairs that are of one row ("merged right": 100 less the false merges).
The baseline ranks by the token-set ratio. A spelling whose words, transliterated, stand in two rows
is left out of "merged": the list itself gives it to two.
"""

import argparse
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from asof.link.keys import plain
from asof.link.names import compare
from asof.link.nearness import NameIndex, folded

_SPLIT = re.compile(r";|\b[b-z]\)")


@dataclass(frozen=True)
class Spelt:
    """One spelling of a row."""

    row: int
    text: str
    person: bool
    good: bool


Near = Callable[[Spelt], list[tuple[float, Spelt]]]
"""The nearest other spellings to one, with their scores."""


def read(path: Path) -> list[Spelt]:
    """Every spelling of the file, the rows' own names first of each; none stands twice in a row."""
    found: dict[tuple[int, str], Spelt] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        pieces = [(row["name"], False)]
        for alias in row["aliases"]:
            pieces += [(p.strip(" ,."), alias["quality"] == "Good") for p in _SPLIT.split(alias["name"])]
        for text, good in pieces:
            if plain(text).strip():
                found.setdefault((number, plain(text)), Spelt(number, text, row["type"] == "person", good))
    return list(found.values())


def first(held: Sequence[Spelt], near: Near, wanted: Sequence[Spelt]) -> list[bool]:
    """Of each wanted spelling, whether the nearest of all others is of its row; a tie with another row is none."""
    right = []
    for one in wanted:
        found = near(one)
        best = max(score for score, _ in found) if found else 0.0
        rows = {other.row for score, other in found if score >= best - 1e-9}
        right.append(rows == {one.row})
    return right


def ours(held: Sequence[Spelt]) -> Near:
    """The nearest spellings as linking ranks them: people among people, things among things."""
    classes = {p: [s for s in held if s.person == p] for p in (True, False)}
    indexes = {p: NameIndex([s.text for s in of], p) for p, of in classes.items()}

    def near(one: Spelt) -> list[tuple[float, Spelt]]:
        of = classes[one.person]
        return [(score, of[n]) for score, n in indexes[one.person].nearest(one.text, 5, of.index(one))]

    return near


def token_set(held: Sequence[Spelt]) -> Near:
    """The baseline."""
    texts = [plain(s.text) for s in held]

    def near(one: Spelt) -> list[tuple[float, Spelt]]:
        found = process.extract(plain(one.text), texts, scorer=fuzz.token_set_ratio, limit=12)
        return [(score, held[n]) for _, score, n in found if held[n] is not one]

    return near


def letters(one: Spelt) -> str:
    """A spelling's folded words in the order of the alphabet: what is written alike, whichever name comes first."""
    return " ".join(sorted(folded(one.text, one.person)))


def merged(held: Sequence[Spelt]) -> tuple[int, list[tuple[Spelt, Spelt]]]:
    """How many pairs are called the same, and those of two rows among them."""
    rows: dict[str, set[int]] = {}
    for one in held:
        rows.setdefault(letters(one), set()).add(one.row)
    clear = [s for s in held if len(rows[letters(s)]) == 1]
    number, wrong = 0, []
    for n, one in enumerate(clear):
        for other in clear[n + 1 :]:
            if one.person == other.person and compare(one.text, other.text, one.person).verdict == "same":
                number += 1
                if one.row != other.row:
                    wrong.append((one, other))
    return number, wrong


def main() -> None:
    """Print the table, or with --json the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    held = read(args.gold)
    wanted = [s for s in held if s.good]
    said = first(held, ours(held), wanted)
    peer = first(held, token_set(held), wanted)
    number, wrong = merged(held)
    results = {
        "first": {"ours": share(said), "baseline": share(peer)},
        "merged right": {"ours": 100 - 100 * len(wrong) / max(number, 1), "baseline": None},
    }
    for name, person in (("first, people", True), ("first, groups", False)):
        results[name] = {
            "ours": share([r for r, s in zip(said, wanted, strict=True) if s.person == person]),
            "baseline": share([r for r, s in zip(peer, wanted, strict=True) if s.person == person]),
        }
    if args.json:
        print(json.dumps(results))
        return
    print(f"{len(held)} spellings, {len(wanted)} aliases of good quality, {number} pairs called the same")
    for name, row in results.items():
        peer_said = "" if row["baseline"] is None else f"   token set {row['baseline']:5.1f}"
        print(f"{name:14s} ours {row['ours']:5.1f}{peer_said}")
    if args.errors:
        for one, other in wrong:
            print("merged wrongly:", one.text, "|", other.text)
        for one, right in zip(wanted, said, strict=True):
            if not right:
                print("not first:", one.text, "of", next(s.text for s in held if s.row == one.row))


def share(found: Sequence[bool]) -> float:
    """The share that is true, in percent."""
    return 100 * sum(found) / max(len(found), 1)


if __name__ == "__main__":
    main()
