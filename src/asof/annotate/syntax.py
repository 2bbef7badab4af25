"""What a spaCy pipeline of the user's choice adds: parts of speech, lemmas, dependencies and names.

Tokens and sentences stay our own, so that every other layer is the same with and without a pipeline.
"""

from functools import cache
from itertools import pairwise
from typing import Any, cast

from asof.annotate.names import entities
from asof.records import Document, Name, Sentence, Token
from asof.records.analysis import NameType

_TYPES = {
    "PERSON": "person", "PER": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "facility",
    "EVENT": "event", "PRODUCT": "product", "WORK_OF_ART": "misc", "LAW": "misc", "MISC": "misc",
}  # fmt: skip


@cache
def load(pipeline: str) -> Any:
    """The installed spaCy pipeline of that name (or folder). Raises ValueError where it is not installed."""
    import spacy  # noqa: PLC0415 - a second of imports that no command but reading needs

    try:
        return spacy.load(pipeline)
    except OSError as error:
        raise ValueError(
            f"spaCy pipeline {pipeline!r} is not installed; `python -m spacy download {pipeline}` installs spaCy's own"
        ) from error


def parse(
    document: Document, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], pipeline: str
) -> tuple[tuple[Token, ...], tuple[Name, ...]]:
    """The tokens with the syntax that `pipeline` gives them, and its names; what it does not provide stays empty.

    `head` is an index into all tokens of the document, the root's its own. Raises ValueError as `load` does.
    """
    from spacy.tokens import Doc  # noqa: PLC0415

    language = load(pipeline)
    begins = {s.first for s in sentences}
    spaced = [a.end < b.start for a, b in pairwise(tokens)] + [False] * bool(tokens)
    doc = Doc(
        language.vocab,
        words=[t.text for t in tokens],
        spaces=spaced,
        sent_starts=[i in begins for i in range(len(tokens))],
    )
    parsed = language(doc)
    return tuple(_token(t, p) for t, p in zip(tokens, parsed, strict=True)), _names(document, tokens, parsed)


def _token(token: Token, parsed: Any) -> Token:
    return Token(
        start=token.start,
        end=token.end,
        text=token.text,
        lower=token.lower,
        upos=parsed.pos_,
        lemma=parsed.lemma_,
        head=parsed.head.i if parsed.doc.has_annotation("DEP") else -1,
        dep=parsed.dep_,
    )


def _names(document: Document, tokens: tuple[Token, ...], parsed: Any) -> tuple[Name, ...]:
    """The pipeline's entities that are names, without the article before them, tied within the document."""
    found = []
    for entity in parsed.ents:
        first = entity.start + (tokens[entity.start].lower in ("the", "a", "an"))
        if entity.label_ not in _TYPES or first >= entity.end:
            continue
        start, end = tokens[first].start, tokens[entity.end - 1].end
        kind = cast(NameType, _TYPES[entity.label_])
        found.append(Name(start=start, end=end, text=document.text[start:end], type=kind, made_by="name/spacy"))
    return tuple(entities.tied(document.text, found))
