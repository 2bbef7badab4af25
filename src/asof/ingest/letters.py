"""The words of a plain mail: which of them are the writer's, which are an earlier mail's, which a signature.

Quoted lines are known by their sign (">"), by the line that leads them in ("On Tuesday … wrote:"), or by the block of
headers that programs put over a mail they answer or pass on (RFC 3676 for the sign and the flowed lines).
"""

import re
from collections.abc import Iterator

from asof.ingest.dates import parse
from asof.ingest.marks import Mark

_QUOTED = re.compile(r"[ \t]?>")
_LEAD = re.compile(r"(?:On|Le|Am|El)\b.{4,250}\b(?:wrote|writes|écrit|schrieb|escribió)\s?:\s*", re.S)
_OLD = re.compile(
    r"-{2,}\s*(?:Original Message|Original-Nachricht|Forwarded message|Begin forwarded message)\b.{0,20}", re.I
)
_FORWARDED = re.compile(r"(?:-{2,}\s*)?(?:Begin )?forwarded message\b.{0,20}", re.I)
_HEADER = re.compile(r"\*{0,2}(?P<name>From|Sent|Date|To|Cc|Subject|Reply-To):\*{0,2}[ \t]+(?P<value>\S.{0,300})", re.I)


def flowed(text: str, delsp: bool = False) -> str:
    """A mail of `format=flowed`: lines that end in a space run on with the next of the same depth of quoting."""
    found: list[str] = []
    soft = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = re.match(r"(?:> ?)*", line)[0] if line.startswith(">") else ""  # type: ignore[index]
        if found and soft == depth and found[-1].endswith(" ") and not found[-1].endswith("-- "):
            found[-1] = (found[-1][:-1] if delsp else found[-1]) + line[len(depth) :].removeprefix(" ")
        else:
            found.append(line if depth else line.removeprefix(" ") if line.startswith((" >", " From")) else line)
        soft = depth
    return "\n".join(found)


def marks(text: str) -> tuple[Mark, ...]:
    """The stretches that are not the writer's own, in order: quoted mail, headers of a mail passed on, a signature.

    A quotation has the time at which it was written, where its lead says it. Stretches do not overlap.
    """
    return tuple(_marks(_Lines(text)))


class _Lines:
    """A mail's lines with their places."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.splitlines(keepends=True)
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line))

    def mark(self, first: int, last: int, part: str, at: str | None = None) -> Mark:
        return Mark(start=self.starts[first], end=self.starts[last], part=part, asserted_at=at)  # type: ignore[arg-type]

    def quoted(self, number: int) -> bool:
        return _QUOTED.match(self.lines[number]) is not None


def _marks(mail: _Lines) -> Iterator[Mark]:
    number, count = 0, len(mail.lines)
    while number < count:
        line = mail.lines[number].strip()
        if line == "--" and mail.lines[number].startswith("--") and count - number <= 15:
            yield mail.mark(number, count, "boilerplate")
            return
        lead = _lead(mail, number)
        if mail.quoted(number) or lead:
            end = _quote_end(mail, number + lead)
            said = "".join(mail.lines[number : number + lead])
            yield mail.mark(number, end, "quote", _time(said) if lead else None)
            number = end
            continue
        headers = _headers(mail, number)
        if headers:
            end, at = headers
            yield mail.mark(number, end, "boilerplate")
            if end < count:  # what follows is the earlier mail: passed on it is the report, answered it is a quotation
                part = "body" if _FORWARDED.match(line) else "quote"
                yield mail.mark(end, count, part, at)
            return
        number += 1


def _lead(mail: _Lines, number: int) -> int:
    """How many lines lead in a quotation that follows them; 0 where none does."""
    if not re.match(r"(?:On|Le|Am|El)\b", mail.lines[number]):
        return 0
    for lines in (1, 2, 3):
        if _LEAD.fullmatch("".join(mail.lines[number : number + lines])):
            after = next((n for n in range(number + lines, len(mail.lines)) if mail.lines[n].strip()), None)
            return lines if after is not None and mail.quoted(after) else 0
    return 0


def _quote_end(mail: _Lines, number: int) -> int:
    """The line after a quotation: blank lines between quoted ones belong to it."""
    end = number
    for n in range(number, len(mail.lines)):
        if mail.quoted(n):
            end = n + 1
        elif mail.lines[n].strip():
            break
    return max(end, number)


def _headers(mail: _Lines, number: int) -> tuple[int, str | None] | None:
    """The end of the headers over an earlier mail that begin at a line, and when it says it was written."""
    line = mail.lines[number].strip()
    first = number + 1 if _OLD.match(line) or _FORWARDED.fullmatch(line) or re.fullmatch(r"_{20,}", line) else number
    found: dict[str, str] = {}
    end = first
    for n in range(first, min(first + 12, len(mail.lines))):
        header = _HEADER.match(mail.lines[n].strip())
        if header:
            found.setdefault(header["name"].lower(), header["value"])
            end = n + 1
        elif mail.lines[n].strip():
            break
    known = "from" in found and ("date" in found or "sent" in found) and len(found) >= 3
    return (end, _time(found.get("date") or found.get("sent") or "")) if known else None


def _time(words: str) -> str | None:
    """The moment, or the day, that a lead or a header names."""
    words = re.sub(r"\s+at\s+|,\s+", " ", " ".join(words.split()))
    said = parse(words, "") if words else None
    return said.value if said else None
