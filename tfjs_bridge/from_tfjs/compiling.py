"""Compile an imported model as TensorFlow.js's `trainingConfig` says, where Keras can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfjs_bridge.from_tfjs.settings import class_and_config, snake_case
from tfjs_bridge.keras_backend import load_keras

# losses.ts; names that Keras has otherwise.
_LOSSES = {
    "logcosh": "log_cosh",
    "kullback_leibler_divergence": "kl_divergence",
    "cosine_proximity": "cosine_similarity",
}
_KNOWN_LOSSES = frozenset(
    {
        *("mean_squared_error", "mean_absolute_error", "mean_absolute_percentage_error"),
        *("mean_squared_logarithmic_error", "squared_hinge", "hinge", "categorical_hinge"),
        *("categorical_crossentropy", "sparse_categorical_crossentropy", "binary_crossentropy"),
        *("poisson", *_LOSSES),
    }
)
_METRICS = {"acc": "accuracy", "mse": "mean_squared_error", "mae": "mean_absolute_error"}
_KNOWN_METRICS = _KNOWN_LOSSES | {
    *("accuracy", "categorical_accuracy", "binary_accuracy", "sparse_categorical_accuracy"),
}
# optimizers.ts: Keras's class, and the settings that both have, by Keras's names.
_OPTIMIZERS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "sgd": ("SGD", {}),
    "momentum": ("SGD", {"momentum": "momentum", "use_nesterov": "nesterov"}),
    "adam": ("Adam", {"beta1": "beta_1", "beta2": "beta_2", "epsilon": "epsilon"}),
    "adamax": ("Adamax", {"beta1": "beta_1", "beta2": "beta_2", "epsilon": "epsilon"}),
    "rmsprop": ("RMSprop", {"decay": "rho", "momentum": "momentum", "centered": "centered"}),
    "adagrad": ("Adagrad", {"initial_accumulator_value": "initial_accumulator_value"}),
    "adadelta": ("Adadelta", {"rho": "rho", "epsilon": "epsilon"}),
}


def compile_model(model: Any, training: Mapping[str, Any]) -> str | None:
    """Compile a model; it stays as it is where something is not known.

    Args:
        model: The imported model.
        training: TensorFlow.js's `trainingConfig`, keys in any case.

    Returns:
        Why it was not compiled; `None` if it was.
    """
    config = _snake_keys(training)
    try:
        optimizer = _optimizer(config.get("optimizer_config"))
        loss = _each(config.get("loss"), _loss)
        metrics = _each(config.get("metrics") or [], _metric)
        model.compile(optimizer=optimizer, loss=loss, metrics=metrics)
    except (_UnknownError, TypeError, ValueError, KeyError) as error:
        return str(error).splitlines()[0] if str(error) else type(error).__name__
    return None


class _UnknownError(Exception):
    pass


def _optimizer(value: Any) -> Any:
    name, config = class_and_config(value)
    known = _OPTIMIZERS.get(name.replace("_", "").lower())
    if known is None:
        raise _UnknownError(f"its optimizer '{name}' is not one of TensorFlow.js's")
    kind, names = known
    pairs = ((theirs, config.get(ours)) for ours, theirs in _both(names).items())
    given = {key: value for key, value in pairs if value is not None}
    return getattr(load_keras().optimizers, kind)(**given)


def _both(names: Mapping[str, str]) -> Mapping[str, str]:
    # Keras 2, whose settings the converter copies, has Keras 3's names.
    return {**{name: name for name in names.values()}, **names, "learning_rate": "learning_rate"}


def _loss(value: Any) -> str:
    class_name, config = class_and_config(value)
    name = str(snake_case(class_name))
    if config.get("from_logits"):
        raise _UnknownError(f"its loss '{name}' takes logits, which TensorFlow.js's does not")
    if name not in _KNOWN_LOSSES:
        raise _UnknownError(f"its loss '{name}' is not one of TensorFlow.js's")
    return _LOSSES.get(name, name)


def _metric(value: Any) -> str:
    name = str(snake_case(class_and_config(value)[0]))
    name = _METRICS.get(name, name)
    if name not in _KNOWN_METRICS:
        raise _UnknownError(f"its metric '{name}' is not one of TensorFlow.js's")
    return _LOSSES.get(name, name)


def _each(value: Any, convert: Any) -> Any:
    if isinstance(value, list):
        return [_each(item, convert) for item in value]
    if isinstance(value, Mapping) and "class_name" not in value:
        return {key: _each(item, convert) for key, item in value.items()}
    return convert(value)


def _snake_keys(value: Mapping[str, Any]) -> dict[str, Any]:
    return {
        str(snake_case(key)): _snake_keys(item)
        if isinstance(item, Mapping) and key not in ("loss", "metrics")
        else item
        for key, item in value.items()
    }
