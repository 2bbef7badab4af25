"""Time: a reader that goes on for ever is cut off, wherever it is; robots.txt is kept to."""

import random
import threading
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.ingest import ReadOptions, reading, work
from asof.ingest.draft import Material, Reader
from asof.ingest.limits import TooSlow, allowed, within
from asof.ingest.readers import reader_named
from asof.ingest.robots import NOTHING, parsed
from asof.records import Reading, Rejected
from bench.ingest import fuzz, seeds


def endless(_material, _options):
    while True:
        pass
    yield


def test_a_reader_without_end_is_cut_off(monkeypatch):
    """It is set aside with the reason, and the next input is read."""
    slow = Reader(name="slow", endings=(), media_type="x/slow", sniff=lambda _: False, read=endless)
    found = reading.reader_of
    monkeypatch.setattr(reading, "reader_of", lambda m, e: slow if m.input == "slow" else found(m, e))
    monkeypatch.setattr(work, "reader_named", lambda n: slow if n == "slow" else reader_named(n))
    inputs = [Material(input="slow", base="slow"), Material(input="a", base="a", raw=b"The quay was shut.")]
    results = list(reading.read_materials(inputs, ReadOptions(max_seconds=0.3)))
    assert [type(r) for r in results] == [Rejected, Reading]
    assert results[0].reason == "it took longer than 0.3 seconds to read"


def test_a_library_that_swallows_the_interruption_is_interrupted_again():
    """Bare excepts inside a loop do not keep a reader going."""

    def stubborn():
        swallowed = 0
        while True:
            try:
                sum(range(1000))
            except BaseException:  # as some libraries do
                swallowed += 1
                if swallowed > 1:
                    raise

    with pytest.raises(TooSlow), within(0.1):
        stubborn()


def test_limits_hold_in_other_threads_and_within_each_other():
    """The block that is over time is the one that ends, in whatever thread it runs."""
    ended = []

    def work():
        with within(60):
            try:
                with within(0.1):
                    while True:
                        pass
            except TooSlow:
                ended.append("inner")

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    assert ended == ["inner"]


def test_a_block_that_ends_in_time_is_left_alone():
    """Nothing arrives after the end, not even at the last moment."""
    for _ in range(20):
        with within(30):
            pass
    time.sleep(0.3)


def test_a_small_document_has_a_few_seconds_and_a_large_one_more():
    """Never more than the reader of the call allows; a limit that was passed is said in seconds."""
    options = ReadOptions(max_seconds=60)
    assert allowed(1_000, options) < 5
    assert 10 < allowed(1_000_000, options) < allowed(3_000_000, options) < allowed(20_000_000, options) == 60
    assert allowed(1_000, ReadOptions(max_seconds=1)) == 1


def test_scripts_that_are_never_closed_are_looked_at_once():
    """Six thousand of them took longer than a page may."""
    raw = b'<script type="application/ld+json">' * 6000 + seeds.html()
    (found,) = reading.read_materials([Material(input="a", base="a", raw=raw, media_type="text/html")], ReadOptions())
    assert "it took longer" not in getattr(found, "reason", "")


ROBOTS = """
User-agent: other
Disallow: /
User-agent: *
User-agent: asof
Disallow: /private/ # not ours
Disallow: /*.pdf$
Allow: /private/press/
Crawl-delay: 3
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True), ("/private/a", False), ("/private/press/a", True), ("/a.pdf", False), ("/a.pdf?x=1", True),
        ("/%70rivate/a", False), ("/public", True),
    ],
)  # fmt: skip
def test_the_longest_rule_of_robots_decides(path, allowed):
    """Wildcards, ends and percent signs as RFC 9309 says."""
    rules = parsed(ROBOTS, "asof")
    assert rules.allows(path) is allowed
    assert rules.delay == 3


def test_robots_for_others_do_not_bind_and_a_broken_server_allows_nothing():
    """A group of our own name takes the place of that of everybody; no groups allow all."""
    assert parsed("User-agent: *\nDisallow: /\nUser-agent: asof/2\nDisallow:\n", "asof").allows("/a")
    assert parsed("Disallow: /\nnonsense", "asof").allows("/a")
    assert not NOTHING.allows("/")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_no_robots_text_breaks_anything(text, path):
    """Whatever a site serves as its robots.txt, there is an answer."""
    assert parsed(f"User-agent: *\n{text}", "asof").allows(path) in (True, False)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.sampled_from(sorted(seeds.seeds())), st.integers(0, 2**32))
def test_mutated_files_are_read_or_set_aside(name, number):
    """Every format, changed at random: no error, no fault reported, passages that tile their text."""
    media_type, raw = seeds.seeds()[name]
    assert fuzz.fault(name, media_type, fuzz.mutated(raw, random.Random(number))) is None  # noqa: S311 - a test
