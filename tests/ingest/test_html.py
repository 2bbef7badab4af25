"""Pages: the main text with its headline, and what the page says of itself."""

import socket

import pytest

from asof.ingest import ReadOptions, read
from asof.records import Rejected

BODY = "The miners were freed on Tuesday after a long night in the pit, police in Norvik said. " * 3


def page(tmp_path, head="", body=f"<article><h1>Miners freed</h1><p>{BODY}</p></article>", **options):
    (tmp_path / "p.html").write_text(f"<!doctype html><html lang='en'><head>{head}</head><body>{body}</body></html>")
    (result,) = read([str(tmp_path / "p.html")], ReadOptions(**options))
    return result


def test_the_headline_stands_first_and_the_site_around_it_is_left_out(tmp_path):
    """Navigation and footer are no part of the document; title, site name, address and date are taken over."""
    head = """<title>Miners freed | Courier</title><meta property="og:site_name" content="Norvik Courier">
      <meta property="og:title" content="Miners freed"><link rel="canonical" href="https://courier.example/miners">
      <meta property="article:published_time" content="2026-03-04T10:00:00+01:00">"""
    body = f"<nav><a href=/>Home</a></nav><article><h1>Miners freed</h1><p>{BODY}</p></article><footer>Cookies</footer>"
    d = page(tmp_path, head, body).document
    assert d.text == f"Miners freed\n\n{BODY.strip()}"
    assert [(p.start, p.part) for p in d.passages] == [(0, "headline"), (14, "body")]
    assert (d.title, d.outlet, d.url) == ("Miners freed", "Norvik Courier", "https://courier.example/miners")
    assert (d.published.value, d.published.precision) == ("2026-03-04T09:00:00Z", "second")
    assert d.published.reason == "stated by the page's markup"


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-03-04T10:00Z"}</script>',
         "2026-03-04T10:00:00Z"),
        ('<script type="application/ld+json">{"@graph": [{"a": 1}, {"datePublished": "2026-03-04"}]}</script>',
         "2026-03-04"),
        ('<script type="application/ld+json">{broken</script><meta name="date" content="2026-03-04">', "2026-03-04"),
        ('<meta name="date" content="2026-03-04T10:00:00">', "2026-03-04"),
    ],
)  # fmt: skip
def test_a_page_states_its_date_in_several_ways(tmp_path, head, value):
    """Linked data first, then the usual meta elements; a clock time without a zone leaves the day."""
    assert page(tmp_path, head).document.published.value == value


def test_nothing_is_fetched(tmp_path, monkeypatch):
    """Reading a file makes no connection, whatever the page refers to."""

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was made")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    body = f'<article><h1>Miners freed</h1><img src="https://x.example/a.png"><p>{BODY}</p></article>'
    assert page(tmp_path, '<link rel="stylesheet" href="https://x.example/a.css">', body).document.text


def test_a_named_encoding_is_believed_where_the_bytes_are_not_utf8(tmp_path):
    """The page's own meta element says how its bytes are read."""
    text = f'<html><head><meta charset="iso-8859-1"></head><body><article><p>Café. {BODY}</p></article></body></html>'
    (tmp_path / "p.html").write_bytes(text.encode("latin-1"))
    (reading,) = read([str(tmp_path / "p.html")])
    assert "Café." in reading.document.text


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 15_000 + "Freed.",
        "<b><i>" * 9_000 + "Freed.",
        "<p " + 'a="b" ' * 100_000 + ">",
        "&#x110000;&bogus;" * 9_000,
    ],
)
def test_a_hostile_page_is_read_or_set_aside(tmp_path, body):
    """Depth, attributes and broken entities neither raise nor hang."""
    assert page(tmp_path, body=body) is not None


def test_a_page_of_too_many_tags_is_set_aside(tmp_path):
    """The number of elements is bounded before anything is parsed."""
    result = page(tmp_path, body="<p>x" * 100, max_tags=20)
    assert isinstance(result, Rejected)
    assert result.reason == "more than 20 HTML tags"


def test_half_a_character_in_what_a_page_states_is_mended(tmp_path):
    """A lone surrogate in JSON-LD would stop whatever writes the document down."""
    stated = r'{"@type": "NewsArticle", "publisher": {"name": "Kettle \ud800"}, "datePublished": "2026-03-04"}'
    d = page(tmp_path, f'<script type="application/ld+json">{stated}</script>').document
    assert d.outlet == "Kettle \ufffd"
