"""What the caller can say about what is read, and how much of it may be read."""

from asof.records import Record


class ReadOptions(Record, frozen=True, kw_only=True):
    """What a bare file cannot say, and the limits.

    `published` (a date or time, as text), `outlet` and `timezone` (an IANA name or "+01:00") hold for every document
    of the call. `max_bytes` bounds a file, a fetched page, or a row of JSONL; `max_stream` all of standard input;
    `max_text` a document, in characters; `max_lines` its lines; `max_tags` the elements of an HTML page; `max_parts`
    the documents that one mail, or the pages that one feed, may bring; `max_seconds` is what one document may take to
    read, a short one less (`limits.allowed`). `timeout` is seconds for one fetch in all, `delay` between two from one
    host; `follow`: fetch the pages that a feed or sitemap links to. `workers` are the processes over which long input
    is spread; a script that asks for more than one begins its work under `if __name__ == "__main__"`.
    """

    published: str | None = None
    outlet: str | None = None
    timezone: str | None = None
    max_bytes: int = 20_000_000
    max_stream: int = 500_000_000
    max_text: int = 2_000_000
    max_lines: int = 100_000
    max_tags: int = 20_000
    max_parts: int = 50
    max_seconds: float = 60.0
    workers: int = 1
    timeout: float = 30.0
    delay: float = 1.0
    follow: bool = False
    user_agent: str = "asof/0.1 (+https://asof.example/; reads news pages, one at a time)"
