"""What a counted phrase without a reading of its own takes from its neighbours, and wholes of which a part is told.

By coordination ("two Belgians, one Dane and a Pole escaped"), as part of a whole ("nine people, including two
children"), and by addition ("along with two nurses").
"""

from collections.abc import Sequence

from asof.extract.binding import Counted, Link
from asof.extract.choice import is_finite
from asof.extract.exclusions import describes_another, never_counts, of_so_many
from asof.extract.outcomes import frames
from asof.extract.populations import bodies_of_people, nationalities, phrase_after
from asof.extract.reading import Reading
from asof.extract.words import Word
from asof.records import Quantity
from asof.resources import structure

_OWN = 1.0
_WHOLE_REACH = 25
_BEHIND = 0.6
_JOINED_REACH = 4
_LIST_REACH = 6
_OF_WHICH = 2
_BREAKS = frozenset({"comma", "dash", "bracket"})
_TOLD = frozenset({"reported", "estimated", "known", "total", "possible", "of"})
_PRESENT = "present"
_TWO_KINDS = 2
_THOSE = frozenset({"them", "these", "those", "whom", "who"})
_LISTING = frozenset({"comma", "conjunction", "preposition", "word", "determiner"})
_BODY_WORDS = 3
_PROVIDER_WORDS = 3
_BETWEEN_PROVIDERS = frozenset({"stop", "comma", "conjunction", "end"})
_GAP_REACH = 14
_GAP = frozenset({"comma", "conjunction", "preposition", "word", "determiner", "time_noun", "adverb", "possessive",
                  "filler", "bracket"})  # fmt: skip
_BEHIND_THE_VERB = frozenset({"word", "preposition", "determiner", "filler", "number", "time_noun", "adverb",
                              "possessive"})  # fmt: skip
_VERB_GROUP = frozenset({"be", "have", "verbal", "report", "adverb"})
_NO_PLACE = frozenset({"of", "than", "to", "for", "with", "by", "like", "since", "during", "including"})
_PLACED = frozenset({"determiner", "word"})
_JOINING = frozenset({"comma", "conjunction", "part", "filler", "pronoun", "determiner", "stop", "dash", "time_noun"})


def inherit(reading: Reading, links: list[Link | None]) -> list[int]:
    """Give phrases that are parts of a whole, or that have no reading, that of the phrase before, in place.

    Returns for each phrase the index of its whole, or -1.
    """
    wholes = [-1] * len(links)
    for i in range(1, len(links)):
        near = i - 2 if i > 1 and of_so_many(reading, reading.counted[i - 1]) else i - 1
        own, before = links[i], links[near]
        if before is None:
            continue
        if not (_person(reading, reading.counted[i]) or _told_as(reading, i) or _of_which(reading, i)):
            continue
        weak = own is None or (own.way == "head" and own.cost > _OWN)
        if _is_part(reading, i) and (own is None or own.cost > _OWN or _alike(own, before)):
            links[i] = before._replace(way="part")
            wholes[i] = i - 1 if wholes[i - 1] < 0 else wholes[i - 1]
        elif before.way == "part" and (own is None or weak or _alike(own, before)) and _listed(reading, i):
            links[i], wholes[i] = before, wholes[i - 1]
        elif (own is None and _of_which(reading, i) and before.frame.outcome != _PRESENT) or _some_of(
            reading, i, links
        ):
            links[i], wholes[i] = before._replace(way="part"), i - 1 if wholes[i - 1] < 0 else wholes[i - 1]
        elif own is not None and own.way == before.way == "head" and not _alike(own, before):
            continue
        elif weak and (_joined(reading, near, i) or _added(reading, i) or (own is None and _told_as(reading, i))):
            links[i] = before._replace(way="part" if before.way == "part" else "joined")
            wholes[i] = wholes[i - 1]
        elif weak and (_gapped(reading, i, before) or _of_provider(reading, i, before)):
            links[i] = before._replace(way="joined")
    _share_subject(reading, links)
    return wholes


def _share_subject(reading: Reading, links: list[Link | None]) -> None:
    """Give a phrase without a reading that of the next, with which it is the subject of a verb far behind an aside.

    "Nine guards and two cooks - one from Norvik, one from Halden - were freed": the verb is near enough for the cooks.
    """
    for i in range(len(links) - 2, -1, -1):
        later = links[i + 1]
        open_ = links[i] is None and later is not None and later.way == "left"
        if (
            open_
            and later
            and reading.counted[i].phrase.person != "maybe"
            and _person(reading, reading.counted[i])
            and _joined(reading, i, i + 1)
        ):
            links[i] = later._replace(way="joined")


def _some_of(reading: Reading, i: int, links: Sequence[Link | None]) -> bool:
    """Whether a phrase that no other outcome is told of counts some of those before ("22 hurt, two badly")."""
    own, before = links[i], links[i - 1]
    if own is None or before is None or not _alike(own, before):
        return own is None and _of_those(reading, i)
    bare = own.frame.adjacent and reading.counted[i].phrase.person == "left out"
    return bare or _of_those(reading, i)


def _of_those(reading: Reading, i: int) -> bool:
    """Whether the phrase is some of those counted right before it ("107 were killed, 30 of them in a fire")."""
    words, counted, before = reading.words, reading.counted[i], reading.counted[i - 1]
    lows = [w.low for w in words[counted.last : counted.last + 2]]
    between = words[max(before.phrase.last, before.last) : counted.first]
    near = len(between) <= _WHOLE_REACH and not any(w.kind in {"stop", "end"} for w in between)
    return near and len(lows) > 1 and lows[0] == "of" and lows[1] in _THOSE


def _of_which(reading: Reading, i: int) -> bool:
    """Whether "of which" or "of whom" gives the phrase as a part of the one before ("37 deaths, of which 35 were")."""
    first, before = reading.counted[i].first, reading.counted[i - 1]
    told = [w.low for w in reading.words[max(0, first - _OF_WHICH) : first]]
    near = first - max(before.phrase.last, before.last) <= _WHOLE_REACH
    return near and told in (["of", "which"], ["of", "whom"]) and not never_counts(reading, reading.counted[i])


def _told_as(reading: Reading, i: int) -> bool:
    """Whether the sentence says of what kind some of those counted are ("seven were policemen and one was a cook")."""
    words, counted = reading.words, reading.counted[i]
    if counted.phrase.person != "left out" or counted.form == "article" or counted.last + 1 >= len(words):
        return False
    if words[counted.last].low not in {"was", "were", "is", "are"}:
        return False
    noun = phrase_after(words, counted.last + 1 + (words[counted.last + 1].kind == "determiner"), None)
    return noun.head >= 0 and noun.person == "yes"


def _person(reading: Reading, counted: Counted) -> bool:
    if never_counts(reading, counted):
        return False
    if counted.form == "article" and (describes_another(reading, counted) or of_so_many(reading, counted)):
        return False
    after = reading.words[counted.last] if counted.last < len(reading.words) else None
    if counted.phrase.person == "left out" and after and after.kind in {"be", "have", "modal"}:
        return False
    return counted.phrase.person in {"yes", "maybe"} or (counted.form != "article" and counted.phrase.person != "no")


def _is_part(reading: Reading, i: int) -> bool:
    """Whether "including" or the like, or a colon, stands right before the phrase, in the clause of the one before."""
    words, first = reading.words, reading.counted[i].first
    while first > 0 and words[first - 1].kind in {"determiner", "filler"}:
        first -= 1
    if first == 0 or words[first - 1].kind not in {"part", "stop", "dash"}:
        return False
    between = words[reading.counted[i - 1].last : first - 1]
    return len(between) <= _WHOLE_REACH and not any(w.kind in {"stop", "subordinator", "end"} for w in between)


def split_up(reading: Reading, quantities: list[Quantity], links: list[Link | None], wholes: list[int]) -> None:
    """Give kinds of people put behind their sum its reading, in place: "four bodies, two males and two females"."""
    for i, link in enumerate(links[:-_TWO_KINDS]):
        total, parts = quantities[i], quantities[i + 1 : i + 1 + _TWO_KINDS]
        if link is None or total.low != total.high or not total.low or total.low != sum(q.low or 0 for q in parts):
            continue
        if wholes[i] >= 0 or reading.counted[i].phrase.noun in nationalities():
            continue
        a, b, c = reading.counted[i : i + 1 + _TWO_KINDS]
        opening = [w.kind for w in reading.words[max(a.phrase.last, a.last) : b.first]]
        joint = [w.low for w in reading.words[max(b.phrase.last, b.last) : c.first]]
        placed = opening[-1:] == ["comma"] and opening[0] == "preposition" and set(opening[1:-1]) <= _PLACED
        if (opening in (["comma"], ["dash"], ["stop"], ["bracket"]) or placed) and joint == ["and"]:
            for j in (i + 1, i + 2):
                if not never_counts(reading, reading.counted[j]):
                    links[j], wholes[j] = link._replace(way="part"), i


def _alike(a: Link, b: Link) -> bool:
    return a.frame.outcome == b.frame.outcome


def _listed(reading: Reading, i: int) -> bool:
    """Whether the phrase goes on with a list of parts ("two from Norvik, one from Ostmark")."""
    between = reading.words[reading.counted[i - 1].last : reading.counted[i].first]
    joined = any(w.kind in {"comma", "conjunction"} for w in between)
    return joined and len(between) <= _LIST_REACH and all(w.kind in _LISTING for w in between)


def _added(reading: Reading, i: int) -> bool:
    """Whether "along with", "as well as" or the like stands right before the phrase."""
    first = reading.counted[i].first
    if first > 2 and reading.words[first - 3].low.endswith("ing"):
        return False
    before = " ".join(w.low for w in reading.words[max(first - 3, 0) : first])
    return before.endswith(("along with", "together with", "as well as", "in addition to", ", as was", ", as were"))


def _joined(reading: Reading, i: int, j: int) -> bool:
    """Whether nothing but commas, a conjunction, a date or "including" stands between two counted phrases."""
    a, b = reading.counted[i], reading.counted[j]
    between = reading.words[max(a.phrase.last, a.last) : b.first]
    if len(between) > _BODY_WORDS and between[-1].low == "of" and between[-2].low in bodies_of_people():
        between = between[:-_BODY_WORDS]
    return 0 < len(between) <= _JOINED_REACH and all(w.kind in _JOINING or w.low == "on" for w in between)


def _gapped(reading: Reading, i: int, before: Link) -> bool:
    """Whether the phrase goes on with the verb of the one before, left out: "killed 12 in Norvik and two in Halden"."""
    words, counted, other = reading.words, reading.counted[i], reading.counted[i - 1]
    start = max(other.phrase.last, other.last)
    if before.trigger is not None and before.way == "left":
        start = max(start, before.trigger.last)
    while before.way == "head" and start < counted.first and words[start].kind in _VERB_GROUP:
        start += 1
    end = counted.first
    while end > start and words[end - 1].kind in {"determiner", "filler"}:
        end -= 1
    between = words[start:end]
    opens = bool(between) and (between[-1].kind in {"conjunction", "comma"} or between[-1].low == "with")
    if not opens or not 1 < len(between) <= _GAP_REACH:
        return False
    last = max(counted.phrase.last, counted.last)
    last += last < len(words) and words[last].kind == "filler"
    after = words[last] if last < len(words) else None
    placed = after is not None and (after.kind in {"preposition", "time_noun"} and after.low not in _NO_PLACE)
    return placed and all(w.kind in _GAP for w in between)


def _of_provider(reading: Reading, i: int, before: Link) -> bool:
    """Whether a name and a number repeat the clause before ("Ostmark is sending 1,000 soldiers; Halden, 500")."""
    words, counted = reading.words, reading.counted[i]
    if counted.phrase.person != "left out" or counted.form != "number" or before.way == "left":
        return False
    end = counted.first - (counted.first > 0 and words[counted.first - 1].kind == "comma")
    start = end
    while (
        start > 0
        and end - start < _PROVIDER_WORDS
        and words[start - 1].kind == "word"
        and words[start - 1].text[:1].isupper()
    ):
        start -= 1
    after = words[counted.last].kind if counted.last < len(words) else "end"
    listed = start > 0 and words[start - 1].kind in _BETWEEN_PROVIDERS and after in _BETWEEN_PROVIDERS
    return start < end and listed and start > reading.counted[i - 1].last


def wholes_of(reading: Reading, links: list[Link | None]) -> None:
    """In "five of the nine men were freed", what is said is said of the five: the nine get a reading of their own.

    A participle right behind the noun ("of the nine men taken") or the noun itself ("hostages") tells it; else they
    were held, where all but some were freed, or merely present.
    """
    for i in range(1, len(links)):
        part, whole = reading.counted[i - 1], reading.counted[i]
        if not _of_the(reading.words[part.last : whole.first]) and not _out_of(reading, part, whole):
            continue
        behind = [o for o in reading.options[i] if o.trigger and o.cost <= _BEHIND and not is_finite(reading, o)]
        behind = [o for o in behind if not _said_of_the_part(reading, o, links[i - 1])]
        if behind and links[i] is not None:
            links[i] = behind[0]
            continue
        own = links[i]
        if links[i - 1] is None and own is not None and own.cost <= _OWN:
            continue
        head = next((link for link in reading.options[i] if link.way == "head"), None)
        links[i] = head or _involved(links[i - 1], part.form)


def _of_the(between: Sequence[Word]) -> bool:
    between = between[[w.low for w in between[:2]] == ["out", "of"] :]
    return bool(between) and between[0].low == "of" and all(w.kind in {"determiner", "filler"} for w in between[1:])


def _out_of(reading: Reading, part: Counted, whole: Counted) -> bool:
    """Whether the whole is put in between, behind the part's noun ("30 miners, out of a reported 150, got away")."""
    between = reading.words[max(part.phrase.last, part.last) : whole.first]
    between = between[bool(between) and between[0].kind in _BREAKS :]
    told = all(w.kind in {"determiner", "filler", "adverb"} or w.low in _TOLD for w in between[2:])
    return [w.low for w in between[:2]] == ["out", "of"] and told


def _said_of_the_part(reading: Reading, whole: Link, part: Link | None) -> bool:
    """Whether the verb of a reading is the part's, and the clause has no other ("nine of the 12 miners died").

    In "nine of the 12 miners killed were women" the verb tells of the whole, as a participle.
    """
    if part is None or part.trigger is None or whole.trigger is None or whole.trigger.first != part.trigger.first:
        return False
    words, at = reading.words, whole.trigger.last
    while at < len(words) and (words[at].kind in _BEHIND_THE_VERB or _adjective(reading, at)):
        at += 1
    return at == len(words) or words[at].kind not in {"be", "have", "modal", "verbal"}


def _adjective(reading: Reading, at: int) -> bool:
    """Whether a participle describes the noun behind it ("in a collapsed shaft")."""
    return reading.words[at].kind == "verbal" and reading.words[at - 1].kind in {"determiner", "preposition"}


def _involved(part: Link | None, form: str) -> Link | None:
    """The reading of the whole: what the part's outcome says of it (`whole`, `whole_of_remainder` in its file)."""
    file = structure(f"outcomes/{part.frame.outcome}") if part else {}
    name = (file.get("whole_of_remainder") if form == "remainder" else None) or file.get("whole")
    frame = next((f for f, _ in frames() if f.outcome == name and f.counts == "head"), None)
    return Link(frame, _OWN, "whole", None) if frame else None
