"""`asof`: what was known, who said so, what was revised, what is in dispute, as of any moment.

The public names are loaded when first used (PEP 562), so that `import asof` is cheap.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_WHERE = {
    "RunOptions": ("asof.pipeline", "RunOptions"),
    "StoryView": ("asof.story", "StoryView"),
    "claims": ("asof.pipeline", "extract"),
    "load": ("asof.story", "load"),
    "read": ("asof.story", "read"),
    "run": ("asof.pipeline", "run"),
}
"""Public names by where they are. None may be that of a sub-package or module, which would take its place."""

__all__ = ["RunOptions", "StoryView", "__version__", "claims", "load", "read", "run"]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        module, attribute = _WHERE[name]
        return getattr(import_module(module), attribute)
    raise AttributeError(f"module 'asof' has no attribute {name!r}")
