"""A story as people read it: `write` writes a run's files; `terminal` shows answers and summaries.

`sentence_of` and `sentence_of_claim` say a figure or a claim as a sentence to be copied.
"""

from importlib import import_module
from typing import Any

_WHERE = {
    "sentence_of": "asof.tell.figures",
    "sentence_of_claim": "asof.tell.figures",
    "write": "asof.tell.files",
}

__all__ = ["sentence_of", "sentence_of_claim", "write"]


def __getattr__(name: str) -> Any:
    """Each is loaded when it is first used: answers in the terminal need no page and no charts."""
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'asof.tell' has no attribute {name!r}")
