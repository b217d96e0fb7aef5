"""Read what a live Keras model was compiled with."""

from __future__ import annotations

from typing import Any

from tfjs_bridge.convert.training.settings import Compiled, read_compiled


def compiled_model(model: Any) -> Compiled | None:
    """Read a live model's optimizer, loss and metrics; `None` if it is not compiled.

    They are written down as Keras saves them.
    """
    if not getattr(model, "compiled", False):
        return None
    try:
        saved = model.get_compile_config()
        optimizer = model.optimizer
        config = {"class_name": type(optimizer).__name__, "config": optimizer.get_config()}
    except Exception:  # losses and optimizers may be anyone's own classes, which raise anything
        return Compiled(
            {"class_name": type(model.optimizer).__name__}, "that Keras cannot save", None
        )
    return read_compiled({**saved, "optimizer": config}) if isinstance(saved, dict) else None
