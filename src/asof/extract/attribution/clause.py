"""A reporting clause and the window it is read in."""

from dataclasses import dataclass
from typing import Literal

from asof.extract.attribution.phrases import Phrase
from asof.extract.attribution.report import Stance

Order = Literal["pre", "post", "middle"]
"""Where the content stands: after the clause, before it, or on both sides."""


@dataclass(slots=True, frozen=True)
class Window:
    """Tokens [first, last) of one sentence; `layer` is the quotation that is read (-1: what stands outside of any)."""

    first: int
    last: int
    layer: int


@dataclass(slots=True, frozen=True)
class Clause:
    """A reporting clause. `unit` is what is no content of its own: source, cue, hearer, time, with their tokens.

    `source` None means: that of the clause before (a participle, a second verb). `order` says where the content
    stands: after the unit, before it, or on both sides. `cites`: the content is that of the clause before.
    `unsourced`: nobody is named ("asked whether …").
    """

    rule: str
    stance: Stance
    binds: bool
    cue: Phrase
    source: Phrase | None
    unit: Phrase
    order: Order
    hearer: Phrase | None = None
    relay: Phrase | None = None
    mention: Phrase | None = None
    cites: bool = False
    inverted: bool = False
    unsourced: bool = False
