"""Fill the model that was made from a `.h5` file's configuration with the file's weights."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy.typing as npt

from tfjs_bridge.convert.files.legacy.names import plain_name
from tfjs_bridge.errors import ArtifactError

Named = list[tuple[str, npt.NDArray[Any]]]

# Keras 2's name: Keras 3's.
_RENAMED = {"depthwise_kernel": "kernel"}
Dropped = Mapping[str, Collection[str]]


def assign_weights(
    path: Path, model: Any, weights: Mapping[str, Named], dropped: Dropped | None = None
) -> None:
    """Give every variable of a model its value from the file.

    Within one layer, order and names have to agree, and every shape. Nested models' layers are
    recognized by their names, since Keras 2 orders their weights by whether they were trainable
    (hdf5_format.py, `_legacy_weights`).

    Args:
        path: The file, for messages.
        model: A built Keras 3 model.
        weights: By the names of the model's own layers.
        dropped: By the names of models, their layers that are in the file alone.

    Raises:
        ArtifactError: A weight is missing or left over, or its shape is another one.
    """
    dropped = dropped or {}
    left = {plain_name(name): named for name, named in weights.items()}
    for layer in model.layers:
        _fill(path, layer, left.pop(layer.name, []), dropped)
    for name in dropped.get(model.name, ()):
        left.pop(name, None)
    for layer_name, named in left.items():
        if named:
            raise ArtifactError(
                f"{path}: weight '{named[0][0]}' is of a layer '{layer_name}' that the model does "
                f"not have. Save the model again."
            )


def _fill(path: Path, layer: Any, named: Named, dropped: Dropped) -> None:
    if getattr(layer, "holds_constants", False):
        return  # of a function of TensorFlow; they were in the configuration
    if getattr(layer, "is_placeholder", False):
        return  # of text or lookups; all that a `.h5` file keeps was in the configuration
    inner = _model_within(layer)
    if inner is not None:
        parts = _by_layer(inner, _kept(named, dropped.get(inner.name, ())))
        if parts is not None:
            for each in inner.layers:
                _fill(path, each, parts.get(each.name, []), dropped)
            return
    variables = [*layer.trainable_weights, *layer.non_trainable_weights]
    for variable, (name, value) in zip(
        variables, _in_order(path, layer, variables, named), strict=True
    ):
        if tuple(variable.shape) != value.shape:
            raise ArtifactError(
                f"{path}: weight '{name}' does not fit layer '{layer.name}'; expected shape "
                f"{list(variable.shape)}, got {list(value.shape)}. Save the model again."
            )
        variable.assign(value.astype(str(variable.dtype)))
    # Normalization computes with copies of its weights, which it makes here.
    if hasattr(layer, "finalize_state"):
        layer.finalize_state()


def _kept(named: Named, dropped: Collection[str]) -> Named:
    """Return weights without those of dropped layers."""
    return [each for each in named if not set(dropped) & {*each[0].split("/")[:-1]}]


def _model_within(layer: Any) -> Any:
    """The model that a layer is or wraps, if any."""
    inner = layer if hasattr(layer, "layers") else getattr(layer, "layer", None)
    return inner if hasattr(inner, "layers") else None


def _by_layer(model: Any, named: Named) -> dict[str, Named] | None:
    """Sort a nested model's weights by its layers; `None` if a name does not lead to any."""
    within = {layer.name: _names_within(layer) for layer in model.layers}
    parts: dict[str, Named] = {}
    for name, value in named:
        owners = _owners(within, name, model.name)
        if not owners:
            return None
        for owner in owners:
            parts.setdefault(owner, []).append((name, value))
    return parts


def _names_within(layer: Any) -> set[str]:
    """Name the layers in a model, at any depth, and not a layer itself."""
    inner = _model_within(layer)
    children = [] if inner is None else inner.layers
    return {name for child in children for name in {child.name, *_names_within(child)}}


def _owners(within: Mapping[str, set[str]], weight: str, model_name: str) -> list[str]:
    """Return the layer that a weight's path leads to, the outermost one.

    They are several where models share the layer: it is saved once.
    """
    parts = weight.split("/")[:-1]
    if parts and parts[0] == model_name and len(parts) > 1:
        parts = parts[1:]
    for start in range(len(parts)):
        for end in range(len(parts), start, -1):
            joined = "_".join(parts[start:end])
            if joined in within:
                return [joined]
            # A path can begin below the layer itself, at a model in it.
            found = [name for name, inner in within.items() if joined in inner]
            if found:
                return found
    # TensorFlow 1 gave the scopes of names a number where it built the same model twice.
    bare = [re.sub(r"_\d+\Z", "", part) for part in parts]
    return [part for part in bare if part in within][:1]


def _in_order(path: Path, layer: Any, variables: Sequence[Any], named: Named) -> Named:
    """Return the weights of one layer in the order of its variables."""
    expected = [variable.name for variable in variables]
    own = [_variable_name(name) for name, _ in named]
    if len(set(own)) == len(own) and sorted(own) == sorted(expected):
        return [named[own.index(name)] for name in expected]
    if len(own) == len(expected) and all(map(_agree, own, expected)):
        return named
    label = f"layer '{layer.name}' ({type(layer).__name__})"
    raise ArtifactError(
        f"{path}: the weights of {label} do not fit it; expected "
        f"{', '.join(expected) or 'none'}, got {', '.join(own) or 'none'}. Save the model again."
    )


def _variable_name(weight: str) -> str:
    return weight.split("/")[-1].split(":")[0]


def _agree(own: str, expected: str) -> bool:
    bare = re.sub(r"_\d+\Z", "", own)
    # Keras 3 calls a weight `variable`, with a number, if its layer does not name it.
    return expected.startswith("variable") or expected in (own, bare, _RENAMED.get(bare))
