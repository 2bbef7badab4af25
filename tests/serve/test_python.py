"""docs/python.md holds: its code runs on the reports of the README."""

import json
import re
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_code_of_the_page_runs(tmp_path, monkeypatch, capsys):
    """Claims, figures, an answer with its words and a reason are printed by the very code of the page."""
    reports = re.search(r"<!-- example: reports.jsonl -->\n```json\n(.*?)```", README, re.S)
    assert reports
    assert all(json.loads(line) for line in reports[1].splitlines())
    (tmp_path / "reports.jsonl").write_text(reports[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.S))
    exec(compile(code, "python.md", "exec"), {})  # noqa: S102 - the page's own code
    printed = capsys.readouterr().out
    assert "killed 12" in printed
    assert "A union official told Harbour Radio" in printed
    assert (tmp_path / "story" / "report.html").exists()


def test_no_public_name_is_that_of_a_stage():
    """A stage that is imported would hide a function of its name."""
    import asof  # noqa: PLC0415

    stages = {p.name for p in Path(asof.__file__).parent.iterdir()}
    assert not stages & set(asof.__all__)


def test_the_names_of_the_page_are_there():
    """Every `asof.…` that the page names can be imported."""
    import importlib  # noqa: PLC0415

    named = set(re.findall(r"`(asof(?:\.[a-z]+)*)\.([A-Za-z]\w*)", PAGE)) - {("asof", "records")}
    assert len(named) > 5
    assert all(hasattr(importlib.import_module(module), name) for module, name in named)


def test_the_fields_of_options_are_those_of_the_page():
    """What the page says of RunOptions is what there is."""
    import asof  # noqa: PLC0415

    row = next(line for line in PAGE.splitlines() if line.startswith("| `asof.RunOptions`"))
    assert [f.strip() for f in row.split("|")[2].split("`")[1].split(",")] == list(asof.RunOptions.__struct_fields__)
