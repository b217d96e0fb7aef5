"""Genuine model files with text and lookups, and what TensorFlow's Keras computes with them.

Usage: KERAS_BACKEND=tensorflow python -m tests.convert.features.recorded

Writes `recorded/`: files of Keras 3 and of Keras 2 (tf_keras), and beside each its raw examples and
outputs, so that the tests need neither of the two.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).parent / "recorded"
_ROWS = 12


def main() -> None:
    """Write all files."""
    import keras

    from tests.convert.features.tables import TABLES
    from tests.convert.features.texts import TEXTS

    FOLDER.mkdir(exist_ok=True)
    for name, make in (("feature_space", TABLES), ("tf_idf", TEXTS)):
        keras.utils.set_random_seed(3)
        _record(keras, make[name](keras), f"keras3_{name}.keras")
    import tf_keras

    tf_keras.utils.set_random_seed(3)
    _record(tf_keras, _keras2(tf_keras), "keras2_all.keras")
    _record(tf_keras, _keras2_text(tf_keras), "keras2_text.h5")


def _keras2(keras: Any) -> Any:
    """All kinds of lookups in Keras 2, some adapted and some with their vocabulary given."""
    layers = keras.layers
    work = keras.Input((1,), dtype="string", name="work")
    code = keras.Input((1,), dtype="int64", name="code")
    text = keras.Input((1,), dtype="string", name="text")
    words = layers.StringLookup(name="words")
    words.adapt(["cook", "smith", "cook"])
    weighted = layers.TextVectorization(max_tokens=20, output_mode="tf_idf", name="weighted")
    weighted.adapt(["the film", "a great film", "bad"])
    indices = layers.TextVectorization(output_sequence_length=6, name="indices")
    indices.adapt(["the film", "a great film", "bad"])
    parts = [
        layers.Flatten()(layers.Embedding(4, 2)(words(work))),
        layers.GlobalAveragePooling1D()(layers.Embedding(20, 3)(indices(text))),
        layers.IntegerLookup(vocabulary=[3, 7], output_mode="one_hot")(code),
        layers.IntegerLookup(vocabulary=[3], num_oov_indices=2, output_mode="multi_hot")(code),
        layers.Hashing(8, output_mode="one_hot", salt=[1, 2])(work),
        layers.HashedCrossing(16, output_mode="one_hot")([work, code]),
        weighted(text),
    ]
    return keras.Model([work, code, text], layers.Dense(2)(layers.Concatenate()(parts)))


def _keras2_text(keras: Any) -> Any:
    """A text whose vocabulary is given: a `.h5` file keeps no other."""
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((1,), dtype="string", name="text"),
            layers.TextVectorization(vocabulary=["film", "great"], output_sequence_length=5),
            layers.Embedding(4, 3),
            layers.GlobalAveragePooling1D(),
            layers.Dense(1),
        ]
    )


_WORDS = ("cook", "smith", "normal", "fixed", "Koch", "a", "")
_TEXTS = ("The great film!", "bad, bad film", "Überraschend gut", "dull plot and a film", "")


def _record(keras: Any, model: Any, name: str) -> None:
    generator = np.random.default_rng(4)
    raw: dict[str, Any] = {}
    for x in model.inputs:
        own, dtype = x.name, str(getattr(x.dtype, "name", x.dtype))
        if dtype == "string":
            items = _TEXTS if own == "text" else _WORDS
            raw[own] = [[items[k]] for k in generator.integers(len(items), size=_ROWS)]
        elif dtype.startswith("int"):
            # Of an index that has no place for unknown values, known ones alone.
            high = 2 if own == "sex" else 9
            raw[own] = generator.integers(0, high, (_ROWS, 1)).tolist()
        else:
            raw[own] = np.round(generator.uniform(0, 150, (_ROWS, 1)), 1).tolist()
    model.save(FOLDER / name)
    outputs = np.asarray(model(_tensors(model, raw)), np.float32)
    content = {"keras": keras.__version__, "raw": raw, "outputs": outputs.tolist()}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    (FOLDER / f"{Path(name).stem}.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _tensors(model: Any, raw: Mapping[str, Any]) -> Any:
    import tensorflow as tf

    dtypes = {x.name: str(getattr(x.dtype, "name", x.dtype)) for x in model.inputs}
    tensors = {name: tf.constant(values, dtypes[name]) for name, values in raw.items()}
    if isinstance(getattr(model, "_inputs_struct", None), dict):
        return tensors
    listed = [tensors[x.name] for x in model.inputs]
    return listed if len(listed) > 1 else listed[0]


if __name__ == "__main__":
    main()
