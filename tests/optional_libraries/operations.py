"""What Keras's numpy backend computes with JAX or SciPy, with all settings that they see.

``python -m tests.optional_libraries.operations FILE`` computes all of it, and saves the results.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.convert.frontend.test_numpy_patches import CASES
from tfjs_bridge.keras_backend import load_keras

_Operation = Callable[[Any], Any]
_RANDOM = np.random.default_rng(1)


def draw(*shape: int) -> Any:
    """Random values around 0; float32."""
    return _RANDOM.normal(size=shape).astype(np.float32)


def _transposed(
    sizes: tuple[int, ...], kernel: tuple[int, ...], strides: Any = 1, **settings: Any
) -> _Operation:
    x, weights = draw(*sizes), draw(*kernel)
    return lambda ops: ops.conv_transpose(x, weights, strides, **settings)


_TRANSPOSED: dict[str, _Operation] = {
    "transposed, valid": _transposed((2, 4, 5, 3), (3, 2, 4, 3)),
    "transposed, same": _transposed((2, 4, 5, 3), (3, 2, 4, 3), 2, padding="same"),
    "transposed, strides": _transposed((1, 4, 5, 3), (3, 3, 2, 3), (2, 3)),
    "transposed, strides beyond the kernel": _transposed((1, 4, 5, 3), (2, 2, 2, 3), 4),
    "transposed, the same, cropped": _transposed((1, 4, 5, 3), (2, 1, 2, 3), 3, padding="same"),
    "transposed, cut off": _transposed((1, 4, 4, 2), (5, 5, 2, 2), 1, padding="same"),
    "transposed, more padding": _transposed((1, 4, 5, 3), (3, 3, 2, 3), 2, output_padding=1),
    "transposed, less padding": _transposed(
        (1, 4, 5, 3), (3, 3, 2, 3), 2, padding="same", output_padding=0
    ),
    "transposed, dilated": _transposed((1, 4, 5, 3), (3, 2, 2, 3), dilation_rate=2),
    "transposed, channels first": _transposed(
        (1, 3, 4, 5), (3, 3, 2, 3), 2, data_format="channels_first", padding="same"
    ),
    "transposed, one axis": _transposed((2, 6, 3), (4, 2, 3), 3),
    "transposed, three axes": _transposed((1, 3, 2, 4, 2), (2, 3, 2, 3, 2), (1, 2, 2)),
}

_VALUES = np.array([-3, -1, -0.9999, -0.3, -1e-5, 0, 1e-7, 2e-4, 0.5, 0.99999, 1, 4], np.float32)
_INFINITE = np.array([[np.inf, 1], [-np.inf, -np.inf]], np.float32)
_SIGNAL = draw(3, 16)
_PICTURES = draw(2, 4, 8)


def _windowed(name: str) -> _Operation:
    def operation(_: Any) -> Any:
        layers = load_keras().layers
        settings = {"frame_length": 8, "fft_length": 8, "window": name}
        made = [layers.STFTSpectrogram(periodic=each, **settings) for each in (False, True)]
        return np.stack([np.asarray(layer(_SIGNAL[..., None])) for layer in made])

    return operation


_OTHERS: dict[str, _Operation] = {
    "erf": lambda ops: ops.erf(_VALUES),
    "erf of many": lambda ops: ops.erf(np.linspace(-6, 6, 70_001, dtype=np.float32)),
    "erfinv": lambda ops: ops.erfinv(_VALUES[1:-1]),
    "gelu": lambda ops: ops.gelu(_VALUES, approximate=False),
    "gelu of float16": lambda ops: ops.gelu(_VALUES.astype(np.float16), approximate=False),
    "logsumexp": lambda ops: ops.logsumexp(_SIGNAL),
    "logsumexp of an axis": lambda ops: ops.logsumexp(_SIGNAL, axis=1, keepdims=True),
    "logsumexp of two axes": lambda ops: ops.logsumexp(_PICTURES * 100, axis=(0, 2)),
    "logsumexp of infinity": lambda ops: ops.logsumexp(_INFINITE, 1),
    "fft": lambda ops: ops.stack(ops.fft((_SIGNAL, _SIGNAL[::-1]))),
    "fft2": lambda ops: ops.stack(ops.fft2((_PICTURES, _PICTURES[::-1]))),
    "separable": lambda ops: ops.separable_conv(
        _PICTURES[..., None],
        _SIGNAL[:, :9].reshape(3, 9, 1, 1),
        _SIGNAL[:1, :4].reshape(1, 1, 1, 4),
    ),
    "conv of float16": lambda ops: ops.conv(
        _PICTURES.astype(np.float16), _SIGNAL.reshape(1, 8, 6).astype(np.float16)
    ),
    "maxima of whole numbers": lambda ops: ops.max_pool(
        np.arange(24, dtype=np.int32).reshape(1, 4, 6, 1) - 9, 3, 2, "same"
    ),
    "maxima of float16": lambda ops: ops.max_pool(
        _PICTURES[..., None].astype(np.float16), 2, 2, "same"
    ),
    **{f"window {name}": _windowed(name) for name in ("hann", "hamming", "blackman", "boxcar")},
}

OPERATIONS: dict[str, _Operation] = {**CASES, **_TRANSPOSED, **_OTHERS}


def computed() -> dict[str, Any]:
    """Return what this process gives for each."""
    ops = load_keras().ops
    return {name: np.asarray(operation(ops)) for name, operation in OPERATIONS.items()}


if __name__ == "__main__":
    np.savez(Path(sys.argv[1]), **computed())
