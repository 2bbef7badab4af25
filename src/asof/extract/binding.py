"""Which number goes with which outcome, by clause structure.

For each counted phrase and each trigger the way between them is walked word by word. Voice and frame say on which
side of the trigger the people counted may stand; what is crossed on the way (another clause's verb, a subordinator,
a semicolon) costs, so that the cheapest reading is the one that stays in its own clause. The costs are data
(`resources/extract/costs.tsv`).
"""

from bisect import bisect_left, bisect_right
from functools import cache
from typing import NamedTuple

from asof.extract.inflection import singular
from asof.extract.outcomes import Frame, Trigger, bodies, heads
from asof.extract.populations import STRENGTH, Phrase, predicates, roles
from asof.extract.tolls import to_number
from asof.extract.voice import voice
from asof.extract.whose import of_what_is_theirs
from asof.extract.words import Word
from asof.resources import table

_AUXILIARY = frozenset({"be", "get", "have", "modal", "adverb", "negation", "time_noun", "raising"})
_ASIDE = 2.0
_REACH = 60
_MOST_TRIGGERS = 30
"""Words; what stands further away is in no clause with the number."""
_FIRST = 0.1
_SHORTEST_CLAUSE = 5
_INSIDE = 0.6
_DEAD = -0.1
"""What a final adjective costs inside its phrase: "a deceased man with a gunshot wound" is dead."""
_ALONG = 1.0
_RIVAL = 0.4
_BY = 1.0
_ALONG_REACH = 14
_ANOTHER_CLAUSE = frozenset({"stop", "end", "have", "modal", "report", "subordinator", "relative"})
_LIKELY = 0.5
_BEFALLS = 9
"""The rank from which on outcomes are no harm or change that befalls people."""
_NEXT_TOLD = frozenset({"stop", "end", "subordinator", "relative", "number"})
_SEARCHER_REACH = 6
_WHEN = frozenset({"in", "on", "last", "earlier", "this", "week", "month", "year"})
_NO_PLACE = frozenset({"of", "than", "to", "from", "for", "with", "by", "like", "since", "during", "including"})
_NOUN_REACH = 3
_NOUN_GROUP = frozenset({"preposition", "determiner", "filler", "word", "pronoun"})
_OBJECT_BEFORE = 3.0
_NOUN_START = frozenset({"number", "determiner", "filler"})


class Counted(NamedTuple):
    """A number in a sentence with its noun phrase: the number's words are [first, last)."""

    quantity: int
    first: int
    last: int
    phrase: Phrase
    form: str
    several: bool | None


class Link(NamedTuple):
    """A reading: the phrase counts people in `frame`'s outcome; `way` says how it was found, `cost` how far."""

    frame: Frame
    cost: float
    way: str
    trigger: Trigger | None


@cache
def costs(side: str) -> dict[str, float]:
    """What it costs to cross a word of each class, to the left or to the right of a trigger."""
    return {row["class"]: float(row[side]) for row in table("extract/costs")}


def links(words: tuple[Word, ...], counted: Counted, found: tuple[Trigger, ...]) -> list[Link]:
    """Every reading of a counted phrase, cheapest first."""
    near = _near(found, counted)
    made = [link for trigger in near for link in _bind(words, counted, trigger)]
    made += _first_of_two(words, made, near)
    noun = counted.phrase.noun
    nouns = heads()
    if is_strength(words, counted.last):
        nouns = bodies()
        made = [] if noun in nouns else made
    made += [Link(frame, frame.weight, "head", None) for frame in nouns.get(noun, ()) if admits(frame, noun)]
    return sorted(made, key=lambda link: (link.cost, link.frame.rank))


def _near(found: tuple[Trigger, ...], counted: Counted) -> tuple[Trigger, ...]:
    """The triggers within reach of a counted phrase; of very many the nearest."""
    middle = bisect_left(found, counted.first, key=_first)
    low = max(bisect_left(found, counted.first - _REACH, key=_first), middle - _MOST_TRIGGERS)
    return found[low : min(bisect_right(found, counted.last + _REACH, key=_first), middle + _MOST_TRIGGERS)]


def _first(trigger: Trigger) -> int:
    return trigger.first


def _first_of_two(words: tuple[Word, ...], made: list[Link], found: tuple[Trigger, ...]) -> list[Link]:
    """Of two verbs with one object ("kidnapped and killed three traders") the first is meant, by the guide.

    Two verbs that are one frame ("shot and killed") stay together.
    """
    more = []
    for link in made:
        second = link.trigger
        if link.way != "right" or second is None or second.first < 2 or words[second.first - 1].kind != "conjunction":
            continue
        more += [
            Link(first.frame, link.cost - _FIRST, link.way, first)
            for first in found
            if first.last == second.first - 1 and first.frame.counts == "object" and first.verb >= 0 and not first.gap
            if not any(t.first == first.first and t.last > second.first for t in found)
        ]
    return more


def is_strength(words: tuple[Word, ...], last: int) -> bool:
    """Whether the number that ends before word `last` is a body's strength ("6,000-strong", "some 300 strong")."""
    return last > 0 and (words[last - 1].low.endswith(STRENGTH) or (last < len(words) and words[last].low == "strong"))


def admits(frame: Frame, noun: str) -> bool:
    """Whether the frame may count this noun."""
    if frame.needs and noun not in frame.needs:
        return False
    return noun not in frame.unless_nouns and roles().get(noun) not in frame.unless_roles


def _bind(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> list[Link]:
    phrase_end = max(counted.phrase.last, counted.last)
    if barred(words, counted, trigger):
        return []
    if trigger.first >= counted.first and trigger.last <= phrase_end:
        inside = trigger.last <= counted.phrase.head and _describes(trigger)
        cost = trigger.frame.weight + (_DEAD if trigger.frame.final and trigger.verb < 0 else _INSIDE)
        return [Link(trigger.frame, cost, "inside", trigger)] if inside else []
    made = []
    sides = _sides(words, trigger)
    if _bare_subject(words, counted, trigger):
        sides = {"left": 0.0} if trigger.frame.counts == "object" else {}
    for side, penalty in sides.items():
        way = _left(words, counted, trigger) if side == "left" else _right(words, counted, trigger)
        if way is not None:
            made.append(Link(trigger.frame, way + penalty + trigger.frame.weight, side, trigger))
    if trigger.frame.counts == "agent" and _by_them(words, counted, trigger):
        made.append(Link(trigger.frame, trigger.frame.weight - _BY, "right", trigger))
    if "left" in sides and _along_with(words, counted, trigger):
        made.append(Link(trigger.frame, _ALONG + trigger.frame.weight, "left", trigger))
    return made


def _by_them(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> bool:
    """Whether the people counted did what the passive verb says, whatever stands between ("seized there by two")."""
    first = counted.first
    while first > trigger.last and words[first - 1].kind in {"determiner", "filler"}:
        first -= 1
    between = words[trigger.last : first]
    if not between or between[-1].low != "by" or len(between) > _ALONG_REACH or trigger.form != "participle":
        return False
    return not any(w.kind in _ANOTHER_CLAUSE or w.kind == "be" for w in between)


def _along_with(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> bool:
    """Whether the people counted are named after the verb as its further subjects ("was hurt, along with two boys")."""
    between = words[trigger.last : counted.first]
    between = between[1:] if between and between[0].kind == "comma" else between
    told = " ".join(w.low for w in between[:3])
    if len(between) > _ALONG_REACH or not told.startswith(("along with", "together with", "as well as", "as were")):
        return False
    return not any(w.kind in _ANOTHER_CLAUSE for w in between[3:])


def barred(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> bool:
    """Whether the trigger cannot count this phrase, wherever the two stand."""
    if not admits(trigger.frame, counted.phrase.noun) or _only_named(words, trigger):
        return True
    return _elsewhere(words, counted, trigger) or _of_another_noun(words, counted, trigger)


def _elsewhere(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> bool:
    """Whether the frame asks for a place that does not follow, or is not for those who act before it."""
    frame = trigger.frame
    if frame.located:
        after = _past_others(words, max(counted.phrase.last, counted.last))
        place = words[after] if after < len(words) else None
        if (
            place is None
            or place.low in _NO_PLACE
            or (place.kind != "preposition" and place.low not in {"there", "aboard"})
        ):
            return True
    if frame.adjacent:
        between = words[max(counted.phrase.last, counted.last) : trigger.first]
        if trigger.first < counted.last or any(w.kind not in _NOUN_GROUP for w in between):
            return True
    if frame.unless_before & {w.low for w in words[trigger.last : trigger.last + 2]}:
        return True
    if frame.unless_beside and frame.unless_beside & _clause(words, counted, trigger):
        return True
    before = words[max(0, trigger.first - _SEARCHER_REACH) : trigger.first]
    return bool(frame.unless_by) and any(w.low in frame.unless_by for w in before)


def _clause(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> set[str]:
    """The words of a trigger and of the people counted, of what stands between, and on to the next clause or number."""
    last = max(trigger.last, counted.last)
    end = next((i for i in range(last, len(words)) if words[i].kind in _NEXT_TOLD), len(words))
    start = max(min(trigger.first, counted.first) - _NOUN_REACH, 0)
    return {w.low for w in words[start:end]}


def _past_others(words: tuple[Word, ...], at: int) -> int:
    """The place behind others counted beside the people ("four adults and one child at the home"), else `at`."""
    end = at
    while end < min(at + _NOUN_REACH + 1, len(words)) and words[end].kind in {
        "conjunction",
        "filler",
        "word",
        *_NOUN_START,
    }:
        end += 1
    return end if at < len(words) and words[at].kind == "conjunction" else at


def _of_another_noun(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> bool:
    """Whether an adjective describes a noun of its own, not the people counted ("close to dead poultry")."""
    if trigger.frame.counts != "holder" or trigger.first < counted.phrase.last or trigger.last >= len(words):
        return False
    before, after = words[trigger.first - 1], words[trigger.last]
    if words[trigger.first].low == "critical" and after.low == "of":
        return True
    verb = words[trigger.first].kind == "verbal" and before.kind != "be"
    if verb and (after.kind in {"determiner", "number", "pronoun", "filler"} or after.low in {"mr", "mrs"}):
        return True
    return after.kind == "word" and after.text.islower() and before.kind in {"preposition", "determiner", "conjunction"}


_OTHERWISE = frozenset({"injured", "wounded", "hurt", "hospitalized", "hospitalised"})
"""What befell others than those found dead ("left three injured and a boy dead")."""
_NOT_DONE = frozenset({"attempted", "attempting", "attempt"})
_LAW = frozenset({"charge", "charges", "case", "cases", "suspect", "suspects", "trial", "investigation", "weapon",
                  "conviction", "count", "counts", "indictment", "warrant", "warrants", "plot", "worker", "workers",
                  "team", "teams", "crew", "crews", "operation", "operations", "effort", "efforts"})  # fmt: skip


def _only_named(words: tuple[Word, ...], trigger: Trigger) -> bool:
    """Whether a crime is only named and not told to be done to the people counted: attempted, or the law's."""
    before = words[trigger.first - 1] if trigger.first else None
    after = words[trigger.last] if trigger.last < len(words) else None
    if before is not None and (before.low in _NOT_DONE or (before.low == "to" and _attempts(words, trigger.first))):
        return True
    return trigger.form == "base" and after is not None and after.low in _LAW


def _attempts(words: tuple[Word, ...], first: int) -> bool:
    return first > 1 and words[first - 2].low in {"attempted", "tried", "attempting", "trying", "attempt", "attempts"}


def _bare_subject(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> bool:
    """Whether a number without a noun stands right before a participle, which is then passive ("49 killed")."""
    alone = counted.phrase.head < 0 and counted.last == trigger.first and counted.form != "article"
    befalls = trigger.frame.counts in {"object", "agent"} and trigger.frame.rank < _BEFALLS
    after = words[trigger.last] if trigger.last < len(words) else None
    object_ = after is not None and after.kind in {"number", "determiner", "pronoun"} and not _told(words, trigger.last)
    return (
        alone
        and trigger.gap is None
        and trigger.form == "participle"
        and (befalls or trigger.frame.counts == "agent")
        and not object_
    )


def _told(words: tuple[Word, ...], first: int) -> bool:
    """Whether a number there has a predicate of its own right behind it ("20 killed 195 injured")."""
    after = words[first + 1] if first + 1 < len(words) else None
    return words[first].kind == "number" and after is not None and after.low in predicates()


def _describes(trigger: Trigger) -> bool:
    """Whether the trigger is an adjective or a participle, and so can stand inside the phrase it describes."""
    counts, form = trigger.frame.counts, trigger.form
    return counts == "holder" or (counts == "object" and form == "participle" and trigger.last == trigger.first + 1)


def _sides(words: tuple[Word, ...], trigger: Trigger) -> dict[str, float]:
    """On which sides of the trigger the people counted may stand, and what each side costs."""
    counts = trigger.frame.counts
    if counts == "object":
        return voice(words, trigger)
    if counts == "agent":
        return _agent_sides(words, trigger)
    if counts == "subject":
        return {"left": 0.0 if trigger.form != "ing" else 0.5}
    return {"left": 0.2} if counts == "holder" else {"right": 0.0} if counts in {"of", "toll", "after"} else {}


def open_sides(words: tuple[Word, ...], trigger: Trigger) -> frozenset[str]:
    """The sides of a trigger on which the people counted may stand without going against its voice."""
    return frozenset(side for side, cost in _sides(words, trigger).items() if cost <= _LIKELY)


def _agent_sides(words: tuple[Word, ...], trigger: Trigger) -> dict[str, float]:
    """Who does it stands before an active verb that has an object, or after "by"."""
    after = words[trigger.last] if trigger.last < len(words) else None
    if after is None:
        return {}
    if after.low == "by":
        return {"right": 0.0}
    active = voice(words, trigger).get("right")
    has_object = trigger.gap is not None or after.kind in {"number", "determiner", "filler", "word", "pronoun"}
    return {"left": active} if active is not None and has_object and trigger.form != "ing" else {}


def _left(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> float | None:
    start = max(counted.phrase.last, counted.last)
    if trigger.first < start or _did_it(words, counted, trigger):
        return None
    if trigger.frame.counts == "agent" and _befell_before(words, counted):
        return None
    end = trigger.first
    while end > start and (words[end - 1].kind in _AUXILIARY or _joins_adverbs(words, end - 1)):
        end -= 1
    if of_what_is_theirs(words, start, end) or _of_a_later_noun(words, start, trigger):
        return None
    cost = _walk(words, start, end, "left")
    finite = any(w.kind in {"be", "have"} for w in words[end : trigger.first + 1])
    return min(cost, _ASIDE) if cost > _ASIDE and _aside(words, start, end, finite) else cost


def _did_it(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> bool:
    """Whether the people counted did what a verb before them says, and the trigger goes on about its subject.

    "The baker was met by a tall man and was shot"; not so where it tells of them: "by a man who was arrested".
    """
    before = words[max(0, counted.first - 3) : counted.first]
    if (
        len(before) < 3
        or before[-1].low != "by"
        or before[-2].kind not in {"verbal", "word"}
        or before[-3].kind != "be"
    ):
        return False
    between = [w.kind for w in words[max(counted.phrase.last, counted.last) : trigger.first]]
    return "conjunction" in between and "relative" not in between and "comma" not in between


def _befell_before(words: tuple[Word, ...], counted: Counted) -> bool:
    """Whether a verb has the people as its object, and its subject did the next ("lost six men and had killed two")."""
    first, last = counted.first, max(counted.phrase.last, counted.last)
    while first and words[first - 1].kind in {"adverb", "filler", "determiner"}:
        first -= 1
    behind = [w.kind for w in words[last : last + 2]]
    return (
        first > 1
        and words[first - 1].kind == "verbal"
        and behind in (["conjunction", "have"], ["conjunction", "verbal"])
    )


def _joins_adverbs(words: tuple[Word, ...], i: int) -> bool:
    """Whether an "and" stands between two adverbs ("was cruelly and brutally murdered")."""
    return words[i].kind == "conjunction" and i > 0 and words[i - 1].kind == words[i + 1].kind == "adverb"


def _aside(words: tuple[Word, ...], start: int, end: int, finite: bool) -> bool:
    """Whether [start, end) is put between a subject and its verb: between commas or dashes, or a relative clause."""
    first, last = words[start], words[end - 1]
    if finite and last.kind == "conjunction":
        return all(
            w.kind not in {"stop", "end", "report", "subordinator", "number", "pronoun"} for w in words[start:end]
        )
    if finite and end - start > 2 and first.kind == "comma" and words[start + 1].kind == "part":
        return all(w.kind not in {"stop", "end", "report", "subordinator"} for w in words[start:end])
    if first.kind == last.kind and first.kind in {"comma", "dash"}:
        return all(w.kind not in {"stop", "end"} for w in words[start:end])
    closed = {"stop", "end", "subordinator", "report", "comma", "number"}
    clause = first.kind == "relative" or (first.kind in {"verbal", "preposition"} or first.low.endswith("ing"))
    joined = next((i for i in range(start, end) if words[i].kind == "conjunction"), end)
    another = {"determiner", "verbal"} <= {w.kind for w in words[joined:end]}
    return finite and clause and not another and all(w.kind not in closed for w in words[start:end])


def _right(words: tuple[Word, ...], counted: Counted, trigger: Trigger) -> float | None:
    start = trigger.gap[0] if trigger.gap else trigger.last
    if counted.first < start or (trigger.gap and counted.first >= trigger.gap[1]):
        return None
    end = counted.first
    if trigger.gap and any(w.low in _OTHERWISE for w in words[counted.last : trigger.gap[1]]):
        return None
    if trigger.frame.counts == "of":
        start = _after_of(words, start, end)
        if start < 0 or any(w.low == "by" for w in words[start:end]):
            return None
    if trigger.last == counted.first > 1 and words[trigger.first - 1].kind == "number" and _told(words, counted.first):
        return None
    if trigger.frame.counts == "agent" and start < end:
        start += words[start].low == "by"
    if trigger.frame.counts == "toll":
        return to_number(words, start, end)
    if start + 1 < end and words[start].kind == "pronoun" and words[start + 1].low == "and":
        start += 1
    rivals = words[counted.last : trigger.gap[1]] if trigger.gap else ()
    other = _has_object(words[start:end]) or _of_participle(words, start, end)
    beside = _OBJECT_BEFORE if trigger.frame.counts == "object" and other else 0.0
    return _walk(words, start, end, "right") + beside + _RIVAL * sum(w.kind == "number" for w in rivals)


def _of_participle(words: tuple[Word, ...], start: int, end: int) -> bool:
    """Whether the people counted are the object of an -ing form behind the verb ("releasing a video showing a man")."""
    while end > start and words[end - 1].kind in {"determiner", "filler"}:
        end -= 1
    return end - start > 1 and words[end - 1].kind == "word" and words[end - 1].low.endswith("ing")


def _has_object(between: tuple[Word, ...]) -> bool:
    """Whether the verb has an object of its own, and the people counted only follow "with" ("held talks with two")."""
    at = next((i for i, w in enumerate(between) if w.low == "with"), 0)
    return any(w.kind == "word" for w in between[:at])


def _after_of(words: tuple[Word, ...], start: int, end: int) -> int:
    """The place after the "of" that follows a noun, a date between them passed over; -1 without one."""
    for i in range(start, min(start + 5, end)):
        if words[i].low == "of":
            return i + 1
        if words[i].low not in _WHEN and words[i].kind not in {"time_noun", "number"}:
            return -1
    return -1


def _of_a_later_noun(words: tuple[Word, ...], start: int, trigger: Trigger) -> bool:
    """Whether a bare participle describes the last noun of a clause ("two were seen in a video released")."""
    at = trigger.first
    bare = trigger.form == "participle" or (trigger.verb < 0 and words[at].kind == "verbal")
    if not bare or at - start < _SHORTEST_CLAUSE or words[at - 1].kind != "word":
        return False
    verb = next((i for i in range(start, at) if words[i].kind == "be"), at)
    noun = singular(words[at - 1].low) not in roles() and words[at - 2].kind in {"determiner", "preposition", "word"}
    return noun and verb + 1 < at and any(w.kind == "preposition" for w in words[verb:at])


def _walk(words: tuple[Word, ...], start: int, end: int, side: str) -> float:
    known = costs(side)
    crossed = [w for i, w in enumerate(words[start:end], start) if not (w.kind == "number" == words[i - 1].kind)]
    return sum(known.get(word.kind, known["word"]) for word in crossed)
