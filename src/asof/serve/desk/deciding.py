"""Review: the queue, a decision, the history. Decisions are kept by `asof.review`; nothing is changed without one."""

import asyncio
import re
import threading
from importlib import import_module
from typing import Any, cast
from urllib.parse import quote, urlsplit

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.exceptions import ClientException
from litestar.params import FromPath
from litestar.response import Redirect

from asof.records import Claim, CountClaim, Decision, DecisionKind, MeasureClaim
from asof.resources import names
from asof.serve.desk import queue
from asof.serve.desk.asked import Asked
from asof.serve.desk.marking import passage
from asof.serve.desk.pages import AUTHOR, Plain, Served, answer, author_of
from asof.serve.desk.read import asked_of, told_of
from asof.store import StoreError
from asof.tell.clean import visible
from asof.tell.wording import fact

PIN_FIGURE = ("outcome", "low", "best", "high", "as_of")
PIN_PLACE = ("lat", "lon", "name", "admin1", "country", "timezone")
_FIGURE = re.compile(r"(?P<low>\d[\d,]*(?:\.\d+)?)?\s*(?P<range>-|–|\bto\b)?\s*(?P<high>\d[\d,]*(?:\.\d+)?)?")
_warming = threading.Lock()


def _warm() -> None:
    """Load what decisions need before the first is made: it takes a second, in which somebody is reading."""
    if _warming.acquire(blocking=False):
        threading.Thread(target=import_module, args=("asof.review",), daemon=True).start()


@get("/s/{story:str}/review", sync_to_thread=True, include_in_schema=False)
def review(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """One claim after another, the most pressing first; or names that may be one (`of=names`)."""
    _warm()
    asked = asked_of(shelf, story, request)
    pairs = queue.pairs(asked.state)
    items = queue.claims(told_of(asked)) if asked.event else []
    if request.query_params.get("of") == "names":
        return answer(request, "review_names.html", asked, pairs=pairs, waiting=len(items), **_about(request, asked))
    wanted = request.query_params.get("claim")
    place = next((n for n, item in enumerate(items) if item.claim.id == wanted), 0)
    chosen = asked.state.claims.get(wanted or "") or (items[place].claim if items else None)
    shown: dict[str, Any] = {"item": None}
    if chosen is not None:
        shown = {"item": _why(items, chosen), **_claim(asked, chosen)}
    here = any(i.claim is chosen for i in items)
    beside = (items[place - 1].claim.id if here and place else None,
              items[place + 1].claim.id if here and place + 1 < len(items) else None)  # fmt: skip
    if not here and items:
        beside = (None, items[0].claim.id)
    told = told_of(asked)
    if chosen is not None and told.claim(chosen.id) is None:  # said later than the moment that is shown elsewhere
        told = asked.state.told(told.event.id, None, asked.rule)
    return answer(request, "review.html", asked, told=told, place=place + 1 if here else 0, count=len(items),
                  beside=beside, pairs=len(pairs), **shown, **_about(request, asked))  # fmt: skip


def _why(items: list[queue.Item], chosen: Claim) -> queue.Item:
    return next((i for i in items if i.claim.id == chosen.id), queue.Item(claim=chosen, why="asked for"))


def _claim(asked: Asked, claim: Claim) -> dict[str, Any]:
    document = asked.state.documents[claim.document]
    return {
        "claim": claim,
        "document": document,
        "words": passage(document, claim),
        "fact": fact(claim),
        "figure": figure_of(claim),
        "outcomes": names("outcomes") if isinstance(claim, CountClaim) else (),
        "decided": asked.state.decided_about(claim.id),
    }


def _about(request: Plain, asked: Asked) -> dict[str, Any]:
    """Who decides, as they last said, and what was decided last."""
    undoable = [s for s in asked.state.decided if s.state != "undone" and s.decision.kind != "undo"]
    last = undoable[-1] if undoable else None
    return {"author": author_of(request), "last": last, "message": request.query_params.get("problem", "")[:300]}


def figure_of(claim: Claim) -> str:
    """A claim's figure as it is typed: "14", "11-18", "14-" (at least), "-20" (at most)."""
    if not isinstance(claim, CountClaim | MeasureClaim):
        return ""
    low, high = claim.quantity.low, claim.quantity.high
    if low == high:
        return "" if low is None else f"{low:g}" if isinstance(low, float) else str(low)
    return f"{'' if low is None else low}-{'' if high is None else high}"


def bounds_of(typed: str) -> dict[str, str]:
    """What was typed as a figure, as the fields of a correction. Raises ValueError, in words, for what is none."""
    match = _FIGURE.fullmatch(typed.strip())
    if not match or not (match["low"] or match["high"]) or (match["high"] and not match["range"]):
        raise ValueError(f"“{typed[:40]}” is no figure; write 14, 11-18, 14- (at least) or -20 (at most)")
    low, high = (match["low"] or "").replace(",", ""), (match["high"] or "").replace(",", "")
    return {"low": low, "high": high if match["range"] else low}


@post("/s/{story:str}/decide", include_in_schema=False)
async def decide(request: Request[Any, Any, Any], shelf: Served, story: FromPath[str]) -> Response[Any]:
    """Keep a decision that a form made, and go on to the page that the form names."""
    form = await request.form()
    fields = {name: str(value) for name, value in form.items() if isinstance(value, str)}
    targets = [str(t) for t in form.getall("target", []) if isinstance(t, str)]
    asked = await asyncio.to_thread(asked_of, shelf, story, request)
    onward = _onward(story, fields.get("then", ""))
    author = fields.get("author", "").strip() or author_of(request)
    problem = await asyncio.to_thread(_keep, asked, fields, (targets, author))
    if problem:
        back = _onward(story, fields.get("back", "") or fields.get("then", ""))
        onward = f"{back}{'&' if '?' in back else '?'}problem={quote(problem)}"
    kept = Cookie(key=AUTHOR, value=quote(author[:80]), httponly=True, samesite="strict", max_age=31_536_000)
    return Redirect(onward, status_code=303, cookies=[kept])


def _keep(asked: Asked, fields: dict[str, str], who: tuple[list[str], str]) -> str:
    """Keep the decision; what stands against it in words, else ""."""
    from asof.review import decide as keep  # noqa: PLC0415 - loads the language half

    targets, author = who
    try:
        value = _value(asked, fields, targets)
        decision = Decision(
            kind=cast("DecisionKind", fields.get("kind", "")),  # `decide` refuses what is none, in words
            targets=tuple(targets),
            value=value,
            author=author,
            reason=fields.get("reason", "").strip(),
        )
        keep(asked.book.path, decision)
    except (ValueError, LookupError) as error:
        return str(error.args[0] if error.args else error)
    except StoreError as error:
        return str(error)
    return ""


def _value(asked: Asked, fields: dict[str, str], targets: list[str]) -> dict[str, str]:
    """What a pin says, or the fields that a correction changes: those only that are typed otherwise than read."""
    if fields.get("kind") == "pin":
        named = PIN_FIGURE if fields.get("outcome") else PIN_PLACE
        return {name: fields[name].strip() for name in named if fields.get(name, "").strip()}
    if fields.get("kind") != "correct":
        return {}
    claim = asked.state.claims.get(targets[0] if targets else "")
    value: dict[str, str] = {}
    if claim is not None and fields.get("figure", "").strip() != figure_of(claim):
        value |= bounds_of(fields.get("figure", ""))
    if isinstance(claim, CountClaim):
        if fields.get("outcome", claim.outcome) != claim.outcome:
            value["outcome"] = fields["outcome"]
        if fields.get("population", "").strip() not in ("", visible(claim.population.text or "")):
            value["population"] = fields["population"].strip()
    return value


def _onward(story: str, wanted: str) -> str:
    """The page to go on to, where it is one of this story's; else the queue."""
    parts = urlsplit(wanted)
    own = not parts.scheme and not parts.netloc and (parts.path + "/").startswith(f"/s/{story}/")
    return f"{quote(parts.path)}?{parts.query}".rstrip("?") if own else f"/s/{story}/review"


@get("/s/{story:str}/history", sync_to_thread=True, include_in_schema=False)
def history(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """Every decision with its author, reason and time, undone ones too."""
    asked = asked_of(shelf, story, request)
    return answer(request, "history.html", asked, shown=asked.state.decided[::-1], **_about(request, asked))


@get("/s/{story:str}/events", sync_to_thread=True, include_in_schema=False)
def events(request: Plain, shelf: Served, story: FromPath[str]) -> Response[str]:
    """The events of a story: which are one, and which report belongs to another."""
    _warm()
    asked = asked_of(shelf, story, request)
    if len(asked.state.events) > 5000:
        raise ClientException("This story has too many events for one page.")
    return answer(request, "events.html", asked, **_about(request, asked))
