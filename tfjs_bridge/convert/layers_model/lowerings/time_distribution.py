"""Layers for one step turned into layers for a whole sequence of any length."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.layers_model.context import LayerContext
from tfjs_bridge.convert.layers_model.tfjs_classes import TFJS_CLASSES
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor, TfjsLayer


def distribute_over_time(
    ctx: LayerContext, output: Tensor, known: Mapping[Tensor, Tensor]
) -> Tensor | None:
    """Compute for all steps what was computed for one.

    Args:
        ctx: Of the layer that this is for.
        output: What one step's layers give, shape (batch, ..).
        known: The tensors of one step that they begin with, and what takes their place, shape
            (batch, steps, ..).

    Returns:
        The same with steps, shape (batch, steps, ..); `None` if one of the layers only works on
        one step.
    """
    layers = {layer.name: layer for layer in ctx.builder.layers}
    done, stack = dict(known), [output]
    steps = next(iter(known.values())).shape[1]
    whole = len(known) == 1
    # Depth first and without recursion: a step may be a whole model of hundreds of layers.
    while stack:
        tensor = stack[-1]
        node = layers[tensor.layer].nodes[tensor.node] if tensor not in done else ()
        missing = [x for x in node if x not in done]
        if missing:
            stack += missing
            continue
        stack.pop()
        if tensor not in done:
            layer = layers[tensor.layer]
            inputs = [done[x] for x in node]
            # Where one layer is all that is within, it takes the wrapper's own name.
            is_all = whole and tensor == output and list(node) == list(known)
            distributed = _distributed(
                ctx, layer, tensor, inputs, steps, "" if is_all else layer.name
            )
            if distributed is None:
                return None
            done[tensor] = distributed
    return done[output]


def _distributed(
    ctx: LayerContext,
    layer: TfjsLayer,
    output: Tensor,
    inputs: list[Tensor],
    steps: int | None,
    role: str,
) -> Tensor | None:
    found = _sequence_form(layer, ctx.builder.has_masks, len(inputs))
    if found is None or output.index or len(layer.nodes[output.node]) != len(inputs):
        return None
    class_name, config = found
    if class_name == "TimeDistributed" and len({node[0].shape for node in layer.nodes}) > 1:
        # It takes one shape alone (layers/wrappers.ts, `TimeDistributed.build`).
        role = "_".join([layer.name, *map(str, inputs[0].shape[2:])])
    shape: Shape = (output.shape[0], steps, *output.shape[1:])
    trainable = layer.config.get("trainable", True)
    return ctx.emit(
        class_name, config, inputs, shape, layer.weights, role=role, trainable=trainable
    )


def _sequence_form(
    layer: TfjsLayer, has_masks: bool, inputs: int
) -> tuple[str, Mapping[str, Any]] | None:
    """Return class and settings of a layer that does for each step what `layer` does for one."""
    known = TFJS_CLASSES[layer.class_name]
    if known.takes_any_rank or known.merges:
        return layer.class_name, layer.config
    if layer.class_name == "Concatenate":
        # There is one axis more in front, the steps.
        axis = layer.config["axis"]
        return layer.class_name, {"axis": axis + 1 if axis > 0 else axis}
    if inputs != 1 or layer.class_name == "Masking":
        return None
    # Such a layer would read what the executor knows of masks, which is not that of one step.
    if known.is_recurrent and (has_masks or layer.config.get("stateful")):
        return None
    inner = {"name": layer.name, **layer.config}
    return "TimeDistributed", {"layer": {"class_name": layer.class_name, "config": inner}}
