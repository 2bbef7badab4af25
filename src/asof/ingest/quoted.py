"""Whose words a quoted post is: "— Norvik Police (@norvikpolice) March 4, 2026", "old_hand wrote:"."""

import re

_SIGNED = re.compile(r"(?:^|\n|\s)[—–-]{1,2}\s?(?P<name>[^\n@()]{2,60}?)\s?\(@[\w.@-]{2,80}\)")
_CITED = re.compile(r"^(?P<name>[^\n:]{2,40}?) (?:wrote|said|says|posted)\s?:")
_HANDLE = re.compile(r"(?<![\w.])@[A-Za-z_][\w.-]{1,60}")


def poster_of(text: str) -> str | None:
    """The name in the words of a post that says who posted it; None where none does."""
    for pattern in (_SIGNED, _CITED):
        match = pattern.search(text)
        if match:
            return match["name"].strip()
    handle = _HANDLE.search(text)
    return handle[0].rstrip(".-") if handle and len(text) <= 120 else None
