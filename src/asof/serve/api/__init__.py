"""The desk's pages as JSON under /api, with OpenAPI from the same records."""

from asof.serve.api.routes import ROUTER, SCHEMA

__all__ = ["ROUTER", "SCHEMA"]
