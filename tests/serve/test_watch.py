"""`asof watch`: what is new is added, what is not is left alone; nothing is lost to a kill or a dead network."""

import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import typer

from asof.ingest import ReadOptions
from asof.ingest.fetch import Fetcher
from asof.pipeline import RunOptions, run
from asof.serve.cli import watch as command
from asof.store import View, verify
from asof.watching import SEEN_NAME, How, watch_round

FEED = """<rss version="2.0"><channel><title>Norvik Courier</title>{}</channel></rss>"""
ITEM = """<item><title>{0}</title><link>{1}</link><pubDate>Wed, 04 Mar 2026 1{2}:00:00 +0000</pubDate></item>"""
PAGE = """<html lang="en"><head><title>{0}</title></head><body><article><h1>{0}</h1><p>{1}</p>
<p>The road to the pit was closed in the morning, and it stays closed until Friday, the mayor said.</p>
</article></body></html>"""


class _Site(BaseHTTPRequestHandler):
    """Serves what the test puts into `pages`, with an ETag; counts what is asked for."""

    pages: dict[str, str] = {}
    asked: list[tuple[str, int]] = []

    def do_GET(self):
        body = self.pages.get(self.path, "").encode()
        tag = f'"{hash(body)}"'
        status = 404 if not body else 304 if self.headers.get("If-None-Match") == tag else 200
        self.asked.append((self.path, status))
        self.send_response(status)
        self.send_header("ETag", tag)
        self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed" else "text/html")
        self.end_headers()
        if status == 200:
            self.wfile.write(body)

    def log_message(self, *_):
        """Says nothing."""


@pytest.fixture
def site():
    _Site.pages, _Site.asked = {}, []
    server = HTTPServer(("127.0.0.1", 0), _Site)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def publish(site: str, *reports: tuple[str, str]) -> None:
    """Puts reports on the site and into its feed, the newest first."""
    items = []
    for number, (name, words) in enumerate(reports):
        _Site.pages[f"/{name}"] = PAGE.format(f"Miners at Norvik: report {name}", words)
        items.append(ITEM.format(f"Report {name}", f"{site}/{name}", number))
    _Site.pages["/feed"] = FEED.format("".join(reversed(items)))


def options(site: str, out: Path) -> RunOptions:
    return RunOptions(inputs=(f"{site}/feed",), out=out, read=ReadOptions(delay=0, timeout=30))


def how(read: ReadOptions) -> How:
    """Fetches from this machine's own test server, and from nothing else that is private."""
    return How(fetcher=Fetcher(read, guard=lambda address: address != "127.0.0.1"))


FIRST = ("one", "Police in Norvik said on Wednesday that 12 miners were killed in the pit.")
SECOND = ("two", "Police in Norvik said on Wednesday evening that 15 miners were killed in the pit.")


def test_only_what_is_new_or_changed_is_read(site, tmp_path):
    """A first look reads the page behind the feed, a second nothing, a third the new page alone."""
    asked = options(site, tmp_path / "story")
    publish(site, FIRST)
    done = watch_round(asked, how(asked.read))
    assert [d.rpartition("/")[2] for d in done.documents] == ["one"]
    assert any("12" in u.sentence.text for u in done.updates)
    _Site.asked.clear()
    assert watch_round(asked, how(asked.read)).documents == ()
    assert {path: status for path, status in _Site.asked if path != "/robots.txt"} == {"/feed": 304, "/one": 304}
    publish(site, FIRST, SECOND)
    done = watch_round(asked, how(asked.read))
    assert [d.rpartition("/")[2] for d in done.documents] == ["two"]
    assert any(u.kind == "revised" and "12" in u.sentence.text for u in done.updates)
    assert len(View(asked.out / "story.asof").documents()) == 2
    assert verify(asked.out / "story.asof").problems == ()


def test_a_changed_page_is_a_new_revision_of_its_document(site, tmp_path):
    """A live report is read again where the feed itself has not changed; it stays one document."""
    asked = options(site, tmp_path / "story")
    publish(site, FIRST)
    watch_round(asked, how(asked.read))
    _Site.pages["/one"] = PAGE.format(
        "Miners at Norvik", "Police in Norvik said that 14 miners were killed in the pit."
    )
    assert len(watch_round(asked, how(asked.read)).documents) == 1
    (document,) = View(asked.out / "story.asof").documents()
    assert "14 miners" in document.text


LIVE = """<html lang="en"><head><title>Norvik pit: live</title><meta property="article:published_time"
content="2026-03-04T08:00:00Z"></head><body><h1>Norvik pit: live</h1><div class="feed">{}</div><footer>{}</footer>
</body></html>"""


def entry(name: str, at: str, words: str) -> str:
    """An entry of a live page."""
    return (
        f"<article class='block' id='{name}'><time datetime='2026-03-04T{at}:00Z'>5m ago</time><p>{words}</p></article>"
    )


OLD = entry("a1", "09:00", "Rescue workers have gone down into the pit at Norvik, the mine company says.")
OLDER = entry("a0", "08:30", "Police in Norvik say that 12 miners were killed in the pit, and that it is closed.")


def test_a_live_page_read_an_hour_later_gives_only_what_is_new(site, tmp_path):
    """A new entry and a corrected one are told with their times; those that stayed are not, nor a new advertisement."""
    asked = RunOptions(inputs=(f"{site}/live",), out=tmp_path / "story", read=ReadOptions(delay=0, timeout=30))
    _Site.pages["/live"] = LIVE.format(OLD + OLDER, "Buy boots")
    assert watch_round(asked, how(asked.read)).said == ()  # a page that was not known is new as a whole
    _Site.pages["/live"] = LIVE.format(OLD + OLDER, "Buy hats").replace("5m ago", "1h ago")
    done = watch_round(asked, how(asked.read))
    assert (done.documents, done.said) == ((), ())
    newest = entry("a2", "10:15", "Two more bodies were found in the pit in the night, a spokesman of the police says.")
    _Site.pages["/live"] = LIVE.format(newest + OLD + OLDER.replace("12 miners", "14 miners"), "Buy hats")
    done = watch_round(asked, how(asked.read))
    told = [(s.change.kind, s.change.part, s.change.asserted_at) for s in done.said]
    assert told == [("new", "update", "2026-03-04T10:15:00Z"), ("changed", "update", "2026-03-04T08:30:00Z")]
    assert "14 miners" in done.said[1].words
    assert len(View(asked.out / "story.asof").documents()) == 1
    private = watch_round(asked, How(fetcher=Fetcher(asked.read)))  # without the test's own allowance
    assert "no public address" in private.silent[0].reason


def test_a_page_that_says_the_same_is_no_new_revision_for_a_run_either(tmp_path):
    """`asof run` into the same folder keeps the document that it has; a word of the report that changed is one."""
    page = tmp_path / "norvik.txt"
    text = "Police in Norvik said on 4 March 2026 that 12 miners were killed in the pit.\n\nSEE ALSO: {} in pictures\n"
    asked = RunOptions(inputs=(str(page),), out=tmp_path / "story")
    page.write_text(text.format("the pit"))
    first = run(asked).documents
    page.write_text(text.format("the harbour"))
    assert run(asked).documents == first
    page.write_text(text.format("the harbour").replace("12", "14"))
    assert "14 miners" in run(asked).documents[0].text


def test_a_dead_network_loses_nothing(site, tmp_path):
    """A feed that does not answer is said; the story stays; the next look finds what was missed."""
    asked = options(site, tmp_path / "story")
    publish(site, FIRST)
    watch_round(asked, how(asked.read))
    before = (asked.out / "claims.jsonl").read_bytes()
    feed = _Site.pages.pop("/feed")
    done = watch_round(asked, how(asked.read))
    assert [item.reason for item in done.silent] == ["the server answered 404 Not Found"]
    assert (asked.out / "claims.jsonl").read_bytes() == before
    _Site.pages["/feed"] = feed
    publish(site, FIRST, SECOND)
    assert len(watch_round(asked, how(asked.read)).documents) == 1


def test_a_kill_between_the_story_and_what_was_seen_costs_nothing(site, tmp_path):
    """What was seen is written last: without it a look reads everything again, and the story knows it."""
    asked = options(site, tmp_path / "story")
    publish(site, FIRST)
    watch_round(asked, how(asked.read))
    os.remove(asked.out / SEEN_NAME)
    assert watch_round(asked, how(asked.read)).documents == ()
    (asked.out / SEEN_NAME).write_bytes(b'{"pages": [torn')
    assert watch_round(asked, how(asked.read)).documents == ()


def test_nothing_counts_as_seen_where_the_story_could_not_be_written(site, tmp_path, monkeypatch):
    """A round that fails while adding is made again from the start."""
    asked = options(site, tmp_path / "story")
    publish(site, FIRST)
    with monkeypatch.context() as broken:
        broken.setattr("asof.watching.add", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            watch_round(asked, how(asked.read))
    assert not (asked.out / SEEN_NAME).exists()
    assert len(watch_round(asked, how(asked.read)).documents) == 1


def test_entries_whose_pages_cannot_be_had_are_read_from_the_feed(site, tmp_path):
    """The words of a feed are better than nothing."""
    asked = options(site, tmp_path / "story")
    words = "Police in Norvik said on Wednesday that 12 miners were killed in the pit."
    item = ITEM.format("Pit at Norvik", f"{site}/gone", 1).replace(
        "</item>", f"<description>{words}</description></item>"
    )
    _Site.pages["/feed"] = FEED.format(item)
    watch_round(asked, how(asked.read))
    (document,) = View(asked.out / "story.asof").documents()
    assert document.text.startswith(words)
    assert document.published.value == "2026-03-04T11:00:00Z"


@pytest.mark.parametrize(("words", "seconds"), [("90s", 90), ("5m", 300), ("1h", 3600), ("30", 30)])
def test_times_between_looks_are_read(words, seconds):
    """Seconds, minutes, hours; a bare number is seconds."""
    assert command.seconds_of(words) == seconds


@pytest.mark.parametrize("words", ["", "soon", "5 parsecs", "1s", "-5m"])
def test_times_that_are_none_or_impolite_end_the_command(words):
    """What cannot be read, and less than ten seconds, is the caller's error."""
    with pytest.raises(typer.Exit):
        command.seconds_of(words)


def test_a_dead_network_is_asked_less_and_less():
    """Twice as long after each failure, to an hour; never more often than was asked for."""
    assert [command.pause(300, n) for n in range(6)] == [300, 600, 1200, 2400, 3600, 3600]
    assert command.pause(7200, 3) == 7200
