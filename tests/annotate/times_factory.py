"""Reports of a sentence or two, their times, and what a value of TIMEX3 looks like."""

import re

from asof.annotate import sentences as sentence_rules
from asof.annotate import tokens as token_rules
from asof.annotate.times import find
from asof.records import Document, Published, Time

VALID = re.compile(
    r"(PAST|PRESENT|FUTURE)_REF"
    r"|P(T?(\d+(\.\d+)?|X{1,2})?(C|E|L|Y|M|W|D|WE|H|S)|XX|\d+YT?\d+M|T\d+H\d+M|T\d+M\d+S|\d*DT\d+H|\d+Y\d+M)"
    r"|([\dX]{2,4})(-(W([\dX]{2})(-(WE|[1-7]))?|Q[1-4X]|H[12]|SP|SU|FA|WI|[\dX]{2}(-[\dX]{2})?))?"
    r"(T(MO|AF|EV|NI|DT|\d\d:\d\d))?"
)


def document(text: str, published: str | None = "2013-01-17", timezone: str | None = None) -> Document:
    return Document(document="d", text=text, sha256="", published=Published(value=published), timezone=timezone)


def times(text: str, published: str | None = "2013-01-17", timezone: str | None = None) -> list[Time]:
    return times_of(document(text, published, timezone))


def times_of(one: Document) -> list[Time]:
    words = token_rules.find(one)
    return list(find(one, words, sentence_rules.find(one, words)))
