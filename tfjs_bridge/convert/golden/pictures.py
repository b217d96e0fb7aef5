"""Prove the way from a picture's file to the model's answer, where it is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.golden import NamedTensor
from tfjs_bridge.artifact.golden_pictures import GoldenPictures, all_finite, draw_pictures
from tfjs_bridge.artifact.pictures import prepare_picture

if TYPE_CHECKING:
    from tfjs_bridge.convert.golden.golden import Golden

Array = npt.NDArray[Any]
Run = Callable[[list[Array]], Sequence[Array]]


def with_pictures_run(
    golden: Golden, preprocessing: Mapping[str, Any] | None, run: Run, seed: int
) -> Golden:
    """Add drawn pictures and what Keras makes of them, if `preprocessing` declares pictures.

    Args:
        golden: Of the model. Its other inputs are those of the first golden vector.
        preprocessing: What the metadata will declare.
        run: Runs Keras on one array for each input, shape (pictures, ...).
        seed: Of the pictures.
    """
    inputs = golden.vectors.inputs
    is_open = len({len(tensor.value) for tensor in inputs}) == 1
    is_picture = preprocessing is not None and preprocessing.get("kind") == "picture"
    if preprocessing is None or not is_picture or not is_open or golden.vectors.random:
        return golden
    pictures = draw_pictures(seed)
    prepared = np.stack([prepare_picture(pixels, preprocessing) for pixels in pictures])
    arrays = [
        _rounded(prepared, tensor.value.dtype)
        if tensor.name == preprocessing["input"]
        else np.repeat(tensor.value[:1], len(pictures), axis=0)
        for tensor in inputs
    ]
    try:
        values = run(arrays)
    except Exception:  # Keras's own: it takes another number of examples, or another backend
        return golden
    outputs = tuple(
        NamedTensor(tensor.name, np.asarray(value).astype(tensor.value.dtype, copy=False))
        for tensor, value in zip(golden.vectors.outputs, values, strict=True)
    )
    if not all_finite(outputs):
        return golden
    return replace(golden, pictures=GoldenPictures(pictures, outputs))


def _rounded(values: Array, dtype: npt.DTypeLike) -> Array:
    # As JavaScript and Keras's loaders of pictures do, and not cut off.
    whole = np.issubdtype(dtype, np.integer)
    return (np.floor(values + 0.5) if whole else values).astype(dtype, copy=False)
