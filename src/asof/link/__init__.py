"""Claims across documents -> entities, events, origins."""

from asof.link.linking import link

__all__ = ["link"]
