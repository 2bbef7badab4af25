"""The rules of the house that a machine can check."""

import ast
import importlib
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
EVERY = [p for top in ("src", "tests", "bench", "training") for p in sorted((ROOT / top).rglob("*.py"))]
STAGES = ("ingest", "annotate", "extract", "link", "reconcile", "tell", "store")


def test_no_file_is_longer_than_500_lines():
    """A file that outgrows a screenful of screens is cut by subject."""
    assert [str(p) for p in EVERY if len(p.read_text("utf-8").splitlines()) > 500] == []


def test_no_module_is_a_drawer():
    """Modules are named for what they hold; utils, helpers, misc and common hold anything."""
    assert [str(p) for p in EVERY if p.stem in {"utils", "helpers", "misc", "common", "util"}] == []


@pytest.mark.parametrize("name", ["asof", "asof.records", *(f"asof.{s}" for s in STAGES)])
def test_public_names_are_sorted_and_exist(name):
    """`__all__` of each public package names, in order, things that are there."""
    module = importlib.import_module(name)
    assert list(module.__all__) == sorted(module.__all__)
    assert [n for n in module.__all__ if not hasattr(module, n)] == []


def _public_definitions(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: str(p.relative_to(ROOT / "src")))
def test_every_module_says_what_it_is_for(path):
    """Each module begins with a docstring."""
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_every_test_says_what_it_proves():
    """Each test function has a docstring of one sentence or more."""
    silent = [
        f"{path.name}:{node.name}"
        for path in sorted((ROOT / "tests").rglob("test_*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_every_dependency_is_explained():
    """docs/dependencies.md has a row for each dependency of pyproject.toml, and for no other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=\[]", d)[0].lower() for d in wanted}
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    assert {m.lower() for m in re.findall(r"^\| `([^`]+)` \|", page, re.M)} == names


def test_every_link_between_documents_leads_somewhere():
    """Relative links of the Markdown files point to files that are there."""
    broken = []
    for page in [*ROOT.glob("*.md"), *sorted((ROOT / "docs").rglob("*.md")), ROOT / "demo" / "README.md"]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            broken += [] if (page.parent / target).exists() else [f"{page.name}: {target}"]
    assert broken == []


def test_importing_asof_does_not_load_the_language_half():
    """`import asof` and the command line's help stay light: spaCy is loaded by the commands that need it."""
    code = "import sys, asof, asof.serve.cli; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603 - our own interpreter
