"""The pages as JSON: the same records, the same moments."""

import msgspec
import pytest

from asof.pipeline import as_of
from asof.records import Event

NOON = "2013-01-17T12:00+01:00"


def test_an_event_is_what_reconciling_gives(desk, read_demo):
    """The API hands on the records: they decode as what they are, and hold the figures of the moment."""
    answer = desk.get("/api/stories/demo/event", params={"at": NOON}).json()
    found = msgspec.convert(answer["event"], Event)
    wanted = next(e for e in as_of(read_demo / "story.asof", NOON).reconciled.events if e.id == found.id)
    assert found.estimates == wanted.estimates
    assert answer["known"]


def test_a_story_as_of_a_moment_lists_what_was_known(desk):
    """Its events are those reported by then, with the figures of then; before the first report there is none."""
    address = "/api/stories/demo"
    (then, *_) = desk.get(address, params={"at": NOON}).json()["events"]
    event = desk.get(f"{address}/event", params={"at": NOON}).json()["event"]
    assert (then["label"], then["estimates"]) == (event["label"], event["estimates"])
    (last, *_) = desk.get(address).json()["events"]
    assert last["documents"] > then["documents"]
    assert last["estimates"] != then["estimates"]
    assert desk.get(address, params={"at": "2013-01-01"}).json()["events"] == []
    by = desk.get(address, params={"rule": "acled"}).json()["events"][0]["estimates"]
    assert {e["rule"] for e in by.values()} == {"acled"}


def test_the_schema_names_every_address(desk):
    """OpenAPI is made from the handlers and records, and lists no page."""
    schema = desk.get("/api/schema/openapi.json").json()
    assert schema["openapi"].startswith("3.")
    assert "/api/stories/{story}/event" in schema["paths"]
    assert all(path.startswith("/api/") for path in schema["paths"])
    fields = next(v for k, v in schema["components"]["schemas"].items() if k.endswith("EventAnswer"))["properties"]
    assert {"event", "tracks", "contradictions", "moments"} <= set(fields)


@pytest.mark.parametrize(
    "address",
    ["/api/stories", "/api/stories/demo", "/api/stories/demo/documents", "/api/stories/demo/entities",
     "/api/stories/demo/sources", "/api/stories/demo/outlets", "/api/stories/demo/contradictions",
     "/api/stories/demo/decisions", "/api/stories/demo/search?q=hostages"],
)  # fmt: skip
def test_every_address_answers_with_json(desk, address):
    """Each list is there."""
    answer = desk.get(address)
    assert answer.status_code == 200
    assert answer.json() is not None


def test_what_is_not_there_is_said_as_json(desk):
    """Errors are JSON too, with a status and words."""
    assert desk.get("/api/stories/none").json()["status"] == 404
    assert "names no day" in desk.get("/api/stories/demo/event?at=noon").json()["detail"]


def test_a_claim_comes_with_its_words(desk):
    """A claim's text is the document's text at its offsets."""
    hit = next(h for h in desk.get("/api/stories/demo/search?q=hostages").json() if h["claim"])
    claim = desk.get(f"/api/stories/demo/claims/{hit['claim']}").json()["claim"]
    text = desk.get("/api/stories/demo/document", params={"id": claim["document"]}).json()["text"]
    assert text[claim["span"]["start"] : claim["span"]["end"]] == claim["span"]["text"]


@pytest.mark.parametrize("at", ["0001-01-01", "9999-12-31"])
def test_a_time_at_the_ends_of_the_calendar_is_refused(desk, at):
    """In some zone it is no day of the calendar at all: said as a bad request, not met as a failure."""
    assert desk.get("/api/stories/demo/event", params={"at": at}).status_code == 400
    assert desk.get("/api/stories/demo/event", params={"at": "0999-01-01"}).status_code == 200


def test_what_is_new_is_told_by_the_rule_that_is_asked_for(desk):
    """The rule of estimation is a question's part everywhere; the answer says by which one it was made."""
    asked = {"at": "2013-01-18T12:00+01:00", "since": "2013-01-17T12:00+01:00"}
    plain = desk.get("/api/stories/demo/updates", params=asked).json()
    other = desk.get("/api/stories/demo/updates", params=asked | {"rule": "gtd"}).json()
    assert (plain["rule"], other["rule"]) == ("ucdp", "gtd")
    assert desk.get("/api/stories/demo/updates", params=asked | {"rule": "none"}).status_code == 400
    schema = desk.get("/api/schema/openapi.json").json()["paths"]
    for page in ("figures", "updates", "timeline"):
        assert "rule" in {p["name"] for p in schema[f"/api/stories/{{story}}/{page}"]["get"]["parameters"]}
