"""`asof`: what was known, who said so, what was revised, what is in dispute, as of any moment.

The public names are loaded when first used (PEP 562), so that `import asof` is cheap.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_WHERE = {"RunOptions": "asof.pipeline", "extract": "asof.pipeline", "run": "asof.pipeline"}

__all__ = ["RunOptions", "__version__", "extract", "run"]


def __getattr__(name: str) -> Any:
    if name in _WHERE:
        return getattr(import_module(_WHERE[name]), name)
    raise AttributeError(f"module 'asof' has no attribute {name!r}")
