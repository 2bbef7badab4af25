"""Claims across documents -> entities, events, origins."""

from asof.link.events import Change
from asof.link.linking import link
from asof.link.origins import recounted
from asof.link.stream import Stream

__all__ = ["Change", "Stream", "link", "recounted"]
