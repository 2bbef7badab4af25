"""Annotations without text: they are joined with the texts, refused when misplaced, and hold no word themselves."""

import hashlib
import json

import pytest

from training.claims.confidence import Example, fit, probability, written
from training.claims.corpora import Text
from training.claims.gold import FOLDER, Sentence, gold, half_of, labels, misplaced, sentences, stories

WORDS = "It rained. Police said nine hostages were freed, the Courier reported. It rained again."
AT = WORDS.index("Police"), WORDS.index(" It rained again")


def sha(words: str) -> str:
    """The fingerprint of words."""
    return hashlib.sha256(words.encode()).hexdigest()


def place(words: str) -> list[int]:
    """Where words stand in the text."""
    return [WORDS.index(words), WORDS.index(words) + len(words)]


TEXTS = {("invented", "d"): Text("invented", "d", "", "2026-03-04", WORDS)}
SENTENCE = Sentence("invented", "d", "test", *AT, sha(WORDS[AT[0] : AT[1]]))
ROW = {
    "corpus": "invented", "document": "d", "start": place("nine")[0], "end": place("nine")[1], "outcome": "freed",
    "low": 9, "high": 9, "approximate": False, "population": place("hostages"), "role": "hostage", "nationality": None,
    "factuality": "CT+", "sources": [place("Police"), place("the Courier")], "main": True, "valid_time": None,
    "sha256": sha("nine")[:16],
}  # fmt: skip


def test_a_claim_gets_its_words_from_the_text():
    """Number, population and chain are read off the text; the rest of the document is to be ignored."""
    before, claim, after = gold([SENTENCE], [ROW], TEXTS)
    assert (claim["text"], claim["population"], claim["sources"]) == ("nine", "hostages", [["Police", "the Courier"]])
    assert (before["start"], before["end"], before["ignore"]) == (0, AT[0], True)
    assert (after["start"], after["end"], after["ignore"]) == (AT[1], len(WORDS), True)


def test_what_is_misplaced_is_refused():
    """Offsets that no longer hold the words they were annotated on are told, and no gold is made of them."""
    moved = {("invented", "d"): Text("invented", "d", "", "2026-03-04", " " + WORDS)}
    assert len(misplaced([SENTENCE], [ROW], moved)) == 2
    with pytest.raises(ValueError, match="another sentence"):
        gold([SENTENCE], [ROW], moved)
    assert len(misplaced([SENTENCE], [ROW], {})) == 2


def test_labels_of_the_main_story_are_joined_and_refused(tmp_path):
    """A count of a whole report comes with its label; one that stands on other words is refused."""
    row = {key: ROW[key] for key in ("corpus", "document", "start", "end", "outcome", "main", "sha256")}
    (tmp_path / "main.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    ((text, rows),) = stories(TEXTS, folder=tmp_path).items()
    assert (text.document, [(r["main"], r["outcome"]) for r in rows]) == ("d", [([True], ["freed"])])
    other = "test" if half_of("d") == "train" else "train"
    assert stories(TEXTS, other, tmp_path) == {}
    (tmp_path / "main.jsonl").write_text(json.dumps({**row, "start": row["start"] + 1}) + "\n", "utf-8")
    with pytest.raises(ValueError, match="another number"):
        stories(TEXTS, folder=tmp_path)


def test_labels_of_the_main_story_hold_no_text():
    """Every string of a label is an id, an outcome or a hash; both answers and both halves are there."""
    rows = [json.loads(line) for line in (FOLDER / "main.jsonl").read_text("utf-8").splitlines()]
    names = {"corpus", "document", "outcome", "sha256"}
    assert all({key for key, value in row.items() if isinstance(value, str)} == names for row in rows)
    assert all(len(row["document"]) < 40 for row in rows)
    assert {(row["main"], half_of(row["document"])) for row in rows} == {
        (main, half) for main in (True, False) for half in ("train", "test")
    }


def test_the_annotations_hold_no_text():
    """Every string of a stored claim is a label, an id, a date or a hash."""
    names = {"corpus", "document", "outcome", "role", "nationality", "factuality", "valid_time", "sha256"}
    for row in labels():
        assert {key for key, value in row.items() if isinstance(value, str)} <= names
        assert all(len(str(row[key])) < 30 for key in names - {"document"})
    second = [json.loads(line) for line in (FOLDER / "second.jsonl").read_text("utf-8").splitlines()]
    assert all({key for key, value in row.items() if isinstance(value, str)} <= names for row in second)


def test_every_claim_stands_in_a_sentence_of_its_documents_half():
    """The half is that of the document's id, and each claim lies in exactly one annotated sentence."""
    known = sentences()
    assert all(s.half == half_of(s.document) for s in known)
    for row in labels():
        holding = [s for s in known if s.document == row["document"] and s.start <= row["start"] < row["end"] <= s.end]
        assert len(holding) == 1


def test_a_fit_finds_what_goes_with_being_wrong():
    """Half of the far claims are wrong and few of the others: far claims get less, by about what they deserve."""
    far = [Example(("cost>1.0",), i % 2 == 0) for i in range(200)]
    near = [Example((), i % 20 != 0) for i in range(200)]
    fitted = fit([*far, *near])
    assert probability(fitted, ("cost>1.0",)) == pytest.approx(0.5, abs=0.04)
    assert probability(fitted, ()) == pytest.approx(0.95, abs=0.03)


def test_a_dear_way_never_makes_a_claim_surer():
    """Where chance has far claims right more often, their weight is nought."""
    fitted = fit([*(Example(("cost>1.0",), True) for _ in range(50)), *(Example((), i % 2 == 0) for i in range(50))])
    assert fitted.weights["cost>1.0"] == 0.0


def test_the_table_keeps_what_was_not_seen():
    """Rows of features that no claim had keep their weight; shares of other kinds are left as they are."""
    kept = ("rule:x\t0.50\t9\t8\ta\tb", "kind:y\t2.0\t0\t0\ta\tb")
    table = "\n".join(("feature\tweight\tseen\tright\tsays\texample", "all\t1.00\t1\t1\ta\tb", *kept))
    fitted = fit([*(Example(("way:left",), True) for _ in range(9)), Example((), False)])
    rows = [line.split("\t") for line in written(table, fitted, 10, 9).splitlines()]
    assert rows[2][:4] == ["rule:x", "0.50", "0", "0"]
    assert rows[3][:2] == ["kind:y", "2.0"]
