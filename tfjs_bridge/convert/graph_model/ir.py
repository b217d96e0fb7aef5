"""The graph between JAX and TensorFlow.js: nodes of TensorFlow's operations, and their tensors."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Size:
    """A size that is known only when the model runs.

    Attributes:
        text: How JAX writes it, in the names of the inputs' open sizes: ``b``, ``2*s + 1``,
            ``floordiv(s, 2)``. Equal sizes have equal texts.
        expression: JAX's own object, which can be reckoned with.
    """

    text: str
    expression: Any = field(default=None, compare=False, repr=False)

    def __str__(self) -> str:
        return self.text


Dim = int | Size
Shape = tuple[Dim, ...]


@dataclass(slots=True, eq=False)
class Tensor:
    """One output of a node.

    Attributes:
        node: That gives it.
        index: Among the node's outputs.
        shape: Its sizes.
        dtype: ``float32``, ``int32`` or ``bool``; ``variant`` for a list of tensors.
    """

    node: Node
    index: int
    shape: Shape
    dtype: str

    @property
    def rank(self) -> int:
        """The number of its axes."""
        return len(self.shape)

    @property
    def value(self) -> Array | None:
        """What it holds where that is known: the value of a constant."""
        return self.node.value


@dataclass(frozen=True, slots=True, eq=False)
class Complex:
    """Complex numbers as two tensors: the wasm backend has no kernels for complex64.

    Attributes:
        real: The real parts.
        imag: The imaginary parts, of the same shape.
    """

    real: Tensor
    imag: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """Where a constant's values come from: ``variable[places] * factor``.

    Attributes:
        path: Keras's `Variable.path`.
        shape: The variable's.
        places: Of the constant's shape, int32: the places of its values among the variable's, in
            C order; -1 where it has a zero of its own.
        factor: Of the same shape: what they have been multiplied by.
    """

    path: str
    shape: tuple[int, ...]
    places: Array
    factor: Array


@dataclass(slots=True, eq=False)
class Node:
    """One operation.

    Attributes:
        op: TensorFlow's name of it, such as ``Conv2D``.
        inputs: Its arguments.
        attrs: Its attributes, as plain values; `Topology` writes them in TensorFlow's form.
        outputs: Its results.
        name: Unique in the graph once it is written; before, that of the layer it is from.
        value: Of a ``Const``.
        origin: Of a ``Const`` that is made of a weight which is stored in few bytes.
        control: Nodes that have to run first.
    """

    op: str
    inputs: list[Tensor]
    attrs: dict[str, Any]
    outputs: list[Tensor] = field(default_factory=list)
    name: str = ""
    value: Array | None = None
    control: list[Node] = field(default_factory=list)
    origin: Origin | None = None

    @property
    def output(self) -> Tensor:
        """Its only result."""
        (tensor,) = self.outputs
        return tensor


@dataclass(slots=True, eq=False)
class Function:
    """The body of a loop.

    Attributes:
        name: Unique in the model.
        inputs: Its arguments: the outputs of ``_Arg`` nodes.
        outputs: Its results.
        builder: Emits further nodes of it.
    """

    name: str
    inputs: list[Tensor]
    outputs: list[Tensor]
    builder: Any = None


@dataclass(slots=True, eq=False)
class GraphModel:
    """A whole model.

    Attributes:
        inputs: Outputs of the ``Placeholder`` nodes, in order.
        outputs: In order.
        functions: Bodies of loops, by name.
    """

    inputs: list[Tensor]
    outputs: list[Tensor]
    functions: dict[str, Function] = field(default_factory=dict)


def nodes_of(outputs: Iterable[Tensor], inputs: Iterable[Tensor] = ()) -> list[Node]:
    """Return all nodes that outputs depend on, each after those that it takes tensors from.

    Args:
        outputs: Of a model or a function.
        inputs: Whose nodes are listed in any case, and first.
    """
    ordered = {tensor.node: None for tensor in inputs}
    # Not by recursion: models are thousands of nodes deep.
    waiting: list[tuple[Node, Iterator[Node]]] = []
    opened = set(ordered)
    for output in outputs:
        waiting.append((output.node, _needed(output.node)))
        while waiting:
            node, rest = waiting[-1]
            opened.add(node)
            following = next((n for n in rest if n not in opened), None)
            if following is None:
                ordered.setdefault(node)
                waiting.pop()
            else:
                waiting.append((following, _needed(following)))
    return list(ordered)


def _needed(node: Node) -> Iterator[Node]:
    yield from (tensor.node for tensor in node.inputs)
    yield from node.control


def users_of(nodes: Sequence[Node]) -> dict[Node, list[Node]]:
    """Return for each node those that take one of its tensors, once for each time."""
    users: dict[Node, list[Node]] = {node: [] for node in nodes}
    for node in nodes:
        for tensor in node.inputs:
            users[tensor.node].append(node)
    return users


def values_in(shape: Shape) -> int | None:
    """Return the number of values of a shape; `None` if a size is open."""
    sizes = [size for size in shape if isinstance(size, int)]
    return math.prod(sizes) if len(sizes) == len(shape) else None


@functools.cache  # numpy takes longer to name a dtype than to look one up
def dtype_of(dtype: Any) -> str:
    """Return the one of TensorFlow.js's dtypes in which a numpy dtype is computed.

    Half precision and float64 become float32, all integers int32.

    Raises:
        TypeError: It is complex, or of text.
    """
    name = str(np.dtype(dtype)) if not isinstance(dtype, str) else dtype
    if name == "bool":
        return "bool"
    if "float" in name:  # bfloat16 and float8 too, which are not numpy's own
        return "float32"
    if "int" in name:
        return "int32"
    raise TypeError(name)
