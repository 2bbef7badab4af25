"""What the caller can say about what is read, and how much of it may be read."""

from asof.records import Record


class ReadOptions(Record, frozen=True, kw_only=True):
    """What a bare file cannot say, and the limits.

    `published` (a date or time, as text), `outlet` and `timezone` (an IANA name or "+01:00") hold for every document
    of the call. `max_bytes` bounds a file, a fetched page, or a row of JSONL;
    `max_stream` all of standard input; `max_text` a document, in characters;
    `max_lines` its lines; `max_tags` the elements of an HTML page; `timeout` is seconds for one fetch in all.
    """

    published: str | None = None
    outlet: str | None = None
    timezone: str | None = None
    max_bytes: int = 20_000_000
    max_stream: int = 500_000_000
    max_text: int = 2_000_000
    max_lines: int = 100_000
    max_tags: int = 20_000
    timeout: float = 30.0
    user_agent: str = "asof/0.1 (news reader; one page at a time)"
