"""How well the roles of violent incidents are read: MUC-4's incident type and five string slots.

roles.py KEYS_FOLDER... [--json] [--documents] [--errors SLOT]

KEYS_FOLDER: a folder with texts and keys of MUC-3/4 (tst1, tst2).

f1          micro F1 over the type and the five slots, templates aligned one to one so that most is right. A filler is
            right where its string and one of the key's alternatives have the same head and all words of one are in the
            other; one to one. Optional templates and fillers are wanted like others, as in GTT's scorer.
strict      as GTT's scorer (Du et al. 2021) has it: strings the same after normalising (small letters, no marks, no
            articles), templates of two types never aligned; but victims by name or description, and one to one
optional    as f1, but what the key marks as optional is not wanted (as in MUC-4's own scorer)
type, …     F1 of each slot in the alignment of f1
number      of the right victims whose number the key gives, the share whose number the counts of the same words give
effect      of the right victims whose effect the key gives, the share whose effect (death, injury) the counts give
told        whether a text tells of an incident at all: F1

--documents prints F1 for each text, --errors SLOT what was given and wanted.

The baseline takes a text's first word of violence as its type, the words before "was killed" and the like as victims,
and capital letters in brackets as the perpetrators' organisation.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from asof.pipeline import Analysed, analyse
from asof.records import CountClaim, Document, Passage, RoleClaim
from bench.extract.muc4 import SLOTS, Template, Text, texts
from bench.extract.roles_scoring import HEADLINE, OPTIONAL, STRICT, Guess, Variant, document, f1, same

_EFFECTS = {"killed": "DEATH", "injured": "INJURY", "freed": "REGAINED FREEDOM"}
_WORDS = (
    ("kidnapping", r"kidnap\w*|abduct\w*|hostages?"),
    ("bombing", r"bomb\w*|explo\w+|dynamit\w+|blast"),
    ("arson", r"arson|burned|set fire"),
    ("attack", r"attack\w*|kill\w*|murder\w*|assassinat\w*|ambush\w*|shot|massacre\w*|wound\w*"),
)
_TOLD = re.compile("|".join(f"(?P<{name}>\\b(?:{words})\\b)" for name, words in _WORDS), re.I)
_VICTIM = re.compile(
    r"((?:[\w'-]+\s+){1,3})(?:was|were|been)\s+(?:killed|wounded|murdered|kidnapped|injured|shot)", re.I
)
_GROUP = re.compile(r"[\[(](?!TEXT|REPORT)([A-Z]{3,5})[\])]")
_WEAPON = re.compile(r"\b(car bombs?|bombs?|dynamite|grenades?|rifles?|machineguns?|explosives?)\b", re.I)


class Given:
    """What a system says of a text: its templates, and number and effect of the victims that it names."""

    def __init__(self, guesses: Sequence[Guess], numbers: dict[str, int], effects: dict[str, str]) -> None:
        self.guesses, self.numbers, self.effects = guesses, numbers, effects


Reader = Callable[[Text], Given]


def ours(text: Text) -> Given:
    """Our role claims by their incidents; number and effect from the count claims that overlap a victim's words."""
    passage = Passage(start=0, end=len(text.text), part="body")
    analysed = analyse(Document(document=text.id, text=text.text, sha256="", passages=(passage,)))
    return given(analysed)


def given(analysed: Analysed) -> Given:
    """The templates that a document's claims make."""
    found: dict[int, Guess] = {}
    numbers: dict[str, int] = {}
    effects: dict[str, str] = {}
    counts = [c for c in analysed.claims if isinstance(c, CountClaim)]
    for claim in (c for c in analysed.claims if isinstance(c, RoleClaim)):
        guess = found.setdefault(claim.incident, Guess("attack"))
        if claim.role == "type":
            guess.type = claim.entity or "attack"
        elif claim.role in SLOTS:
            guess.slots[claim.role].append(claim.value.text)
        if claim.role == "victim":
            for count in counts:
                who = count.population
                start, end = (count.span.start, who.end or count.span.end)
                if start < claim.value.end and claim.value.start < end and count.outcome in _EFFECTS:
                    effects.setdefault(claim.value.text, _EFFECTS[count.outcome])
                    if count.quantity.low is not None and count.quantity.low == count.quantity.high:
                        numbers.setdefault(claim.value.text, count.quantity.low)
    return Given([found[n] for n in sorted(found)], numbers, effects)


def baseline(text: Text) -> Given:
    """The naive reading; see the module."""
    told = _TOLD.search(text.text)
    if told is None:
        return Given([], {}, {})
    guess = Guess(told.lastgroup or "attack")
    guess.slots["victim"] = [*dict.fromkeys(m[1].strip() for m in _VICTIM.finditer(text.text))]
    guess.slots["perpetrator_organisation"] = [*dict.fromkeys(_GROUP.findall(text.text))][:1]
    guess.slots["weapon"] = [*dict.fromkeys(m[1].upper() for m in _WEAPON.finditer(text.text))][:1]
    return Given([guess], {}, {})


def scored(rows: Sequence[Text], read: Sequence[Given]) -> dict[str, float]:
    """Every measure in percent."""
    made: dict[str, float] = {}
    for name, variant in (("f1", HEADLINE), ("strict", STRICT), ("optional", OPTIONAL)):
        total: Counter[tuple[str, str]] = Counter()
        for row, each in zip(rows, read, strict=True):
            total += document(each.guesses, row.templates, variant)
        made[name] = f1(total)
        if variant is HEADLINE:
            slots = {slot: f1(total, [slot]) for slot in ("type", *SLOTS)}
            right, there, wanted = (sum(total[s, w] for s in ("type", *SLOTS)) for w in ("right", "given", "wanted"))
            slots |= {"precision": round(100 * right / max(there, 1), 1), "recall": round(100 * right / wanted, 1)}
    made |= slots
    made |= {what: _valued(rows, read, what) for what in ("number", "effect")}
    both = sum(bool(e.guesses) and bool(r.templates) for r, e in zip(rows, read, strict=True))
    every = sum(bool(e.guesses) for e in read) + sum(bool(r.templates) for r in rows)
    made["told"] = round(200 * both / max(every, 1), 1)
    return made


def _valued(rows: Sequence[Text], read: Sequence[Given], what: str) -> float:
    right = wanted = 0
    for row, each in zip(rows, read, strict=True):
        values = each.numbers if what == "number" else each.effects
        victims = [v for g in each.guesses for v in g.slots["victim"]]
        golds = [gold for t in row.templates for gold in (t.numbers if what == "number" else t.effects)]
        for value, filler in golds:
            about = next((v for v in victims if any(same(v, s, True) for s in filler.strings)), None)
            if about is not None:
                wanted += 1
                alternatives = [v.strip() for v in value.split("/")]
                right += str(values.get(about, "")) in alternatives
    return round(100 * right / max(wanted, 1), 1)


def _by_document(rows: Sequence[Text], read: Sequence[Given], variant: Variant) -> None:
    for row, each in zip(rows, read, strict=True):
        counts = document(each.guesses, row.templates, variant)
        print(f"{row.id:18s} {f1(counts):6.1f}  {len(row.templates)} wanted, {len(each.guesses)} given")


def _errors(rows: Sequence[Text], read: Sequence[Given], slot: str) -> None:
    for row, each in zip(rows, read, strict=True):
        mine = [v for g in each.guesses for v in ([g.type] if slot == "type" else g.slots[slot])]
        gold = [" / ".join(f) for t in row.templates for f in _wanted(t, slot)]
        if mine or gold:
            print(f"{row.id}\n  given:  {mine}\n  wanted: {gold}")


def _wanted(template: Template, slot: str) -> list[tuple[str, ...]]:
    return [template.types] if slot == "type" else [f.strings for f in template.slots[slot]]


def main() -> None:
    """Prints the table, or JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("keys", type=Path, nargs="+")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--documents", action="store_true")
    parser.add_argument("--errors", metavar="SLOT", choices=("type", *SLOTS))
    options = parser.parse_args()
    rows = texts(options.keys)
    read = [ours(row) for row in rows]
    mine, naive = scored(rows, read), scored(rows, [baseline(row) for row in rows])
    table = {measure: {"ours": mine[measure], "baseline": naive[measure]} for measure in mine}
    if options.json:
        print(json.dumps(table))
        return
    if options.documents:
        _by_document(rows, read, HEADLINE)
    if options.errors:
        _errors(rows, read, options.errors)
    print(f"{'':26s} {'ours':>7s} {'baseline':>9s}   {len(rows)} texts")
    for measure, pair in table.items():
        print(f"{measure:26s} {pair['ours']:7.1f} {pair['baseline']:9.1f}")


if __name__ == "__main__":
    main()
