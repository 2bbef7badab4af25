"""Where a chart's axes begin and end, and where the words beside its marks stand, so that none covers another."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from asof.records import Record
from asof.tell.chart_paint import Box, meets, wide
from asof.tell.clean import one_line

LABEL: Final = 11.5
"""The size of the words, in pixels."""

STATES: Final = {"standing": "#050505", "superseded": "#060606", "denied": "#070707"}
"""The colours that stand for the page's own until a drawing is put into it (see chart)."""

_INK: Final = {"standing": STATES["standing"], "superseded": STATES["superseded"]}
_NAME = 34
_RANK: Final = {"standing": 0, "denial": 1, "denied": 2, "superseded": 3}
_SIDES: Final = (("left", 8, -8), ("left", 8, 16), ("right", -8, -8), ("right", -8, 16), ("center", 0, -11),
                 ("center", 0, 20))  # fmt: skip
"""Where words may stand beside a mark: their alignment, and how far right and down of it, the best first."""


class Frame(Record, frozen=True, kw_only=True):
    """What a chart's axes span: from the first to past the last moment (wall clocks), from the least to the most."""

    first: datetime
    last: datetime
    least: float
    most: float

    def domain(self, axis: str) -> list[float]:
        """The ends of the axis "x" (milliseconds, as though the wall clock were UTC) or "y"."""
        if axis == "y":
            return [self.least, self.most]
        return [self.first.timestamp() * 1000, self.last.timestamp() * 1000]

    def at(self, when: str, value: float, size: tuple[int, int]) -> tuple[float, float]:
        """Where a moment and a value lie on a drawing of a size, in pixels from its upper left corner."""
        across = (datetime.fromisoformat(when) - self.first) / (self.last - self.first)
        return across * size[0], (self.most - value) / (self.most - self.least) * size[1]


def frame(lives: Sequence[dict[str, Any]]) -> Frame:
    """What the axes span for the claims of a track: a little more than they do; from 0 where that is near."""
    stamps = [datetime.fromisoformat(v[k]) for v in lives for k in ("at", "until")]
    span = max(max(stamps) - min(stamps), timedelta(hours=1))
    low, high = min(v["low"] for v in lives), max(v["high"] for v in lives)
    room = max((high - low) * 0.16, high * 0.04, 1)
    least = 0.0 if low <= high / 2 or low - room < 0 else low - room
    return Frame(first=min(stamps) - span * 0.04, last=max(stamps) + span * 0.06, least=least, most=high + room)


def labels(lives: Sequence[dict[str, Any]], shown: Frame, size: tuple[int, int]) -> list[dict[str, Any]]:
    """The words beside marks: the figure and who says it, the figure alone, or nothing where there is no room.

    What stands is told first, then what was denied, then what was superseded. What an origin says again is not told.
    """
    marks = [_mark(shown.at(v["at"], v["value"], size), 4 if v["again"] else 6) for v in lives]
    lines = [_line(v, shown, size) for v in lives]
    taken, made = list(marks), []
    for life in sorted(lives, key=lambda v: (v["again"], _RANK[v["state"]], v["at"], v["href"])):
        if life["again"]:
            continue
        found = _placed(life, shown.at(life["at"], life["value"], size), (size, taken, lines))
        if found is not None:
            text, (align, right, down), box = found
            taken.append(box)
            place = {"at": life["at"], "value": life["value"], "align": align, "dx": right, "dy": down}
            made.append(place | {"text": text, "ink": _INK.get(life["state"], STATES["denied"])})
    return made


def _mark(at: tuple[float, float], half: float) -> Box:
    return (at[0] - half, at[1] - half, at[0] + half, at[1] + half)


def _line(life: dict[str, Any], shown: Frame, size: tuple[int, int]) -> Box:
    (left, y), (right, _) = (shown.at(life[k], life["value"], size) for k in ("at", "until"))
    return (left, y - 1, right, y + 1)


def _placed(
    life: dict[str, Any], at: tuple[float, float], room: tuple[tuple[int, int], list[Box], list[Box]]
) -> tuple[str, tuple[str, int, int], Box] | None:
    """The longest text that has room beside a mark, and on which side; first where no line runs through it."""
    size, taken, lines = room
    figure = one_line(str(life["label"]), 16)
    texts = [f"{figure} {one_line(life['who'], _NAME)}", figure] if size[0] > 500 and life["who"] else [figure]
    for free in (lines, []):
        for text in texts:
            for side in _SIDES:
                box = _box(text, at, side)
                inside = box[0] >= 1 and box[1] >= 1 and box[2] <= size[0] - 1 and box[3] <= size[1] - 1
                if inside and not any(meets(box, t, 1) for t in (*taken, *free)):
                    return text, side, box
    return None


def _box(text: str, at: tuple[float, float], side: tuple[str, int, int]) -> Box:
    align, right, down = side
    breadth = wide(text, LABEL) * 1.05
    left = at[0] + right - {"left": 0, "center": breadth / 2, "right": breadth}[align]
    return (left, at[1] + down - LABEL * 0.82, left + breadth, at[1] + down + LABEL * 0.24)
