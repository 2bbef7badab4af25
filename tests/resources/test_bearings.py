"""The words that bear on whether a count is about the main story: each row's example gives its feature."""

import re

import pytest

from asof.extract import background
from asof.extract.counts import Found
from asof.extract.surroundings import Setting, around
from asof.extract.valid_time import Dated
from asof.resources import table
from tests.resources.test_outcomes_examples import counts

_FEATURE = {
    "meanwhile": "turn:meanwhile",
    "turn": "turn:other",
    "verdict": "lead:verdict",
    "forces": "standing",
    "stands": "standing",
    "moves": "moved",
}

LEAD = (
    "A ferry sank off Varde on Monday and nine sailors died, the coastguard said. Divers found the wreck on Tuesday "
    "under a cliff near the harbour. The mayor of the town has called for calm and for patience. "
)


@pytest.mark.parametrize("row", table("extract/bearings"), ids=lambda row: f"{row['kind']} {row['words']}")
def test_a_word_gives_its_feature(row: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A count of the example has the feature of the row's kind, and none without the word."""
    before = LEAD if row["kind"] in ("forces", "stands", "moves") else ""
    asked: list[list[str]] = []

    def watch(where: Setting, found: Found, dated: Dated | None) -> list[str]:
        made = around(where, found, dated)
        asked.append(made)
        return made

    monkeypatch.setattr(background, "around", watch)
    word = row["words"].rstrip("*")
    for text, expected in ((row["example"], True), (_without(row["example"], word), False)):
        asked.clear()
        assert counts(before + re.sub(r"[{}]", "", text))
        assert any(_FEATURE[row["kind"]] in made for made in asked) is expected, text


def _without(example: str, word: str) -> str:
    """The example with a word put in the place of the one that it shows."""
    return re.sub(rf"\b{word}\w*", "nearby", example, flags=re.IGNORECASE)
