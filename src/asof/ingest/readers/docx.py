"""DOCX (Office Open XML, ECMA-376): the paragraphs of `word/document.xml`; tables row by row; properties.

Only the two parts that are needed are unpacked, each up to a limit, whatever the archive says of its size. Entities
are never expanded: a part that declares any is refused. Text that was struck out in review is left out.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from zlib import error as zlib_error

from lxml import etree

from asof.ingest.draft import Draft, Material, Reader, Stated
from asof.ingest.limits import oversize
from asof.ingest.options import ReadOptions
from asof.ingest.publishers import letterhead
from asof.records import Range, Rejected

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_DC, _TERMS = "{http://purl.org/dc/elements/1.1/}", "{http://purl.org/dc/terms/}"
_UNPACKED = 30_000_000
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others unpack in pieces of any size


class _Refused(Exception):  # noqa: N818 - not an error: why a file is set aside
    """Why a file is set aside, in words."""


def read(material: Material, options: ReadOptions) -> Iterator[Draft | Rejected]:
    """The one document of a DOCX file."""
    raw = material.bytes(options.max_bytes)
    reason = oversize(raw, material, options)
    if reason:
        yield Rejected(input=material.input, reason=reason)
        return
    try:
        yield _document(raw, material, options)
    except _Refused as error:
        yield Rejected(input=material.input, reason=str(error))
    except (zipfile.BadZipFile, zlib_error, etree.LxmlError, EOFError, KeyError, NotImplementedError, RuntimeError,
            ValueError, OSError) as error:  # fmt: skip
        yield Rejected(input=material.input, reason=f"not a sound DOCX file ({type(error).__name__}: {error})"[:200])


def _document(raw: bytes, material: Material, options: ReadOptions) -> Draft:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = set(archive.namelist())
        if "word/document.xml" not in names:
            raise _Refused("a zip archive that is no DOCX file")
        body = _parsed(_part(archive, "word/document.xml"))
        core = _parsed(_part(archive, "docProps/core.xml")) if "docProps/core.xml" in names else None
    etree.strip_elements(body, _FALLBACK, with_tail=False)  # the same words again, for older programs
    paragraphs: list[str] = []
    headline, start = None, 0
    for text, style in _paragraphs(body):
        if headline is None and style in ("title", "heading1") and start < options.max_text:
            headline = Range(start=start, end=start + len(text))
        paragraphs.append(text)
        start += len(text) + 2
    text = "\n\n".join(paragraphs)
    title = _property(core, f"{_DC}title")
    known = title if title and title.lower() in " ".join(text[:5000].lower().split()) else None
    return Draft(
        text=text,
        raw=raw,
        input=material.input,
        headline=headline,
        markup=Stated(title=known if headline is None else None, url=material.url, outlet=letterhead(paragraphs, text)),
        made=_property(core, f"{_TERMS}modified") or _property(core, f"{_TERMS}created"),
    )


def _property(core: Any, name: str) -> str | None:
    return (core.findtext(name) or "").strip() or None if core is not None else None


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).compress_type not in _METHODS:
        raise _Refused("packed in a way that DOCX files are not")
    with archive.open(name) as file:
        found = file.read(_UNPACKED + 1)
    if len(found) > _UNPACKED:
        raise _Refused(f"too large: {name} is more than {_UNPACKED / 1e6:.0f} MB unpacked")
    return found


def _parsed(xml: bytes) -> Any:
    if b"<!DOCTYPE" in xml[:10_000] or b"<!ENTITY" in xml or xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refused("its XML declares a document type, which DOCX files do not")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    return etree.fromstring(xml, parser=parser)


def _paragraphs(body: Any) -> Iterator[tuple[str, str]]:
    """Each paragraph, or row of a table, with words in it, and the name of its style."""
    row: list[str] | None = None
    for event, element in etree.iterwalk(
        body, events=("start", "end"), tag=[f"{n}{t}" for n in (_W, _STRICT) for t in ("p", "tr")]
    ):
        name = etree.QName(element).localname
        if name == "tr":
            if event == "end" and row:
                yield "\t".join(row), ""
            row = [] if event == "start" else None
        elif event == "end":
            text = _text(element)
            if text and row is not None:
                row.append(" ".join(text.split()))
            elif text:
                yield text, _style(element)


def _text(paragraph: Any) -> str:
    """The words of a paragraph, without those of a paragraph inside it (a text box) and those struck out."""
    pieces: list[str] = []
    for element in paragraph.iter():
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if name == "t" and _own(element, paragraph):
            pieces.append(element.text or "")
        elif name == "tab":
            pieces.append("\t")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("-")
    return "".join(pieces).strip()


def _own(element: Any, paragraph: Any) -> bool:
    above = next((a for a in element.iterancestors() if etree.QName(a).localname in ("p", "moveFrom")), None)
    return above is paragraph


def _style(paragraph: Any) -> str:
    for child in paragraph:
        if isinstance(child.tag, str) and etree.QName(child).localname == "pPr":
            style = next((c for c in child if isinstance(c.tag, str) and etree.QName(c).localname == "pStyle"), None)
            values = list(style.attrib.values()) if style is not None else []
            return str(values[0]).lower() if values else ""
    return ""


READER = Reader(
    name="docx",
    endings=(".docx",),
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    sniff=lambda head: head.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in head,
    read=read,
)
