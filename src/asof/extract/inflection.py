"""English word forms, by rule and by table: what is needed to recognise a verb's form and a noun's number.

The regular rules are those of any school grammar (Quirk et al. 1985, §§3.5–3.10, 5.80); exceptions are data in
`resources/extract/verbs.tsv` and `resources/populations/plurals.tsv`.
"""

from functools import cache
from typing import Literal

from asof.resources import table

Form = Literal["base", "third", "ing", "past", "participle"]
_VOWELS = "aeiou"


@cache
def _irregular() -> dict[str, dict[str, str]]:
    return {row["base"]: row for row in table("extract/verbs")}


@cache
def verb_forms(base: str) -> dict[str, Form]:
    """Each written form of the verb `base` and what it is; a form that is two things counts as the later one.

    "hurt" is base, past and participle: it is given as participle, which the reader treats as past or passive.
    """
    row = _irregular().get(base)
    if row:
        keys: tuple[Form, ...] = ("base", "third", "ing", "past", "participle")
        return {form: key for key in keys for form in row[key].split()}
    past = base + "d" if base.endswith("e") else base[:-1] + "ied" if _consonant_y(base) else base + "ed"
    ing = base[:-1] + "ing" if base.endswith("e") and not base.endswith(("ee", "ye")) else base + "ing"
    if base.endswith("ie"):
        ing = base[:-2] + "ying"
    return {base: "base", _plural(base): "third", ing: "ing", past: "participle"}


def is_past(word: str) -> bool:
    """Whether a lower-case verb has the form of a past or a participle and of no infinitive: "killed", "shot"."""
    return (word.endswith("ed") and len(word) > len("need")) or word in _pasts()


@cache
def _pasts() -> frozenset[str]:
    rows = _irregular()
    return frozenset(w for r in rows.values() for w in f"{r['past']} {r['participle']}".split() if w not in rows)


def _consonant_y(word: str) -> bool:
    return len(word) > 1 and word.endswith("y") and word[-2] not in _VOWELS


def _plural(word: str) -> str:
    if _consonant_y(word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z")) else "s")


@cache
def _plurals() -> dict[str, str]:
    return {row["plural"]: row["singular"] for row in table("populations/plurals")}


def singular(noun: str) -> str:
    """The singular of a lower-case noun, as far as its ending shows it: "policemen" gives "policeman"."""
    known = _plurals().get(noun)
    if known:
        return known
    if noun.endswith("men") and len(noun) > 4:
        return noun[:-3] + "man"
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) else noun


def is_plural(noun: str) -> bool:
    """Whether the ending or the table shows a plural."""
    return noun in _plurals() or noun in _peoples() or noun.endswith("men") or singular(noun) != noun


@cache
def _peoples() -> frozenset[str]:
    return frozenset(row["plural"].lower() for row in table("places/demonyms") if row["plural"])
