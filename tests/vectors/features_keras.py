"""Steps of declared preprocessing as TensorFlow's Keras computes them.

Nothing of `tfjs_bridge` takes part: what these functions return is what it is held to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]
Step = dict[str, Any]


def tensor(values: Any, dtype: str) -> Any:
    """Make a tensor of TensorFlow of nested lists."""
    import tensorflow as tf

    return tf.constant(values, dtype=getattr(tf, dtype))


def run(step: Step, tensors: Sequence[Any]) -> Array:
    """Run one step on tensors."""
    return stored(step, np.asarray(_RUN[step["op"]](step, list(tensors))))


def stored(step: Step, values: Array) -> Array:
    """Return what a step gives in the dtype in which the network gets it."""
    if "encode" not in step:
        return values.astype(np.int32) if values.dtype == np.int64 else values
    # Lookups give counts as integers, although Keras's symbolic outputs of them are floats.
    return values.astype(np.int32 if step["encode"] == "int" else np.float32)


def layer(step: Step, dtype: str) -> Any:
    """Build the layer of Keras that a step describes, for inputs of a dtype."""
    import keras

    layers = keras.layers
    op = step["op"]
    if op == "lookup":
        return _lookup(step, layers.StringLookup if dtype == "string" else layers.IntegerLookup)
    if op == "vectorize":
        return _vectorize(step)
    if op == "hash":
        return layers.Hashing(
            step["bins"], mask_value=step["mask"], salt=step["salt"], output_mode=step["encode"]
        )
    if op == "cross":
        return layers.HashedCrossing(step["bins"], output_mode=step["encode"])
    if op == "discretize":
        return layers.Discretization(step["boundaries"], output_mode=step["encode"])
    if op == "categories":
        return layers.CategoryEncoding(step["depth"], output_mode=step["encode"])
    if op == "rescale":
        return layers.Rescaling(step["scale"], step["offset"])
    if op == "concatenate":
        return layers.Concatenate(step["axis"])
    if op == "reshape":
        return layers.Reshape(step["shape"])
    return _normalize(step)


def _lookup(step: Step, kind: Any) -> Any:
    start = step["oov"] + (step["mask"] is not None and step["encode"] == "int")
    is_integer = kind.__name__ == "IntegerLookup"
    options: dict[str, Any] = {}
    if is_integer and step["oov_method"] is not None:
        options["oov_method"] = "floormod" if step["oov_method"] == "floormod" else "farmhash"
    if step["depth"] is not None and step["depth"] > start + len(step["tokens"]):
        options |= {"max_tokens": step["depth"], "pad_to_max_tokens": True}
    return kind(
        vocabulary=_with_special(step, start, -1 if is_integer else "[UNK]"),
        num_oov_indices=step["oov"],
        mask_token=step["mask"],
        salt=step["salt"],
        output_mode=step["encode"],
        **_idf(step),
        **options,
    )


def _with_special(step: Step, start: int, unknown: Any) -> list[Any]:
    # With them the weights are taken as they are; otherwise Keras adds those of special tokens.
    special = [unknown] * step["oov"]
    return ([step["mask"]] if start > step["oov"] else []) + special + list(step["tokens"])


def _idf(step: Step) -> dict[str, Any]:
    if step["idf_weights"] is None:
        return {}
    # Keras pads them itself where the axis is longer than the vocabulary.
    return {"idf_weights": step["idf_weights"][: step["oov"] + len(step["tokens"])]}


def _vectorize(step: Step) -> Any:
    import keras

    special = ["", "[UNK]"] if step["encode"] == "int" else ["[UNK]"]
    return keras.layers.TextVectorization(
        standardize=step["standardize"],
        split=step["split"],
        ngrams=None if step["ngrams"] is None else tuple(step["ngrams"]),
        output_mode=step["encode"],
        output_sequence_length=step["length"],
        vocabulary=special + step["tokens"],
        **_idf(step),
    )


def _normalize(step: Step) -> Any:
    import keras

    axes = tuple(range(-np.ndim(step["mean"]), 0)) or None
    return keras.layers.Normalization(
        axis=axes, mean=step["mean"], variance=step["variance"], invert=step["invert"]
    )


def _one(step: Step, tensors: list[Any]) -> Any:
    return layer(step, tensors[0].dtype.name)(tensors[0])


def _all(step: Step, tensors: list[Any]) -> Any:
    return layer(step, tensors[0].dtype.name)(tensors)


def _cast(step: Step, tensors: list[Any]) -> Any:
    import tensorflow as tf

    return tf.cast(tensors[0], getattr(tf, step["dtype"]))


_RUN = {
    "lookup": _one,
    "vectorize": _one,
    "hash": _one,
    "cross": _all,
    "discretize": _one,
    "categories": _one,
    "normalize": _one,
    "rescale": _one,
    "concatenate": _all,
    "reshape": _one,
    "cast": _cast,
}
