"""From the lines of printed pages to paragraphs.

What repeats on every page is left out, words cut at a line's end are whole again, and lines run on.
Nothing is known but where each line begins and how large its letters are, so every step is a comparison with the other
lines of the same document.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from asof.records import Record

_EDGE = 3  # lines at the top and the bottom of a page among which its headers and footers are sought
_NUMBER = re.compile(r"(?:page|seite|p\.)?\s?[-–—]?\s?\d{1,4}\s?(?:[-–—]|(?:/|of)\s?\d{1,4})?", re.I)
_ENDS = re.compile(r"[.!?:;][\"'”’»)\]]{0,2}$")
_ITEM = re.compile(r"(?:[•▪●◦*]|[-–—]\s|\(?\d{1,2}[.)]\s|\(?[a-z]\)\s)")
_WORD = re.compile(r"\W")
_CUT = re.compile(r"(\w+)[-\u00ad\u2010]$")

# Letters that printers join, and the hyphen that is only a place to break
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00ad": ""}
)


class Set(Record, frozen=True, kw_only=True):
    """One line as it is set: its words, where its first letter stands in points (None: unknown), its letters' size."""

    words: str
    x: float | None = None
    y: float | None = None
    size: float = 0.0


Page = Sequence[Set]


class Typeset(Record, frozen=True, kw_only=True):
    """Paragraphs in order, and which of them (by number) is the heading of the first page, if one stands out."""

    paragraphs: tuple[str, ...]
    heading: int | None = None


def typeset(pages: Sequence[Page]) -> Typeset:
    """The paragraphs of a document's pages."""
    repeated = _repeated(pages)
    kept = [[s for n, s in enumerate(page) if not _aside(n, page, repeated)] for page in pages]
    flow = [line for page in kept for line in page]
    whole = _Measure(flow)
    groups: list[list[Set]] = []
    for line in flow:
        if groups and whole.runs_on(groups[-1][-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    words = Counter(w.lower() for line in flow for w in re.findall(r"\w+-\w+", line.words))
    heading = _heading(groups, whole.size, len(kept[0]) if kept else 0)
    return Typeset(paragraphs=tuple(_joined(group, words) for group in groups), heading=heading)


def _shape(words: str) -> str:
    """A line with its numbers made equal, by which the same header is known on the next page."""
    return re.sub(r"\d+", "0", " ".join(words.lower().split()))


def _edges(page: Page) -> Iterator[int]:
    """The numbers of the lines at a page's top and bottom: by height where it is known, else by order."""
    order = sorted(range(len(page)), key=lambda n: (-(page[n].y or 0.0), n))
    yield from {*order[:_EDGE], *order[-_EDGE:]}


def _repeated(pages: Sequence[Page]) -> frozenset[str]:
    """The shapes of lines that stand at the edge of at least half of the pages, and of two."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(page[n].words) for n in _edges(page)})
    return frozenset(shape for shape, times in seen.items() if times >= max(2, len(pages) / 2))


def _aside(number: int, page: Page, repeated: frozenset[str]) -> bool:
    """Whether a line is a page's header, footer or number."""
    if number not in set(_edges(page)):
        return False
    return _shape(page[number].words) in repeated or _NUMBER.fullmatch(page[number].words.strip()) is not None


class _Measure:
    """What is usual in a document: the size of its letters, the step from line to line, the length of a line."""

    def __init__(self, lines: Sequence[Set]) -> None:
        sizes = Counter(line.size for line in lines for _ in range(min(len(line.words), 200)))
        self.size = sizes.most_common(1)[0][0] if sizes else 0.0
        body = [line for line in lines if abs(line.size - self.size) < 0.6]
        steps = [s for a, b in pairwise(body) if (s := _step(a, b)) is not None and 0 < s < 60]
        self.step = min(median(steps), 2 * self.size or 60) if steps else 0.0
        lengths = sorted(len(line.words) for line in body)
        self.length = lengths[int(0.8 * (len(lengths) - 1))] if lengths else 0

    def runs_on(self, last: Set, line: Set) -> bool:
        """Whether a line goes on with the paragraph of the one before it."""
        if abs(last.size - line.size) > 0.6 or _ITEM.match(line.words):
            return False
        ended = _ENDS.search(last.words) is not None
        step = _step(last, line)
        if step is not None and step < -1:  # the next column, or the next page
            return not ended and not line.words[:1].isupper()
        if step is not None and self.step and step > 1.35 * max(self.step, line.size):
            return False
        if not ended:
            return True
        indented = last.x is not None and line.x is not None and line.x - last.x > 0.6 * (line.size or 10)
        return not indented and len(last.words) > 0.75 * self.length


def _step(a: Set, b: Set) -> float | None:
    return a.y - b.y if a.y is not None and b.y is not None else None


def _joined(group: Sequence[Set], hyphened: Counter[str]) -> str:
    text = ""
    for line in group:
        words = " ".join(line.words.split())
        cut = _CUT.search(text)
        if cut and words[:1].islower():
            kept = f"{cut[1]}-{_WORD.split(words)[0]}".lower() in hyphened
            text = (text if kept else text[:-1]) + words
        else:
            text = f"{text} {words}" if text else words
    return text.translate(_LIGATURES)


def _heading(groups: Sequence[Sequence[Set]], usual: float, first: int) -> int | None:
    """The paragraph of the first page that is set largest, where it is clearly larger than the text."""
    seen, best = 0, None
    for number, group in enumerate(groups):
        if seen >= first or number > 15:
            break
        seen += len(group)
        large = group[0].size >= 1.15 * usual > 0 and sum(len(s.words) for s in group) <= 300
        if large and len(group[0].words) > 3 and (best is None or group[0].size > groups[best][0].size):
            best = number
    return best
