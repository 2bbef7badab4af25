"""Who may ask, and what a page may do: host names, the token, where a form comes from, and headers on every answer."""

import hmac
import ipaddress
from collections.abc import Collection
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, quote, urlencode

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from asof.records import Record

COOKIE = "asof_token"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",  # with none at all, browsers send forms with the origin "null"
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Gate(Record, frozen=True, kw_only=True):
    """Who is let in. `token` None: anybody on this machine. `hosts`: names by which the desk may be called."""

    token: str | None = None
    hosts: tuple[str, ...] = ()

    def knows(self, host: str) -> bool:
        """Whether a Host header names this desk.

        Another site's name that is made to resolve to this machine (DNS rebinding) is refused; with a token, so is
        every name that was not given, but a plain address passes: no name can be rebound to it.
        """
        name = _name_of(host)
        if name in LOOPBACK or name in self.hosts:
            return True
        return self.token is not None and _is_address(name)


def _name_of(host: str) -> str:
    """The host without its port: "[::1]:8000" is "::1"."""
    if host.startswith("["):
        return host[1:].partition("]")[0].lower()
    return host.rpartition(":")[0].lower() if host.count(":") == 1 else host.lower()


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


class Guard:
    """ASGI middleware that stands before everything else."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self._app, self._gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer why not."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        await self._guarded(scope, receive, send)

    async def _guarded(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if not self._gate.knows(headers.get("host", "")):
            await _plain(send, 421, "This desk is not called by that name. Start it with --allow-host to add one.")
            return
        if scope["method"] not in _SAFE and not _own(headers):
            await _plain(send, 403, "A form of another site cannot write here.")
            return
        if self._gate.token is None:
            await self._app(scope, receive, _with_headers(send))
            return
        await self._with_token(scope, receive, send, headers)

    async def _with_token(self, scope: HTTPScope, receive: Receive, send: Send, headers: dict[str, str]) -> None:
        token = (self._gate.token or "").encode()
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        given = next((value for name, value in query if name == "token"), None)
        if given is not None and scope["method"] == "GET" and _same(given, token):
            rest = urlencode([(name, value) for name, value in query if name != "token"])
            path = "/" + quote(scope["path"]).lstrip("/")
            await _welcome(send, path + (f"?{rest}" if rest else ""), given)
            return
        offered = (_cookie(headers.get("cookie", "")), headers.get("authorization", "").removeprefix("Bearer ").strip())
        if any([_same(o, token) for o in offered]):  # noqa: C419 - every one is compared, in the same time
            await self._app(scope, receive, _with_headers(send))
            return
        await _plain(send, 401, "This desk asks for its token: open the address that was printed when it started.")


def _same(offered: str, token: bytes) -> bool:
    return hmac.compare_digest(offered.encode("utf-8", "replace"), token)


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _own(headers: dict[str, str]) -> bool:
    """Whether a writing request comes from a page of this desk, as far as the browser says; programs say nothing."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == headers.get("host")


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            given: Collection[bytes] = {name.lower() for name, _ in message["headers"]}
            added = [(n.encode(), v.encode()) for n, v in _HEADERS.items() if n.encode() not in given]
            message["headers"] = [*message["headers"], *added]
        await send(message)

    return sending


async def _plain(send: Send, status: int, text: str) -> None:
    headers = [(n.encode(), v.encode()) for n, v in _HEADERS.items()]
    headers.append((b"content-type", b"text/plain; charset=utf-8"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text.encode(), "more_body": False})


async def _welcome(send: Send, path: str, token: str) -> None:
    """Keep the token in a cookie that scripts cannot read, and go on without it in the address."""
    cookie = f"{COOKIE}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000"
    headers = [(n.encode(), v.encode()) for n, v in _HEADERS.items()]
    headers += [(b"location", path.encode()), (b"set-cookie", cookie.encode())]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b"", "more_body": False})
