"""Text of strangers: bounded, visible, harmless."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asof.tell.clean import cut, link, markdown, one_line, visible


@given(st.text())
def test_what_is_shown_neither_reorders_nor_controls(text: str) -> None:
    """No bidirectional override, control character or surrogate is left, and UTF-8 holds it."""
    shown = visible(text)
    assert not any(0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069 for c in shown)
    assert not any(ord(c) < 32 and c not in "\t\n\r" for c in shown)
    shown.encode("utf-8")


def test_an_override_is_seen() -> None:
    """A reader sees that a character was there that would have turned the words round."""
    assert visible("report\u202etxt.exe") == "report⟨U+202E⟩txt.exe"


@given(st.text(), st.integers(20, 60))
def test_one_line_is_one_bounded_line(text: str, limit: int) -> None:
    """At most `limit` characters, no line break."""
    shown = one_line(text, limit)
    assert len(shown) <= limit
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize(
    "text", ["a" * 10_000_000, " " * 10_000_000, "a " * 5_000_000, "\u202e" * 10_000_000, "[" * 10_000_000]
)
def test_a_huge_title_is_cut_at_once(text: str) -> None:
    """Ten megabytes of title take no time and end in an ellipsis, or in nothing."""
    shown = one_line(text)
    assert len(shown) <= 200
    assert shown.endswith("…") or not shown.strip()


def test_cutting_prefers_a_space() -> None:
    """Words are kept whole where a space is near."""
    assert cut("the quick brown fox jumps", 18) == "the quick brown…"


@given(st.text(alphabet="\\`*_[]<>|~&$#ab \n", max_size=60))
def test_markdown_keeps_one_line(text: str) -> None:
    """Escaped text is one line, and unescaped it is what it was but for white space."""
    escaped = markdown(text)
    assert "\n" not in escaped
    assert escaped.replace("\\\\", "\0").replace("\\", "").replace("\0", "\\") == " ".join(text.split())


@pytest.mark.parametrize("url", [None, "", "javascript:x", "http://", "ftp://a.example", "https://a.example/\x00"])
def test_what_is_no_web_address_is_no_link(url: str | None) -> None:
    """Only http and https with a host, without odd characters."""
    assert link(url) is None
