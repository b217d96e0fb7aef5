"""Models of Keras 2 within each other, and within layers."""

from __future__ import annotations

from typing import Any

from tests.convert.files.legacy.registry import case


@case
def nested(keras: Any) -> Any:
    layers = keras.layers
    inner = keras.Sequential([keras.Input((3,)), layers.Dense(3), layers.Dense(3)], name="inner")
    x, y = keras.Input((3,), name="x"), keras.Input((3,), name="y")
    return keras.Model([x, y], layers.Add()([inner(x), inner(y)]))


@case
def nested_functional(keras: Any) -> Any:
    layers = keras.layers
    x = keras.Input((8, 8, 3))
    y = layers.BatchNormalization(name="norm")(layers.Conv2D(4, 3, name="conv")(x))
    encoder = keras.Model(x, layers.Concatenate(name="two")([y, layers.ReLU()(y)]), name="encoder")
    encoder.trainable = False
    return keras.Sequential(
        [keras.Input((8, 8, 3)), encoder, layers.GlobalMaxPooling2D(), layers.Dense(2)]
    )


@case
def nested_output(keras: Any) -> Any:
    layers = keras.layers
    a = keras.Input((3,))
    inner = keras.Model(a, [layers.Dense(3, name="p")(a), layers.Dense(2, name="q")(a)], name="in2")
    deeper = keras.Sequential([keras.Input((3,)), layers.Dense(3, name="p")], name="deeper")
    x = keras.Input((3,), name="x")
    first, _ = inner(x)
    return keras.Model(x, [*inner(deeper(first)), first])


@case
def partly_frozen(keras: Any) -> Any:
    layers = keras.layers
    base = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(4, name="a"),
            layers.BatchNormalization(name="b"),
            layers.Dense(4, name="c"),
        ],
        name="base",
    )
    base.layers[0].trainable = False
    return keras.Sequential([keras.Input((4,)), base, layers.Dense(2)])


@case
def many_weights(keras: Any) -> Any:
    # So long that HDF5 cannot hold the list of names in one attribute.
    names = ["_".join([f"layer{number:02}"] * 100) for number in range(50)]
    layers = [keras.layers.Dense(2, name=name) for name in names]
    return keras.Sequential([keras.Input((2,)), keras.Sequential([keras.Input((2,)), *layers])])


@case
def time_distributed_model(keras: Any) -> Any:
    layers = keras.layers
    inner = keras.Sequential(
        [
            keras.Input((4,)),
            layers.Dense(5, name="d"),
            layers.BatchNormalization(),
            layers.Dense(5, name="e"),
        ]
    )
    return keras.Sequential([keras.Input((3, 4)), layers.TimeDistributed(inner), layers.LSTM(3)])


@case
def nested_attention(keras: Any) -> Any:
    layers = keras.layers

    def block(name: str) -> Any:
        x = keras.Input((5, 4))
        y = layers.MultiHeadAttention(2, 2)(x, x)
        return keras.Model(x, layers.LayerNormalization()(x + y), name=name)

    x = keras.Input((5, 4))
    return keras.Model(x, block("second")(block("first")(x)))


@case
def deferred_nested(keras: Any) -> Any:
    layers = keras.layers
    inner = keras.Sequential([layers.Dense(4), layers.Dense(3)], name="inner")
    x, y = keras.Input((5,), name="x"), keras.Input((5,), name="y")
    return keras.Model([x, y], layers.Add()([inner(x), inner(y)]))


@case
def nested_dictionary(keras: Any) -> Any:
    layers = keras.layers
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    outputs = {"sum": a + b, "product": layers.Multiply()([a, b])}
    inner = keras.Model({"a": a, "b": b}, outputs, name="inner")
    x, y = keras.Input((3,), name="x"), keras.Input((3,), name="y")
    both = inner({"a": x, "b": y})
    return keras.Model([x, y], [both["sum"], both["product"]])


@case
def deep(keras: Any) -> Any:
    layers = keras.layers
    x = keras.Input((3,), name="x")
    first = keras.Model(x, layers.Add()([layers.Dense(3)(x), layers.Dense(3)(x)]), name="first")
    second = keras.Sequential([keras.Input((3,)), layers.Dense(3), layers.Dense(3)], name="second")
    both = keras.Model(y := keras.Input((3,)), second(first(y)), name="both")
    third = keras.Model(z := keras.Input((3,)), [both(z), first(both(z))], name="third")
    first.layers[1].trainable = second.layers[0].trainable = False
    return keras.Model(w := keras.Input((3,)), third(w))
