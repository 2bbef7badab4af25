"""Words for PDF: what the paragraph language takes, and Arabic letters joined and put into the order they are seen in.

ReportLab draws letter after letter from the left. The font carries the joined forms of Arabic; what it does not carry
is drawn as a box.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from asof.tell.chart_paint import text

_RIGHT_TO_LEFT: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+(?:[ \u00a0]+[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+)*"
)
_MIRRORED: Final = str.maketrans("()[]{}«»", ")(][}{»«")


def marked(words: str) -> str:
    """Words as ReportLab's paragraphs take them: escaped, what cannot be shown made visible, right-to-left turned."""
    return text(seen(words))


def seen(words: str) -> str:
    """Words in the order in which they are seen: right-to-left stretches joined and reversed, all else unchanged."""
    return _RIGHT_TO_LEFT.sub(lambda m: _joined(m[0])[::-1].translate(_MIRRORED), words)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """For each Arabic letter its isolated, final, initial and medial form, from Unicode's own decompositions."""
    found: dict[str, dict[str, str]] = {}
    for code in range(0xFE70, 0xFEFD):
        kind, _, base = unicodedata.decomposition(chr(code)).partition(" ")
        if base and " " not in base:
            found.setdefault(chr(int(base, 16)), {})[kind.strip("<>")] = chr(code)
    return found


def _joined(words: str) -> str:
    """Arabic letters in the forms that they take beside each other (Unicode, chapter 9.2); marks join through."""
    forms, made = _forms(), list(words)
    letters = [n for n, c in enumerate(words) if not unicodedata.combining(c)]
    for place, n in enumerate(letters):
        known = forms.get(words[n])
        if not known:
            continue
        before = words[letters[place - 1]] if place else ""
        after = words[letters[place + 1]] if place + 1 < len(letters) else ""
        joins_before = "initial" in forms.get(before, {}) and "final" in known
        joins_after = "initial" in known and "final" in forms.get(after, {})
        kind = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get(
            (joins_before, joins_after), "isolated"
        )
        made[n] = known.get(kind, words[n])
    return "".join(made)
