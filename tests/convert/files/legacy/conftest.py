"""The files of all Keras 2 models, as tf_keras saved them."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, made_once, require


@pytest.fixture(scope="session")
def legacy_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All cases, as tf_keras saved and ran them."""
    require(importlib.util.find_spec("tf_keras") is not None, "needs tf_keras")
    return made_once(tmp_path_factory, "legacy", _record)


def _record(folder: Path) -> None:
    program = [sys.executable, "-m", "tests.convert.files.legacy.record", str(folder)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
