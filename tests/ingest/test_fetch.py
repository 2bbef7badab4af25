"""Fetching: public pages only, within bounds, also after a redirect."""

import contextlib
import gzip
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from asof.ingest import ReadOptions, fetch, read
from asof.ingest.fetch import base_of, refused
from asof.records import Reading, Rejected

WORDS = "The crew of the ferry was brought ashore on Tuesday, the harbour master said. " * 3
PAGE = f"<html><head><title>Crew ashore</title></head><body><article><p>{WORDS}</p></article></body></html>".encode()


class _Server(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/drip":
            self.drip()
            return
        status, headers, body = ANSWERS[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self):
        """A header that comes byte by byte, and never ends."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        with contextlib.suppress(OSError):
            for _ in range(200):
                self.wfile.write(b"x")
                time.sleep(0.05)

    def log_message(self, *_):
        """Says nothing."""


HTML = {"Content-Type": "text/html; charset=utf-8"}
ANSWERS = {
    "/page.html": (200, HTML, PAGE),
    "/packed": (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
    "/bomb": (200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(b"x" * 20_000_000)),
    "/odd": (200, HTML | {"Content-Encoding": "br"}, PAGE),
    "/torn": (200, HTML | {"Content-Encoding": "gzip"}, b"no gzip at all"),
    "/long": (200, HTML, b"x" * 200_000),
    "/moved": (302, {"Location": "/page.html"}, b""),
    "/round": (302, {"Location": "/round"}, b""),
    "/inside": (302, {"Location": "http://169.254.169.254/latest/meta-data"}, b""),
    "/file": (302, {"Location": "file:///etc/hostname"}, b""),
    "/nothing": (404, {}, b""),
    "/plain": (200, {"Content-Type": "text/plain"}, WORDS.encode()),
    "/robots.txt": (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /kept/\nAllow: /kept/open\n"),
    "/kept/back": (200, HTML, PAGE),
    "/kept/open": (200, HTML, PAGE),
    "/to-kept": (302, {"Location": "/kept/back"}, b""),
}


@pytest.fixture(scope="module")
def origin():
    server = HTTPServer(("127.0.0.1", 0), _Server)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def let_in(monkeypatch):
    """Lets this machine's own test server through, and nothing else that is private."""
    monkeypatch.setattr(fetch, "refused", lambda address: address != "127.0.0.1" and refused(address))


def only(url, **options):
    (result,) = read([url], ReadOptions(max_bytes=100_000, timeout=5, delay=0, **options))
    return result


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.5.5", "169.254.169.254", "0.0.0.1", "0.0.0.0", # noqa: S104 (refused, not bound)
        "100.64.0.1", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1",
        "2002:7f00:1::", "64:ff9b::7f00:1", "nonsense",
    ],
)  # fmt: skip
def test_addresses_of_machines_beside_us_are_refused(address):
    """Private, loopback, link-local, shared, multicast, and those wrapped in IPv6."""
    assert refused(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses_are_not(address):
    """What lies on the open net may be read."""
    assert not refused(address)


def test_nothing_is_asked_of_this_machine(origin):
    """Without the exception that the other tests make, the test server is never reached."""
    for url in (f"{origin}/page.html", origin.replace("127.0.0.1", "localhost") + "/page.html"):
        result = only(url)
        assert isinstance(result, Rejected)
        assert "no public address" in result.reason


@pytest.mark.usefixtures("let_in")
@pytest.mark.parametrize("path", ["/page.html", "/packed", "/moved", "/kept/open"])
def test_a_page_is_read_with_its_address(origin, path):
    """Plain, packed, or moved: the document has the words, the address it came from, and the host as outlet."""
    result = only(origin + path)
    assert isinstance(result, Reading)
    assert result.document.text.startswith("Crew ashore\n\nThe crew")
    assert result.media_type == "text/html"
    assert (result.document.outlet or "").startswith("127.0.0.1")


@pytest.mark.usefixtures("let_in")
def test_plain_text_is_known_by_its_media_type(origin):
    """What the server says of the page decides how it is read."""
    assert only(f"{origin}/plain").media_type == "text/plain"


@pytest.mark.usefixtures("let_in")
@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/bomb", "too large"),
        ("/long", "too large"),
        ("/odd", "not asked for (br)"),
        ("/torn", "could not be fetched"),
        ("/round", "more than 5 redirects"),
        ("/inside", "no public address"),
        ("/file", "not an http or https address"),
        ("/nothing", "answered 404"),
        ("/kept/back", "robots.txt"),
        ("/to-kept", "robots.txt"),
    ],
)
def test_what_is_not_fetched_says_why(origin, path, reason):
    """Bombs, endless redirects, ways into the machine and plain errors are set aside."""
    result = only(origin + path)
    assert isinstance(result, Rejected)
    assert reason in result.reason


@pytest.mark.parametrize("url", ["http://", "http://[", "https://user@/x", "http://h:99999/x"])
def test_an_address_that_is_none_is_set_aside(url):
    """A broken address is a reason, not an error."""
    assert isinstance(only(url), Rejected)


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://www.courier.example/world/crew-ashore.html", "courier.example/world/crew-ashore"),
        ("https://courier.example/world/?id=7", "courier.example/world?id=7"),
        ("https://courier.example", "courier.example"),
    ],
)
def test_a_page_is_named_by_its_address(url, base):
    """Host and path without ending make the id."""
    assert base_of(url) == base


@pytest.mark.usefixtures("let_in")
def test_a_server_that_drips_is_cut_at_the_deadline(origin):
    """Every byte is in time, the page is not."""
    (result,) = read([f"{origin}/drip"], ReadOptions(timeout=0.4, delay=0))
    assert isinstance(result, Rejected)
    assert result.reason == "it took longer than 0.4 seconds"


def test_two_pages_of_one_host_are_some_time_apart(origin, monkeypatch):
    """The delay holds between pages, not before the first; a redirect within the host waits for nothing."""
    waits = []
    monkeypatch.setattr(fetch.time, "sleep", lambda seconds: waits.append(round(seconds)))
    fetcher = fetch.Fetcher(ReadOptions(delay=7), guard=lambda address: address != "127.0.0.1")
    for path in ("/moved", "/page.html", "/plain"):
        assert isinstance(fetcher.get(origin + path), fetch.Fetched)
    assert [seconds for seconds in waits if seconds] == [7, 7]


@pytest.mark.usefixtures("let_in")
def test_pages_behind_a_feed_are_fetched_where_that_is_asked_for(origin):
    """Without `follow` the entries are read; with it the pages, and those entries whose pages cannot be had."""
    item = "<item><title>Report {0}</title><link>{1}</link><pubDate>Wed, 04 Mar 2026 10:00:00 +0000</pubDate></item>"
    items = item.format("one", f"{origin}/page.html") + item.format("two", f"{origin}/nothing")
    body = f"<rss><channel><title>Courier</title>{items}</channel></rss>".encode()
    ANSWERS["/feed"] = (200, {"Content-Type": "application/rss+xml"}, body)
    plain = [r.document.text for r in read([f"{origin}/feed"], ReadOptions(delay=0)) if isinstance(r, Reading)]
    assert plain == ["Report one", "Report two"]
    found = list(read([f"{origin}/feed"], ReadOptions(delay=0, follow=True)))
    page, entry = (r.document for r in found if isinstance(r, Reading))
    assert page.text.startswith("Crew ashore\n\nThe crew")
    assert (page.published.value, page.published.reason) == ("2026-03-04T10:00:00Z", "stated by the feed")
    assert entry.text == "Report two"
    assert [r.reason for r in found if isinstance(r, Rejected)] == ["the server answered 404 Not Found"]


def test_a_site_that_failed_once_is_asked_again(origin, monkeypatch):
    """A server's error forbids its pages for a while, not for the life of a watch."""
    fetcher = fetch.Fetcher(ReadOptions(delay=0), guard=lambda address: address != "127.0.0.1")
    with monkeypatch.context() as broken:
        broken.setitem(ANSWERS, "/robots.txt", (503, {}, b""))
        assert "robots.txt" in fetcher.get(f"{origin}/page.html").reason
    assert "robots.txt" in fetcher.get(f"{origin}/page.html").reason
    monkeypatch.setattr(fetch, "_RULES_AGAIN", -1)
    assert isinstance(fetcher.get(f"{origin}/page.html"), fetch.Fetched)
