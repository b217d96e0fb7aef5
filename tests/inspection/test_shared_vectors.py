"""Inspection documents: the same in Python and JavaScript, of the same small models."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

tensorflowjs = pytest.importorskip("tfjs_bridge.inspection.tensorflowjs")

# Made by web/test/helpers/make-inspections.mjs; web/test/artifact/inspection-document.test.mjs
# holds JavaScript to them.
VECTORS = json.loads((ROOT / "tests" / "vectors" / "inspections.json").read_text("utf-8"))


def write_model(folder: Path, vector: dict[str, Any]) -> None:
    """Write the files of a vector's model."""
    model = vector["json"]
    (name,) = model["weightsManifest"][0]["paths"]
    (folder / "model.json").write_text(json.dumps(model), encoding="utf-8")
    (folder / name).write_bytes(base64.b64decode(vector["shard"]))
    if "metadata" in vector:
        (folder / "metadata.json").write_text(json.dumps(vector["metadata"]), encoding="utf-8")


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["name"] for vector in VECTORS])
def test_the_document_is_the_one_that_javascript_makes(
    tmp_path: Path, vector: dict[str, Any]
) -> None:
    """But for where the files lie, how their JSON is written, and warnings."""
    write_model(tmp_path, vector)
    document = tensorflowjs.inspect_tensorflowjs(tmp_path).to_json()
    found = {"kind": document["source"]["kind"]}
    found |= {key: document[key] for key in vector["document"] if key != "kind"}
    assert found == vector["document"]
