"""A Keras model to a TensorFlow.js graph model: the door of this room."""

from __future__ import annotations

import contextlib
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tfjs_bridge.artifact.encodings.plan import EncodingPlan
from tfjs_bridge.artifact.encodings.record import NOTHING_ROUNDED, Rounded
from tfjs_bridge.artifact.metadata import TensorSpec
from tfjs_bridge.artifact.weights import NamedWeight
from tfjs_bridge.convert.frontend.calling import Signature
from tfjs_bridge.convert.frontend.rounding import Storage
from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.graph_model.build import build, traced_uses
from tfjs_bridge.convert.graph_model.factors.choosing import asked_for, storages
from tfjs_bridge.convert.graph_model.ir import (
    Function,
    GraphModel,
    Node,
    Shape,
    Size,
    Tensor,
    dtype_of,
)
from tfjs_bridge.convert.graph_model.naming import Naming, lengths_in, namings
from tfjs_bridge.convert.graph_model.topology import Topology
from tfjs_bridge.convert.graph_model.trace import Program, trace
from tfjs_bridge.convert.graph_model.translate import Refused
from tfjs_bridge.convert.refusals import in_groups
from tfjs_bridge.errors import ModelWarning, UnsupportedModelError

# What JAX says where Python compares an open size with a number.
_COMPARISON = re.compile(r"Symbolic dimension comparison '([^']+)' (>=|<=|>|<|==) '([^']+)'")
_SYMBOL = re.compile(r"[A-Za-z_]\w*")
_MOST_CONSTRAINTS = 12
# As web/src/artifact/graph-check/random.js has them, which checks what is said of random outputs.
_DRAWING = frozenset(
    {
        *("RandomStandardNormal", "RandomUniform", "RandomUniformInt"),
        *("TruncatedNormal", "Multinomial"),
    }
)
_OF_SIZE = frozenset({"Shape", "ShapeN", "Rank", "Size", "ZerosLike", "OnesLike"})


@dataclass(frozen=True, slots=True, eq=False)
class TracedModel:
    """A graph model before it is written.

    Attributes:
        name: The Keras model's name.
        topology: ``{"node", "library", "versions"}``.
        signature: ``{"inputs", "outputs"}``.
        weights: Under the names of their nodes.
        inputs: Name, shape and dtype of each input.
        outputs: The same of each output.
        parameters: Count of the Keras model's weights' values.
        called: How the Keras model is called, with the sizes that it was traced with.
        is_batched: Whether each output has a value for each example.
        random: Names of outputs that are drawn anew in each run.
    """

    name: str
    topology: dict[str, Any]
    signature: dict[str, Any]
    weights: Iterable[NamedWeight]
    inputs: tuple[TensorSpec, ...]
    outputs: tuple[TensorSpec, ...]
    parameters: int
    called: Signature
    is_batched: bool
    random: tuple[str, ...] = ()


def convert(signature: Signature, rounded: Rounded = NOTHING_ROUNDED) -> TracedModel:
    """Trace a model, and express it in TensorFlow.js's operations.

    Args:
        signature: How the model is called.
        rounded: What its weights have been rounded to.

    Raises:
        UnsupportedModelError: It cannot be traced or expressed; all reasons are named.

    Warns:
        ModelWarning: It takes one batch size only.
    """
    signature, program = _traced(signature)
    try:
        model = build(program, signature.inputs, rounded)
    except Refused as error:
        raise UnsupportedModelError(in_groups(_lines(signature, error))) from error
    names = [spec.name for spec in signature.inputs]
    topology = Topology(model, names, program.outputs)
    return TracedModel(
        name=signature.name,
        topology=topology.content,
        signature=topology.signature,
        weights=tuple(topology.weights()),
        inputs=tuple(
            TensorSpec(spec.name, spec.shape, dtype_of(spec.dtype)) for spec in signature.inputs
        ),
        outputs=tuple(_outputs(model, program)),
        parameters=int(signature.model.count_params()),
        called=signature,
        is_batched=_is_batched(model),
        random=tuple(_random(model, program)),
    )


def storages_for(signature: Signature, plan: EncodingPlan) -> dict[str, Storage]:
    """Return how the graph model can best store the weights that are to be rounded, by path.

    Args:
        signature: How the model is called.
        plan: What was asked for.
    """
    shapes = {str(weight.path): tuple(weight.shape) for weight in signature.weights}
    asked = asked_for(shapes, plan)
    if asked:
        # What is wrong with the model is told where it is converted.
        with warnings.catch_warnings(), contextlib.suppress(UnsupportedModelError, Refused):
            warnings.simplefilter("ignore")
            signature, program = _traced(signature)
            return storages(traced_uses(program, signature.inputs, asked), plan)
    return {}


def _outputs(model: GraphModel, program: Program) -> Iterator[TensorSpec]:
    for name, tensor in zip(program.outputs, model.outputs, strict=True):
        yield TensorSpec(name, _open(tensor.shape), tensor.dtype)


def _open(shape: Shape) -> tuple[int | None, ...]:
    return tuple(size if isinstance(size, int) else None for size in shape)


def _is_batched(model: GraphModel) -> bool:
    firsts = [*(x.shape[:1] for x in model.inputs), *(x.shape[:1] for x in model.outputs)]
    return all(first == (Size("b"),) for first in firsts)


def _random(model: GraphModel, program: Program) -> Iterator[str]:
    for name, tensor in zip(program.outputs, model.outputs, strict=True):
        if any(map(_is_drawn, _values_behind(tensor))):
            yield name


def _is_drawn(node: Node) -> bool:
    called = [f for f in node.attrs.values() if isinstance(f, Function)]
    inner = (other for f in called for tensor in f.outputs for other in _values_behind(tensor))
    return node.op in _DRAWING or any(map(_is_drawn, inner))


def _values_behind(tensor: Tensor) -> list[Node]:
    """Return the nodes that a tensor's values come from; those of its sizes are left out."""
    found: dict[Node, None] = {}
    waiting = [tensor.node]
    while waiting:
        node = waiting.pop()
        if node not in found and node.op not in _OF_SIZE:
            found[node] = None
            waiting += [x.node for x in node.inputs]
    return list(found)


def _traced(signature: Signature) -> tuple[Signature, Program]:
    """Trace with all sizes open that the model leaves open, else with a batch of one."""
    failure: Exception = ValueError("nothing was tried")
    for number, attempt in enumerate(_attempts(signature)):
        try:
            program = _named(attempt)
        except Exception as error:  # Keras and JAX raise anything
            failure = failure if number else error
            continue
        is_opened = attempt.inputs[0].shape[:1] == signature.inputs[0].shape[:1]
        # States are of a fixed number of examples, and so is a step.
        if not is_opened and not signature.states:
            _warn_of_batch(signature)
        return attempt, program
    raise UnsupportedModelError(
        f"model '{signature.name}': Keras cannot trace it on its JAX backend "
        f"({keras_reason(failure)}). Let its call depend on the shapes of its inputs alone, not on "
        f"their values, and use keras.ops in place of other libraries' functions."
    ) from failure


def _attempts(signature: Signature) -> Iterator[Signature]:
    """Yield the model as it is, and for a batch of 1."""
    yield signature
    if any(None in spec.shape[:1] for spec in signature.inputs):
        inputs = tuple(
            replace(spec, shape=(1, *spec.shape[1:])) if spec.shape[:1] == (None,) else spec
            for spec in signature.inputs
        )
        yield replace(signature, inputs=inputs)


def _named(signature: Signature) -> Program:
    """Trace with all open sizes different, else with some of them the same."""
    failures = []
    for naming in namings(signature.inputs):
        try:
            program, bounds = _with_constraints(signature, naming)
        except Exception as error:  # Keras and JAX raise anything
            failures.append(error)
            continue
        if naming.multiple > 1:
            _warn_of_multiple(signature, naming.multiple)
        if bounds:
            _warn_of_bounds(signature, naming, bounds)
        return program
    raise failures[0]


def _with_constraints(signature: Signature, naming: Naming) -> tuple[Program, list[str]]:
    """Trace, and where a comparison of an open size stops it, take it for what it usually is.

    Returns:
        The program, and what is taken for true.
    """
    constraints: list[str] = []
    while True:
        try:
            return trace(signature, constraints, naming), constraints
        except Exception as error:  # JAX's InconclusiveDimensionOperation, or Keras's around it
            further = [x for x in _constraints(str(error)) if x not in constraints]
            if not further or len(constraints) >= _MOST_CONSTRAINTS:
                raise
            constraints += further


def _constraints(message: str) -> list[str]:
    """Return what is taken for true: sequences are no longer than tables, sizes more than zero."""
    found = _COMPARISON.search(message)
    if found is None:
        return list(dict.fromkeys(lengths_in(message)))
    left, sign, right = found.groups()
    # Any number of examples may come: a branch on it is for nobody to choose.
    if sign[0] not in "<>" or "b" in _SYMBOL.findall(f"{left} {right}"):
        return []
    return [f"{left} {sign[0]}= {right}"]


def _warn_of_multiple(signature: Signature, multiple: int) -> None:
    warnings.warn(
        f"model '{signature.name}': makes its inputs smaller and larger again, so that it is "
        f"exported for open sizes that are multiples of {multiple}. Give it no others.",
        ModelWarning,
        stacklevel=6,
    )


def _warn_of_bounds(signature: Signature, naming: Naming, bounds: Sequence[str]) -> None:
    sizes = {
        symbol: f"size {axis} of '{spec.name}'"
        for place, spec in reversed(list(enumerate(signature.inputs)))
        for axis, text in enumerate(naming.symbols(spec, place))
        for symbol in _SYMBOL.findall(text)
    }
    said = (_SYMBOL.sub(lambda x: sizes.get(x[0], x[0]), bound) for bound in bounds)
    warnings.warn(
        f"model '{signature.name}': compares its open sizes, so that it is exported for those with "
        f"{', '.join(said)}. Give it no others.",
        ModelWarning,
        stacklevel=6,
    )


def _warn_of_batch(signature: Signature) -> None:
    warnings.warn(
        f"model '{signature.name}': depends on the number of examples, so that it is exported for "
        f"one at a time. Use keras.ops.shape(x)[0] in place of a fixed number to export it for "
        f"any.",
        ModelWarning,
        stacklevel=5,
    )


def _lines(signature: Signature, refused: Refused) -> Sequence[str]:
    return [f"{_label(signature, layer)}: {reason}. {_ADVICE}" for layer, reason in refused.reasons]


_ADVICE = "Replace it by operations that docs/operations.md lists."


def _label(signature: Signature, scope: str) -> str:
    """Name a layer as messages do, from the path of names that Keras gave to JAX."""
    names = scope.split("/")
    layers = {layer.name: layer for layer in signature.model._flatten_layers()}
    for name in reversed(names):
        if name in layers and layers[name] is not signature.model:
            return f"layer '{name}' ({type(layers[name]).__name__})"
    return f"model '{signature.name}' ({type(signature.model).__name__})"
