"""Layers of TensorFlow.js as the topology and the named weights that it loads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from tfjs_bridge.artifact.weights import DTYPES, NamedWeight
from tfjs_bridge.convert.containers import map_tree
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor, TfjsLayer
from tfjs_bridge.convert.penalties import Penalty
from tfjs_bridge.errors import UnsupportedModelError


def topology(
    name: str, layers: Sequence[TfjsLayer], inputs: Sequence[Tensor], outputs: Sequence[Tensor]
) -> dict[str, Any]:
    """Return the model as TensorFlow.js reads it: in the form of Keras 2."""
    return {
        # Also for a Sequential: the loader reads both, and one form is checked.
        "class_name": "Functional",
        "config": {
            "name": name,
            "trainable": True,
            "layers": [_layer_entry(layer) for layer in layers],
            "input_layers": [_reference(tensor) for tensor in inputs],
            "output_layers": [_reference(tensor) for tensor in outputs],
        },
    }


def _layer_entry(layer: TfjsLayer) -> dict[str, Any]:
    return {
        "class_name": layer.class_name,
        "name": layer.name,
        # A plain string, as Keras 2 wrote it: the loader does not read Keras 3's policies.
        "config": {
            "name": layer.name,
            "dtype": "float32",
            **_written(layer.config, len(layer.nodes)),
        },
        # The empty object stands for the keyword arguments of a call, as Keras 2 wrote them.
        "inbound_nodes": [[[*_reference(x), {}] for x in node] for node in layer.nodes if node],
    }


def _written(config: Mapping[str, Any], calls: int) -> Mapping[str, Any]:
    """Return settings as JSON, also those of a layer within."""
    return cast(
        Mapping[str, Any],
        map_tree(lambda leaf: leaf.for_tfjs(calls) if isinstance(leaf, Penalty) else leaf, config),
    )


def _reference(tensor: Tensor) -> list[Any]:
    return [tensor.layer, tensor.node, tensor.index]


def named_weights(layers: Sequence[TfjsLayer]) -> Iterator[NamedWeight]:
    """Yield all weights under the names that TensorFlow.js looks them up by.

    Raises:
        UnsupportedModelError: One has a dtype that cannot be stored.
    """
    # tensorflowjs's converter goes through the layers by name; in its order the bytes are the same.
    for layer in sorted(layers, key=lambda layer: layer.name):
        for weight, value in layer.weights.items():
            # Left by models of other precisions that were built by hand; `in_float32` changes those
            # that it can rebuild.
            if value.dtype.name not in DTYPES:
                raise UnsupportedModelError(
                    f"layer '{layer.name}' ({layer.class_name}): weight '{weight}' cannot be "
                    f"stored; expected one of {', '.join(DTYPES)}, got {value.dtype.name}. Save "
                    f"the model in float32."
                )
            yield NamedWeight(f"{layer.name}/{weight}", value)
