"""What is said: the pieces of text that each reporting clause of a window governs."""

from bisect import bisect_left

from asof.extract.attribution.clause import Clause, Window
from asof.extract.attribution.phrases import is_mark
from asof.extract.attribution.quotes import Quote
from asof.extract.attribution.words import Words

Piece = tuple[int, int]

NEAR = 20
"""How many clauses before and after one are looked at for where its content begins and ends."""

_OTHERWISE = frozenset({"when", "after", "before", "while", "because", "following", "moments", "although"})
_FRONTED = frozenset({"after", "before", "when", "since", "because", "although", "though", "until", "once", "if"})
_NO_MORE = frozenset({"who", "which", "whose", "where", "as", "while", "when", "after", "before", "during"})
_PHRASE_EDGES = frozenset({",", "with", ";", "—", "–", "--", "and"})
_COORDINATORS = frozenset({"and", "but", "while", "whereas", "though", "although", "as", "yet"})


def pieces(w: Words, window: Window, found: list[Clause], number: int) -> list[Piece]:
    """The pieces (character offsets) of the content of clause `number` of a window; empty where nothing is said."""
    clause = found[number]
    if clause.cites:
        return pieces(w, window, found, number - 1)
    spoken = _spoken_before(w, window, clause)
    if spoken:
        return spoken
    left = _left(w, window, found, number) if clause.order in ("post", "middle") else None
    if left and clause.order == "middle" and w.lower[w.first_at(left[0])] == "asked":
        left = None
    right = _right(w, window, found, number) if clause.order in ("pre", "middle") else None
    if right and clause.order == "middle" and not _continues(w, window, clause, left, right):
        right = None
    both = [piece for piece in (left, right) if piece]
    passes = clause.order == "post" and (not both or _aside(w, found, number))
    if passes and _right_behind(w, found, number):
        return [
            (start, max(end, w.tokens[found[number - 1].unit[1] - 1].end))
            for start, end in pieces(w, window, found, number - 1)
        ]
    return both or _quote_just_before(w, window, clause)


def _right_behind(w: Words, found: list[Clause], number: int) -> bool:
    """Whether a clause stands right behind another that follows its content: "…, X said, the Courier reported.".

    A third one behind the two is none: what a hostile text strings together is not followed to its beginning.
    """
    if number == 0 or found[number - 1].order == "pre" or found[number - 1].cites:
        return False
    behind = _touch(w, found[number - 1], found[number]) or _aside(w, found, number)
    return behind and not (number > 1 and _touch(w, found[number - 2], found[number - 1]))


def _aside(w: Words, found: list[Clause], number: int) -> bool:
    """Whether but an occasion stands between two clauses: "…, X said during a tour, according to the Courier"."""
    if number == 0 or found[number].rule != "attribution/according-to" or found[number - 1].order != "post":
        return False
    between = w.lower[found[number - 1].unit[1] : found[number].unit[0]]
    plain = all(word not in _COORDINATORS and word not in {";", "that"} for word in between)
    return bool(between) and plain and between[0] in {"during", "on", "at", "in", "after", "before", "from", "by"}


def _touch(w: Words, before: Clause, clause: Clause) -> bool:
    """Whether nothing but commas and dashes stands between two clauses."""
    return all(word in {",", "—", "–", "--"} for word in w.lower[before.unit[1] : clause.unit[0]])


def _continues(w: Words, window: Window, clause: Clause, left: Piece | None, right: Piece) -> bool:
    """Whether what follows "…, X said," is more of the content: a quotation after a quotation, else no apposition."""
    begins_quoted = w.quote[w.first_at(right[0])] >= 0 and window.layer < 0
    if begins_quoted or left is None:
        return True
    quoted = w.quote[w.first_at(left[0])] >= 0 and window.layer < 0
    return not quoted and not clause.inverted


def _left(w: Words, window: Window, found: list[Clause], number: int) -> Piece | None:
    first, last = window.first, found[number].unit[0]
    if number:
        first = _seam(w, found[number - 1], found[number]) or first
    for other in found[max(0, number - NEAR) : number]:
        if other.order != "pre" and other.unit[1] < last:
            first = max(first, other.unit[1])
    if found[number].rule.startswith("attribution/passive-") and w.tokens[found[number].cue[0]].dep == "acl":
        first = max((i + 1 for i in range(first, last) if w.lower[i] in _PHRASE_EDGES), default=first)
    while first < last and _skips(w, first, window.first):
        first += 1
    while last > first and w.lower[last - 1] in (",", "—", "–", "--", "-", ";") and w.quote[last - 1] == window.layer:
        last -= 1
    return _offsets(w, window, first, last) if last > first else None


def _skips(w: Words, index: int, floor: int) -> bool:
    word = w.lower[index]
    mark = is_mark(word) and word not in ('"', "“", "''", "``", "«", "$", "(", "[", "#", "‘", "'")
    return mark or (index > floor and word in _COORDINATORS)


def _right(w: Words, window: Window, found: list[Clause], number: int) -> Piece | None:
    clause = found[number]
    first, last = clause.unit[1], window.last
    while first < last and w.lower[first] in (",", ":", "—", "–", "--", "-"):
        first += 1
    first = _at_clause(w, first, last)
    last = _end_of_subordinate(w, window, clause, first, last)
    if not clause.binds:
        last = _end_of_attitude(w, window, first, last)
    if clause.rule.startswith("attribution/object-"):
        last = _end_of_act(w, clause, first, last)
    for after in range(number + 1, min(len(found), number + 1 + NEAR)):
        end = _cut(w, found, after, first)
        if end is not None:
            last = min(last, end)
            break
    while last > first and w.lower[last - 1] in (".", ",", ";", "—", "–", "--") and w.quote[last - 1] == window.layer:
        last -= 1
    if clause.order == "middle" and last > first and _goes_on(w, first):
        return None
    if last <= first:
        return None
    start, end = _offsets(w, window, first, last)
    following = _quote_after(w, end) if w.lower[last - 1] == ":" else None
    return start, following or end


def _quote_after(w: Words, end: int) -> int | None:
    """The end of the quotation that a colon announces."""
    found = _next_quote(w, end)
    return found.end if found else None


def _next_quote(w: Words, end: int) -> Quote | None:
    """The quotation that begins right after `end`, give or take white space."""
    index = bisect_left(w.quotes, (end,))
    return w.quotes[index] if index < len(w.quotes) and not w.text[end : w.quotes[index].start].strip() else None


def _at_clause(w: Words, first: int, last: int) -> int:
    """Skips the place or occasion in "said at the opening of the port that …"."""
    if first < last and w.lower[first] in ("at", "in", "on", "during", "after", "before", "from", "by"):
        for index in range(first, min(last, first + 16)):
            if w.lower[index] == "that" and w.lower[index + 1 : index + 2] != [","]:
                return index
            if is_mark(w.lower[index]) and w.lower[index] != ",":
                break
    return first


def _end_of_subordinate(w: Words, window: Window, clause: Clause, first: int, last: int) -> int:
    """A report in a subordinate clause ends with it: "After X announced the end of the strike, the port reopened"."""
    begin = clause.unit[0]
    before = w.lower[begin - 1] if begin > window.first else ""
    if begin - window.first < 7 and (before in _FRONTED or clause.unsourced):
        return next((i for i in range(first + 1, last) if w.lower[i] == "," and w.quote[i] == window.layer), last)
    return last


def _end_of_act(w: Words, clause: Clause, first: int, last: int) -> int:
    """What is rejected or demanded ends where the verb is joined to another with a subject: "… and its crowd fled"."""
    verbs = range(*clause.cue)
    for index in range(first, last):
        token = w.tokens[index]
        if token.head not in verbs or token.dep != "conj":
            continue
        subjects = [i for i in range(first, index) if w.tokens[i].head == index and w.tokens[i].dep == "nsubj"]
        joint = next((i for i in range(index - 1, first, -1) if w.lower[i] in _COORDINATORS), 0)
        if subjects and joint:
            return joint
    return last


def _end_of_attitude(w: Words, window: Window, first: int, last: int) -> int:
    """What is praised or opposed ends with its phrase: at a comma or a word that opens another clause."""
    for index in range(first + 1, last):
        word = w.lower[index]
        if w.quote[index] == window.layer and (word in (",", ";", "—", "–") or word in _OTHERWISE):
            return index
    return last


def _goes_on(w: Words, first: int) -> bool:
    """Whether what follows "…, X said," is no more of the content."""
    return w.lower[first] in _NO_MORE


def _cut(w: Words, found: list[Clause], after: int, first: int) -> int | None:
    """Where a later clause of the sentence ends the content that begins at `first`; None where it lies inside."""
    later = found[after]
    begin = later.unit[0]
    previous = w.lower[begin - 1]
    if begin <= first:
        return later.cue[0] if begin < first < later.cue[0] else None
    if later.order == "post" and after:
        begin = _seam(w, found[after - 1], later) or begin
    if later.order == "post" or later.cites:
        return begin
    if previous in _COORDINATORS and begin - first > 3:
        return begin - 2 if w.lower[begin - 2] == "," else begin - 1
    return begin - 1 if previous in (";", "—", "–", "--", ",") else None


def _seam(w: Words, before: Clause, clause: Clause) -> int | None:
    """Where what one says ends and what another says begins: "X says nine died, while six fled, according to Y"."""
    behind = clause.rule == "attribution/according-to" or clause.rule.startswith("attribution/passive-")
    if before.order != "pre" or clause.order != "post" or not behind:
        return None
    marks = {"while", "whereas", "but", ";", "--", "—"}
    inside = range(before.unit[1] + 1, clause.unit[0] - 1)
    return max((i for i in inside if w.lower[i] in marks and w.quote[i] < 0), default=None)


def _spoken_before(w: Words, window: Window, clause: Clause) -> list[Piece]:
    """Direct speech in a sentence of its own before the clause that opens this one: "“It sank!” / she told us."."""
    if window.layer >= 0 or clause.unit[0] != window.first or clause.cites:
        return []
    found = _quote_before(w, w.tokens[window.first].start)
    goes_on = any(w.quote[i] >= 0 or w.lower[i] == "that" for i in range(clause.unit[1], window.last))
    return found if found and not goes_on and w.text[found[0][1] - 2] in ",?!—" else []


def _offsets(w: Words, window: Window, first: int, last: int) -> Piece:
    """The characters of tokens [first, last), widened to the whole of a quotation that they begin or end in."""
    start, end = w.offsets(first, last)
    if window.layer < 0:
        opening, closing = w.quote[first], w.quote[last - 1]
        if opening >= 0 and first == window.first:
            start = min(start, w.quotes[opening].start)
        if closing >= 0:
            end = max(end, w.quotes[closing].end)
    return start, end


def _quote_just_before(w: Words, window: Window, clause: Clause) -> list[Piece]:
    """The quotation that ends right before a clause with nothing else to say: "“Where?” / he asked."."""
    if clause.order == "pre" or w.lower[window.last - 1] == ":":
        end = w.tokens[window.last - 1].end
        announced = _next_quote(w, end) if w.lower[window.last - 1] == ":" else None
        return [(announced.start, announced.end)] if announced else []
    return _quote_before(w, w.tokens[clause.unit[0]].start)


def _quote_before(w: Words, at: int) -> list[Piece]:
    """The quotation that ends right before a character."""
    index = bisect_left(w.quotes, (at,)) - 1
    if index >= 0 and w.quotes[index].end <= at and not w.text[w.quotes[index].end : at].strip():
        return [(w.quotes[index].start, w.quotes[index].end)]
    return []
