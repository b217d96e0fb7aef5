"""Attention and transformers."""

from __future__ import annotations

from typing import Any

from tests.convert.graph_model.zoo.case import Spec, case
from tests.convert.graph_model.zoo.own import own_layer


def _encoder(k: Any, x: Any, *, heads: int = 2, causal: bool = False) -> Any:
    layers, width = k.layers, x.shape[-1]
    normed = layers.LayerNormalization(epsilon=1e-6)(x)
    attended = layers.MultiHeadAttention(heads, width // heads)(
        normed, normed, use_causal_mask=causal
    )
    x = layers.Add()([x, layers.Dropout(0.1)(attended)])
    y = layers.Dense(2 * width, activation="gelu")(layers.LayerNormalization(epsilon=1e-6)(x))
    return layers.Add()([x, layers.Dense(width)(y)])


@case(sizes=({"s": 6}, {"s": 9}))
def self_attention(k: Any) -> Any:
    x = k.Input((None, 8), name="x")
    y, scores = k.layers.MultiHeadAttention(2, 4, value_dim=3)(x, x, return_attention_scores=True)
    return k.Model(x, [y, scores])


@case(sizes=({"s": 5, "t": 7}, {"s": 8, "t": 3}), inputs=[Spec(("s", 6)), Spec(("t", 4))])
def cross_attention(k: Any) -> Any:
    query, memory = k.Input((None, 6), name="query"), k.Input((None, 4), name="memory")
    y = k.layers.MultiHeadAttention(3, 2, output_shape=5, use_bias=False)(query, memory)
    return k.Model([query, memory], y)


@case(
    sizes=({"s": 5}, {"s": 7}),
    inputs={"x": Spec(("s", 8)), "keep": Spec(("s",), "bool"), "pairs": Spec(("s", "s"), "bool")},
)
def attention_with_masks(k: Any) -> Any:
    x = k.Input((None, 8), name="x")
    keep = k.Input((None,), dtype="bool", name="keep")
    pairs = k.Input((None, None), dtype="bool", name="pairs")
    layer = k.layers.MultiHeadAttention(2, 4)
    y = layer(x, x, key_mask=keep, use_causal_mask=True)
    return k.Model({"x": x, "keep": keep, "pairs": pairs}, [y, layer(y, x, attention_mask=pairs)])


@case(sizes=({"s": 6}, {"s": 4}))
def grouped_query_attention(k: Any) -> Any:
    x = k.Input((None, 12), name="x")
    y = k.layers.GroupQueryAttention(3, 4, 2)(x, x, use_causal_mask=True)
    return k.Model(x, y)


@case(inputs=[Spec((4, 6)), Spec((5, 6))])
def attention_layers(k: Any) -> Any:
    query, value = k.Input((4, 6), name="query"), k.Input((5, 6), name="value")
    outputs = [
        k.layers.Attention(use_scale=True)([query, value]),
        k.layers.Attention(score_mode="concat")([query, value]),
        k.layers.AdditiveAttention()([query, value]),
        k.layers.Attention()([query, query], use_causal_mask=True),
        k.layers.Dot((2, 2), normalize=True)([query, value]),
    ]
    return k.Model([query, value], outputs)


@case(high=11, sizes=({"s": 7}, {"s": 5}))
def masked_transformer(k: Any) -> Any:
    tokens = k.Input((None,), dtype="int32", name="tokens")
    x = k.layers.Embedding(11, 8, mask_zero=True)(tokens)
    x = k.layers.MultiHeadAttention(2, 4)(x, x)
    x = k.layers.GlobalAveragePooling1D()(k.layers.LayerNormalization()(x))
    return k.Model(tokens, k.layers.Dense(3, activation="softmax")(x))


@case()
def vision_transformer(k: Any) -> Any:
    layers, picture = k.layers, k.Input((12, 12, 3), name="picture")
    x = layers.Reshape((9, 8))(layers.Conv2D(8, 4, strides=4)(picture))

    def with_class_token(x: Any, token: Any, places: Any) -> Any:
        tokens = k.ops.broadcast_to(token, (k.ops.shape(x)[0], 1, 8))
        return k.ops.concatenate([tokens, x], 1) + places

    x = own_layer(k, with_class_token, {"token": (1, 1, 8), "places": (10, 8)})(x)
    x = _encoder(k, _encoder(k, x))
    x = layers.Lambda(lambda x: x[:, 0])(layers.LayerNormalization()(x))
    return k.Model(picture, layers.Dense(5)(x))


@case(high=13, sizes=({"s": 8}, {"s": 3}, {"s": 16}))
def gpt_of_any_length(k: Any) -> Any:
    layers, tokens = k.layers, k.Input((None,), dtype="int32", name="tokens")

    def with_places(x: Any, table: Any) -> Any:
        return x + k.ops.take(table, k.ops.arange(k.ops.shape(x)[1]), axis=0)

    x = layers.Embedding(13, 8)(tokens)
    x = own_layer(k, with_places, {"table": (16, 8)})(x)
    x = _encoder(k, _encoder(k, x, causal=True), causal=True)
    return k.Model(tokens, layers.Dense(13)(layers.LayerNormalization()(x)))


@case(high=13)
def gpt_of_fixed_length(k: Any) -> Any:
    layers, tokens = k.layers, k.Input((8,), dtype="int32", name="tokens")
    embedding = layers.ReversibleEmbedding(13, 8)
    places = layers.Embedding(8, 8)(k.ops.arange(8))
    x = _encoder(k, embedding(tokens) + places, causal=True)
    return k.Model(tokens, embedding(layers.LayerNormalization()(x), reverse=True))


@case(high=9, sizes=({"s": 6}, {"s": 10}))
def sinusoids_and_rotations(k: Any) -> Any:
    tokens = k.Input((None,), dtype="int32", name="tokens")

    def places(x: Any) -> Any:
        steps = k.ops.arange(k.ops.shape(x)[1], dtype="float32")[:, None]
        rates = k.ops.exp(k.ops.arange(0, 4, dtype="float32") * -1.5)
        return k.ops.concatenate([k.ops.sin(steps * rates), k.ops.cos(steps * rates)], -1)

    def sinusoids(x: Any) -> Any:
        return x + places(x)

    def rotated(x: Any) -> Any:
        left, right = k.ops.split(x, 2, axis=-1)
        return x * places(x) + k.ops.concatenate([-right, left], -1) * (1 - places(x))

    x = own_layer(k, sinusoids)(k.layers.Embedding(9, 8)(tokens))
    return k.Model(tokens, _encoder(k, own_layer(k, rotated)(x)))


@case(
    inputs=[
        Spec((1,), "int32", high=9),
        Spec((), "int32", high=6, has_batch=False),
        Spec((6, 4)),
        Spec((6, 4)),
    ],
)
def step_with_cache(k: Any) -> Any:
    layers, ops = k.layers, k.ops
    token = k.Input((1,), dtype="int32", name="token")
    place = k.Input(batch_shape=(), dtype="int32", name="place")
    keys, values = k.Input((6, 4), name="keys"), k.Input((6, 4), name="values")
    x = layers.Embedding(9, 4)(token)

    def updated(cache: Any, place: Any, new: Any) -> Any:
        return ops.slice_update(cache, (0, place, 0), new)

    def attended(query: Any, keys: Any, values: Any, place: Any) -> Any:
        scores = ops.einsum("bqd,bkd->bqk", query, keys) / 2.0
        seen = ops.arange(6) <= place
        return ops.softmax(ops.where(seen, scores, -1e9), -1) @ values

    new_keys = own_layer(k, updated)(keys, place, layers.Dense(4)(x))
    new_values = own_layer(k, updated)(values, place, layers.Dense(4)(x))
    y = own_layer(k, attended)(layers.Dense(4)(x), new_keys, new_values, place)
    outputs = {"logits": layers.Dense(9)(x + y), "keys": new_keys, "values": new_values}
    return k.Model([token, place, keys, values], outputs)


@case(
    inputs={
        "token": Spec((), "int32", high=9),
        "place": Spec((1,), "int32", high=6),
        "cache": Spec((2, 6, 4)),
    }
)
def step_with_cache_for_each_row(k: Any) -> Any:
    layers, ops = k.layers, k.ops
    token = k.Input((), dtype="int32", name="token")
    place = k.Input((1,), dtype="int32", name="place")
    cache = k.Input((2, 6, 4), name="cache")
    x = layers.Embedding(9, 4)(token)

    def updated(cache: Any, place: Any, key: Any, value: Any) -> Any:
        here = ops.expand_dims(ops.one_hot(place[:, 0], 6), (1, 3))
        new = ops.expand_dims(ops.stack([key, value], 1), 2)
        return cache * (1 - here) + new * here

    def attended(query: Any, cache: Any, place: Any) -> Any:
        scores = ops.einsum("bd,bkd->bk", query, cache[:, 0])
        scores = ops.where(ops.arange(6)[None] <= place, scores, -1e9)
        return ops.einsum("bk,bkd->bd", ops.softmax(scores), cache[:, 1])

    new = own_layer(k, updated)(cache, place, layers.Dense(4)(x), layers.Dense(4)(x))
    y = own_layer(k, attended)(layers.Dense(4)(x), new, place)
    inputs = {"token": token, "place": place, "cache": cache}
    return k.Model(inputs, {"logits": layers.Dense(9)(x + y), "cache": new})


@case(inputs=Spec(("s",), "int32", high=13), sizes=({"s": 8}, {"s": 4}))
def subclassed_gpt(k: Any) -> Any:
    class Gpt(k.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.tokens = k.layers.Embedding(13, 8)
            self.places = self.add_weight(shape=(16, 8), name="places")
            self.attention = k.layers.MultiHeadAttention(2, 4)
            self.norms = [k.layers.LayerNormalization() for _ in range(2)]

        def call(self, tokens: Any) -> Any:
            length = k.ops.shape(tokens)[1]
            x = self.tokens(tokens) + self.places[:length]
            mask = k.ops.tril(k.ops.ones((length, length), dtype="bool"))
            normed = self.norms[0](x)
            x = x + self.attention(normed, normed, attention_mask=mask[None])
            return self.norms[1](x) @ k.ops.transpose(self.tokens.embeddings)

    return Gpt()
