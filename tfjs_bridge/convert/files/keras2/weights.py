"""Fill the model that was made from a `.keras` file of Keras 2 with the file's weights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tfjs_bridge.convert.files.front_content import fill_front
from tfjs_bridge.convert.files.h5_file import numbers, walk_h5
from tfjs_bridge.convert.files.keras2 import groups
from tfjs_bridge.convert.files.keras2.objects import Saved
from tfjs_bridge.convert.files.legacy.names import plain_name
from tfjs_bridge.convert.keras_classes import MODELS
from tfjs_bridge.errors import ArtifactError

# An object's variables in the order of Keras 2: first those that can be trained, then the others,
# each in the order in which the layer makes them (base_layer.Layer.save_own_variables, the same
# in 2.12 to 2.19). Names are Keras 3's, of which a layer has some or all.
_KERNEL = ("kernel", "bias")
_CELL = ("kernel", "recurrent_kernel", "bias")
_ORDER: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("Dense", "EinsumDense", "DepthwiseConv1D", "DepthwiseConv2D"), _KERNEL),
    **{f"Conv{rank}D{kind}": _KERNEL for rank in "123" for kind in ("", "Transpose")},
    **dict.fromkeys(
        ("SeparableConv1D", "SeparableConv2D"), ("depthwise_kernel", "pointwise_kernel", "bias")
    ),
    **dict.fromkeys(("LSTMCell", "GRUCell", "SimpleRNNCell", "ConvLSTMCell"), _CELL),
    "Embedding": ("embeddings",),
    "BatchNormalization": ("gamma", "beta", "moving_mean", "moving_variance"),
    **dict.fromkeys(("LayerNormalization", "GroupNormalization"), ("gamma", "beta")),
    "Normalization": ("mean", "variance", "count"),
    "PReLU": ("alpha",),
    "Attention": ("scale", "concat_score_weight"),
    "AdditiveAttention": ("scale",),
    # Its first is the kernel of the layer within it, once more (it keeps it as `self.w`).
    "SpectralNormalization": ("kernel", "vector_u"),
}
_TRAINING = frozenset(
    {"optimizer", "metrics", "_metrics", "compiled_metrics", "compiled_loss", "loss"}
)
_AGAIN = "Save or copy the model again."


def assign_keras2_weights(
    path: Path, model: Any, saved: Saved, keras_version: str, weights: Path
) -> None:
    """Give every variable of a model its value from the file.

    Args:
        path: The file, for messages.
        model: A built Keras 3 model.
        saved: The objects of which Keras 2 saved the weights.
        keras_version: Of the Keras that wrote the file.
        weights: What the file has as `model.weights.h5`; a file of its own, checked.

    Raises:
        ArtifactError: A weight is missing or left over, or its shape is another one.
    """
    import h5py

    with h5py.File(weights, "r") as file:
        found = _by_group(path, file)
        names = groups.convention(keras_version)
        paths = groups.group_names(saved, names, lambda group: bool(found.get(group)))
        layers, idf_weights = _front(saved, model, paths, found)
        fill_front(path, layers, idf_weights)
        filling = _Filling(path, found, paths)
        filling.fill(saved, model)
        filling.check_all(model, names.holder)


def _front(
    saved: Saved,
    twin: Any,
    paths: Mapping[int, groups.Path],
    found: dict[groups.Path, dict[str, Any]],
) -> tuple[list[tuple[str, Any]], dict[str, Any]]:
    """Return layers of text and lookups by their groups, and take their weights of tf-idf out."""
    layers: list[tuple[str, Any]] = []
    weights: dict[str, Any] = {}
    stack = [(saved, twin)]
    while stack:
        each, other = stack.pop()
        stack += [pair for pair in _pairs(each, other) if pair[1] is not None]
        if getattr(other, "is_placeholder", False):
            group = paths[id(each)]
            name = "/".join(group)
            layers.append((name, other))
            # The lookup within a TextVectorization is saved once more.
            for values in (found.pop((*group, "_lookup_layer"), {}), found.pop(group, {})):
                if "idf_weights" in values:
                    weights[name] = values["idf_weights"][()]
    return layers, weights


def _by_group(path: Path, file: Any) -> dict[groups.Path, dict[str, Any]]:
    """Return all datasets by the names on the way to their group, each by its own name.

    On Windows tf.io.gfile.join, which makes the names, joins them with a backslash, which HDF5
    takes for a part of a name.
    """
    found: dict[groups.Path, dict[str, Any]] = {}
    for full_name, _, dataset in walk_h5(file):
        if dataset is None:
            continue
        *group, holder, name = [part for part in re.split(r"[\\/]", full_name) if part]
        values = found.setdefault(tuple(group), {})
        if holder != "vars" or name in values:
            raise ArtifactError(
                f"{path}: weight '{full_name}' is not where Keras 2 saves one, or is there twice. "
                f"{_AGAIN}"
            )
        values[name] = dataset
    return found


class _Filling:
    def __init__(
        self,
        path: Path,
        found: Mapping[groups.Path, Mapping[str, Any]],
        paths: Mapping[int, groups.Path],
    ) -> None:
        self._path = path
        self._found = found
        self._paths = paths
        self._used: set[groups.Path] = set()
        self._filled: set[int] = set()

    def fill(self, saved: Saved, twin: Any) -> None:
        """Fill an object and all within it; twice where the model has two of one object.

        Args:
            saved: The object in the file.
            twin: The same in Keras 3; `None` where it has none and needs none.
        """
        children = list(_pairs(saved, twin))
        if twin is None:
            self._used.add(self._paths[id(saved)])
        else:
            self._fill_own(saved, twin, _own(saved, twin, children))
        for child, other in children:
            self.fill(child, other)

    def _fill_own(self, saved: Saved, twin: Any, variables: list[Any]) -> None:
        group = self._paths[id(saved)]
        label = f"layer '{saved.name or twin.name}' ({saved.class_name})"
        values = self._found.get(group, {})
        self._used.add(group)
        if variables and not values:
            raise ArtifactError(
                f"{self._path}: has no weights for {label}; expected a group "
                f"'{'/'.join((*group, 'vars'))}'. {_AGAIN}"
            )
        # Names in the group are numbers, so only shapes can tell a wrong layer.
        shapes = [list(variable.shape) for variable in variables]
        got = [list(values[name].shape) for name in sorted(values, key=_number)]
        if sorted(values, key=_number) != [str(k) for k in range(len(variables))] or shapes != got:
            raise ArtifactError(
                f"{self._path}: the weights of {label} do not fit it; expected shapes "
                f"{_listed(shapes)}, got {_listed(got)} in '{'/'.join(group)}'. {_AGAIN}"
            )
        for number, variable in enumerate(variables):
            value = numbers(self._path, "/".join((*group, str(number))), values[str(number)])
            variable.assign(value.astype(str(variable.dtype)))
            self._filled.add(id(variable))
        # Normalization computes with copies of its weights, which it makes here.
        if hasattr(twin, "finalize_state"):
            twin.finalize_state()

    def check_all(self, model: Any, holder: str) -> None:
        """Refuse weights that no layer of the model took, and layers that got none."""
        for variable in model.weights:
            if id(variable) not in self._filled and id(variable) not in _constants(model):
                raise ArtifactError(f"{self._path}: has no weight '{variable.path}'. {_AGAIN}")
        for group, values in self._found.items():
            if values and group not in self._used and not _TRAINING & {*group}:
                raise ArtifactError(
                    f"{self._path}: has weights '{'/'.join(group) or 'vars'}' that are of no layer "
                    f"of the model, whose layers are in '{holder}'. {_AGAIN}"
                )


def _number(name: str) -> tuple[int, str]:
    """Sort `"10"` behind `"9"`, and take whatever is no number."""
    return len(name), name


def _listed(shapes: list[list[int]]) -> str:
    return ", ".join(map(str, shapes)) or "none"


def _pairs(saved: Saved, twin: Any) -> Iterator[tuple[Saved, Any]]:
    """Yield the objects within one, with their twins."""
    layers = twin.layers if _is_model(saved, twin) else []
    by_name = {layer.name: layer for layer in layers if not _holds_constants(layer)}
    for attribute, child in saved.children.items():
        if isinstance(child, list) and attribute == "layers":
            # Operations are not layers in Keras 3 and have no weights. What only a loss needs is
            # not in the model at all.
            yield from ((each, by_name.get(plain_name(each.name))) for each in child)
        elif isinstance(child, list):
            twins = [None] * len(child) if twin is None else getattr(twin, attribute)
            yield from zip(child, twins, strict=True)
        else:
            # Of Bidirectional's three, the layer that it was given has no weights.
            unused = saved.class_name == "Bidirectional" and attribute == "layer"
            yield child, None if unused else getattr(twin, attribute, None)


def _is_model(saved: Saved, twin: Any) -> bool:
    return saved.class_name in MODELS and twin is not None


def _holds_constants(layer: Any) -> bool:
    """Tell whether a layer's values are a function's constants, which the configuration holds."""
    return bool(getattr(layer, "holds_constants", False))


def _constants(model: Any) -> set[int]:
    layers = model._flatten_layers()
    return {id(v) for layer in layers if _holds_constants(layer) for v in layer.weights}


def _own(saved: Saved, twin: Any, children: list[tuple[Saved, Any]]) -> list[Any]:
    """Return an object's variables without those of the objects within it, in Keras 2's order."""
    within = {id(v) for _, each in children if each is not None for v in each.weights}
    within |= _constants(twin) if _is_model(saved, twin) else set()
    own = {v.name: v for v in twin.weights if id(v) not in within}
    if saved.class_name == "SpectralNormalization":
        layer = twin.layer
        own["kernel"] = layer.embeddings if hasattr(layer, "embeddings") else layer.kernel
    order = _ORDER.get(saved.class_name, ())
    unknown = sorted(own.keys() - {*order})
    if unknown:
        raise ArtifactError(
            f"layer '{twin.name}' ({saved.class_name}): its weights {', '.join(unknown)} are not "
            f"known here in a .keras file of Keras 2. Save the model with model.save('name.h5')."
        )
    return [own[name] for name in order if name in own]
