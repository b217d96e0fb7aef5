"""Translate Keras's losses and metrics to those of TensorFlow.js, which knows names alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

# Keras's names, in snake case, and TensorFlow.js's (losses.ts, `lossesMap`).
_LOSSES: Mapping[str, str] = {
    "binary_crossentropy": "binary_crossentropy",
    "categorical_crossentropy": "categorical_crossentropy",
    "categorical_hinge": "categorical_hinge",
    "cosine_proximity": "cosine_proximity",
    "cosine_similarity": "cosine_proximity",
    "hinge": "hinge",
    "kl_divergence": "kullback_leibler_divergence",
    "kld": "kullback_leibler_divergence",
    "kullback_leibler_divergence": "kullback_leibler_divergence",
    "log_cosh": "logcosh",
    "logcosh": "logcosh",
    "mae": "mean_absolute_error",
    "mape": "mean_absolute_percentage_error",
    "mean_absolute_error": "mean_absolute_error",
    "mean_absolute_percentage_error": "mean_absolute_percentage_error",
    "mean_squared_error": "mean_squared_error",
    "mean_squared_logarithmic_error": "mean_squared_logarithmic_error",
    "mse": "mean_squared_error",
    "msle": "mean_squared_logarithmic_error",
    "poisson": "poisson",
    "sparse_categorical_crossentropy": "sparse_categorical_crossentropy",
    "squared_hinge": "squared_hinge",
}
# The same for metrics (metrics.ts, `metricsMap`, and engine/training.ts, `compile`).
_METRICS: Mapping[str, str] = {
    "acc": "accuracy",
    "accuracy": "accuracy",
    "binary_accuracy": "binary_accuracy",
    "categorical_accuracy": "categorical_accuracy",
    "categorical_crossentropy": "categorical_crossentropy",
    "mae": "mae",
    "mape": "mape",
    "mean_absolute_error": "mae",
    "mean_absolute_percentage_error": "mape",
    "mean_squared_error": "mse",
    "mse": "mse",
    "sparse_categorical_accuracy": "accuracy",
    "sparse_categorical_crossentropy": "sparse_categorical_crossentropy",
}
_SPARSE = "sparse_categorical_crossentropy"
# Settings that TensorFlow.js's losses do not have, and the values that change nothing.
_NEUTRAL: Mapping[str, Sequence[Any]] = {
    "axis": (-1,),
    "fn": (),
    "from_logits": (False,),
    "ignore_class": (None,),
    "label_smoothing": (0, 0.0),
    "reduction": ("auto", "sum_over_batch_size", "mean"),
    "threshold": (0.5,),
}


def loss_name(saved: Any) -> str | None:
    """Return TensorFlow.js's name of a saved loss; `None` if none of its own computes the same."""
    return _LOSSES.get(_plain_name(saved) or "")


def metric_name(saved: Any, loss: str | None) -> str | None:
    """Return TensorFlow.js's name of a saved metric, for an output with this loss."""
    name = _plain_name(saved)
    if name == "sparse_categorical_accuracy" and loss != _SPARSE:
        return None  # TensorFlow.js chooses the kind of accuracy by the loss
    return _METRICS.get(name or "")


def described(saved: Any) -> str:
    """Name a loss or metric in a message."""
    if isinstance(saved, Mapping):
        config = saved.get("config")
        if isinstance(config, str):
            return config
        name = str(saved.get("class_name"))
        odd = _odd_settings(config) if isinstance(config, Mapping) else []
        return f"{name}({', '.join(odd)})" if odd else name
    return str(saved)


def _plain_name(saved: Any) -> str | None:
    """Return the name in snake case of what has nothing but usual settings."""
    if isinstance(saved, str):
        return _snake(saved)
    if not isinstance(saved, Mapping):
        return None
    name, config = saved.get("class_name"), saved.get("config")
    if not isinstance(name, str) or not isinstance(config, Mapping):
        return None
    if _odd_settings(config) or saved.get("module") not in _MODULES:
        return None
    # Keras 2 wraps a function that has no class of its own, and saves which one.
    if name in ("MeanMetricWrapper", "LossFunctionWrapper"):
        return _snake(str(config.get("fn") or config.get("name")))
    return _snake(name)


# Someone else's class may have the name of one of Keras's; Keras 2 names no modules in .h5 files.
_MODULES = (None, "keras.losses", "keras.metrics", "builtins")


def _odd_settings(config: Mapping[str, Any]) -> list[str]:
    return [
        f"{key}={value!r}"
        for key, value in config.items()
        if _NEUTRAL.get(key) and value not in _NEUTRAL[key]
    ]


def _snake(name: str) -> str:
    return re.sub(r"(?<=[^_])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "_", name).lower()
