"""The pages of one event: its story, a figure, a track, a claim with its words."""

from typing import Any

from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from asof.records import Claim, ClaimLink
from asof.serve.desk.asked import Asked
from asof.serve.desk.claims import chain_of, reading_of, relations_of
from asof.serve.desk.marking import passage
from asof.serve.desk.pages import Plain, Served, answer, author_of
from asof.serve.desk.shelf import Shelf
from asof.serve.desk.told import Told
from asof.tell.entries import title_of
from asof.tell.figures import Figure
from asof.tell.wording import fact, outcome_order, outcome_words

COPIES = 40
"""How many claims of one origin a page lists."""


def asked_of(shelf: Shelf, story: str, request: Plain) -> Asked:
    """The question of a request. Raises NotFoundException for a story that is not served."""
    if story not in shelf.books:
        raise NotFoundException("There is no such story on this desk.")
    return Asked(shelf[story], dict(request.query_params))


def told_of(asked: Asked) -> Told:
    """The event asked for as of the moment. Raises NotFoundException in a story without events."""
    told = asked.told_anew
    if told is None:
        raise NotFoundException("This story holds no event.")
    return told


@get("/", sync_to_thread=True, include_in_schema=False)
def stories(request: Plain, shelf: Served) -> Response[str]:
    """All the stories that are served, with their first figures: as they stand, or as of `at`."""
    found = [Asked(book, {"at": request.query_params.get("at", "")}) for book in shelf.books.values()]
    return answer(
        request, "stories.html", told=[(asked, _first(asked)) for asked in found], at=any(a.at for a in found)
    )


def _first(asked: Asked) -> dict[str, int]:
    """The first figures of a story: best of each outcome, as it stands or as of the moment."""
    if asked.event is None or not asked.events:
        return {}
    found = (
        asked.state.told(asked.event.id, asked.at, asked.rule).event
        if asked.at
        else asked.state.standing(asked.event.id)
    )
    shown = sorted(found.estimates.items(), key=lambda of: outcome_order(of[0]))
    return {outcome: e.best for outcome, e in shown if e.best is not None}


@get("/s/{story:str}", sync_to_thread=True, include_in_schema=False)
def story(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """A story as of a moment: figures, what is known, claimed, disputed, withdrawn and unknown."""
    asked = asked_of(shelf, story, request)
    return answer(request, "story.html", asked, told=asked.told)


@get("/s/{story:str}/figure/{outcome:str}", sync_to_thread=True, include_in_schema=False)
def figure(request: Plain, shelf: Served, story: FromPath[str], outcome: FromPath[str]) -> Response[str]:
    """A figure: low, best and high, why, by population, its tracks with every claim."""
    asked = asked_of(shelf, story, request)
    told = told_of(asked)
    of = request.query_params.get("of", "")
    tracks = told.tracks(outcome)
    figures = (*(f for f in told.figures if f.outcome == outcome), *told.parts(outcome))
    if not tracks and not figures and outcome not in asked.state.events[told.event.id].estimates:
        raise NotFoundException("Nobody gives such a figure in this event.")
    chosen = next((f for f in figures if f.population == of), None) or next(iter(figures), None)
    if of:
        tracks = tuple(v for v in tracks if v.population == of) or tracks
    return answer(
        request, "figure.html", asked, told=told, outcome=outcome, words=outcome_words(outcome), of=of,
        figure=chosen, sentence=told.sentence(chosen) if chosen else "", parts=told.parts(outcome),
        tracks=tracks, disputes=_disputes(told, chosen), author=author_of(request),
        message=request.query_params.get("problem", "")[:300],
    )  # fmt: skip


def _disputes(told: Told, chosen: Figure | None) -> list[Any]:
    if chosen is None:
        return []
    claims = {*chosen.supporting, *chosen.opposing, *chosen.cited}
    return [d for d in told.report.disputed if claims & set(d.contradiction.claims)]


@get("/s/{story:str}/track/{track:str}", sync_to_thread=True, include_in_schema=False)
def track(request: Plain, shelf: Served, story: FromPath[str], track: FromPath[str]) -> Response[Any]:
    """One track: its chart and every claim."""
    asked = asked_of(shelf, story, request)
    if not any(v.track.id == track for v in told_of(asked).report.tracks):
        asked.about(asked.state.event_of_track(track))
    told = told_of(asked)
    view = next((v for v in told.report.tracks if v.track.id == track), None)
    if view is None:
        raise NotFoundException("There is no such track at this moment.")
    return answer(request, "track.html", asked, told=told, view=view)


@get("/s/{story:str}/claim/{claim:str}", sync_to_thread=True, include_in_schema=False)
def claim(request: Plain, shelf: Served, story: FromPath[str], claim: FromPath[str]) -> Response[str]:
    """One claim: its words, who says it through whom, where it goes back to, how it stands to others."""
    asked = asked_of(shelf, story, request)
    found = asked.state.claims.get(claim)
    if found is None:
        raise NotFoundException("There is no such claim in this story.")
    link = asked.state.links.get(claim)
    asked.about((link.event if link else None) or asked.state.event_of.get(found.document))
    told = told_of(asked)
    row = told.rows.get(claim)
    said = told.claim(claim) is not None
    document = asked.state.documents[found.document]
    return answer(
        request, "claim.html", asked, told=told, claim=found, link=link, row=row, said=said,
        title=title_of(document, asked.at if said else None, asked.zone),
        fact=fact(found, row[1].population if row else ""), document=document,
        words=passage(document, found), chain=chain_of(found),
        copies=_copies(told, found, link), relations=relations_of(asked.state, told, found),
        reading=reading_of(found, asked.when),
        decided=asked.state.decided_about(claim), sentence=told.sentence(found) if said else "",
    )  # fmt: skip


def _copies(told: Told, found: Claim, link: ClaimLink | None) -> list[Claim]:
    """The claims that go back to the same beginning, by then, in order."""
    if link is None or link.origin is None:
        return [found]
    of = [x.claim for x in told.story.links if x.origin == link.origin]
    claims = [c for id_ in of if (c := told.claim(id_))]
    return sorted(claims, key=lambda c: (c.asserted_at is None, c.asserted_at or "", c.id))[:COPIES]


@get("/s/{story:str}/now", include_in_schema=False)
async def now(request: Plain, shelf: Served, story: FromPath[str]) -> Redirect:
    """The story as it stands."""
    return Redirect(f"/s/{story}" if story in shelf.books else "/")
