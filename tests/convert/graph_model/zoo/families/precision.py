"""Weights and activations that are not float32, adapters, and shared weights."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import case


@case(tolerance=2e-3)
def dense_in_int8(k: Any) -> Any:
    layers = k.layers
    model = k.Sequential([k.Input((8,)), layers.Dense(6, activation="relu"), layers.Dense(4)])
    model.quantize("int8")
    return model


@case(high=9, tolerance=2e-3)
def embedding_in_int8(k: Any) -> Any:
    layers, tokens = k.layers, k.Input((5,), dtype="int32", name="tokens")
    x = layers.EinsumDense("abc,cd->abd", (None, 7), bias_axes="d")(layers.Embedding(9, 6)(tokens))
    model = k.Model(tokens, layers.Dense(3)(x))
    model.quantize("int8")
    return model


@case(tolerance=2e-3)
def dense_in_int4(k: Any) -> Any:
    model = k.Sequential([k.Input((8,)), k.layers.Dense(6, "relu"), k.layers.Dense(4)])
    model.quantize("int4")
    return model


@case(tolerance=2e-2)
def mixed_float16(k: Any) -> Any:
    layers, policy = k.layers, "mixed_float16"
    return k.Sequential(
        [
            k.Input((8, 8, 2)),
            layers.Conv2D(4, 3, activation="relu", dtype=policy),
            layers.BatchNormalization(dtype=policy),
            layers.GlobalAveragePooling2D(dtype=policy),
            layers.Dense(5, dtype=policy),
            layers.Activation("softmax", dtype="float32"),
        ]
    )


@case(tolerance=5e-2)
def mixed_bfloat16(k: Any) -> Any:
    layers, policy = k.layers, "mixed_bfloat16"
    return k.Sequential(
        [
            k.Input((8,)),
            layers.Dense(6, activation="relu", dtype=policy),
            layers.LayerNormalization(dtype=policy),
            layers.Dense(3, dtype=policy),
            layers.Activation("linear", dtype="float32"),
        ]
    )


@case()
def float64_inside(k: Any) -> Any:
    layers = k.layers
    return k.Sequential([k.Input((8,)), layers.Dense(6, "tanh", dtype="float64"), layers.Dense(3)])


@case(high=9)
def with_lora(k: Any) -> Any:
    layers, tokens = k.layers, k.Input((5,), dtype="int32", name="tokens")
    embedding, dense = layers.Embedding(9, 6), layers.Dense(7)
    einsum = layers.EinsumDense("abc,cd->abd", (None, 4))
    model = k.Model(tokens, einsum(dense(embedding(tokens))))
    for layer in (embedding, dense, einsum):
        layer.enable_lora(2)
    return model


@case(high=9)
def tied_weights(k: Any) -> Any:
    layers, tokens = k.layers, k.Input((5,), dtype="int32", name="tokens")
    embedding = layers.ReversibleEmbedding(9, 6, tie_weights=True)
    shared = layers.Dense(6, activation="tanh")
    return k.Model(tokens, embedding(shared(shared(embedding(tokens))), reverse=True))
