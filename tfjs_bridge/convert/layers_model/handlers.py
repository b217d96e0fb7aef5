"""The registry of layer handlers: what each Keras layer becomes in TensorFlow.js."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Literal

from tfjs_bridge.convert.config import ConfigReader
from tfjs_bridge.convert.layers_model.context import LayerContext, Mask, Masked
from tfjs_bridge.convert.layers_model.tfjs_layers import Tensor
from tfjs_bridge.convert.refusals import AS_GRAPH

Result = Tensor | Mask | Masked | Sequence[Tensor | Masked]
Handler = Callable[[LayerContext, ConfigReader], Result]
Treatment = Literal["exact", "rewritten", "dropped"]


@dataclass(frozen=True, slots=True)
class Support:
    """How a Keras class is exported.

    Attributes:
        handler: Emits what one call of it becomes.
        treatment: ``"exact"``: the TensorFlow.js layer of the same name, at least with usual
            settings; ``"rewritten"``: other layers that compute the same; ``"dropped"``: nothing,
            since it does nothing at inference.
        note: For the table of layers: what it becomes, or its limits.
    """

    handler: Handler
    treatment: Treatment
    note: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a Keras class cannot be exported in the layers format.

    Attributes:
        reason: A whole clause.
        remedy: What to do instead, in whole sentences.
        in_graph: Whether a graph model can hold it.
    """

    reason: str
    remedy: str
    in_graph: bool = False


_SUPPORTED: dict[str, Support] = {}
_REFUSED: dict[str, Refusal] = {}


def handles(
    *class_names: str, treatment: Treatment = "exact", note: str = ""
) -> Callable[[Handler], Handler]:
    """Register a function as the handler of Keras classes; operations are named ``ops.Add``."""

    def register(handler: Handler) -> Handler:
        for class_name in class_names:
            # Of two, the one that happens to be imported last would win.
            if class_name in _SUPPORTED or class_name in _REFUSED:
                raise ValueError(f"two handlers for {class_name}")
            _SUPPORTED[class_name] = Support(handler, treatment, note)
        return handler

    return register


def refuses(*class_names: str, reason: str, remedy: str, in_graph: bool = False) -> None:
    """Register Keras classes as not exportable in the layers format."""
    for class_name in class_names:
        # Neither a handler nor another refusal may be replaced unseen.
        if class_name in _SUPPORTED or class_name in _REFUSED:
            raise ValueError(f"two handlers for {class_name}")
        _REFUSED[class_name] = Refusal(reason, remedy, in_graph)


def supported() -> Mapping[str, Support]:
    """Return all classes that can be exported."""
    _load_families()
    return _SUPPORTED


def refused() -> Mapping[str, Refusal]:
    """Return all classes that are known not to be exportable."""
    _load_families()
    return _REFUSED


def refused_class(label: str, class_name: str) -> str:
    """Say why a layer is refused whose class cannot be exported."""
    refusal = refused().get(class_name)
    if refusal is None:
        return (
            f"{label}: this class is not one of Keras's own layers that can be exported. "
            f"Replace it by layers of keras.layers (docs/layers.md lists those supported). "
            f"{AS_GRAPH}"
        )
    further = f" {AS_GRAPH}" if refusal.in_graph else ""
    return f"{label}: {refusal.reason}. {refusal.remedy}{further}"


@cache
def _load_families() -> None:
    # On the first question only: importing all of them takes longer than many commands.
    for package in ("layers", "ops"):
        families = import_module(f"tfjs_bridge.convert.layers_model.{package}")
        for module in pkgutil.iter_modules(families.__path__):
            import_module(f"{families.__name__}.{module.name}")
