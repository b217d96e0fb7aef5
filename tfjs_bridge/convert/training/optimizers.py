"""Translate Keras's optimizers to those of TensorFlow.js: seven, with their plain settings."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

Settings = Mapping[str, Any]

_RATE = 0.001
# From 2.11 on Keras 2 registers its own optimizers in this package, as .h5 files show.
_KERAS_2_PACKAGE = "Custom>"
# Settings by which Keras's optimizers differ from TensorFlow.js's if they are set.
_EXTRAS = (
    "amsgrad",
    "clipnorm",
    "clipvalue",
    "global_clipnorm",
    "gradient_accumulation_steps",
    "loss_scale_factor",
    "use_ema",
    "weight_decay",
)


def optimizer_config(saved: Any) -> tuple[dict[str, Any] | None, list[str]]:
    """Translate an optimizer.

    Args:
        saved: ``{"class_name", "config"}`` as Keras 2 or 3 saves it, plain data.

    Returns:
        ``{"class_name", "config"}`` for TensorFlow.js, `None` if it has no such optimizer; and what
        of it is lost.
    """
    if not isinstance(saved, Mapping):
        return None, [f"optimizer {saved!r}"]
    name, config = saved.get("class_name"), saved.get("config")
    if isinstance(name, str):
        name = name.removeprefix(_KERAS_2_PACKAGE)
    if not isinstance(name, str) or name not in _MAKERS or not isinstance(config, Mapping):
        return None, [f"the optimizer {name}"]
    lost = [f"{name}'s {key}" for key in _EXTRAS if config.get(key)]
    rate = config.get("learning_rate", config.get("lr", _RATE))
    if isinstance(rate, Mapping):
        lost.append(f"{name}'s learning-rate schedule")
    made = _MAKERS[name](config)
    made["config"]["learning_rate"] = _rate(rate)
    return made, lost


def _rate(value: Any) -> float:
    """Return a fixed learning rate; of a schedule the one that it begins with."""
    if isinstance(value, Mapping):
        config = value.get("config")
        value = config.get("initial_learning_rate") if isinstance(config, Mapping) else None
    return _number(value, _RATE) or _RATE


def _number(value: Any, default: float) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    # Keras 3 saves 0.001 as the nearest float32, 0.0010000000474974513.
    return float(f"{value:.7g}") if is_number and math.isfinite(value) else default


def _sgd(config: Settings) -> dict[str, Any]:
    momentum = _number(config.get("momentum"), 0.0)
    # TensorFlow.js has two classes where Keras has one.
    if not momentum:
        return {"class_name": "SGD", "config": {}}
    settings = {"momentum": momentum, "use_nesterov": bool(config.get("nesterov"))}
    return {"class_name": "Momentum", "config": settings}


def _rmsprop(config: Settings) -> dict[str, Any]:
    return {
        "class_name": "RMSProp",
        "config": {
            "decay": _number(config.get("rho"), 0.9),
            "momentum": _number(config.get("momentum"), 0.0),
            "epsilon": _number(config.get("epsilon"), 1e-7),
            "centered": bool(config.get("centered")),
        },
    }


def _adam(config: Settings) -> dict[str, Any]:
    return {"class_name": "Adam", "config": _moments(config)}


def _adamax(config: Settings) -> dict[str, Any]:
    # A setting that Keras's class does not have; 0 changes nothing.
    return {"class_name": "Adamax", "config": _moments(config) | {"decay": 0.0}}


def _moments(config: Settings) -> dict[str, Any]:
    return {
        "beta1": _number(config.get("beta_1"), 0.9),
        "beta2": _number(config.get("beta_2"), 0.999),
        "epsilon": _number(config.get("epsilon"), 1e-7),
    }


def _adagrad(config: Settings) -> dict[str, Any]:
    start = _number(config.get("initial_accumulator_value"), 0.1)
    return {"class_name": "Adagrad", "config": {"initial_accumulator_value": start}}


def _adadelta(config: Settings) -> dict[str, Any]:
    settings = {
        "rho": _number(config.get("rho"), 0.95),
        "epsilon": _number(config.get("epsilon"), 1e-7),
    }
    return {"class_name": "Adadelta", "config": settings}


_MAKERS: Mapping[str, Callable[[Settings], dict[str, Any]]] = {
    "SGD": _sgd,
    "RMSprop": _rmsprop,
    "Adam": _adam,
    "Adamax": _adamax,
    "Adagrad": _adagrad,
    "Adadelta": _adadelta,
}
