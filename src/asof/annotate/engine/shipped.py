"""Whether an engine came with the package, and what one gives. Light: numpy and onnxruntime load only where one did."""

from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from asof.records import Document, Mark, Name, Sentence, Token

CARD = "engine.json"


class Analysed(NamedTuple):
    """What an engine adds to an analysis. `vectors`: int8, `vector_size` bytes for each sentence."""

    tokens: tuple[Token, ...] = ()
    names: tuple[Name, ...] = ()
    marks: tuple[Mark, ...] = ()
    vectors: bytes = b""
    vector_size: int = 0
    made_by: str = ""


NOTHING = Analysed()
"""What is added where no weights are shipped."""


class Analyst(Protocol):
    """An engine, as the assembling of an analysis sees it."""

    def analyse(
        self, document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], names: tuple[Name, ...]
    ) -> Analysed:
        """What the engine adds to what the rules found."""


def weights() -> Path:
    """Where weights are shipped."""
    return Path(str(files("asof"))) / "weights"


def present(folder: Path) -> bool:
    """Whether weights lie in `folder`."""
    return (folder / CARD).is_file()


@cache
def shipped(threads: int = 1) -> Analyst | None:
    """The engine whose weights came with the package, or None. Raises WeightsError where they do not fit the code."""
    if not present(weights()):
        return None
    return cast(Analyst, import_module("asof.annotate.engine.engine").opened(weights(), threads))
