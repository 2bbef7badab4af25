"""The store's shape, step by step.

Each module `mNNN_name.py` has `up(connection)` and is never changed once released.
"""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy import Connection

from asof.records import Record


class Migration(Record, frozen=True, kw_only=True):
    """One step: its number, its name, and what it does."""

    number: int
    name: str
    up: Callable[[Connection], None]


@cache
def migrations() -> tuple[Migration, ...]:
    """Every step, in order."""
    names = sorted(m.name for m in iter_modules(__path__))
    return tuple(
        Migration(number=int(name[1:4]), name=name, up=import_module(f"{__name__}.{name}").up) for name in names
    )
