"""Moments in words: in the desk, the API, `asof run` and Python; the answer says what was read."""

import html
import json
import re

import pytest
from typer.testing import CliRunner

import asof
from asof.serve.cli import app, running  # noqa: F401 - the import registers the command
from asof.store import View

WORDS = {"Thursday noon": "2013-01-17T12:00", "midnight Thursday": "2013-01-18T00:00", "Thu noon": "2013-01-17T12:00"}


def _text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(("words", "at"), WORDS.items())
def test_the_desk_reads_words_and_shows_the_moment_with_its_zone(desk, words, at):
    """What is typed into the box gives the page of the moment; its addresses bear the moment in ISO 8601."""
    typed, iso = (desk.get("/s/demo", params={"at": asked}).text for asked in (words, at))
    assert typed == iso
    shown = _text(re.search(r'<p class="when".*?</p>', typed, re.S)[0])
    assert shown in ("As of 17 Jan 2013, 12:00 Africa/Algiers", "As of end of 17 Jan 2013 Africa/Algiers")
    assert f"at={at.replace(':', '%3A')}" in typed


@pytest.mark.parametrize("at", ["٢٠١٣-01-17", "٢٠١٣-01-17T12:00", "2013-01-17T١٢"])
def test_other_scripts_digits_are_refused_in_words(desk, at):
    """The desk and its API say that they are no time."""
    for address in ("/s/demo", "/api/stories/demo/event"):
        assert desk.get(address, params={"at": at}).status_code == 400


def test_what_is_new_may_be_asked_for_in_words(desk):
    """`since` is read as `at` is."""
    page = _text(desk.get("/s/demo/updates", params={"since": "Thursday noon", "at": "Fri 18:00"}).text)
    assert "From 17 Jan 2013, 12:00 to 18 Jan 2013, 18:00" in page
    late = desk.get("/s/demo/updates", params={"since": "Friday noon", "at": "Thursday noon"})
    assert late.status_code == 400
    assert "18 Jan 2013, 12:00 is not before 17 Jan 2013, 12:00" in _text(late.text)


@pytest.mark.parametrize("address", ["", "/event", "/figures", "/documents", "/sources", "/contradictions", "/updates"])
def test_the_api_reads_words_and_says_what_it_read(desk, address):
    """An answer bears the moment in its headers, and is that of the moment."""
    answer = desk.get(f"/api/stories/demo{address}", params={"at": "Thursday noon"})
    assert (answer.headers["Asof-At"], answer.headers["Asof-Zone"]) == ("2013-01-17T12:00", "Africa/Algiers")
    assert answer.json() == desk.get(f"/api/stories/demo{address}", params={"at": "2013-01-17T12:00"}).json()
    assert "Asof-At" not in desk.get(f"/api/stories/demo{address}").headers


def test_the_api_echoes_the_moment_in_words(desk):
    """An event's answer holds the moment, its zone and the words for both."""
    answer = desk.get("/api/stories/demo/event", params={"at": "Thursday noon GMT"}).json()
    assert (answer["at"], answer["zone"], answer["as_of"]) == (
        "2013-01-17T12:00:00Z", "Africa/Algiers", "17 Jan 2013, 13:00",
    )  # fmt: skip


def test_a_plus_sign_of_an_address_is_one(desk):
    """A query's plus means a blank; one of an offset, left as it stands, is read all the same."""
    assert desk.get("/api/stories/demo/event?at=2013-01-17T12:00+01:00").json()["at"] == "2013-01-17T12:00+01:00"


@pytest.mark.parametrize("address", ["/s/demo?at=", "/api/stories/demo/event?at=", "/s/demo/updates?since="])
def test_an_offset_that_no_zone_has_is_an_error(desk, address):
    """It is never taken for local time, and the error says what is wrong."""
    answer = desk.get(f"{address}2013-01-17T12:00%2B99:00")
    assert answer.status_code == 400
    assert "+99:00" in html.unescape(answer.text)
    assert "is no time zone" in answer.text


REPORTS = (
    {"document": "a", "outlet": "Norvik Courier", "published": "2031-03-04T08:10:00Z",
     "text": "NORVIK - Police said 12 miners were killed in a blast at a mine near Norvik on Tuesday."},
    {"document": "b", "outlet": "Halmstrand Post", "published": "2031-03-04T15:00:00Z",
     "text": "NORVIK - The mayor said 14 miners were killed in the blast at a mine near Norvik on Tuesday."},
)  # fmt: skip


def test_a_story_in_python_is_asked_in_words():
    """`story.at` takes words, and the story says as of when it is, with the zone."""
    early = asof.read(*REPORTS).at("Tuesday noon")
    assert (early.moment, early.estimate("killed").best) == ("2031-03-04T12:00", 12)
    assert "as of 4 Mar 2031, 12:00 (" in repr(early)
    with pytest.raises(ValueError, match="is no time zone"):
        early.at("2031-03-04T12:00+99:00")


def test_a_run_is_made_as_of_words(tmp_path):
    """`asof run --at` reads words, once the reports say which Tuesday is meant, and says what it read."""
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(r) + "\n" for r in REPORTS), "utf-8")
    asked = ["run", str(tmp_path / "r.jsonl"), "--out", str(tmp_path / "s"), "--workers", "1", "--at"]
    refused = CliRunner().invoke(app, [*asked, "yesterday noon"])
    assert (refused.exit_code, (tmp_path / "s").exists()) == (2, False)
    made = CliRunner().invoke(app, [*asked, "Tuesday noon"])
    assert made.exit_code == 0
    assert "figures as of 4 Mar 2031, 12:00 (" in made.stderr
    assert "**As of 4 Mar 2031, 12:00**" in (tmp_path / "s" / "report.md").read_text("utf-8")
    with View(tmp_path / "s" / "story.asof") as view:
        assert view.settings()[0] == "2031-03-04T12:00"
