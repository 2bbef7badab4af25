"""How much of an input is taken, and how a limit that is passed is said."""

from asof.ingest.draft import Material
from asof.ingest.options import ReadOptions


def oversize(raw: bytes, material: Material, options: ReadOptions) -> str | None:
    """Why these bytes are too many, in words; None where they are not."""
    if len(raw) <= options.max_bytes:
        return None
    size = material.path.stat().st_size if material.path else len(raw)
    return f"too large: {size / 1e6:.1f} MB, and the limit is {options.max_bytes / 1e6:.1f} MB"
