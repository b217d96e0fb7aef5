"""Every class of TensorFlow.js, and what it does unlike Keras: models that it saved itself.

`save_models.mjs` makes them with today's release, once for all tests, and says what they give.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.parity import largest_difference
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.from_tfjs.importing import Imported, import_model
from tfjs_bridge.from_tfjs.registry import handlers
from tfjs_bridge.verification.node import find_node

_PROGRAM = Path(__file__).with_name("save_models.mjs")
_NAMES = re.findall(r"^  (?:'([^']+)'|(\w+)): \(\) =>", _PROGRAM.read_text("utf-8"), re.MULTILINE)

pytestmark = [pytest.mark.node, pytest.mark.usefixtures("node")]


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all models."""
    folder = tmp_path_factory.mktemp("saved")
    command = [str(find_node()), str(_PROGRAM), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.splitlines()[-1])
    assert not {name: error for name, error in told.items() if error}
    return folder


def _difference(folder: Path, imported: Imported) -> float:
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    arrays = {
        key: [np.asarray(x, np.float32) for x in expected[key]] for key in ("inputs", "outputs")
    }
    outputs = run_keras_model(imported.model, arrays["inputs"])
    return largest_difference(outputs, arrays["outputs"])


def test_all_of_them_come_back(saved: Path) -> None:
    """Keras gives what TensorFlow.js gave."""
    folders = sorted(path for path in saved.iterdir() if path.is_dir())
    assert len(folders) > len(_NAMES)
    found: dict[str, Any] = {}
    for folder in folders:
        found[folder.name] = _difference(folder, import_model(folder, verify=False))
    assert {name: x for name, x in found.items() if not x <= 2e-6} == {}


def test_every_handler_is_among_them(saved: Path) -> None:
    """A new one without a model fails here; these cannot be used, or are refused."""
    refused = {"Resizing", "RandomWidth", "RandomHeight"}
    text = "".join(path.read_text("utf-8") for path in saved.glob("*/model.json"))
    classes = {*re.findall(r'"class_name": ?"(\w+)"', text)}
    assert {*handlers()} - refused <= classes
