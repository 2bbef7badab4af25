"""How certain a claim is made to sound: FactBank's CT+, PR+, PS+, CT-, Uu (Saurí and Pustejovsky 2009).

The value is that of the source: what officials assert is CT+ though attributed. A stance of the reporting verb (a
denial, a demand) is looked at first, then the cues of resources/factuality/cues.tsv inside the claim's own clause.
What a report presupposes, in a relative clause or as "the deaths of", is CT+ whatever stands before it.
"""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, cast

from asof.extract.attribution import Report
from asof.extract.inflection import is_past
from asof.records import Analysis, Document, Sentence
from asof.records.claim import Factuality
from asof.resources import structure, table

Place = tuple[int, int]

NEAR = 4
"""How many words may stand between a cue of scope near and the number."""

LEFT, RIGHT = 40, 16
"""How many tokens before and after a claim its cues are looked for."""


class _Row(NamedTuple):
    name: str
    words: tuple[str, ...]
    value: Factuality
    scope: str


@dataclass(slots=True, frozen=True)
class _Claim:
    """The lower-case tokens around a claim; its number, predicate and clause as indices into them.

    `heads`, `deps`: what each hangs on and how, as far as that is among them (-1: not, or no syntax was made);
    `past`: the verbs among them in a past form.
    """

    words: tuple[str, ...]
    number: Place
    predicate: Place | None
    clause: Place
    heads: tuple[int, ...]
    deps: tuple[str, ...]
    past: frozenset[int]

    @property
    def target(self) -> Place:
        return self.predicate or self.number

    @property
    def first(self) -> int:
        return min(self.number[0], self.target[0])

    @property
    def last(self) -> int:
        return max(self.number[0], self.target[0])


def factuality(  # noqa: PLR0913, PLR0917
    document: Document,
    analysis: Analysis,
    start: int,
    end: int,
    predicate: Place | None,
    report: Report | None,
) -> tuple[Factuality, str]:
    """The FactBank value of the claim whose number stands at [start, end), and the name of the rule that says so.

    `predicate`: the offsets of the word that says the outcome, where one does. `report`: what `governing` gives.
    """
    sentence = analysis.sentence_at(start)
    if sentence is None:
        return "CT+", "factuality/asserted"
    if document.text[start:end].lower() in _words("zero"):
        return "CT+", "factuality/zero-count"
    claim = _claim(analysis, sentence, (start, end), predicate, report)
    if (
        report
        and report.stance in stances()
        and not (_presupposed(claim, claim.clause[0]) or _cut_off(claim, claim.clause[0]))
    ):
        return stances()[report.stance], f"factuality/{report.stance}"
    for index, word in enumerate(claim.words):
        for row in _rows().get(word, ()):
            if claim.words[index : index + len(row.words)] == row.words and _reaches(claim, row, index):
                return row.value, f"factuality/{row.name}"
    return "CT+", "factuality/asserted"


@cache
def stances() -> dict[str, Factuality]:
    """What a reporting verb's stance makes of its content; a stance that is not named leaves it certain."""
    return {name: cast(Factuality, row["value"]) for name, row in structure("factuality/words")["stances"].items()}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(structure("factuality/words")[name]["words"])


def hedged(words: list[str]) -> bool:
    """Whether a sentence (its words, small) has a cue that could make a claim of it less than a fact."""
    return any(
        tuple(words[i : i + len(row.words)]) == row.words
        for i, word in enumerate(words)
        for row in _rows().get(word, ())
    )


@cache
def _rows() -> dict[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = {}
    for row in table("factuality/cues"):
        for words in row["words"].split("|"):
            each = _Row(row["name"], tuple(words.split()), cast(Factuality, row["value"]), row["scope"])
            found.setdefault(each.words[0], []).append(each)
    return {word: tuple(sorted(rows, key=lambda r: -len(r.words))) for word, rows in found.items()}


# ------------------------------------------------------------------ the claim in its sentence


def _claim(
    analysis: Analysis, sentence: Sentence, number: Place, predicate: Place | None, report: Report | None
) -> _Claim:
    at = _indices(analysis, sentence, number)
    to = _indices(analysis, sentence, predicate) if predicate else None
    if to and not to[0] < to[1]:
        to = None
    low, high = (min(at[0], to[0]), max(at[1], to[1])) if to else at
    base = max(sentence.first, low - LEFT)
    end = min(sentence.last, high + RIGHT)
    words = tuple(_lower(analysis, i) for i in range(base, end))
    clause = _clause(words, (low - base, high - base), _begin(analysis, number, report, base))
    moved = (to[0] - base, to[1] - base) if to else None
    tokens = analysis.tokens[base:end]
    heads = tuple(t.head - base if base <= t.head < end and t.head != base + i else -1 for i, t in enumerate(tokens))
    past = frozenset(i for i, t in enumerate(tokens) if t.upos == "VERB" and is_past(t.lower))
    return _Claim(words, (at[0] - base, at[1] - base), moved, clause, heads, tuple(t.dep for t in tokens), past)


def _lower(analysis: Analysis, i: int) -> str:
    """Token `i` in lower case, but "May" as it stands where it is the month."""
    token = analysis.tokens[i]
    if token.text != "May":
        return token.lower
    around = [analysis.tokens[j].lower for j in (i - 1, i + 1) if 0 <= j < len(analysis.tokens)]
    return "May" if any(w[0].isdigit() or w in _words("dating") for w in around) else token.lower


def _indices(analysis: Analysis, sentence: Sentence, place: Place) -> Place:
    """Token indices of a stretch of characters, kept within the sentence."""
    starts = [t.start for t in analysis.tokens[sentence.first : sentence.last]]
    first, last = bisect_left(starts, place[0]), bisect_left(starts, place[1])
    return sentence.first + first, sentence.first + last


def _begin(analysis: Analysis, number: Place, report: Report | None, base: int) -> int:
    """The first token (from `base`) that may carry a cue: that of the governing report's own verb, else the first."""
    cue = report.attribution.cue if report else None
    if cue is None or cue.start >= number[0]:
        return 0
    index = base
    while index < len(analysis.tokens) and analysis.tokens[index].start < cue.start:
        index += 1
    return index - base


def _clause(words: tuple[str, ...], core: Place, begin: int) -> Place:
    """The clause around the number and the predicate: up to a conjunction of contrast, a semicolon, a colon."""
    first, last = core
    while first > begin and words[first - 1] not in _words("breaks"):
        first -= 1
    while last < len(words) and words[last] not in _words("breaks") and words[last] != ",":
        last += 1
    return first, last


# ------------------------------------------------------------------ scope


def _reaches(claim: _Claim, row: _Row, index: int) -> bool:
    """Whether a cue that begins at `index` bears on the claim."""
    if row.scope == "sentence":
        return True
    if not claim.clause[0] <= index < claim.clause[1]:
        return False
    end = index + len(row.words)
    if row.scope in ("predicate", "number", "near", "into", "follows"):
        return _touches(claim, row.scope, index, end)
    if _presupposed(claim, end) or _cut_off(claim, end) or _astray(claim, row, index):
        return False
    if row.scope in ("governs", "infinitive", "opens", "clause"):
        return end <= claim.first if row.scope != "clause" else index <= claim.last or claim.predicate is None
    passive = index > 0 and claim.words[index - 1] in _words("be")
    in_group = all(w in _words("group") for w in claim.words[end : claim.target[0]])
    return end <= claim.target[0] and in_group and (passive or row.scope == "verb")


def _touches(claim: _Claim, scope: str, index: int, end: int) -> bool:
    """The scopes of cues that stand right beside the number or the predicate, or are the predicate."""
    if scope == "follows":
        rest = claim.words[claim.last : index]
        return claim.last <= index and not any(w in _words("verbs") or w == "," for w in rest)
    if scope == "predicate":
        return claim.predicate is not None and claim.predicate[0] <= index < claim.predicate[1]
    if scope == "near" and _cut_off(claim, end):
        return False
    if scope in ("number", "near"):
        return end <= claim.number[0] <= end + (NEAR if scope == "near" else 0)
    between = claim.words[end : claim.number[0]]
    return end < claim.number[0] and all(w.endswith(("ing", "ly")) or w in ("and", "or") for w in between)


def _astray(claim: _Claim, row: _Row, index: int) -> bool:
    """Whether a cue before the claim bears on something else in its clause."""
    end = index + len(row.words)
    if row.scope == "clause":
        return _of_adjective(claim, index, end) or _joined(claim, index, end)
    if row.scope == "infinitive" and _outcome(claim, index, end):
        return True
    return row.scope in ("governs", "infinitive") and not _governed(claim, index, end, asserted=row.value == "Uu")


def _governed(claim: _Claim, index: int, end: int, asserted: bool) -> bool:
    """Whether the syntax hangs the claim on a cue at [index, end), or on the verb whose auxiliary or mark the cue is.

    What hangs by a participle or as an apposition ("will hold a funeral for two sailors killed at sea") is `asserted`
    whatever is planned, not whatever is reported or denied. True without syntax.
    """
    if all(head < 0 for head in claim.heads):
        return True
    top = _top(claim, index, end)
    governor = claim.heads[top] if claim.deps[top] in _FUNCTION and claim.heads[top] >= 0 else top
    at, seen = _top(claim, *claim.target), 0
    while at >= 0 and seen < len(claim.words):
        if at == governor or index <= at < end:
            return True
        if asserted and claim.deps[at] in ("acl", "appos") and not _infinitive(claim, at):
            return False
        at, seen = claim.heads[at], seen + 1
    return False


def _outcome(claim: _Claim, index: int, end: int) -> bool:
    """Whether the claim is what came of an attempt, no part of it: "failed to brake, killing nine".

    That is a participle without a mark of its own ("from killing" has one), or a past form only joined on.
    """
    at, seen = _top(claim, *claim.target), 0
    while at >= end and seen < len(claim.words):
        if claim.deps[at] == "advcl":
            marked = any(claim.heads[i] == at and claim.deps[i] in ("mark", "case") for i in range(index, at))
            return not marked and not _infinitive(claim, at)
        if claim.deps[at] == "conj" and at in claim.past:
            return True
        at, seen = claim.heads[at], seen + 1
    return False


def _joined(claim: _Claim, index: int, end: int) -> bool:
    """Whether the claim's verb, with a subject of its own, is only joined to the cue's: "is feared dead, two fled"."""
    top = _top(claim, index, end)
    holders = {top, claim.heads[top]}
    at, seen = _top(claim, *claim.target), 0
    while at >= 0 and seen < len(claim.words):
        own = any(claim.heads[i] == at and claim.deps[i].startswith("nsubj") for i in range(end, at))
        if claim.deps[at] == "conj" and own and claim.heads[at] in holders:
            return True
        at, seen = claim.heads[at], seen + 1
    return False


_FUNCTION = frozenset({"aux", "mark", "advmod", "cop", "case", "cc", "det"})


def _top(claim: _Claim, first: int, last: int) -> int:
    """The token of a stretch that hangs on something outside of it."""
    return next((i for i in range(first, last) if not first <= claim.heads[i] < last), first)


def _infinitive(claim: _Claim, at: int) -> bool:
    """Whether a verb has "to" before it, give or take its auxiliaries: "sailors to be freed"."""
    return any(claim.words[i] == "to" and claim.heads[i] == at for i in range(max(0, at - 4), at))


def _presupposed(claim: _Claim, first: int) -> bool:
    """Whether, seen from token `first`, the claim stands in a relative clause or is one of "the deaths of"."""
    if _granted(claim) or any(_relative(claim.words, index) for index in range(first, claim.last)):
        return True
    to = claim.predicate
    return bool(to and to[0] > 0 and claim.words[to[0] - 1] == "the" and claim.words[to[0]] in _words("events"))


def _of_adjective(claim: _Claim, index: int, end: int) -> bool:
    """Whether an adverb only hedges an adjective in a phrase of its own: "a wave of apparently coordinated blasts"."""
    words = claim.words
    if (
        not words[index].endswith("ly")
        or index == 0
        or end >= len(words)
        or words[index - 1] not in _words("before_adjective")
    ):
        return False
    beside = {claim.number[0], claim.target[0]}
    return end not in beside and words[end] not in _words("verbs") | _words("group")


def _cut_off(claim: _Claim, first: int) -> bool:
    """Whether "after", "as" or the like begins another clause between token `first`, behind a cue, and the claim."""
    for index in range(first, claim.first):
        word = claim.words[index]
        beside = {claim.words[index + 1], claim.words[index - 1] if index else ""}
        as_many = word == "as" and bool(beside & _words("not_as"))
        if word in _words("subordinators") and not as_many:
            return True
    return False


def _granted(claim: _Claim) -> bool:
    """Whether the people counted are spoken of as known to be so: "the two dead", "its 90 stranded passengers"."""
    first = claim.number[0] - 1
    while first >= 0 and claim.words[first] in _words("passed"):
        first -= 1
    if first < 0 or claim.words[first] not in _words("definite"):
        return False
    to = claim.predicate
    if to is None:
        return True
    return claim.number[1] <= to[0] <= claim.number[1] + 1 and claim.words[claim.number[1]] not in _words("be")


def _relative(words: tuple[str, ...], index: int) -> bool:
    """Whether a relative clause begins at a token; "that" begins one where a verb follows it."""
    word = words[index]
    if word in _words("relatives"):
        return True
    following = words[index + 1] if index + 1 < len(words) else ""
    return word == "that" and (following in _words("verbs") or (following.endswith("ed") and len(following) > 4))
