"""How certain a claim is made to sound: FactBank's CT+, PR+, PS+, CT-, Uu (Saurí and Pustejovsky 2009).

The value is that of the source: what officials assert is CT+ though attributed. A stance of the reporting verb (a denial,
a demand) is looked at first, then the cues of resources/factuality/cues.tsv inside the claim's own clause.
"""

from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, cast

from asof.extract.attribution import Report
from asof.records import Analysis, Document, Quantity, Sentence
from asof.records.claim import Factuality
from asof.resources import table

Place = tuple[int, int]

_STANCES: dict[str, Factuality] = {
    "denies": "CT-",
    "threatens": "Uu",
    "demands": "Uu",
    "predicts": "Uu",
    "asks": "Uu",
    "fears": "PR+",
    "doubts": "PR+",
}
_ZERO = frozenset({"no", "none", "zero", "nobody", "0"})
_BREAKS = frozenset({";", ":", "but", "while", "whereas", "although", "though", "because"})
_GROUP = frozenset("have has had been be being was were is are also reportedly to yet now still already all".split())
_FURTHEST = 40


class _Row(NamedTuple):
    name: str
    words: tuple[str, ...]
    value: Factuality
    scope: str


@dataclass(slots=True, frozen=True)
class _Claim:
    """Token indices: the clause [first, last), the number and the predicate."""

    lower: list[str]
    first: int
    last: int
    number: Place
    predicate: Place | None


def factuality(
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
    if document.text[start:end].lower() in _ZERO or _is_zero(analysis.quantities, start):
        return "CT+", "factuality/zero-count"
    if report and report.stance in _STANCES:
        return _STANCES[report.stance], f"factuality/{report.stance}"
    claim = _claim(analysis, sentence, (start, end), predicate, report)
    for index in range(claim.first, claim.last):
        for row in _rows().get(claim.lower[index - claim.first], ()):
            if _matches(claim, row, index):
                return row.value, f"factuality/{row.name}"
    return "CT+", "factuality/asserted"


def _is_zero(quantities: tuple[Quantity, ...], start: int) -> bool:
    return any(q.start == start and q.form == "zero" for q in quantities)


@cache
def _rows() -> dict[str, tuple[_Row, ...]]:
    found: dict[str, list[_Row]] = {}
    for row in table("factuality/cues"):
        for words in row["words"].split("|"):
            each = _Row(row["name"], tuple(words.split()), cast(Factuality, row["value"]), row["scope"])
            found.setdefault(each.words[0], []).append(each)
    return {word: tuple(sorted(rows, key=lambda r: -len(r.words))) for word, rows in found.items()}


def _claim(
    analysis: Analysis, sentence: Sentence, number: Place, predicate: Place | None, report: Report | None
) -> _Claim:
    tokens = analysis.tokens
    at = _indices(analysis, sentence, number)
    to = _indices(analysis, sentence, predicate) if predicate else None
    if to and not sentence.first <= to[0] < sentence.last:
        to = None
    low, high = min(at[0], to[0]) if to else at[0], max(at[1], to[1]) if to else at[1]
    piece = next((p for p in report.content if p.start <= number[0] < p.end), None) if report else None
    first = low
    while first > max(sentence.first, low - _FURTHEST) and not _breaks(tokens[first - 1].lower):
        if piece and tokens[first - 1].start < piece.start:
            break
        first -= 1
    last = high
    while last < min(sentence.last, high + 8) and not _breaks(tokens[last].lower) and tokens[last].lower != ",":
        last += 1
    return _Claim([t.lower for t in tokens[first:last]], first, last, at, to)


def _breaks(word: str) -> bool:
    return word in _BREAKS


def _indices(analysis: Analysis, sentence: Sentence, place: Place) -> Place:
    inside = [i for i in range(sentence.first, sentence.last) if place[0] <= analysis.tokens[i].start < place[1]]
    return (inside[0], inside[-1] + 1) if inside else (sentence.first, sentence.first)


def _matches(claim: _Claim, row: _Row, index: int) -> bool:
    offset = index - claim.first
    end = index + len(row.words)
    if tuple(claim.lower[offset : offset + len(row.words)]) != row.words:
        return False
    target = claim.predicate or claim.number
    if row.scope == "predicate":
        return claim.predicate is not None and claim.predicate[0] <= index < claim.predicate[1]
    if row.scope == "number":
        return end == claim.number[0]
    if row.scope == "governs":
        return end <= min(claim.number[0], target[0])
    if row.scope == "verb":
        return end <= target[0] and all(w in _GROUP for w in claim.lower[end - claim.first : target[0] - claim.first])
    return index < max(claim.number[0], target[0]) or claim.predicate is None
