"""Making text of unknown origin safe to show: in HTML, in Markdown and on a terminal.

Escaping proper is done where the text is put (the template engine escapes HTML); this module takes care of what
escaping does not: characters that reorder or hide what stands beside them, sizes, links.
"""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

TITLE_LIMIT: Final = 200
NAME_LIMIT: Final = 120
WORDS_LIMIT: Final = 400

# Unicode Technical Report 36, 2.3 (bidirectional text spoofing): embeddings, overrides and isolates.
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_CONTROLS = [n for n in (*range(0x20), *range(0x7F, 0xA0)) if chr(n) not in "\t\n\r"]
_SHOWN: Final[dict[int, str]] = (
    {n: f"⟨U+{n:04X}⟩" for n in _BIDI}
    | dict.fromkeys(_CONTROLS, "\ufffd")
    | dict.fromkeys([0xFFFE, 0xFFFF, 0x2028, 0x2029], " ")
    | dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&$#])")
_SPACE = re.compile(r"\s+")


def visible(text: str) -> str:
    """`text` with characters that reorder or break a page made visible ("⟨U+202E⟩"); all others unchanged."""
    return text.translate(_SHOWN)


def one_line(text: str | None, limit: int = TITLE_LIMIT) -> str:
    """`text` on one line of at most `limit` characters, made visible; cut ones end in "…". None gives ""."""
    if not text:
        return ""
    return _known(text, limit) if len(text) <= NAME_LIMIT else _one_line(text, limit)


def _one_line(text: str, limit: int) -> str:
    flat = _SPACE.sub(" ", visible(text[: limit * 4])).strip()
    return flat if len(flat) <= limit and len(text) <= limit * 4 else cut(flat, limit)


_known = lru_cache(maxsize=10_000)(_one_line)
"""Of short texts: the same few outlets and sources are named again and again."""


def cut(text: str, limit: int) -> str:
    """`text` cut before `limit` characters, at a space where one is near, and marked with "…"."""
    kept = text[: limit - 1]
    space = kept.rfind(" ", max(0, limit - 40))
    return (kept[:space] if space > 0 else kept).rstrip() + "…"


def markdown(text: str, edges: bool = False) -> str:
    """`text` so that CommonMark shows it as it stands: one line, no markup, no HTML; `edges` keeps a space there."""
    flat = _SPACE.sub(" ", visible(text))
    return _MARKDOWN.sub(r"\\\1", flat if edges else flat.strip())


def link(url: str | None) -> str | None:
    """`url` where it is a plain http or https address of bounded length, else None."""
    address = (url or "")[:4000].strip()
    if not address or len(address) > 2000 or _SPACE.search(address) or visible(address) != address:
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None
