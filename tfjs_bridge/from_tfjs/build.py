"""Build a Keras model from the topology of a TensorFlow.js layers model."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.errors import ArtifactError, TfjsBridgeError, UnsupportedModelError
from tfjs_bridge.from_tfjs.blocks import Block, LayerContext, Shape, Weight
from tfjs_bridge.from_tfjs.calls import CallKey, NumberedCall, numbered_calls
from tfjs_bridge.from_tfjs.masks import BROKEN, MaskPlan, makes_mask, plan_masks
from tfjs_bridge.from_tfjs.names import NameGiver
from tfjs_bridge.from_tfjs.refusals import unknown_class
from tfjs_bridge.from_tfjs.registry import handlers
from tfjs_bridge.from_tfjs.settings import Settings
from tfjs_bridge.from_tfjs.sizes import require_room
from tfjs_bridge.from_tfjs.topology import LayerSpec, ModelSpec, Ref, input_shape
from tfjs_bridge.keras_backend import load_keras

_DTYPES = ("float32", "int32", "bool")


@dataclass(slots=True, eq=False)
class Built:
    """A model that was built, and what came of it.

    Attributes:
        model: Keras's; `None` if a layer was refused.
        weights: What each layer's weights are looked up by.
        refusals: Why layers were refused, one line each.
        notes: What the user should know.
    """

    model: Any = None
    weights: list[tuple[Weight, ...]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def build_model(label: str, spec: ModelSpec, room: int) -> Built:
    """Build a model without its weights.

    Args:
        label: The file, for messages.
        spec: Its topology.
        room: How many values the file's weights have.

    Raises:
        ArtifactError: The topology contradicts itself, or asks for more weights than there are.
    """
    built = Built()
    with warnings.catch_warnings():
        # Keras says of each layer that loses a mask that it does, as TensorFlow.js does silently.
        warnings.simplefilter("ignore", UserWarning)
        built.model = _ModelBuilder(label, spec, built, room).model()
    return built


class _ModelBuilder:
    """Builds one model, by calling Keras layers on symbolic tensors."""

    def __init__(
        self, label: str, spec: ModelSpec, built: Built, room: int, *, is_nested: bool = False
    ) -> None:
        self._label, self._spec, self._built, self._room = label, spec, built, room
        self._names = NameGiver(layer.name for layer in spec.layers)
        self._tensors: dict[Ref, Any] = {}
        self._blocks: dict[str, Block] = {}
        self._masks: dict[CallKey, Any] = {}
        self._plan = MaskPlan({}, False)
        self._is_nested = is_nested
        self._refused_before = len(built.refusals)

    def model(self) -> Any:
        calls = numbered_calls(self._label, self._spec)
        self._plan = plan_masks(self._spec, calls, is_nested=self._is_nested)
        for layer in self._spec.layers:
            if layer.class_name == "InputLayer":
                self._tensors[Ref(layer.name, 0, 0)] = self._input(layer)
        self._refuse_unused(calls)
        for call in calls:
            self._call(call)
        return None if self._is_refused() else self._finished()

    def _is_refused(self) -> bool:
        return len(self._built.refusals) > self._refused_before

    def _refuse_unused(self, calls: Sequence[NumberedCall]) -> None:
        """Refuse unknown layers that are never called; TensorFlow.js makes all of them."""
        called = {call.layer.name for call in calls}
        for layer in self._spec.layers:
            is_known = layer.class_name in handlers() or layer.class_name == "InputLayer"
            if layer.name not in called and layer.model is None and not is_known:
                self._built.refusals.append(unknown_class(layer))

    def _input(self, layer: LayerSpec) -> Any:
        shape, dtype = input_shape(layer), layer.config.get("dtype") or "float32"
        if shape is None or dtype not in _DTYPES:
            what = f"shape {shape} and dtype {dtype}"
            raise ArtifactError(
                f"{self._label}: input '{layer.name}' cannot be made; expected a batch_input_shape "
                f"and a dtype of {', '.join(_DTYPES)}, got {what}. Save the model again."
            )
        sizes = [None if size is None or size < 0 else size for size in shape]
        name = self._names.own(layer.name)
        return load_keras().Input(batch_shape=sizes, dtype=dtype, name=name)

    def _call(self, call: NumberedCall) -> None:
        is_first = call.layer.name not in self._blocks
        if any(ref not in self._tensors for ref in call.inputs):  # behind a layer that was refused
            if is_first:
                self._check_class(call.layer)
            return
        inputs: list[Any] = [self._tensors[ref] for ref in call.inputs]
        try:
            if is_first:
                self._blocks[call.layer.name] = self._made(call, [x.shape for x in inputs])
            outputs = self._blocks[call.layer.name].call(inputs, self._mask(call))
        except UnsupportedModelError as error:
            self._built.refusals += str(error).splitlines()
            return
        except TfjsBridgeError:
            raise
        except Exception as error:  # Keras raises anything
            raise ArtifactError(
                f"{self._label}: {call.layer.label} cannot be built ({keras_reason(error)}); "
                f"expected settings and inputs that fit it. Save or convert the model again."
            ) from error
        for index, tensor in enumerate(outputs):
            self._tensors[Ref(*call.key, index)] = tensor
        if self._plan.is_explicit and makes_mask(call.layer):
            self._masks[call.key] = _mask_of(call.layer, inputs[0])

    def _check_class(self, layer: LayerSpec) -> None:
        if layer.model is None and layer.class_name not in handlers():
            self._built.refusals.append(unknown_class(layer))

    def _made(self, call: NumberedCall, shapes: Sequence[Shape]) -> Block:
        ctx = LayerContext(
            call.layer,
            shapes,
            self._names.own(call.layer.name),
            lambda suffix: self._names.fresh(call.layer.name, suffix),
            self._built.notes,
            self._nested,
            masked=any(name == call.layer.name for name, _ in self._plan.reads),
            explicit_masks=self._plan.is_explicit,
        )
        block = self._block(ctx)
        self._built.weights.append(block.weights)
        return block

    def _nested(self, outer: LayerContext, spec: LayerSpec, shapes: Sequence[Shape]) -> Block:
        """Make the block of a layer that another one holds."""
        ctx = LayerContext(
            spec,
            shapes,
            spec.name.replace("/", "_"),
            outer.fresh_name,
            outer.notes,
            self._nested,
            scope=outer.scope,
        )
        return self._block(ctx)

    def _block(self, ctx: LayerContext) -> Block:
        spec = ctx.spec
        if spec.model is not None:
            return self._model_block(ctx, spec.model)
        if spec.class_name not in handlers():
            raise UnsupportedModelError(unknown_class(spec))
        if ctx.settings.get("activity_regularizer") is not None:
            raise ctx.refuse(
                "has an activity regularizer, for which TensorFlow.js throws; expected none. "
                "Build the model in Keras, and copy its weights."
            )
        block = handlers()[spec.class_name](ctx)
        # Keras takes memory for weights when a layer is first called.
        require_room(spec, ctx.shape, self._room)
        return block

    def _model_block(self, ctx: LayerContext, spec: ModelSpec) -> Block:
        if ctx.masked:
            raise ctx.refuse(
                "is given a mask, which TensorFlow.js hands to the layers within it whether it is "
                "theirs or not; expected none. Build the model in Keras, and copy its weights."
            )
        before = len(self._built.refusals)
        builder = _ModelBuilder(self._label, spec, self._built, self._room, is_nested=True)
        model = builder.model()
        if model is None:
            refusals = self._built.refusals[before:]
            del self._built.refusals[before:]
            raise UnsupportedModelError("\n".join(refusals))
        flatten: Callable[[Any], list[Any]] = load_keras().tree.flatten

        def call(inputs: Sequence[Any], mask: Any) -> list[Any]:
            return flatten(model(inputs[0] if len(inputs) == 1 else list(inputs)))

        return Block(call, (model,))

    def _mask(self, call: NumberedCall) -> Any:
        read = self._plan.reads.get(call.key)
        if read is None or not self._plan.is_explicit:
            return None
        if read.source == BROKEN:
            raise UnsupportedModelError(
                f"{call.layer.label}: takes a mask through a layer that merges tensors, which "
                f"TensorFlow.js gives a wrong shape; expected the mask of one sequence. Build the "
                f"model in Keras, and copy its weights."
            )
        if read.is_stale:
            self._built.notes.append(
                f"{call.layer.label}: TensorFlow.js gives it the mask of '{read.source[0]}', which "
                f"is of another sequence, or which a layer in between should have lost; so does "
                f"the import, for the same outputs."
            )
        return self._masks[read.source]

    def _finished(self) -> Any:
        """Return the model, once all of its tensors are there."""
        ends = [
            [self._end(ref) for ref in refs] for refs in (self._spec.inputs, self._spec.outputs)
        ]
        name = self._spec.name.replace("/", "_")
        blocks = [self._blocks[layer.name] for layer in self._spec.layers[1:] if layer.calls]
        is_row = self._spec.is_sequential and not self._plan.is_explicit
        if is_row and all(block.layers for block in blocks):
            return _sequential(
                name, ends[0][0], [x for block in blocks for x in block.layers or ()]
            )
        # One tensor by itself: a model with a list of one gives a list of one.
        inputs, outputs = (end[0] if len(end) == 1 else end for end in ends)
        return load_keras().Model(inputs, outputs, name=name)

    def _end(self, ref: Ref) -> Any:
        if ref not in self._tensors:
            raise ArtifactError(
                f"{self._label}: model '{self._spec.name}' names output {ref.index} of call "
                f"{ref.node} of '{ref.layer}', which is not there. Save or convert it again."
            )
        return self._tensors[ref]


def _sequential(name: str, tensor: Any, layers: Sequence[Any]) -> Any:
    for layer in layers:
        # It was called to learn shapes; a user's `layer.output` is to be a tensor of the model.
        layer._inbound_nodes.clear()
        layer._outbound_nodes.clear()
    keras = load_keras()
    first = keras.Input(batch_shape=tensor.shape, dtype=tensor.dtype, name=_input_name(tensor))
    return keras.Sequential([first, *layers], name=name)


def _input_name(tensor: Any) -> str:
    return str(tensor._keras_history.operation.name)


def _mask_of(layer: LayerSpec, tensor: Any) -> Any:
    ops = load_keras().ops
    if layer.class_name == "Embedding":
        return ops.not_equal(tensor, 0)
    value = Settings(layer.label, layer.config).number("mask_value", 0)
    return ops.any(ops.not_equal(tensor, value), axis=-1)
