"""What the desk writes: decisions, and reports that are added. Without JavaScript, as forms."""

import html
import re
import time

import pytest

from asof.review import states
from asof.serve.desk.deciding import bounds_of
from tests.serve.desk.conftest import desk_of


@pytest.fixture
def client(demo):
    """A desk whose story may be written to."""
    return desk_of(demo)


def _form(page: str, kind: str) -> dict[str, str]:
    found = next(f for f in re.findall(r"<form method=.post.*?</form>", page, re.S) if f'value="{kind}"' in f)
    fields = re.findall(r'<input[^>]*name="([^"]+)"[^>]*?value="([^"]*)"', found)
    return {name: html.unescape(value) for name, value in fields}


def test_a_claim_is_corrected_and_that_is_undone(client, demo):
    """A correction has an author and a reason, moves the claim, stands in the history, and can be taken back."""
    form = _form(client.get("/s/demo/review").text, "correct")
    claim = form["target"]
    sent = form | {"figure": "77", "author": "A. Tester", "reason": "misread"}
    assert client.post("/s/demo/decide", data=sent, follow_redirects=False).status_code == 303
    made = states(demo / "story.asof")[-1].decision
    assert (made.kind, made.author, made.reason, made.value) == (
        "correct", "A. Tester", "misread", {"low": "77", "high": "77"},
    )  # fmt: skip
    page = client.get(f"/s/demo/claim/{claim}").text
    assert "77" in page
    assert "A. Tester" in page
    client.post("/s/demo/decide", data=_form(client.get("/s/demo/history").text, "undo"))
    assert [s.state for s in states(demo / "story.asof")] == ["undone", "applied"]


def test_a_claim_that_was_accepted_is_not_asked_for_again(client):
    """The queue goes on to the next."""
    form = _form(client.get("/s/demo/review").text, "accept")
    page = client.post("/s/demo/decide", data=form).text
    assert form["target"] != _form(page, "accept")["target"]
    assert form["target"] != _form(client.get("/s/demo/review").text, "accept")["target"]


def test_two_names_are_merged(client):
    """One is left, with the spellings of both."""
    one, other, *_ = client.get("/api/stories/demo/entities").json()
    form = _form(client.get(f"/s/demo/entity/{one['id']}").text, "merge")
    sent = {**form, "target": [one["id"], other["id"]], "author": "A. Tester"}
    client.post("/s/demo/decide", data=sent)
    found = {e["id"]: e for e in client.get("/api/stories/demo/entities").json()}
    assert other["id"] not in found
    assert {a["text"] for a in other["aliases"]} <= {a["text"] for a in found[one["id"]]["aliases"]}


def test_what_cannot_be_decided_is_said_on_the_page(client, demo):
    """A dismissal without a reason and a figure that is none are refused in words, and nothing is kept."""
    page = client.get("/s/demo/review").text
    refused = client.post("/s/demo/decide", data=_form(page, "dismiss") | {"reason": " "})
    assert "a dismissal has a reason" in refused.text
    refused = client.post("/s/demo/decide", data=_form(page, "correct") | {"figure": "many"})
    assert "is no figure" in refused.text
    assert states(demo / "story.asof") == ()


def test_a_decision_leads_nowhere_else(client):
    """The page to go on to is one of the story's own."""
    form = _form(client.get("/s/demo/review").text, "accept")
    for elsewhere in ("https://evil.example/", "//evil.example/s/demo/", "/s/demo2/review", "javascript:alert(1)"):
        answer = client.post("/s/demo/decide", data=form | {"then": elsewhere}, follow_redirects=False)
        assert answer.headers["location"].startswith("/s/demo/review")


def test_without_the_forms_token_nothing_is_decided(client, demo):
    """A form that does not carry the page's token is refused."""
    form = _form(client.get("/s/demo/review").text, "accept")
    assert client.post("/s/demo/decide", data=form | {"_csrf_token": "x"}).status_code == 403
    del form["_csrf_token"]
    assert client.post("/s/demo/decide", data=form).status_code == 403
    assert client.post("/s/demo/take", data={"text": "x"}).status_code == 403
    assert states(demo / "story.asof") == ()


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [("14", "14", "14"), ("11-18", "11", "18"), ("11 to 18", "11", "18"), ("14-", "14", ""), ("-20", "", "20"),
     ("1,200", "1200", "1200"), ("3.5", "3.5", "3.5")],
)  # fmt: skip
def test_a_figure_is_typed_as_one_writes_it(typed, low, high):
    """Numbers, ranges and open ends."""
    assert bounds_of(typed) == {"low": low, "high": high}


@pytest.mark.parametrize("typed", ["", "-", "many", "12 14", "1e9", "--3"])
def test_what_is_no_figure_is_refused(typed):
    """In words."""
    with pytest.raises(ValueError, match="is no figure"):
        bounds_of(typed)


def _token(page: str) -> str:
    return re.search(r'name="_csrf_token" value="([^"]+)"', page)[1]


@pytest.mark.parametrize(
    ("fields", "words"),
    [({}, "nothing to read"), ({"text": "x", "published": "noon"}, "is no time"),
     ({"text": "x", "timezone": "Mars/Olympus"}, "no time zone")],
)  # fmt: skip
def test_a_form_that_cannot_be_read_says_why(client, fields, words):
    """What was typed stays in the form."""
    sent = {"_csrf_token": _token(client.get("/s/demo/add").text)} | fields
    answer = client.post("/s/demo/take", data=sent, files=[("none", ("", b""))])
    assert answer.status_code == 400
    assert words in answer.text


def test_pasted_words_become_a_report(client, demo):
    """They are read in another process, with the time, zone and outlet of the form; the page shows how far it is."""
    sent = {
        "_csrf_token": _token(client.get("/s/demo/add").text), "title": "Two more hurt in Norvik",
        "text": "Police said 2 miners were injured in Norvik on Monday.", "outlet": "Norvik Courier",
        "published": "2031-03-03T09:00", "timezone": "Europe/Oslo",
    }  # fmt: skip
    answer = client.post("/s/demo/take", data=sent, files=[("none", ("", b""))], follow_redirects=False)
    page = ""
    for _ in range(400):
        page = client.get(answer.headers["location"]).text
        if "hx-trigger" not in page:
            break
        time.sleep(0.2)
    assert re.search(r"1 new report with \d+ claims?", page)
    found = [d for d in client.get("/api/stories/demo").json()["events"] if d["documents"]]
    assert found
    hit = client.get("/s/demo/document", params={"id": "pasted-" + _named(client)})
    assert "Norvik Courier" in hit.text
    assert "3 Mar 2031" in hit.text


def _named(client) -> str:
    listed = [d["document"] for e in client.get("/api/stories/demo").json()["events"]
              for d in client.get("/api/stories/demo/documents", params={"event": e["id"]}).json()]  # fmt: skip
    return next(d.removeprefix("pasted-") for d in listed if d.startswith("pasted-"))


def test_too_much_is_refused(client):
    """A form has a limit, and so has an upload."""
    token = _token(client.get("/s/demo/add").text)
    sent = {"_csrf_token": token, "kind": "accept", "reason": "x" * 300_000}
    assert client.post("/s/demo/decide", data=sent).status_code == 413
