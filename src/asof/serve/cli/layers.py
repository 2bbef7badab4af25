"""The layers of an analysis as `asof annotate` prints them (docs/contract.md)."""

from collections.abc import Iterator
from typing import Any

import msgspec

from asof.records import Analysis, Document, Sentence, Token


def rows(analysis: Analysis, layer: str) -> Iterator[dict[str, Any]]:
    """One row for each time, name, place, quantity or token; every `text` equals the document's at its offsets."""
    for record in getattr(analysis, layer):
        yield {"document": analysis.document} | msgspec.to_builtins(record)


def conllu(document: Document, analysis: Analysis) -> str:
    """The syntax in CoNLL-U (https://universaldependencies.org/format.html), `_` where nothing is known.

    MISC carries each token's offsets, so that a row can be followed to the text.
    """
    parts = []
    for number, sentence in enumerate(analysis.sentences, 1):
        text = " ".join(document.text[sentence.start : sentence.end].split())
        head = f"# newdoc id = {document.document}\n" if number == 1 else ""
        lines = [_token_line(i, t, sentence) for i, t in enumerate(analysis.tokens_of(sentence), 1)]
        parts.append(f"{head}# sent_id = {document.document}-{number}\n# text = {text}\n" + "\n".join(lines) + "\n\n")
    return "".join(parts)


def _token_line(number: int, token: Token, sentence: Sentence) -> str:
    inside = sentence.first <= token.head < sentence.last
    head = "_" if not inside else "0" if token.dep == "root" else str(token.head - sentence.first + 1)
    form = "".join(token.text.split()) or "_"
    misc = f"start_char={token.start}|end_char={token.end}"
    fields = (str(number), form, token.lemma or "_", token.upos or "_", "_", "_", head, token.dep or "_", "_", misc)
    return "\t".join(fields)
