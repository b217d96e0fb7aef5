"""Keras's layers where they need a length that a model leaves open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tfjs_bridge.keras_backend import load_keras


@contextmanager
def all_steps_at_once() -> Iterator[None]:
    """Let `TimeDistributed` call its layer once for all steps of all examples of an open length.

    Keras repeats the layer in a Python loop over the steps, which JAX cannot do for a length that
    it does not know. Each step is an example of its own there, too.
    """
    layer = load_keras().layers.TimeDistributed
    before = layer.call

    def call(self: Any, inputs: Any, training: Any = None, mask: Any = None) -> Any:
        if isinstance(inputs.shape[1], int):
            return before(self, inputs, training=training, mask=mask)
        known: dict[str, Any] = {}
        if self.layer._call_has_mask_arg and mask is not None:
            known["mask"] = _steps_as_examples(mask)
        if self.layer._call_has_training_arg:
            known["training"] = training
        outputs = self.layer.call(_steps_as_examples(inputs), **known)
        return _reshaped(outputs, (*inputs.shape[:2], *outputs.shape[1:]))

    layer.call = call
    try:
        yield
    finally:
        layer.call = before


def _steps_as_examples(x: Any) -> Any:
    """Return shape (examples, steps, ...) as (examples * steps, ...)."""
    return _reshaped(x, (x.shape[0] * x.shape[1], *x.shape[2:]))


def _reshaped(x: Any, shape: tuple[Any, ...]) -> Any:
    # Not Keras's: it takes no sizes of JAX's.
    import jax.numpy as jnp

    return jnp.reshape(x, shape)
