"""Names of layers, which Keras 2 and 3 do not write alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def plain_name(name: Any) -> str:
    """Return a layer's name in Keras 3, which allows no slash (keras/src/ops/operation.py).

    Keras 2 put one into names as TensorFlow's name scopes do.
    """
    return str(name).replace("/", "_")


def own_name(config: Any) -> Any:
    """Return the name in a layer's settings; `None` where these are a list or have none.

    The settings of a Sequential model of the first releases of Keras 2 are its list of layers.
    """
    return config.get("name") if isinstance(config, Mapping) else None


def is_layer(value: Any) -> bool:
    """Tell whether a setting is a serialized layer: as an activation, Keras takes one too."""
    return (
        isinstance(value, Mapping)
        and value.get("class_name") != "function"
        and isinstance(value.get("config"), Mapping)
    )
