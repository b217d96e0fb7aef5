"""Nodes and constants: emitted once each, and computed at once where all is known."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from tfjs_bridge.convert.graph_model.builder.folding import fold
from tfjs_bridge.convert.graph_model.builder.origins import origins_of
from tfjs_bridge.convert.graph_model.ir import (
    Array,
    Dim,
    Function,
    Node,
    Origin,
    Shape,
    Size,
    Tensor,
    dtype_of,
)
from tfjs_bridge.convert.graph_model.sizes import evaluated

# Equal nodes are one, but for those that have a state or draw numbers.
_NEVER_SHARED = frozenset(
    {"Placeholder", "_Arg", "TensorListReserve"}
    | {"RandomStandardNormal", "RandomUniform", "TruncatedNormal"}
)
_SIZE_OPS = {"+": "AddV2", "-": "Sub", "*": "Mul", "floordiv": "FloorDiv"}
_SIZE_OPS |= {"mod": "FloorMod", "max": "Maximum", "min": "Minimum"}


class Builder:
    """Emits nodes; the functions beside this module know each operation's shapes.

    Attributes:
        scope: The layer that nodes are emitted for; it becomes a part of their names.
        functions: Bodies of loops, shared by the builders of a model.
    """

    def __init__(self, parent: Builder | None = None) -> None:
        self.parent = parent
        self.scope: str = parent.scope if parent else ""
        self.functions: dict[str, Function] = parent.functions if parent else {}
        self.arguments: list[Tensor] = []
        self._captured: dict[Tensor, Tensor] = {}
        self._owners: dict[Node, Builder] = {}
        self._known: dict[Any, Node] = {}
        self._constants: dict[Any, Tensor] = {}
        self._symbols: dict[str, Tensor] = {}

    def input(self, name: str, shape: Shape, dtype: str) -> Tensor:
        """Emit an input of the model; the symbols in its open sizes get values."""
        node = self._new("Placeholder", (), {}, ((shape, dtype),))
        node.name = name
        for axis, size in enumerate(shape):
            if isinstance(size, Size):
                factor, symbol = _parts(size)
                if symbol not in self._symbols:
                    self._symbols[symbol] = self._symbol_of(node.output, axis, factor)
        return node.output

    def _symbol_of(self, tensor: Tensor, axis: int, factor: int) -> Tensor:
        size = self._size_of(tensor, axis)
        return self._apply("floordiv", size, self.const(factor, "int32")) if factor > 1 else size

    def argument(self, shape: Shape, dtype: str) -> Tensor:
        """Emit an argument of a function."""
        self.arguments.append(self._new("_Arg", (), {}, ((shape, dtype),)).output)
        return self.arguments[-1]

    def emit(
        self, op: str, inputs: Sequence[Tensor], shape: Shape, dtype: str, /, **attrs: Any
    ) -> Tensor:
        """Emit an operation with one result, or the constant that it is."""
        return self.emit_many(op, inputs, ((shape, dtype),), **attrs)[0]

    def emit_many(
        self,
        op: str,
        inputs: Sequence[Tensor],
        results: Sequence[tuple[Shape, str]],
        **attrs: Any,
    ) -> list[Tensor]:
        """Emit an operation with several results."""
        inputs = [self.local(tensor) for tensor in inputs]
        folded = fold(op, inputs, attrs, results)
        if folded is not None:
            origins = origins_of(op, inputs, attrs, folded)
            pairs = zip(folded, origins, strict=True)
            return [self.const(value, origin=origin) for value, origin in pairs]
        key = _key(op, inputs, attrs)
        node = None if op in _NEVER_SHARED else self._known.get(key)
        if node is None:
            node = self._known[key] = self._new(op, inputs, attrs, results)
        return node.outputs

    def known(self, node: Node) -> Node:
        """Return the node that is equal to one whose inputs have been replaced; or that one."""
        if node.op in _NEVER_SHARED or node.op == "Const" or node.control:
            return node
        return self._known.setdefault(_key(node.op, node.inputs, node.attrs), node)

    def emit_anew(
        self, op: str, inputs: Sequence[Tensor], shape: Shape, dtype: str, **attrs: Any
    ) -> Tensor:
        """Emit an operation that is neither computed at once nor shared with an equal one."""
        return self._new(op, [self.local(x) for x in inputs], attrs, ((shape, dtype),)).output

    def _new(
        self,
        op: str,
        inputs: Sequence[Tensor],
        attrs: Mapping[str, Any],
        results: Sequence[tuple[Shape, str]],
    ) -> Node:
        node = Node(op, list(inputs), dict(attrs), name=self.scope)
        node.outputs = [Tensor(node, k, shape, dtype) for k, (shape, dtype) in enumerate(results)]
        self._owners[node] = self
        return node

    def const(
        self,
        value: Any,
        dtype: str | None = None,
        name: str = "",
        *,
        origin: Origin | None = None,
    ) -> Tensor:
        """Emit a constant, once for equal values.

        Args:
            value: An array, or what numpy makes one of.
            dtype: One of TensorFlow.js's; as `dtype_of` says if `None`.
            name: Of a weight: the constant is named after it.
            origin: Where its values come from, if that has to be known.
        """
        if self.parent is not None:
            return self.local(self.parent.const(value, dtype, name, origin=origin))
        array = np.asarray(value)
        array = np.asarray(array, dtype or dtype_of(array.dtype))
        key = _identity(array)
        if key not in self._constants:
            node = self._new("Const", (), {}, ((array.shape, str(array.dtype)),))
            node.name, node.value, node.origin = name or self.scope, array, origin
            self._constants[key] = node.output
        known = self._constants[key]
        known.node.origin = known.node.origin or origin
        return known

    def local(self, tensor: Tensor) -> Tensor:
        """Return a tensor for use here: within a function, one from outside is an argument more.

        A constant is repeated there: TensorFlow.js finds the weight by the constant's name.
        """
        if self.parent is None or tensor.node in self._owners:
            return tensor
        if tensor not in self._captured:
            outer = self.parent.local(tensor)
            if outer.value is not None:
                node = self._new("Const", (), {}, ((outer.shape, outer.dtype),))
                node.value, node.name = outer.value, outer.node.name
                node.attrs["of"] = outer.node.attrs.get("of", outer.node)
                self._captured[tensor] = node.output
            else:
                self._captured[tensor] = self.argument(outer.shape, outer.dtype)
        return self._captured[tensor]

    @property
    def captured(self) -> list[tuple[Tensor, Tensor]]:
        """Tensors from outside, and the arguments that they are in this function."""
        return [(a, b) for a, b in self._captured.items() if b.node.op == "_Arg"]

    def size(self, size: Dim) -> Tensor:
        """Emit a size as a number of dtype int32, shape ()."""
        if isinstance(size, int):
            return self.const(size, "int32")
        if self.parent is not None:
            return self.local(self.parent.size(size))
        return evaluated(size, self._symbols, self.size, self._apply)

    def shape(self, shape: Shape) -> Tensor:
        """Emit a shape as a tensor of dtype int32, shape (rank,)."""
        if all(isinstance(size, int) for size in shape):
            return self.const(np.array(shape, np.int32).reshape(-1))
        sizes = [self.size(size) for size in shape]
        return self.emit("Pack", sizes, (len(shape),), "int32", axis=0)

    def _apply(self, sign: str, x: Tensor, y: Tensor) -> Tensor:
        return self.emit(_SIZE_OPS[sign], (x, y), (), "int32")

    def _size_of(self, tensor: Tensor, axis: int) -> Tensor:
        shape = self.emit("Shape", (tensor,), (tensor.rank,), "int32")
        ends = [self.const(np.array([k], np.int32)) for k in (axis, axis + 1, 1)]
        return self.emit("StridedSlice", (shape, *ends), (), "int32", shrink_axis_mask=1)


def _parts(size: Size) -> tuple[int, str]:
    """Return the factor and the symbol of an input's open size, ``4*s`` or ``s``."""
    factor, _, symbol = size.text.rpartition("*")
    return int(factor or 1), symbol


def _identity(array: Array) -> Any:
    # Large ones are weights: hashed once each, so that equal ones are stored once.
    data = np.ascontiguousarray(array).data.cast("B") if array.size else b""
    return array.shape, array.dtype, hashlib.sha256(data).digest()


def _key(op: str, inputs: Sequence[Tensor], attrs: Mapping[str, Any]) -> Any:
    # The tensors themselves: an id could be another's after a pass has dropped its owner.
    return op, tuple(inputs), _frozen(attrs)


def _frozen(attrs: Mapping[str, Any]) -> Any:
    return tuple(sorted((key, repr(value)) for key, value in attrs.items()))
