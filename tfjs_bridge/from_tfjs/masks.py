"""Which mask TensorFlow.js gives to which layer, and how Keras is to give it the same.

A mask says which steps of a sequence count. TensorFlow.js's executor (engine/executor.ts) keeps the
last one that it has seen, and gives it to every layer after that, connected or not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tfjs_bridge.from_tfjs.calls import CallKey, NumberedCall, running_order
from tfjs_bridge.from_tfjs.settings import Settings
from tfjs_bridge.from_tfjs.topology import LayerSpec, ModelSpec, Ref

_RNN = frozenset({"LSTM", "GRU", "SimpleRNN", "RNN"})
_READERS = _RNN | {"ConvLSTM2D", "Bidirectional", "Softmax"}
# Those that hand on the mask of what they take, in TensorFlow.js and in Keras.
_BOTH_HAND_ON = frozenset(
    {
        *("Activation", "Dense", "PReLU", "ReLU", "BatchNormalization", "LayerNormalization"),
        *("Dropout", "SpatialDropout1D", "GaussianDropout", "GaussianNoise", "AlphaDropout"),
    }
)
_TFJS_HANDS_ON = _BOTH_HAND_ON | {"TimeDistributed"}
_MERGES = frozenset({"Add", "Average", "Maximum", "Minimum", "Multiply"})
# Those that lose it in both.
_BOTH_LOSE = frozenset(
    {
        *("Flatten", "Reshape", "Permute", "RepeatVector", "Conv1D", "Conv2D"),
        *("MaxPooling1D", "AveragePooling1D", "GlobalMaxPooling1D"),
    }
)

BROKEN = ("", -1)
"""The mask behind a layer that merges tensors, which TensorFlow.js gives a wrong shape."""


@dataclass(frozen=True, slots=True)
class Read:
    """The mask that a call is given.

    Attributes:
        source: The call that made it, or `BROKEN`.
        is_stale: Whether it is left over, and not that of what the call takes.
    """

    source: CallKey
    is_stale: bool


@dataclass(frozen=True, slots=True, eq=False)
class MaskPlan:
    """The masks of a model's calls.

    Attributes:
        reads: The mask of each call that is given one and looks at it.
        is_explicit: Whether masks are to be tensors of their own: with Keras's way of handing them
            on, layers would be given others than in TensorFlow.js.
    """

    reads: Mapping[CallKey, Read]
    is_explicit: bool


def makes_mask(layer: LayerSpec) -> bool:
    """Tell whether a layer makes a mask from what it takes."""
    settings = Settings(layer.label, layer.config)
    is_embedding = layer.class_name == "Embedding" and settings.flag("mask_zero", False)
    return is_embedding or layer.class_name == "Masking"


def reads_masks(model: ModelSpec) -> bool:
    """Tell whether a layer of a model looks at masks."""
    return any(layer.class_name in _READERS for layer in model.walk())


def plan_masks(
    model: ModelSpec, calls: Sequence[NumberedCall], *, is_nested: bool = False
) -> MaskPlan:
    """Go through a model as TensorFlow.js does, and follow its masks.

    Args:
        model: The model.
        calls: Of its layers.
        is_nested: Whether it is within another one, where in Keras its outputs would have masks.
    """
    if not any(makes_mask(layer) for layer in model.layers):
        return MaskPlan({}, False)
    by_key = {call.key: call for call in calls}
    masks: dict[Ref, CallKey | None] = {}
    reads: dict[CallKey, Read] = {}
    kept: CallKey | None = None
    is_usual = True
    for key in running_order(model, {key: call.inputs for key, call in by_key.items()}):
        call = by_key[key]
        taken = [masks.get(ref) for ref in call.inputs]
        if any(taken):
            kept = taken[0]
        if kept is not None and _looks_at_masks(call.layer):
            reads[key] = Read(kept, is_stale=taken[0] is None)
        is_usual = is_usual and _is_usual(call, taken, reads.get(key))
        for index in range(_most_outputs(model, key)):
            masks[Ref(*key, index)] = _made(call, taken)
    gives_mask = is_nested and any(masks.get(ref) for ref in model.outputs)
    return MaskPlan(reads, gives_mask or not is_usual)


def _looks_at_masks(layer: LayerSpec) -> bool:
    if layer.model is not None:
        return reads_masks(layer.model)
    return layer.class_name in _READERS


def _is_usual(call: NumberedCall, taken: Sequence[CallKey | None], read: Read | None) -> bool:
    """Tell whether Keras does the same with the masks of a call by itself."""
    if read is not None and read.is_stale:
        return False
    if not any(taken):
        return True
    is_known = call.layer.class_name in _BOTH_HAND_ON | _BOTH_LOSE | _RNN | {"Masking"}
    return is_known and len(taken) == 1


def _most_outputs(model: ModelSpec, key: CallKey) -> int:
    refs = [ref for layer in model.layers for call in layer.calls for ref in call]
    return 1 + max((ref.index for ref in refs if (ref.layer, ref.node) == key), default=0)


def _made(call: NumberedCall, taken: Sequence[CallKey | None]) -> CallKey | None:
    """Return the mask of what a call returns, by `computeMask` of its class."""
    layer, first = call.layer, taken[0]
    settings = Settings(layer.label, layer.config)
    if makes_mask(layer):
        return call.key
    if layer.class_name in _TFJS_HANDS_ON:
        return first
    if layer.class_name in _RNN | {"ConvLSTM2D"}:
        return first if settings.flag("return_sequences", False) else None
    if layer.class_name == "Bidirectional":
        inner = settings.get("layer", {}).get("config", {})
        is_sequence = Settings(layer.label, inner).flag("return_sequences", False)
        return first if is_sequence else None
    if layer.class_name in _MERGES:
        return BROKEN if first is not None else None
    if layer.class_name == "Concatenate" and any(taken):
        return first if len({*taken} - {None}) == 1 and _is_last(settings) else BROKEN
    return None


def _is_last(settings: Settings) -> bool:
    return int(settings.number("axis", -1)) in (-1, 2)
