"""A `Graph` to what TensorFlow.js loads: one topology and its named weights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tfjs_bridge.artifact.metadata import TensorSpec
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.calls import filled
from tfjs_bridge.convert.frontend.execution import execution_order
from tfjs_bridge.convert.frontend.graph import Call, Graph, Layer, Spec, TensorRef
from tfjs_bridge.convert.keras_classes import MODELS
from tfjs_bridge.convert.layers_model.builder import Builder
from tfjs_bridge.convert.layers_model.checks.calls import common_settings, require_no_constants
from tfjs_bridge.convert.layers_model.checks.initial_states import check_initial_states
from tfjs_bridge.convert.layers_model.checks.weights import check_weights
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask, Masked, Value, as_mask
from tfjs_bridge.convert.layers_model.handlers import Handler, Result, refused_class, supported
from tfjs_bridge.convert.layers_model.learned import lost_settings
from tfjs_bridge.convert.layers_model.masks import uses_masks
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor
from tfjs_bridge.convert.layers_model.topology import named_weights, topology
from tfjs_bridge.convert.layers_model.unused_inputs import with_all_inputs
from tfjs_bridge.convert.refusals import in_groups
from tfjs_bridge.errors import UnsupportedModelError


@dataclass(frozen=True, slots=True, eq=False)
class LayersModel:
    """A model in TensorFlow.js's layers format, before it is written.

    Attributes:
        name: The model's name.
        topology: ``{"class_name": "Functional", "config"}`` in the form of Keras 2.
        weights: In the order of the layers' names, and of TensorFlow.js within a layer.
        inputs: Name, shape and dtype of each input.
        outputs: The same of each output.
        parameters: Count of the Keras model's weights' values.
        lost: Regularizers and constraints that do nothing in TensorFlow.js, in words.
        fixed: Keras layers with weights that training cannot change there.
        training: `trainingConfig` of `model.json`, if the model is compiled.
    """

    name: str
    topology: dict[str, Any]
    weights: Iterable[NamedWeight]
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    parameters: int
    lost: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    training: dict[str, Any] | None = None


def translate(graph: Graph) -> LayersModel:
    """Translate a graph into TensorFlow.js's layers format.

    Raises:
        UnsupportedModelError: With one line for each reason why TensorFlow.js cannot express the
            model.
    """
    return translated(graph, Translation(Builder(has_masks=uses_masks(graph)), []))


def translated(graph: Graph, translation: Translation) -> LayersModel:
    """Translate a graph by a translation that has not begun; see `translate`."""
    builder, refusals = translation.builder, translation.refusals
    # Names of Keras's own layers come first, so that users find them again in JavaScript.
    builder.reserve([layer.name for layer in graph.layers])
    inputs = translation.inputs(graph)
    # Inputs stay as they are declared; what Keras sees of them is a layer behind them.
    given = [_drop_column_axis(builder, tensor) for tensor in inputs]
    values, _ = translation.translate_graph(graph, (), given, [None] * len(inputs))
    if refusals:
        raise UnsupportedModelError(in_groups(refusals))
    outputs = builder.finish(with_all_inputs(builder, inputs, _outputs(builder, values)))
    check_initial_states(builder.layers)
    check_weights(builder.layers)
    return LayersModel(
        name=graph.name,
        topology=topology(graph.name, builder.layers, inputs, outputs),
        weights=tuple(named_weights(builder.layers)),
        inputs=tuple(TensorSpec(x.layer, x.shape, x.dtype) for x in inputs),
        outputs=tuple(
            TensorSpec(name, output.shape, output.dtype)
            for name, output in zip(graph.output_names, outputs, strict=True)
        ),
        parameters=graph.parameters,
        lost=tuple(dict.fromkeys(translation.lost)),
        fixed=tuple(dict.fromkeys(translation.fixed)),
    )


def _drop_column_axis(builder: Builder, tensor: Tensor) -> Tensor:
    """Drop the axis that `predict` adds to one number for each sample (engine/training.ts)."""
    if tensor.rank != 1:
        return tensor
    layer = builder.define((tensor.layer, "flat"), "Reshape", {"target_shape": []}, {})
    return builder.call(layer, [tensor], [Spec(tensor.shape, tensor.dtype)])[0]


@dataclass(frozen=True, slots=True)
class Translation:
    """The translation of a graph, and of those nested in it.

    Attributes:
        builder: Takes what they emit.
        refusals: What they refuse; the translation goes on, so that all of it is found at once.
        unmasked: Tensors that have lost their masks: Keras's MultiHeadAttention deletes those of
            its inputs, for the layers that run after it too.
        lost: As `LayersModel.lost`.
        fixed: As `LayersModel.fixed`.
        tell: Told of each call, translated or refused: the models around it, layer, and number.
    """

    builder: Builder
    refusals: list[str]
    unmasked: set[Tensor] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    fixed: list[str] = field(default_factory=list)
    tell: Callable[[tuple[str, ...], Layer, int], None] | None = None

    def inputs(self, graph: Graph) -> list[Tensor]:
        """Translate the input layers of the whole model."""
        state = _State({})
        layers = {layer.name: layer for layer in graph.layers}
        for ref in graph.inputs:
            self._translate_into(state, (), layers[ref.layer], ref.call)
        return [value for value in state.values.values() if isinstance(value, Tensor)]

    def translate_graph(
        self,
        graph: Graph,
        path: tuple[str, ...],
        inputs: Sequence[Value],
        masks: Sequence[Mask | None],
    ) -> tuple[list[Value], list[Mask | None]]:
        """Translate all layers of a graph.

        Args:
            graph: The model, or a nested one.
            path: Names of the models around it.
            inputs: What it is called with.
            masks: Of the inputs.

        Returns:
            The outputs and their masks.
        """
        state = _State(dict(zip(graph.inputs, inputs, strict=True)))
        state.masks.update(zip(graph.inputs, masks, strict=True))
        for layer, number in execution_order(graph.layers):
            # Input layers have their values already: for a nested model, what it is called with.
            if TensorRef(layer.name, number) not in state.values:
                self._translate_into(state, path, layer, number)
        outputs = [state.values[ref] for ref in graph.outputs]
        return outputs, list(self._masks(state, graph.outputs))

    def _masks(self, state: _State, refs: Iterable[TensorRef]) -> Iterator[Mask | None]:
        for ref in refs:
            value = state.values[ref]
            lost = isinstance(value, Tensor) and self.builder.origin(value) in self.unmasked
            yield None if lost else state.masks.get(ref)

    def _translate_into(
        self, state: _State, path: tuple[str, ...], layer: Layer, number: int
    ) -> None:
        call = layer.calls[number]
        try:
            given = tuple(self._masks(state, instances((call.args, call.kwargs), TensorRef)))
            values, masks = self.translate_call(layer, number, path, *state.arguments(call), given)
        except UnsupportedModelError as refusal:
            # Not raised yet: users want to know of everything that stands in the way at once.
            self.refusals.append(str(refusal))
            # Placeholders, so that the layers that follow are checked as well.
            values = [Tensor(layer.name, 0, 0, spec.shape, spec.dtype) for spec in call.outputs]
            masks = [None] * len(values)
        for index, (value, mask) in enumerate(zip(values, masks, strict=True)):
            state.values[TensorRef(layer.name, number, index)] = value
            state.masks[TensorRef(layer.name, number, index)] = mask
        if self.tell is not None:
            self.tell(path, layer, number)

    def translate_call(
        self,
        layer: Layer,
        number: int,
        path: tuple[str, ...],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        masks: tuple[Mask | None, ...],
    ) -> tuple[list[Value], list[Mask | None]]:
        """Translate one call of one layer; return its outputs and their masks.

        Raises:
            UnsupportedModelError: The layer, a setting or the call cannot be expressed.
        """
        call = layer.calls[number]
        # With training=True dropout and batch statistics would act at inference too; `predict` in
        # TensorFlow.js never does that.
        if kwargs.pop("training", None):
            raise UnsupportedModelError(
                f"{layer.label}: is called with training=True; expected inference. Build the model "
                f"without it."
            )
        require_no_constants(layer, args, kwargs)
        masks = _explicit(kwargs, masks)
        # A nested model is dissolved: TensorFlow.js gives its weights no prefix, so that equal
        # names within two of them would collide (engine/container.ts, `loadWeights`).
        if layer.class_name in MODELS and call.graph is not None:
            given = list(instances((args, kwargs), (Tensor, Mask)))
            return self.translate_graph(
                call.graph, (*path, layer.name), given, _padded(masks, len(given))
            )
        support = supported().get(layer.class_name)
        if support is None:
            raise UnsupportedModelError(refused_class(layer.label, layer.class_name))
        path = (*path, layer.name)
        translate = self.translate_call
        ctx = LayerContext(layer, call, number, path, args, kwargs, self.builder, translate, masks)
        # Shared by all calls: what one layer takes away is gone for those after it.
        ctx.unmasked = self.unmasked
        return self._handled(ctx, support.handler)

    def _handled(
        self, ctx: LayerContext, handler: Handler
    ) -> tuple[list[Value], list[Mask | None]]:
        """Run a handler; refuse settings and arguments that it does not know."""
        layer, config = ctx.layer, common_settings(ctx.layer)
        result = handler(ctx, config)
        config.finish()
        self.lost.extend(lost_settings(layer, ctx.kept_settings))
        # It has weights that Keras trains, and none of the emitted layers holds them as they are.
        if not layer.learned.isdisjoint(layer.weights) and not ctx.is_trained:
            self.fixed.append(layer.name)
        if ctx.kwargs:
            raise ctx.refuse(
                f"is called with {', '.join(ctx.kwargs)}, which is not supported",
                "Call it without.",
            )
        return _split(ctx, result)


@dataclass(slots=True)
class _State:
    """Tensors and masks of one graph's translation, by Keras's references."""

    values: dict[TensorRef, Value]
    masks: dict[TensorRef, Mask | None]

    def __init__(self, values: dict[TensorRef, Value]) -> None:
        self.values, self.masks = values, {}

    def arguments(self, call: Call) -> tuple[tuple[Any, ...], dict[str, Any]]:
        return filled(call.args, self.values), filled(call.kwargs, self.values)


def _explicit(kwargs: dict[str, Any], masks: tuple[Mask | None, ...]) -> tuple[Mask | None, ...]:
    """Return the masks that the call names, or else those that follow the tensors."""
    given = kwargs.pop("mask", None)
    if given is None:
        return masks
    # Keras flattens dicts in the order of their keys.
    if isinstance(given, dict):
        given = [given[key] for key in sorted(given)]
    return tuple(as_mask(item) for item in (given if isinstance(given, list | tuple) else [given]))


def _padded(masks: tuple[Mask | None, ...], count: int) -> list[Mask | None]:
    return [*masks, *[None] * count][:count]


def _split(ctx: LayerContext, result: Result) -> tuple[list[Value], list[Mask | None]]:
    """Return a handler's result as outputs and masks."""
    if isinstance(result, Masked):
        return [result.tensor], [result.mask]
    if isinstance(result, Tensor | Mask):
        return [result], [ctx.mask if ctx.layer.passes_mask else None]
    pairs = [_split(ctx, part) for part in result]
    return [values[0] for values, _ in pairs], [masks[0] for _, masks in pairs]


def _outputs(builder: Builder, values: Sequence[Value]) -> list[Tensor]:
    """Return the model's outputs as tensors of layers' own, none of them twice."""
    outputs: list[Tensor] = []
    for value in values:
        if isinstance(value, Mask):
            raise UnsupportedModelError(
                "model: an output is a mask, for which TensorFlow.js has no tensor. Multiply "
                "something by it, or leave the output out."
            )
        is_input = builder.is_input(value)
        # Of two outputs of one tensor the executor fills in the first (engine/executor.ts,
        # `outputNames.indexOf`).
        outputs.append(builder.copy(value) if is_input or value in outputs else value)
    return outputs
