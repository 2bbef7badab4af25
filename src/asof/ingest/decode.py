"""Bytes to text: UTF-8 first, what a byte order mark says, else the likeliest encoding of a bounded sample."""

import re

import charset_normalizer

from asof.records import Record

_SAMPLE = 50_000
_MAGIC = {
    b"PK\x03\x04": "a zip archive (or an office document)",
    b"PK\x05\x06": "a zip archive",
    b"%PDF": "a PDF file",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x7fELF": "a program",
    b"SQLite format 3": "an SQLite database",
    b"BZh": "a bzip2 file",
    b"\xfd7zXZ": "an xz file",
}
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_HIGH = re.compile(rb"[\x80-\xff]")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Decoded(Record, frozen=True, kw_only=True):
    """A text with the encoding it was in, and how many bytes had to be replaced because they were not of it."""

    text: str
    encoding: str
    replaced: int = 0

    @property
    def media(self) -> str:
        """What is added to the media type: nothing for sound UTF-8."""
        if self.replaced:
            return f"; charset={self.encoding}; replaced={self.replaced}"
        return "" if self.encoding in ("utf-8", "utf-8-sig") else f"; charset={self.encoding}"


def binary(raw: bytes) -> str | None:
    """What `raw` (a file's beginning) is where it is no text, in words; None for text."""
    for magic, name in _MAGIC.items():
        if raw.startswith(magic):
            return name
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    return "binary (it holds NUL bytes)" if b"\0" in raw else None


def decode(raw: bytes, declared: str | None = None) -> Decoded | None:
    """The text of `raw`, or None where it is not text. `declared` is the encoding that a header names.

    Line ends and everything else stay as they are; a byte order mark is no part of the text. Never raises.
    """
    if binary(raw):
        return None
    bom = next((name for mark, name in _BOMS if raw.startswith(mark)), None)
    for encoding in filter(None, (bom, "utf-8", declared)):
        text = _try(raw, encoding)
        if text is not None:
            return Decoded(text=text, encoding=encoding) if _plausible(text) else None
    return _guess(raw)


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (LookupError, ValueError):
        return None


def _guess(raw: bytes) -> Decoded | None:
    replaced = raw.decode("utf-8", errors="replace")
    bad = replaced.count("\ufffd")
    high = len(_HIGH.findall(raw[:_SAMPLE]))
    if bad * 20 < high or bad <= 2 < high:
        # Nearly all of it is sound UTF-8: a torn character, not another encoding.
        return Decoded(text=replaced, encoding="utf-8", replaced=bad)
    best = charset_normalizer.from_bytes(_sample(raw)).best()
    text = _try(raw, best.encoding) if best is not None else None
    if best is not None and text is not None and _plausible(text):
        return Decoded(text=text, encoding=best.encoding)
    if bad * 3 > len(replaced) or not _plausible(replaced):
        return None
    return Decoded(text=replaced, encoding="utf-8", replaced=bad)


def _sample(raw: bytes) -> bytes:
    """The stretch in which the first byte above ASCII stands: the beginning may be plain ASCII for long."""
    first = _HIGH.search(raw)
    start = max(0, first.start() - _SAMPLE // 2) if first else 0
    return raw[start : start + _SAMPLE]


def _plausible(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) * 50 <= len(sample)
