"""A story as people read it: `write` writes a run's files; `terminal` shows answers and summaries."""

from typing import Any

__all__ = ["write"]


def __getattr__(name: str) -> Any:
    """`write` is loaded when it is first used: answers in the terminal need no page and no charts."""
    if name == "write":
        from asof.tell.files import write  # noqa: PLC0415

        return write
    raise AttributeError(f"module 'asof.tell' has no attribute {name!r}")
