"""What kind of source a phrase names: by its nouns, then by the types of the names in it."""

from functools import cache
from typing import cast

from asof.extract.attribution.lexicon import words as lexicon
from asof.extract.attribution.phrases import Phrase
from asof.extract.attribution.words import Words
from asof.records.claim import SourceKind
from asof.resources import table

_LEAST, _MOST = 3, 6
_BY_NAME: dict[str, SourceKind] = {"person": "person", "outlet": "outlet", "organisation": "other", "group": "other"}


@cache
def _nouns() -> dict[str, tuple[int, SourceKind]]:
    return {row["noun"]: (int(row["weight"]), cast(SourceKind, row["kind"])) for row in table("attribution/kinds")}


@cache
def numbers() -> dict[str, str]:
    """For each noun of sources, by which pronoun it is taken up: one (he, she), body (it), many (they)."""
    return {row["noun"]: row["number"] for row in table("attribution/kinds")}


@cache
def _agencies() -> frozenset[str]:
    return frozenset(row["agency"].lower() for row in table("attribution/agencies"))


def is_agency(phrase: str) -> bool:
    """Whether a phrase is or holds the name of a world news agency, or calls itself a news agency."""
    low = phrase.lower().removeprefix("the ").strip()
    return (
        low in _agencies()
        or "news agency" in low
        or any(low.startswith(a + " ") or low.endswith(" " + a) for a in _agencies())
    )


def kind(w: Words, phrase: Phrase) -> SourceKind:
    """The kind of the source that `phrase` names; "other" where no noun or name of it is known."""
    first, last = phrase
    start, end = w.offsets(first, last)
    core_last = core_end(w, phrase)
    if is_agency(w.text[start:end]) and (core_last == last or w.text[start:end].lower() in _agencies()):
        return "agency"
    best: tuple[int, int] = (0, 0)
    found: SourceKind | None = None
    for index in range(first, core_last):
        weight, each = _nouns().get(w.lower[index], (0, "other"))
        if weight and (weight, index) >= best and not (each in _PEOPLE and _of_a_body(w, index, core_last)):
            best, found = (weight, index), each
    if found in ("official", "anonymous", "document", "person", None) and core_last < last:
        found = _complement(w, core_last, last) or found
    return found or _of_letters(w, first, core_last) or _by_names(w, first, core_last)


_PEOPLE = frozenset({"witness", "relative"})


def _of_a_body(w: Words, index: int, last: int) -> bool:
    """Whether a noun of people only says whom a body is for: "a refugee agency", "the parents' association"."""
    for i in range(index + 1, last):
        if w.lower[i] in ("and", "or", "&"):
            return False
        if numbers().get(w.lower[i]) == "body":
            return True
    return False


def _of_letters(w: Words, first: int, last: int) -> SourceKind | None:
    """The kind of a body known by its letters: those of the list, else of what the report shortens to them."""
    text = w.tokens[last - 1].text
    if last - first > _ARTICLE_AND_LETTERS or not text.isupper() or not text.isalpha() or len(text) < _LEAST:
        return None
    for name, each in _LETTERS.items():
        if w.lower[last - 1] in lexicon(name):
            return each
    whole = _abbreviates(w, text)
    return kind(w, whole) if whole and w.tokens[whole[1] - 1].text != text else None


_ARTICLE_AND_LETTERS = 2
_LETTERS: dict[str, SourceKind] = {"armed": "militant", "offices": "official", "bodies": "other"}


def is_outlet(w: Words, phrase: Phrase) -> bool:
    """Whether a phrase names a news agency or an outlet, no occasion ("a news conference") and no audience."""
    start, end = w.offsets(*phrase)
    if is_agency(w.text[start:end]):
        return True
    head = w.lower[core_end(w, phrase) - 1]
    return head not in lexicon("audiences") and kind(w, phrase) in ("outlet", "agency")


def is_abbreviated(w: Words, phrase: Phrase) -> bool:
    """Whether a phrase is bare capital letters that no noun of sources explains, in a text not all in capitals.

    Who is told something under such a name is an agency or a station ("told VRTK"), hardly ever another.
    """
    first, last = phrase
    text = w.tokens[first].text
    if last - first != 1 or not text.isalpha() or not text.isupper() or not _LEAST <= len(text) <= _MOST:
        return False
    name = w.name[first]
    call_sign = len(text) == _CALL_SIGN and text[0] in "KW"
    typed = not call_sign and name >= 0 and w.names[name].type in {"person", "place"}
    if (_spelled(text.lower()) and not call_sign) or _abbreviates(w, text):
        return False
    around = "".join(t.text for t in w.tokens[max(0, first - 2) : first])
    return (
        not typed
        and w.lower[first] not in _nouns()
        and not any(w.lower[first] in lexicon(name) for name in _LETTERS)
        and not around.isupper()
    )


def _spelled(text: str) -> bool:
    """Whether letters read as a word, as those of bodies and armed groups are chosen to ("FARC", "UNICEF")."""
    vowels = [c in "aeiou" for c in text]
    return any(vowels[i - 1 : i + 2] == [False, True, False] for i in range(1, len(vowels)))


_CALL_SIGN = 4
"""Letters of an American station's call sign, which begins with K or W whatever it reads as ("KIRO")."""


def _abbreviates(w: Words, text: str) -> Phrase | None:
    """The phrase that the report itself shortens to these letters: "the Norvik Relief Office (NRO)"."""
    at = w.letters.get(text, 0)
    first = last = at - 1
    while first > 0 and (w.capital(first - 1) or w.lower[first - 1] in _SMALL) and last - first < _LONGEST_NAME:
        first -= 1
    while first < last and w.lower[first] in _SMALL:
        first += 1
    return (first, last) if at and last > first else None


_SMALL = frozenset({"of", "for", "the", "and"})
_LONGEST_NAME = 8


def core_end(w: Words, phrase: Phrase) -> int:
    """The end of the phrase before its first preposition, comma or relative."""
    first, last = phrase
    for index in range(first + 1, last):
        clause = w.tokens[index].dep == "acl" or w.lower[index] in (",", "who", "which", "that")
        if clause or w.lower[index] in lexicon("prepositions"):
            return index
    return last


def _complement(w: Words, first: int, last: int) -> SourceKind | None:
    """A heavier noun after the preposition: "a spokesman for the army" is military."""
    for index in range(first, last):
        weight, each = _nouns().get(w.lower[index], (0, "other"))
        if weight >= 2 and each not in ("witness", "relative", "expert"):
            return each
    return None


def _by_names(w: Words, first: int, last: int) -> SourceKind:
    for index in range(last - 1, first - 1, -1):
        number = w.name[index]
        if number >= 0 and w.names[number].type in _BY_NAME:
            return _BY_NAME[w.names[number].type]
    if all(w.capital(i) for i in range(first, last)) and last - first in (2, 3):
        return "person"
    return "person" if w.lower[first] in ("he", "she", "i", "mr.", "mr", "mrs.", "ms.") else "other"
