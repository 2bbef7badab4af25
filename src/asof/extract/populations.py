"""Who is counted: the noun phrase after a number, and what it says of role, nationality, status, side and age.

Nouns and the roles they give are data (`resources/populations/roles.tsv`); nationality words are the gazetteer's
(`resources/places/demonyms.tsv`).
"""

import re
from functools import cache
from typing import NamedTuple

from asof.extract.inflection import is_plural, singular
from asof.extract.outcomes import heads, third_persons
from asof.extract.words import Word
from asof.records import Population
from asof.resources import structure, table

_INSIDE = frozenset({"word", "verbal", "filler", "time_noun", "possessive"})
_LONGEST = 12
_AGE_WORDS = 3
_FROM_REACH = 3
_ILLNESS_REACH = 7
_AGAINST_ILLNESS = frozenset({"vaccine", "medicine", "medication", "drug", "antibiotic", "remedy", "pill", "tablet",
                              "syrup", "serum", "test", "kit", "swab", "vial", "jab"})  # fmt: skip
_KNOWN = frozenset({"known", "armed", "paid", "trained", "dressed", "educated", "placed", "off"})
"""What an adverb may make an adjective of ("well known leaders", "heavily armed men")."""
_ABSTRACT = (
    "bing", "ting", "ring", "ding", "ning", "sing", "ming", "ping", "tion", "sion", "ment", "ness", "ity", "ship",
    "ism", "age", "ance", "ence", "dom", "hood", "ure", "ology", "graphy",
)  # fmt: skip
"""Endings of nouns for acts, states and things (Quirk et al. 1985, I.33–I.39); nouns for people go first."""

STRENGTH = ("-strong", "-man", "-member", "-person")
"""What makes a number that of a body's people ("a 6,000-strong force", "a 12-member crew")."""

_LATE = frozenset({"late", "early"})
_OUTBREAKS = frozenset({"outbreak", "outbreaks"})
_NEAR_OR_FAR = frozenset({"these", "those"})
_MARKS = frozenset({"mark", "threshold", "barrier"})
"""What a toll passes ("the 2,000 mark")."""
_AGENTS = ("er", "or", "ist", "ant", "ee", "man", "woman")
_AGE = re.compile(r"(?:\d{1,3}|[a-z]+)-(?:year|month|week|day|yr)s?-old|\d{1,3}-y/o")
_HYPHENATED = re.compile(r"(?<=\w)-(?=\w)")


class Phrase(NamedTuple):
    """The counted noun phrase: its words are [first, last) of the sentence, `head` the place of its noun.

    `head` is -1 where the noun is left out ("12 were killed"); `noun` is then empty. `person`: "yes" (a noun for
    people), "maybe" (an unknown noun that could be), "no" (a thing), "left out".
    """

    first: int
    last: int
    head: int
    noun: str
    person: str


@cache
def roles() -> dict[str, str]:
    """Each singular noun for people with its role; a noun of two roles has that of the lower rank."""
    rows = sorted(table("populations/roles"), key=lambda row: -int(row["rank"]))
    more = {row["lemma"]: row["role"] for row in table("quantities/persons")}
    return more | {noun: row["role"] for row in rows for noun in row["nouns"].split()}


@cache
def ranks() -> dict[str, int]:
    """The rank of each role: where two nouns of a phrase give roles, the lower rank wins."""
    return {row["role"]: int(row["rank"]) for row in table("populations/roles")}


@cache
def nationalities() -> dict[str, str]:
    """Each nationality word in lower case (adjective, noun, plural) with the adjective it stands for."""
    found: dict[str, str] = {}
    for row in table("places/demonyms"):
        for form in (row["demonym"], row["plural"]):
            if form:
                found.setdefault(form.lower(), row["demonym"])
    for row in table("populations/peoples"):
        for form in row["forms"].split():
            found[form.lower()] = row["adjective"]
    return found


@cache
def general() -> frozenset[str]:
    """Nouns that stand for people but name no one person ("body", "other")."""
    return _cues()["general"] - {"victim", "person", "survivor"}


def bodies_of_people() -> frozenset[str]:
    """Nouns for so many people together ("crew", "gang")."""
    return _cues()["body"]


def predicates() -> frozenset[str]:
    """Words that say what befell people, and so end the phrase that tells who they are."""
    return _cues()["predicate"]


@cache
def _cues() -> dict[str, frozenset[str]]:
    file = structure("populations/phrases")
    return {key: frozenset(str(value).split()) for key, value in file.items()}


def phrase_after(words: tuple[Word, ...], start: int, several: bool | None) -> Phrase:
    """The noun phrase that begins at `start`, right after a number.

    `several`: True where the number asks for a plural, False for a singular, None where it says neither.
    """
    first = _skip(words, start, {"filler"})
    first += [w.low for w in words[first : first + 2]] == ["out", "of"]
    first += (
        any(w.low in _cues()["found"] for w in words[first : first + 1])
        and words[first + 1 : first + 2] != ()
        and (singular(words[first + 1].low) in _cues()["counted_by_finding"])
    )
    if first < len(words) and words[first].low == "of":
        if first + 1 < len(words) and words[first + 1].low in _cues()["group"] and not _these_people(words, first + 2):
            return Phrase(start, first + 2, -1, "", "left out")
        first = _skip(words, first + 1, {"determiner", "filler", "number"})
    elif start > 0 and words[start - 1].low in {"half", "all", "both"}:
        first = _skip(words, first, {"determiner", "filler"})
    last, head = _scan(words, first, several)
    if head == first and words[head].low in _MARKS:
        return Phrase(start, start, -1, "", "left out")
    if head >= 0:
        noun = _said_together(words, first, head)
        return Phrase(first, last, head, noun, "yes" if noun in heads() else _person(words, head))
    if first > start and words[first - 1].low in {"other", "others"}:
        return Phrase(first - 1, first, first - 1, "other", "yes")
    return Phrase(start, start, -1, "", "left out")


def _these_people(words: tuple[Word, ...], first: int) -> bool:
    """Whether "these" or "those" has a noun for people or for what befell them there ("five of those deaths")."""
    noun = singular(words[first].low) if first < len(words) and words[first - 1].low in _NEAR_OR_FAR else ""
    return (noun in roles() or noun in heads()) and words[first].low not in predicates()


def _said_together(words: tuple[Word, ...], first: int, head: int) -> str:
    """The noun at `head`, or the one that it and its neighbours stand for ("rescue workers", "cases of cholera")."""
    noun = singular(_last_part(words[head].low))
    before = {w.low for w in words[first - (first > 0 and words[first - 1].low in _cues()["found"]) : head]}
    of_so_many = noun in bodies_of_people() and first > 0 and words[first - 1].low.endswith(STRENGTH)
    if (noun == "worker" or of_so_many) and _cues()["rescuing"] & before:
        return "rescuer"
    if noun == "case" and not _against_illness(words, first, head):
        behind = [w.low for w in words[head + 1 : head + _ILLNESS_REACH]]
        of = {part for low in [*before, *(behind if behind[:1] in (["of"], ["in"]) else [])] for part in low.split("-")}
        if of & _OUTBREAKS:
            return noun
        found = _cues()["found"] & before and behind[:1] != ["of"]
        return "infection" if found or _cues()["illness"] & of else noun
    return noun


def _against_illness(words: tuple[Word, ...], first: int, head: int) -> bool:
    """Whether the cases hold what is made against an illness ("cases of flu vaccine", "malaria drug cases").

    "Cases of drug poisoning" do not: the last of the nouns says what they are cases of.
    """
    end = head + 2
    while end < min(head + _ILLNESS_REACH, len(words)) and words[end].kind in {"word", "verbal", "number"}:
        end += 1
    of = words[head + 2 : end] if [w.low for w in words[head + 1 : head + 2]] == ["of"] else ()
    nouns = [singular(w.low.split("-")[-1]) for w in of or words[first:head]]
    said = [noun for noun in nouns if noun in _AGAINST_ILLNESS or noun in _cues()["illness"]]
    return bool(said) and said[-1] in _AGAINST_ILLNESS


def _skip(words: tuple[Word, ...], first: int, kinds: set[str]) -> int:
    while first < len(words) and words[first].kind in kinds:
        first += 1
    return first


def _scan(words: tuple[Word, ...], first: int, several: bool | None) -> tuple[int, int]:
    """The end of the noun phrase that begins at `first`, and its head; head -1 where there is none."""
    head = -1
    first = _past_peoples(words, _past_age(words, first))
    for i in range(first, min(first + _LONGEST, len(words))):
        if _abbreviation(words, i) or _intensifies(words, i):
            continue
        if words[i].kind not in _INSIDE or _closed(words, i, head >= 0):
            break
        if words[i].kind in {"word", "verbal"}:
            head = i
            if _is_person(words[i].low) and not _goes_on(words, i, several):
                break
            if (
                several is not False
                and is_plural(words[i].low)
                and i + 1 < len(words)
                and words[i + 1].low.endswith("ing")
            ):
                break
    return (head + 1, head) if head >= 0 else (first, -1)


def _past_age(words: tuple[Word, ...], first: int) -> int:
    """The place behind an age in several words that opens the phrase ("29 year-old", "16 year old"), else `first`."""
    said = [w.low for w in words[first : first + _AGE_WORDS]]
    for count in range(2, len(said) + 1):
        joined = "-".join(said[:count])
        if joined[0].isdigit() and _AGE.fullmatch(joined):
            return first + count if first + count < len(words) else first
    return first


def _past_peoples(words: tuple[Word, ...], first: int) -> int:
    """The place of the last of several nationalities before one noun ("Danish, Polish and Finnish soldiers")."""
    at = first
    while at + 2 < len(words) and words[at].low in nationalities() and words[at + 1].kind in {"comma", "conjunction"}:
        if words[at + 2].low not in nationalities():
            return first
        at += 2
    last = at + 1 < len(words) and words[at].low in nationalities() and words[at + 1].kind == "word"
    return at if last and _is_person(words[at + 1].low) else first


def _intensifies(words: tuple[Word, ...], i: int) -> bool:
    """Whether word `i` is an adverb before a participle inside the phrase ("two seriously injured men")."""
    after = words[i + 1] if i + 1 < len(words) else None
    adverb = i + 1 < len(words) and words[i].kind == "adverb" and words[i + 1].low in _KNOWN
    if words[i].low in _cues()["mostly"] and after is not None and after.kind == "word":
        return True
    if adverb or (i > 0 and words[i].low in _KNOWN and words[i - 1].kind == "adverb"):
        return True
    known = after is not None and (after.kind == "verbal" or after.low in _cues()["predicate"])
    return words[i].kind == "adverb" and known and not _closed(words, i + 1, True)


def _abbreviation(words: tuple[Word, ...], i: int) -> bool:
    """Whether word `i` is part of an abbreviation in brackets inside a name ("National Front (NF) leaders")."""
    for first in range(max(i - 2, 0), i + 1):
        group = words[first : first + 4]
        if len(group) == 4 and [w.kind for w in group[::2]] == ["bracket", "bracket"] and group[1].text.isupper():
            return group[3].kind == "word"
    return False


def _closed(words: tuple[Word, ...], i: int, begun: bool) -> bool:
    """Whether word `i` begins something else: a verb or an adjective that says what befell them."""
    word = words[i]
    if word.kind == "time_noun" or word.low in _cues()["verb"] or _says_when(words, i):
        return True
    if word.low not in _cues()["predicate"] and word.kind != "verbal":
        return False
    after = words[i + 1] if i + 1 < len(words) else None
    if not begun and after and after.kind == "word" and is_plural(after.low) and after.low not in _cues()["predicate"]:
        return False
    for following in words[i + 1 : i + 4]:
        if following.kind not in {"word", "verbal"} or (following.kind == "verbal" and word.kind == "verbal" and begun):
            return True
        if _is_person(following.low) and following.low not in _cues()["predicate"]:
            return False
    return True


def _says_when(words: tuple[Word, ...], i: int) -> bool:
    """Whether "late" or "early" begins a time there ("injured five late on Saturday")."""
    after = words[i + 1] if i + 1 < len(words) else None
    return words[i].low in _LATE and after is not None and (after.kind == "time_noun" or after.low in {"on", "in"})


def _goes_on(words: tuple[Word, ...], i: int, several: bool | None) -> bool:
    """Whether the noun at `i` is only part of a longer name of people ("police officers", "army truck drivers")."""
    following = words[i + 1] if i + 1 < len(words) else None
    if following is None or following.low in _cues()["predicate"]:
        return False
    if following.kind == "possessive" or (following.kind == "bracket" and _abbreviation(words, i + 1)):
        return True
    adjective = following.kind == "verbal" and several and not is_plural(words[i].low)
    if following.kind != "word" and not adjective:
        return False
    if words[i].low == "human" or _is_person(following.low) or (several and not is_plural(words[i].low)):
        return True
    if several is False:
        named = following.text[:1].isupper() and not words[i].text[:1].isupper()
        return not (named or following.low.endswith("ing") or _third_person(words, i + 1))
    return is_plural(following.low) and (not is_plural(words[i].low) or words[i].low == "police")


def _third_person(words: tuple[Word, ...], i: int) -> bool:
    """Whether the word behind a noun for one person is a verb ("a gunman opens fire"), and no noun before another."""
    after = words[i + 1] if i + 1 < len(words) else None
    return words[i].low in third_persons() and not (after is not None and _is_person(after.low))


def _last_part(word: str) -> str:
    if word in roles() or singular(word) in roles():
        return word
    return _HYPHENATED.split(word)[-1]


def _is_person(low: str) -> bool:
    return (
        singular(low) in roles()
        or singular(_last_part(low)) in roles()
        or low in nationalities()
        or bool(_AGE.fullmatch(low))
    )


def _person(words: tuple[Word, ...], head: int) -> str:
    low = words[head].low
    if _is_person(low):
        return "yes"
    if singular(low) in _cues()["thing"] or low in _cues()["thing"] or singular(low).endswith(_ABSTRACT):
        return "no"
    if words[head].text[:1].isupper() and low.endswith("s"):
        return "maybe"
    return "maybe" if is_plural(low) or low.endswith(_AGENTS) else "no"


def population(text: str, words: tuple[Word, ...], phrase: Phrase, understood: str) -> Population:
    """The population of a counted phrase; `understood` is the noun where the phrase has none."""
    if phrase.head < 0:
        return Population(
            head=understood, role=roles().get(understood, "person"), nationality=_origin(words, phrase.last)
        )
    lows = [w.low for w in words[phrase.first : phrase.last]]
    behind = ["rescuer"] if phrase.noun == "rescuer" else _behind(words, phrase)
    start, end = words[phrase.first].start, words[phrase.last - 1].end
    head = understood if phrase.noun == "other" else phrase.noun
    return Population(
        text=text[start:end],
        start=start,
        end=end,
        head=head,
        role=_role(lows, phrase.noun, understood, behind),
        nationality=_nationality(lows) or _nationality(behind) or _origin(words, phrase.last),
        status=next((low for low in lows if low in _cues()["status"]), None),
        side=next((low for low in lows if low in _cues()["side"]), None),
        age=_age(lows),
    )


@cache
def _origins() -> dict[str, str]:
    return {row["name"].lower(): row["adjective"] for row in table("populations/origins")}


def _origin(words: tuple[Word, ...], last: int) -> str | None:
    """The nationality of people counted "from" a country right behind them ("two from Ostmark")."""
    after = [w for w in words[last : last + _FROM_REACH] if w.kind != "determiner"]
    return _origins().get(after[1].low) if len(after) > 1 and after[0].low == "from" else None


def _behind(words: tuple[Word, ...], phrase: Phrase) -> list[str]:
    """What follows a noun that says little of itself: "members of the militia", "bodies of two guards", "on board"."""
    first = phrase.last
    if first >= len(words):
        return []
    if words[first].low == "aboard" or [w.low for w in words[first : first + 2]] == ["on", "board"]:
        return ["passenger"] if _role_of([phrase.noun]) == "person" else []
    vague = phrase.noun == "member" or phrase.noun in _cues()["stand_in"]
    if not vague or words[first].low not in {"of", "among"}:
        return []
    last = first + 1
    while last < min(first + _LONGEST, len(words)) and words[last].kind in {*_INSIDE, "determiner", "number"}:
        last += 1
    return [w.low for w in words[first + 1 : last]]


def _role(lows: list[str], noun: str, understood: str, behind: list[str]) -> str:
    if behind and _role_of(behind) != "person":
        return _role_of(behind)
    if noun in {"man", "youth", "person"} and _cues()["armed"] & set(lows):
        return "attacker"
    if noun in _cues()["armies"]:
        return roles()[noun]
    if noun in _cues()["stand_in"] and _role_of(lows) == "person":
        return roles().get(understood, "person")
    return "child" if _young(lows) else _role_of(lows)


def _role_of(lows: list[str]) -> str:
    parts = [p for low in lows for p in ([singular(low)] + [singular(x) for x in low.split("-")])]
    found = [roles()[p] for p in parts if p in roles()]
    return min(found, key=lambda role: ranks()[role], default="person")


def _young(lows: list[str]) -> bool:
    for low in lows:
        number = re.match(r"\d+", low)
        if _AGE.fullmatch(low) and (("year" not in low) or (number and int(number[0]) < 18)):
            return True
    return False


def _age(lows: list[str]) -> str | None:
    return next((low for low in lows if _AGE.fullmatch(low) or low in _cues()["age"]), None)


def _nationality(lows: list[str]) -> str | None:
    known = nationalities()
    for i, low in enumerate(lows):
        pair = " ".join(lows[i : i + 2])
        if pair in known:
            return known[pair]
        if low in known:
            return known[low]
        stem = low.split("-")[0]
        if "-" in low and stem in known and not low.endswith(("-led", "-backed", "-born", "-made")):
            return known[stem]
    return "foreign" if {"foreign", "foreigner", "foreigners"} & set(lows) else None
