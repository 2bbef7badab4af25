"""Gold pages: one file holds the page and, in marks that no page has, what every part of it is.

The first line is a comment with the kind of markup, the publication and the outlet. `g="ROLE"` on an element (with
`at="INSTANT"` on an update) holds for its text and that of the elements in it that bear no mark of their own;
`<g r="ROLE">` holds for a stretch within one. What bears no mark is boilerplate. `reader` is a comment of a reader,
`comment` one of the writer. `served` gives the page without the marks, as a site would send it; a page whose name ends
in `.pdf.html` is laid out as a PDF file of one column with its header and footer on every page.
"""

import json
import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

_META = re.compile(r"<!--gold (\{.*?\}) -->\n")
_MARKS = re.compile(r'\s(?:g|at)="[^"]*"(?=[\s>])|<g r="[^"]*">|</g>')
_SILENT = frozenset(("script", "style", "noscript", "template", "head"))
_COLUMN, _ROWS = 84, 44


@dataclass(frozen=True)
class Run:
    """A stretch of a page's visible text with one role; `at`: an update's instant."""

    text: str
    role: str
    at: str | None = None


@dataclass(frozen=True)
class Marked:
    """A gold page: its name, what it says of itself, its visible text in order, and its bytes."""

    name: str
    meta: dict[str, Any]
    runs: tuple[Run, ...]
    served: bytes

    @property
    def ending(self) -> str:
        """How the file is called that a reader gets."""
        return ".pdf" if self.meta["kind"] == "pdf" else ".html"


def pages(folder: Path) -> Iterator[Marked]:
    """The gold pages of a folder, by name."""
    for path in sorted(folder.glob("*.html")):
        yield marked(path)


def marked(path: Path) -> Marked:
    """A gold page, taken apart. Raises ValueError where its first line is no gold comment."""
    source = path.read_text("utf-8")
    head = _META.match(source)
    if head is None:
        raise ValueError(f"{path}: no gold comment in the first line")
    source = source[head.end() :]
    tree = lxml_html.document_fromstring(source.encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))
    runs = tuple(_runs(tree, Run("", "boilerplate")))
    meta = json.loads(head[1])
    served = _pdf(tree) if meta["kind"] == "pdf" else _MARKS.sub("", source).encode()
    return Marked(name=path.name.split(".")[0], meta=meta, runs=runs, served=served)


def _runs(element: Any, outer: Run) -> Iterator[Run]:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return
    role = element.get("r") if element.tag == "g" else element.get("g")
    at = element.get("at") or (outer.at if role in (None, "update", "caption", "quote", "byline") else None)
    here = Run("", role or outer.role, at)
    if element.text:
        yield Run(element.text, here.role, here.at)
    for child in element:
        yield from _runs(child, here)
        if child.tail:
            yield Run(child.tail, here.role, here.at)


# --- a small PDF file ----------------------------------------------------------------------------------------------


def _pdf(tree: Any) -> bytes:
    """The blocks of a page in one column, its header and its footer on every sheet, in Helvetica."""
    rows: list[str] = []
    for block in tree.iter("h1", "h2", "p"):
        rows += [*textwrap.wrap(" ".join(block.text_content().split()), _COLUMN), ""]
    sheets = [rows[n : n + _ROWS] for n in range(0, len(rows), _ROWS)]
    top, foot = (" ".join(next(tree.iter(tag)).text_content().split()) for tag in ("header", "footer"))
    contents = [_sheet([top, "", *sheet, "", f"{foot} {n}"]) for n, sheet in enumerate(sheets, 1)]
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(contents)))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    for n, content in enumerate(contents):
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R "
        objects.append(page.encode() + b"/Resources << /Font << /F1 3 0 R >> >> >>")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
    return _file(objects)


def _sheet(rows: list[str]) -> bytes:
    lines = ["BT /F1 10 Tf 60 780 Td 15 TL"]
    for row in rows:
        escaped = row.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        lines.append(f"({escaped}) Tj T*")
    return "\n".join([*lines, "ET"]).encode("cp1252")


def _file(objects: list[bytes]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + trailer
