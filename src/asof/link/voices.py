"""Who speaks in a claim, as far as two reports can be told to quote one voice.

A named source ("the harbour ministry") is one voice in whatever report it is quoted. A nameless one ("a security
source") is one voice only where both reports have it through the same relay, a news agency or an outlet.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from asof.link.descriptions import Described
from asof.link.keys import fold, initials, words
from asof.link.names import SMALL_WORDS
from asof.records import Claim, Document
from asof.records._base import Record
from asof.resources import table

_DATELINE = 400
"""Characters at the head of a report in which the credit of an agency stands."""


class Voice(Record, frozen=True, kw_only=True):
    """The nearest source's words, split into those that name and those that do not, and the relays it came through.

    Without any words it is the outlet's own voice.
    """

    naming: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    relays: frozenset[str] = frozenset()

    @property
    def own(self) -> bool:
        """Whether the report speaks for itself."""
        return not self.naming and not self.vague


@cache
def _vague() -> frozenset[str]:
    nations = {fold(w) for row in table("places/demonyms") for w in words(row["demonym"])}
    return frozenset({fold(row["word"]) for row in table("link/vague_sources")} | nations)


@cache
def _agencies() -> frozenset[str]:
    return frozenset(relay(row["agency"]) for row in table("attribution/agencies"))


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(row["agency"].lower() for row in table("attribution/agencies") if row["agency"].isupper())


@lru_cache(maxsize=10_000)
def relay(name: str) -> str:
    """One key for an outlet or agency under its spellings: "Agence France-Presse" and "AFP" have the same."""
    short = initials(name)
    if len(short) > 1 and short in _acronyms():
        return fold(short)
    return " ".join(fold(w) for w in words(name) if w not in SMALL_WORDS)


def credited(document: Document) -> frozenset[str]:
    """The relays that a whole report stands under: its outlet, and the agency credited at its head."""
    found = {relay(document.outlet)} if document.outlet else set()
    found.update(relay(credit.agency) for credit in document.credits if not credit.shared)
    for passage in document.passages:
        if passage.start < _DATELINE and passage.part in ("dateline", "byline"):
            found.update(_in_brackets(document.text[passage.start : passage.end]))
    found.update(_in_brackets(document.text[:_DATELINE].split("\n\n", 1)[0]))
    return frozenset(found - {""})


def _in_brackets(head: str) -> list[str]:
    """What stands in brackets before a dash: "NORVIK, March 3 (Karsk Wire) - "; or a known agency in brackets."""
    found = []
    for piece in head.split("(")[1:]:
        name, closed, rest = piece.partition(")")
        if closed and len(name) <= 40 and (rest.lstrip()[:1] in ("-", "–", "—") or relay(name) in _agencies()):
            found.append(relay(name))
    return found


def voice(claim: Claim, document_credits: frozenset[str], described: Described | None = None) -> Voice:
    """The voice that a claim goes back to; `described`: who is meant in its report by what names nobody."""
    chain = claim.attribution.chain if claim.attribution else ()
    if not chain:
        return Voice(relays=document_credits)
    text = described.named(chain[0]) if described is not None else chain[0].text
    nearest = [fold(w) for w in words(text) if w not in SMALL_WORDS]
    relays = frozenset(relay(s.text) for s in chain[1:]) | document_credits
    vague = frozenset(w for w in nearest if w in _vague())
    return Voice(naming=frozenset(nearest) - vague, vague=vague, relays=relays - {""})


def one_voice(left: Voice, right: Voice) -> bool:
    """Whether two claims of the same content go back to one voice."""
    shared_relay = bool(left.relays & right.relays)
    if left.own or right.own:
        return left.own and right.own and shared_relay
    if left.naming and right.naming:
        return left.naming <= right.naming or right.naming <= left.naming
    if left.naming or right.naming:
        return False
    return shared_relay and bool(left.vague & right.vague)


def at_odds(left: Voice, right: Voice) -> bool:
    """Whether two claims name two sources: then neither is the other in other words."""
    return bool(left.naming and right.naming) and not one_voice(left, right)


def carried_by(claims: Sequence[Claim], documents: Mapping[str, Document]) -> int:
    """The number of outlets that carry any of the claims; a report whose outlet is unknown counts for itself."""
    return len({relay(documents[c.document].outlet or "") or c.document for c in claims})
