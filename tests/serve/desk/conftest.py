"""A desk with the demonstration on it, made once for all tests of this folder."""

import shutil
from pathlib import Path

import pytest
from litestar.testing import TestClient

from asof.pipeline import RunOptions, run
from asof.serve.desk.app import create
from asof.serve.desk.security import Gate

REPORTS = Path(__file__).parents[3] / "demo" / "reports"


@pytest.fixture(scope="session")
def read_demo(tmp_path_factory) -> Path:
    """The folder of the demonstration as it was read; not to be written to."""
    out = tmp_path_factory.mktemp("read") / "demo"
    run(RunOptions(inputs=(str(REPORTS),), out=out, files=False))
    return out


@pytest.fixture
def demo(read_demo, tmp_path) -> Path:
    """The demonstration, in a folder that a test may write to."""
    return Path(shutil.copytree(read_demo, tmp_path / "demo"))


def desk_of(*paths: Path, gate: Gate | None = None) -> TestClient:
    """A client of a desk that serves stories."""
    app = create(list(paths), gate or Gate(), "a secret of thirty-two characters")
    return TestClient(app, base_url="http://127.0.0.1:8765", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def desk(read_demo) -> TestClient:
    """A desk with the demonstration, to be read only."""
    return desk_of(read_demo)
