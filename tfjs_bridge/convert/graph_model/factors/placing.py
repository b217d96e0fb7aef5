"""Factors of kernels are multiplied where that costs least when the model runs."""

from __future__ import annotations

import numpy as np

from tfjs_bridge.artifact.encodings.record import Rounded
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.shapes import constant_of
from tfjs_bridge.convert.graph_model.factors.channels import taken_in_functions
from tfjs_bridge.convert.graph_model.factors.products import Behind, behind
from tfjs_bridge.convert.graph_model.factors.splitting import Split, split
from tfjs_bridge.convert.graph_model.factors.wiring import Wiring
from tfjs_bridge.convert.graph_model.ir import GraphModel, Node, Tensor, nodes_of

# In the time that wasm takes for one value of a product of a tensor and a vector, 0.4 ns: 3.5 ns
# for each value of a kernel, which is rearranged anew in each run, too (what is made of a constant
# is kept: operator_cache in the backend's conv2d_impl.cc); 5 and 20 microseconds for a node.
_FOR_A_WEIGHT = 8
_FOR_A_NODE = 12_000
_FOR_A_KERNEL = 40_000


def with_factors(model: GraphModel, b: Builder, rounded: Rounded) -> GraphModel:
    """Return a model whose kernels are what is stored in few bytes; it is changed.

    Args:
        model: Optimized; the constants' origins are known.
        b: Emits its nodes.
        rounded: What the variables have been rounded to.
    """
    within = taken_in_functions(model)
    nodes = (node for node in nodes_of(model.outputs) if node not in within)
    splits = {node: made for node in nodes if (made := split(node, rounded)) is not None}
    if splits:
        _Placing(Wiring(model), b, splits).run()
    return model


class _Placing:
    def __init__(self, wiring: Wiring, b: Builder, splits: dict[Node, Split]) -> None:
        self._wiring, self._b, self._splits = wiring, b, splits

    def run(self) -> None:
        """Place the factors of each product before those of the products that take its result."""
        for node in self._wiring.nodes:
            for x in dict.fromkeys(node.inputs):
                if x.node in self._splits:
                    self._place(x)

    def _place(self, kernel: Tensor) -> None:
        made = self._splits.pop(kernel.node)
        base = self._b.const(made.base, name=kernel.node.name)
        if (made.factor == 1).all():
            self._wiring.replace(kernel, base)
            return
        way = behind(self._wiring, kernel, made)
        before = _FOR_A_WEIGHT * made.base.size + _FOR_A_KERNEL
        if way is not None and way.values + _FOR_A_NODE * way.nodes < before:
            self._put_behind(way, base)
        else:
            self._b.scope = kernel.node.name
            self._put(kernel, ("Mul", base, self._b.const(made.factor)))

    def _put_behind(self, way: Behind, base: Tensor) -> None:
        user, b = way.user, self._b
        b.scope = user.name
        inputs = [base if place == 1 else x for place, x in enumerate(user.inputs)]
        if "fused_ops" in user.attrs:
            inputs[2] = b.const(np.asarray(constant_of(inputs[2]) / way.vector, np.float32))
            ops = ["BiasAdd", *filter(None, [way.fused])]
            user.attrs = {**user.attrs, "fused_ops": ops}
        self._wiring.set_inputs(user, inputs)
        multiplied = ("Mul", way.landing, b.const(way.vector))
        more = [(way.activation,)] if way.activation else []
        self._put(way.landing, multiplied, *more)

    def _put(self, old: Tensor, first: tuple[str, Tensor, Tensor], *more: tuple[str]) -> Tensor:
        """Emit operations, of which the first one takes a tensor, and let them stand for it."""
        op, *inputs = first
        made = [self._b.emit_anew(op, inputs, old.shape, old.dtype)]
        for (op,) in more:
            made.append(self._b.emit_anew(op, made[-1:], old.shape, old.dtype))
        self._wiring.replace(old, made[-1])
        for x in made:
            self._wiring.add(x)
        return made[-1]
