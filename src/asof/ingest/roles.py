"""What single lines are: boilerplate, captions, bylines, datelines, and where opinion is marked as such."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, cast
from urllib.parse import urlsplit

from asof.ingest.lines import Line
from asof.records import Record
from asof.records.document import Part
from asof.resources import structure, table

_MARKS = re.compile(r"[\s#*_>×•·|-]{0,8}")
_LINK_ONLY = re.compile(r"[\s*_>•·-]{0,8}(?:!?\[[^\]\n]{0,300}\]\([^)\s]{1,1000}\)|<?https?://\S{1,2000})[\s*_.]{0,6}$")
_LONGEST = 400
_RULE = re.compile(r"[\s*_=#~•·|-]{1,400}$")
_VIDEO = re.compile(r"\d{1,2}:\d\d(?:\s.{0,120})?$")
_NAME = r"[\w.'’@-]{1,30}"
_BYLINE = re.compile(
    rf"(?:by|from)\s(?:(?:our|the)\b.{{0,60}}|(?-i:[A-Z]){_NAME}(?:[\s,]{{1,2}}{_NAME}){{0,12}})$", re.I
)
_PLACE = (
    r"(?!(?:At|In|On|By|Since|From|After|Before|Until|The|But|And)\s)"
    r"[A-Z][A-Za-z.'’-]{1,25}(?:\s[A-Z][A-Za-z.'’-]{1,25}){0,4}"
)
_MONTH_NAME = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:,?\s(?:19|20)\d\d)?"
_DAY = (
    rf"(?:[A-Z][a-z]{{2,8}}day,?\s)?(?:{_MONTH_NAME}\s\d{{1,2}}{_YEAR}|\d{{1,2}}\s{_MONTH_NAME}{_YEAR}|(?:19|20)\d\d-\d\d-\d\d)"
    r"(?:,?\s\d{1,2}[:.]\d\d(?:\s?[APap]\.?[Mm]\.?)?(?:\s[A-Z]{2,5})?)?"
)
_WHOLE_DAY = re.compile(r"(?:19|20)\d\d")
_OPENING = (
    rf"(?:{_PLACE}(?:,\s?[A-Za-z][\w .'’]{{1,30}}){{0,3}})?\s{{0,2}}(?P<credit>\([^()\n]{{2,60}}\))?"
    rf"(?:,?\s{{0,2}}(?P<day>{_DAY}))?\s{{0,2}}(?P<late>\([^()\n]{{2,60}}\))?\s{{0,2}}"
)
_DATELINE, _UNDASHED = re.compile(rf"{_OPENING}(?:--|—|–|-|_)\s{{0,3}}"), re.compile(rf"{_OPENING}[:.]\s{{1,3}}")


class Rule(Record, frozen=True, kw_only=True):
    """A row of lines.tsv."""

    name: str
    part: Part
    scope: str


@cache
def _rules() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple(
        (
            Rule(name=row["name"], part=cast(Part, row["part"]), scope=row["scope"]),
            re.compile(row["pattern"], re.I),
        )
        for row in table("ingest/lines")
    )


@cache
def _any() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row['pattern']})" for row in table("ingest/lines")), re.I)


def rule_of(words: str) -> Rule | None:
    """The rule of lines.tsv that a line falls under, or None."""
    marks = _MARKS.match(words)
    bare = words[marks.end() if marks else 0 :][:400]
    if len(words) > _LONGEST or not _any().match(bare):
        return None
    return next((rule for rule, pattern in _rules() if pattern.match(bare)), None)


def furniture(lines: Sequence[Line], stamped: frozenset[int]) -> Iterator[tuple[int, Rule]]:
    """The lines that are not the report's own words, by number, with the rule. `stamped`: lines that begin entries."""
    videos = [n for n, line in enumerate(lines) if n not in stamped and _VIDEO.match(line.words)]
    for number, line in enumerate(lines):
        if number in stamped:
            continue
        rule = rule_of(line.words)
        if rule is not None:
            yield number, rule
        elif _LINK_ONLY.match(line.words) or _RULE.match(line.words):
            yield number, Rule(name="link-only", part="boilerplate", scope="line")
    if len(videos) > 1:
        yield from ((n, Rule(name="video-list", part="boilerplate", scope="line")) for n in videos)


def is_byline(words: str) -> bool:
    """Whether a line names the writer and nothing else ("By our foreign desk")."""
    return len(words) <= 120 and not words.endswith(":") and _BYLINE.match(words.strip("*_ ")) is not None


def dateline_end(words: str) -> int:
    """Where the dateline at the start of a paragraph ends ("NORVIK, March 4 (Courier) - "); 0 where there is none.

    A dash behind a place is one only if a credit, a day or capitals are there as well; a colon or full
    stop only behind a day with its year.
    """
    match = _DATELINE.match(words[:200])
    if match is None:
        match = _UNDASHED.match(words[:200])
        match = match if match and _WHOLE_DAY.search(match["day"] or "") else None
    if match is None or match.end() == 0 or match.end() >= len(words):
        return 0
    credited = match["credit"] or match["late"]
    place = words[: match.start("credit") if match["credit"] else match.end()]
    shouted = re.match(r"[A-Z][A-Z.'’-]{2,}", place) is not None
    dated = match["day"] or re.search(rf"\s{_MONTH_NAME}\s\d{{1,2}}\W", place)
    return match.end() if credited or shouted or dated else 0


def _lexicon() -> dict[str, list[str]]:
    return cast(dict[str, Any], structure("ingest/opinion"))


def marked_opinion(title: str | None, url: str | None) -> bool:
    """Whether the publisher marks the piece as opinion, by its address or a label on its title."""
    try:
        steps = set(urlsplit(url or "").path.lower().split("/"))
    except ValueError:
        steps = set()
    label = re.match(r"([A-Za-z -]{3,25}?)\s?[:|]", title or "")
    tail = re.search(r"[|–-]\s([A-Za-z -]{3,25})$", title or "")
    named = {m[1].strip().lower() for m in (label, tail) if m}
    return bool(steps & set(_lexicon()["addresses"]) or named & set(_lexicon()["labels"]))


def opines(words: str) -> bool:
    """Whether a paragraph begins with its writer's "I think", judges, quotes nobody and reports nothing."""
    low = words[:60].lower()
    return judges(words) and any(re.match(rf"\W{{0,3}}(?:\w+,? ){{0,3}}{p}\b", low) for p in _lexicon()["first_person"])


def judges(words: str) -> bool:
    """Whether a paragraph judges, quotes nobody and reports nothing."""
    low = words.lower()
    if any(mark in words for mark in '"“”'):
        return False
    said = any(re.search(rf"\b{re.escape(w)}\b", low) for w in _lexicon()["reporting"])
    return not said and any(phrase in low for phrase in (*_lexicon()["judging"], *_lexicon()["first_person"]))
