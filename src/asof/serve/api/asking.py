"""What every address of the API is asked: which story and event, as of when, by which rule."""

from typing import Annotated, TypeVar

from litestar import Response
from litestar.exceptions import NotFoundException
from litestar.params import QueryParameter

from asof.serve.desk.asked import Asked
from asof.serve.desk.shelf import Shelf
from asof.serve.desk.told import Told

T = TypeVar("T")

At = Annotated[
    str | None,
    QueryParameter(
        description="As of this moment: 2013-01-17, 2013-01-17T12:00+01:00, or in words (Thursday noon). Without a zone"
        " it is the event's local time; the answer's headers say what was read."
    ),
]
Rule = Annotated[str | None, QueryParameter(description="The rule of estimation; ucdp where none is named.")]
OfEvent = Annotated[str | None, QueryParameter(name="event", description="An event's id; else the main one.")]


def asked_of(shelf: Shelf, story: str, query: dict[str, str | None]) -> Asked:
    """The question to a story. Raises NotFoundException for one that is not served."""
    if story not in shelf.books:
        raise NotFoundException("There is no such story on this desk.")
    return Asked(shelf[story], {name: value for name, value in query.items() if value})


def answered(asked: Asked, content: T) -> Response[T]:
    """An answer with the moment that was read of the question: `Asof-At` (none for the end), `Asof-Zone`."""
    at = {"Asof-At": asked.at} if asked.at else {}
    return Response(content, headers={**at, "Asof-Zone": asked.zone_name})


def told_of(asked: Asked) -> Told:
    """The event asked for as of the moment. Raises NotFoundException in a story without events."""
    told = asked.told_anew
    if told is None:
        raise NotFoundException("This story holds no event.")
    return told
