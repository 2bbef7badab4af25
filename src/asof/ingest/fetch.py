"""Fetching pages over HTTP, politely and safely.

Only public addresses are connected to: every name is resolved here, every address it has is checked, and the
connection goes to the address that was checked, also after a redirect. So no page can make a reader of news talk to
the machines beside it. Sizes and times are bounded, before and after unpacking; robots.txt is kept to, and two pages
of one host are some time apart.
"""

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import SplitResult, urljoin, urlsplit

from asof.ingest import robots
from asof.ingest.draft import Material
from asof.ingest.options import ReadOptions
from asof.records import Record, Rejected

AGENT = "asof"
"""The name by which robots.txt speaks of us."""
_REDIRECTS = 5
_RULES_HOLD = 86_400.0  # seconds for which a robots.txt is believed (RFC 9309: a day)
_RULES_AGAIN = 600.0  # and one that allowed nothing, perhaps because its server failed
_CHUNK = 65_536
_STEP_SECONDS = 10.0
_ACCEPT = "text/html, application/rss+xml, application/atom+xml, application/pdf, text/plain;q=0.9, */*;q=0.5"


class _RefusedError(Exception):
    """Why a page is not fetched, in words."""


class Fetched(Record, frozen=True, kw_only=True):
    """What a server answered: the page with its last address, or that it has not changed since it was last fetched.

    `etag` and `modified` are what the server asks to be told the next time.
    """

    url: str
    raw: bytes = b""
    media_type: str | None = None
    etag: str | None = None
    modified: str | None = None
    unchanged: bool = False


class _Answer(Record, frozen=True, kw_only=True):
    status: int
    headers: Mapping[str, str]
    raw: bytes = b""


class Fetcher:
    """Fetches pages one after the other, and remembers of each host what it allows and when it was last asked.

    `guard` says of an address whether it must not be connected to; tests that speak to their own machine pass another.
    """

    def __init__(self, options: ReadOptions, guard: Callable[[str], bool] | None = None) -> None:
        self._options = options
        self._guard = guard
        self._robots: dict[str, tuple[float, robots.Robots]] = {}
        self._asked: dict[str, float] = {}

    def get(self, url: str, etag: str | None = None, modified: str | None = None) -> Fetched | Rejected:
        """The page at `url`, or why it was not fetched. Follows at most five redirects; never raises.

        With `etag` or `modified` (as an earlier answer gave them) a server may answer that nothing has changed.
        """
        asks = {"If-None-Match": etag, "If-Modified-Since": modified}
        known = {name: value for name, value in asks.items() if value and value.isprintable()}
        try:
            self._wait(_checked(url))
            return self._followed(url, known, time.monotonic() + self._options.timeout)
        except _RefusedError as error:
            return Rejected(input=url, reason=str(error))
        except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
            return Rejected(input=url, reason=f"could not be fetched ({error or type(error).__name__})")

    def _followed(self, url: str, known: Mapping[str, str], deadline: float) -> Fetched:
        here = url
        for _ in range(_REDIRECTS + 1):
            if not self._rules_of(_checked(here)).allows(_target(_checked(here))):
                raise _RefusedError("the site asks in its robots.txt not to fetch it")
            answer = self._ask(here, known, deadline)
            if answer.status == 304 and known:
                return Fetched(url=here, unchanged=True, etag=known.get("If-None-Match"))
            if answer.status == 200:
                said = {name: answer.headers.get(name) for name in ("Content-Type", "ETag", "Last-Modified")}
                return Fetched(
                    url=here, raw=answer.raw, media_type=said["Content-Type"], etag=said["ETag"],
                    modified=said["Last-Modified"],
                )  # fmt: skip
            here = urljoin(here, answer.headers.get("Location", ""))
        raise _RefusedError(f"more than {_REDIRECTS} redirects")

    def _wait(self, parts: SplitResult) -> None:
        """Keep the time between two pages of a host that the options or its robots.txt ask for."""
        host = _host(parts)
        delay = max(self._options.delay, self._rules_of(parts).delay)
        time.sleep(max(0.0, self._asked.get(host, float("-inf")) + delay - time.monotonic()))
        self._asked[host] = time.monotonic()

    def _rules_of(self, parts: SplitResult) -> robots.Robots:
        host, now = _host(parts), time.monotonic()
        asked, rules = self._robots.get(host, (float("-inf"), robots.NOTHING))
        if now - asked > (_RULES_AGAIN if rules == robots.NOTHING else _RULES_HOLD):
            rules = self._rules(host, now + self._options.timeout)
            self._robots[host] = (now, rules)
        return rules

    def _rules(self, host: str, deadline: float) -> robots.Robots:
        """A host's robots.txt: none means that all is allowed, an error of the server that nothing is (RFC 9309)."""
        here = f"{host}/robots.txt"
        for _ in range(_REDIRECTS + 1):
            _checked(here)
            try:
                answer = self._ask(here, {}, deadline, refuse=False)
            except (http.client.HTTPException, zlib.error) as error:
                raise _RefusedError(f"its robots.txt could not be read ({error or type(error).__name__})") from error
            if answer.status == 200:
                return robots.parsed(answer.raw.decode("utf-8", "replace"), AGENT)
            if answer.status >= 500 or answer.status == 429:
                return robots.NOTHING
            if not 300 <= answer.status < 400:
                return robots.Robots()
            here = urljoin(here, answer.headers.get("Location", ""))
        return robots.Robots()

    def _ask(self, url: str, known: Mapping[str, str], deadline: float, refuse: bool = True) -> _Answer:
        """One request and its answer; `refuse` raises for a status that brings no page."""
        try:
            return self._answer(_checked(url), known, deadline, refuse)
        except (OSError, http.client.HTTPException) as error:
            if time.monotonic() < deadline:
                raise
            raise _RefusedError(f"it took longer than {self._options.timeout:g} seconds") from error

    def _answer(self, parts: SplitResult, known: Mapping[str, str], deadline: float, refuse: bool) -> _Answer:
        limit = self._options.max_bytes if refuse else robots.LIMIT
        with _connected(parts, self._guard or refused, deadline) as connection:
            connection.request("GET", _target(parts), headers=self._headers(parts) | dict(known))
            response = connection.getresponse()
            moved = response.status in (301, 302, 303, 307, 308)
            if response.status == 200:
                raw = _body(response, limit, deadline, cut=not refuse)
                return _Answer(status=200, headers=_headers_of(response), raw=raw)
            if refuse and not moved and not (response.status == 304 and known):
                raise _RefusedError(f"the server answered {response.status} {response.reason}")
            return _Answer(status=response.status, headers=_headers_of(response))

    def _headers(self, parts: SplitResult) -> dict[str, str]:
        return {
            "Host": parts.netloc.rpartition("@")[2],
            "User-Agent": self._options.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": "gzip",
            "Connection": "close",
        }


def fetch(url: str, options: ReadOptions, fetcher: Fetcher | None = None) -> Material | Rejected:
    """The page at `url` as an input, or why it was not fetched; never raises."""
    found = (fetcher or Fetcher(options)).get(url)
    if isinstance(found, Rejected):
        return found
    return Material(input=url, base=base_of(url), raw=found.raw, url=found.url, media_type=found.media_type)


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


def _checked(url: str) -> SplitResult:
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise _RefusedError(f"not an http or https address: {url[:200]}")
    return parts


def _host(parts: SplitResult) -> str:
    return f"{parts.scheme.lower()}://{parts.netloc.rpartition('@')[2].lower()}"


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _address(host: str, port: int, guard: Callable[[str], bool], deadline: float) -> str:
    """The address to connect to. Refuses a name when any of its addresses is refused."""
    found = sorted({str(info[4][0]) for info in _looked_up(host, port, deadline)})
    if not found or any(guard(address) for address in found):
        raise _RefusedError(f"{host} is no public address; asof fetches public pages only")
    return next((a for a in found if ":" not in a), found[0])


def _looked_up(host: str, port: int, deadline: float) -> Sequence[tuple[Any, ...]]:
    """What the system says of a name. A thread asks it: it may take minutes, and nothing could interrupt it."""
    found: list[Sequence[tuple[Any, ...]] | Exception] = []

    def ask() -> None:
        try:
            found.append(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, ValueError) as error:
            found.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - time.monotonic()))
    if not found:
        raise TimeoutError("its name could not be looked up in time")
    if isinstance(found[0], Exception):
        raise found[0]
    return found[0]


@contextmanager
def _connected(
    parts: SplitResult, guard: Callable[[str], bool], deadline: float
) -> Iterator[http.client.HTTPConnection]:
    """A connection to a checked address; the certificate is still held against the name.

    It is cut at the deadline, whatever the server does: one that sends a byte now and then would never be late for
    a limit on single steps.
    """
    host, secure = str(parts.hostname), parts.scheme.lower() == "https"
    port = parts.port or (443 if secure else 80)
    address = _address(host, port, guard, deadline)
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("timed out")
    seconds = max(0.1, min(_STEP_SECONDS, left))
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    connection.sock = socket.create_connection((address, port), timeout=seconds)
    cut = threading.Timer(left, _cut, (connection,))
    cut.daemon = True
    cut.start()
    try:
        if secure:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(
                connection.sock, server_hostname=host, do_handshake_on_connect=False
            )  # fmt: skip
            connection.sock.do_handshake()
        yield connection
    finally:
        cut.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError, AttributeError):  # it may have been closed just now
        connection.sock.shutdown(socket.SHUT_RDWR)


def _headers_of(response: http.client.HTTPResponse) -> dict[str, str]:
    names = ("Content-Type", "ETag", "Last-Modified", "Location")
    return {name: value for name in names if (value := response.headers.get(name))}


def _body(response: http.client.HTTPResponse, limit: int, deadline: float, cut: bool) -> bytes:
    """The body, unpacked. One longer than `limit` is cut there or refused; one slower than allowed is refused."""
    packed = response.headers.get("Content-Encoding", "").strip().lower()
    if packed not in ("", "identity", "gzip", "x-gzip"):
        raise _RefusedError(f"the page is packed in a way that was not asked for ({packed[:20]})")
    unpack = _unpacker() if packed.endswith("gzip") else None
    found = bytearray()
    while chunk := response.read1(_CHUNK):
        found += unpack(chunk, limit + 1 - len(found)) if unpack else chunk
        if len(found) > limit:
            if cut:
                return bytes(found[:limit])
            raise _RefusedError(f"too large: more than {limit / 1e6:.1f} MB")
    if time.monotonic() > deadline:
        raise TimeoutError("timed out")
    if response.length:
        raise http.client.IncompleteRead(bytes(found), response.length)
    return bytes(found)


def _unpacker() -> Callable[[bytes, int], bytes]:
    """Unpacks gzip piece by piece, never more than the number of bytes asked for: a bomb stays small."""
    engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
    return lambda chunk, most: engine.decompress(engine.unconsumed_tail + chunk, max(1, most))
