"""Writes the files of tests/convert/files/keras2/recorded, with the Keras 2 of a TensorFlow.

Run as a program with each of TensorFlow 2.12.1, 2.13.1, 2.14.1 and 2.15.1 from PyPI (Python 3.11,
``pip install tensorflow==2.12.1 'numpy<2'``), and with tf_keras 2.19, from the repository's root:

    python -m tests.convert.files.keras2.models

It writes a folder named for the version of Keras: for each case `<case>.keras` as `model.save`
writes it, and `<case>.npz` with what that Keras computed.
`windows.keras` is written on Linux with saving_lib's `tf.io.gfile.join` replaced by
`ntpath.join`, which is what it calls on Windows; nothing else differs there.
"""

from __future__ import annotations

import ntpath
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from tests.convert.files.recording import Builder, record

FOLDER = Path(__file__).with_name("recorded")
CASES: dict[str, Builder] = {}


def case(build: Builder) -> Builder:
    """Register a function of Keras 2 that returns a model."""
    CASES[build.__name__] = build
    return build


@case
def counted(keras: Any) -> Any:
    """Many layers of few classes, so that their numbers have gaps; some without weights."""
    layers = keras.layers
    stack: list[Any] = [keras.Input((4,), name="the input")]
    for number in range(11):
        stack.append(layers.Dense(4, use_bias=number % 3 != 1, name=f"dense_{20 - number}"))
        if number % 4 == 1:
            stack += [layers.Dropout(0.2), layers.BatchNormalization()]
    return keras.Sequential([*stack, layers.ReLU(6.0, 0.1), layers.Dense(4, "softmax")])


@case
def nested(keras: Any) -> Any:
    """Models in models, of both kinds; one of them and a layer are used at two levels."""
    layers = keras.layers
    x = keras.Input((3,), name="x")
    shared = layers.Dense(3, name="shared")
    first = keras.Model(x, layers.Add()([layers.Dense(3)(x), shared(x)]), name="first")
    deeper = keras.Sequential([keras.Input((3,)), layers.Dense(3), layers.Dense(3)], name="deeper")
    second = keras.Sequential([keras.Input((3,)), layers.Dense(3), deeper], name="second")
    both = keras.Model(y := keras.Input((3,)), second(first(y)), name="both")
    z = keras.Input((3,), name="z")
    outputs = [both(z), layers.Dense(3)(first(both(z))), shared(z)]
    second.layers[0].trainable = False
    return keras.Model(z, outputs)


@case
def recurrent(keras: Any) -> Any:
    """Cells, stacked cells, both directions, and a model over the steps."""
    layers = keras.layers
    each = keras.Sequential([keras.Input((4,)), layers.Dense(4), layers.Dense(4)], name="each")
    backward = layers.GRU(3, return_sequences=True, go_backwards=True)
    return keras.Sequential(
        [
            keras.Input((5, 3)),
            layers.Bidirectional(layers.LSTM(4, return_sequences=True), merge_mode="sum"),
            layers.TimeDistributed(each, name="steps"),
            layers.Bidirectional(
                layers.GRU(3, return_sequences=True, reset_after=False), backward_layer=backward
            ),
            layers.RNN([layers.LSTMCell(4), layers.LSTMCell(4)], return_sequences=True),
            layers.LSTM(4, recurrent_activation="hard_sigmoid", return_sequences=True),
            layers.SimpleRNN(3),
        ]
    )


@case
def attention(keras: Any) -> Any:
    """A transformer's block, with a mask and with operations between the layers."""
    layers = keras.layers
    x = keras.Input((6,), dtype="int32", name="tokens")
    y = layers.Embedding(6, 4, mask_zero=True)(x)
    y = layers.LayerNormalization()(y + layers.MultiHeadAttention(2, 3)(y, y))
    z = layers.EinsumDense("abc,cd->abd", (None, 4), bias_axes="d", activation="gelu")(y * 0.5)
    z = layers.Attention(use_scale=True)([z, 1.0 - y])
    return keras.Model(x, layers.GlobalMaxPooling1D()(z))


@case
def pictures(keras: Any) -> Any:
    """Convolutions of all kinds, and statistics."""
    layers = keras.layers
    normalization = layers.Normalization()
    normalization.adapt(np.random.default_rng(0).normal(1, 2, (50, 6, 6, 2)).astype("float32"))
    x = keras.Input((6, 6, 2), name="picture")
    y = layers.RandomFlip()(normalization(x))
    y = layers.Conv2D(3, 3, padding="same", use_bias=False, name="conv-1")(y)
    y = layers.PReLU(shared_axes=[1, 2])(layers.BatchNormalization(scale=False)(y))
    y = layers.SeparableConv2D(4, 3, depth_multiplier=2, activation=layers.LeakyReLU(0.1))(y)
    z = layers.DepthwiseConv2D(3, padding="same")(layers.MaxPooling2D(2)(y))
    z = layers.Conv2DTranspose(4, 2, strides=2, activation="relu")(z)
    return keras.Model(x, layers.GlobalAveragePooling2D()(layers.Concatenate()([y, z])))


@case
def films(keras: Any) -> Any:
    """A recurrent convolution."""
    layers = keras.layers
    return keras.Sequential(
        [
            layers.ConvLSTM2D(2, 3, padding="same", input_shape=(3, 4, 4, 2)),
            layers.GroupNormalization(2),
            layers.Flatten(),
        ]
    )


@case
def named(keras: Any) -> Any:
    """Several inputs and outputs, by names that Keras 3 or TensorFlow.js does not take."""
    layers = keras.layers
    inputs = {"b": keras.Input((3,), name="b"), "a": keras.Input((3,), name="a")}
    left, right = layers.Dense(3, name="a/b")(inputs["b"]), layers.Dense(3, name="a/c")(inputs["a"])
    joined = layers.Concatenate(name="1.and-2")([left, right])
    both = layers.Dense(2, name="dense_7")
    return keras.Model(inputs, {"z": both(joined), "k": layers.Dense(2, name="dense")(joined)})


@case
def trained(keras: Any) -> Any:
    """Built by fit and nested, compiled at both levels: optimizers and metrics are saved too."""
    layers = keras.layers
    inner = keras.Sequential([layers.Dense(4, activation="tanh"), layers.Dense(3)], name="inner")
    x = np.random.default_rng(0).normal(size=(8, 3)).astype("float32")
    inner.compile("adam", "mse", metrics=["mae"])
    inner.fit(x, x, verbose=0)
    model = keras.Sequential([inner, layers.BatchNormalization(), layers.Dense(3)])
    model.compile(keras.optimizers.SGD(momentum=0.9), "mse", metrics=["mae", "mse"])
    model.fit(x, x, verbose=0)
    return model


@case
def half_precision(keras: Any) -> Any:
    """Computes in float16; the weights are float32."""
    layers = keras.layers
    policy = keras.mixed_precision.Policy("mixed_float16")
    stack = [layers.Dense(4, "relu", dtype=policy), layers.Dense(3, dtype="float32")]
    return keras.Sequential([keras.Input((6,)), *stack])


@case
def windows(keras: Any) -> Any:
    """Saved as on Windows."""
    return nested(keras)


def write(keras: Any, folder: Path, name: str) -> None:
    """Write a case's numbers and its file."""
    model = record(keras, CASES[name], folder / f"{name}.npz")
    # In Keras 2.12 anything else writes HDF5.
    is_first = folder.name.startswith("2.12")
    model.save(folder / f"{name}.keras", **({"save_format": "keras_v3"} if is_first else {}))


def _windows(saving_lib: Any) -> None:
    """Make saving_lib join names as on Windows."""
    real = saving_lib.tf
    gfile = SimpleNamespace(
        **{**{key: getattr(real.io.gfile, key) for key in dir(real.io.gfile)}, "join": ntpath.join}
    )

    class Tensorflow:
        io = SimpleNamespace(gfile=gfile)

        def __getattr__(self, name: str) -> Any:
            return getattr(real, name)

    saving_lib.tf = Tensorflow()


def main() -> None:
    """Write all files with the Keras 2 that is installed."""
    import importlib

    import tensorflow as tf

    if tf.__version__ >= "2.16":
        keras = importlib.import_module("tf_keras")
        package = "tf_keras.src"
    else:
        keras = tf.keras
        package = "keras" if tf.__version__.startswith("2.12") else "keras.src"
    version = importlib.import_module(package).__version__
    folder = FOLDER / version
    folder.mkdir(parents=True, exist_ok=True)
    for name in sorted({*CASES} - {"windows"}):
        write(keras, folder, name)
    _windows(importlib.import_module(f"{package}.saving.saving_lib"))
    write(keras, folder, "windows")


if __name__ == "__main__":
    main()
