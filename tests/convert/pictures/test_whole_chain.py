"""From the bytes of a picture to its label: the same in Python and in JavaScript."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from tests.conftest import ROOT
from tests.convert.models import seeded_keras
from tfjs_bridge import ModelCard, export
from tfjs_bridge.artifact.pictures import prepare_picture
from tfjs_bridge.convert.export import FormatName

pytestmark = [pytest.mark.node, pytest.mark.slow, pytest.mark.needs("jax", "PIL")]

PICTURES = 300
LABELS = ("daisy", "dandelion", "rose", "sunflower", "tulip")
SETTINGS: list[tuple[FormatName, dict[str, Any]]] = [
    ("layers", {"scale": "tf", "fit": "crop", "method": "bilinear-antialias"}),
    ("graph", {"scale": "caffe", "fit": "pad", "method": "bilinear"}),
    ("layers", {"scale": "unit", "fit": "center-crop", "method": "pil-bicubic"}),
    ("layers", {"scale": "torch", "fit": "letterbox", "method": "lanczos3-antialias"}),
]


def _write_pictures(folder: Path) -> list[npt.NDArray[np.uint8]]:
    """PNG files of all sizes and kinds of pixels, as Pillow reads them."""
    from PIL import Image

    rng = np.random.default_rng(5)
    folder.mkdir()
    found = []
    for k in range(PICTURES):
        height, width = rng.integers(1, 40, 2)
        mode = ("RGB", "RGBA", "L")[k % 3]
        channels = {"RGB": (3,), "RGBA": (4,), "L": ()}[mode]
        pixels = rng.integers(0, 256, (height, width, *channels), np.uint8)
        Image.fromarray(pixels, mode).save(folder / f"{k:03}.png")
        found.append(pixels)
    return found


def _flowers(keras: Any) -> Any:
    layers = keras.layers
    network = [
        layers.Conv2D(8, 3, strides=2, activation="relu"),
        layers.Flatten(),
        layers.Dense(5, activation="softmax"),
    ]
    return keras.Sequential([keras.Input((12, 10, 3), name="photo"), *network], name="flowers")


@pytest.mark.parametrize(("format_", "declared"), SETTINGS)
def test_javascript_sees_and_says_what_python_does(
    format_: FormatName, declared: dict[str, Any], node: str, tmp_path: Path
) -> None:
    """Within 1/255 of each pixel's range, and the same label, wherever it is not a tie."""
    keras = seeded_keras()
    pictures = _write_pictures(tmp_path / "pictures")
    model = _flowers(keras)
    card = ModelCard(labels=LABELS, preprocessing={"kind": "picture", **declared})
    metadata = export(model, tmp_path / "flowers", format=format_, card=card)
    spec = metadata.preprocessing
    assert spec is not None
    script = ROOT / "tests" / "convert" / "pictures" / "classify.mjs"
    folders = [tmp_path / "flowers", tmp_path / "pictures", tmp_path / "inputs.bin"]
    done = subprocess.run(
        [node, script, *folders], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    answer = json.loads(done.stdout)
    assert answer["preprocessing"] == spec
    assert answer["selfTest"]["pictures"] == 2
    assert answer["selfTest"]["largestDifference"] < 1e-4
    expected = np.stack([prepare_picture(pixels, spec) for pixels in pictures])
    seen = np.fromfile(tmp_path / "inputs.bin", "<f4").reshape(expected.shape)
    step = {"tf": 2 / 255, "caffe": 1.0, "unit": 1 / 255, "torch": 4 / 255}[spec["scale"]]
    assert np.abs(seen - expected).max() <= step / 100
    outputs = np.asarray(model.predict(expected, verbose=0))
    best = np.sort(outputs, axis=1)
    for output, (first, second), found in zip(outputs, best[:, -2:], answer["found"], strict=True):
        assert found[0]["score"] == pytest.approx(second, abs=1e-5)
        if second - first > 1e-5:
            assert found[0]["label"] == LABELS[int(output.argmax())]
