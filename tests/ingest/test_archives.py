"""Web archives and feeds: one record or entry at a time, in bounds, with the dates that are theirs."""

import gzip
from pathlib import Path

import brotli
import pytest

from asof.ingest import ReadOptions, read
from asof.records import Reading, Rejected
from bench.ingest import seeds

URL = "https://courier.example/ashore.html"


def readings(path: Path, **options: object) -> list[Reading]:
    return [r for r in read([str(path)], ReadOptions(**options)) if isinstance(r, Reading)]


def rejected(path: Path, **options: object) -> list[str]:
    return [r.reason for r in read([str(path)], ReadOptions(**options)) if isinstance(r, Rejected)]


def archive(tmp_path: Path, *records: bytes, packed: bool = False) -> Path:
    path = tmp_path / ("a.warc.gz" if packed else "a.warc")
    path.write_bytes(b"".join(gzip.compress(r) if packed else r for r in records))
    return path


@pytest.mark.parametrize("packed", [False, True])
def test_pages_of_an_archive_are_read_at_their_addresses(tmp_path, packed):
    """Ids and URLs are those of the pages; when they were fetched is kept and is no publication."""
    page = seeds.html().replace(b"2026-03-04", b"").replace(b"T08:00:00Z", b"").replace(b"T10:45:00Z", b"")
    path = archive(tmp_path, seeds.warc_record(URL, page), seeds.warc_record("https://port.example/s.pdf",
        seeds.small_pdf(), "Content-Type: application/pdf"), packed=packed)  # fmt: skip
    first, second = readings(path)
    assert (first.document.document, first.document.url) == ("courier.example/ashore", URL)
    assert (first.fetched, first.document.published.value) == ("2026-03-05T10:00:00Z", None)
    assert (second.document.document, second.media_type) == ("port.example/s", "application/pdf")


@pytest.mark.parametrize(
    ("headers", "pack"),
    [
        ("Content-Encoding: gzip", gzip.compress),
        ("Content-Encoding: br", brotli.compress),
        ("Transfer-Encoding: chunked", lambda b: b"%x\r\n%s\r\n0\r\n\r\n" % (len(b), b)),
        ("Content-Encoding: gzip", lambda b: b),
        ("Transfer-Encoding: chunked", lambda b: b),
    ],
)
def test_bodies_are_unpacked_also_where_the_headers_lie(tmp_path, headers, pack):
    """Packed, in chunks, or unpacked already under headers that say otherwise."""
    record = seeds.warc_record(URL, pack(seeds.html()), f"Content-Type: text/html\r\n{headers}")
    (reading,) = readings(archive(tmp_path, record))
    assert "brought ashore at Norvik" in reading.document.text


def test_the_charset_of_the_header_is_minded(tmp_path):
    """A page that does not say its encoding is read in the one that its server named."""
    page = "<html><body><article><p>" + "Le café of Norvik was shut on Tuesday, the mayor said. " * 4 + "</p></article>"
    record = seeds.warc_record(URL, page.encode("cp1252"), "Content-Type: text/html; charset=windows-1252")
    (reading,) = readings(archive(tmp_path, record))
    assert "café" in reading.document.text


def test_what_is_no_page_is_counted_by_kind(tmp_path):
    """Pictures, errors and robots.txt are passed over, said once."""
    path = archive(
        tmp_path,
        seeds.warc_record("https://courier.example/a.png", b"\x89PNG", "Content-Type: image/png"),
        seeds.warc_record("https://courier.example/b.png", b"\x89PNG", "Content-Type: image/png"),
        seeds.warc_record(URL, b"gone").replace(b"200 OK", b"404 No"),
        seeds.warc_record("https://courier.example/robots.txt", b"User-agent: *", "Content-Type: text/plain"),
    )
    assert rejected(path) == ["records passed over: 2 image/png, 1 answers 404, 1 text/plain"]


def test_a_bomb_in_an_archive_costs_only_itself(tmp_path):
    """A page that is too large unpacked, and one that cannot be unpacked, are set aside; the next is read."""
    bomb = seeds.warc_record(URL, gzip.compress(b" " * 3_000_000), "Content-Type: text/html\r\nContent-Encoding: gzip")
    torn = seeds.warc_record(URL, b"\x1f\x8b torn", "Content-Type: text/html\r\nContent-Encoding: gzip")
    path = archive(tmp_path, bomb, torn, seeds.warc_record(URL, seeds.html()))
    assert len(readings(path, max_bytes=1_000_000)) == 1
    assert [r.split(" ")[0:2] for r in rejected(path, max_bytes=1_000_000)] == [["too", "large,"], ["a", "packed"]]


@pytest.mark.parametrize("tail", [b"junk that is no record", b"WARC/1.0\r\nX: " + b"x" * 2_000_000])
def test_an_archive_that_breaks_off_gives_what_it_held(tmp_path, tail):
    """Records before the break are read; the break is said. Headers without end are not read to their end."""
    path = archive(tmp_path, seeds.warc_record(URL, seeds.html()), tail, packed=True)
    assert len(readings(path)) == 1
    assert rejected(path)[0].startswith("the archive breaks off after record 1")


def test_a_gzip_file_of_something_else_is_no_archive(tmp_path):
    """The ending is not believed."""
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"Nothing but words."))
    assert rejected(tmp_path / "a.gz")[0].startswith("no web archive")


def test_one_page_fetched_twice_is_two_documents_where_it_changed(tmp_path):
    """The same bytes are one document; other bytes at one address are told apart, whatever their order."""
    page, other = seeds.warc_record(URL, seeds.html()), seeds.warc_record(URL, seeds.html().replace(b"Twelve", b"Ten"))
    assert len(readings(archive(tmp_path, page, page))) == 1
    names = {tuple(sorted(r.document.document for r in readings(archive(tmp_path, *order)))) for order in
             ((page, other), (other, page))}  # fmt: skip
    assert len(names) == 1
    assert len(next(iter(names))) == 2


def test_entries_of_a_feed_are_documents(tmp_path):
    """Words in paragraphs, the title as headline, date and outlet of the feed; a title alone is a document too."""
    (tmp_path / "a.rss").write_text(seeds.RSS)
    first, second = (r.document for r in readings(tmp_path / "a.rss"))
    assert first.text == f"{seeds.WORDS}\n\nMore\nfollows.\n\nSailors & captain ashore"
    assert (first.document, first.outlet, first.url) == ("courier.example/ashore", "Norvik Courier", URL)
    assert (first.published.value, first.published.reason) == ("2026-03-04T09:12:00Z", "stated by the feed")
    assert (second.text, second.passages[0].part) == ("Three injured in a fire at Norvik", "headline")


def test_an_atom_feed_is_read_alike(tmp_path):
    """`updated` is the date where nothing says when an entry was published."""
    (tmp_path / "a.atom").write_text(seeds.ATOM)
    (reading,) = readings(tmp_path / "a.atom")
    assert (reading.document.published.value, reading.document.text[:14]) == ("2026-03-04T08:00:00Z", "Twelve sailors")


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b'<!DOCTYPE a [<!ENTITY a "b">]><rss><channel><item><title>&a;</title></item></channel></rss>', "entities"),
        ('<!DOCTYPE a [<!ENTITY a "b">]><rss></rss>'.encode("utf-16"), "entities"),
        (b"<rss><channel></channel></rss>", "without entries"),
        (b"<note>no feed</note>", "no feed and no sitemap"),
        (seeds.SITEMAP.encode(), "a list of 1 pages; --follow"),
        (b"\0\1\2", "no text"),
        (b"<rss><channel><item>" + b"<a>" * 200, "more than 100 deep"),
    ],
)
def test_a_feed_that_cannot_be_taken_says_why(tmp_path, raw, words):
    """Entities in any encoding, emptiness, other XML, a list without words."""
    (tmp_path / "a.xml").write_bytes(raw)
    assert words in rejected(tmp_path / "a.xml")[0]


def test_one_entry_in_two_feeds_is_one_document(tmp_path):
    """An outlet's feeds overlap; the same entry with the same words is read once."""
    (tmp_path / "a.rss").write_text(seeds.RSS)
    (tmp_path / "b.rss").write_text(seeds.RSS)
    assert len(readings(tmp_path)) == 2
