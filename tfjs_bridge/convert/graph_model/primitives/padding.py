"""What is put around a tensor before a window goes over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tfjs_bridge.convert.graph_model.builder import shapes as s
from tfjs_bridge.convert.graph_model.builder.core import Builder
from tfjs_bridge.convert.graph_model.ir import Dim, Tensor
from tfjs_bridge.convert.graph_model.sizes import dim_of, plus


@dataclass(frozen=True, slots=True)
class Border:
    """The width of a border along the axes of space.

    Attributes:
        widths: Before and after, for each axis; negative where values are cut off.
        is_same: Whether it is what TensorFlow calls ``SAME``.
    """

    widths: tuple[tuple[Dim, Dim], ...]
    is_same: bool

    def with_axis(self) -> Border:
        """Return it for one more axis, the first, without a border there."""
        return replace(self, widths=((0, 0), *self.widths))

    @property
    def is_empty(self) -> bool:
        """Whether there is none."""
        return all(width == (0, 0) for width in self.widths)

    def applied(self, b: Builder, x: Tensor) -> tuple[Tensor, dict[str, Any]]:
        """Return a tensor and the attributes with which a convolution adds the border itself."""
        if self.is_empty:
            return x, {"padding": "VALID"}
        if self.is_same:
            return x, {"padding": "SAME"}
        flat = [width for pair in self.widths for width in pair]
        if all(isinstance(width, int) and width >= 0 for width in flat):
            return x, {"padding": "EXPLICIT", "explicit_paddings": [0, 0, *flat, 0, 0]}
        return self.written_out(b, x, 0.0)

    def named(self, b: Builder, x: Tensor, value: float) -> tuple[Tensor, dict[str, Any]]:
        """Return the same for operations that know ``SAME`` and ``VALID`` alone."""
        if self.is_empty or self.is_same:
            return self.applied(b, x)
        return self.written_out(b, x, value)

    def written_out(self, b: Builder, x: Tensor, value: float) -> tuple[Tensor, dict[str, Any]]:
        """Return the tensor with its border, and the attributes for none."""
        widths = ((0, 0), *self.widths, (0, 0))
        outside = [tuple(_positive(width) for width in pair) for pair in widths]
        padded = tuple(
            plus(size, plus(low, high)) for size, (low, high) in zip(x.shape, outside, strict=True)
        )
        fill = b.const(np.array(value, x.dtype))
        whole = [
            (low, high) for low, high in outside if isinstance(low, int) and isinstance(high, int)
        ]
        if len(whole) == len(outside):
            x = s.pad(b, x, whole, fill, padded)
        else:
            x = b.emit("PadV2", (x, _table(b, outside), fill), padded, x.dtype)
        cut = tuple(
            plus(size, sum(min(width, 0) for width in pair if isinstance(width, int)))
            for size, pair in zip(x.shape, widths, strict=True)
        )
        begin = [-low if isinstance(low, int) and low < 0 else 0 for low, _ in widths]
        return s.cut(b, x, begin, cut), {"padding": "VALID"}


def _positive(width: Dim) -> Dim:
    return max(width, 0) if isinstance(width, int) else width


def _table(b: Builder, widths: Sequence[Sequence[Dim]]) -> Tensor:
    flat = b.shape(tuple(width for pair in widths for width in pair))
    return s.reshape(b, flat, (len(widths), 2))


def border(
    sizes: Sequence[Dim], window: Sequence[int], strides: Sequence[int], pads: Sequence[Any]
) -> Border:
    """Describe a border.

    Args:
        sizes: Of the tensor along the axes of space.
        window: Of the window, dilated.
        strides: Of the window.
        pads: JAX's widths, before and after.
    """
    widths = tuple((dim_of(low), dim_of(high)) for low, high in pads)
    return Border(widths, is_same=widths == _same(sizes, window, strides))


def _same(
    sizes: Sequence[Dim], window: Sequence[int], strides: Sequence[int]
) -> tuple[tuple[Dim, Dim], ...]:
    from jax import lax

    # JAX's own formula, so that widths of open sizes are the same expressions.
    own = [size if isinstance(size, int) else size.expression for size in sizes]
    return tuple(
        (dim_of(low), dim_of(high))
        for low, high in lax.padtype_to_pads(own, window, strides, "SAME")
    )
