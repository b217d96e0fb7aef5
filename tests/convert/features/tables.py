"""Keras models of tables: each kind of lookup, alone and together, as Keras's guides use them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Keras = Any


def string_lookup(keras: Keras) -> Any:
    """An Embedding of a column of words, three indices for unknown ones."""
    layers = keras.layers
    column = keras.Input((1,), dtype="string", name="work")
    x = layers.StringLookup(vocabulary=["cook", "smith", "Ärztin"], num_oov_indices=3)(column)
    x = layers.Flatten()(layers.Embedding(6, 3)(x))
    return keras.Model(column, layers.Dense(2, activation="softmax")(x))


def masked_lookup(keras: Keras) -> Any:
    """A sequence of words with a mask token, behind it a layer that reads the mask."""
    layers = keras.layers
    words = keras.Input((None,), dtype="string", name="words")
    lookup = layers.StringLookup(vocabulary=["a", "b", "c"], mask_token="-")  # noqa: S106
    x = layers.LSTM(4)(layers.Embedding(5, 3, mask_zero=True)(lookup(words)))
    return keras.Model(words, layers.Dense(1)(x))


def adapted_one_hot(keras: Keras) -> Any:
    """An adapted vocabulary, one-hot, with room for more tokens than there are."""
    layers = keras.layers
    column = keras.Input((1,), dtype="string", name="city")
    lookup = layers.StringLookup(max_tokens=9, pad_to_max_tokens=True, output_mode="one_hot")
    lookup.adapt(["Bern", "Wien", "Wien", "Rom", "Rom", "Rom"])
    return keras.Model(column, layers.Dense(2)(lookup(column)))


def counts(keras: Keras) -> Any:
    """Several words for each example: which there are, how often, and weighted."""
    layers = keras.layers
    words = keras.Input((5,), dtype="string", name="words")
    tokens = ["red", "green", "blue"]
    parts = [
        layers.StringLookup(vocabulary=tokens, output_mode="multi_hot", mask_token="")(words),
        layers.StringLookup(vocabulary=tokens, output_mode="count", num_oov_indices=2)(words),
        layers.StringLookup(vocabulary=tokens, output_mode="tf_idf", idf_weights=[0.5, 1.5, 0.3])(
            words
        ),
    ]
    return keras.Model(words, layers.Dense(2)(layers.Concatenate()(parts)))


def integer_lookup(keras: Keras) -> Any:
    """Codes of all kinds: adapted, masked, with several indices for unknown ones."""
    layers = keras.layers
    code = keras.Input((1,), dtype="int64", name="code")
    first = layers.IntegerLookup(vocabulary=[-7, 3, 12_345_678_901], output_mode="one_hot")
    second = layers.IntegerLookup(vocabulary=[5, 9], mask_token=0, num_oov_indices=3)
    x = layers.Flatten()(layers.Embedding(6, 2)(second(code)))
    return keras.Model(code, layers.Dense(2)(layers.Concatenate()([first(code), x])))


def small_integers(keras: Keras) -> Any:
    """An input of int32, and one of float32 that holds whole numbers."""
    layers = keras.layers
    a = keras.Input((1,), dtype="int32", name="a")
    b = keras.Input((1,), name="b")
    x = layers.IntegerLookup(vocabulary=[1, 2, 3], output_mode="one_hot")(a)
    y = layers.IntegerLookup(vocabulary=[0, 1], output_mode="one_hot")(b)
    return keras.Model([a, b], layers.Dense(2)(layers.Concatenate()([x, y, b])))


def hashing(keras: Keras) -> Any:
    """Words and codes in bins, with and without salt and mask."""
    layers = keras.layers
    word = keras.Input((1,), dtype="string", name="word")
    code = keras.Input((1,), dtype="int64", name="code")
    parts = [
        layers.Hashing(8, output_mode="one_hot")(word),
        layers.Hashing(9, output_mode="one_hot", salt=[133, 137])(word),
        layers.Hashing(7, output_mode="multi_hot", mask_value="", name="masked")(word),
        layers.Hashing(6, output_mode="one_hot", salt=42)(code),
        layers.Hashing(5, output_mode="count")(code),
    ]
    indices = layers.Hashing(4)(code)
    parts.append(layers.Flatten()(layers.Embedding(4, 2)(indices)))
    return keras.Model([word, code], layers.Dense(2)(layers.Concatenate()(parts)))


def crossing(keras: Keras) -> Any:
    """Crosses of words and codes, and of an age in ranges."""
    layers = keras.layers
    word = keras.Input((1,), dtype="string", name="word")
    code = keras.Input((1,), dtype="int32", name="code")
    age = keras.Input((1,), name="age")
    ranges = layers.Discretization(bin_boundaries=[18.0, 30.5, 65.0])(age)
    parts = [
        layers.HashedCrossing(16, output_mode="one_hot")([word, code]),
        layers.HashedCrossing(12, output_mode="one_hot")([word, ranges]),
        layers.Flatten()(layers.Embedding(10, 2)(layers.HashedCrossing(10)([code, ranges]))),
        layers.CategoryEncoding(4, output_mode="one_hot")(ranges),
        layers.Normalization(mean=40.0, variance=100.0)(age),
    ]
    x = layers.Concatenate()(parts)
    return keras.Model([word, code, age], layers.Dense(2)(layers.Dense(6, "relu")(x)))


def structured_data(keras: Keras) -> Any:
    """Keras's guide to structured data: numbers, codes and words, in a dict."""
    layers = keras.layers
    inputs = {
        "age": keras.Input((1,), name="age"),
        "thal": keras.Input((1,), dtype="string", name="thal"),
        "ca": keras.Input((1,), dtype="int64", name="ca"),
    }
    normal = layers.Normalization()
    normal.adapt(keras.ops.convert_to_numpy([[30.0], [50.0], [71.0]]))
    words = layers.StringLookup(output_mode="binary")
    words.adapt([["fixed"], ["normal"], ["reversible"]])
    codes = layers.IntegerLookup(output_mode="binary")
    codes.adapt(keras.ops.convert_to_numpy([[0], [1], [3]]))
    encoded = [normal(inputs["age"]), words(inputs["thal"]), codes(inputs["ca"])]
    x = layers.Dropout(0.5)(layers.Dense(8, activation="relu")(layers.concatenate(encoded)))
    return keras.Model(inputs, layers.Dense(1, activation="sigmoid")(x))


def feature_space(keras: Keras) -> Any:
    """`FeatureSpace` with all of its kinds of features and a cross."""
    import tensorflow as tf

    kinds = keras.utils.FeatureSpace
    space = kinds(
        features={
            "sex": kinds.integer_categorical(num_oov_indices=0),
            "ca": kinds.integer_categorical(),
            "thal": kinds.string_categorical(num_oov_indices=1),
            "age": kinds.float_discretized(num_bins=3),
            "rest": kinds.float_normalized(),
            "slope": kinds.float_rescaled(scale=0.5),
            "plain": "float",
            "word": kinds.string_hashed(num_bins=7),
            "code": kinds.integer_hashed(num_bins=5),
        },
        crosses=[kinds.cross(("sex", "age"), crossing_dim=8), kinds.cross(("thal", "ca"), 6)],
        output_mode="concat",
    )
    rows = {
        "sex": [0, 1, 1, 0],
        "ca": [0, 2, 3, 2],
        "thal": ["fixed", "normal", "normal", "reversible"],
        "age": [33.0, 50.0, 61.0, 70.0],
        "rest": [120.0, 140.0, 150.0, 131.0],
        "slope": [1.0, 2.0, 3.0, 2.0],
        "plain": [0.1, 0.2, 0.3, 0.4],
        "word": ["a", "b", "c", "d"],
        "code": [1, 2, 3, 4],
    }
    space.adapt(tf.data.Dataset.from_tensor_slices(rows).batch(2))
    x = keras.layers.Dense(8, activation="relu")(space.get_encoded_features())
    return keras.Model(space.get_inputs(), keras.layers.Dense(1, activation="sigmoid")(x))


def wide_and_deep(keras: Keras) -> Any:
    """A linear part of crosses, and a deep part of embeddings; the preparation is a model."""
    layers = keras.layers
    inputs = {
        "job": keras.Input((1,), dtype="string", name="job"),
        "zone": keras.Input((1,), dtype="int64", name="zone"),
        "age": keras.Input((1,), name="age"),
    }
    jobs = layers.StringLookup(vocabulary=["cook", "smith"])(inputs["job"])
    zones = layers.IntegerLookup(vocabulary=[1, 2, 8])(inputs["zone"])
    cross = layers.HashedCrossing(12, output_mode="one_hot")([jobs, zones])
    prepare = keras.Model(
        inputs, {"wide": cross, "job": jobs, "zone": zones, "age": inputs["age"]}, name="prepare"
    )
    own = {
        "job": keras.Input((1,), dtype="string", name="job"),
        "zone": keras.Input((1,), dtype="int64", name="zone"),
        "age": keras.Input((1,), name="age"),
    }
    ready = prepare(own)
    deep = [
        layers.Flatten()(layers.Embedding(3, 2)(ready["job"])),
        layers.Flatten()(layers.Embedding(4, 2)(ready["zone"])),
        layers.Rescaling(0.01)(ready["age"]),
    ]
    x = keras.Sequential(
        [keras.Input((5,)), layers.Dense(6, activation="relu"), layers.Dense(3)], name="deep"
    )(layers.concatenate(deep))
    joined = layers.concatenate([x, ready["wide"]])
    return keras.Model(
        own, {"income": layers.Dense(1, name="last")(joined), "deep": layers.Dense(2)(x)}
    )


TABLES: Mapping[str, Callable[[Keras], Any]] = {
    make.__name__: make
    for make in (
        *(string_lookup, masked_lookup, adapted_one_hot, counts, integer_lookup, small_integers),
        *(hashing, crossing, structured_data, feature_space, wide_and_deep),
    )
}
"""What makes each model, by its name."""
