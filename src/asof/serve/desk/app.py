"""The desk as an application: routes, limits, and what a reader is told when something is not there."""

import asyncio
import contextlib
import gc
import threading
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

from litestar import Litestar, Response, get
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State as AppState
from litestar.di import Provide
from litestar.enums import MediaType
from litestar.exceptions import HTTPException, NotFoundException
from litestar.params import FromPath
from litestar.plugins import PluginProtocol
from litestar.plugins.core import MsgspecDIPlugin
from litestar.response import ServerSentEvent

from asof.serve.api import ROUTER, SCHEMA
from asof.serve.desk import adding, between, deciding, exporting, lists, read
from asof.serve.desk.asked import Asked
from asof.serve.desk.pages import STATIC, Plain, Served, answer, environment, static
from asof.serve.desk.security import Gate, Guard
from asof.serve.desk.shelf import Shelf
from asof.store import StoreError

FORM_LIMIT = 256 * 1024
"""How many bytes a form may hold; uploads have a limit of their own."""


@get("/static/{name:str}", sync_to_thread=False, include_in_schema=False, opt={"exclude_from_csrf": True})
def asset(name: FromPath[str]) -> Response[bytes]:
    """A style, a script; all of them lie in the package."""
    if name not in STATIC:
        raise NotFoundException("There is no such file.")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(static(name), media_type=f"{STATIC[name][1]}; charset=utf-8", headers=headers)


@get("/s/{story:str}/live", include_in_schema=False)
async def live(shelf: Served, story: FromPath[str]) -> ServerSentEvent:
    """Says when a story's file has changed; a page that listens shows itself anew."""
    if story not in shelf.books:
        raise NotFoundException("There is no such story on this desk.")
    return ServerSentEvent(_changes(shelf, story), retry_duration=3000)


async def _changes(shelf: Shelf, story: str) -> AsyncIterator[dict[str, str]]:
    book, last = shelf[story], ""
    while True:
        stamp = book.stamp()
        if stamp != last:
            yield {"event": "state", "data": stamp}
            last = stamp
        await asyncio.sleep(1)


def _problem(request: Plain, error: Exception) -> Response[Any]:
    """What went wrong, on a page, or as JSON under /api."""
    status = getattr(error, "status_code", 500)
    detail = str(getattr(error, "detail", "") or "") if isinstance(error, HTTPException) else str(error)
    if status >= 500:
        request.logger.error("the desk could not answer", exc_info=error)
        detail = str(error) if isinstance(error, StoreError) else "The desk could not answer; its log says why."
    if request.url.path.startswith("/api"):
        return Response({"status": status, "detail": detail}, status_code=status, media_type=MediaType.JSON)
    story = "/".join(request.url.path.split("/")[:3]) if request.url.path.startswith("/s/") and status == 400 else ""
    return answer(request, "error.html", status=status, code=status, detail=detail, story=story)


class _Desk(Litestar):
    """Litestar without what it loads by itself where pydantic or attrs are installed: no page of the desk uses them."""

    @staticmethod
    def _get_default_plugins(plugins: list[PluginProtocol]) -> list[PluginProtocol]:
        return [*plugins, MsgspecDIPlugin()]


def _ahead(shelf: Shelf) -> None:
    """Read the first story as its page will ask for it; what goes wrong is told when the page is asked for.

    A long story is a million objects of which none is rubbish: the collector rests while they are made, else a third
    of the time would be its own, and passes over them from then on.
    """
    gc.disable()
    try:
        with contextlib.suppress(StoreError, ValueError, LookupError, OSError):
            told = Asked(next(iter(shelf.books.values())), {}).told
            environment().get_template("story.html")
            if told is not None:
                _ = told.report
    finally:
        gc.freeze()
        gc.enable()


def create(paths: Sequence[Path], gate: Gate, secret: str, ahead: bool = False) -> Any:
    """The application that serves stories, behind its guard. `secret` signs what forms carry.

    `ahead`: the first story is read, and its first page made ready, while nobody asks yet. Raises
    asof.store.StoreError where a path is no story.
    """
    shelf = Shelf(paths)
    if ahead:
        threading.Thread(target=_ahead, args=(shelf,), daemon=True).start()
    app = _Desk(
        route_handlers=[
            asset, live, read.stories, read.story, read.figure, read.track, read.claim, read.now,
            lists.documents, lists.document, lists.sources_, lists.entities, lists.entity, lists.disputes, lists.search,
            between.updates_, between.timeline,
            deciding.review, deciding.decide, deciding.history, deciding.events,
            adding.form, adding.add, adding.progress,
            exporting.exports, exporting.export, exporting.map_, exporting.graph, ROUTER,
        ],
        dependencies={"shelf": Provide(lambda: shelf, sync_to_thread=False, use_cache=True)},
        csrf_config=CSRFConfig(secret=secret, cookie_name="asof_csrf", cookie_httponly=True, cookie_samesite="strict"),
        exception_handlers={HTTPException: _problem, Exception: _problem},
        request_max_body_size=FORM_LIMIT,
        openapi_config=SCHEMA,
        state=AppState({"shelf": shelf}),
    )  # fmt: skip
    return Guard(app, gate)
