"""What TensorFlow's functions take and return besides tensors: constants, and open sizes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.files.legacy.tensorflow.registry import FunctionCall
from tfjs_bridge.keras_backend import load_keras

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class Size:
    """A size that is not fixed, as `tf.shape` gives it.

    Attributes:
        tensor: Of which it is a size.
        axis: Which one; `None` for a number that is computed from such sizes.
    """

    tensor: Any
    axis: int | None

    @property
    def is_batch(self) -> bool:
        """Whether it counts the samples of a batch."""
        return self.axis == 0

    # What the model computes cannot depend on it, so that it is enough to know that it is one.
    def _computed(self, _other: Any = None) -> Size:
        return Size(self.tensor, None)

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _computed
    __floordiv__ = __rfloordiv__ = __mod__ = __neg__ = _computed


def is_tensor(value: Any) -> bool:
    """Tell whether a value is known only when the model runs."""
    return isinstance(value, load_keras().KerasTensor)


def shape_of(x: Any) -> Array:
    """Return the sizes of a tensor or constant; one that is not fixed is a `Size`."""
    if not is_tensor(x):
        return np.asarray(np.shape(x), np.int32)
    return vector([Size(x, axis) if n is None else n for axis, n in enumerate(x.shape)])


def vector(values: Any) -> Array:
    """Return numbers and sizes as one array."""
    # np.asarray would make further axes of values that are sequences.
    array = np.empty(len(values), object)
    array[:] = values
    has_sizes = any(isinstance(value, Size) for value in values)
    return array if has_sizes else np.asarray(values)


def tensors_within(value: Any) -> list[Any]:
    """Return all tensors in an argument, those included of which it holds a size."""
    found = []
    for item in load_keras().tree.flatten(value):
        parts = item.ravel().tolist() if isinstance(item, np.ndarray) else [item]
        found += [part.tensor if isinstance(part, Size) else part for part in parts]
    return [part for part in found if is_tensor(part)]


def constant(value: Any) -> Any:
    """Return a constant of several numbers as an array: whole ones int32, others float32."""
    if isinstance(value, list | tuple | np.ndarray):
        items = list(np.ravel(np.asarray(value, object)))
        if any(isinstance(item, Size) for item in items):
            return np.asarray(value, object)
        array = np.asarray(value)
        # TensorFlow's defaults; numpy's are int64 and float64, which Keras would compute in.
        if array.dtype.kind in "iu":
            return array.astype(np.int32)
        return array.astype(np.float32) if array.dtype.kind == "f" else array
    return value


def operands(call: FunctionCall, *values: Any) -> list[Any]:
    """Return arguments to calculate with: tensors and constants.

    Raises:
        UnsupportedModelError: One is a size that is not fixed, beside a tensor.
    """
    made = [value if is_tensor(value) else constant(value) for value in values]
    if any(map(is_tensor, made)) and any(map(_is_open, made)):
        raise call.refuse(
            "with a size that the model leaves open; expected a fixed one",
            "Build the model with fixed sizes: keras.Input(shape=...).",
        )
    return made


def _is_open(value: Any) -> bool:
    return isinstance(value, Size) or (isinstance(value, np.ndarray) and value.dtype == object)


def is_open(value: Any) -> bool:
    """Tell whether a constant holds sizes that are not fixed."""
    return _is_open(constant(value))


def whole(call: FunctionCall, value: Any, what: str) -> int:
    """Return one whole number.

    Raises:
        UnsupportedModelError: It is a tensor, or a size that is not fixed.
    """
    if isinstance(value, list | tuple | np.ndarray) and np.size(value) == 1:
        value = np.ravel(np.asarray(value, object))[0]
    # Python counts True as 1; a file that has it here means something else.
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise call.refuse(f"with {what} that is not a fixed number")
    return int(value)


def wholes(call: FunctionCall, value: Any, what: str) -> list[int]:
    """Return several whole numbers; see `whole`."""
    if is_tensor(value):
        raise call.refuse(f"with {what} that is computed; expected fixed numbers")
    items = np.ravel(np.asarray(value, object)).tolist()
    return [whole(call, item, what) for item in items]


def axes(call: FunctionCall, value: Any) -> Any:
    """Return an axis, several as a tuple, or `None`."""
    if value is None or isinstance(value, int):
        return value
    numbers = tuple(wholes(call, value, "an axis"))
    return numbers[0] if np.ndim(value) == 0 else numbers


def require_float(call: FunctionCall, x: Any) -> None:
    """Refuse whole numbers, with which TensorFlow computes whole numbers again.

    Raises:
        UnsupportedModelError: They are.
    """
    if is_tensor(x) and not str(x.dtype).startswith(("float", "bfloat")):
        raise call.refuse(
            f"of {x.dtype} values, which gives whole numbers; expected float32",
            "Cast to float32 before it.",
        )


def per_sample(size: Size, value: Any) -> Any:
    """Return a constant without the batch as a tensor that has it for each sample."""
    ops = load_keras().ops
    x, value = size.tensor, np.asarray(value, np.float32)
    # A constant has no batch, so it is added to zeros that have one, in the tensor's first place.
    one = x[(slice(None), *(slice(0, 1) for _ in x.shape[1:]))]
    zeros = ops.zeros_like(ops.cast(one, "float32"))
    column = load_keras().layers.Reshape((1,) * value.ndim)(zeros)
    return ops.add(column, value[np.newaxis])
