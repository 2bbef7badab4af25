"""Claims: what one source asserts at one place in one document. Printed as they stand (docs/contract.md)."""

import hashlib
from typing import Literal

from asof.records._base import Record
from asof.records.document import Part
from asof.records.span import Range, Span

Outcome = str
"""The name of one of `resources/outcomes/*.yaml`: killed, injured, missing, held, freed, escaped, …"""

Factuality = Literal["CT+", "PR+", "PS+", "CT-", "Uu"]
"""FactBank's values (Saurí and Pustejovsky 2009): certain, probable, possible, certainly not, unknown."""

Basis = Literal["total", "increment", "part"]

SourceKind = Literal[
    "official", "military", "police", "medical", "militant", "company", "agency", "outlet",
    "witness", "relative", "document", "expert", "person", "anonymous", "other",
]  # fmt: skip


class Bounds(Record, frozen=True, kw_only=True):
    """A count as an interval; None where the words leave that side open."""

    low: int | None = None
    high: int | None = None
    approximate: bool = False


class Amount(Record, frozen=True, kw_only=True):
    """A measured quantity as an interval, with its unit in the singular ("mile", "km", "USD", "percent")."""

    low: float | None = None
    high: float | None = None
    approximate: bool = False
    unit: str


class Population(Record, frozen=True, kw_only=True):
    """Who is counted: the words of the report, and what they say of role, nationality, status, side, age.

    `text` (with its offsets) is None where the noun is only understood; `head` gives the noun all the same.
    """

    text: str | None = None
    start: int | None = None
    end: int | None = None
    head: str | None = None
    role: str | None = None
    nationality: str | None = None
    status: str | None = None
    side: str | None = None
    age: str | None = None


class Source(Record, frozen=True, kw_only=True):
    """One link of an attribution chain: the name or phrase that the source stands for.

    Where the words beside the cue are others ("he"), `mention` gives those.
    """

    text: str
    start: int
    end: int
    kind: SourceKind = "other"
    mention: Span | None = None


class Attribution(Record, frozen=True, kw_only=True):
    """Who says it: the chain nearest to the claim first (empty in the outlet's own voice), and the cue."""

    chain: tuple[Source, ...] = ()
    cue: Span | None = None


class ValidTime(Record, frozen=True, kw_only=True):
    """When it was so, as an ISO 8601 / TIMEX3 value; the offsets of its words, None where it is understood."""

    value: str
    start: int | None = None
    end: int | None = None


class _Claim(Record, frozen=True, kw_only=True):
    """What claims of every kind share.

    `grounds`: what its confidence rests on beside the rule that made it, most telling first (the names of features in
    `resources/extract/confidence.tsv`).
    """

    id: str
    document: str
    span: Span
    part: Part
    sentence: Range
    factuality: Factuality = "CT+"
    attribution: Attribution | None = None
    valid_time: ValidTime | None = None
    asserted_at: str | None = None
    main: bool = True
    denies: tuple[str, ...] | None = None
    implied: bool = False
    same_as: str | None = None
    made_by: str
    confidence: float = 1.0
    grounds: tuple[str, ...] = ()


class CountClaim(_Claim, frozen=True, kw_only=True, tag_field="kind", tag="count"):
    """A number of people in an outcome."""

    outcome: Outcome
    quantity: Bounds
    population: Population
    basis: Basis = "total"
    part_of: str | None = None


class MeasureClaim(_Claim, frozen=True, kw_only=True, tag_field="kind", tag="measure"):
    """Another quantity: a distance, money, a share, a duration. `of` says in the report's words what is measured.

    `conversion`: the same amount as the report states it in another unit ("40 miles (60 kilometers)").
    """

    measure: str
    quantity: Amount
    of: Span | None = None
    conversion: Amount | None = None


class RoleClaim(_Claim, frozen=True, kw_only=True, tag_field="kind", tag="role"):
    """Who or what fills a role of an incident (perpetrator, leader, target, weapon, demand, …)."""

    role: str
    value: Span
    entity: str | None = None
    incident: int = 0


class StatementClaim(_Claim, frozen=True, kw_only=True, tag_field="kind", tag="statement"):
    """Any attributed content; more than one piece where the cue interrupts it."""

    content: tuple[Span, ...]


Claim = CountClaim | MeasureClaim | RoleClaim | StatementClaim


def claim_id(document: str, kind: str, start: int, end: int, what: str) -> str:
    """A claim's id: a hash of its place and content, the same on every run. `what` tells claims of one place apart."""
    key = f"{document}\x1f{kind}\x1f{start}\x1f{end}\x1f{what}"
    return "c" + hashlib.sha256(key.encode()).hexdigest()[:15]
