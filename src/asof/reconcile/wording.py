"""Words of a claim's sentence that say how its figure stands to others: against one, or for all there were.

The words are data (`resources/reconcile/contrast.tsv`, `summing.tsv`).
"""

import re
from functools import cache

from asof.resources import table

_LONGEST = 1000
"""How many characters of a sentence are read."""


@cache
def _any_of(name: str) -> re.Pattern[str]:
    words = sorted((row["words"] for row in table(name)), key=lambda w: (-len(w), w))
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in words) + r")\b", re.IGNORECASE)


def contrasts(sentence: str) -> bool:
    """Whether a sentence sets its figure against another one."""
    return _any_of("reconcile/contrast").search(sentence[:_LONGEST]) is not None


def sums_up(sentence: str) -> bool:
    """Whether a sentence says that its figure is of all there were."""
    return _any_of("reconcile/summing").search(sentence[:_LONGEST]) is not None
