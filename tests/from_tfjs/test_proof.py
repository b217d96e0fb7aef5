"""Nothing is written before TensorFlow.js and Keras agree, and then all of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import PRETRAINED
from tests.from_tfjs.model_files import dense_model, dense_weights, write_model
from tfjs_bridge.artifact.plain_model import read_plain_model
from tfjs_bridge.errors import ArtifactError, UsageError, VerificationError
from tfjs_bridge.from_tfjs.importing import import_model, import_to_file
from tfjs_bridge.from_tfjs.proof import draw, prove, require_equal

_SOFTMAX = PRETRAINED / "softmax"


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_other_outputs_are_an_error(tmp_path: Path) -> None:
    """Here, because a weight of the import was changed."""
    folder = write_model(tmp_path, dense_model(), dense_weights())
    model = import_model(folder, verify=False).model
    source = read_plain_model(folder)
    assert prove(source, model, draw(model, 0)).largest_difference <= 1e-6
    model.layers[-1].bias.assign([1.0, 2.0])
    with pytest.raises(VerificationError, match=r"do not give the same.*wasm: a diff.*cpu: a diff"):
        prove(source, model, draw(model, 0))


@pytest.mark.node
@pytest.mark.usefixtures("node")
def test_an_artifact_is_held_to_its_golden_vectors(tmp_path: Path) -> None:
    """Ours say what Keras gave before the export."""
    folder = shutil.copytree(_SOFTMAX, tmp_path / "softmax")
    proof = import_model(folder).proof
    assert proof is not None
    assert proof.golden_difference is not None
    assert proof.golden_difference <= 1e-5
    golden = folder / "golden.bin"
    data = golden.read_bytes()
    golden.write_bytes(data[:-4] + np.float32(0.9).tobytes())
    with pytest.raises(VerificationError, match="does not give Keras's outputs of the golden"):
        import_model(folder)
    golden.unlink()
    with pytest.raises(ArtifactError, match=r"golden\.bin: cannot be read"):
        import_model(folder)


def test_a_file_that_gives_other_outputs_is_an_error(tmp_path: Path) -> None:
    """What was written is read again, and run."""
    model = import_model(write_model(tmp_path, dense_model(), dense_weights()), verify=False).model
    drawn = draw(model, 0)
    require_equal(model, drawn)
    model.layers[-1].bias.assign([1.0, 2.0])
    with pytest.raises(VerificationError, match="the file does not give the model's outputs"):
        require_equal(model, drawn)


def test_the_same_model_gives_the_same_bytes(tmp_path: Path) -> None:
    """Without the date, and without addresses in memory."""
    folder, outs = tmp_path / "model", [tmp_path / "a.keras", tmp_path / "b.keras"]
    folder.mkdir()
    write_model(folder, dense_model(activation="hardSigmoid"), dense_weights())
    for out in outs:
        import_to_file(folder, out, verify=False)
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_a_failed_import_leaves_what_was_there(tmp_path: Path) -> None:
    """And nothing beside it."""
    folder, out = tmp_path / "model", tmp_path / "out.keras"
    folder.mkdir()
    out.write_text("mine")
    write_model(folder, dense_model(units=3), dense_weights())
    with pytest.raises(ArtifactError):
        import_to_file(folder, out, verify=False)
    assert out.read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"model", "out.keras"}


@pytest.mark.parametrize("name", ["out.h5", "folder.keras"])
def test_other_places_are_refused(tmp_path: Path, name: str) -> None:
    """A file that ends in .keras is what Keras reads again."""
    (tmp_path / "folder.keras").mkdir()
    write_model(tmp_path, dense_model(), dense_weights())
    with pytest.raises(UsageError, match=r"expected a name that ends in \.keras"):
        import_to_file(tmp_path, tmp_path / name, verify=False)
