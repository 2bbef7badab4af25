"""Outlets under one name, and whom a report credits."""

import pytest

from asof.ingest import read
from asof.ingest.outlets import canonical

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
