"""The record of one attribution."""

from typing import Literal

from asof.records import Attribution, Range, Span
from asof.records._base import Record

Stance = Literal[
    "asserts", "denies", "threatens", "demands", "predicts", "fears", "confirms", "doubts", "asks", "retracts"
]
"""What the source does to the content; `retracts`: the outlet takes back what it or another said."""


class Report(Record, frozen=True, kw_only=True):
    """One attribution: who says it (a chain, nearest to the content first), with which words, and what is said.

    `content` has more than one piece where the cue interrupts it. `binds` is false where the words only describe an
    attitude ("praised the rescue") and the source does not answer for the figures in them. The chain of what is
    retracted is empty: the outlet itself says that it is not so. `inner`: it stands in the content of another report,
    inside a quotation, as an attitude, or with no source but that one's ("she said she believed"): no statement of
    the outlet's.
    """

    attribution: Attribution
    content: tuple[Span, ...]
    sentence: Range
    stance: Stance = "asserts"
    binds: bool = True
    inner: bool = False
    made_by: str
