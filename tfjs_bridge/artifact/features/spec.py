"""Checks what an artifact's metadata says of preprocessing of the kind ``features``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from tfjs_bridge.artifact.features.operations import OPERATIONS
from tfjs_bridge.artifact.features.settings import choice, integer, listed
from tfjs_bridge.artifact.features.tensor import DTYPES, LARGEST_OUTPUT, Step, Tensor
from tfjs_bridge.artifact.json_values import as_words

LARGEST_INPUTS: Final = 1000
LARGEST_STEPS: Final = 1000
_LARGEST_RANK: Final = 8
_COMMON: Final = ("op", "inputs", "output")
# An input of 64 bits goes to the network in 32, and TensorFlow.js has no other integers.
_NETWORK_DTYPES: Final = {"int64": "int32"}

Tensors = dict[str, Tensor]


def check_features(
    value: dict[str, Any],
    shapes: Mapping[str, Sequence[int | None]],
    dtypes: Mapping[str, str] | None = None,
) -> Tensors:
    """Check preprocessing of the kind ``features``.

    Args:
        value: As docs/artifact-format.md describes it.
        shapes: Of each of the network's inputs, by name.
        dtypes: The same for dtypes; not checked where it is missing.

    Returns:
        What is known of each raw input, and of each step's output, by name.

    Raises:
        TypeError: A value is of a wrong type.
        ValueError: A value is out of its range, missing, or not known here; a step cannot be run;
            or the outputs are not what the network takes.
    """
    tensors: Tensors = {}
    for number, entry in enumerate(_entries(value, "inputs", 1, LARGEST_INPUTS)):
        _add(tensors, _name(entry, "name"), _input(entry), f"inputs[{number}]")
    used: set[str] = set()
    for number, step in enumerate(_entries(value, "steps", 1, LARGEST_STEPS)):
        place = f"steps[{number}]"
        _add(tensors, _name(step, "output"), _step(step, tensors, place), place)
        used.update(step["inputs"])
    for name, shape in shapes.items():
        _check_network(name, tensors, shape, None if dtypes is None else dtypes[name])
    unused = [name for name in tensors if name not in used and name not in shapes]
    if unused:
        raise ValueError(f"preprocessing: expected that each value is used, got '{unused[0]}'")
    return tensors


def _entries(value: dict[str, Any], key: str, least: int, most: int) -> list[dict[str, Any]]:
    entries = listed(f"preprocessing.{key}", value.get(key))
    if not least <= len(entries) <= most:
        raise ValueError(f"preprocessing.{key}: expected {least} to {most}, got {len(entries)}")
    for entry in entries:
        if not isinstance(entry, dict):
            raise TypeError(f"preprocessing.{key}: expected objects, got {entry!r}")
    return entries


def _name(entry: dict[str, Any], key: str) -> str:
    name = entry.get(key)
    # The network's inputs are read with such characters escaped, and would have another name.
    if not isinstance(name, str) or not name or as_words(name) != name:
        raise ValueError(
            f"preprocessing, {key}: expected a name of visible characters, got {name!r}"
        )
    return name


def _add(tensors: Tensors, name: str, tensor: Tensor, place: str) -> None:
    if name in tensors:
        raise ValueError(f"preprocessing.{place}: expected a new name, got '{name}' again")
    tensors[name] = tensor


def _input(entry: dict[str, Any]) -> Tensor:
    key = f"preprocessing.inputs '{entry['name']}'"
    choice(f"{key}.dtype", entry.get("dtype"), DTYPES)
    sizes = listed(f"{key}.shape", entry.get("shape"))
    if not 1 <= len(sizes) <= _LARGEST_RANK or sizes[0] is not None:
        raise ValueError(
            f"{key}.shape: expected 1 to {_LARGEST_RANK} sizes, the first null, got {sizes}"
        )
    rest = [None if n is None else integer(f"{key}.shape", n, 1, LARGEST_OUTPUT) for n in sizes[1:]]
    return Tensor((None, *rest), entry["dtype"])


def _step(step: Step, tensors: Tensors, place: str) -> Tensor:
    op = choice(f"preprocessing.{place}.op", step.get("op"), tuple(OPERATIONS))
    operation = OPERATIONS[op]
    keys = (*_COMMON, *operation.settings)
    # A setting that is not known here would change the numbers if it were ignored.
    if set(step) != set(keys):
        raise ValueError(
            f"preprocessing.{place} ({op}): expected the keys {', '.join(sorted(keys))}, "
            f"got {', '.join(sorted(step))}"
        )
    names = listed(f"preprocessing.{place} ({op}): inputs", step["inputs"])
    unknown = [name for name in names if not isinstance(name, str) or name not in tensors]
    if not names or unknown:
        raise ValueError(
            f"preprocessing.{place} ({op}): expected names of raw inputs or of steps before it, "
            f"got {unknown[0] if unknown else names!r}"
        )
    try:
        return operation.check(step, [tensors[name] for name in names])
    except (TypeError, ValueError) as error:
        raise ValueError(f"preprocessing.{place} ({op}): {error}") from error


def _check_network(
    name: str, tensors: Tensors, shape: Sequence[int | None], dtype: str | None
) -> None:
    """Check that a network's input is prepared, and as it takes it."""
    if name not in tensors or tensors[name].dtype == "string":
        raise ValueError(
            f"preprocessing: expected a step or a raw number for the input '{name}', got none"
        )
    tensor = tensors[name]
    given = _NETWORK_DTYPES.get(tensor.dtype, tensor.dtype)
    pairs = zip(tensor.shape[1:], shape[1:], strict=False)
    fits = len(shape) == len(tensor.shape) and all(
        a == b or a is None or b is None for a, b in pairs
    )
    if not fits or dtype not in (None, given):
        raise ValueError(
            f"preprocessing: expected for the input '{name}' {dtype or 'values'} of the shape "
            f"{list(shape)}, got {given} of the shape {list(tensor.shape)}"
        )
