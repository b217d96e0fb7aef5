"""Golden inputs that are drawn for models written in Python, whose layers nobody can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.convert.graph_model.drawn.models import MODELS
from tests.convert.graph_model.on_jax import run_on_jax
from tfjs_bridge import verify
from tfjs_bridge.artifact.comparison import BLIND_BELOW
from tfjs_bridge.artifact.golden import GoldenVectors, read_golden
from tfjs_bridge.artifact.metadata import Metadata, read_metadata

# Made once, in a process of its own that traces and compiles.
pytestmark = pytest.mark.slow

each_model = pytest.mark.parametrize("name", MODELS)


class Exports:
    """All models as artifacts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        lines = run_on_jax("tests.convert.graph_model.drawn", folder)
        self.answers = {line["name"]: line for line in lines}

    def folder_of(self, name: str) -> Path:
        """Of one model; fails with the reason if there is none."""
        assert "error" not in self.answers[name], self.answers[name]
        return self.folder / name.replace(" ", "-")

    def read(self, name: str) -> tuple[Metadata, GoldenVectors]:
        """The metadata, and the golden vectors."""
        metadata = read_metadata(self.folder_of(name))
        return metadata, read_golden(self.folder_of(name), metadata.golden)


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Exports:
    return Exports(tmp_path_factory.mktemp("drawn"))


@each_model
def test_dtypes_are_found_out(exports: Exports, name: str) -> None:
    """Of indices, lengths and masks, though Keras keeps no dtypes."""
    metadata, golden = exports.read(name)
    expected = [MODELS[name].dtypes.get(x, "float32") for x in MODELS[name].shapes]
    assert [spec.dtype for spec in metadata.inputs] == expected
    assert [str(x.value.dtype) for x in golden.inputs] == expected


@each_model
def test_indices_are_in_range_and_use_it(exports: Exports, name: str) -> None:
    """Beyond it JAX takes the last row, or gives NaN: neither would prove anything."""
    _, golden = exports.read(name)
    for tensor in golden.inputs:
        below = MODELS[name].below.get(tensor.name)
        if below is not None:
            assert tensor.value.min() >= 0
            assert 0.4 * below <= tensor.value.max() < below, tensor.name


@each_model
def test_the_proof_is_not_blind(exports: Exports, name: str) -> None:
    """Outputs vary, and react to the weights."""
    metadata, _ = exports.read(name)
    sensitivity = metadata.golden.sensitivity
    assert sensitivity is not None
    assert sensitivity.reaction is not None
    # The only output of a model without a batch has one vector, which cannot vary.
    assert min(*sensitivity.variation, sensitivity.reaction) >= BLIND_BELOW
    assert exports.answers[name]["warnings"] == []


@pytest.mark.node
@pytest.mark.parametrize(
    "name", ["a mask", "one hot", "the best", "whether above", "one number", "a slice"]
)
def test_whatever_its_shapes_and_dtypes_tensorflow_js_agrees(
    exports: Exports, name: str, node: str
) -> None:
    """Inputs of no axes but the batch, outputs of whole numbers, bools, and of no axes at all."""
    assert verify(exports.folder_of(name), backends=("wasm",)).ok
