"""Claims across documents -> entities, events, origins."""

from asof.link.events import Change, Ties
from asof.link.linking import link
from asof.link.stream import Stream

__all__ = ["Change", "Stream", "Ties", "link"]
