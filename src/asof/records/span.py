"""Places in a text. Offsets are Unicode code points, half-open [start, end)."""

from asof.records._base import Record


class Range(Record, frozen=True, kw_only=True, order=True):
    """A stretch of a text, without its words."""

    start: int
    end: int

    def holds(self, start: int, end: int) -> bool:
        """Whether [start, end) lies inside this range."""
        return self.start <= start and end <= self.end


class Span(Record, frozen=True, kw_only=True, order=True):
    """A stretch of a text with its words: `document.text[start:end] == text`, always."""

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """The span of `text` from `start` to `end`; raises ValueError where that is no stretch of it."""
        if not 0 <= start < end <= len(text):
            raise ValueError(f"[{start}, {end}) is no stretch of a text of {len(text)} characters")
        return cls(start=start, end=end, text=text[start:end])

    def overlaps(self, start: int, end: int) -> bool:
        """Whether this span shares a character with [start, end)."""
        return min(self.end, end) > max(self.start, start)
