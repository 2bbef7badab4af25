"""Small invented stories, read the whole way by the rules: what contradicts what in them, and what does not."""

import json
from pathlib import Path

import pytest
import yaml

from asof.ingest import ReadOptions
from asof.pipeline import connected, gather
from asof.reconcile import reconcile

STORIES = yaml.safe_load((Path(__file__).parent / "contradictions.yaml").read_text("utf-8"))


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s["name"])
def test_contradictions_of_a_story(story, tmp_path, monkeypatch):
    """Each contradiction there is, with its least set of claims, no other, and the best figures that follow."""
    monkeypatch.setenv("ASOF_PIPELINE", "rules")
    rows = []
    for n, report in enumerate(story["reports"]):
        title, _, text = report["text"].strip().partition("\n")
        rows.append({**report, "document": f"r{n}", "title": title, "text": text, "story": "one"})
    path = tmp_path / "story.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    linked, _ = connected(gather([str(path)], ReadOptions()), given=True)
    found = reconcile(linked)
    words = {c.id: c.span.text for c in linked.claims}
    assert [[c.kind, *(words[i] for i in c.claims)] for c in found.contradictions] == story["found"]
    for outcome, best in story.get("best", {}).items():
        assert found.events[0].estimates[outcome].best == best
