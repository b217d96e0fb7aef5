"""Layers that prepare what goes into a network."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import Spec, case


@case()
def pictures(k: Any) -> Any:
    layers, picture = k.layers, k.Input((10, 12, 3), name="picture")
    normalization = layers.Normalization(mean=[0.1, 0.2, 0.3], variance=[1.0, 2.0, 0.5])
    outputs = [
        normalization(picture),
        layers.Rescaling(1 / 127.5, offset=-1)(picture),
        layers.Resizing(5, 7)(picture),
        layers.Resizing(6, 6, interpolation="nearest", crop_to_aspect_ratio=True)(picture),
        layers.CenterCrop(5, 6)(picture),
        layers.CenterCrop(12, 12)(picture),
    ]
    return k.Model(picture, outputs)


@case(inputs=Spec((10, 10, 3), high=1))
def augmentation_at_inference(k: Any) -> Any:
    layers = k.layers
    picture = k.Input((10, 10, 3), name="picture")
    x = layers.RandomFlip()(picture)
    x = layers.RandomRotation(0.2)(layers.RandomZoom(0.2)(layers.RandomTranslation(0.1, 0.1)(x)))
    x = layers.RandomContrast(0.2)(layers.RandomBrightness(0.2, value_range=(0, 1))(x))
    return k.Model(picture, layers.Conv2D(3, 3)(x))


@case(sizes=({"s": 10, "t": 14}, {"s": 17, "t": 9}))
def picture_of_any_size(k: Any) -> Any:
    layers = k.layers
    return k.Sequential(
        [
            k.Input((None, None, 3)),
            layers.Resizing(8, 8),
            layers.Rescaling(0.5),
            layers.Conv2D(4, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(2),
        ]
    )


@case()
def numbers_to_bins(k: Any) -> Any:
    layers, x = k.layers, k.Input((4,), name="x")
    bins = layers.Discretization([-1.0, 0.0, 1.0])(x)
    return k.Model(x, [bins, layers.CategoryEncoding(4, output_mode="multi_hot")(bins)])


@case(high=8)
def whole_numbers_to_columns(k: Any) -> Any:
    layers, x = k.layers, k.Input((3,), dtype="int32", name="x")
    outputs = [
        layers.CategoryEncoding(8, output_mode="count")(x),
        layers.CategoryEncoding(8, output_mode="multi_hot")(x),
    ]
    return k.Model(x, outputs)


@case(inputs=Spec((6,), "int32", high=256))
def bytes_of_a_picture(k: Any) -> Any:
    layers, x = k.layers, k.Input((6,), dtype="uint8", name="x")
    return k.Model(x, layers.Dense(4, activation="relu")(layers.Rescaling(1 / 255)(x)))
