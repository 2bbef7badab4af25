"""What a rule decides."""

from asof.records import Record


class Choice(Record, frozen=True, kw_only=True):
    """Low, best and high, why in words, and the claims behind `best`; None is an open end."""

    low: int | None
    best: int | None
    high: int | None
    reason: str
    supporting: tuple[str, ...]
