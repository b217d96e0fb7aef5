"""Sizes that a model leaves open, for its golden vectors alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.convert import models
from tfjs_bridge import export
from tfjs_bridge.errors import UnsupportedModelError, UsageError


def cropped(crop: int) -> Any:
    """As SpliceAI: of (None, 4) steps, those near the ends are only looked at."""
    keras = models.seeded_keras()
    x = keras.Input((None, 4), name="dna")
    y = keras.layers.Conv1D(3, 3, dilation_rate=4, padding="same")(x)
    return keras.Model(x, keras.layers.Cropping1D(crop)(y), name="cropped")


def open_unet() -> Any:
    """Pictures of any size that can be halved twice and doubled again."""
    keras = models.seeded_keras()
    layers = keras.layers
    x = keras.Input((None, None, 3), name="picture")
    half = layers.Conv2D(4, 3, strides=2, padding="same")(x)
    quarter = layers.Conv2D(4, 3, strides=2, padding="same")(half)
    back = layers.Conv2DTranspose(4, 3, strides=4, padding="same")(quarter)
    joined = layers.Concatenate()([back, x])
    return keras.Model(x, layers.Conv2D(1, 1)(joined), name="open_unet")


def two_open() -> Any:
    """Two inputs of any length, one of which loses 600 steps."""
    keras = models.seeded_keras()
    first, second = keras.Input((None, 4), name="first"), keras.Input((None, 2), name="second")
    outputs = [keras.layers.Cropping1D(300)(first), keras.layers.Conv1D(2, 3)(second)]
    return keras.Model([first, second], outputs, name="two_open")


@pytest.mark.parametrize(
    ("make", "sizes"),
    [
        pytest.param(lambda: cropped(0), [(8, 4)], id="no crop"),
        pytest.param(lambda: cropped(5000), [(10016, 4)], id="10,000 steps"),
        pytest.param(open_unet, [(32, 32, 3)], id="pictures"),
        pytest.param(two_open, [(616, 4), (616, 2)], id="two inputs"),
    ],
)
def test_a_size_is_found_and_stays_open(
    tmp_path: Path, make: Any, sizes: list[tuple[int, ...]]
) -> None:
    """Little more than what is cropped away; at least two vectors, which differ."""
    metadata = export(make(), tmp_path / "out")
    assert [spec.shape[1:] for spec in metadata.golden.inputs] == sizes
    assert all(spec.shape[0] in (2, 4) for spec in metadata.golden.inputs)
    assert all(None in spec.shape[1:] for spec in metadata.inputs)
    assert metadata.golden.sensitivity is not None
    assert min(metadata.golden.sensitivity.variation) > 0.01


@pytest.mark.parametrize("shape", [(700, 4), {"dna": (700, 4)}], ids=["only input", "by name"])
def test_a_size_for_the_golden_vectors_alone(tmp_path: Path, shape: Any) -> None:
    """The export leaves it open."""
    metadata = export(cropped(300), tmp_path / "out", golden_shapes=shape)
    assert metadata.golden.inputs[0].shape[1:] == (700, 4)
    assert metadata.inputs[0].shape == (None, None, 4)


def test_a_size_that_does_not_fit_the_input(tmp_path: Path) -> None:
    """Names the input and its shape."""
    with pytest.raises(UsageError, match=r"\[700, 5\] does not fit input 'dna'.*\[None, 4\]"):
        export(cropped(3), tmp_path / "out", golden_shapes=(700, 5))


def test_no_size_says_what_was_tried(tmp_path: Path) -> None:
    """With Keras's reason, and a shape of the input's own rank to give instead."""
    message = (
        r"input 'dna' \(None, 4\) leaves open, 1 to 131072 \(ValueError: `cropping`.*"
        r"--golden-shape \d+,4\."
    )
    with pytest.raises(UnsupportedModelError, match=message):
        export(cropped(100_000), tmp_path / "out")
    assert list(tmp_path.iterdir()) == []
