"""What one count of a report takes from the others: the noun understood, and that it says the same again."""

from collections import Counter

import msgspec

from asof.extract.counts import Found
from asof.extract.populations import roles
from asof.records import CountClaim
from asof.resources import structure

_GENERAL = frozenset(str(structure("populations/phrases")["general"]).split()) | {""}


def understood(counts: list[Found]) -> list[str]:
    """For each count the noun that is understood where its own words leave it out or say only "people" or "bodies".

    The noun before it in its sentence; else that of the same number in the same outcome; else the report's commonest
    noun for people that says more than "people".
    """
    commonest = _commonest(counts)
    made = []
    for i, found in enumerate(counts):
        noun = _before(counts, i) or _same_number(counts, found) or commonest
        made.append(noun)
    return made


def _before(counts: list[Found], i: int) -> str:
    for other in reversed(counts[:i]):
        if other.reading is not counts[i].reading:
            return ""
        if other.counted.phrase.noun not in _GENERAL and other.whole is None:
            return other.counted.phrase.noun
    return ""


def _same_number(counts: list[Found], found: Found) -> str:
    for other in counts:
        same = other.link.frame.outcome == found.link.frame.outcome and other.quantity.low == found.quantity.low
        if same and other.quantity.high == found.quantity.high and other.counted.phrase.noun not in _GENERAL:
            return other.counted.phrase.noun
    return ""


def _commonest(counts: list[Found]) -> str:
    nouns = Counter(f.counted.phrase.noun for f in counts if f.counted.phrase.noun not in _GENERAL)
    specific = [(n, noun) for noun, n in nouns.items() if roles().get(noun, "person") != "person"]
    total = sum(nouns.values())
    best = max(specific, default=(0, ""))
    return best[1] if best[0] * 2 > total else "person"


def again(claims: list[CountClaim]) -> list[CountClaim]:
    """The claims, each that says an earlier one again marked with it (`same_as`), each denial with what it denies."""
    made: list[CountClaim] = []
    for claim in claims:
        earlier = next((c for c in made if _same(c, claim)), None)
        denies = tuple(c.id for c in made if claim.factuality == "CT-" and c.factuality != "CT-" and _alike(c, claim))
        changes = {"same_as": (earlier.same_as or earlier.id) if earlier else None, "denies": denies or None}
        made.append(msgspec.structs.replace(claim, **changes))
    return made


def _alike(a: CountClaim, b: CountClaim) -> bool:
    """Whether two claims give the same number for the same outcome of people that may be the same."""
    if a.outcome != b.outcome or a.quantity.low != b.quantity.low or a.quantity.high != b.quantity.high:
        return False
    x, y = a.population, b.population
    nations = x.nationality is None or y.nationality is None or x.nationality == y.nationality
    return nations and (x.role == y.role or "person" in {x.role, y.role})


def _same(a: CountClaim, b: CountClaim) -> bool:
    return _alike(a, b) and a.factuality == b.factuality and a.main == b.main and _origin(a) in {_origin(b), "", None}


def _origin(claim: CountClaim) -> str | None:
    chain = claim.attribution.chain if claim.attribution else ()
    return chain[-1].text.lower() if chain else None
