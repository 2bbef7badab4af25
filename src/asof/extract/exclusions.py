"""What is no count of people in an outcome, however near an outcome stands: the guide's exclusions.

Rates and yearly totals, ages and numbers that are names (`resources/extract/exclusions.tsv`), names that end in a
number, ordinals, and "a" with a noun that only describes someone else.
"""

import re

from asof.extract.binding import Counted
from asof.extract.inflection import singular
from asof.extract.populations import bodies_of_people, predicates, roles
from asof.extract.reading import Reading
from asof.extract.tolls import is_growth
from asof.extract.words import Word
from asof.records import Quantity
from asof.resources import table

_ORDINALS = frozenset({"second", "third", "fourth", "fifth", "sixth"})
_COUNTS_BY_BEING = frozenset({"there", "victims", "victim", "dead", "others", "injured", "wounded"})
_RATE_REACH = 8
_AGED = frozenset({"age", "aged", "ages", "turned", "turning", "turns"})
_AGED_BY = frozenset({("age", "of"), ("ages", "of"), ("younger", "than"), ("older", "than"),
                      ("boy", "of"), ("girl", "of"), ("child", "of"), ("teenager", "of")})  # fmt: skip
_THOSE = frozenset({"them", "these", "those", "whom", "which", "who"})
_WHEN = frozenset({"ago", "earlier", "later", "before", "after", "old", "and", "since", "-", "long"})
_HOW_LONG = frozenset({"than", "for", "in", "within", "after", "about", "nearly", "almost", "over", "of", "during"})
_THING_REACH = 3
_OLDEST = 110
_SHORTEST_LABEL = 2
"""A word all in capitals longer than this before "Nine killed" marks a headline ("URGENT"), and is no name."""
_AGE_UNIT = re.compile(r"(?:-?(?:year|yr|month|week)s?-?old|y/o|yrs?|yo)")
_NUMBERED = frozenset({"image", "images", "photo", "photos", "slide", "picture", "page", "part", "caption"})
_OWNERS = frozenset({"his", "her", "their", "my", "our"})
_SHOOTING = frozenset({"fire", "fires", "fired", "firing", "heard", "rang"})
_REPORT_REACH = 6
_PHRASE_ENDS = frozenset({"comma", "be", "have", "modal", "end", "stop", "dash"})
_CLAUSE_ENDS = frozenset({"comma", "stop", "conjunction", "subordinator", "relative"})
_FINITE = frozenset({"be", "have", "modal", "verbal", "get"})
_RELATES = frozenset({"relative", "be", "have", "get", "adverb"})
"""What may stand between people and what befell them ("the three who had been freed")."""
_SO_FAR = frozenset({"immediately", "yet", "initially", "far", "immediate", "early"})
_SPEAKER_ENDS = frozenset({"end", "comma", "relative", "stop", "quote"})
_HARMS = frozenset({"casualty", "death", "fatality", "injury", "arrest", "victim", "wounded", "injured"})
_CASES = frozenset({"casualty", "death", "fatality", "injury"})
"""What statistics take shares of ("two thirds of the fatalities"); of people, shares are counted."""
_SPEAKER = 7
_CLAUSE_REACH = 9
_ALWAYS_A_RATE = frozenset({"every", "each", "daily"})
_ADVERBIAL = frozenset({"word", "preposition", "determiner", "number", "time_noun", "adverb", "filler"})
_NO_ADVERBIAL = frozenset({"like", "unlike", "including", "for", "with", "of", "by", "to", "besides", "beside"})
_BEFORE_A_PLACE = frozenset({"in", "at", "near", "of", "outside", "inside", "from", "around", "across", "throughout"})
_DESCRIBED_REACH = 5
_DECADE = 10
_MONTHS = frozenset({"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"})
_PARENTS = frozenset({"father", "mother", "parent", "dad", "mom", "mum", "grandfather", "grandmother", "widow"})
_KIN = _PARENTS | {"son", "daughter", "brother", "sister", "husband", "wife", "child", "uncle", "aunt", "cousin",
                   "nephew", "niece", "boyfriend", "girlfriend", "stepson", "stepdaughter", "stepfather"}  # fmt: skip
_HOUSES = frozenset({"family", "household", "clan", "tribe", "couple"})
_SPEAKERS = frozenset({"spokesman", "spokeswoman", "spokesperson"})


def excluded(reading: Reading, counted: Counted, quantity: Quantity) -> bool:
    """Whether the number is none that the guide counts, whatever the sentence says."""
    person = counted.phrase.person
    if person == "no" or _is_rate(reading, counted) or _has_age_unit(reading, counted) or _each(reading, counted):
        return True
    if counted.form == "article":
        alone = person == "left out" and reading.words[counted.first].low != "another"
        return (
            alone
            or _ordinal(reading, counted)
            or of_so_many(reading, counted)
            or _speaks_or_is_kin(reading, counted)
            or describes_another(reading, counted)
        )
    grown = is_growth(reading.words, counted.first, counted.last)
    if grown or _of_a_gallery(reading, counted) or _stands_for_a_thing(reading, counted) or _says_it(reading, counted):
        return True
    if counted.form == "zero" and (_not_reported(reading, counted) or _denied_twice(reading, counted)):
        return True
    if person == "left out" and _names_or_ages(reading, counted, quantity):
        return True
    return quantity.low == quantity.high == 1 and _is_one_of_some(reading, counted)


def _each(reading: Reading, counted: Counted) -> bool:
    """Whether the number is none: "every single soldier", "half her life", "a third of the deaths", "one shot"."""
    words, first = reading.words, counted.first
    before = words[first - 1].low if first else ""
    after = words[counted.last : counted.last + 3]
    if counted.form == "fraction" and counted.phrase.noun in _CASES:
        return True
    if words[first].low == "single" and before == "every":
        return True
    if counted.form == "fraction" and after and after[0].low in _OWNERS and after[-1].low == "life":
        return True
    if not after or after[0].low not in {"shot", "shots"} or counted.phrase.person != "left out":
        return False
    verbs = {w.low for w in words[max(0, first - _THING_REACH) : first]} | {w.low for w in after[1:]}
    return bool(verbs & _SHOOTING)


def _says_it(reading: Reading, counted: Counted) -> bool:
    """Whether the people counted are the source ("according to the two men"), and no more is said of them there.

    What is told of them in passing counts ("according to the 12 hostages freed on Monday").
    """
    words, last = reading.words, max(counted.last, counted.phrase.last)
    before = [w for w in words[max(0, counted.first - 4) : counted.first] if w.kind != "determiner"]
    if [w.low for w in before[-2:]] != ["according", "to"]:
        return False
    while last < len(words) and words[last].kind in _RELATES:
        last += 1
    return not any(counted.last <= t.first <= last and t.form in {None, "participle"} for t in reading.found)


def _denied_twice(reading: Reading, counted: Counted) -> bool:
    """Whether "nobody" only repeats a negation, as the object of a verb ("I didn't see him hurt nobody")."""
    words, last = reading.words, max(counted.last, counted.phrase.last)
    if last < len(words) and (words[last].kind in _FINITE or words[last].low in predicates()):
        return False
    before = words[max(0, counted.first - _REPORT_REACH) : counted.first]
    if before and before[-1].low.endswith("ing"):  # "the bolt did not catch hurting no one": a verb not denied
        return False
    return any(w.kind == "negation" for w in before) and not any(
        w.kind in _CLAUSE_ENDS or w.low == "so" for w in before
    )


def _not_reported(reading: Reading, counted: Counted) -> bool:
    """Whether it is only said that none were reported so far ("no injuries were immediately reported")."""
    last = max(counted.last, counted.phrase.last)
    behind = reading.words[last : last + _REPORT_REACH]
    after = [w for w in behind if w.kind != "adverb"]
    after = after[2 * (len(after) > 1 and after[0].low == "or") :]
    if not any(w.low in _SO_FAR for w in behind):
        return False
    told = next((i for i, w in enumerate(after) if w.low == "reported"), 0)
    return counted.phrase.noun in _HARMS and told > 0 and all(w.kind in {"be", "have"} for w in after[:told])


def _stands_for_a_thing(reading: Reading, counted: Counted) -> bool:
    """Whether "one" stands for a noun before it: "the first fatal one", "a bigger one"."""
    words, first = reading.words, counted.first
    if counted.phrase.person != "left out" or words[first].low != "one" or first < _THING_REACH:
        return False
    before = words[first - 1]
    return before.kind == "word" and any(w.kind == "determiner" for w in words[first - _THING_REACH : first - 1])


def _names_or_ages(reading: Reading, counted: Counted, quantity: Quantity) -> bool:
    """Whether a number without a noun ends a name, tells of somebody's children, or is an age."""
    if _is_name(reading, counted) or _of_a_parent(reading, counted) or _is_label(reading, counted):
        return True
    if _is_decade(reading, counted, quantity) or _is_year(reading, counted):
        return True
    young = 0 < (quantity.low or 0) <= (quantity.high or 0) <= _OLDEST
    if young and quantity.low != quantity.high:
        return _ranges_ages(reading, counted)
    return young and counted.form == "number" and _is_age(reading, counted)


def _is_decade(reading: Reading, counted: Counted, quantity: Quantity) -> bool:
    """Whether the number is a decade of somebody's life ("in his 20's")."""
    before = [w.low for w in reading.words[max(0, counted.first - 3) : counted.first]]
    return "in" in before and before[-1] in _OWNERS | {"early", "late", "mid"} and (quantity.low or 1) % _DECADE == 0


def _is_year(reading: Reading, counted: Counted) -> bool:
    """Whether the number is the year of a date as a dateline writes it ("22 MAR 90")."""
    before = reading.words[max(0, counted.first - 2) : counted.first]
    return len(before) > 1 and before[1].low.rstrip(".") in _MONTHS and before[0].text.isdigit()


def _ranges_ages(reading: Reading, counted: Counted) -> bool:
    """Whether two numbers bound ages ("most of the dead were between 20 and 50")."""
    words, last = reading.words, counted.last
    after = words[last] if last < len(words) else None
    ends = after is None or after.kind in {"comma", "end", "dash", "stop", "bracket"}
    ages = "between" in {w.low for w in words[max(0, counted.first - 1) : last]}
    before = words[counted.first - 1 - (words[counted.first - 1].low == "between")] if counted.first > 1 else None
    return ages and before is not None and (before.low in _AGED or (ends and before.kind == "be"))


def of_so_many(reading: Reading, counted: Counted) -> bool:
    """Whether "a" stands before a body of so many people, who are counted by the number behind ("a crew of 12")."""
    words, last = reading.words, counted.phrase.last
    return (
        counted.phrase.noun in bodies_of_people()
        and last + 1 < len(words)
        and words[last].low == "of"
        and words[last + 1].kind == "number"
    )


def never_counts(reading: Reading, counted: Counted) -> bool:
    """Whether a number is an age or counts pictures, whatever its neighbours count."""
    if counted.phrase.person == "no" or _has_age_unit(reading, counted) or _of_a_gallery(reading, counted):
        return True
    if _says_it(reading, counted) or (counted.form == "article" and _speaks_or_is_kin(reading, counted)):
        return True
    alone = counted.phrase.person == "left out" and counted.form == "number" and counted.several is not False
    text = reading.words[counted.first].text
    return alone and text.isdigit() and int(text) <= _OLDEST and _is_age(reading, counted)


def _has_age_unit(reading: Reading, counted: Counted) -> bool:
    """Whether years follow the number ("a 17 y/o boy", "a 9 -year-old boy"): an age."""
    after = reading.words[counted.last : counted.last + 3]
    if len(after) > 1 and after[0].low in {"to", "or", "and"} and after[1].low.isdigit():  # "20 to 40 years old"
        after = reading.words[counted.last + 2 : counted.last + 5]
    joined = "".join(w.low for w in after)
    return bool(after) and (
        _AGE_UNIT.fullmatch(after[0].low) is not None
        or joined.startswith(("y/o", "-year-old", "-month-old", "yearsold", "monthsold"))
    )


def _is_label(reading: Reading, counted: Counted) -> bool:
    """Whether the number is a name's own ("Channel 5", "District 9"): a capital noun that is numbered stands before."""
    words, first = reading.words, counted.first
    if first == 0 or not words[first - 1].text[:1].isupper() or not words[first].text[:1].isdigit():
        return False
    if first > 1 and words[first - 2].kind == "report" and words[first - 1].text.isupper():
        return True
    return any(row["place"] == "before" and words[first - 1].low == row["words"] for row in table("extract/exclusions"))


def _of_a_gallery(reading: Reading, counted: Counted) -> bool:
    """Whether the number counts pictures ("Image 3 of 9", "Photo 1 of / 44")."""
    before = [w.low for w in reading.words[max(0, counted.first - 4) : counted.first] if w.low != "/"]
    inside = len(before) > 2 and before[-1] == "of" and before[-2].isdigit() and before[-3] in _NUMBERED
    numbered = bool(before) and before[-1] in _NUMBERED - {"part"}
    return inside or (numbered and reading.words[counted.first].low.isdigit())


def _is_age(reading: Reading, counted: Counted) -> bool:
    """Whether a number without a noun says how old someone is ("Smith, 25, of", "he was 16", "younger than 12")."""
    words, first, last = reading.words, counted.first, counted.last
    before = words[first - 1] if first else None
    two = words[first - 2] if first > 1 else None
    if two is not None and two.kind == "end" and first > 2:
        two = words[first - 3]
    after = words[last] if last < len(words) else None
    if before is None:
        return False
    if (
        _is_second_age(words, first, after)
        or before.low in _AGED
        or (before.kind == "adverb" and two is not None and two.low in _AGED)
        or (two is not None and (two.low, before.low) in _AGED_BY)
    ):
        return True
    if after is not None and after.low == "of" and last + 1 < len(words) and words[last + 1].low in _THOSE:
        return False
    ends = after is None or after.kind in {"comma", "end", "bracket", "stop", "dash"} or after.low in {"and", "of"}
    person = two is not None and (two.text[:1].isupper() or singular(two.low) in roles())
    named = two is not None and person and two.kind in {"word", "number"}
    if before.low == "and" and two is not None and _another_age(words, first):
        return ends and two.text.isdigit() and words[first].text.isdigit()
    if before.kind in {"comma", "dash", "bracket"} and ends and named:
        return words[first].text[:1].isdigit()
    told = two is not None and (_one(two) or two.kind in {"report", "adverb", "raising"})
    return before.kind == "be" and ends and words[first].text[:1].isdigit() and told


def _is_second_age(words: tuple[Word, ...], first: int, after: Word | None) -> bool:
    """Whether an age is likened to another ("a teen, also 15,") or ends a range of them ("ages 19 through 43")."""
    before = words[max(0, first - 4) : first]
    if before[-1].low == "through":
        return any(w.low in _AGED for w in before)
    alike = len(before) > 1 and before[-1].low in {"also", "now", "just"} and before[-2].kind == "comma"
    return alike and (after is None or after.kind in {"comma", "end", "stop", "bracket"})


def _another_age(words: tuple[Word, ...], first: int) -> bool:
    """Whether an age stands before an "and" that comes before word `first` ("two girls, 7 and 5")."""
    return first > 2 and words[first - 2].kind == "number" and words[first - 3].kind == "comma"


def _one(word: Word) -> bool:
    """Whether a word can be one person's: a name, "he", "she", "initially" or the like before it."""
    return word.text[:1].isupper() or word.low in {"he", "she", "who", "whom", "victim", "boy", "girl", "man", "woman"}


def _is_one_of_some(reading: Reading, counted: Counted) -> bool:
    """Whether "one" is no count: "one of the biggest searches", "one official said", "six members of one family"."""
    if counted.phrase.noun in _HOUSES and counted.first and reading.words[counted.first - 1].low in {"of", "from"}:
        return True
    end = max(counted.last, counted.phrase.last)
    said = [w.kind for w in reading.words[max(0, counted.first - 2) : counted.first]]
    after = reading.words[end].kind if end < len(reading.words) else "end"
    if counted.phrase.head >= 0 and said in (["comma", "report"], ["quote", "report"]) and after in _SPEAKER_ENDS:
        return True
    if counted.phrase.head >= 0 and end < len(reading.words) and reading.words[end].kind == "report":
        return True
    if counted.last >= len(reading.words) or reading.words[counted.last].low != "of":
        return False
    last = next((i for i in range(end, len(reading.words)) if reading.words[i].kind not in {"word", "determiner"}), end)
    told = [w.kind for w in reading.words[last : last + 1]] + [w.low for w in reading.words[last + 1 : last + 2]]
    if told == ["verbal", "that"]:
        return True
    named = counted.first > 0 and reading.words[counted.first - 1].kind == "be"
    return named or counted.phrase.person == "maybe"


def _speaks_or_is_kin(reading: Reading, counted: Counted) -> bool:
    """Whether "a" with its noun is the source, or kin by whom another is named ("the father of a girl was hurt")."""
    words, first, last = reading.words, counted.first, counted.phrase.last
    if _says_it(reading, counted) or first < 1:
        return _says_it(reading, counted)
    if counted.phrase.noun in _SPEAKERS and words[first - 1].kind in {"comma", "report"}:
        return True
    kin = first > 1 and words[first - 1].low == "of" and words[first - 2].low in _KIN
    return kin and (last >= len(words) or words[last].kind in _PHRASE_ENDS)


def describes_another(reading: Reading, counted: Counted) -> bool:
    """Whether "a" with its noun only describes someone named before: "Smith, a soldier,", "he was a soldier"."""
    words, first, last = reading.words, counted.first, counted.phrase.last
    before = words[first - 1] if first else None
    after = words[last] if last < len(words) else None
    finite = after is not None and after.kind in {"be", "have", "modal"}
    if before and before.kind == "report" and first > 1 and words[first - 2].kind in {"comma", "quote"} and not finite:
        return True
    subject = first > 1 and words[first - 2].kind != "relative"  # "who as a child was held" tells of "who"
    if before and before.low == "as" and subject and _has_finite_verb(words, last):
        return False
    if (after and after.kind == "report") or (before and before.low in {"as", "if"}):
        return True
    counts = first > 1 and (words[first - 2].low in _COUNTS_BY_BEING or words[first - 2].low == "as")
    if before and before.kind == "be" and not counts:
        return True
    return _in_apposition(words, first, last)


def _has_finite_verb(words: tuple[Word, ...], last: int) -> bool:
    """Whether the phrase that ends before word `last` has a verb of its own ("as an injured woman there was freed")."""
    for i in range(last, min(last + _CLAUSE_REACH, len(words))):
        if words[i].kind in {"be", "have"}:
            return words[i].low not in {"be", "been", "being", "having"}
        if words[i].kind not in {"verbal", "word", "preposition", "number", "determiner", "time_noun"}:
            return False
    return False


def _in_apposition(words: tuple[Word, ...], first: int, last: int) -> bool:
    """Whether "a" with its noun stands behind a comma or dash and describes what stands before: "Smith, a soldier,"."""
    if first < 2 or words[first - 1].kind not in {"comma", "dash"} or words[first - 2].kind not in {"word", "number"}:
        return False
    if words[first - 1].kind == "comma" and _fronted(words, first - 1):
        return False
    after = words[last] if last < len(words) else None
    if after is None or after.kind in {"end", "dash", "preposition", "relative", "stop"}:
        return True
    if after.kind == "verbal":
        return words[first - 2].text[:1].isupper() and any(
            w.kind == "report" for w in words[max(0, first - _SPEAKER) : first]
        )
    if after.kind == "conjunction":
        aged = first > 3 and words[first - 2].kind == "number" and words[first - 3].kind == "comma"
        return words[first - (4 if aged else 2)].text[:1].isupper() and _second_description(words, last + 1)
    follows = words[last + 1].kind if last + 1 < len(words) else "end"
    return after.kind == "comma" and follows not in {"number", "conjunction", "determiner"}


def _fronted(words: tuple[Word, ...], comma: int) -> bool:
    """Whether all before a comma is one adverbial at the head of a sentence ("On the same day, a guard in Varde").

    It holds no name of anybody, whom "a guard" would describe: of names only places' of one word ("in Varde").
    """
    opening = words[:comma]
    if not opening or opening[0].kind not in {"preposition", "adverb", "time_noun"} or opening[0].low in _NO_ADVERBIAL:
        return False
    one = all(w.kind in _ADVERBIAL for w in opening[1:])
    names = [i for i in range(1, comma) if words[i].kind == "word" and words[i].text[:1].isupper()]
    return one and opening[0].text[:1].isupper() and all(words[i - 1].low in _BEFORE_A_PLACE for i in names)


def _second_description(words: tuple[Word, ...], first: int) -> bool:
    """Whether a second noun for the one named follows before the verb ("Smith, a pupil and goalkeeper, was")."""
    for i in range(first, min(first + _DESCRIBED_REACH, len(words) - 1)):
        if words[i].kind == "comma":
            return i > first and words[i + 1].kind in {"be", "have", "verbal", "modal"}
        if words[i].kind != "word":
            return False
    return False


def _is_name(reading: Reading, counted: Counted) -> bool:
    """Whether the number is the end of a name ("the Norvik Seven")."""
    words, first, last = reading.words, counted.first, counted.last
    if first == 0 or not (words[first].text[:1].isupper() and words[first - 1].text[:1].isupper()):
        return False
    capitals = words[first - 1].text.isupper() and len(words[first - 1].text) > _SHORTEST_LABEL
    told = last < len(words) and (words[last].low in predicates() or words[last].kind in {"be", "have"})
    if told and _in_title_case(words):
        return False
    if told and words[last].low in predicates() and not (first > 1 and words[first - 2].kind == "determiner"):
        return False
    if any(t.last == first or (t.gap is not None and t.gap[0] == first) for t in reading.found):
        return False
    return not (capitals and (told or words[first].text.isupper()))


def _in_title_case(words: tuple[Word, ...]) -> bool:
    """Whether a headline writes all its longer words with capitals ("Fire Leaves Two Injured")."""
    long = [w for w in words if w.kind in {"word", "verbal"} and len(w.text) > _SHORTEST_LABEL + 1]
    return len(long) > _SHORTEST_LABEL - 1 and all(w.text[:1].isupper() for w in long) and words[-1].kind != "end"


def _of_a_parent(reading: Reading, counted: Counted) -> bool:
    """Whether the number is that of somebody's children ("the father of five")."""
    words, first = reading.words, counted.first
    return first > 1 and words[first - 1].low == "of" and words[first - 2].low in _PARENTS


def _ordinal(reading: Reading, counted: Counted) -> bool:
    """Whether "a second" stands before a noun: an ordinal, which counts no one."""
    return counted.phrase.head >= 0 and reading.words[counted.last - 1].low in _ORDINALS


def _dates(lows: list[str], first: int, last: int) -> bool:
    """Whether "a month" or the like only says when, or how long: "a month ago", "more than a year", "for a day"."""
    before, after = lows[first - 1] if first else "", lows[last] if last < len(lows) else ""
    return after in _WHEN or before in _HOW_LONG


def _is_rate(reading: Reading, counted: Counted) -> bool:
    """Whether the words around make the number a rate or a yearly total."""
    lows = [w.low for w in reading.words]
    for row in table("extract/exclusions"):
        if row["place"] == "before":
            continue
        words = row["words"].split()
        at = [0] if row["place"] == "start" else range(counted.last, min(counted.last + _RATE_REACH, len(lows)))
        if any(
            lows[i : i + len(words)] == words
            and not (words[0] not in _ALWAYS_A_RATE and _dates(lows, i, i + len(words)))
            and not (words[0] == "per" and i and lows[i - 1] == "as")
            for i in at
        ):
            return True
    return False
