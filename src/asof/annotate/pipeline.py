"""Assembles the layers of an `Analysis`: the one place that knows in which order they need each other."""

from asof.annotate import names as name_rules
from asof.annotate import places as place_rules
from asof.annotate import quantities as quantity_rules
from asof.annotate import sentences as sentence_rules
from asof.annotate import syntax
from asof.annotate import times as time_rules
from asof.annotate import tokens as token_rules
from asof.records import Analysis, Document


def annotate(document: Document, pipeline: str | None = None) -> Analysis:
    """The analysis of one document: every layer's records in text order, each with its span and its rule.

    `pipeline`: the name of an installed spaCy pipeline ("en_core_web_trf"), which then provides syntax and names;
    without one, `upos`, `lemma`, `head`, `dep` stay empty. Raises ValueError where that pipeline is not installed.
    """
    tokens = token_rules.find(document)
    sentences = sentence_rules.find(document, tokens)
    times = time_rules.find(document, tokens, sentences)
    if pipeline is None:
        names = name_rules.find(document, tokens, sentences)
    else:
        tokens, names = syntax.parse(document, tokens, sentences, pipeline)
    return Analysis(
        document=document.document,
        tokens=tokens,
        sentences=sentences,
        times=times,
        quantities=quantity_rules.find(document, tokens, sentences, times),
        names=names,
        places=place_rules.find(document, tokens, sentences, names),
        made_by="rules" if pipeline is None else f"rules+{pipeline}",
    )
