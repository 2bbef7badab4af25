"""Outlets under one name, and whom a report credits."""

import pytest

from asof.ingest import publishers, read
from asof.ingest.outlets import canonical
from bench.ingest import seeds

BODY = "The crew of the ferry was brought ashore on Tuesday, the harbour master said. It was a long night."


@pytest.mark.parametrize(
    ("name", "url", "outlet"),
    [
        ("Norvik Courier", "https://courier.example/x", "Norvik Courier"),
        (None, "https://www.courier.example/x", "courier.example"),
        ("reuters.com", None, "Reuters"),
        (None, "https://edition.cnn.com/x", "CNN"),
        ("ABC News", "https://www.abc.net.au/news/x", "ABC News (Australia)"),
        ("ABC News", "https://abcnews.go.com/x", "ABC News"),
        ("Norvik Courier", "https://edition.cnn.com/x", "Norvik Courier"),
        (None, None, None),
    ],
)
def test_an_outlet_is_named_alike_wherever_it_stands(name, url, outlet):
    """By its names, by its host; an outlet that is not known keeps the name that its page gives."""
    assert canonical(name, url) == outlet


@pytest.mark.parametrize(
    ("top", "end", "credited"),
    [
        ("NORVIK (Reuters) - ", "", [("Reuters", False)]),
        ("", "\n\nWith files from AFP and our own desk", [("Agence France-Presse", True)]),
        ("", "\n\nThe Associated Press contributed to this report.", [("Associated Press", True)]),
        ("", "\n\nThe harbour master told Reuters that it was cold.", []),
        ("", "", []),
    ],
)
def test_a_report_credits_agencies(tmp_path, top, end, credited):
    """In its dateline and at its end, whole or in part; a source in the text is no credit."""
    (tmp_path / "r.txt").write_text(f"Crew ashore\n\n{top}{BODY}\n\n{BODY}{end}\n")
    (result,) = read([str(tmp_path / "r.txt")])
    assert [(c.agency, c.shared) for c in result.document.credits] == credited
    text = result.document.text
    assert all(text[c.span.start : c.span.end] == c.span.text for c in result.document.credits)


def test_a_paper_is_of_the_body_on_its_letterhead(tmp_path):
    """Where its words say that this body issued it; a subject at the head is none, nor a name elsewhere."""
    lines = [(60, 800, 9, "TARN FERRIES - MEDIA STATEMENT"), (60, 760, 16, "Statement on the fire at sea")]
    lines += [
        (60, 730, 10, "Two sailors were hurt."),
        (60, 700, 10, "To help, write to the press office of Tarn Ferries."),
    ]
    (tmp_path / "a.pdf").write_bytes(seeds.pdf([lines]))
    (tmp_path / "b.pdf").write_bytes(seeds.pdf([lines[1:]]))
    body = seeds.body(
        [("Tarn Ferries | Statement", ""), ("Two were hurt.", ""), ("About Tarn Ferries: six ships.", "")]
    )
    (tmp_path / "c.docx").write_bytes(seeds.docx(body))
    found = {r.document.document: r.document.outlet for r in read([str(tmp_path)])}
    assert found == {"a": "Tarn Ferries", "b": None, "c": "Tarn Ferries"}


def test_a_newsletter_is_of_whom_its_readers_subscribed_to(tmp_path):
    """Where its head names nobody; "our newsletter" is no name."""
    page = "<html><body><article><h1>What we got wrong</h1><p>{0}</p><p>{0} {0}</p></article><p>{1}</p></body></html>"
    (tmp_path / "a.html").write_text(
        page.format(seeds.WORDS, "You get this because you subscribed to The Evening Kettle.")
    )
    (tmp_path / "b.html").write_text(page.format(seeds.WORDS, "You get this because you subscribed to our newsletter."))
    assert [r.document.outlet for r in read([str(tmp_path)])] == ["The Evening Kettle", None]


def test_the_issuer_of_a_long_paper_is_looked_for_at_few_places():
    """A megabyte of one capitalised name has a hundred of them looked at and its end, where the proof stands."""
    text = "Tarn Ferries " * 80_000
    assert len(publishers._mentions("Tarn Ferries", text)) <= 200
    assert publishers.letterhead(["News | TARN FERRIES | Quay"], text) is None
    assert publishers.letterhead(["News | TARN FERRIES | Quay"], text + "\nAbout Tarn Ferries:") == "Tarn Ferries"
