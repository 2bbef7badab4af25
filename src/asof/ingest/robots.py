"""What a site's robots.txt allows (RFC 9309): the group of our name or of everybody, the longest rule that fits.

Patterns are matched piece by piece from the left, which needs no regular expression and no time to speak of.
"""

from collections.abc import Iterator
from urllib.parse import quote, unquote

from asof.records import Record

LIMIT = 512_000
"""Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 KiB."""
_LONGEST_DELAY = 30.0


class Robots(Record, frozen=True, kw_only=True):
    """The rules that hold for us: (allowed, pattern) in order, and the delay between two pages, in seconds."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be fetched. The longest pattern decides, "allow" where two are as long."""
        target = _plain(target)
        fitting = [(len(p), allowed) for allowed, p in self.rules if p and _fits(p, target)]
        return max(fitting, default=(0, True))[1]


NOTHING = Robots(rules=((False, "/"),))
"""A site that could not say what it allows: nothing is fetched from it."""


def parsed(text: str, agent: str) -> Robots:
    """The rules of a robots.txt for the product `agent` ("asof"): its own groups, else those of "*"."""
    own: list[tuple[str, str]] = []
    every: list[tuple[str, str]] = []
    named = False
    for agents, lines in _groups(text):
        if agent.lower() in agents:
            named = True
            own += lines
        elif "*" in agents:
            every += lines
    lines = own if named else every
    delays = [_number(value) for name, value in lines if name == "crawl-delay"]
    return Robots(
        rules=tuple((name == "allow", _plain(value)) for name, value in lines if name != "crawl-delay"),
        delay=min(max(delays, default=0.0), _LONGEST_DELAY),
    )


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    for line in text.splitlines():
        name, _, value = line.partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = set(), []
            agents.add(value.partition("/")[0].strip().lower())
        elif name in ("allow", "disallow", "crawl-delay") and agents:
            lines.append((name, value))
    yield agents, lines


def _number(value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        return 0.0
    return found if 0 <= found < 1e6 else 0.0


def _plain(path: str) -> str:
    """A path or pattern with its percent signs written in one way."""
    return quote(unquote(path[:2000], errors="replace"), safe="/*$?&=:;,+@!~'()[]")


def _fits(pattern: str, target: str) -> bool:
    """Whether a pattern with `*` (anything) and a last `$` (the end) fits the beginning of a path."""
    ends = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    if not pieces:
        return not ends or at == len(target)
    for piece in pieces[:-1]:
        found = target.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = pieces[-1]
    if ends:
        return len(target) - len(last) >= at and target.endswith(last)
    return target.find(last, at) >= 0
