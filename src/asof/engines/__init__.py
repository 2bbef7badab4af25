"""How the per-document half is spread. An engine is an adapter: documents in, `Analysed` out, in the same order."""

from asof.engines.local import local

__all__ = ["local"]
