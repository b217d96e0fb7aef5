"""Prove the way from a picture's file to the model's answer, where it is declared."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.golden import NamedTensor
from tfjs_bridge.artifact.golden_pictures import GoldenPictures, all_finite, draw_pictures
from tfjs_bridge.artifact.pictures import prepare_picture
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.errors import ModelWarning

if TYPE_CHECKING:
    from tfjs_bridge.artifact.metadata import TensorSpec
    from tfjs_bridge.convert.golden.golden import Golden

Array = npt.NDArray[Any]
Run = Callable[[list[Array]], Sequence[Array]]


@dataclass(frozen=True, slots=True, eq=False)
class Runner:
    """How Keras is run on pictures.

    Attributes:
        run: Takes one array for each input, the examples first in shape; or the whole inputs.
        inputs: As the artifact's metadata describes them.
        is_whole: Whether `run` takes whole inputs, each with its own examples: shape (1, examples,
            ...), since the model has no open number of them.
    """

    run: Run
    inputs: Sequence[TensorSpec]
    is_whole: bool = False


def with_pictures_run(
    golden: Golden, preprocessing: Mapping[str, Any] | None, runner: Runner, seed: int
) -> Golden:
    """Add drawn pictures and what Keras makes of them, if `preprocessing` declares pictures.

    Args:
        golden: Of the model. Its other inputs are those of the first golden vector.
        preprocessing: What the metadata will declare.
        runner: Runs Keras.
        seed: Of the pictures.

    Warns:
        ModelWarning: Pictures are declared, and none can be kept.
    """
    if preprocessing is None or preprocessing.get("kind") != "picture":
        return golden
    pictures = draw_pictures(seed)
    prepared = np.stack([prepare_picture(pixels, preprocessing) for pixels in pictures])
    try:
        values = _answers(golden, prepared, preprocessing["input"], runner)
    except _NoAnswerError as error:
        return _without(golden, str(error))
    except Exception as error:  # Keras's own: it takes something else, or another backend
        return _without(golden, keras_reason(error))
    outputs = tuple(
        NamedTensor(tensor.name, np.asarray(value).astype(tensor.value.dtype, copy=False))
        for tensor, value in zip(golden.vectors.outputs, values, strict=True)
    )
    if not all_finite(outputs):
        return _without(golden, "values that are not finite")
    return replace(golden, pictures=GoldenPictures(pictures, outputs))


class _NoAnswerError(Exception):
    """Outputs that are not those of single pictures."""


def _without(golden: Golden, reason: str) -> Golden:
    warnings.warn(
        f"golden pictures: none are kept; expected outputs of Keras for one picture at a time, got "
        f"{reason}. How pictures are prepared is then not proven: compare an answer of your own.",
        ModelWarning,
        stacklevel=6,
    )
    return golden


def _answers(golden: Golden, prepared: Array, name: str, runner: Runner) -> list[Array]:
    """Run Keras: on all pictures at once, or on as many as it takes, which are the same one."""
    if golden.vectors.random:
        raise _NoAnswerError("outputs that are drawn anew in each run")
    inputs = golden.vectors.inputs
    firsts = {spec.shape[0] if spec.shape else 0 for spec in runner.inputs}
    if len(firsts) != 1:
        raise _NoAnswerError("inputs of different numbers of examples")
    (fixed,) = firsts
    is_open = fixed is None and not runner.is_whole
    batches = [prepared] if is_open else [np.repeat(it[None], fixed or 1, 0) for it in prepared]
    found = []
    for batch in batches:
        arrays = [
            _rounded(batch, tensor.value.dtype)
            if tensor.name == name
            else np.repeat(_first_example(tensor.value, runner), len(batch), axis=0)
            for tensor in inputs
        ]
        outputs = _run(runner, arrays)
        found.append(outputs if is_open else [output[:1] for output in outputs])
    return [np.concatenate(parts) for parts in zip(*found, strict=True)]


def _first_example(value: Array, runner: Runner) -> Array:
    first: Array = value[0][:1] if runner.is_whole else value[:1]
    return first


def _run(runner: Runner, arrays: list[Array]) -> list[Array]:
    if not runner.is_whole:
        return [np.asarray(output) for output in runner.run(arrays)]
    outputs = [np.asarray(output)[0] for output in runner.run([array[None] for array in arrays])]
    if any(output.shape[:1] != arrays[0].shape[:1] for output in outputs):
        raise _NoAnswerError("outputs of all examples together")
    return outputs


def _rounded(values: Array, dtype: npt.DTypeLike) -> Array:
    # As JavaScript and Keras's loaders of pictures do, and not cut off.
    whole = np.issubdtype(dtype, np.integer)
    return (np.floor(values + 0.5) if whole else values).astype(dtype, copy=False)
