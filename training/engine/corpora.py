"""Readers: one function for each corpus, from its files to `Piece`s. What each may be used for stands in DATA.md."""

import csv
import hashlib
import html
import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path

import spacy

from asof.annotate.engine import labels
from training.engine.pieces import IGNORED, Piece

# Genres of GUM whose texts may not be used commercially, or not be changed (LICENSE of UD_English-GUM); left out of
# what ships unless --all-gum is given.
CLOSED_GENRES = ("conversation", "essay", "fiction", "letter", "podcast", "textbook", "whow")

_tokenizer = spacy.blank("en").tokenizer
_UPOS = {v: i for i, v in enumerate(labels.UPOS)}
_DEPS = {v: i for i, v in enumerate(labels.DEPS)}
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*$")


def tenth(name: str) -> int:
    """A number from 0 to 9 by which documents are held out, the same on every machine."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10


def treebanks(folder: Path, part: str, all_gum: bool = False) -> Iterator[Piece]:
    """UD English EWT and GUM: syntax and sentence starts."""
    for path in sorted(folder.glob(f"*{part}*.conllu")):
        corpus = "gum" if "gum" in path.name.lower() else "ewt"
        yield from conllu(path, corpus, part == "train" and not all_gum)


def conllu(path: Path, corpus: str, open_only: bool = False) -> Iterator[Piece]:
    """The documents of one CoNLL-U file; `open_only` leaves out GUM's closed genres."""
    piece: Piece | None = None
    rows: list[list[str]] = []
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# newdoc"):
            if piece and len(piece):
                yield piece
            piece = Piece(corpus, line.split("=")[-1].strip(), [], [], {k: [] for k in _SYNTAX})
        elif line.startswith("#"):
            continue
        elif line.strip():
            rows.append(line.split("\t"))
        elif rows:
            assert piece is not None
            _add_sentence(piece, [r for r in rows if r[0].isdigit()])
            rows = []
            if open_only and any(f"_{g}_" in piece.document for g in CLOSED_GENRES):
                piece = Piece(corpus, piece.document, [], [], {k: [] for k in _SYNTAX})
    if piece and len(piece):
        yield piece


_SYNTAX = ("upos", "head", "dep", "sentence")


def _add_sentence(piece: Piece, rows: list[list[str]]) -> None:
    base = len(piece.words)
    number = piece.sentence_of[-1] + 1 if piece.sentence_of else 0
    for i, row in enumerate(rows):
        head = int(row[6])
        piece.words.append(row[1])
        piece.sentence_of.append(number)
        piece.layers["upos"].append(_UPOS.get(row[3], IGNORED))
        piece.layers["head"].append(base + (head - 1 if head else i))  # the root points to itself
        piece.layers["dep"].append(_DEPS[row[7].split(":")[0]])
        piece.layers["sentence"].append(int(i == 0))


def names(folder: Path, part: str) -> Iterator[Piece]:
    """en-worldwide-newswire: names of nine types; the tenth of documents with number 0 is held out."""
    tags = {t: i for i, t in enumerate(labels.TAGGERS["names"])}
    for path in sorted(folder.glob("*.tsv")):
        if (tenth(path.name) == 0) != (part == "dev"):
            continue
        piece = Piece("names", path.stem, [], [], {"names": []})
        number = 0
        for line in path.read_text("utf-8", errors="replace").splitlines():
            cells = line.split("\t")
            word, tag = cells[0].strip(), cells[-1].strip() if len(cells) > 1 else "O"
            if not word:
                number += 1
                continue
            piece.words.append(word)
            piece.sentence_of.append(number)
            piece.layers["names"].append(tags.get(tag, 0))
        if len(piece):
            yield piece


def attribution(folder: Path, part: str) -> Iterator[Piece]:
    """PolNeAR: source, cue, content, and to which cue each source and content belongs."""
    for row in _rows(folder / f"{part}.jsonl"):
        piece, spans = tokenised("attribution", row["document"], row["text"])
        tags, cues = [0] * len(piece), [IGNORED] * len(piece)
        for item in row["attributions"]:
            first = _first_word(spans, item.get("cue", ()))
            for role in labels.ATTRIBUTION:
                for start, end in item.get(role, ()):
                    inside = _mark(tags, spans, (start, end), "attribution", role)
                    for word in inside if role != "cue" and first is not None else ():
                        cues[word] = first
        piece.layers |= {"attribution": tags, "cue": cues}
        yield piece


def times(folder: Path, part: str) -> Iterator[Piece]:
    """TimeBank and AQUAINT (TempEval-3): the extent and type of TIMEX3. Number 0 of ten is held out."""
    for path in sorted(folder.glob("*/*.tml")):
        if (tenth(path.stem) == 0) != (part == "dev"):
            continue
        text, found = _timeml(path.read_text("utf-8", errors="replace"))
        piece, spans = tokenised("times", path.stem, text)
        tags = [0] * len(piece)
        for start, end, kind in found:
            _mark(tags, spans, (start, end), "times", kind)
        piece.layers["times"] = tags
        yield piece


def _timeml(source: str) -> tuple[str, list[tuple[int, int, str]]]:
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S)
    text, found, open_ = "", [], []
    for part in re.split(r"(<[^>]+>)", body[1] if body else ""):
        if part.startswith("<TIMEX3"):
            kind = re.search(r'type="(\w+)"', part)
            open_.append((len(text), kind[1] if kind else "DATE"))
        elif part == "</TIMEX3>":
            start, name = open_.pop()
            found.append((start, len(text), name))
        elif not part.startswith("<"):
            text += html.unescape(part)
    return text, found


def counts(folder: Path, part: str) -> Iterator[Piece]:
    """Count claims: the quantity with its outcome, its certainty, the words for the population. Never the holdout."""
    kept_back = set((folder / "holdout.txt").read_text("utf-8").split())
    gold: dict[str, list[dict]] = {}
    for row in _rows(folder / f"{part}.gold.jsonl"):
        gold.setdefault(row["document"], []).append(row)
    with (folder / f"{part}.documents.txt").open(encoding="utf-8") as file:
        wanted = [row[0] for row in csv.reader(file, delimiter="\t")]
    for document in sorted(set(wanted) - kept_back):
        piece, spans = tokenised("counts", document, (folder / "documents" / f"{document}.txt").read_text("utf-8"))
        size = len(piece)
        piece.layers = {"counts": [0] * size, "population": [0] * size, "counted": [IGNORED] * size}
        piece.layers["certainty"] = [IGNORED] * size
        for row in gold.get(document, ()):
            _add_count(piece, spans, row)
        yield piece


def _add_count(piece: Piece, spans: list[tuple[int, int]], row: dict) -> None:
    place = (row["start"], row["end"])
    if row.get("ignore"):
        for word in _inside(spans, place):
            piece.layers["counts"][word] = IGNORED
        return
    words = _mark(piece.layers["counts"], spans, place, "counts", row["outcome"][0])
    if not words:
        return
    piece.layers["certainty"][words[0]] = labels.FACTUALITY.index(row["factuality"][0])
    who = _population(piece, words, row.get("population") or "")
    for i, word in enumerate(who):
        piece.layers["population"][word] = 2 if i else 1
        piece.layers["counted"][word] = words[0]


def _population(piece: Piece, number: list[int], population: str) -> list[int]:
    """Where the population's words stand nearest after the number (or just before it), within its sentence."""
    wanted = [t.text.lower() for t in _tokenizer(population)]
    sentence = piece.sentence_of[number[0]]
    starts = sorted(
        (i for i in range(len(piece)) if piece.sentence_of[i] == sentence),
        key=lambda i: (abs(i - number[-1] - 1), i),
    )
    for i in starts if wanted else ():
        if [w.lower() for w in piece.words[i : i + len(wanted)]] == wanted and i not in number:
            return list(range(i, i + len(wanted)))
    return []


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def tokenised(corpus: str, document: str, text: str) -> tuple[Piece, list[tuple[int, int]]]:
    """A text as a piece without layers, with the offsets of its words; sentences end at stops and line ends."""
    piece, spans, number, end = Piece(corpus, document, [], []), [], 0, 0
    for token in _tokenizer(text):
        start, stop = token.idx, token.idx + len(token.text)
        if ("\n" in text[end:stop] and piece.words) or (
            piece.words and _SENTENCE_END.search(piece.words[-1]) and token.text[:1].isupper()
        ):
            number += 1
        end = stop
        if token.is_space:
            continue
        piece.words.append(token.text)
        piece.sentence_of.append(number)
        spans.append((start, stop))
    return piece, spans


def _inside(spans: list[tuple[int, int]], place: tuple[int, int]) -> list[int]:
    first = bisect_right(spans, (place[0], place[0])) - 1  # the word before may reach into the place
    last = bisect_left(spans, (place[1], place[1]))
    return [i for i in range(max(first, 0), last) if spans[i][1] > place[0]]


def _mark(tags: list[int], spans: list[tuple[int, int]], place: tuple[int, int], layer: str, kind: str) -> list[int]:
    names_of = labels.TAGGERS[layer]
    words = _inside(spans, place)
    for i, word in enumerate(words):
        tags[word] = names_of.index(f"{'I' if i else 'B'}-{kind}")
    return words


def _first_word(spans: list[tuple[int, int]], places: list[list[int]]) -> int | None:
    found = [w for start, end in places for w in _inside(spans, (start, end))]
    return min(found) if found else None


READERS: dict[str, tuple[str, Callable[..., Iterator[Piece]]]] = {
    "treebanks": ("treebanks", treebanks),
    "names": ("ner", names),
    "attribution": ("attribution", attribution),
    "times": ("timex", times),
    "counts": ("counts", counts),
}
"""Corpus -> its folder in the data, its reader. `--without NAME` leaves one out."""
