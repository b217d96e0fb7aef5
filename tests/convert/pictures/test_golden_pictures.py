"""Golden pictures: the way from a file to the answer is proven, and a fault in it is seen."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.convert.models import seeded_keras
from tfjs_bridge import ModelCard, export, verify
from tfjs_bridge.artifact.golden_pictures import draw_pictures, png_bytes
from tfjs_bridge.convert.export import FormatName
from tfjs_bridge.errors import ArtifactError, ModelWarning


@pytest.mark.needs("PIL")
def test_the_pictures_are_png_files_as_pillow_reads_them(tmp_path: Path) -> None:
    """And the same bytes each time."""
    from PIL import Image

    for number, pixels in enumerate(draw_pictures(3)):
        path = tmp_path / f"{number}.png"
        path.write_bytes(png_bytes(pixels))
        np.testing.assert_array_equal(np.asarray(Image.open(path)), pixels)
        assert png_bytes(draw_pictures(3)[number]) == path.read_bytes()


def _model(keras: Any, *, with_age: bool = False) -> Any:
    layers = keras.layers
    photo = keras.Input((12, 10, 3), name="photo")
    x = layers.Flatten()(layers.Conv2D(6, 3, strides=2, activation="relu")(photo))
    if not with_age:
        return keras.Model(photo, layers.Dense(4, activation="softmax", name="kind")(x))
    age = keras.Input((2,), name="age")
    both = layers.Concatenate()([x, age])
    outputs = [layers.Dense(4, name="kind")(both), layers.Dense(1, name="price")(both)]
    return keras.Model([age, photo], outputs)


@pytest.mark.node
@pytest.mark.slow
@pytest.mark.usefixtures("node")
@pytest.mark.parametrize("with_age", [False, True])
@pytest.mark.parametrize(
    "format_", ["layers", pytest.param("graph", marks=pytest.mark.needs("jax"))]
)
def test_verify_runs_them_from_their_files_on(
    format_: FormatName, with_age: bool, tmp_path: Path
) -> None:
    """With each way to prepare a picture, and beside other inputs; the same bytes each time."""
    keras = seeded_keras()
    declared = {"kind": "picture", "scale": "torch", "fit": "crop", "method": "bilinear-antialias"}
    card = ModelCard(preprocessing=declared)
    model = _model(keras, with_age=with_age)
    metadata = export(model, tmp_path / "a", format=format_, card=card)
    assert metadata.golden.pictures is not None
    found = verify(tmp_path / "a")
    assert found.ok
    for backend in found.backends:
        assert backend.pictures_difference is not None
        assert backend.pictures_difference < 1e-4
    export(model, tmp_path / "b", format=format_, card=card)
    for file in (tmp_path / "a").iterdir():
        assert (tmp_path / "b" / file.name).read_bytes() == file.read_bytes(), file.name


def _change(folder: Path, name: str, data: bytes) -> None:
    """Replace a file, with its size and digest, as a wrong exporter would."""
    metadata = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    (folder / name).write_bytes(data)
    record = {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    metadata["files"][name] = record
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")


@pytest.mark.node
@pytest.mark.slow
@pytest.mark.usefixtures("node")
@pytest.mark.parametrize(
    "fault",
    [
        {"fit": "stretch"},
        {"method": "nearest"},
        {"scale": "tf"},
        {"scale": "caffe"},
        {"invert": "always"},
    ],
    ids=lambda fault: next(iter(fault.values())),
)
def test_another_preparation_is_seen(fault: dict[str, str], tmp_path: Path) -> None:
    """Although the network by itself gives Keras's numbers."""
    keras = seeded_keras()
    card = ModelCard(preprocessing={"kind": "picture", "scale": "torch", "fit": "crop"})
    export(_model(keras), tmp_path / "out", card=card)
    path = tmp_path / "out" / "metadata.json"
    metadata = json.loads(path.read_text(encoding="utf-8"))
    metadata["preprocessing"] |= fault
    path.write_text(json.dumps(metadata), encoding="utf-8")
    found = verify(tmp_path / "out")
    assert not found.ok
    for backend in found.backends:
        assert backend.largest_difference is not None
        assert backend.largest_difference < 1e-5
        assert backend.pictures_difference is not None
        assert backend.pictures_difference > 1e-3


@pytest.mark.node
@pytest.mark.slow
@pytest.mark.usefixtures("node")
def test_another_picture_is_seen_and_a_damaged_one_refused(tmp_path: Path) -> None:
    """A mirrored picture gives other outputs; what is no picture gives an error."""
    keras = seeded_keras()
    card = ModelCard(preprocessing={"kind": "picture", "scale": "unit"})
    export(_model(keras), tmp_path / "out", card=card)
    _change(tmp_path / "out", "golden-picture-1.png", png_bytes(draw_pictures(0)[0][:, ::-1]))
    assert not verify(tmp_path / "out").ok
    _change(tmp_path / "out", "golden-picture-1.png", b"no picture")
    with pytest.raises(ArtifactError, match="golden picture"):
        verify(tmp_path / "out")
    _change(tmp_path / "out", "golden-pictures.bin", b"1234")
    with pytest.raises(ArtifactError, match=r"golden\.pictures: wrong sizes"):
        verify(tmp_path / "out")


@pytest.mark.node
@pytest.mark.slow
@pytest.mark.usefixtures("node")
@pytest.mark.needs("jax")
@pytest.mark.parametrize("batch", [1, 3])
def test_a_fixed_number_of_examples_is_filled_with_one_picture(batch: int, tmp_path: Path) -> None:
    """What Keras says of it stands first, and JavaScript does the same."""
    keras = seeded_keras()
    layers = keras.layers
    photo = keras.Input(batch_shape=(batch, 8, 8, 3), name="photo")
    age = keras.Input(batch_shape=(batch, 1), name="age")
    seen = layers.Concatenate()([layers.Flatten()(photo), age])
    model = keras.Model([photo, age], layers.Dense(3, name="kind")(seen))
    card = ModelCard(preprocessing={"kind": "picture", "scale": "tf"})
    metadata = export(model, tmp_path / "out", format="graph", card=card)
    assert metadata.inputs[0].shape[0] == batch
    proof = metadata.golden.pictures
    assert proof is not None
    assert [output.shape for output in proof.outputs] == [(2, 3)]
    found = verify(tmp_path / "out")
    assert found.ok
    for backend in found.backends:
        assert backend.pictures_difference is not None
        assert backend.pictures_difference < 1e-5


@pytest.mark.needs("jax")
@pytest.mark.parametrize("what", ["together", "random", "infinite"])
def test_where_no_picture_can_be_kept_it_is_said(what: str, tmp_path: Path) -> None:
    """With the reason: outputs of all together, drawn ones, or what cannot be compared."""
    keras = seeded_keras()
    photo = keras.Input((6, 6, 3), name="photo")
    mean = keras.layers.GlobalAveragePooling2D()(photo)
    if what == "together":
        output, reason = keras.ops.mean(mean), "outputs of all examples together"
    elif what == "random":
        drawn = keras.layers.Lambda(lambda x: x + keras.random.normal(keras.ops.shape(x)))
        output, reason = [mean, drawn(mean)], "drawn anew in each run"
    else:
        # In float32 from 89 on, which only pictures in 0 to 255 reach.
        output, reason = keras.ops.exp(mean), "not finite"
    card = ModelCard(preprocessing={"kind": "picture", "scale": "none"})
    with pytest.warns(ModelWarning, match=f"golden pictures: none are kept; .* {reason}"):
        metadata = export(keras.Model(photo, output), tmp_path, format="graph", card=card)
    assert metadata.golden.pictures is None


def test_what_is_not_declared_has_no_pictures(tmp_path: Path) -> None:
    """Other artifacts stay as they were."""
    metadata = export(_model(seeded_keras()), tmp_path / "out")
    assert metadata.golden.pictures is None
    assert "pictures" not in json.loads((tmp_path / "out" / "metadata.json").read_bytes())["golden"]
