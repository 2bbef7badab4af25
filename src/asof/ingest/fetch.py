"""Fetching one page over HTTP, politely and safely.

Only public addresses are connected to: every name is resolved here, every address it has is checked, and the
connection goes to the address that was checked, also after a redirect. So no page can make a reader of news talk to
the machines beside it. Sizes and times are bounded, before and after unpacking.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from urllib.parse import SplitResult, urljoin, urlsplit

from asof.ingest.draft import Material
from asof.ingest.options import ReadOptions
from asof.records import Record, Rejected

_REDIRECTS = 5
_CHUNK = 65_536
_STEP_SECONDS = 10.0


class _RefusedError(Exception):
    """Why a page is not fetched, in words."""


class _Answer(Record, frozen=True, kw_only=True):
    raw: bytes = b""
    media_type: str | None = None
    location: str | None = None


def fetch(url: str, options: ReadOptions) -> Material | Rejected:
    """The page at `url`, or why it was not fetched. Follows at most five redirects; never raises."""
    deadline = time.monotonic() + options.timeout
    here = url
    try:
        for _ in range(_REDIRECTS + 1):
            answer = _get(here, options, deadline)
            if answer.location is None:
                return Material(
                    input=url, base=base_of(url), raw=answer.raw, url=here, media_type=answer.media_type
                )  # fmt: skip
            here = urljoin(here, answer.location)
        return Rejected(input=url, reason=f"more than {_REDIRECTS} redirects")
    except _RefusedError as error:
        return Rejected(input=url, reason=str(error))
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        return Rejected(input=url, reason=f"could not be fetched ({error or type(error).__name__})")


def base_of(url: str) -> str:
    """The id that a page has by its address: host and path without ending, and what asks for one page of many."""
    parts = urlsplit(url)
    path = re.sub(r"(?:/index)?\.[a-z]{2,5}$|/+$", "", parts.path)
    query = f"?{parts.query}" if parts.query else ""
    return f"{(parts.hostname or '').removeprefix('www.')}{path}{query}"[:200]


def refused(address: str) -> bool:
    """Whether an address is one that no page may be fetched from: private, loopback, link-local, or no address."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    inner = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    if inner is not None and refused(str(inner)):
        return True
    nat64 = ip.version == 6 and ip in ipaddress.ip_network("64:ff9b::/96")
    return nat64 or not ip.is_global or ip.is_multicast or ip.is_reserved


def _address(host: str, port: int) -> str:
    """The address to connect to. Refuses a name when any of its addresses is refused."""
    found = sorted({str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)})
    if not found or any(refused(address) for address in found):
        raise _RefusedError(f"{host} is no public address; asof fetches public pages only")
    return next((a for a in found if ":" not in a), found[0])


def _get(url: str, options: ReadOptions, deadline: float) -> _Answer:
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise _RefusedError(f"not an http or https address: {url[:200]}")
    connection = _connection(parts, deadline)
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", target, headers=_headers(parts, options))
        response = connection.getresponse()
        if response.status in (301, 302, 303, 307, 308):
            return _Answer(location=response.headers.get("Location", ""))
        if response.status != 200:
            raise _RefusedError(f"the server answered {response.status} {response.reason}")
        raw = _body(response, options, deadline)
        return _Answer(raw=raw, media_type=response.headers.get("Content-Type"))
    finally:
        connection.close()


def _connection(parts: SplitResult, deadline: float) -> http.client.HTTPConnection:
    """A connection to a checked address; the certificate is still held against the name."""
    host, secure = str(parts.hostname), parts.scheme.lower() == "https"
    port = parts.port or (443 if secure else 80)
    address = _address(host, port)
    seconds = max(0.1, min(_STEP_SECONDS, deadline - time.monotonic()))
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    plain = socket.create_connection((address, port), timeout=seconds)
    connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if secure else plain
    return connection


def _headers(parts: SplitResult, options: ReadOptions) -> dict[str, str]:
    return {
        "Host": parts.netloc.rpartition("@")[2],
        "User-Agent": options.user_agent,
        "Accept": "text/html, text/plain;q=0.9, application/json;q=0.8",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _body(response: http.client.HTTPResponse, options: ReadOptions, deadline: float) -> bytes:
    """The body, unpacked; refused as soon as it is longer than allowed or slower than allowed."""
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise _RefusedError(f"the page is packed in a way that was not asked for ({packed[:20]})")
    unpack = _unpacker() if packed.endswith("gzip") else None
    found = bytearray()
    while chunk := response.read(_CHUNK):
        if time.monotonic() > deadline:
            raise _RefusedError(f"it took longer than {options.timeout:g} seconds")
        found += unpack(chunk, options.max_bytes + 1 - len(found)) if unpack else chunk
        if len(found) > options.max_bytes:
            raise _RefusedError(f"too large: more than {options.max_bytes / 1e6:.1f} MB")
    return bytes(found)


def _unpacker() -> Callable[[bytes, int], bytes]:
    """Unpacks gzip piece by piece, never more than the number of bytes asked for: a bomb stays small."""
    engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
    return lambda chunk, most: engine.decompress(engine.unconsumed_tail + chunk, max(1, most))
