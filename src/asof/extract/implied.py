"""Single people told of without a number: "Smith was shot dead", "the victim died".

They count as one each. Names come from the analysis; definite nouns for one person ("the victim", "the driver") are
read here. Only outcomes whose file says `implied: true` are asked for.
"""

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, partial

from msgspec.structs import replace

from asof.extract.binding import Counted, Link, links
from asof.extract.choice import best
from asof.extract.counts import Found
from asof.extract.inflection import is_plural
from asof.extract.listed import others
from asof.extract.outcomes import Trigger, frames, triggers
from asof.extract.populations import Phrase, general, phrase_after, predicates, roles
from asof.extract.reading import Reading
from asof.extract.words import Word
from asof.records import Analysis, Document, Quantity
from asof.resources import names, structure

MADE_BY = "quantity/implied"
"""Tells the quantities that are understood here from those that the annotate stage read."""

_MOST = 1.1
_NOUN_REACH = 4
_MALE_OR_FEMALE = frozenset({"he", "she"})
_ANOTHER_CLAUSE = frozenset({"stop", "end", "pronoun", "number", "report", "subordinator", "relative"})
_NO_ONE = frozenset({"police", "army", "navy", "militia", "staff", "crew", "personnel", "family", "couple", "militant"})
_OWNERS = frozenset({"his", "her", "their"})
_DEFINITE = frozenset({"the"}) | _OWNERS
_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth", "seventh", "2nd", "3rd", "4th", "5th", "6th"})
_ACCUSED = frozenset({"suspect", "defendant", "victim"})
_NOT_SAID_OF_HIM = (_ANOTHER_CLAUSE - {"number"}) | {"negation", "modal"}
_DIED_REACH = 40
_VERB_GROUP = frozenset({"be", "have", "get", "verbal", "adverb"})
_ASIDE_REACH = 12
_WHEN = frozenset({"after", "as", "when", "before"})
_BEGINS = frozenset({"stop", "comma", "conjunction", "dash", "end"})


_DEADLY = frozenset({"fatal", "deadly", "lethal"})
_ATTACKS = frozenset({"shooting", "stabbing", "crash", "fire", "attack", "blast", "explosion", "wreck", "accident"})
_SLAIN = frozenset({"slaying", "murder-suicide"})
_CRIMES = frozenset({"homicide", "murder", "manslaughter"})
_CHARGED = frozenset({"charged", "charge", "charges", "guilty", "convicted", "suspicion", "accused", "arrested"})
_ATTEMPTED = frozenset({"attempted", "attempt", "attempting", "conspiracy", "assault", "intent", "solicitation"})
_CHARGE_REACH = 6
_OWN_REACH = 6
_REFLEXIVES = frozenset({"himself", "herself"})
_WHO = frozenset({"who", "that"})
_OWN_LIFE = frozenset({"takes", "took", "taking", "taken", "ended", "ending"})
"""Not "take", which is mostly threatened or attempted ("threatened to take his own life")."""
_TURNS = frozenset({"turn", "turns", "turned", "turning"})
_WEAPONS = frozenset({"gun", "weapon", "rifle", "pistol", "shotgun", "handgun", "revolver", "firearm", "knife", "blade",
                      "it"})  # fmt: skip
_KEPT_FROM = frozenset({"from", "of", "against"})
_DENIED = frozenset({"deny", "denies", "denied", "denying", "disputed", "disputes", "rejected", "ruled"})
_LIVING = frozenset({"survived", "survives", "survive", "alive", "custody", "recovering"})
_LIVING_REACH = 6
_LATER = 3
_HE = frozenset({"he", "she", "gunman", "shooter", "suspect", "attacker"})
_AND_LIVES = _HE | {"but", "and"}
_OFFENCES = _CRIMES | {
    "assault",
    "battery",
    "possession",
    "robbery",
    "burglary",
    "kidnapping",
    "endangerment",
    "degree",
}
"""What a charge that is written with capitals may be taken for a name by."""
_TRIED = frozenset({"acquitted", "cleared", "convicted", "served", "serving", "sentenced", "jailed", "imprisoned"})
"""What makes a crime one that somebody was tried for, told in passing and dated otherwise."""
_IDIOM = frozenset({"box", "market", "profit", "profits"})
_DEATH_BY = frozenset({"shooting", "stabbing", "beating", "drowning"})
_TIMES = {"double": 2, "triple": 3, "quadruple": 4, "quintuple": 5}


@cache
def _outcomes() -> frozenset[str]:
    return frozenset(name for name in names("outcomes") if structure(f"outcomes/{name}").get("implied"))


def find(document: Document, analysis: Analysis, readings: tuple[Reading, ...], counted: list[Found]) -> list[Found]:
    """Every single person with an outcome and without a number, in text order.

    `counted` is what is told with a number. "He" and "his wife" are heard only where nothing else tells of the same
    outcome, since whom they mean is mostly told beside them in other words.
    """
    made: list[Found] = []
    for reading in readings:
        found = reading.found or triggers(reading.words)
        asked = [t for t in found if t.frame.outcome in _outcomes()]
        if asked:
            made += _of_sentence(document, analysis, reading, asked)
    made = _without_survivors(made, readings)
    told = {f.link.frame.outcome for f in counted}
    told |= {f.link.frame.outcome for f in made if not (_by_another(f) or _is_oneself(f))}
    every = [*counted, *made]
    made = [f for f in made if not _by_another(f) or f.link.frame.outcome not in told or _goes_on(f, every)]
    made += _in_lists(document, analysis, [*counted, *made])
    if "killed" not in told and not any(f.link.frame.outcome == "killed" for f in made):
        made += _of_a_crime(document, readings)
    return made


def _in_lists(document: Document, analysis: Analysis, found: list[Found]) -> list[Found]:
    """The people who stand in one list with those to whom an outcome was linked."""
    by_sentence: dict[int, list[Found]] = {}
    for each in found:
        if each.link.frame.outcome in _outcomes():
            by_sentence.setdefault(each.reading.sentence.first, []).append(each)
    made: list[Found] = []
    for told in by_sentence.values():
        reading = told[0].reading
        people = _people(document, analysis, reading, list(reading.found or triggers(reading.words)))
        made += others(reading, people, told, partial(_quantity, document.text, reading.words))
    return made


def _goes_on(found: Found, others: list[Found]) -> bool:
    """Whether a person stands in a list with another of the same outcome ("a girl and her mother were shot")."""
    alike = [o for o in others if o is not found and o.reading is found.reading]
    alike = [o for o in alike if o.link.frame.outcome == found.link.frame.outcome]
    return any(_listed_after(found, o) or _listed_after(o, found) for o in alike)


def _listed_after(later: Found, earlier: Found) -> bool:
    """Whether nothing but "and", a comma and words that belong to the noun stand between two people."""
    words, end = later.reading.words, min(later.counted.first, max(later.counted.phrase.first, 0))
    first = end
    while first > 0 and (words[first - 1].low in _OWNERS or words[first - 1].kind in {"conjunction", "comma"}):
        first -= 1
    joined = any(w.low == "and" for w in words[first:end])
    who = earlier.counted.phrase.last
    one_verb = earlier.link.trigger is not None and earlier.link.trigger == later.link.trigger and who < first
    within = one_verb and words[who].low in _WHO and not any(w.kind == "comma" for w in words[who:end])
    return joined and (within or first == max(who, earlier.counted.first + 1))


def _charged(words: tuple[Word, ...], i: int) -> bool:
    """Whether somebody is charged with a murder there, and not with an attempt at one."""
    before = {w.low for w in words[max(0, i - _CHARGE_REACH) : i]}
    many = i > 0 and words[i - 1].low in _TIMES and bool(before & _TRIED)
    return words[i].low in _CRIMES and bool(before & _CHARGED) and not before & _ATTEMPTED and not many


def _of_a_crime(document: Document, readings: tuple[Reading, ...]) -> list[Found]:
    """Someone dead of whom a report only names the crime ("a fatal shooting", "a homicide"): the first such words."""
    frame = next(f for f, _ in frames() if f.outcome == "killed" and f.name == "death-of")
    for reading in readings:
        words = reading.words
        for i, word in enumerate(words):
            first = i - 1 if i and words[i - 1].low in _DEADLY else i
            deadly = word.low in _SLAIN or (word.low in _ATTACKS and first < i)
            if deadly or _by_what(words, i) or _many(words, i) or _charged(words, i):
                number = 2 if word.low == "murder-suicide" else 1
                if first and words[first - 1].low in _TIMES:
                    first, number = first - 1, max(number, _TIMES[words[first - 1].low])
                counted = Counted(-1, first, i + 1, Phrase(first, i + 1, -1, "", "yes"), "understood", False)
                quantity = replace(_quantity(document.text, words, counted), low=number, high=number)
                return [Found(reading, counted, quantity, Link(frame, 1.0, "head", None), None)]
    return []


def _by_what(words: tuple[Word, ...], i: int) -> bool:
    """Whether a death is named by what brought it ("a shooting death")."""
    return i > 0 and words[i].low == "death" and words[i - 1].low in _DEATH_BY


def _many(words: tuple[Word, ...], i: int) -> bool:
    """Whether a crime says of how many it is ("a double homicide"), and is told for itself.

    Not where somebody is sought or was tried for it, nor of money ("a double killing at the box office").
    """
    if i < 1 or words[i].low not in _CRIMES | {"killing"} or words[i - 1].low not in _TIMES:
        return False
    before = {w.low for w in words[max(0, i - _CHARGE_REACH) : i]}
    return not before & _TRIED and not _IDIOM & {w.low for w in words[i + 1 : i + _CHARGE_REACH]}


def _by_another(found: Found) -> bool:
    """Whether a person is told of only through another: "he", "his wife"."""
    first, words = found.counted.phrase.first, found.reading.words
    if words[first].low in _REFLEXIVES:
        return False
    return found.counted.phrase.head < 0 or (first > 0 and words[first - 1].low in _OWNERS)


def _is_oneself(found: Found) -> bool:
    """Whether it is the one who took his own life, who is told of beside those whom he killed."""
    words = found.reading.words[found.counted.phrase.first : found.counted.phrase.last]
    return any(w.low in _REFLEXIVES or w.low == "own" for w in words)


def _without_survivors(made: list[Found], readings: tuple[Reading, ...]) -> list[Found]:
    """All but those who turned a weapon on themselves and of whom the sentences right behind say that they live."""
    if all(f.link.trigger is not None for f in made):
        return made
    living = [_lives(r.words, _HE) for r in readings]
    behind = {id(r): any(living[i + 1 : i + 1 + _LATER]) for i, r in enumerate(readings)}
    return [f for f in made if f.link.trigger is not None or not behind[id(f.reading)]]


def _of_sentence(document: Document, analysis: Analysis, reading: Reading, found: list[Trigger]) -> list[Found]:
    words, made = reading.words, _of_one_counted(document, analysis, reading, found)
    made += _of_oneself(document, reading, found)
    for counted in _people(document, analysis, reading, found):
        link = _best([o for o in links(words, counted, tuple(found)) if o.trigger and not o.frame.shared])
        if link is None or _is_aside(words, counted, link):
            continue
        link = _and_died(words, link, found, counted) or link
        if link.frame.outcome == "killed" or words[counted.first].low not in _MALE_OR_FEMALE:
            made.append(Found(reading, counted, _quantity(document.text, words, counted), link, None))
    return [f for f in made if not any(_is_name_of(f, other) for other in made)]


def _is_name_of(found: Found, other: Found) -> bool:
    """Whether a name between commas is that of the one told of before it ("the man who was hurt, Berg, has died")."""
    words, first, last = found.reading.words, found.counted.phrase.first, found.counted.phrase.last
    noun, since = other.counted.phrase.noun, other.counted.phrase.last
    if found.counted.phrase.noun != "person" or noun in {"person", ""} or since >= first:
        return False
    enclosed = last < len(words) and words[first - 1].kind == words[last].kind == "comma"
    alone = not any(w.kind in {"comma", "conjunction", "stop"} for w in words[since : first - 1])
    return enclosed and alone and last + 1 < len(words) and words[last + 1].kind in _VERB_GROUP


def _of_one_counted(document: Document, analysis: Analysis, reading: Reading, found: list[Trigger]) -> list[Found]:
    """What a second verb says of one person counted with an article ("a man was shot and died"): its noun again."""
    made = []
    for i, counted in enumerate(reading.counted):
        if counted.several or counted.phrase.head < 0 or counted.form not in {"article", "number"}:
            continue
        link = best(reading, i, analysis.quantities[counted.quantity])
        died = _and_died(reading.words, link, found, counted) if link else None
        if died:
            made.append(Found(reading, counted, _quantity(document.text, reading.words, counted), died, None))
    return made


def _quantity(text: str, words: tuple[Word, ...], counted: Counted) -> Quantity:
    start, end = words[counted.phrase.first].start, words[counted.phrase.last - 1].end
    return Quantity(start=start, end=end, text=text[start:end], low=1, high=1, form="understood", made_by=MADE_BY)


def _best(options: list[Link]) -> Link | None:
    return options[0] if options and options[0].cost <= _MOST else None


def _and_died(words: tuple[Word, ...], link: Link, found: list[Trigger], counted: Counted) -> Link | None:
    """The second of two verbs with one subject, where it says that who was struck has died.

    "A man was shot and died", "a gunshot victim was taken there and died", "the man who was shot has died".
    """
    if link.way not in {"left", "head", "inside"} or link.frame.outcome == "killed":
        return None
    first = link.trigger.last if link.trigger and link.way == "left" else counted.phrase.last
    within = link.way == "left" and counted.phrase.last < len(words) and words[counted.phrase.last].low in _WHO
    reduced = link.way == "left" and link.trigger is not None and not _has_auxiliary(words, link.trigger)
    for later in found:
        if later.first < first or later.frame.outcome != "killed" or not _of_subject(words, later):
            continue
        if later.first - first > _DIED_REACH or any(w.kind in _NOT_SAID_OF_HIM for w in words[first : later.first]):
            break
        i = later.first - 1
        while i >= first and words[i].kind in {"adverb", "have", "be"}:
            i -= 1
        goes_on = i >= first and words[i].low in {"and", "but"}
        finite = later.form == "third" or any(w.kind == "have" for w in words[i + 1 : later.first])
        if goes_on or (reduced and finite) or (within and (i + 1 < later.first or later.frame.counts == "subject")):
            return Link(later.frame, link.cost, link.way, later)
    return None


def _of_subject(words: tuple[Word, ...], trigger: Trigger) -> bool:
    """Whether a trigger tells of its subject: "died", "was pronounced dead"."""
    return trigger.frame.counts == "subject" or (trigger.frame.final and words[trigger.first - 1].kind == "be")


def _is_aside(words: tuple[Word, ...], counted: Counted, link: Link) -> bool:
    """Whether the name only stands in a prepositional phrase, owns something, or speaks."""
    before = words[counted.first - 1] if counted.first else None
    after = words[counted.last] if counted.last < len(words) else None
    if after is not None and _does_more(words, after, link):
        return True
    if before is None:
        return False
    if before.low == "of":
        return link.way == "left"
    return before.kind == "preposition" or (link.way == "left" and (before.kind == "report" or before.low == "to"))


def _does_more(words: tuple[Word, ...], after: Word, link: Link) -> bool:
    """Whether what follows makes the name an owner, a speaker, another verb's subject, or kin of the one meant."""
    if after.kind in {"possessive", "report"}:
        return True
    if after.low == "of" and link.way == "left" and link.trigger and not _has_auxiliary(words, link.trigger):
        return link.trigger.frame.counts == "object"
    return link.way == "right" and after.kind in {"have", "modal"}


def _has_auxiliary(words: tuple[Word, ...], trigger: Trigger) -> bool:
    i = trigger.first - 1
    while i > 0 and words[i].kind in {"adverb", "negation"}:
        i -= 1
    return i >= 0 and words[i].kind in {"be", "have", "get"}


def _people(document: Document, analysis: Analysis, reading: Reading, found: list[Trigger]) -> list[Counted]:
    """The names of people and the nouns for one person of a sentence that no number counts."""
    words = reading.words
    if not words:
        return []
    starts = [w.start for w in words]
    numbers = [c for c in reading.counted if words[c.last - 1].low not in _ORDINALS]
    taken = [(c.first, max(c.last, c.phrase.last)) for c in numbers]
    first = bisect_left(analysis.names, words[0].start, key=lambda n: n.start)
    last = bisect_left(analysis.names, words[-1].end, key=lambda n: n.start)
    spans = []
    for name in analysis.names[first:last]:
        a, b = bisect_left(starts, name.start), bisect_left(starts, name.end)
        if name.type == "person" and a < b and not any(w.low in _OFFENCES for w in words[a:b]):
            spans.append((a, b, "person"))
    spans += [span for i in range(len(words)) if (span := _definite(words, i))]
    spans += [(i, i + 1, "") for i, w in enumerate(words) if w.low in _MALE_OR_FEMALE]
    if _is_headline(document, words):
        spans += _bare(words, found)
    ordered = sorted(spans, key=lambda s: (s[0], -s[1]))
    free = [s for s in ordered if not any(s[0] < t[1] and t[0] < s[1] for t in taken)]
    inside = [any(o[0] <= s[0] and s[1] <= o[1] and s[2] and o[2] for o in free[:n]) for n, s in enumerate(free)]
    return [_counted(words, *span) for span, within in zip(free, inside, strict=True) if not within]


def _of_oneself(document: Document, reading: Reading, found: list[Trigger]) -> list[Found]:
    """Who kills himself beside others: "killing himself", "killed two neighbours and then himself"."""
    words = reading.words
    made = [_suicide(document, reading, i) for i, w in enumerate(words) if _takes_own_life(words, i)]
    kills = [t for t in found if t.frame.outcome == "killed" and t.frame.counts == "object" and not t.frame.needs]
    for i, word in enumerate(words):
        if word.low not in _REFLEXIVES or _takes_own_life(words, i):
            continue
        first = i
        while first > 0 and words[first - 1].low in {"and", "then", "finally"}:
            first -= 1
        trigger = next((t for t in reversed(kills) if t.last == i or (first < i and t.last < first)), None)
        if trigger is None or any(w.kind in _ANOTHER_CLAUSE for w in words[trigger.last : first] if w.kind != "number"):
            continue
        counted = Counted(-1, i, i + 1, Phrase(i, i + 1, -1, "", "yes"), "understood", False)
        link = Link(trigger.frame, 1.0, "right", trigger)
        made.append(Found(reading, counted, _quantity(document.text, words, counted), link, None))
    return made


def _takes_own_life(words: tuple[Word, ...], i: int) -> bool:
    """Whether somebody takes his own life at word `i`, the last of these words, or turns his weapon on himself."""
    start = max(0, i - _OWN_REACH)
    own = words[i].low in {"life", "lives"} and i > 0 and words[i - 1].low == "own"
    on = words[i].low in _REFLEXIVES and i > 0 and words[i - 1].low in {"on", "upon"}
    if not own and not on:
        return False
    verb = next((j for j in range(i - 1, start - 1, -1) if words[j].low in (_OWN_LIFE if own else _TURNS)), -1)
    if verb < 0 or (on and not any(w.low in _WEAPONS for w in words[verb:i])):
        return False
    return not _kept_from(words, verb) and not _lives(words[i + 1 : i + 1 + _DIED_REACH], _AND_LIVES)


def _kept_from(words: tuple[Word, ...], verb: int) -> bool:
    """Whether an act is prevented or denied ("stopped him from taking", "denied that he had taken")."""
    before = words[max(0, verb - _CHARGE_REACH) : verb]
    prevented = bool(before) and before[-1].low in _KEPT_FROM
    return prevented or any(w.kind == "negation" or w.low in _DENIED for w in before)


def _lives(words: Sequence[Word], who: frozenset[str]) -> bool:
    """Whether words say that one of `who` lives ("he survived", "but survived", "the gunman is in custody")."""
    for i, word in enumerate(words):
        behind = words[i + 1 : i + 1 + _LIVING_REACH] if word.low in who else ()
        end = next((n for n, w in enumerate(behind) if w.kind in {"end", "stop", "comma", "subordinator"}), len(behind))
        if any(w.low in _LIVING for w in behind[:end]) and not any(w.kind == "negation" for w in behind[:end]):
            return True
    return False


def _suicide(document: Document, reading: Reading, i: int) -> Found:
    """The one who took his own life, told of at word `i` by "himself" or by "own life"."""
    first = i if reading.words[i].low in _REFLEXIVES else i - 1
    counted = Counted(-1, first, i + 1, Phrase(first, i + 1, -1, "", "yes"), "understood", False)
    frame = next(f for f, _ in frames() if f.outcome == "killed" and f.name == "kill")
    quantity = _quantity(document.text, reading.words, counted)
    return Found(reading, counted, quantity, Link(frame, 1.0, "head", None), None)


def _counted(words: tuple[Word, ...], first: int, last: int, noun: str) -> Counted:
    """The person at [first, last), with what is put between commas before the verb ("Smith, 25, of Norvik, died")."""
    phrase = Phrase(first, last, last - 1 if noun else -1, noun, "yes")
    return Counted(-1, first, _past_aside(words, last), phrase, "understood", False)


def _past_aside(words: tuple[Word, ...], last: int) -> int:
    """The place after the comma that ends an aside right before a verb, else `last`."""
    if last >= len(words) or words[last].kind != "comma":
        return last
    for i in range(last + 2, min(last + _ASIDE_REACH, len(words) - 1)):
        if words[i].kind in {"stop", "end", "conjunction", "report"}:
            break
        if words[i].kind == "comma" and (words[i + 1].kind in _VERB_GROUP or words[i + 1].low == "shot"):
            return i + 1
    return last


def _definite(words: tuple[Word, ...], i: int) -> tuple[int, int, str] | None:
    """The adjectives and the noun for one person ("the young driver", "his wife") after the determiner at word `i`.

    An ordinal behind "a" is told with its noun ("a third driver").
    """
    ordinal = words[i].low in _ORDINALS and i > 0 and words[i - 1].low == "a"
    if words[i].low not in _DEFINITE and not ordinal:
        return None
    for j in range(i + 1, min(i + 1 + _NOUN_REACH, len(words))):
        if words[j].kind != "word":
            return None
        following = words[j + 1] if j + 1 < len(words) else None
        if words[j].low in roles() and words[j].low not in general() and not is_plural(words[j].low):
            goes_on = following is not None and following.kind == "word" and following.low not in predicates()
            return None if goes_on else (i + (not ordinal), j + 1, words[j].low)
    return None


def _is_headline(document: Document, words: tuple[Word, ...]) -> bool:
    """Whether a sentence is a headline, in which nouns stand without articles: by its passage or for want of an end."""
    passage = document.passage_at(words[0].start)
    return (passage is not None and passage.part == "headline") or words[-1].kind != "end"


def _bare(words: tuple[Word, ...], found: list[Trigger]) -> list[tuple[int, int, str]]:
    """The nouns for one person that stand without an article where a phrase may begin ("Teen dies", "kills boy, 9")."""
    begins = (i + 1 for i, w in enumerate(words) if w.kind in _BEGINS or w.low in _WHEN)
    starts = {0, *begins} | {t.last for t in found}
    starts |= {t.last + 1 for t in found if t.frame.counts == "of"}
    spans = []
    for i in sorted(starts):
        if i >= len(words) or words[i].kind != "word":
            continue
        end = min((t.first for t in found if t.first > i), default=len(words))
        phrase = phrase_after(words[:end], i, False)
        noun = words[phrase.head].low if phrase.head >= 0 else ""
        accused = phrase.noun in _ACCUSED and any(t.last == i for t in found)
        if phrase.person == "yes" and not (accused or is_plural(noun) or phrase.noun in general() | _NO_ONE):
            spans.append((i, phrase.last, phrase.noun))
    return spans
