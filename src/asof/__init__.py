"""`asof`: what was known, who said so, what was revised, what is in dispute, as of any moment.

The public names are loaded when first used (PEP 562), so that `import asof` is cheap.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_WHERE = {"RunOptions": "RunOptions", "claims": "extract", "run": "run"}
"""Public names by their names in `asof.pipeline`. None may be that of a sub-package, which would take its place."""

__all__ = ["RunOptions", "__version__", "claims", "run"]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module("asof.pipeline"), _WHERE[name])
    raise AttributeError(f"module 'asof' has no attribute {name!r}")
