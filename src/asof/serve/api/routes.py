"""The addresses of the API. Every one that tells of a story takes `at` (a moment) and `rule`, like the pages."""

from collections import Counter
from typing import Annotated

from litestar import Response, Router, get
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, YamlRenderPlugin
from litestar.params import FromPath, QueryParameter

from asof import __version__
from asof.records import Contradiction, DecisionState, Document, Entity, Track, end_of
from asof.serve.api.answers import ClaimAnswer, DocumentLine, EventAnswer, EventLine, Hit, StoryAnswer, StoryLine
from asof.serve.api.asking import At, OfEvent, Rule, answered, asked_of, told_of
from asof.serve.api.more import HANDLERS
from asof.serve.desk import finding, sources
from asof.serve.desk.asked import Asked
from asof.serve.desk.pages import Served
from asof.tell.clean import link
from asof.tell.situation import Part

Words = Annotated[str, QueryParameter(description="Words that must all be there, whatever their case.")]
Id = Annotated[str, QueryParameter(name="id", description="A report's id.")]


def _line(asked: Asked) -> StoryLine:
    """A story as it was known at the moment asked for."""
    state, counts = asked.state, (len(asked.state.documents), len(asked.state.claims))
    if asked.at:
        counts = state.counted(end_of(asked.at, asked.zone))
    return StoryLine(
        name=asked.book.name,
        title=asked.title,
        documents=counts[0],
        claims=counts[1],
        events=len(asked.events),
        at=asked.at,
        zone=asked.zone_name,
        state=state.stamp,
    )


@get("/stories", sync_to_thread=True, tags=["stories"])
def stories(shelf: Served, at: At = None) -> list[StoryLine]:
    """The stories that are served; with `at`, each as it was known then."""
    return [_line(asked_of(shelf, name, {"at": at})) for name in shelf.books]


@get("/stories/{story:str}", sync_to_thread=True, tags=["stories"])
def story(shelf: Served, story: FromPath[str], at: At = None, rule: Rule = None) -> Response[StoryAnswer]:
    """A story and its events; with `at`, those reported by then, each as it was known; else as of its end."""
    asked = asked_of(shelf, story, {"at": at, "rule": rule})
    state, as_held = asked.state, at is None and rule is None
    events = [
        state.standing(e.id) if as_held else state.told(e.id, asked.at, asked.rule).event for e, _ in asked.events
    ]
    lines = tuple(
        EventLine(
            id=e.id, label=e.label, documents=len(e.documents), start=e.start, end=e.end, estimates=e.estimates
        )
        for e in events
        if e.documents or as_held
    )  # fmt: skip
    return answered(asked, StoryAnswer(at=asked.at, zone=asked.zone_name, story=_line(asked), events=lines))


@get("/stories/{story:str}/event", sync_to_thread=True, tags=["events"])
def event(
    shelf: Served, story: FromPath[str], of: OfEvent = None, at: At = None, rule: Rule = None
) -> Response[EventAnswer]:
    """An event as of a moment, with its estimates, tracks and contradictions."""
    asked = asked_of(shelf, story, {"event": of, "at": at, "rule": rule})
    told = told_of(asked)
    found, report = told.story.reconciled, told.report
    made = EventAnswer(
        at=asked.at,
        zone=asked.zone_name,
        as_of=asked.as_of,
        rule=asked.rule,
        event=told.event,
        tracks=found.tracks,
        contradictions=found.contradictions,
        outlets=told.outlets,
        origins=told.origins,
        left_out=told.left_out,
        moments=asked.state.stops(told.event.id),
        known=_sentences(report.known),
        claimed=_sentences(report.claimed),
        withdrawn=_sentences(report.withdrawn),
        unknown=_sentences(report.unknown),
    )
    return answered(asked, made)


def _sentences(part: Part) -> tuple[str, ...]:
    return tuple(s.text for s in part.sentences)


@get("/stories/{story:str}/tracks/{track:str}", sync_to_thread=True, tags=["events"])
def track(
    shelf: Served, story: FromPath[str], track: FromPath[str], at: At = None, rule: Rule = None
) -> Response[Track]:
    """One track as of a moment."""
    asked = asked_of(shelf, story, {"at": at, "rule": rule})
    asked.about(asked.state.event_of_track(track))
    found = next((t for t in told_of(asked).story.reconciled.tracks if t.id == track), None)
    if found is None:
        raise NotFoundException("There is no such track at this moment.")
    return answered(asked, found)


@get("/stories/{story:str}/claims/{claim:str}", sync_to_thread=True, tags=["claims"])
def claim(shelf: Served, story: FromPath[str], claim: FromPath[str]) -> ClaimAnswer:
    """One claim with its words, its place and its relations."""
    asked = asked_of(shelf, story, {})
    found = asked.state.claims.get(claim)
    if found is None:
        raise NotFoundException("There is no such claim in this story.")
    link_, document = asked.state.links.get(claim), asked.state.documents[found.document]
    of = link_.event if link_ else None
    return ClaimAnswer(
        claim=found,
        link=link_,
        sentence=document.text[found.sentence.start : found.sentence.end],
        outlet=document.outlet,
        relations=tuple(asked.state.relations(of).get(claim, ())) if of else (),
    )


@get("/stories/{story:str}/contradictions", sync_to_thread=True, tags=["events"])
def contradictions(
    shelf: Served, story: FromPath[str], of: OfEvent = None, at: At = None, rule: Rule = None
) -> Response[list[Contradiction]]:
    """The contradictions of an event that had opened by a moment; `closed` is set in those that were settled."""
    asked = asked_of(shelf, story, {"event": of, "at": at, "rule": rule})
    return answered(asked, list(told_of(asked).story.reconciled.contradictions))


@get("/stories/{story:str}/documents", sync_to_thread=True, tags=["documents"])
def documents(shelf: Served, story: FromPath[str], of: OfEvent = None, at: At = None) -> Response[list[DocumentLine]]:
    """The reports of an event by a moment, in order of publication, without their texts."""
    asked = asked_of(shelf, story, {"event": of, "at": at})
    told = told_of(asked)
    said = Counter(c.document for c in told.story.claims)
    lines = [
        DocumentLine(
            document=d.document,
            title=told.title(d.document),
            outlet=d.outlet,
            published=told.published(d.document),
            url=link(d.url),
            claims=said[d.document],
        )
        for d in told.documents
    ]
    return answered(asked, lines)


@get("/stories/{story:str}/document", sync_to_thread=True, tags=["documents"])
def document(shelf: Served, story: FromPath[str], id_: Id) -> Document:
    """One report with its text and passages."""
    found = asked_of(shelf, story, {}).state.documents.get(id_)
    if found is None:
        raise NotFoundException("There is no such report in this story.")
    return found


@get("/stories/{story:str}/entities", sync_to_thread=True, tags=["names"])
def entities(shelf: Served, story: FromPath[str]) -> list[Entity]:
    """Everybody and everything that is named."""
    return list(asked_of(shelf, story, {}).state.entities.values())


@get("/stories/{story:str}/sources", sync_to_thread=True, tags=["names"])
def speakers(shelf: Served, story: FromPath[str], of: OfEvent = None, at: At = None) -> Response[list[sources.Speaker]]:
    """Who speaks in an event by a moment, by how many outlets each is carried."""
    asked = asked_of(shelf, story, {"event": of, "at": at})
    return answered(asked, sources.speakers(told_of(asked)))


@get("/stories/{story:str}/outlets", sync_to_thread=True, tags=["names"])
def outlets(shelf: Served, story: FromPath[str], of: OfEvent = None, at: At = None) -> Response[list[sources.Carrier]]:
    """Which outlets report on an event by a moment, and how much of it begins with each."""
    asked = asked_of(shelf, story, {"event": of, "at": at})
    return answered(asked, sources.outlets(told_of(asked)))


@get("/stories/{story:str}/decisions", sync_to_thread=True, tags=["review"])
def decisions(shelf: Served, story: FromPath[str]) -> list[DecisionState]:
    """What people decided, in order, undone decisions too."""
    return list(asked_of(shelf, story, {}).state.decided)


@get("/stories/{story:str}/search", sync_to_thread=True, tags=["documents"])
def search(shelf: Served, story: FromPath[str], q: Words, of: OfEvent = None, at: At = None) -> Response[list[Hit]]:
    """Claims and reports of an event by a moment that hold all the words."""
    asked = asked_of(shelf, story, {"event": of, "at": at})
    told = told_of(asked)
    found = finding.find(told, q[:200])
    claims = [
        Hit(document=c.document, claim=c.id, words=f"{number} {rest}".strip()) for c, number, rest in found.claims
    ]
    reports = [Hit(document=d.document, claim=None, words=words.striptags()) for d, words in found.documents]
    return answered(asked, claims + reports)


ROUTER = Router(
    path="/api",
    route_handlers=[
        stories, story, event, track, claim, contradictions, documents, document, entities, speakers, outlets,
        decisions, search, *HANDLERS,
    ],
)  # fmt: skip

SCHEMA = OpenAPIConfig(
    title="asof",
    version=__version__,
    description="What was known of a story as of any moment, who said so, what was revised, what is in dispute.",
    path="/api/schema",
    render_plugins=[JsonRenderPlugin(), YamlRenderPlugin()],
)
