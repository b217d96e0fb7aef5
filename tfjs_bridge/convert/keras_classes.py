"""What is known of Keras's classes of layers and models, by their names: one entry for each.

A class has an entry if it differs from an ordinary layer. Facts that one module is about are there:
a handler, say, knows how its class is translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class KerasClass:
    """One class of Keras.

    Attributes:
        module: Where Keras saves that it is from.
        is_model: Whether it is a model: a graph of layers, or a row of them.
        is_recurrent: Whether it goes through a sequence step by step, and can be called with the
            first states beside the sequence.
        cell: The class of the cell that it makes for itself.
        children: The attributes that hold its layers, by the names of their roles in a `Layer`. A
            list holds several.
        child_input: What its children are called with: what it is called with itself (``"all"``),
            one step of that (``"step"``), or `None` where they are not called like layers.
        forgets_penalties: Whether the layer that it becomes in TensorFlow.js stores the penalties
            on its weights but adds none of them to the loss (layers/recurrent.ts has no `losses`).
    """

    module: str = "keras.layers"
    is_model: bool = False
    is_recurrent: bool = False
    cell: str | None = None
    children: Mapping[str, str] = field(default_factory=dict)
    child_input: Literal["all", "step"] | None = None
    forgets_penalties: bool = False


_FUNCTIONAL = KerasClass("keras.src.models.functional", is_model=True)
_RECURRENT = KerasClass(is_recurrent=True)
_ATTENTION = KerasClass(
    children={
        "query": "_query_dense",
        "key": "_key_dense",
        "value": "_value_dense",
        "output": "_output_dense",
        "gate": "_gate_dense",
    }
)

KERAS_CLASSES: Mapping[str, KerasClass] = {
    "Sequential": KerasClass("keras", is_model=True),
    "Functional": _FUNCTIONAL,
    "Model": _FUNCTIONAL,  # in files of Keras 2
    "SimpleRNN": replace(_RECURRENT, cell="SimpleRNNCell", forgets_penalties=True),
    "LSTM": replace(_RECURRENT, cell="LSTMCell", forgets_penalties=True),
    "GRU": replace(_RECURRENT, cell="GRUCell", forgets_penalties=True),
    "ConvLSTM1D": replace(_RECURRENT, cell="ConvLSTMCell", forgets_penalties=True),
    "ConvLSTM2D": replace(_RECURRENT, cell="ConvLSTMCell", forgets_penalties=True),
    "ConvLSTM3D": replace(_RECURRENT, cell="ConvLSTMCell"),  # becomes Conv3D layers
    "RNN": replace(_RECURRENT, children={"cell": "cell"}),
    "StackedRNNCells": KerasClass(children={"cells": "cells"}),
    "Bidirectional": replace(
        _RECURRENT,
        children={"forward": "forward_layer", "backward": "backward_layer"},
        child_input="all",
    ),
    "TimeDistributed": KerasClass(children={"layer": "layer"}, child_input="step"),
    "SpectralNormalization": KerasClass(children={"layer": "layer"}, child_input="all"),
    "Pipeline": KerasClass(children={"layer": "layers"}),
    "MultiHeadAttention": _ATTENTION,
    "GroupQueryAttention": _ATTENTION,
    "LayerScale": KerasClass("keras.src.applications.convnext"),
    "StochasticDepth": KerasClass("keras.src.applications.convnext"),
    "CustomScaleLayer": KerasClass("keras.src.applications.inception_resnet_v2"),
}
"""All classes that are not ordinary layers."""

_ORDINARY = KerasClass()

MODELS = frozenset(name for name, known in KERAS_CLASSES.items() if known.is_model)
"""Names of the classes of models, in files of Keras 3 and 2."""

MODULES = frozenset(known.module for known in (_ORDINARY, *KERAS_CLASSES.values()))
"""Modules that Keras saves layers and models to be from."""


def keras_class(name: object) -> KerasClass:
    """Return what is known of a class by its name; an ordinary layer if nothing is."""
    return KERAS_CLASSES.get(name, _ORDINARY) if isinstance(name, str) else _ORDINARY


def is_graph(model: Any) -> bool:
    """Whether a live object is a Sequential or functional model, not Python code of someone's."""
    # A class that someone derives from `keras.Model` may be called Model too.
    return type(model).__name__ in MODELS - {"Model"}
