"""Numbers that count no people or things: money, distances, ages, dates, roads, flights, scores and their like."""

from collections.abc import Callable
from functools import cache

from asof.annotate.quantities import people
from asof.annotate.quantities.words import Found, Phrases, Words, listed
from asof.resources import table

_DASHES = frozenset(("-", "–", "—", "‑", "‐"))
_OLDEST = 115
_TOLL_REACH = 6
_Verdict = tuple[str | None, str]


@cache
def _units() -> dict[str, tuple[str, str]]:
    return {row["phrase"]: (row["unit"], row["kind"]) for row in table("quantities/units")}


@cache
def _unit_phrases() -> Phrases:
    return Phrases(_units())


@cache
def _currencies() -> dict[str, str]:
    return {row["sign"]: row["unit"] for row in table("quantities/currencies")}


@cache
def _labels() -> dict[str, str]:
    return {row["phrase"]: row["rule"] for row in table("quantities/labels")}


@cache
def _label_phrases() -> Phrases:
    return Phrases(_labels())


@cache
def _strong() -> frozenset[str]:
    return frozenset(row["word"] for row in table("quantities/strong"))


def judge(words: Words, found: Found) -> Found:
    """The phrase with `count` false, its unit and the rule, where it is known to count no people or things."""
    for test in _TESTS:
        verdict = test(words, found)
        if verdict:
            unit, rule = verdict
            if rule == "age":
                words.aged.add(found.last - 1)
            form = "fraction" if unit == "percent" else found.form
            return found._replace(counts=False, unit=unit, rule=rule, increment=False, form=form)
    return found


def _money(words: Words, found: Found) -> _Verdict | None:
    """A currency sign or code before the numeral; the sign may stand inside a phrase that modifiers begin."""
    for i in (found.first - 1, found.first):
        sign = words.at(i) if words.at(i) != "." else f"{words.at(i - 1)}."
        unit = _currencies().get(sign)
        if unit and (not sign[-1].isalpha() or words.text(i) != sign):
            return unit, "money"
    return None


def _unit(words: Words, found: Found) -> _Verdict | None:
    """A unit word after the number, with or without a hyphen, also after "US", "more", "long" and their like."""
    j = found.last
    hyphen = words.at(j) in _DASHES
    j += hyphen
    if hyphen and words.at(j) in ("and", "or", "to", ","):
        return _hanging(words, j)
    phrase = _unit_phrases().after(words, j)
    if phrase is None and words.at(j) in (
        "more",
        "other",
        "full",
        "straight",
        "consecutive",
        "us",
        "long",
        "short",
        "u.s.",
    ):
        phrase = _unit_phrases().after(words, j + 1)
    if phrase is None:
        return None
    unit, kind = _units()[phrase[0]]
    if words.at(phrase[1]) == "old" or words.at(phrase[1] + 1) == "old":
        return unit, "age"
    if unit == "second" and phrase[0] == "second" and found.low != 1 and not hyphen:
        return None
    return unit, kind


def _hanging(words: Words, i: int) -> _Verdict | None:
    """As in "six- and seven-year-olds": the unit of a hyphen that hangs is that of the next number."""
    for j in range(i + 1, i + 4):
        if words.at(j) in _DASHES:
            phrase = _unit_phrases().after(words, j + 1)
            return (_units()[phrase[0]][0], _units()[phrase[0]][1]) if phrase else None
    return None


def _fraction(words: Words, found: Found) -> _Verdict | None:
    """Half an hour, half a mile: a measure; any other fraction may be a share of people."""
    if found.form == "fraction" and words.at(found.last) in ("a", "an"):
        phrase = _unit_phrases().after(words, found.last + 1)
        if phrase:
            return _units()[phrase[0]]
    return None


def _decimal(words: Words, found: Found) -> _Verdict | None:
    ends = [v for v in (found.low, found.high) if v is not None]
    return (None, "decimal") if any(v != int(v) for v in ends) else None


def _label(words: Words, found: Found) -> _Verdict | None:
    phrase = _label_phrases().before(words, found.first)
    if phrase is None or people.is_person(words.at(found.last)):
        return None
    rule = _labels()[phrase[0]]
    if phrase[0] == "number" and words.at(phrase[1] - 1) in listed("numbering"):
        return None
    if phrase[0] in ("no", "no .", "nos", "nos .", "top") and not words.at(found.first)[:1].isdecimal():
        return None
    return ("year" if rule == "age" else None), rule


def _age(words: Words, found: Found) -> _Verdict | None:
    """As in "…, 34, …" and "(34)" after a name or a person, "both 34": an age."""
    value = found.exact
    if value is None or not 0 < value <= _OLDEST or found.last - found.first > 3:
        return None
    opening, closing = words.at(found.first - 1), words.at(found.last)
    if opening == "both" and words.at(found.first).isdecimal() and not closing.isalpha():
        return "year", "age"
    if not (opening == "," and closing in (",", ".", "", "and", ";")) and (opening, closing) != ("(", ")"):
        return None
    return ("year", "age") if _is_someone(words, found.first - 2, opening) else None


def _is_someone(words: Words, i: int, opening: str) -> bool:
    """Whether the word at `i`, before a comma or bracket with a number, is a person's name or one person."""
    word = words.at(i)
    if people.is_person(word, singular=True) or (opening == "," and _is_doer(words, i)):
        return True
    if not words.capital(i) or word in listed("months") or i in words.timed or people.is_demonym(word):
        return False
    return not (word.endswith("s") and opening == "(")


def _is_doer(words: Words, i: int) -> bool:
    """Whether a word that no list knows is one for a doer, with its article ("the dispatcher, 43, has")."""
    doer = words.at(i).endswith(("er", "or", "ist", "man")) and words.at(i) not in listed("no_doers")
    one = words.at(i + 3) == "," and words.at(i + 4) in ("has", "was", "is", "who", "had", "told", "said")
    return doer and one and words.at(i - 1) in ("the", "a", "an", "his", "her", "their")


def _age_list(words: Words, found: Found) -> _Verdict | None:
    """As in "aged 19, 22 and 25": a number listed with an age, and with no noun of its own, is one."""
    i = found.first - 1
    if words.at(i) not in (",", "and", "or", "to", "&"):
        return None
    listed_with = i - 1 in words.aged or (words.at(i - 1) == "," and i - 2 in words.aged)
    following = words.at(found.last)
    alone = not following.isalpha() or (following in listed("closed") and following not in ("other", "others", "more"))
    return ("year", "age") if listed_with and alone else None


def _time(words: Words, found: Found) -> _Verdict | None:
    if any(words.dated(i) for i in range(found.first, found.last)):
        return None, "time"
    after = words.at(found.first - 1) in ("and", "or", "to", "-", "–") and words.dated(found.first - 2)
    digits = words.at(found.first).isdecimal() and found.low is not None and found.low <= 31
    listed_with = after and digits and words.at(found.first - 2).isdecimal() and not words.at(found.last).isalpha()
    return (None, "time") if listed_with else None


def _year(words: Words, found: Found) -> _Verdict | None:
    """Four digits without a separator after a word that years follow, or by a month."""
    word, before = words.at(found.first), words.at(found.first - 1)
    if found.last != found.first + 1 or not word.isdecimal() or people.is_person(words.at(found.last)):
        return None
    if len(word) == 4 and word[:2] in ("17", "18", "19", "20") and _introduces_year(words, found):
        return None, "year"
    if int(word) <= 31 and (before in listed("months") and words.capital(found.first - 1)):
        return None, "date"
    if int(word) <= 31 and words.at(found.last) in listed("months") and words.capital(found.last):
        return None, "date"
    return None


def _introduces_year(words: Words, found: Found) -> bool:
    before = words.at(found.first - 1)
    bracketed = before in ("(", ",") and words.at(found.last) in (")", ",", "-", "–")
    return before in listed("year_before") or before in listed("months") or bracketed


def _clock(words: Words, found: Found) -> _Verdict | None:
    if words.at(found.last) in listed("clock") or (
        words.at(found.last) in ("local", "hours") and words.at(found.first - 1) == "at"
    ):
        return None, "clock"
    return None


def _address(words: Words, found: Found) -> _Verdict | None:
    if not words.at(found.first).isdecimal():
        return None
    if words.at(found.last) == "block" or (words.at(found.last) == "-" and words.at(found.last + 1) == "block"):
        return None, "address"
    for j in range(found.last, found.last + 4):
        if j > found.last and words.at(j) in listed("streets"):
            return None, "address"
        if not words.capital(j) and not words.at(j)[:1].isdecimal():
            return None
    return None


def _name(words: Words, found: Found) -> _Verdict | None:
    """As in "Cloud 9", "the Canal 5 News": digits behind a capitalised word are part of a name, but in headlines."""
    i, j = found.first - 1, found.last
    digits = found.last - found.first == 1 and words.at(found.first).isdecimal()
    if not digits or i <= words.first or not _may_be_named(words, i) or words.at(i) in listed("no_name"):
        return None
    ends = not words.at(j) or words.at(j) in (".", ",", ")", ";", ":", "'s", "’s", "”", '"')
    return (None, "name") if (ends or _may_be_named(words, j)) and not _is_headline(words) else None


def _may_be_named(words: Words, i: int) -> bool:
    """Whether a word is capitalised and no date, person or nationality."""
    word = words.at(i)
    return words.capital(i) and i not in words.timed and not people.is_person(word) and not people.is_demonym(word)


def _is_headline(words: Words) -> bool:
    """Whether most words are capitalised, so that capitals say nothing."""
    letters = [i for i in range(words.first, min(words.stop, words.first + 60)) if words.at(i).isalpha()]
    return 2 * sum(words.capital(i) for i in letters) > len(letters)


def _telephone(words: Words, found: Found) -> _Verdict | None:
    """As in "(555) 555-0100", "911": telephone numbers."""
    word = words.at(found.first)
    if not word.isdecimal() or found.last - found.first != 1:
        return None
    area = len(word) == 3 and words.at(found.first - 1) == "(" and words.at(found.last) == ")"
    if area and words.at(found.last + 1).isdecimal():
        return None, "telephone"
    emergency = word in listed("emergency") and not people.is_person(words.at(found.last))
    return (None, "telephone") if emergency and not _is_tolled(words, found) else None


def _is_tolled(words: Words, found: Found) -> bool:
    """Whether a number is what a toll has come to, or tells of the dead ("rose to 112", "112 dead")."""
    before = [words.at(i) for i in range(max(words.first, found.first - _TOLL_REACH), found.first)]
    changed = bool(before) and before[-1] in listed("toll_to") and any(w in listed("tolls") for w in before)
    return changed or words.at(found.last) in listed("befallen")


def _score(words: Words, found: Found) -> _Verdict | None:
    """Digits joined to digits by a hyphen that are no range: scores, telephone numbers, model names."""
    joined_after = words.at(found.last) in _DASHES and words.at(found.last + 1)[:1].isdecimal()
    joined_before = words.at(found.first - 1) in _DASHES and words.at(found.first - 2)[-1:].isdecimal()
    if not words.at(found.first)[:1].isdecimal() or not (joined_after or joined_before):
        return None
    if (joined_after and words.joined(found.last)) or (joined_before and words.joined(found.first)):
        return None, "score"
    return None


def _code(words: Words, found: Found) -> _Verdict | None:
    """A leading zero, or a hyphen to a word before ("AK-47" written with spaces): a code."""
    word = words.at(found.first)
    if word.isdecimal() and len(word) > 1 and word[0] == "0":
        return None, "code"
    glued = words.at(found.first - 1) == "-" and words.joined(found.first - 1) and words.joined(found.first)
    if (
        word[:1].isdecimal()
        and glued
        and words.at(found.first - 2)[:1].isalpha()
        and len(words.at(found.first - 2)) < 4
    ):
        return None, "code"
    return None


def _compound(words: Words, found: Found) -> _Verdict | None:
    """As in "a 12-storey building": the number belongs to another noun; "a 40-strong crowd" counts people."""
    j = found.last
    if words.at(j) != "-" or not (words.joined(j) and words.joined(j + 1)):
        return None
    return None if words.at(j + 1) in _strong() or not words.at(j + 1).isalpha() else (None, "compound")


def _numbering(words: Words, found: Found) -> _Verdict | None:
    """As in "1." or "2)" at the beginning of a sentence numbers the items of a list."""
    if found.first != words.first or not words.at(found.first).isdecimal() or found.low is None or found.low > 99:
        return None
    alone = words.at(found.last) in (".", ")") and words.joined(found.last)
    return (None, "numbering") if alone else None


_TESTS: tuple[Callable[[Words, Found], _Verdict | None], ...] = (
    _money,
    _fraction,
    _unit,
    _label,
    _age,
    _age_list,
    _time,
    _year,
    _clock,
    _address,
    _telephone,
    _score,
    _code,
    _numbering,
    _compound,
    _name,
    _decimal,
)
"""In the order in which they are asked: the first that knows decides."""
