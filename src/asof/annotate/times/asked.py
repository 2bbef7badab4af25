"""A moment as somebody asks for it ("Thursday noon"), as the ISO 8601 that every question takes."""

import re
from datetime import date, timedelta

from asof.annotate import sentences, tokens
from asof.annotate.times.finder import find
from asof.records import Document, Published, moment

_LONGEST = 80
_NOW = re.compile(
    r"\b(?:today|tonight|now|yesterday|tomorrow|ago|recently|currently|(?:this|last|next|past)\s\w+)\b", re.I
)
"""Words that reckon from the reader's own day, which is not the story's."""
_GLUE = re.compile(r"(?:\b(?:on|at|of|the|as|end)\b|[\s,.])*", re.I)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.I)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?:Z|[+-]\d\d:\d\d)?)?")


def asked(words: str, last_day: str | None) -> str | None:
    """The moment that `words` name, or None where they name none, more than one, or a vague one ("Thursday evening").

    A weekday is the last one up to `last_day` (ISO), the story's last; a day without its year is the one nearest to it.
    Words that reckon from the reader's today are none. A zone that is named ("7pm GMT") makes an instant; else the
    clock time is local.
    """
    if moment(words) is not None:
        return words
    if len(words) > _LONGEST or _NOW.search(words):
        return None
    known = Published(value=last_day, precision="day", reason="the story's last day") if last_day else Published()
    document = Document(document="asked", text=words, sha256="", published=known)
    cut = tokens.find(document)
    found = find(document, cut, sentences.find(document, cut))
    if len(found) != 1 or found[0].mod not in {None, "END"} or found[0].type not in {"DATE", "TIME"}:
        return None
    rest = words[: found[0].start] + " " + words[found[0].end :]
    value = found[0].instant or found[0].value
    if not _GLUE.fullmatch(rest) or not _MOMENT.fullmatch(value):
        return None
    if last_day and value[:10] > last_day and _WEEKDAY.search(words):
        return f"{date.fromisoformat(value[:10]) - timedelta(days=7)}{value[10:]}"
    return value
