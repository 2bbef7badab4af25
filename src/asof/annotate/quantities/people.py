"""Nouns for people: the lexicon, nationalities, and who is counted by an article, "no", "both" or "another"."""

from functools import cache

from asof.annotate.quantities.words import Found, Phrases, Words, listed
from asof.resources import table

_REACH = 7
"""Tokens between an article and the noun that it counts."""

_ORDINALS = frozenset(("second", "third", "fourth", "fifth", "sixth", "further"))
_OPEN = frozenset(("-", "'s", "’s", "'", "’"))


@cache
def _nouns() -> tuple[frozenset[str], frozenset[str]]:
    """Singular and plural nouns for people."""
    rows = table("quantities/persons")
    return frozenset(r["lemma"] for r in rows), frozenset(r["plural"] for r in rows)


@cache
def _demonyms() -> tuple[frozenset[str], frozenset[str]]:
    """Nouns of nationality, singular ("Briton", "American") and plural."""
    rows = table("places/demonyms")
    peoples = table("quantities/peoples")
    singular = {r["demonym"].lower() for r in rows if r["form"] in ("noun", "both")} | {
        r["noun"].lower() for r in peoples
    }
    plural = {r["plural"].lower() for r in rows if r["plural"]} | {r["plural"].lower() for r in peoples}
    return frozenset(singular), frozenset(plural)


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(r["demonym"].lower() for r in table("places/demonyms")) | _demonyms()[0]


def is_person(word: str, singular: bool = False) -> bool:
    """Whether `word` (lower case) is a noun for people, in the plural too unless `singular`."""
    one, many = _nouns()
    return word in one or (not singular and word in many)


def is_demonym(word: str) -> bool:
    """Whether `word` (lower case) is a word of nationality."""
    return word in _adjectives() or word in _demonyms()[1]


@cache
def _groups() -> dict[str, float]:
    return {row["word"]: float(row["value"]) for row in table("quantities/groups")}


@cache
def _zero_nouns() -> frozenset[str]:
    return frozenset(row["word"] for row in table("quantities/zero"))


@cache
def _one_idioms(place: str) -> Phrases:
    return Phrases(row["phrase"] for row in table("quantities/one") if row["place"] == place)


def starters() -> frozenset[str]:
    """The words with which such a phrase can begin."""
    return frozenset(
        ("a", "an", "another", "no", "none", "nobody", "not", "both", "lone", "sole", "single", *_groups())
    )


def is_idiom(words: Words, found: Found) -> bool:
    """Whether "one" is a pronoun or part of an idiom ("one of the most", "one day", "this one")."""
    if found.last - found.first != 1 or words.at(found.first) != "one":
        return False
    if _one_idioms("after").after(words, found.last) is not None:
        return True
    following = words.at(found.last)
    alone = not following[:1].isalnum() or following in listed("closed") or following in listed("pasts")
    return alone and _one_idioms("before").before(words, found.first) is not None


def read(words: Words, i: int) -> Found | None:
    """Who is counted without a numeral by the word at `i`, or None."""
    word = words.at(i)
    if word in ("a", "an", "another"):
        return _article(words, i)
    if word in ("no", "none", "nobody", "not"):
        return _zero(words, i)
    if word == "both":
        return _both(words, i)
    if word in ("lone", "sole", "single"):
        return Found(i, i + 1, 1, 1, "lone", form="article") if _noun(words, i + 1) else None
    value = _groups().get(word)
    if value and words.at(i - 1) in ("the", "a", "this", "these", "that", "other", "another", ""):
        return Found(i, i + 1, value, value, "group")
    return None


def _article(words: Words, i: int) -> Found | None:
    """As in "a soldier", "another man", "a third was hurt", "a 14-year-old"; a noun for people heads the phrase."""
    more, last = words.at(i) == "another", i + 1
    if words.at(last) == "single":
        last += 1
    elif words.at(last) in _ORDINALS and not more:
        last, more = last + 1, True
    if (
        _noun(words, _after_age(words, last)) is None
        and not _is_aged(words, last)
        and not (more and _stands_alone(words, i, last))
    ):
        return None
    return Found(i, last, 1, 1, "another" if more else "article", form="article", increment=more)


def _after_age(words: Words, i: int) -> int:
    """The place behind an age that opens the noun phrase ("14-year-old", "nine year old"), else `i`."""
    if words.at(i + 1) == "-" and words.at(i + 3) == "-" and words.at(i + 4) == "old":
        return i + 5
    return i + 3 if words.at(i + 1) in ("year", "month") and words.at(i + 2) == "old" else i


def _is_aged(words: Words, i: int) -> bool:
    """As in "14-year-old" without a noun behind it."""
    if not (words.at(i + 1) == "-" and words.at(i + 4) == "old"):
        return False
    following = words.at(i + 5)
    return (
        not following[:1].isalpha()
        or following in listed("closed")
        or following in listed("pasts")
        or following.endswith("ed")
    )


def _stands_alone(words: Words, i: int, last: int) -> bool:
    """Whether "another", "a third" is itself who is counted: "… and another was hurt"; not "one after another"."""
    if words.at(i - 1) in ("to", "one", "after", "or", "with", "from", "against", "at"):
        return False
    following = words.at(last)
    verb = (
        following in listed("alone")
        or following in listed("pasts")
        or (following.endswith("ed") and len(following) > 4)
    )
    return verb or (not following[:1].isalnum() and words.at(i) == "another" and following not in _OPEN)


def _noun(words: Words, i: int) -> int | None:
    """The index of the singular noun for people that heads the noun phrase whose words go on at `i`, or None."""
    for j in range(i, i + _REACH):
        last = _compound(words, j) or (j + 1 if _is_one(words, j) else None)
        if last is not None and _ends_phrase(words, last):
            return last - 1
        if _stops_phrase(words, j):
            return None
    return None


def _stops_phrase(words: Words, j: int) -> bool:
    """Whether the word at `j` cannot stand between an article and its noun."""
    word, following = words.at(j), words.at(j + 1)
    if not word or not (word[0].isalnum() or word in _OPEN):
        return True
    return (word in listed("closed") and following != "-") or (
        word in listed("pasts") and following in listed("closed")
    )


def _compound(words: Words, j: int) -> int | None:
    """Where a hyphenated noun for one person that begins at `j` ends ("passer-by", "mother-in-law")."""
    if words.at(j + 1) != "-":
        return None
    for last in (j + 5, j + 3):
        if "".join(words.at(k) for k in range(j, last)) in _nouns()[0]:
            return last
    return None


def _is_one(words: Words, j: int) -> bool:
    word = words.at(j)
    return word in _nouns()[0] or (word in _demonyms()[0] and words.capital(j)) or word.endswith(("woman", "policeman"))


def _ends_phrase(words: Words, j: int) -> bool:
    """Whether the noun before `j` is the last of its phrase, and not the first part of a compound."""
    word = words.at(j)
    if not word or word in listed("closed") or word in listed("pasts"):
        return True
    if word in _OPEN:
        return False
    if not word[0].isalpha() or words.capital(j):
        return True
    verb = word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return (verb or word.endswith(("ed", "ing", "ly"))) and not is_person(word)


def _zero(words: Words, i: int) -> Found | None:
    """As in "no one", "none", "nobody", "not a single", "no casualties"."""
    word, following = words.at(i), words.at(i + 1)
    if word == "not":
        single = following in ("a", "one") and (words.at(i + 2) == "single" or following == "one")
        return Found(i, i + 3 if following == "a" else i + 2, 0, 0, "zero", form="zero") if single else None
    if word in ("none", "nobody"):
        return Found(i, i + 1, 0, 0, "zero", form="zero")
    if following == "one" or (following == "-" and words.at(i + 2) == "one"):
        return Found(i, i + (2 if following == "one" else 3), 0, 0, "zero", form="zero")
    for j in range(i + 1, i + 5):
        following = words.at(j)
        if following in _zero_nouns() or (is_person(following) and words.at(j + 1) not in _OPEN):
            return Found(i, i + 1, 0, 0, "zero", form="zero")
        if following in listed("closed") and following not in ("other", "others", "more", "or"):
            return None
    return None


def _both(words: Words, i: int) -> Found | None:
    """As in "both" as a number, not as the first half of "both … and …"."""
    following = words.at(i + 1)
    if words.at(i - 1).endswith(("ing", "ed")) and following in ("", ".", ",", ";", "of"):
        return Found(i, i + 1, 2, 2, "both")
    if following in ("were", "are", "had", "have", "was", "died", "men", "women", "of", "victims", "survived"):
        return Found(i, i + 1, 2, 2, "both")
    return Found(i, i + 1, 2, 2, "both") if following in _nouns()[1] and words.at(i + 2) != "and" else None
