"""Which roles a thing fills by a key, from its mentions' words alone."""

from collections.abc import Sequence

from bench.extract.muc4 import SLOTS, Template
from bench.extract.roles_scoring import head, normalised


def labels(templates: Sequence[Template], strings: Sequence[str]) -> set[str]:
    """The slots of some template that hold a string which one of `strings` matches by its head."""
    if not templates:
        return set()
    own = [(head(s), set(normalised(s).split())) for s in dict.fromkeys(strings)]
    found: set[str] = set()
    for slot in SLOTS:
        golds = {s for t in templates for f in t.slots[slot] for s in f.strings}
        for gold in golds:
            top, words = head(gold), set(normalised(gold).split())
            if top and any(top == h and (w <= words or words <= w) for h, w in own):
                found.add(slot)
                break
    return found
