"""Transposed convolutions become convolutions that give all phases of a stride as channels.

The wasm backend computes ``Conv2DBackpropInput`` value by value: 7.2 ms where the convolution and
the moves after it take 0.6 (kernel and stride of 2, 32 x 32 pixels, 64 to 32 channels).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from tfjs_bridge.convert.graph_model.builder import elementwise as e
from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.builder.origins import rearranged
from tfjs_bridge.convert.graph_model.ir import Array, Node, Tensor
from tfjs_bridge.convert.graph_model.passes.rewriting import (
    Region,
    along_last,
    constant,
    operands,
)
from tfjs_bridge.convert.graph_model.sizes import plus, product


def with_bias(region: Region, node: Node) -> Tensor | None:
    """``AddV2(Conv2DBackpropInput(x), c)`` -> a convolution of x plus c for each phase, moved."""
    found = operands(node) if node.op == "AddV2" else None
    if found is None or not region.is_single(found[0]):
        return None
    result, values = found
    phases = _phases(result.node)
    bias = along_last(values, result.shape)
    if phases is None or bias is None or node.output.shape != result.shape:
        return None
    return phases.emitted(region.b, np.broadcast_to(bias, result.shape[-1:]))  # type: ignore[arg-type]


def alone(region: Region, node: Node) -> Tensor | None:
    """``Conv2DBackpropInput(x)`` -> a convolution of x, moved."""
    phases = _phases(node)
    return None if phases is None else phases.emitted(region.b, None)


@dataclass(frozen=True, slots=True, eq=False)
class _Phases:
    """A transposed convolution whose result is whole.

    Attributes:
        node: That it is.
        kernel: Shape (height, width, outputs, channels).
        strides: Of rows and columns.
    """

    node: Node
    kernel: Array
    strides: tuple[int, int]

    def emitted(self, b: Builder, bias: Array | None) -> Tensor:
        """Emit it as a convolution and moves."""
        x, kernel = self.node.inputs[2], self._arranged(self.kernel)
        before = self.node.inputs[1].node
        origin = rearranged(before.origin, self._arranged)
        reach = [size - 1 for size in kernel.shape[:2]]
        space = [plus(size, more) for size, more in zip(x.shape[1:3], reach, strict=True)]
        around = [0, 0, *(width for more in reach for width in (more, more)), 0, 0]
        padding = {"padding": "EXPLICIT", "explicit_paddings": around}
        result = b.emit(
            "Conv2D",
            (x, b.const(kernel, name=before.name, origin=origin)),
            (x.shape[0], *space, kernel.shape[-1]),
            "float32",
            strides=[1, 1, 1, 1],
            dilations=[1, 1, 1, 1],
            data_format="NHWC",
            **(padding if any(reach) else {"padding": "VALID"}),
        )
        if bias is not None:
            each = np.tile(bias, self.strides[0] * self.strides[1])
            result = e.add(b, result, b.const(each.astype(np.float32)))
        return self._moved(b, result)

    def _arranged(self, kernel: Array) -> Array:
        """Return a kernel that gives, at each place, the values of all phases as channels."""
        taps = [-(-n // step) for n, step in zip(kernel.shape[:2], self.strides, strict=True)]
        missing = [
            count * step - size
            for size, step, count in zip(kernel.shape[:2], self.strides, taps, strict=True)
        ]
        whole = np.pad(kernel, [(0, missing[0]), (0, missing[1]), (0, 0), (0, 0)])
        (up, across), (outputs, channels) = self.strides, kernel.shape[2:]
        apart = whole.reshape(taps[0], up, taps[1], across, outputs, channels)[::-1, :, ::-1]
        ordered = apart.transpose(0, 2, 5, 1, 3, 4)
        return np.ascontiguousarray(ordered.reshape(*taps, channels, -1))

    def _moved(self, b: Builder, x: Tensor) -> Tensor:
        """Emit phases as rows and columns, and cut off what no value reaches."""
        (up, across), outputs = self.strides, self.kernel.shape[2]
        batch, height, width, _ = x.shape
        rows = product((batch, height))
        apart = s.reshape(b, x, (rows, width, up, across * outputs))
        wide = s.transpose(b, apart, (0, 2, 1, 3))
        sizes = (batch, product((height, up)), product((width, across)), outputs)
        whole = s.reshape(b, wide, sizes)
        return s.cut(b, whole, [0] * 4, self.node.output.shape)


def _phases(node: Node) -> _Phases | None:
    """Return a transposed convolution with a constant kernel, all of whose result is taken."""
    if node.op != "Conv2DBackpropInput" or node.attrs["padding"] != "VALID":
        return None
    kernel = constant(node.inputs[1])
    strides = node.attrs["strides"]
    if kernel is None or node.attrs["dilations"] != [1, 1, 1, 1]:
        return None
    return _Phases(node, kernel, (int(strides[1]), int(strides[2])))


BIASED = (with_bias,)
RULES = (alone,)
