"""Random small functional models, built from layers that can be exported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tests.convert.models import seeded_keras

Step = Callable[[Any, np.random.Generator, Any], Any]

_ACTIVATIONS = (
    *("elu", "gelu", "hard_sigmoid", "hard_silu", "leaky_relu", "linear", "log_sigmoid", "mish"),
    *("relu", "relu6", "selu", "sigmoid", "silu", "softmax", "softplus", "softsign", "tanh"),
)


def random_model(seed: int, steps: int = 12) -> Any:
    """A model of up to three inputs (vectors, sequences, pictures) and up to three outputs.

    Layers are taken at random and applied to random tensors that they fit; some are shared, some
    tensors are used several times, and one branch in four is a nested model.
    """
    keras, generator = seeded_keras(), np.random.default_rng(seed)
    shapes = [(5,), (6, 4), (8, 8, 3)]
    chosen = generator.permutation(3)[: generator.integers(1, 4)]
    inputs = [keras.Input(shapes[k], name=f"input_{k}") for k in sorted(chosen)]
    pool = list(inputs)
    for _ in range(steps):
        x = pool[generator.integers(len(pool))]
        step = _pick(generator, _BY_RANK[len(x.shape)])
        if generator.random() < 0.25:
            pool.append(_nested(keras, generator, x, step))
        else:
            pool.append(step(keras, generator, x))
        pool.append(_joined(keras, generator, pool))
    outputs = [pool[-1 - k] for k in range(generator.integers(1, 4))]
    # Every input is used, so that none of them is left out by Keras.
    model = keras.Model(inputs, [*outputs, _summary(keras, inputs)], name=f"random_{seed}")
    _randomize(model, generator)
    return model


def _pick(generator: np.random.Generator, items: Any) -> Any:
    return items[generator.integers(len(items))]


def _activation(generator: np.random.Generator) -> str:
    return str(_pick(generator, _ACTIVATIONS))


def _nested(keras: Any, generator: np.random.Generator, x: Any, step: Step) -> Any:
    """The step as a model of its own, called twice."""
    inner_input = keras.Input(x.shape[1:])
    inner = keras.Model(inner_input, step(keras, generator, inner_input))
    first = inner(x)
    return keras.layers.Average()([first, inner(keras.layers.Activation("tanh")(x))])


def _joined(keras: Any, generator: np.random.Generator, pool: list[Any]) -> Any:
    """Two tensors of one shape in one, or the last one again with itself."""
    last = pool[-1]
    same = [x for x in pool[:-1] if tuple(x.shape) == tuple(last.shape)]
    other = _pick(generator, same) if same else last
    kinds = ("Add", "Multiply", "Maximum", "Minimum", "Average", "Subtract", "Concatenate")
    kind = _pick(generator, kinds)
    if kind == "Concatenate":
        # Kept small: widths would double each time.
        joined = keras.layers.Concatenate()([last, other])
        return keras.layers.Dense(4, activation="tanh")(joined)
    return keras.layers.Activation("tanh")(getattr(keras.layers, kind)()([last, other]))


def _summary(keras: Any, inputs: list[Any]) -> Any:
    flat = [keras.layers.Flatten()(x) for x in inputs]
    return keras.layers.Dense(2)(keras.layers.Concatenate()(flat) if len(flat) > 1 else flat[0])


def _randomize(model: Any, generator: np.random.Generator) -> None:
    """Weights other than Keras's zeros and ones; variances stay positive."""
    for variable in model.weights:
        values = generator.normal(0, 0.4, variable.shape)
        is_variance = "variance" in variable.name
        variable.assign(np.abs(values) + 0.5 if is_variance else values)


def _dense(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    return keras.layers.Dense(int(generator.integers(2, 6)), _activation(generator))(x)


def _layer(name: str, **settings: Any) -> Step:
    def step(keras: Any, generator: np.random.Generator, x: Any) -> Any:
        return getattr(keras.layers, name)(**settings)(x)

    return step


def _activate(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    return keras.layers.Activation(_activation(generator))(x)


def _to_sequence(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    return keras.layers.Reshape((3, 2))(keras.layers.Dense(6)(x))


def _recurrent(name: str) -> Step:
    def step(keras: Any, generator: np.random.Generator, x: Any) -> Any:
        settings = {
            "return_sequences": bool(generator.integers(2)),
            "go_backwards": bool(generator.integers(2)),
        }
        layer = getattr(keras.layers, name)(3, **settings)
        if generator.integers(2):
            settings.pop("go_backwards")
            layer = keras.layers.Bidirectional(getattr(keras.layers, name)(3, **settings))
        return layer(x)

    return step


def _convolution(name: str, *, transposed: bool = False) -> Step:
    def step(keras: Any, generator: np.random.Generator, x: Any) -> Any:
        settings: dict[str, Any] = {
            "kernel_size": int(generator.integers(1, 4)),
            "strides": int(generator.integers(1, 3)),
            "padding": "same",
            "activation": _activation(generator),
            "use_bias": bool(generator.integers(2)),
        }
        if "Depthwise" not in name:
            settings["filters"] = int(generator.integers(2, 5))
        return getattr(keras.layers, name)(**settings)(x)

    return step


def _attention(keras: Any, generator: np.random.Generator, x: Any) -> Any:
    return keras.layers.MultiHeadAttention(2, 3)(x, x)


_ANY: list[Step] = [
    _dense,
    _activate,
    _layer("BatchNormalization"),
    _layer("LayerNormalization"),
    _layer("ReLU", max_value=2.0, negative_slope=0.1),
    _layer("LeakyReLU"),
    _layer("PReLU"),
    _layer("ELU", alpha=0.5),
    _layer("Rescaling", scale=2.0, offset=-0.3),
    _layer("Dropout", rate=0.5),
    _layer("UnitNormalization"),
    _layer("RMSNormalization"),
]
_BY_RANK: dict[int, list[Step]] = {
    2: [*_ANY, _to_sequence, _layer("RepeatVector", n=3)],
    3: [
        *_ANY,
        *(_recurrent(name) for name in ("LSTM", "GRU", "SimpleRNN")),
        *(_convolution(name) for name in ("Conv1D", "SeparableConv1D", "DepthwiseConv1D")),
        _convolution("Conv1DTranspose"),
        _attention,
        _layer("GlobalAveragePooling1D"),
        _layer("GlobalMaxPooling1D", keepdims=True),
        _layer("MaxPooling1D", padding="same"),
        _layer("UpSampling1D"),
        _layer("ZeroPadding1D"),
        _layer("Flatten"),
        _layer("Permute", dims=(2, 1)),
    ],
    4: [
        *_ANY,
        *(_convolution(name) for name in ("Conv2D", "SeparableConv2D", "DepthwiseConv2D")),
        _convolution("Conv2DTranspose"),
        _layer("GlobalAveragePooling2D"),
        _layer("GlobalMaxPooling2D", keepdims=True),
        _layer("AveragePooling2D", pool_size=2, padding="same"),
        _layer("ZeroPadding2D"),
        _layer("UpSampling2D", interpolation="bilinear"),
        _layer("GroupNormalization", groups=1),
        _layer("Flatten"),
    ],
}
