"""PDF: the words of its pages as pypdf finds them, put together to paragraphs; its properties give title and date.

A scanned page has no words: it is set aside, not guessed at.
"""

import io
import logging
import warnings
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from asof.ingest.draft import Draft, Material, Reader, Stated
from asof.ingest.limits import oversize
from asof.ingest.options import ReadOptions
from asof.ingest.publishers import letterhead
from asof.ingest.typeset import Set, Typeset, typeset
from asof.records import Range, Rejected

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_PAGES = 2_000
_CONTENT = 5_000_000  # bytes of drawing instructions on one page: each becomes an object of Python

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong with a file is said by the reason for it


class _Refused(Exception):  # noqa: N818 - not an error: why a file is set aside
    """Why a file is set aside, in words."""


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The one document of a PDF file; pages that are too large to take are set aside by number."""
    raw = material.bytes(options.max_bytes)
    reason = oversize(raw, material, options)
    if reason:
        yield Rejected(input=material.input, reason=reason)
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from _documents(raw, material, options)
    except _Refused as error:
        yield Rejected(input=material.input, reason=str(error))
    except Exception as error:  # whatever a torn or hostile file makes of the parser, the run goes on
        yield Rejected(input=material.input, reason=f"not a sound PDF ({type(error).__name__}: {error})"[:200])


def _documents(raw: bytes, material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    reader = _opened(raw)
    pages, left = _pages(reader, options)
    found = typeset(pages)
    if not found.paragraphs:
        raise _Refused(f"no words in its {len(pages)} pages: pictures of text are not read")
    for number in left:
        yield Rejected(input=f"{material.input}:{number}", reason="a page with more drawing than asof takes")
    text, headline = _composed(found)
    title, made = _properties(reader, text)
    yield Draft(
        text=text,
        raw=raw,
        input=material.input,
        markup=Stated(
            title=title if headline is None else None, url=material.url, outlet=letterhead(_top(pages), text)
        ),
        headline=headline,
        made=made,
    )


def _top(pages: list[list[Set]]) -> list[str]:
    """The first lines of the first page that has any, by their height."""
    first = next((page for page in pages if page), [])
    order = sorted(range(len(first)), key=lambda n: (-(first[n].y or 0.0), n))
    return [" ".join(first[n].words.split()) for n in order[:3]]


def _opened(raw: bytes) -> "PdfReader":
    from pypdf import PdfReader  # noqa: PLC0415 - takes half a second to load: only where there is a PDF
    from pypdf.errors import DependencyError  # noqa: PLC0415

    reader = PdfReader(io.BytesIO(raw), strict=False)
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("")
        except (DependencyError, NotImplementedError):
            opened = None
        if not opened:
            raise _Refused("an encrypted PDF: save it without a password")
    return reader


def _pages(reader: "PdfReader", options: ReadOptions) -> tuple[list[list[Set]], list[int]]:
    """The lines of each page, and the numbers of pages that were too large to take."""
    pages: list[list[Set]] = []
    left: list[int] = []
    taken = 0
    for number, page in enumerate(reader.pages, 1):
        if number > _PAGES or taken > options.max_text:
            what = f"{_PAGES} pages" if number > _PAGES else f"{options.max_text} characters"
            raise _Refused(f"too long: more than {what}")
        contents = page.get_contents()
        if contents is not None and len(contents.get_data()) > _CONTENT:
            left.append(number)
            continue
        pages.append(_lines(page))
        taken += sum(len(line.words) for line in pages[-1])
    return pages, left


def _lines(page: "PageObject") -> list[Set]:
    """The lines of a page in the order in which it was set, each with the place of its first words."""
    lines: list[Set] = []
    words: list[str] = []
    place: tuple[float, float, float] | None = None

    def take(text: str, cm: list[float], tm: list[float], _font: Any, size: float) -> None:
        nonlocal place
        for n, piece in enumerate(text.split("\n")):
            if n:
                _close(lines, words, place)
                words.clear()
                place = None
            if place is None and piece.strip():
                place = (*_at(cm, tm), abs(size * _scale(cm, tm)))
            words.append(piece)

    page.extract_text(visitor_text=take)
    _close(lines, words, place)
    return lines


def _at(cm: list[float], tm: list[float]) -> tuple[float, float]:
    """Where a text matrix begins on the page."""
    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
    return round(float(x), 1), round(float(y), 1)


def _scale(cm: list[float], tm: list[float]) -> float:
    return float(tm[3] * cm[3]) or 1.0


def _close(lines: list[Set], words: list[str], place: tuple[float, float, float] | None) -> None:
    text = "".join(words).replace("\0", "").strip()
    if text:
        x, y, size = place or (None, None, 0.0)
        lines.append(Set(words=text, x=x, y=y, size=round(size, 1)))


def _composed(found: Typeset) -> tuple[str, Range | None]:
    """The paragraphs with blank lines between them, and where the heading stands."""
    headline, start = None, 0
    for number, paragraph in enumerate(found.paragraphs):
        if number == found.heading:
            headline = Range(start=start, end=start + len(paragraph))
        start += len(paragraph) + 2
    return "\n\n".join(found.paragraphs), headline


def _properties(reader: "PdfReader", text: str) -> tuple[str | None, str | None]:
    """The title, where the text has its words too (others are names of files), and when the file was made."""
    try:
        said = reader.metadata
        title = " ".join(str(said.title or "").split()) if said else ""
        made = said.creation_date if said else None
    except Exception:  # properties may be of any type, or refer to nothing
        return None, None
    known = title if title and title.lower() in " ".join(text[:5000].lower().split()) else None
    return known, made.isoformat() if isinstance(made, datetime) else None


READER = Reader(
    name="pdf",
    endings=(".pdf",),
    media_type="application/pdf",
    media_types=("application/x-pdf",),
    sniff=lambda head: b"%PDF-" in head[:1024],
    read=read,
)
