"""Quantities (first layer being built)."""

from asof.records import Document, Quantity, Sentence, Time, Token


def find(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], times: tuple[Time, ...]
) -> tuple[Quantity, ...]:
    """The quantities of `document`."""
    return ()
