"""What one count of a report takes from the others: the noun understood, and that it says the same again."""

from collections import Counter, defaultdict

import msgspec

from asof.extract.counts import Found
from asof.extract.inflection import singular
from asof.extract.populations import nationalities, phrase_after, roles
from asof.records import CountClaim
from asof.resources import structure

_GENERAL = frozenset(str(structure("populations/phrases")["general"]).split()) | {""}
_MOST_ALIKE = 50
_DOERS = frozenset({"deployed", "attackers"})
_NO_VICTIMS = frozenset({"person", "attacker"})


def understood(counts: list[Found]) -> list[str]:
    """For each count the noun that is understood where its own words leave it out or say only "people" or "bodies".

    That of the words that tell the outcome ("the number of hostages killed"); else the noun before it in its sentence;
    else that of the same number in the same outcome; else the report's commonest noun for people that says more than
    "people".
    """
    commonest = _commonest(counts)
    same_number: dict[tuple[str, float | None, float | None], str] = {}
    for found in counts:
        if found.counted.phrase.noun not in _GENERAL and not (found.whole is not None and _young(found)):
            same_number.setdefault(_number(found), found.counted.phrase.noun)
    made, before, reading = [], "", None
    for found in counts:
        if found.reading is not reading:
            before, reading = "", found.reading
        made.append(_told(found) or before or same_number.get(_number(found), commonest))
        if found.counted.phrase.noun not in _GENERAL - {"person"} and found.whole is None and not _one_apart(found):
            before = found.counted.phrase.noun
    return made


def _told(found: Found) -> str:
    """The noun for people in a toll's words ("the number of hostages killed"), or that is said of them; or nothing."""
    words, last = found.reading.words, found.counted.last
    if found.counted.phrase.head < 0 and last + 1 < len(words) and words[last].low in {"was", "were", "is", "are"}:
        noun = phrase_after(words, last + 1 + (words[last + 1].kind == "determiner"), None)
        if noun.person == "yes" and noun.noun not in _GENERAL:
            return noun.noun
    trigger = found.link.trigger
    if trigger is None or trigger.frame.counts not in {"toll", "holder"}:
        return ""
    nouns = [singular(w.low) for w in found.reading.words[trigger.first : trigger.last]]
    return next((noun for noun in nouns if noun in roles() and noun not in _GENERAL), "")


def _one_apart(found: Found) -> bool:
    """Whether the count is of one child or one Briton, of whom "others" beside it need not be of a kind."""
    noun = found.counted.phrase.noun
    return found.quantity.high == 1 and (roles().get(noun) == "child" or noun in nationalities())


def _young(found: Found) -> bool:
    return roles().get(found.counted.phrase.noun) == "child"


def _number(found: Found) -> tuple[str, float | None, float | None]:
    return found.link.frame.outcome, found.quantity.low, found.quantity.high


def _commonest(counts: list[Found]) -> str:
    victims = [f for f in counts if f.link.frame.outcome not in _DOERS]
    nouns = Counter(f.counted.phrase.noun for f in victims if f.counted.phrase.noun not in _GENERAL)
    parts = {f.counted.phrase.noun for f in victims if f.whole is not None and _young(f)}
    parts -= {f.counted.phrase.noun for f in victims if f.whole is None}
    kinds = [noun for noun in nouns if noun not in parts and roles().get(noun, "person") not in _NO_VICTIMS]
    specific = [(nouns[noun], noun) for noun in kinds]
    total = sum(nouns.values())
    best = max(specific, default=(0, ""))
    return best[1] if best[0] * 2 > total else "person"


def again(claims: list[CountClaim]) -> list[CountClaim]:
    """The claims, each that says an earlier one again marked with it (`same_as`), each denial with what it denies."""
    made: list[CountClaim] = []
    before: dict[tuple[str, int | None, int | None], list[CountClaim]] = defaultdict(list)
    for claim in claims:
        alike = before[claim.outcome, claim.quantity.low, claim.quantity.high]
        earlier = next((c for c in alike if _same(c, claim)), None)
        denial = claim.factuality == "CT-"
        denies = tuple(c.id for c in alike if denial and c.factuality != "CT-" and _alike(c, claim))
        done = msgspec.structs.replace(claim, same_as=earlier.id if earlier else None, denies=denies or None)
        made.append(done)
        if earlier is None and len(alike) < _MOST_ALIKE:
            alike.append(done)
    return made


def _alike(a: CountClaim, b: CountClaim) -> bool:
    """Whether two claims of one number and outcome count people that may be the same."""
    x, y = a.population, b.population
    nations = x.nationality is None or y.nationality is None or x.nationality == y.nationality
    return nations and (x.role == y.role or "person" in {x.role, y.role})


def _same(a: CountClaim, b: CountClaim) -> bool:
    return _alike(a, b) and a.factuality == b.factuality and a.main == b.main and _origin(a) in {_origin(b), "", None}


def _origin(claim: CountClaim) -> str | None:
    chain = claim.attribution.chain if claim.attribution else ()
    return chain[-1].text.lower() if chain else None
