"""A page that is written to all day, at noon: the desk finds, counts and names only what had been entered by then."""

import html
import re
from pathlib import Path

import pytest
from litestar.testing import TestClient

from asof.pipeline import RunOptions, run
from tests.serve.desk.conftest import desk_of

NOON = "2031-03-03T12:00Z"


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> TestClient:
    """A desk with one page of two entries, the later one and the headline telling of the afternoon."""
    folder: Path = tmp_path_factory.mktemp("live")
    (folder / "page.md").write_text(
        "# Nine miners dead at Hallen, owner arrested\n\nMarch 3, 2031\n\n"
        "**15:00 GMT** Nine miners were killed in the explosion at the Hallen mine in Algeria, police said.\n\n"
        "**09:00 GMT** Two miners were killed in an explosion at the Hallen mine in Algeria, police said.\n", "utf-8",
    )  # fmt: skip
    run(RunOptions(inputs=(str(folder / "page.md"),), out=folder / "s", files=False))
    return desk_of(folder / "s")


def _text(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(("words", "noon", "end"), [("owner arrested", 0, 1), ("nine", 0, 1), ("two miners", 1, 1)])
def test_search_reads_only_what_was_said_by_then(live, words, noon, end):
    """Words of the afternoon's entry and of the headline are found at the end, not at noon."""
    for at, count in ((NOON, noon), ("", end)):
        hits = live.get("/api/stories/s/search", params={"q": words} | ({"at": at} if at else {})).json()
        reports = [h["words"] for h in hits if h["claim"] is None]
        assert len(reports) == count
        assert not at or not any("Nine" in r or "arrested" in r for r in reports)


def test_claims_of_a_report_are_counted_as_of_the_moment(live):
    """The list of reports and the API count the claims made by noon, all of them at the end."""
    (noon,), (end,) = (live.get(f"/api/stories/s/documents{q}").json() for q in (f"?at={NOON}", ""))
    assert 0 < noon["claims"] < end["claims"]
    for line, query in ((noon, f"?at={NOON}"), (end, "")):
        assert re.search(rf"· {line['claims']} claims?\b", _text(live.get(f"/s/s/documents{query}").text))


def test_the_event_bears_no_headline_of_later(live):
    """At noon the story is called by the words of the morning's entry."""
    (noon,), (end,) = (live.get(f"/api/stories/s{q}").json()["events"] for q in (f"?at={NOON}", ""))
    assert noon["label"].startswith("Two miners were killed")
    assert "arrested" in end["label"]


@pytest.mark.parametrize("page", ["entities", "events"])
def test_pages_of_the_whole_story_say_so(live, page):
    """Names and events are not as of the moment; where one is asked for, the page tells."""
    said = "This page is of the whole story"
    assert said in _text(live.get(f"/s/s/{page}?at={NOON}").text)
    assert said not in _text(live.get(f"/s/s/{page}").text)


def test_lists_call_a_page_by_what_was_on_it_then(live):
    """The list of reports and the API show no headline of the afternoon, and the time of the last entry by noon."""
    (noon,), (end,) = (live.get(f"/api/stories/s/documents{q}").json() for q in (f"?at={NOON}", ""))
    assert noon["title"].startswith("Two miners were killed")
    assert (noon["published"], end["published"]) == ("2031-03-03T09:00:00Z", "2031-03-03")
    assert "Nine miners dead" in end["title"]
    for page in ("documents", "search?q=miners"):
        mark = "&" if "?" in page else "?"
        assert "Nine" not in _text(live.get(f"/s/s/{page}{mark}at={NOON}").text)


def test_a_page_that_is_opened_tells_what_came_later(live):
    """At noon the report is called by its first entry, and the rest is marked as of later."""
    noon, end = (live.get("/s/s/document", params={"id": "page"} | at).text for at in ({"at": NOON}, {}))
    assert "Nine" not in _text(re.search(r"<h1>.*?</h1>", noon)[0])
    assert (noon.count("to-come"), end.count("to-come")) == (3, 0)  # the headline, the dateline, the afternoon's entry
    assert "came later than" in _text(noon)


def test_the_title_of_a_story_is_that_of_the_moment(live):
    """In the API, over every page and in the list of stories."""
    for address, read in (("/api/stories/s", lambda a: a.json()["story"]), ("/api/stories", lambda a: a.json()[0])):
        noon, end = (read(live.get(address, params=at)) for at in ({"at": NOON}, {}))
        assert noon["title"].startswith("Two miners were killed")
        assert "owner arrested" in end["title"]
        assert 0 < noon["claims"] < end["claims"]
    assert read(live.get("/api/stories", params={"at": "2031-03-03T06:00Z"}))["title"] == "s"
    for page in ("/s/s", "/s/s/timeline", "/"):
        noon, end = (_text(live.get(page, params=at).text) for at in ({"at": NOON}, {}))
        assert "arrested" not in noon
        assert "Nine" not in noon
        assert "owner arrested" in end
    assert "nothing was known of it yet" in _text(live.get("/?at=2031-03-01").text)


def test_the_report_counts_the_page_as_a_document(live, tmp_path):
    """A page of which entries had been made is at hand: the situation report of noon is of one document."""
    report = live.get("/s/s/export/report.md", params={"at": NOON}).text
    assert re.search(r"\*\*As of 3 Mar 2031, .*\. 1 document, 3 Mar 2031", report)
    assert "0 documents" not in report
    assert "Nine" not in report


@pytest.mark.parametrize("page", ["history", "review?of=names"])
def test_decisions_and_names_to_decide_about_say_that_they_are_of_the_whole_story(live, page):
    """They are kept by another clock."""
    mark = "&" if "?" in page else "?"
    assert "not as of 3 Mar 2031" in _text(live.get(f"/s/s/{page}{mark}at={NOON}").text)
    assert "not as of" not in _text(live.get(f"/s/s/{page}").text)


def test_the_review_queue_holds_what_had_been_said_by_then(live):
    """At noon only the morning's figures wait, and the page says so; a later claim can still be opened."""
    noon, end = (live.get("/api/stories/s/review", params=at).json() for at in ({"at": NOON}, {}))
    assert 0 < len(noon) < len(end)
    assert "Only what had been said by 3 Mar 2031" in _text(live.get(f"/s/s/review?at={NOON}").text)
    (late, *_) = {line["claim"] for line in end} - {line["claim"] for line in noon}
    opened = live.get("/s/s/review", params={"claim": late, "at": NOON})
    assert opened.status_code == 200
    assert late in opened.text


def test_a_live_blog_is_at_hand_from_its_first_entry(tmp_path):
    """An entry that counts nobody is a report too: pages, the API and the report of that hour count one."""
    page, hour = tmp_path / "blog.md", "2031-03-03T09:00Z"
    page.write_text(
        "# Nine miners dead at Hallen\n\nMarch 3, 2031\n\n"
        "**15:00 GMT** Nine miners were killed in the explosion at the Hallen mine in Algeria, police said.\n\n"
        "**08:30 GMT** The road to the Hallen mine in Algeria was closed.\n", "utf-8",
    )  # fmt: skip
    run(RunOptions(inputs=(str(page),), out=tmp_path / "s", files=False))
    desk = desk_of(tmp_path / "s")
    assert desk.get("/api/stories", params={"at": hour}).json()[0]["documents"] == 1
    assert " 1 document." in " ".join(desk.get("/s/s/export/report.md", params={"at": hour}).text.split())
    shown = _text(desk.get("/s/s", params={"at": hour}).text)
    assert "not surely published" not in shown
    assert "The road to the Hallen mine" in shown
