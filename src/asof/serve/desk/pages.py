"""Pages out of templates: one environment, one way to answer."""

import getpass
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from litestar import Request, Response
from litestar.background_tasks import BackgroundTask
from litestar.di import NamedDependency
from litestar.enums import MediaType
from litestar.template.base import csrf_token

from asof import __version__
from asof.serve.desk.asked import Asked
from asof.serve.desk.marking import marked
from asof.serve.desk.shelf import Shelf
from asof.serve.desk.state import RULES
from asof.tell.clean import link, one_line, visible
from asof.tell.figures import Figure
from asof.tell.sentences import opening
from asof.tell.wording import number, plural

STATIC = {
    "report.css": ("tell/report.css", "text/css"),
    "desk.css": ("desk/desk.css", "text/css"),
    "desk.js": ("desk/desk.js", "text/javascript"),
    "htmx.min.js": ("desk/htmx.min.js", "text/javascript"),
}
"""What pages load, all from here: name, resource, kind."""

_OF_TIME = frozenset({"event", "at", "rule", "step", "token", "problem"})

AUTHOR = "asof_author"
"""The cookie that keeps who decides, as they last said."""

Plain = Request[Any, Any, Any]
Served = NamedDependency[Shelf]
"""The stories of the desk, as handlers are given them."""


@cache
def static(name: str) -> bytes:
    """The bytes of a static file. Raises KeyError for a name that is none."""
    return files("asof.resources").joinpath(STATIC[name][0]).read_bytes()


@cache
def _versioned(name: str) -> str:
    """The address of a static file, with a mark of its content, so that browsers may keep it for good."""
    return f"/static/{name}?v={hashlib.sha256(static(name)).hexdigest()[:10]}"


def _source(name: str) -> str:
    return files("asof.resources").joinpath(f"desk/{name}").read_text("utf-8")


@cache
def environment() -> Environment:
    """The templates, with what all of them use. Everything put into a page is escaped."""
    made = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(
        number=number, plural=plural, opening=opening, line=one_line, visible=visible, link=link, place=_place
    )
    made.globals.update(asset=_versioned, rules=RULES, version=__version__, marked=marked)
    return made


def _place(figure: Figure) -> float:
    """Where the best figure lies between low and high, in percent."""
    if figure.low is None or figure.best is None or figure.high is None or figure.high <= figure.low:
        return 50
    return round(100 * min(max(figure.best - figure.low, 0) / (figure.high - figure.low), 1), 1)


def answer(
    request: Plain, template: str, asked: Asked | None = None, status: int = 200, **context: Any
) -> Response[str]:
    """A page. A lone surrogate of a report, which UTF-8 cannot hold, is shown as a question mark."""
    headers = {}
    if asked is not None and request.headers.get("HX-Request"):
        headers["HX-Push-Url"] = asked.to(_page_of(request, asked), **_kept(request))
    shared: dict[str, Any] = {
        "asked": asked,
        "csrf": csrf_token({"request": request}),
        "path": request.url.path,
        "q": "",
    }
    shared |= {"own": _kept(request), "sentence": ""}
    if asked is not None:
        shared |= {"claim_href": lambda claim: asked.to(f"claim/{claim}"), "page_name": _page_of(request, asked)}
    text = environment().get_template(template).render(shared | context)
    return Response(
        text.encode("utf-8", "replace").decode(),
        status_code=status,
        media_type=MediaType.HTML,
        headers=headers,
        background=_afterwards(asked),
    )


def _afterwards(asked: Asked | None) -> BackgroundTask | None:
    """What is done once the page is on its way: the event is made ready for its other moments."""
    event = asked.event if asked else None
    if asked is None or event is None or asked.state.is_ready(event.id):
        return None
    return BackgroundTask(asked.state.make_ready, event.id)


def _page_of(request: Plain, asked: Asked) -> str:
    """The page's name within its story; "" for the story itself."""
    return request.url.path.partition(f"/s/{asked.book.name}/")[2]


def _kept(request: Plain) -> dict[str, str]:
    """What of a page's query is its own, and no matter of time."""
    own = request.query_params
    return {name: value for name, value in own.items() if name not in _OF_TIME}


def author_of(request: Plain) -> str:
    """Who decides: as they last said, else who runs the desk."""
    said = unquote(request.cookies.get(AUTHOR, ""))[:80].strip()
    if said:
        return said
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
