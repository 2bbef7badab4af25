"""What is new from one moment to the next, and the two clocks of an event: when it was so, and when it was said."""

from datetime import UTC, datetime, timedelta

from litestar import Response, get
from litestar.exceptions import ClientException
from litestar.params import FromPath

from asof.records import Claim, Record, end_of, moment
from asof.serve.desk.asked import Asked
from asof.serve.desk.pages import Plain, Served, answer
from asof.serve.desk.read import asked_of, told_of
from asof.serve.desk.state import STAMP
from asof.serve.desk.told import Told
from asof.tell.sentences import opening
from asof.tell.tracks import Row
from asof.tell.updates import Update, updates
from asof.tell.wording import fact, looking, worded

LISTED = 60
"""How many things that changed a page lists; the rest is counted."""

PAGE = 100
"""How many claims of what was said a page lists."""

BACK = (("an hour", 1), ("6 hours", 6), ("a day", 24), ("3 days", 72), ("a week", 168))
"""From how long before the moment a reader may want to know what is new: in words, in hours."""


class Since(Record, frozen=True, kw_only=True):
    """The moment from which changes are told: as it was asked for or a day before, in words; other choices."""

    at: str | None
    words: str
    choices: tuple[tuple[str, str], ...]


def since_of(asked: Asked, wanted: str) -> Since:
    """The earlier moment of a question: `wanted`, else a day before the later one.

    Raises ClientException for what is no time, or not before the later moment.
    """
    now = _instant(asked)
    choices = tuple((words, (now - timedelta(hours=hours)).strftime(STAMP)) for words, hours in BACK) if now else ()
    at = wanted.strip() or (dict(choices).get("a day") if now else None)
    if wanted.strip():
        at = asked.moment(wanted.strip())
        if now and end_of(at, asked.zone) > now:
            raise ClientException(f"{opening(looking(at, asked.zone))} is not before {asked.as_of}, the moment shown.")
    return Since(at=at, words=asked.stop(at) if at else asked.when(None), choices=choices)


def _instant(asked: Asked) -> datetime | None:
    """The moment that is shown: the one asked about, else the last at which something became known."""
    if asked.at is not None:
        return end_of(asked.at, asked.zone).astimezone(UTC)
    last = moment(asked.steps[-1]) if asked.steps else None
    return last.first if last else None


def updates_of(asked: Asked, since: Since) -> tuple[Update, ...]:
    """What changed in the event from one moment to the other, the weightiest first."""
    now = told_of(asked)
    before = asked.state.told(now.event.id, since.at, asked.rule)
    return updates(before.story, now.story, asked.state.numbers)


@get("/s/{story:str}/updates", sync_to_thread=True, include_in_schema=False)
def updates_(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """What is new since an earlier moment (`since`; else a day before), the weightiest first."""
    asked = asked_of(shelf, story, request)
    since = since_of(asked, request.query_params.get("since", ""))
    found = updates_of(asked, since)
    told = told_of(asked)
    fresh = len(told.documents) - len(asked.state.told(told.event.id, since.at, asked.rule).documents)
    return answer(request, "updates.html", asked, told=told, since=since, found=found[:LISTED],
                  more=max(0, len(found) - LISTED), fresh=fresh)  # fmt: skip


class Entry(Record, frozen=True, kw_only=True):
    """Something that was said: the claim, what it says, how it stands where it is on a track."""

    claim: Claim
    figure: str
    rest: str
    row: Row | None


def said(told: Told, outcome: str = "") -> list[Claim]:
    """The figures that were stated in an event by then, and the roles that are told in words, the last first.

    What one source says twice in one report at one time is listed once. `outcome`: of one outcome only.
    """
    ids = {link.claim for link in told.story.links if link.event == told.event.id}
    found = [c for c in told.story.claims if c.id in ids and c.asserted_at and worded(c)]
    if outcome:
        found = [c for c in found if getattr(c, "outcome", "") == outcome]
    once = {(c.document, c.asserted_at, told.standing.chain(c.id), fact(c)): c for c in found[::-1]}
    return sorted(once.values(), key=lambda c: (c.asserted_at or "", c.document, c.span), reverse=True)


@get("/s/{story:str}/timeline", sync_to_thread=True, include_in_schema=False)
def timeline(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """What happened by day, as the reports date it, and what was said, claim by claim; never one clock for both."""
    asked = asked_of(shelf, story, request)
    told, of = told_of(asked), request.query_params.get("of", "")
    wanted = request.query_params.get("page", "1")
    page = max(1, int(wanted[:6])) if wanted.isdecimal() else 1
    claims = said(told, of)
    shown = [
        Entry(claim=c, figure=fact(c)[0], rest=fact(c)[1], row=told.rows[c.id][0] if c.id in told.rows else None)
        for c in claims[(page - 1) * PAGE : page * PAGE]
    ]
    outcomes = sorted({t.outcome for t in told.story.reconciled.tracks if t.kind == "count"})
    return answer(request, "timeline.html", asked, told=told, shown=shown, count=len(claims), page=page, size=PAGE,
                  of=of, outcomes=outcomes)  # fmt: skip
