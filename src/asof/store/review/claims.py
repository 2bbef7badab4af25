"""Decisions about claims: accepted, dismissed, corrected, moved to another event. What was read stays in the ledger."""

from collections.abc import Mapping
from functools import cache
from typing import Any, get_args

from msgspec.structs import replace

from asof.records import Amount, Bounds, Claim, ClaimLink, CountClaim, Decision, Document, MeasureClaim, Population
from asof.records.claim import Factuality
from asof.records.decision import ReviewMark
from asof.resources import names, table
from asof.store.review.working import Working

_GROUP = ("role", "nationality", "status", "side", "age")
_OF_ANY = ("main", "factuality")
_OF_COUNTS = ("low", "high", "approximate", "outcome", "population", *_GROUP)
_OF_MEASURES = ("low", "high", "approximate", "unit")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}


def accept(story: Working, decision: Decision) -> tuple[str, ...]:
    """A claim is as it was read: certain, and said to be reviewed."""
    return _each(story, decision, "accepted")


def dismiss(story: Working, decision: Decision) -> tuple[str, ...]:
    """A claim is no claim of this story: it stands on no track, and is still there, marked as dismissed."""
    return _each(story, decision, "dismissed")


def correct(story: Working, decision: Decision) -> tuple[str, ...]:
    """A claim says something else than was read: its fields are those of `value`, and `made_by` says so."""
    found = _each(story, decision, "corrected")
    for id_ in found:
        claim = story.claims[id_]
        story.claims[id_] = corrected(claim, decision, story.documents.get(claim.document))
    return found


def _each(story: Working, decision: Decision, mark: ReviewMark) -> tuple[str, ...]:
    """Mark the decision's claims. Raises LostError where one is not found."""
    found = []
    for anchor in decision.anchor:
        claim = story.claim(anchor) if mark == "dismissed" else story.claim_or_earlier(anchor)
        link = story.links.get(claim.id) or ClaimLink(claim=claim.id)
        again = mark == "accepted" and link.review == "corrected"  # what was corrected stays so when it is accepted
        story.links[claim.id] = replace(
            link, review="corrected" if again else mark, decisions=(*link.decisions, decision.id)
        )
        if mark != "dismissed":
            story.claims[claim.id] = replace(claim, confidence=1.0)
        found.append(claim.id)
    return tuple(found)


def move(story: Working, decision: Decision) -> tuple[str, ...]:
    """Claims, or all claims of documents, belong to another event: the last of the targets."""
    to = story.event(decision.anchor[-1])
    found: list[str] = []
    for anchor in decision.anchor[:-1]:
        if anchor.of == "document":
            found += take_document(story, story.document(anchor), to.id, decision)
        else:
            claim = story.claim(anchor)
            _belongs(story, claim.id, to.id, decision)
            spoken = story.in_order((*story.cores[to.id].documents, claim.document))
            story.cores[to.id] = replace(story.cores[to.id], documents=spoken)
            found.append(claim.id)
    return (*found, to.id)


def _belongs(story: Working, claim: str, event: str, decision: Decision) -> None:
    link = story.links.get(claim) or ClaimLink(claim=claim)
    story.links[claim] = replace(link, event=event, decisions=(*link.decisions, decision.id))


def take_document(story: Working, document: Document, event: str, decision: Decision) -> list[str]:
    """Let a document, and its claims that belong to its own event, be of another event; the claims that moved."""
    own = [c.id for c in story.cores.values() if document.document in c.primary and c.id != event]
    emptied = [id_ for id_ in own if _without(story, id_, document.document)]
    core = story.cores[event]
    story.cores[event] = replace(
        core,
        documents=story.in_order((*core.documents, document.document)),
        primary=story.in_order((*core.primary, document.document)),
        aliases=(*core.aliases, *emptied),
    )
    moved = [c.id for c in story.claims.values() if c.document == document.document and _is_of(story, c, own)]
    for claim in moved:
        _belongs(story, claim, event, decision)
    return moved


def _is_of(story: Working, claim: Claim, events: list[str]) -> bool:
    link = story.links.get(claim.id)
    return link is not None and link.event in events


def _without(story: Working, event: str, document: str) -> bool:
    """Take a document out of an event; whether that leaves none, and the event is no more."""
    core = story.cores[event]
    left = replace(
        core,
        documents=tuple(d for d in core.documents if d != document),
        primary=tuple(d for d in core.primary if d != document),
    )
    if left.primary:
        story.cores[event] = left
    else:
        del story.cores[event]
    return not left.primary


def corrected(claim: Claim, decision: Decision, document: Document | None) -> Claim:
    """The claim with the fields of a correction. Raises ValueError for a field or value that it cannot have."""
    value = decision.value
    check_fields(claim, value)
    changed: dict[str, Any] = {"made_by": f"review/corrected {decision.id}; was {_first_maker(claim)}"}
    if "main" in value:
        changed["main"] = _truth("main", value["main"])
    if "factuality" in value:
        if value["factuality"] not in get_args(Factuality):
            raise ValueError(f"no factuality {value['factuality']!r}; there are {', '.join(get_args(Factuality))}")
        changed["factuality"] = value["factuality"]
    if isinstance(claim, CountClaim):
        changed |= _of_count(claim, value, document)
    elif isinstance(claim, MeasureClaim) and {"low", "high", "approximate", "unit"} & value.keys():
        changed["quantity"] = _amount(claim, value)
    return replace(claim, **changed)


def check_fields(claim: Claim, value: Mapping[str, str]) -> None:
    """Raises ValueError, with the choices, for a field that a claim of this kind has not."""
    own = _OF_COUNTS if isinstance(claim, CountClaim) else _OF_MEASURES if isinstance(claim, MeasureClaim) else ()
    may = (*own, *_OF_ANY)
    wrong = sorted(set(value) - set(may))
    if wrong or not value:
        named = f"no field {wrong[0]!r} to correct" if wrong else "nothing is corrected"
        raise ValueError(f"{named}; a {claim.__struct_config__.tag} has {', '.join(may)}")


def _first_maker(claim: Claim) -> str:
    """The rule or model that read the claim, through all corrections."""
    return claim.made_by.rsplit("; was ", 1)[-1]


def _of_count(claim: CountClaim, value: Mapping[str, str], document: Document | None) -> dict[str, Any]:
    changed: dict[str, Any] = {}
    if {"low", "high", "approximate"} & value.keys():
        changed["quantity"] = _bounds(claim, value)
    if "outcome" in value:
        if value["outcome"] not in names("outcomes"):
            raise ValueError(f"no outcome {value['outcome']!r}; there are {', '.join(names('outcomes'))}")
        changed["outcome"] = value["outcome"]
    population = claim.population
    if "population" in value:
        population = _population(claim, value["population"], document)
    said = {field: value[field] or None for field in _GROUP if field in value}
    if said or "population" in value:
        changed["population"] = replace(population, **said)
    return changed


def _bounds(claim: CountClaim, value: Mapping[str, str]) -> Bounds:
    """New bounds; one that is named alone leaves the other, an empty one leaves that side open."""
    old = claim.quantity
    low = _whole("low", value["low"]) if "low" in value else old.low
    high = _whole("high", value["high"]) if "high" in value else old.high
    if low is not None and high is not None and low > high:
        raise ValueError(f"low {low} is more than high {high}")
    approximate = _truth("approximate", value["approximate"]) if "approximate" in value else False
    return Bounds(low=low, high=high, approximate=approximate)


def _amount(claim: MeasureClaim, value: Mapping[str, str]) -> Amount:
    old = claim.quantity
    low = _number("low", value["low"]) if "low" in value else old.low
    high = _number("high", value["high"]) if "high" in value else old.high
    if low is not None and high is not None and low > high:
        raise ValueError(f"low {low} is more than high {high}")
    approximate = _truth("approximate", value["approximate"]) if "approximate" in value else False
    return Amount(low=low, high=high, approximate=approximate, unit=value.get("unit", old.unit))


def _population(claim: CountClaim, words: str, document: Document | None) -> Population:
    """A population by its words, where they stand in the claim's sentence.

    Its noun is the last of them; of the words before it a nationality is one, and the others are a status.
    """
    if not words.split():
        raise ValueError("the population is empty; write whom the number counts: foreign hostages")
    *before, head = words.split()
    whose = [w for w in before if w.casefold() in _nationalities()]
    made = Population(
        head=head,
        role=head,
        nationality=whose[0] if whose else None,
        status=" ".join(w for w in before if w not in whose) or None,
    )
    sentence = claim.sentence
    start = document.text.find(words, sentence.start, sentence.end) if document is not None else -1
    return made if start < 0 else replace(made, text=words, start=start, end=start + len(words))


@cache
def _nationalities() -> frozenset[str]:
    return frozenset(row["demonym"].casefold() for row in table("places/demonyms")) | {"foreign"}


def _whole(field: str, text: str) -> int | None:
    number = _number(field, text)
    if number is not None and (number != int(number) or number < 0):
        raise ValueError(f"{field} is {text!r}; write a whole number of people, or nothing for an open side")
    return None if number is None else int(number)


def _number(field: str, text: str) -> float | None:
    plain = text.strip().replace(",", "")
    if plain.casefold() in ("", "none"):
        return None
    try:
        number = float(plain)
    except ValueError:
        raise ValueError(f"{field} is {text!r}; write a number, or nothing for an open side") from None
    if not -1e15 < number < 1e15:
        raise ValueError(f"{field} is {text!r}; no such number is counted here")
    return number


def _truth(field: str, text: str) -> bool:
    if text.strip().casefold() not in _TRUTH:
        raise ValueError(f"{field} is {text!r}; write true or false")
    return _TRUTH[text.strip().casefold()]
