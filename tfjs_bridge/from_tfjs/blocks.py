"""What a layer of TensorFlow.js becomes in Keras: layers, and where their weights come from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.from_tfjs.objects import HARD_SIGMOID, activation_name
from tfjs_bridge.from_tfjs.settings import Settings
from tfjs_bridge.from_tfjs.topology import LayerSpec
from tfjs_bridge.keras_backend import load_keras

Array = npt.NDArray[Any]
Shape = tuple[int | None, ...]
Convert = Callable[[Array], Array]


def _unchanged(value: Array) -> Array:
    return value


@dataclass(frozen=True, slots=True, eq=False)
class Weight:
    """A weight that TensorFlow.js looks for when it loads the model.

    Attributes:
        name: By which it does (`originalName` in variables.ts).
        variable: Returns the Keras variable, once its layer is built.
        convert: From the value in the file to that of the variable.
        is_trainable: Whether TensorFlow.js trains it; it lists those first.
    """

    name: str
    variable: Callable[[], Any]
    convert: Convert = _unchanged
    is_trainable: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A layer, or several that do the same.

    Attributes:
        call: From tensors, and the mask to be given if there is one, to tensors.
        layers: Keras's layers, one after the other, if that is all of it.
        weights: In TensorFlow.js's order.
    """

    call: Callable[[Sequence[Any], Any], list[Any]]
    layers: tuple[Any, ...] | None = None
    weights: tuple[Weight, ...] = ()


@dataclass(slots=True, eq=False)
class LayerContext:
    """What a handler needs to know of the layer that it makes.

    Attributes:
        spec: The layer.
        shapes: Of the tensors that it is first called with, the batch first.
        name: Its name in Keras, unique within its model.
        fresh_name: Makes another one, from a suffix.
        notes: What the user should know; handlers add to it.
        nested: Makes the block of a layer within this one.
        masked: Whether TensorFlow.js gives it a mask, which its block is called with.
        explicit_masks: Whether masks are tensors of their own here, and Keras is to make none.
        scope: In front of the names of its weights.
    """

    spec: LayerSpec
    shapes: Sequence[Shape]
    name: str
    fresh_name: Callable[[str], str]
    notes: list[str]
    nested: Callable[[LayerContext, LayerSpec, Sequence[Shape]], Block]
    masked: bool = False
    explicit_masks: bool = False
    scope: str = ""
    settings: Settings = field(init=False)

    def __post_init__(self) -> None:
        """Read its settings."""
        self.settings = Settings(self.spec.label, self.spec.config)
        self.scope = self.scope or self.spec.name

    @property
    def shape(self) -> Shape:
        """Of its first tensor."""
        return self.shapes[0]

    def common(self, name: str | None = None) -> dict[str, Any]:
        """Return what all of Keras's layers take."""
        given = {"name": name or self.name}
        return given | ({} if self.settings.flag("trainable", True) else {"trainable": False})

    def refuse(self, reason: str) -> UnsupportedModelError:
        """Return the error that says why this layer cannot be imported."""
        return UnsupportedModelError(f"{self.spec.label}: {reason}")

    def ignore(self, name: str, usual: Any) -> None:
        """Note a setting that TensorFlow.js does not read, if it says something."""
        value = self.settings.get(name, usual)
        items = value if isinstance(value, list) else [value]
        if not all(item == usual for item in items):
            self.notes.append(
                f"{self.spec.label}: {name}={value!r} is not read by TensorFlow.js, and so not "
                f"imported either; the outputs are TensorFlow.js's."
            )


def chain(*layers: Any, weights: Sequence[Weight] = ()) -> Block:
    """Return layers that are called one after the other, each on one tensor."""

    def call(inputs: Sequence[Any], mask: Any) -> list[Any]:
        (x,) = inputs
        for layer in layers:
            x = layer(x)
        return [x]

    return Block(call, layers, tuple(weights))


def apart(function: Callable[[Any], Any]) -> Block:
    """Return a function of one tensor, made of Keras's operations."""
    return Block(lambda inputs, _: [function(*inputs)])


def weights_of(ctx: LayerContext, layer: Any, *names: str, **others: str) -> list[Weight]:
    """Return a layer's weights.

    Args:
        ctx: Of the layer in TensorFlow.js.
        layer: Of Keras.
        names: Of weights that both call alike.
        others: TensorFlow.js's names of the others, and Keras's.
    """
    pairs = {name: name for name in names} | others
    return [
        Weight(f"{ctx.scope}/{name}", lambda key=key: getattr(layer, key))  # type: ignore[misc]
        for name, key in pairs.items()
    ]


def scaled_columns(gates: str, factor: float) -> Convert:
    """Return what multiplies some gates' columns of a kernel or bias by a factor.

    Args:
        gates: For each gate, in the order of the columns, ``"r"`` if it is to be multiplied.
        factor: By which.
    """

    def convert(value: Array) -> Array:
        parts = np.split(value, len(gates), axis=-1)
        wide = np.float64(factor)
        changed = [
            (part * wide).astype(part.dtype) if gate == "r" else part
            for gate, part in zip(gates, parts, strict=True)
        ]
        return np.concatenate(changed, axis=-1)

    return convert


def hard_sigmoid_layers(ctx: LayerContext, name: str | None = None) -> tuple[Any, Any]:
    """Return two layers that compute TensorFlow.js's hardSigmoid; the last one has the name."""
    layers = load_keras().layers
    last = name or ctx.fresh_name("hard_sigmoid")
    scale = layers.Rescaling(0.2, 0.5, name=ctx.fresh_name("rescaled"))
    return scale, layers.ReLU(max_value=1.0, name=last)


def fused_activation(ctx: LayerContext, default: str = "linear") -> tuple[str, tuple[Any, ...]]:
    """Return an activation for Keras's layer, and the layers that have to follow it."""
    name = activation_name(ctx.settings, default=default)
    return ("linear", hard_sigmoid_layers(ctx)) if name == HARD_SIGMOID else (name, ())
