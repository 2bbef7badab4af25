"""Assembles the layers of an `Analysis`: the one place that knows in which order they need each other."""

from asof.annotate import names as name_rules
from asof.annotate import quantities as quantity_rules
from asof.annotate import sentences as sentence_rules
from asof.annotate import tokens as token_rules
from asof.records import Analysis, Document, PlaceMention, Time

try:
    from asof.annotate import times as time_rules
except ImportError:
    time_rules = None  # type: ignore[assignment]
try:
    from asof.annotate import places as place_rules
except ImportError:
    place_rules = None  # type: ignore[assignment]


def annotate(document: Document, pipeline: str | None = None) -> Analysis:
    """The analysis of one document: every layer's records in text order, each with its span and its rule.

    Syntax (`upos`, `lemma`, `head`, `dep`) stays empty without `pipeline`.
    """
    tokens = token_rules.find(document)
    sentences = sentence_rules.find(document, tokens)
    times: tuple[Time, ...] = time_rules.find(document, tokens, sentences) if time_rules else ()
    quantities = quantity_rules.find(document, tokens, sentences, times)
    names = name_rules.find(document, tokens, sentences)
    places: tuple[PlaceMention, ...] = place_rules.find(document, tokens, sentences, names) if place_rules else ()
    return Analysis(
        document=document.document,
        tokens=tokens,
        sentences=sentences,
        times=times,
        quantities=quantities,
        names=names,
        places=places,
        made_by="rules",
    )
