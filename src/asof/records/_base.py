"""The base of every record: frozen, keyword-only, serialised by msgspec in the order of its fields."""

import msgspec


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """An immutable value. Records hold data and questions about it; they do no I/O."""
