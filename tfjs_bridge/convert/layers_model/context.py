"""What a handler sees: one call of one layer, and the means to emit what it becomes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.containers import instances
from tfjs_bridge.convert.frontend.graph import Call, Layer, Shape, Spec
from tfjs_bridge.convert.layers_model.builder import Builder
from tfjs_bridge.convert.layers_model.learned import learned_weights, penalties_of
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor, TfjsLayer
from tfjs_bridge.errors import UnsupportedModelError


@dataclass(frozen=True, slots=True)
class Mask:
    """Which steps count, as Keras tells layers: true where one does.

    Attributes:
        source: What the mask is computed from.
        value: Steps of `source` that are equal to it do not count; `None` where `source` is the
            mask itself, as numbers 0 and 1.
        over_features: Whether a step is `source`'s last axis, which counts if any value in it
            differs; otherwise each value is a step of its own.
    """

    source: Tensor
    value: float | None = None
    over_features: bool = False

    @property
    def shape(self) -> Shape:
        """One value for each step."""
        return self.source.shape[:-1] if self.over_features else self.source.shape


Value = Tensor | Mask


def as_mask(value: Value | None) -> Mask | None:
    """Return a mask as it is, and a tensor of numbers 0 and 1 as a mask."""
    return Mask(value) if isinstance(value, Tensor) else value


@dataclass(frozen=True, slots=True)
class Masked:
    """A handler's result together with a mask that is not the one passed on by default."""

    tensor: Tensor
    mask: Mask | None


TranslateCall = Callable[
    [Layer, int, tuple[str, ...], tuple[Any, ...], dict[str, Any], tuple[Mask | None, ...]],
    tuple[list[Value], list[Mask | None]],
]


@dataclass(slots=True, eq=False)
class LayerContext:
    """One call of one layer, as its handler sees it.

    Attributes:
        layer: Its class, settings and weights.
        call: Its outputs' shapes among others.
        call_number: Which of the layer's calls it is.
        path: Names of the nested models around it, and its own.
        args: As `Call.args`, with `Tensor` and `Mask` in place of references.
        kwargs: As `Call.kwargs`, likewise; each is taken by `take_kwarg`.
        builder: Of the model under construction.
        translate_call: Translates one call of another layer; `call_child` is simpler.
        masks: Of each tensor in `args`, then in `kwargs`, in order; `None` where all steps count.
        unmasked: Tensors that lose their masks for the layers that run later, by their origin.
        kept_settings: Settings of the layer's training that TensorFlow.js will know, by name.
        is_trained: Whether training in TensorFlow.js changes any of the layer's weights.
    """

    layer: Layer
    call: Call
    call_number: int
    path: tuple[str, ...]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    builder: Builder
    translate_call: TranslateCall
    masks: tuple[Mask | None, ...] = ()
    unmasked: set[Tensor] = field(default_factory=set)
    kept_settings: set[str] = field(default_factory=set)
    is_trained: bool = False
    _counts: dict[str, int] = field(default_factory=dict)
    _derived: list[npt.NDArray[Any]] = field(default_factory=list)

    @property
    def label(self) -> str:
        """The layer's name and class, as messages write them."""
        return self.layer.label

    @property
    def weights(self) -> Mapping[str, npt.NDArray[Any]]:
        """The layer's own weights by Keras's names."""
        return self.layer.weights

    @property
    def inputs(self) -> tuple[Tensor, ...]:
        """All tensors of the first argument, in order."""
        # A list of tensors comes as one argument; what follows it, such as a mask, is read by name.
        found = tuple(instances(self.args[:1], Tensor))
        if not found or next(instances(self.args[:1], Mask), None) is not None:
            raise self.refuse("is called without a tensor", "Pass a tensor as its first argument.")
        return found

    @property
    def input(self) -> Tensor:
        """The one tensor that the layer takes."""
        if len(self.inputs) != 1:
            raise self.refuse(f"takes {len(self.inputs)} tensors; expected 1", "Pass one.")
        return self.inputs[0]

    @property
    def mask(self) -> Mask | None:
        """The mask of the first tensor."""
        return self.masks[0] if self.masks else None

    @property
    def output(self) -> Spec:
        """Keras's shape and dtype of the (first) output."""
        return self.call.outputs[0]

    def take_kwarg(self, name: str) -> Any:
        """Take a keyword argument of the call; `None` where it was not given."""
        return self.kwargs.pop(name, None)

    def refuse(self, problem: str, remedy: str) -> UnsupportedModelError:
        """Make a refusal that names the layer: what is wrong, and what to do."""
        return UnsupportedModelError(f"{self.label}: {problem}. {remedy}")

    def require_sizes(self, shape: Shape, what: str) -> tuple[int, ...]:
        """Return sizes that have to be fixed.

        Raises:
            UnsupportedModelError: One is not; says that `--input-shape` fixes it.
        """
        if None in shape:
            raise self.refuse(
                f"{what} has to be fixed for TensorFlow.js, got {list(shape)}",
                "Give the whole shape: --input-shape 28,28,1 (or NAME=28,28,1 for each input).",
            )
        return tuple(size for size in shape if size is not None)

    def define(
        self,
        class_name: str,
        config: Mapping[str, Any],
        weights: Mapping[str, npt.NDArray[Any]] | None = None,
        *,
        role: str | None = None,
        trainable: bool | None = None,
    ) -> TfjsLayer:
        """Make one TensorFlow.js layer.

        Args:
            class_name: TensorFlow.js's class.
            config: Its settings, without name, in the spelling of Keras 2.
            weights: By TensorFlow.js's names, in its order.
            role: Ends the layer's name where one Keras layer becomes several; ``""`` gives it the
                Keras layer's own. By default the class and a number.
            trainable: Whether training changes its weights. By default if one of them shares its
                memory with what the Keras layer learned, or is marked by `mark_derived`: constants
                stay as they are.
        """
        if role is None:
            # So an export of the same model has the same names, whatever else was exported before.
            count = self._counts[class_name] = self._counts.get(class_name, 0) + 1
            role = class_name.lower() + (f"_{count}" if count > 1 else "")
        key = self.path if role == "" else (*self.path, role)
        weights = weights or {}
        if weights:
            config = {**config, **self._training(class_name, weights, trainable)}
        return self.builder.define(key, class_name, config, weights)

    def _training(
        self, class_name: str, weights: Mapping[str, npt.NDArray[Any]], trainable: bool | None
    ) -> dict[str, Any]:
        """Return the settings of a layer's training."""
        if trainable is None:
            # Keras's own flag is not enough: one layer becomes several, and the constants among
            # their weights have to stay as they are.
            trainable = any(self.is_learned(value) for value in weights.values())
        self.is_trained = self.is_trained or trainable
        if trainable:
            # Initializers and constraints are left out: loading overwrites the one, and the other
            # would need the whole weight, of which this may be a part.
            found = penalties_of(self.layer, class_name, weights)
            self.kept_settings |= {penalty.setting for penalty in found}
            return {penalty.key: penalty.value for penalty in found}
        # TensorFlow.js moves the averages of frozen layers too (layers/normalization.ts, `call`).
        still = {"momentum": 1.0} if class_name == "BatchNormalization" else {}
        return {"trainable": False, **still}

    def is_learned(self, value: npt.NDArray[Any]) -> bool:
        """Whether a weight is one that training changes, or a part of one."""
        # Handlers slice, reshape and transpose weights, which numpy does without a copy; what they
        # compute is marked by `mark_derived`.
        own = [*learned_weights(self.layer), *self._derived]
        return any(np.may_share_memory(value, weight) for weight in own)

    def mark_derived(self, value: npt.NDArray[Any], source: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return `value`, marked as something that training changes if it changes `source`."""
        # A copy shares no memory with the weight that it comes from.
        if value is not source and self.is_learned(source):
            self._derived.append(value)
        return value

    def call_layer(
        self, layer: TfjsLayer, inputs: Sequence[Tensor], shape: Shape, dtype: str = "float32"
    ) -> Tensor:
        """Call a layer that `define` made, and return its one output."""
        return self.builder.call(layer, inputs, [Spec(shape, dtype)])[0]

    def emit(
        self,
        class_name: str,
        config: Mapping[str, Any],
        inputs: Sequence[Tensor],
        shape: Shape,
        weights: Mapping[str, npt.NDArray[Any]] | None = None,
        *,
        role: str | None = None,
        trainable: bool | None = None,
    ) -> Tensor:
        """Make a layer and call it once."""
        layer = self.define(class_name, config, weights, role=role, trainable=trainable)
        return self.call_layer(layer, inputs, shape)

    def map_to(
        self,
        class_name: str,
        config: Mapping[str, Any],
        weights: Mapping[str, npt.NDArray[Any]] | None = None,
    ) -> Tensor:
        """Emit one TensorFlow.js layer with the Keras layer's name, inputs and output shape."""
        layer = self.define(class_name, config, weights, role="")
        return self.call_layer(layer, self.inputs, self.output.shape, self.output.dtype)

    @contextmanager
    def repeating(self) -> Iterator[None]:
        """Number the layers within a block as if they were the first, to share equal ones.

        For a block that is run once for each step of a sequence.
        """
        # With equal names, settings and weights `Builder.define` returns the first step's layer.
        counts = dict(self._counts)
        yield
        self._counts = counts

    def call_child(self, role: str, x: Tensor, mask: Mask | None = None) -> Tensor:
        """Translate a layer that this one holds, called with one tensor; return its output.

        Raises:
            UnsupportedModelError: The child cannot be expressed, or returns several tensors.
        """
        child = self.layer.children[role]
        outputs, _ = self.translate_call(child, self.call_number, self.path, (x,), {}, (mask,))
        if len(outputs) != 1 or not isinstance(outputs[0], Tensor):
            raise self.refuse(f"{child.label} inside it returns several tensors", "Return one.")
        return outputs[0]
