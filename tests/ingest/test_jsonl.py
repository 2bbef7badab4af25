"""Rows of JSON: documents, incidents with reports, titles, and what is wrong with a row."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asof.ingest import read
from asof.ingest.readers.jsonl import with_title
from asof.records import Reading, Rejected


def rows(tmp_path, *lines, name="rows.jsonl"):
    (tmp_path / name).write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines))
    return list(read([str(tmp_path / name)]))


def test_a_row_says_its_own_facts(tmp_path):
    """Every field of the contract reaches the document."""
    (reading,) = rows(
        tmp_path,
        {"document": 17, "text": "Saved.", "url": "https://courier.example/a", "published": "2026-03-04T10:00:00+01:00",
         "outlet": "Courier", "language": "en", "story": "pit", "mood": ["ignored"]},
    )  # fmt: skip
    d = reading.document
    assert (d.document, d.text, d.url, d.outlet, d.story) == (
        "17",
        "Saved.",
        "https://courier.example/a",
        "Courier",
        "pit",
    )
    assert (d.published.value, d.published.reason) == ("2026-03-04T09:00:00Z", "stated by the row")


def test_a_title_that_the_text_does_not_begin_with_stands_after_it(tmp_path):
    """The text is unchanged at the front; the title follows two line feeds as the passage `headline`."""
    (reading,) = rows(tmp_path, {"document": "r", "text": "The miners were freed.", "title": "Miners freed"})
    d = reading.document
    assert d.text == "The miners were freed.\n\nMiners freed"
    assert [(d.text[p.start : p.end], p.part) for p in d.passages] == [
        ("The miners were freed.\n\n", "body"),
        ("Miners freed", "headline"),
    ]


def test_a_title_that_the_text_begins_with_is_its_headline(tmp_path):
    """Nothing is said twice: the beginning of the text is the headline."""
    text = "Miners freed\nThe miners were freed."
    (reading,) = rows(tmp_path, {"document": "r", "text": text, "title": "Miners freed"})
    assert reading.document.text == text
    assert [p.part for p in reading.document.passages] == ["headline", "body"]


@settings(max_examples=200)
@given(st.text(), st.text() | st.none())
def test_the_text_of_a_row_keeps_its_offsets(text, title):
    """Whatever the title, a row's text stands unchanged at the front, and the headline's words are the title's."""
    whole, headline = with_title(text, title)
    assert whole.startswith(text)
    assert (headline is None) == (not (title or "").strip())
    if headline is not None and title is not None:
        assert whole[headline.start : headline.end].strip() == title.strip()


def test_an_incident_is_its_reports(tmp_path):
    """Each report is a document; the row's `incident` is its story unless it has one of its own."""
    found = rows(tmp_path, {"incident": 7, "killed": 2, "reports": [
        {"document": "a", "text": "One."}, {"document": "b", "text": "Two.", "story": "own"}]})  # fmt: skip
    assert [(r.document.document, r.document.story) for r in found] == [("a", "7"), ("b", "own")]


def test_a_row_without_a_name_is_named_by_its_place(tmp_path):
    """A row that gives no id has its file's name and line."""
    (reading,) = rows(tmp_path, {"text": "Saved."})
    assert reading.document.document == "rows-1"


def test_a_row_may_hold_a_page(tmp_path):
    """`html` is read as a page; what the row says comes before what the page says."""
    page = "<html><head><title>Miners freed</title></head><body><article><h1>Miners freed</h1>"
    page += f"<p>{'The miners were freed on Tuesday after a long night in the pit. ' * 4}</p></article></body></html>"
    (reading,) = rows(tmp_path, {"document": "p", "html": page, "outlet": "Courier"})
    d = reading.document
    assert (d.document, d.outlet, d.passages[0].part) == ("p", "Courier", "headline")
    assert d.text.startswith("Miners freed\n\nThe miners were freed")


def test_an_array_or_one_object_is_read_like_rows(tmp_path):
    """A .json file may hold a list, or a single document over many lines."""
    assert len(rows(tmp_path, json.dumps([{"document": "a", "text": "A."}, {"document": "b", "text": "B."}]))) == 2
    assert len(rows(tmp_path, json.dumps({"document": "a", "text": "A."}, indent=1), name="one.json")) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("not json", "not JSON"),
        ("[1, 2]", "no object"),
        ('{"document": "r"}', "neither `text` nor `html`"),
        ('{"document": "r", "text": 5}', "`text` is no text"),
        ('{"document": "", "text": "x"}', "`document` must be text"),
        ('{"document": ["r"], "text": "x"}', "`document` must be text"),
        ('{"document": "r", "text": "x", "outlet": {"a": 1}}', "`outlet` is no text"),
        ('{"reports": 5}', "`reports` is no list"),
        ('{"reports": [5]}', "the report is no object"),
        ('{"document": "r", "text": ""}', "empty"),
        ('{"document": "r", "text": "\\ud800"}', "not JSON"),
        ("[" * 100_000, "not JSON"),
    ],
)
def test_a_bad_row_is_set_aside_by_its_line(tmp_path, row, reason):
    """What is wrong and where is said; the rows around it are read."""
    found = rows(tmp_path, {"document": "a", "text": "A."}, row, {"document": "b", "text": "B."})
    assert [r.document.document for r in found if isinstance(r, Reading)] == ["a", "b"]
    (bad,) = [r for r in found if isinstance(r, Rejected)]
    assert ":2" in bad.input
    assert reason in bad.reason
