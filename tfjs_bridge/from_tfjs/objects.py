"""Activations, initializers, regularizers and constraints: TensorFlow.js's, as Keras's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.from_tfjs.settings import Settings, class_and_config, snake_case
from tfjs_bridge.keras_backend import load_keras

HARD_SIGMOID = "hard_sigmoid"
"""TensorFlow.js's, ``clip(0.2 * x + 0.5, 0, 1)``; Keras's has the slope 1/6."""

GATE_SCALE = 6 / 5
"""Keras's function of this times x is TensorFlow.js's of x."""

# activations.ts. `gelu` is the exact one in both; `gelu_new` is never found when a model is loaded,
# since its name is camel-cased before it is looked up.
ACTIVATIONS: Mapping[str, str] = {
    **{name: name for name in ("elu", "gelu", "linear", "log_softmax", "mish", "relu", "relu6")},
    **{name: name for name in ("selu", "sigmoid", "softmax", "softplus", "softsign", "tanh")},
    HARD_SIGMOID: HARD_SIGMOID,
    "swish": "silu",
}
"""Keras's name of each of TensorFlow.js's activations."""

# initializers.ts, with the settings that both have.
_INITIALIZERS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("Zeros", "Ones"), ()),
    "Constant": ("value",),
    "RandomUniform": ("minval", "maxval"),
    **dict.fromkeys(("RandomNormal", "TruncatedNormal"), ("mean", "stddev")),
    "Identity": ("gain",),
    "VarianceScaling": ("scale", "mode"),
    **{f"{name}{kind}": () for name in ("Glorot", "He", "LeCun") for kind in ("Normal", "Uniform")},
    "Orthogonal": ("gain",),
}
_CONSTRAINTS: Mapping[str, tuple[str, ...]] = {
    "MaxNorm": ("max_value", "axis"),
    "UnitNorm": ("axis",),
    "NonNeg": (),
    "MinMaxNorm": ("min_value", "max_value", "rate", "axis"),
}


def activation_name(settings: Settings, key: str = "activation", default: str = "linear") -> str:
    """Return Keras's name of an activation.

    A missing one has the layer's default; null is linear (`getActivation` in activations.ts).

    Raises:
        UnsupportedModelError: TensorFlow.js does not have it.
    """
    given = settings.get(key, "linear") if settings.has(key) else default
    name = snake_case(class_and_config(given)[0])
    if name not in ACTIVATIONS:
        raise UnsupportedModelError(
            f"{settings.label}: {key} '{name}' is not one of TensorFlow.js's own; expected "
            f"{', '.join(sorted(ACTIVATIONS))}. Write the layer in Keras, and copy its weights."
        )
    return ACTIVATIONS[name]


def weight_options(settings: Settings, *names: str) -> dict[str, Any]:
    """Return the initializers, regularizers and constraints of weights, as Keras's arguments.

    Args:
        settings: Of the layer.
        names: Of the weights, as in ``kernel_regularizer``.

    Raises:
        UnsupportedModelError: TensorFlow.js does not have one of them.
    """
    keras, options = load_keras(), dict[str, Any]()
    for name in names:
        initializer = _initializer(keras, settings.get(f"{name}_initializer"))
        if initializer is not None:
            options[f"{name}_initializer"] = initializer
        regularizer = _regularizer(keras, settings, f"{name}_regularizer")
        if regularizer is not None:
            options[f"{name}_regularizer"] = regularizer
        constraint = _constraint(keras, settings, f"{name}_constraint")
        if constraint is not None:
            options[f"{name}_constraint"] = constraint
    return options


def _initializer(keras: Any, value: Any) -> Any:
    """Return an initializer, `None` for Keras's default: the weights themselves are in the file."""
    name, config = class_and_config(value)
    found = next((each for each in _INITIALIZERS if _is_named(each, name)), None)
    if value is None or found is None:
        return None
    known = {key: config[key] for key in _INITIALIZERS[found] if config.get(key) is not None}
    if "mode" in known:
        known["mode"] = snake_case(known["mode"])
    if found == "VarianceScaling":
        is_uniform = snake_case(config.get("distribution")) == "uniform"
        known["distribution"] = "uniform" if is_uniform else "truncated_normal"
    return getattr(keras.initializers, found.replace("LeCun", "Lecun"))(**known)


def _regularizer(keras: Any, settings: Settings, key: str) -> Any:
    value = settings.get(key)
    if value is None:
        return None
    name, config = class_and_config(value)
    found = snake_case(name)
    if found not in ("l1_l2", "l1l2", "l1", "l2"):  # regularizers.ts has one class, L1L2
        raise _unknown(settings, key, name, "L1L2")
    # Its own defaults, for what is missing or null.
    own = Settings(settings.label, config)
    l1, l2 = (float(own.number(each, 0.01)) for each in ("l1", "l2"))
    l1, l2 = (l1 if found != "l2" else 0.0), (l2 if found != "l1" else 0.0)
    return keras.regularizers.L1L2(l1=l1, l2=l2)


def _constraint(keras: Any, settings: Settings, key: str) -> Any:
    value = settings.get(key)
    if value is None:
        return None
    name, config = class_and_config(value)
    found = next((each for each in _CONSTRAINTS if _is_named(each, name)), None)
    if found is None:
        raise _unknown(settings, key, name, ", ".join(_CONSTRAINTS))
    known = {each: config[each] for each in _CONSTRAINTS[found] if config.get(each) is not None}
    return getattr(keras.constraints, found)(**known)


def _is_named(class_name: str, name: str) -> bool:
    return name.replace("_", "").lower() == class_name.lower()


def _unknown(settings: Settings, key: str, name: str, known: str) -> UnsupportedModelError:
    return UnsupportedModelError(
        f"{settings.label}: {key} '{name}' is not one of TensorFlow.js's own; expected {known}. "
        f"Write the layer in Keras, and copy its weights."
    )
