"""What reports are compared by, kept small: those looked at last as they are, the rest packed.

A report's features are dictionaries of some ten kilobytes, packed three. Reports are mostly compared with others of
their days, so that few are ever unpacked again.
"""

from collections import OrderedDict

import msgspec

from asof.link.features import Features

_OPEN = 4_000
"""How many reports are held as they are."""


class Shelf:
    """Features by the number of their report, in order of coming."""

    def __init__(self, at_hand: int = _OPEN) -> None:
        self._at_hand = at_hand
        self._names: list[str] = []
        self._packed: list[bytes] = []
        self._open: OrderedDict[int, Features] = OrderedDict()

    def __len__(self) -> int:
        return len(self._names)

    def name(self, number: int) -> str:
        """The document of that number."""
        return self._names[number]

    def append(self, one: Features) -> None:
        """Take one more."""
        self._open[len(self._names)] = one
        self._names.append(one.document)
        self._packed.append(b"")
        self._close()

    def __getitem__(self, number: int) -> Features:
        found = self._open.get(number)
        if found is None:
            found = self._open[number] = msgspec.msgpack.decode(self._packed[number], type=Features)
            self._close()
        else:
            self._open.move_to_end(number)
        return found

    def _close(self) -> None:
        while len(self._open) > self._at_hand:
            number, one = self._open.popitem(last=False)
            self._packed[number] = self._packed[number] or msgspec.msgpack.encode(one)
