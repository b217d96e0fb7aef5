"""Collects TensorFlow.js layers and their nodes: what `model.json` and the shards will hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.frontend.graph import Spec
from tfjs_bridge.convert.layers_model.loading_order import (
    loading_order,
    saving_order,
    survives_saving,
)
from tfjs_bridge.convert.layers_model.names import tfjs_name
from tfjs_bridge.convert.layers_model.tfjs_classes import TFJS_CLASSES
from tfjs_bridge.convert.layers_model.tfjs_layers import Call, Tensor, TfjsLayer
from tfjs_bridge.convert.ordering import sources

# No mask value that a number could be mistaken for: with it, Masking marks every step as present.
_NO_MASK = 3e38


class Builder:
    """The TensorFlow.js model under construction.

    Attributes:
        has_masks: Whether any layer of the model makes or reads a mask.
    """

    def __init__(self, *, has_masks: bool = False) -> None:
        self.has_masks = has_masks
        self._layers: dict[str, TfjsLayer] = {}
        self._names: dict[tuple[str, ...], list[str]] = {}
        self._taken: set[str] = set()

    @property
    def layers(self) -> tuple[TfjsLayer, ...]:
        """All layers, each after those that it takes tensors from."""
        return tuple(self._layers.values())

    def reserve(self, names: Sequence[str]) -> None:
        """Keep names for layers that ask for exactly them."""
        self._taken.update(names)

    def define(
        self,
        key: tuple[str, ...],
        class_name: str,
        config: Mapping[str, Any],
        weights: Mapping[str, npt.NDArray[Any]],
    ) -> TfjsLayer:
        """Make a layer, or return the equal one that was made under the same key before.

        Args:
            key: Who asks, for example ``("encoder", "dense")``; it makes the layer's name, and is
                what lets the calls of a shared layer share their weights.
            class_name: TensorFlow.js's class.
            config: Its settings.
            weights: Its weights.
        """
        for name in self._names.setdefault(key, []):
            layer = self._layers[name]
            # Two calls of a shared Keras layer may need different TensorFlow.js layers, as where
            # PReLU's slopes are written out for two sizes: the key is the same then, and the name
            # gets a number.
            same_kind = (layer.class_name, layer.config) == (class_name, config)
            if same_kind and _same_weights(layer.weights, weights):
                return layer
        layer = TfjsLayer(self._new_name(key), class_name, config, weights)
        self._layers[layer.name] = layer
        self._names[key].append(layer.name)
        return layer

    def call(
        self, layer: TfjsLayer, inputs: Sequence[Tensor], outputs: Sequence[Spec]
    ) -> tuple[Tensor, ...]:
        """Add a call of a layer and return its outputs."""
        node = len(layer.nodes)
        layer.nodes.append(tuple(self._distinct(inputs)))
        return tuple(
            Tensor(layer.name, node, index, spec.shape, spec.dtype)
            for index, spec in enumerate(outputs)
        )

    def _distinct(self, inputs: Sequence[Tensor]) -> Iterator[Tensor]:
        # The executor frees a tensor too early that one call takes twice and another layer needs.
        seen: set[Tensor] = set()
        for tensor in inputs:
            yield self.copy(tensor) if tensor in seen else tensor
            seen.add(tensor)

    def copy(self, tensor: Tensor) -> Tensor:
        """Return the same values as another layer's tensor."""
        # A linear activation: TensorFlow.js has no Identity layer.
        layer = self.define((tensor.layer, "copy"), "Activation", {"activation": "linear"}, {})
        return self.call(layer, [tensor], [Spec(tensor.shape, tensor.dtype)])[0]

    def finish(self, outputs: Sequence[Tensor]) -> tuple[Tensor, ...]:
        """Bring the layers into the form that loads and runs correctly; return the outputs anew.

        Layers and calls that no output needs are left out: TensorFlow.js would, and then miss the
        place for their weights. Nothing may be defined or called afterwards.
        """
        outputs = self._pruned(outputs)
        self._shield_from_masks()
        outputs = self._numbered_as_loaded(outputs)
        # Most models do. In the others a saved copy would have the calls of shared layers mixed up,
        # so that the order of saving becomes that of the export.
        if survives_saving(self._layers, outputs):
            return outputs
        order = saving_order(self._layers, outputs)
        self._layers = {name: self._layers[name] for name in order}
        return self._numbered_as_loaded(outputs)

    def _numbered_as_loaded(self, outputs: Sequence[Tensor]) -> tuple[Tensor, ...]:
        numbers = loading_order(self._layers)
        for layer in self.layers:
            # References are numbers, and the loader numbers nodes as it makes them.
            order = sorted(range(len(layer.nodes)), key=lambda node: numbers[layer.name, node])
            layer.nodes[:] = [
                tuple(_renumbered(tensor, numbers) for tensor in layer.nodes[node])
                for node in order
            ]
        return tuple(_renumbered(tensor, numbers) for tensor in outputs)

    def needed_layers(self, outputs: Sequence[Tensor]) -> set[str]:
        """Return the names of the layers that outputs are computed from."""
        return {name for name, _ in self._needed(outputs)}

    def _needed(self, outputs: Sequence[Tensor]) -> set[Call]:
        return sources(
            (tensor.source for tensor in outputs),
            lambda call: (tensor.source for tensor in self._layers[call[0]].nodes[call[1]]),
        )

    def _pruned(self, outputs: Sequence[Tensor]) -> tuple[Tensor, ...]:
        # A container keeps the layers that lead from its inputs to its outputs and no others
        # (engine/container.ts, the constructor); weights of the rest are an error in `loadWeights`.
        needed = self._needed(outputs)
        numbers: dict[Call, int] = {}
        for name, layer in list(self._layers.items()):
            kept = [node for node in range(len(layer.nodes)) if (name, node) in needed]
            # Inputs stay even if no output needs them: users feed them by position.
            if layer.class_name == "InputLayer":
                kept = [0]
            numbers |= {(name, node): number for number, node in enumerate(kept)}
            layer.nodes[:] = [layer.nodes[node] for node in kept]
            if not kept:
                del self._layers[name]
        for layer in self.layers:
            layer.nodes[:] = [
                tuple(_renumbered(tensor, numbers) for tensor in node) for node in layer.nodes
            ]
        return tuple(_renumbered(tensor, numbers) for tensor in outputs)

    def origin(self, tensor: Tensor) -> Tensor:
        """Return the tensor as Keras has it: the one that training-only layers were given."""
        # They change nothing at inference, so Keras's masks are those of what they were given.
        layer = self._layers.get(tensor.layer)
        while layer is not None and TFJS_CLASSES[layer.class_name].trains_only:
            tensor = layer.nodes[tensor.node][0]
            layer = self._layers.get(tensor.layer)
        return tensor

    def is_input(self, tensor: Tensor) -> bool:
        """Whether a tensor is an input of the model."""
        return self._layers[tensor.layer].class_name == "InputLayer"

    def _shield_from_masks(self) -> None:
        """Keep masks away from the recurrent layers that are called without one.

        The executor leaves the mask of one layer in the arguments of all later ones
        (engine/executor.ts, `kwargs['mask']`).
        """
        masked = {layer.name for layer in self.layers if layer.class_name == "Masking"}
        if not masked:
            return
        for layer in self.layers:
            if TFJS_CLASSES[layer.class_name].is_recurrent:
                for number, (first, *rest) in enumerate(layer.nodes):
                    # A layer behind a Masking gets that one's mask; only the others have to be
                    # shielded.
                    if first.layer not in masked:
                        layer.nodes[number] = (self._unmasked(first), *rest)

    def _unmasked(self, tensor: Tensor) -> Tensor:
        config = {"mask_value": _NO_MASK}
        layer = self.define((tensor.layer, "unmasked"), "Masking", config, {})
        return self.call(layer, [tensor], [Spec(tensor.shape, tensor.dtype)])[0]

    def _new_name(self, key: tuple[str, ...]) -> str:
        # A weight is found by its layer's name alone (engine/container.ts, `loadWeights`), without
        # that of a nested model: so names are joined, and unique in the whole model.
        base = tfjs_name("_".join(key))
        if len(key) == 1 and base == key[0] and base not in self._layers:
            return base  # reserved for exactly this one
        name, number = base, 1
        while name in self._taken or name in self._layers:
            name, number = f"{base}_{number}", number + 1
        return name


def _same_weights(
    left: Mapping[str, npt.NDArray[Any]], right: Mapping[str, npt.NDArray[Any]]
) -> bool:
    # Mostly it is the same array, which saves comparing all values.
    return left.keys() == right.keys() and all(
        value is right[name] or np.array_equal(value, right[name]) for name, value in left.items()
    )


def _renumbered(tensor: Tensor, numbers: Mapping[Call, int]) -> Tensor:
    return replace(tensor, node=numbers[tensor.source])
