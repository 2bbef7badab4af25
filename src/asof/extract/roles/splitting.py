"""Whether two things that fill roles belong to one incident: features of the pair, and what pairs join."""

from collections.abc import Callable, Iterator, Sequence

from asof.extract.roles.features import Sheet
from asof.extract.roles.nominals import Nominal
from asof.resources import structure

_FAR = (0, 1, 2, 4, 7, 12)
_MOST = 40
_MENTIONS = 20
Group = Sequence[Nominal]


def of_pair(sheet: Sheet, one: Group, other: Group) -> list[str]:
    """The features of two things: how far apart they are told of, of what their sentences tell, what stands between."""
    pairs = [(a, b) for a in one[:_MENTIONS] for b in other[:_MENTIONS]]
    a, b = min(pairs, key=lambda p: (abs(p[0].sentence - p[1].sentence), p[0].sentence, p[0].first, p[1].first))
    first, last = sorted((a.sentence, b.sentence))
    made = {f"near={_bucket(last - first)}", f"firsts={_bucket(abs(one[0].sentence - other[0].sentence))}"}
    made |= {f"often={min(sum(x.sentence == y.sentence for x, y in pairs), 2)}"}
    told, heard = sheet.told[a.sentence], sheet.told[b.sentence]
    made |= {f"both={k}" for k in told & heard} | {f"one={k}" for k in told ^ heard}
    if first == last:
        made |= set(_within(sheet, a, b))
    else:
        made |= set(_between(sheet, first, last))
    made |= {f"near={_bucket(last - first)}&told={'same' if told == heard else 'other'}"}
    return sorted(made)


def roles_of(one: str, other: str) -> str:
    """The feature of the roles that two things fill."""
    return "roles=" + "+".join(sorted((one, other)))


def _bucket(distance: int) -> int:
    return sum(distance > f for f in _FAR)


def _within(sheet: Sheet, a: Nominal, b: Nominal) -> Iterator[str]:
    """What says, inside one sentence, that two things are of one deed or of two."""
    tokens = sheet.analysis.tokens
    yield "head=same" if tokens[a.head].head == tokens[b.head].head else "head=other"
    low, high = sorted((a.head, b.head))
    kinds = {sheet.words[i] for i in range(low, high) if sheet.kinds[i]}
    yield f"deeds-between={min(len(kinds), 3)}"


def _between(sheet: Sheet, first: int, last: int) -> Iterator[str]:
    """What says, on the way from one sentence to a later one, that a new incident begins."""
    analysis = sheet.analysis
    words = structure("roles/words")
    for number in range(first + 1, min(last, first + 12) + 1):
        sentence = analysis.sentences[number]
        opening = {sheet.of.token(i) for i in range(sentence.first, min(sentence.first + 6, sentence.last))}
        for word in sorted(opening & set(words["turning"])):
            yield f"turn={word}"
        if {sheet.of.token(i) for i in range(sentence.first, sentence.last)} & set(words["other"]):
            yield "other" if number == last else "other-between"
    yield "places=" + _compared(sheet, first, last, "<place>")
    one, other = _triggers(sheet, first), _triggers(sheet, last)
    yield f"deed={'same' if one & other else 'other' if one and other else 'none'}"


def _triggers(sheet: Sheet, sentence: int) -> set[str]:
    s = sheet.analysis.sentences[sentence]
    return {sheet.words[i] for i in range(s.first, s.last) if sheet.kinds[i]}


def _compared(sheet: Sheet, first: int, last: int, what: str) -> str:
    """Whether two sentences name the same places: same, other, or none where one of them names none."""
    named = []
    for number in (first, last):
        s = sheet.analysis.sentences[number]
        named.append({sheet.of.token(i) for i in range(s.first, s.last) if sheet.words[i] == what})
    if not named[0] or not named[1]:
        return "none"
    return "same" if named[0] & named[1] else "other"


def clusters(number: int, same: Callable[[int, int], float], least: float) -> list[list[int]]:
    """The numbers below `number`, joined while two clusters' mean log-odds of being of one incident reach `least`.

    More than `_MOST` things are one cluster: a list of names is told of together.
    """
    if number > _MOST:
        return [list(range(number))]
    made = [[i] for i in range(number)]
    odds = {(i, j): same(i, j) for j in range(number) for i in range(j)}

    def between(a: list[int], b: list[int]) -> float:
        return sum(odds[min(i, j), max(i, j)] for i in a for j in b) / (len(a) * len(b))

    while len(made) > 1:
        worth, a, b = max((between(x, y), -m, -n) for n, y in enumerate(made) for m, x in enumerate(made[:n]))
        if worth < least:
            break
        made[-a] += made[-b]
        del made[-b]
    return [sorted(each) for each in made]
