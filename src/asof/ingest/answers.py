"""An HTTP answer as an archive keeps it: its status, its headers, and its body unpacked within a limit."""

import zlib
from collections.abc import Callable, Iterator

import brotli

from asof.records import Record

_HEADERS = 65_536  # bytes
_PIECE = 65_536


class Answer(Record, frozen=True, kw_only=True):
    """A status, the headers by their names in small letters (the first of a name), and where the body begins."""

    status: int
    headers: dict[str, str]
    body: int


def answer(block: bytes) -> Answer | None:
    """The head of an HTTP answer; None where the bytes are none."""
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := block.find(mark, 0, _HEADERS)) >= 0]
    if not block.startswith(b"HTTP/") or not ends:
        return None
    at, length = min(ends)
    first, *lines = block[:at].decode("latin-1").splitlines()
    status = first.split(" ", 2)[1:2]
    headers: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    number = int(status[0]) if status and status[0].isascii() and status[0].isdigit() else 0
    return Answer(status=number, headers=headers, body=at + length)


def unpacked(block: bytes, head: Answer, limit: int) -> bytes | None:
    """The body as the page's author wrote it; None where it is longer than `limit` or packed in an unknown way.

    Archives often hold bodies that were unpacked already under headers that say otherwise: those are taken as found.
    A body that breaks off is taken as far as it goes.
    """
    body = block[head.body :]
    if "chunked" in head.headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    for name in reversed(head.headers.get("content-encoding", "").lower().replace(" ", "").split(",")):
        if name not in ("", "identity", "none"):
            unpack = _UNPACKERS.get(name)
            found = unpack(body, limit) if unpack else None
            if found is None:
                return None
            body = found
    return body if len(body) <= limit else None


def _joined(body: bytes) -> bytes:
    """The chunks of a body in one piece (RFC 9112); a body that is not in chunks stays as it is."""
    found: list[bytes] = []
    at = 0
    while at < len(body):
        end = body.find(b"\n", at, at + 1000)
        size = body[at:end].partition(b";")[0].strip() if end >= 0 else b"-"
        if not size or len(size) > 8 or size.strip(b"0123456789abcdefABCDEF"):
            return b"".join(found) if found else body
        length = int(size, 16)
        if not length:
            break
        found.append(body[end + 1 : end + 1 + length])
        at = end + 1 + length
        at += 2 if body.startswith(b"\r\n", at) else 1 if body.startswith(b"\n", at) else 0
    return b"".join(found)


def _inflated(body: bytes, limit: int) -> bytes | None:
    if body.startswith(b"\x1f\x8b"):
        return _pieces(_zlib(16 + zlib.MAX_WBITS), body, limit)
    return body if len(body) <= limit else None  # it was unpacked already


def _deflated(body: bytes, limit: int) -> bytes | None:
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        try:
            return _pieces(_zlib(bits), body, limit)
        except zlib.error:
            continue
    return body if len(body) <= limit else None


def _zlib(bits: int) -> Callable[[bytes, int], bytes]:
    engine = zlib.decompressobj(bits)
    return lambda piece, most: engine.decompress(engine.unconsumed_tail + piece, most)


def _brotli(body: bytes, limit: int) -> bytes | None:
    engine = brotli.Decompressor()
    return _pieces(lambda piece, most: bytes(engine.process(piece, output_buffer_limit=most)), body, limit)


def _pieces(unpack: Callable[[bytes, int], bytes], body: bytes, limit: int) -> bytes | None:
    """Unpack piece by piece, never more than one byte over the limit; None where it is passed."""
    found = bytearray()
    for piece in _cut(body):
        try:
            found += unpack(piece, limit + 1 - len(found))
        except (zlib.error, brotli.error):
            if not found:
                raise
            break
        if len(found) > limit:
            return None
    return bytes(found)


def _cut(body: bytes) -> Iterator[bytes]:
    for at in range(0, len(body), _PIECE):
        yield body[at : at + _PIECE]


_UNPACKERS: dict[str, Callable[[bytes, int], bytes | None]] = {
    "gzip": _inflated, "x-gzip": _inflated, "deflate": _deflated, "br": _brotli,
}  # fmt: skip
