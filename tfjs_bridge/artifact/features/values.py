"""Raw values, as a user or a file gives them, become arrays of what the metadata declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from tfjs_bridge.artifact.features.tensor import LARGEST_INTEGER, NUMPY, Array
from tfjs_bridge.errors import DataError

LARGEST_TEXT: Final = 2**24
_WORDS: Final = {
    "string": f"a string of at most {LARGEST_TEXT} characters",
    "int64": f"a whole number from -{LARGEST_INTEGER} to {LARGEST_INTEGER}",
    "int32": f"a whole number from -{2**31} to {2**31 - 1}",
    "float32": "a number",
    "bool": "true or false",
}
_LISTS: Final = (list, tuple)
_Place = tuple[int, ...]


def read_raw(raw: Mapping[str, Any], inputs: list[dict[str, Any]]) -> dict[str, Array]:
    """Read raw examples.

    Args:
        raw: For each input by name, nested lists or an array, the examples first.
        inputs: Of preprocessing of the kind ``features``, checked.

    Returns:
        An array for each, in the order of `inputs`; strings are objects.

    Raises:
        DataError: An input is missing or unknown; a value is of another type or range; or the
            shape is another.
    """
    names = [entry["name"] for entry in inputs]
    other = [name for name in names if name not in raw] or [n for n in raw if n not in names]
    if other:
        problem = "missing" if other[0] in names else "not an input"
        raise DataError(
            f"input '{other[0]}': {problem}; expected {', '.join(names)}, "
            f"got {', '.join(map(str, raw)) or 'none'}. Give each input under its name."
        )
    values = {entry["name"]: _array(raw[entry["name"]], entry) for entry in inputs}
    counts = {name: len(array) for name, array in values.items()}
    for name, count in counts.items():
        if count != counts[names[0]]:
            raise DataError(
                f"input '{name}': another number of examples; expected {counts[names[0]]} as of "
                f"'{names[0]}', got {count}. Give as many values of each input."
            )
    return values


def _array(value: Any, entry: dict[str, Any]) -> Array:
    if isinstance(value, np.ndarray):
        shape, flat = value.shape, value.ravel().tolist()
    else:
        shape, flat = _flat(value)
    sizes = entry["shape"]
    pairs = zip(shape, sizes, strict=False)
    if len(shape) != len(sizes) or 0 in shape or any(m not in (None, n) for n, m in pairs):
        wanted = ", ".join("any" if size is None else str(size) for size in sizes)
        got = "lists of different lengths" if -1 in shape else f"({', '.join(map(str, shape))})"
        raise DataError(
            f"input '{entry['name']}': another shape; expected ({wanted}), the examples first, "
            f"got {got}. Give a list of examples."
        )
    read = _READERS[entry["dtype"]]
    found = [read(part) for part in flat]
    _refuse(entry, flat, found, shape)
    array: Array = np.empty(len(found), NUMPY[entry["dtype"]])
    with np.errstate(over="ignore"):  # What float32 cannot hold becomes infinite, as in Keras.
        array[:] = found
    return array.reshape(shape)


def _flat(value: Any) -> tuple[_Place, list[Any]]:
    """Return the shape of nested lists, with -1 where their lengths differ, and what is in them."""
    shape: _Place = ()
    flat = [value]
    while flat and isinstance(flat[0], _LISTS):
        size = len(flat[0])
        if any(not isinstance(part, _LISTS) or len(part) != size for part in flat):
            return (*shape, -1), []
        shape = (*shape, size)
        flat = [_plain(inner) for part in flat for inner in part]
    return shape, flat


def _plain(value: Any) -> Any:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else value


def _refuse(entry: dict[str, Any], flat: list[Any], found: list[Any], shape: _Place) -> None:
    """Refuse what no value was read of."""
    wrong = next((number for number, value in enumerate(found) if value is None), None)
    if wrong is None:
        return
    place = ", ".join(str(index) for index in np.unravel_index(wrong, shape))
    raise DataError(
        f"input '{entry['name']}', example {place}: not what the model takes; "
        f"expected {_WORDS[entry['dtype']]}, got {shown(flat[wrong])}. Give another value."
    )


def shown(value: Any) -> str:
    """Return a value for a message: of a long one its beginning."""
    got = repr(value)
    return got if len(got) < 80 else f"{got[:60]}... of {len(got)}"


def _string(value: Any) -> str | None:
    if not isinstance(value, str) or len(value) > LARGEST_TEXT:
        return None
    try:
        value.encode()
    except UnicodeEncodeError:  # As JavaScript's strings are made well-formed.
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _whole(value: Any, least: int, most: int) -> int | None:
    return value if type(value) is int and least <= value <= most else None


def _float(value: Any) -> float | None:
    if type(value) is int and abs(value) <= LARGEST_INTEGER:
        return float(value)
    return value if type(value) is float else None


_READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "string": _string,
    "int64": lambda value: _whole(value, -LARGEST_INTEGER, LARGEST_INTEGER),
    "int32": lambda value: _whole(value, -(2**31), 2**31 - 1),
    "float32": _float,
    "bool": lambda value: value if type(value) is bool else None,
}
