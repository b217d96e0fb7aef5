"""Networks with a structure of their own: mixtures, graphs, sets, autoencoders."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import Spec, case
from tests.convert.graph_model.zoo.own import own_layer


@case()
def mixture_of_experts(k: Any) -> Any:
    ops, x = k.ops, k.Input((6,), name="x")

    def gated(x: Any, gate: Any, experts: Any) -> Any:
        scores = ops.softmax(x @ gate)
        values, places = ops.top_k(scores, 2)
        weights = ops.sum(
            ops.one_hot(places, 4) * (values / ops.sum(values, -1, True))[..., None], 1
        )
        return ops.einsum("be,beo->bo", weights, ops.einsum("bi,eio->beo", x, experts)), scores

    y, scores = own_layer(k, gated, {"gate": (6, 4), "experts": (4, 6, 5)})(x)
    return k.Model(x, {"y": k.layers.Dense(3)(y), "scores": scores})


@case(
    inputs={"nodes": Spec(("s", 4)), "edges": Spec(("s", "s"), high=1)}, sizes=({"s": 5}, {"s": 8})
)
def graph_convolution(k: Any) -> Any:
    ops = k.ops
    nodes, edges = k.Input((None, 4), name="nodes"), k.Input((None, None), name="edges")

    def convolved(x: Any, edges: Any, kernel: Any) -> Any:
        near = ops.cast(edges > 0.5, "float32") + ops.eye(ops.shape(edges)[1])
        root = ops.rsqrt(ops.sum(near, -1, keepdims=True))
        return ops.relu((near * root * ops.transpose(root, (0, 2, 1))) @ (x @ kernel))

    x = own_layer(k, convolved, {"kernel": (4, 6)})(nodes, edges)
    x = own_layer(k, convolved, {"kernel": (6, 5)})(x, edges)
    pooled = k.layers.GlobalMaxPooling1D()(x)
    return k.Model({"nodes": nodes, "edges": edges}, k.layers.Dense(3, "softmax")(pooled))


@case(inputs=[Spec((5, 3)), Spec((7, 2), "int32", high=5)])
def message_passing(k: Any) -> Any:
    ops = k.ops
    nodes, edges = k.Input((5, 3), name="nodes"), k.Input((7, 2), dtype="int32", name="edges")

    def passed(x: Any, edges: Any, kernel: Any) -> Any:
        sent = ops.take_along_axis(x, edges[..., :1], axis=1) @ kernel
        return ops.einsum("ben,beo->bno", ops.one_hot(edges[..., 1], 5), sent)

    x = own_layer(k, passed, {"kernel": (3, 4)})(nodes, edges)
    return k.Model([nodes, edges], k.layers.Concatenate()([x, nodes]))


@case(inputs=[Spec(("s", 3)), Spec(("s",), "bool")], sizes=({"s": 6}, {"s": 9}))
def deep_sets_with_a_mask(k: Any) -> Any:
    ops = k.ops
    items, keep = k.Input((None, 3), name="items"), k.Input((None,), dtype="bool", name="keep")

    def pooled(x: Any, keep: Any) -> Any:
        kept = ops.cast(keep, x.dtype)[..., None]
        mean = ops.sum(x * kept, 1) / ops.maximum(ops.sum(kept, 1), 1.0)
        return ops.concatenate([mean, ops.max(ops.where(keep[..., None], x, -1e9), 1)], -1)

    x = k.layers.Dense(6, activation="relu")(items)
    return k.Model([items, keep], k.layers.Dense(2)(own_layer(k, pooled)(x, keep)))


@case(random=frozenset({2}))
def variational_autoencoder(k: Any) -> Any:
    layers, x = k.layers, k.Input((8,), name="x")

    class Sampling(k.layers.Layer):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.seed = k.random.SeedGenerator(3)

        def call(self, inputs: Any) -> Any:
            mean, spread = inputs
            noise = k.random.normal(k.ops.shape(mean), seed=self.seed)
            return mean + k.ops.exp(0.5 * spread) * noise

    hidden = layers.Dense(6, activation="relu")(x)
    mean, spread = layers.Dense(2, name="mean")(hidden), layers.Dense(2, name="spread")(hidden)
    decoded = layers.Dense(8, activation="sigmoid")(layers.Dense(6)(Sampling()([mean, spread])))
    return k.Model(x, [mean, spread, decoded])


@case()
def autoencoder_of_convolutions(k: Any) -> Any:
    layers, picture = k.layers, k.Input((12, 12, 1), name="picture")
    x = layers.Conv2D(4, 3, strides=2, padding="same", activation="relu")(picture)
    code = layers.Dense(5, name="code")(layers.Flatten()(x))
    x = layers.Reshape((6, 6, 4))(layers.Dense(144, activation="relu")(code))
    x = layers.Conv2DTranspose(4, 3, strides=2, padding="same", activation="leaky_relu")(x)
    return k.Model(picture, [layers.Conv2D(1, 3, padding="same", activation="sigmoid")(x), code])


@case()
def generator_of_pictures(k: Any) -> Any:
    layers = k.layers
    return k.Sequential(
        [
            k.Input((6,)),
            layers.Dense(3 * 3 * 8, use_bias=False),
            layers.BatchNormalization(),
            layers.LeakyReLU(),
            layers.Reshape((3, 3, 8)),
            layers.Conv2DTranspose(4, 5, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(),
            layers.LeakyReLU(),
            layers.Conv2DTranspose(1, 5, strides=2, padding="same", activation="tanh"),
        ]
    )


@case(inputs=[Spec((8, 8, 3)), Spec((), high=1)])
def denoiser_with_time(k: Any) -> Any:
    layers, ops = k.layers, k.ops
    picture, time = k.Input((8, 8, 3), name="picture"), k.Input((), name="time")

    def waves(t: Any) -> Any:
        angles = t[:, None] * ops.exp(ops.linspace(0.0, 3.0, 4))
        return ops.concatenate([ops.sin(angles), ops.cos(angles)], -1)[:, None, None]

    known = layers.UpSampling2D(8, interpolation="nearest")(own_layer(k, waves)(time))
    x = layers.Concatenate()([layers.Conv2D(5, 1)(picture), known])
    x = layers.GroupNormalization(1)(layers.Conv2D(6, 3, padding="same", activation="swish")(x))
    return k.Model([picture, time], layers.Conv2D(3, 1)(x))


@case(
    inputs={
        "kind": Spec((1,), "int32", high=6),
        "size": Spec((2,)),
        "text": Spec((4,), "int32", high=9),
    }
)
def wide_and_deep(k: Any) -> Any:
    layers = k.layers
    kind, text = (k.Input(s, dtype="int32", name=n) for n, s in (("kind", (1,)), ("text", (4,))))
    size = k.Input((2,), name="size")
    wide = layers.CategoryEncoding(6, output_mode="one_hot")(kind)
    deep = layers.Concatenate()(
        [
            layers.Flatten()(layers.Embedding(6, 3)(kind)),
            layers.GlobalAveragePooling1D()(layers.Embedding(9, 4)(text)),
            layers.Normalization(mean=[0.1, 0.2], variance=[1.5, 2.0])(size),
        ]
    )
    deep = layers.Dense(5, activation="relu")(deep)
    scored = layers.Dense(1)(layers.Concatenate()([wide, deep]))
    outputs = {"click": layers.Activation("sigmoid")(scored), "price": layers.Dense(1)(deep)}
    return k.Model({"kind": kind, "size": size, "text": text}, outputs)


@case()
def capsules(k: Any) -> Any:
    ops, x = k.ops, k.Input((6, 4), name="x")

    def squash(s: Any) -> Any:
        square = ops.sum(s * s, -1, keepdims=True)
        return square / (1.0 + square) / ops.sqrt(square + 1e-7) * s

    def routed(u: Any, kernel: Any) -> Any:
        votes = ops.einsum("bni,nmio->bnmo", u, kernel)
        logits = ops.zeros_like(votes[..., 0])
        for _ in range(3):
            v = squash(ops.sum(ops.softmax(logits, -1)[..., None] * votes, 1))
            logits = logits + ops.einsum("bnmo,bmo->bnm", votes, v)
        return v

    return k.Model(x, own_layer(k, routed, {"kernel": (6, 3, 4, 5)})(x))


@case()
def normalizing_flow(k: Any) -> Any:
    ops, x = k.ops, k.Input((6,), name="x")
    total = own_layer(k, lambda x: ops.zeros_like(x[:, 0]))(x)
    y = x
    for _ in range(2):
        still, moved = own_layer(k, lambda x: tuple(ops.split(x, 2, -1)))(y)
        scale, shift = k.layers.Dense(3, activation="tanh")(still), k.layers.Dense(3)(still)
        moved = moved * ops.exp(scale) + shift
        y, total = ops.concatenate([moved, still], -1), total + ops.sum(scale, -1)
    return k.Model(x, [y, total])


@case(inputs=[Spec((4, 2)), Spec((4,), "int32", low=1, high=5)])
def lengths_as_an_input(k: Any) -> Any:
    ops = k.ops
    x, lengths = k.Input((4, 2), name="x"), k.Input((4,), dtype="int32", name="lengths")

    def masked(x: Any, lengths: Any) -> Any:
        near = ops.arange(4)[None, :] < lengths[:, :1]
        last = ops.take_along_axis(x, (lengths[:, :1] - 1)[..., None], axis=1)
        return ops.where(near[..., None], x, 0.0), last[:, 0]

    y, last = own_layer(k, masked)(x, lengths)
    return k.Model([x, lengths], [k.layers.LSTM(3)(y), last])
