"""The form under which the gazetteer keeps a name."""

import re
import unicodedata
from functools import lru_cache

_WORDS = re.compile(r"[^\W_]+")
_SHORT = {"saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft"}
_LONGEST = 80


@lru_cache(maxsize=20_000)
def key_of(name: str) -> str:
    """Small letters without accents, words by single blanks, "saint", "mount", "fort" cut short, no "the" in front.

    >>> key_of("The São-Tomé  St. Mount")
    'sao tome st mt'
    """
    plain = unicodedata.normalize("NFKD", name[:_LONGEST].replace("’", "'").replace("'", "").replace(".", ""))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    words = [_SHORT.get(word, word) for word in _WORDS.findall(bare)]
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
