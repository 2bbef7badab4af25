"""PDF, DOCX and saved pages: words in paragraphs, dates of properties as the weakest, bombs set aside."""

import zipfile
from pathlib import Path

import pytest

from asof.ingest import ReadOptions, read
from asof.ingest.typeset import Set, typeset
from asof.records import Document, Reading, Rejected
from bench.ingest import seeds

HEADER = (72, 800, 8, "Norvik Rescue Service")


def one(tmp_path: Path, name: str, raw: bytes, **options: object) -> Document:
    (tmp_path / name).write_bytes(raw)
    (result,) = read([str(tmp_path / name)], ReadOptions(**options))
    assert isinstance(result, Reading), result
    return result.document


def reason(tmp_path: Path, name: str, raw: bytes, **options: object) -> str:
    (tmp_path / name).write_bytes(raw)
    (result,) = read([str(tmp_path / name)], ReadOptions(**options))
    assert isinstance(result, Rejected), result
    return result.reason


def lines(*words: str, x: int = 72, y: int = 740, size: int = 10) -> list[tuple[int, int, int, str]]:
    """Lines under each other, twelve points apart."""
    return [(x, y - 12 * n, size, w) for n, w in enumerate(words)]


def test_a_pdf_is_put_together_to_paragraphs(tmp_path):
    """Lines run on, cut words are whole, a gap is a paragraph, a page's end is none; headers are left out."""
    first = [
        HEADER,
        (72, 770, 18, "Sailors ashore"),
        *lines("Twelve sailors were brought ash-", "ore at dawn, and all of them"),
    ]
    second = [HEADER, *lines("were well, the harbour master said."), *lines("A second paragraph.", y=700)]
    raw = seeds.pdf([[*first, (300, 30, 8, "Page 1 of 2")], [*second, (300, 30, 8, "Page 2 of 2")]], packed=True)
    document = one(tmp_path, "a.pdf", raw)
    assert document.text == (
        "Sailors ashore\n\n"
        "Twelve sailors were brought ashore at dawn, and all of them were well, the harbour master said.\n\n"
        "A second paragraph."
    )
    assert document.title == "Sailors ashore"


def test_columns_of_a_pdf_are_read_one_after_the_other(tmp_path):
    """The second column begins a paragraph where the first has ended one, and goes on where it has not."""
    left, right = (
        lines("The first column holds these", "words and ends within a"),
        lines("sentence here.", "Then more.", x=320),
    )
    assert one(tmp_path, "a.pdf", seeds.pdf([left + right])).text.startswith(
        "The first column holds these words and ends within a sentence here."
    )


def test_a_compound_keeps_its_hyphen_where_the_document_writes_it_so():
    """A hyphen at a line's end is taken away, unless the same compound stands whole elsewhere."""
    page = [Set(words=w, x=0, y=100 - 12 * n, size=10) for n, w in enumerate(
        ["a well-known road, the well-", "known road, was shut and re-", "opened."])]  # fmt: skip
    assert typeset([page]).paragraphs == ("a well-known road, the well-known road, was shut and reopened.",)


def test_the_properties_of_a_file_are_the_weakest_word_for_its_date(tmp_path):
    """They count where nothing else says a date, and give the time of the day that the text names."""
    said = {"CreationDate": "D:20260304153000+01'00'"}
    bare = one(tmp_path, "a.pdf", seeds.pdf([lines("The quay was shut.")], said))
    assert (bare.published.value, bare.published.reason) == ("2026-03-04T14:30:00Z", "the file's own properties")
    other = one(tmp_path, "b.pdf", seeds.pdf([[*lines("1 March 2026"), *lines("The quay was shut.", y=700)]], said))
    assert other.published.value == "2026-03-01"
    same = one(tmp_path, "c.pdf", seeds.pdf([[*lines("4 March 2026"), *lines("The quay was shut.", y=700)]], said))
    assert same.published.value == "2026-03-04T14:30:00Z"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (seeds.pdf([[]]), "pictures of text"),
        (b"%PDF-1.4\nnothing more", "not a sound PDF"),
        (seeds.pdf([[(72, 700, 10, "x" * 60)] * 1000] * 3), "too long"),
    ],
)
def test_a_pdf_that_cannot_be_taken_says_why(tmp_path, raw, words):
    """No words, no structure, too many words."""
    assert words in reason(tmp_path, "a.pdf", raw, max_text=100_000)


def test_a_page_with_endless_drawing_is_left_out_by_number(tmp_path):
    """Instructions packed a thousandfold are not unpacked into objects; the other pages are read."""
    bomb = [(1, 1, 1, " " * 5_100_000)]
    (tmp_path / "a.pdf").write_bytes(seeds.pdf([lines("The quay was shut."), bomb], packed=True))
    document, aside = sorted(read([str(tmp_path / "a.pdf")]), key=lambda r: isinstance(r, Rejected))
    assert document.document.text == "The quay was shut."
    assert (aside.input.rpartition(":")[2], aside.reason) == ("2", "a page with more drawing than asof takes")


def test_a_docx_gives_its_paragraphs_rows_and_properties(tmp_path):
    """The title is the headline, a row of a table one line, the date that of the last change."""
    raw = seeds.docx(
        seeds.body([("Bridge closed", "Title"), ("Nobody was hurt, the mayor said.", "")], ["Injured", "3"])
    )
    document = one(tmp_path, "a.docx", raw)
    assert document.text == "Bridge closed\n\nNobody was hurt, the mayor said.\n\nInjured\t3"
    assert [p.part for p in document.passages] == ["headline", "body"]
    assert document.published.value == "2026-03-04T10:00:00Z"


def test_what_was_struck_out_of_a_docx_is_left_out(tmp_path):
    """Deleted text of a reviewed file is none of its words."""
    struck = "<w:p><w:r><w:t>Two</w:t></w:r><w:del><w:r><w:delText>hundred</w:delText></w:r></w:del></w:p>"
    raw = seeds.docx(seeds.body([("Shut.", "")]).replace("</w:body>", struck + "</w:body>"))
    assert one(tmp_path, "a.docx", raw).text == "Shut.\n\nTwo"


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (seeds.docx('<!DOCTYPE a [<!ENTITY b "c">]>' + seeds.body([("&b;", "")])), "document type"),
        (seeds.docx("<a>" + " " * 31_000_000 + "</a>"), "unpacked"),
        (seeds.docx(seeds.body([("a", "")]), method=zipfile.ZIP_LZMA), "packed in a way"),
        (seeds.docx("<a"), "not a sound DOCX"),
        (b"PK\x03\x04 torn", "not a sound DOCX"),
    ],
)
def test_a_docx_that_cannot_be_taken_says_why(tmp_path, raw, words):
    """Entities, bombs, other packings and torn files."""
    assert words in reason(tmp_path, "a.docx", raw)


def test_a_saved_page_is_read_at_its_address(tmp_path):
    """The page inside, with the address it was saved from; when it was saved says nothing of its publication."""
    (tmp_path / "a.mhtml").write_bytes(
        seeds.mhtml().replace(b"article:published_time", b"other").replace(b"datePublished", b"x")
    )
    (reading,) = read([str(tmp_path / "a.mhtml")])
    assert isinstance(reading, Reading)
    assert reading.document.url == "https://courier.example/ashore.html"
    assert "brought ashore at Norvik" in reading.document.text
    assert reading.fetched == "2026-03-04T11:00:00Z"
    assert not (reading.document.published.value or "").endswith("11:00:00Z")


@pytest.mark.parametrize("name", sorted(seeds.seeds()))
def test_every_format_is_known_by_its_first_bytes(tmp_path, name):
    """A file without an ending is read as what it is (Markdown and JSON need theirs; plain text is the rest)."""
    media_type, raw = seeds.seeds()[name]
    (tmp_path / "file").write_bytes(raw)
    found = [r.media_type for r in read([str(tmp_path / "file")]) if isinstance(r, Reading)]
    inside = {
        "atom": "application/rss+xml",
        "mbox": "message/rfc822",
        "warc": "text/html",
        "warc.gz": "text/html",
        "markdown": "text/plain",
    }
    if name == "sitemap":
        assert found == []
    else:
        assert found[0].partition(";")[0] == inside.get(name, media_type)
