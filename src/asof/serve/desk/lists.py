"""The pages that list: documents, one document as read, sources, entities, disputes, and the search."""

from collections import Counter
from datetime import UTC, datetime, tzinfo

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from asof.records import moment, said_by
from asof.serve.desk import finding, sources
from asof.serve.desk.marking import parts_of
from asof.serve.desk.pages import Plain, Served, answer, author_of
from asof.serve.desk.read import asked_of, told_of
from asof.tell.entries import at_hand, stamp_of, title_of

PAGE = 100
"""How many documents, entities or sources a page lists."""


def _last(stamp: str | None, zone: tzinfo) -> datetime:
    """The moment by which reports are put in order, the last first; those without one come last."""
    at = moment(stamp, zone)
    return at.last if at else datetime.min.replace(tzinfo=UTC)


def _page(request: Plain) -> int:
    wanted = request.query_params.get("page", "1")
    return max(1, int(wanted[:6])) if wanted.isdecimal() else 1


@get("/s/{story:str}/documents", sync_to_thread=True, include_in_schema=False)
def documents(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """The reports of an event by then, newest first."""
    asked = asked_of(shelf, story, request)
    told, page = told_of(asked), _page(request)
    found = sorted(told.documents, key=lambda d: _last(told.published(d.document), told.clock.zone))[::-1]
    shown = found[(page - 1) * PAGE : page * PAGE]
    claims = Counter(c.document for c in told.story.claims)
    return answer(request, "documents.html", asked, told=told, shown=shown, count=len(found), page=page, size=PAGE,
                  claims=claims)  # fmt: skip


@get("/s/{story:str}/document", sync_to_thread=True, include_in_schema=False)
def document(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """One report as read, with its claims marked; `id` names it, `claim` the one to look at."""
    asked = asked_of(shelf, story, request)
    found = asked.state.documents.get(request.query_params.get("id", ""))
    if found is None:
        raise NotFoundException("There is no such report in this story.")
    asked.about(asked.state.event_of.get(found.document))
    here = request.query_params.get("claim", "")
    told, claims = told_of(asked), asked.state.claims_of[found.document]
    parts = parts_of(found, claims, here, lambda c: asked.to(f"claim/{c}"))
    known = at_hand(found, asked.at, asked.zone)
    for part in parts:
        part["later"] = (
            known and said_by(part["asserted_at"] or found.published.value, asked.at, asked.zone) is not True
        )
    said = [c for c in claims if told.claim(c.id)] if known else claims
    return answer(request, "document.html", asked, told=told, document=found, parts=parts, claims=said, known=known,
                  stamp=stamp_of(found, asked.at if known else None, asked.zone),
                  title=title_of(found, asked.at if known else None, asked.zone))  # fmt: skip


@get("/s/{story:str}/sources", sync_to_thread=True, include_in_schema=False)
def sources_(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """Who speaks, through which outlets, how often, and what each said last; outlets and origins apart."""
    asked = asked_of(shelf, story, request)
    told = told_of(asked)
    speakers, outlets = sources.speakers(told), sources.outlets(told)
    return answer(request, "sources.html", asked, told=told, speakers=speakers[:PAGE], outlets=outlets[:PAGE],
                  counts=(len(speakers), len(outlets)))  # fmt: skip


@get("/s/{story:str}/entities", sync_to_thread=True, include_in_schema=False)
def entities(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """Everybody and everything that is named, the most named first."""
    asked = asked_of(shelf, story, request)
    page = _page(request)
    found = sorted(asked.state.entities.values(), key=lambda e: (-sum(a.count for a in e.aliases), e.name, e.id))
    shown = found[(page - 1) * PAGE : page * PAGE]
    return answer(request, "entities.html", asked, shown=shown, count=len(found), page=page, size=PAGE)


@get("/s/{story:str}/entity/{entity:str}", sync_to_thread=True, include_in_schema=False)
def entity(request: Plain, shelf: Served, story: FromPath[str], entity: FromPath[str]) -> Response[str]:
    """One entity: its spellings with where they stand, and why they are taken for one."""
    asked = asked_of(shelf, story, request)
    found = asked.state.entities.get(entity)
    if found is None:
        raise NotFoundException("There is no such name in this story.")
    others = sorted((e for e in asked.state.entities.values() if e.id != entity), key=lambda e: e.name)
    return answer(
        request, "entity.html", asked, entity=found, others=others[:2000], author=author_of(request),
        message=request.query_params.get("problem", "")[:300], decided=asked.state.decided_about(entity),
    )  # fmt: skip


@get("/s/{story:str}/disputes", sync_to_thread=True, include_in_schema=False)
def disputes(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """The contradictions of an event by then, each with the least set of claims that cannot hold together."""
    asked = asked_of(shelf, story, request)
    return answer(request, "disputes.html", asked, told=told_of(asked))


@get("/s/{story:str}/search", sync_to_thread=True, include_in_schema=False)
def search(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """Reports and claims with all the words of `q`, by then."""
    asked = asked_of(shelf, story, request)
    told = told_of(asked)
    words = request.query_params.get("q", "")[:200]
    found = finding.find(told, words)
    return answer(request, "search.html", asked, told=told, q=words, found=found)
