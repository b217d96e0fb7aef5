"""Keras models of texts: each way to vectorize, as Keras's guides use them."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from typing import Any

from tests import docs
from tests.conftest import ROOT

Keras = Any
_REVIEWS = [
    "The film was great, really great!",
    "A dull film. I left early...",
    "Great acting and a dull plot",
    "don't watch it",
    "Überraschend gut",
]


def sequential(keras: Keras) -> Any:
    """A Sequential model from the text on: an open length, averaged."""
    layers = keras.layers
    vectorize = layers.TextVectorization(max_tokens=20)
    vectorize.adapt(_REVIEWS)
    return keras.Sequential(
        [
            keras.Input((1,), dtype="string"),
            vectorize,
            layers.Embedding(20, 4, mask_zero=True),
            layers.GlobalAveragePooling1D(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


def scalar_input(keras: Keras) -> Any:
    """A text without an axis of its own; characters, cut off or filled up to a length."""
    layers = keras.layers
    vectorize = layers.TextVectorization(
        split="character", standardize="lower", output_sequence_length=12
    )
    vectorize.adapt(_REVIEWS)
    size = vectorize.vocabulary_size()
    return keras.Sequential(
        [
            keras.Input((), dtype="string", name="text"),
            vectorize,
            layers.Embedding(size, 3),
            layers.Conv1D(4, 3, activation="relu"),
            layers.GlobalMaxPooling1D(),
            layers.Dense(2),
        ]
    )


def multi_hot(keras: Keras) -> Any:
    """Which words there are, and which pairs; Keras's own shape of it is a wrong one."""
    layers = keras.layers
    vectorize = layers.TextVectorization(max_tokens=30, ngrams=2, output_mode="multi_hot")
    vectorize.adapt(_REVIEWS)
    text = keras.Input((1,), dtype="string", name="text")
    x = layers.Dense(3, activation="relu")(vectorize(text))
    return keras.Model(text, layers.Dense(2, activation="softmax")(x))


def tf_idf(keras: Keras) -> Any:
    """Words and triples, counted and weighted, padded to a number of tokens."""
    layers = keras.layers
    text = keras.Input((1,), dtype="string", name="text")
    weighted = layers.TextVectorization(
        max_tokens=60, ngrams=(1, 3), output_mode="tf_idf", pad_to_max_tokens=True
    )
    weighted.adapt(_REVIEWS)
    counted = layers.TextVectorization(
        vocabulary=["film", "great"], output_mode="count", standardize="strip_punctuation"
    )
    x = layers.Concatenate()([weighted(text), counted(text)])
    return keras.Model(text, layers.Dense(2)(x))


def bidirectional(keras: Keras) -> Any:
    """The IMDB guide: two recurrent layers over an open length with its mask."""
    layers = keras.layers
    vectorize = layers.TextVectorization(max_tokens=25)
    vectorize.adapt(_REVIEWS)
    return keras.Sequential(
        [
            keras.Input((1,), dtype="string"),
            vectorize,
            layers.Embedding(25, 4, mask_zero=True),
            layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
            layers.Bidirectional(layers.LSTM(2)),
            layers.Dense(4, activation="relu"),
            layers.Dense(1),
        ]
    )


def nested(keras: Keras) -> Any:
    """A model with its text inside, behind a vectorization: as the guide ends, for export."""
    layers = keras.layers
    vectorize = layers.TextVectorization(max_tokens=25, output_sequence_length=9)
    vectorize.adapt(_REVIEWS)
    tokens = keras.Input((None,), dtype="int64")
    x = layers.Embedding(25, 4)(tokens)
    x = layers.Conv1D(5, 3, padding="valid", activation="relu", strides=2)(x)
    x = layers.Dense(1, activation="sigmoid")(layers.GlobalMaxPooling1D()(x))
    inner = keras.Model(tokens, x, name="inner")
    text = keras.Input((1,), dtype="string", name="text")
    front = keras.Sequential([keras.Input((1,), dtype="string"), vectorize], name="front")
    return keras.Model(text, inner(front(text)))


def text_and_table(keras: Keras) -> Any:
    """Two texts that share a vectorization, a word, a number and tags, to two outputs."""
    layers = keras.layers
    vectorize = layers.TextVectorization(max_tokens=25, output_sequence_length=6)
    vectorize.adapt(_REVIEWS)
    title = keras.Input((1,), dtype="string", name="title")
    body = keras.Input((1,), dtype="string", name="body")
    kind = keras.Input((1,), dtype="string", name="kind")
    price = keras.Input((2,), name="price")
    embed = layers.Embedding(25, 3)
    parts = [layers.GlobalAveragePooling1D()(embed(vectorize(x))) for x in (title, body)]
    parts += [
        layers.StringLookup(vocabulary=["a", "b"], output_mode="one_hot")(kind),
        layers.Normalization(mean=[5.0, 9.0], variance=[4.0, 1.0])(price),
    ]
    x = layers.concatenate(parts)
    outputs = [
        layers.Dense(1, activation="sigmoid", name="urgent")(x),
        layers.Dense(3, activation="softmax", name="department")(x),
    ]
    return keras.Model([title, body, kind, price], outputs)


def whole_texts(keras: Keras) -> Any:
    """A text that is not split: one token."""
    layers = keras.layers
    text = keras.Input((1,), dtype="string", name="text")
    vectorize = layers.TextVectorization(
        split=None, vocabulary=["the film", "bad"], output_sequence_length=1
    )
    x = layers.Flatten()(layers.Embedding(4, 3)(vectorize(text)))
    return keras.Model(text, layers.Dense(2)(x))


def encoded_behind(keras: Keras) -> Any:
    """Indices of an open length, encoded by a layer that TensorFlow.js runs on fixed ones alone."""
    layers = keras.layers
    text = keras.Input((1,), dtype="string", name="text")
    indices = layers.TextVectorization(vocabulary=["film", "great", "dull"])(text)
    x = layers.CategoryEncoding(5, output_mode="multi_hot")(indices)
    return keras.Model(text, layers.Dense(2)(x))


def own_standardization(keras: Keras) -> Any:
    """The guides to text classification: reviews with tags of HTML, and a function of one's own."""
    import tensorflow as tf

    (code,) = docs.blocks(ROOT / "docs" / "tables-and-text.md", "py")
    scope: dict[str, Any] = {"tf": tf, "re": re, "string": string}
    exec(code, scope)  # noqa: S102
    custom_standardization = scope["custom_standardization"]

    layers = keras.layers
    vectorize = layers.TextVectorization(
        standardize=custom_standardization, max_tokens=40, output_sequence_length=10
    )
    vectorize.adapt([f"{review}<br /><br />{review}" for review in _REVIEWS])
    return keras.Sequential(
        [
            keras.Input((1,), dtype="string", name="review"),
            vectorize,
            layers.Embedding(40, 4),
            layers.GlobalAveragePooling1D(),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


TEXTS: Mapping[str, Callable[[Keras], Any]] = {
    make.__name__: make
    for make in (
        *(sequential, scalar_input, multi_hot, tf_idf, bidirectional, nested, text_and_table),
        *(whole_texts, encoded_behind),
    )
}
"""What makes each model, by its name."""

LIVE: Mapping[str, Callable[[Keras], Any]] = {"own_standardization": own_standardization}
"""Those whose files are refused, because they name code."""
