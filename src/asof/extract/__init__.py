"""Analysis -> Claims: counts, measures, roles, statements; attribution, factuality, populations."""

from asof.extract.claims import extract

__all__ = ["extract"]
