"""Document -> Analysis: tokens, sentences, times, quantities, names and places, each a layer with its spans."""

from asof.annotate.pipeline import annotate

__all__ = ["annotate"]
