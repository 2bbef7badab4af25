"""What every address of the API is asked: which story and event, as of when, by which rule."""

from typing import Annotated

from litestar.exceptions import NotFoundException
from litestar.params import QueryParameter

from asof.serve.desk.asked import Asked
from asof.serve.desk.shelf import Shelf
from asof.serve.desk.told import Told

At = Annotated[str | None, QueryParameter(description="As of this moment: 2013-01-17, or 2013-01-17T12:00+01:00.")]
Rule = Annotated[str | None, QueryParameter(description="The rule of estimation; ucdp where none is named.")]
OfEvent = Annotated[str | None, QueryParameter(name="event", description="An event's id; else the main one.")]


def asked_of(shelf: Shelf, story: str, query: dict[str, str | None]) -> Asked:
    """The question to a story. Raises NotFoundException for one that is not served."""
    if story not in shelf.books:
        raise NotFoundException("There is no such story on this desk.")
    return Asked(shelf[story], {name: value for name, value in query.items() if value})


def told_of(asked: Asked) -> Told:
    """The event asked for as of the moment. Raises NotFoundException in a story without events."""
    told = asked.told_anew
    if told is None:
        raise NotFoundException("This story holds no event.")
    return told
