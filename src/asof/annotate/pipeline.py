"""Assembles the layers of an `Analysis`: the one place that knows in which order they need each other."""

import os

from asof.annotate import names as name_rules
from asof.annotate import places as place_rules
from asof.annotate import places_hints as outlets
from asof.annotate import quantities as quantity_rules
from asof.annotate import sentences as sentence_rules
from asof.annotate import syntax
from asof.annotate import times as time_rules
from asof.annotate import tokens as token_rules
from asof.annotate.engine.shipped import NOTHING, shipped
from asof.records import Analysis, Document

RULES = "rules"
"""As the name of a pipeline: the rules alone, faster than the engine and without syntax."""


def annotate(document: Document, pipeline: str | None = None) -> Analysis:
    """The analysis of one document: every layer's records in text order, each with its span and its rule.

    `pipeline`: the name of an installed spaCy pipeline ("en_core_web_trf"), which then provides syntax and names;
    without one the trained engine does, where its weights are shipped; without both, or with "rules", `upos`, `lemma`,
    `head`, `dep` stay empty. Where none is named here, the variable ASOF_PIPELINE says which.

    Raises ValueError where that pipeline is not installed, or weights do not fit this code.
    """
    pipeline = pipeline or os.environ.get("ASOF_PIPELINE") or None
    tokens = token_rules.find(document)
    sentences = sentence_rules.find(document, tokens)
    times = time_rules.find(document, tokens, sentences)
    learned = NOTHING
    if pipeline not in (None, RULES):
        tokens, names = syntax.parse(document, tokens, sentences, pipeline)
        made_by = f"rules+{pipeline}"
    else:
        names, made_by = name_rules.find(document, tokens, sentences), "rules"
        if pipeline is None and (engine := shipped()):
            learned = engine.analyse(document, tokens, sentences, names)
            tokens, names, made_by = learned.tokens, learned.names, f"rules+{learned.made_by}"
    places = place_rules.find(document, tokens, sentences, names)
    times = time_rules.at_places(document, times, places, sentences)
    return Analysis(
        document=document.document,
        tokens=tokens,
        sentences=sentences,
        times=times,
        quantities=quantity_rules.find(document, tokens, sentences, times),
        names=names,
        places=places,
        home=outlets.home(document),
        marks=learned.marks,
        vectors=learned.vectors,
        vector_size=learned.vector_size,
        made_by=made_by,
    )
