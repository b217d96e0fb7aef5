"""docs/metadata.schema.json: what it refuses, the reader refuses; what we write, it takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.artifact.make import write_artifact, write_graph_artifact
from tests.conftest import PRETRAINED
from tests.vectors.make_metadata import SCHEMA, VECTORS, changed
from tfjs_bridge.artifact.metadata import METADATA_JSON, read_metadata
from tfjs_bridge.errors import ArtifactError

pytestmark = pytest.mark.needs("jsonschema")
SHARED = json.loads(VECTORS.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def validator() -> Any:
    """The schema, which is valid by the rules of its own language."""
    from jsonschema import Draft202012Validator

    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def of_case(case: dict[str, Any]) -> Any:
    """The metadata of a shared case."""
    value = [case["value"]] if "value" in case else []
    return changed(SHARED["bases"][case["base"]], case["path"], *value)


def is_read(folder: Path, content: Any) -> bool:
    """Whether the reader accepts metadata; another error than its own would be a bug."""
    (folder / METADATA_JSON).write_text(json.dumps(content), encoding="utf-8")
    try:
        read_metadata(folder)
    except ArtifactError:
        return False
    return True


@pytest.mark.parametrize("kind", SHARED["bases"])
def test_whole_metadata_is_taken_by_both(validator: Any, tmp_path: Path, kind: str) -> None:
    """Of each kind of preprocessing, with all keys that there are."""
    assert validator.is_valid(SHARED["bases"][kind])
    assert is_read(tmp_path, SHARED["bases"][kind])


def test_what_the_schema_refuses_the_reader_refuses(validator: Any, tmp_path: Path) -> None:
    """One value changed at a time; the same cases are the JavaScript reader's.

    The schema's own verdicts are all compared there, by a validator that is faster.
    """
    assert len(SHARED["cases"]) > 900
    for number, case in enumerate(SHARED["cases"]):
        content = of_case(case)
        assert number % 10 or validator.is_valid(content) == case["fits"], case
        assert case["fits"] or not is_read(tmp_path, content), case


def test_what_we_write_fits(validator: Any, tmp_path: Path) -> None:
    """The pretrained artifacts, and small ones of both formats."""
    write_artifact(tmp_path / "layers")
    write_graph_artifact(tmp_path / "graph")
    found = [*PRETRAINED.glob("*/metadata.json"), *tmp_path.glob("*/metadata.json")]
    assert len(found) == 7
    for path in found:
        validator.validate(json.loads(path.read_text(encoding="utf-8")))
