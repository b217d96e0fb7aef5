"""Translate the configuration in a `.keras` file of Keras 2 to that of a `.h5` file of Keras 2.

Layers, their settings and their calls are the same; Keras 2.13 and later add the module of each
class, and arrays are objects of their own.
"""

from __future__ import annotations

import re
from typing import Any

# Keras 2.12 names no modules within the model; 2.13 to 2.15 name the public ones, or those of its
# source; from 2.16 on that is the package tf_keras.
_MODULES = re.compile(r"(tf_)?keras(\.(src|engine|layers|models|mixed_precision)(\.\w+)*)?\Z")
_ARRAYS = frozenset({"__numpy__", "__tensor__"})
# Names under which Keras 2.12 exports the class first.
_RENAMED = {
    f"{kind}Pool{rank}D": f"{kind}Pooling{rank}D" for kind in ("Max", "GlobalMax") for rank in "123"
}


def h5_form(value: Any) -> Any:
    """Translate a configuration or a part of it.

    A class that is not Keras's own is given its registered name, or its module's: a class of
    someone else can be called `Dense` as well.
    """
    if isinstance(value, list):
        return [h5_form(item) for item in value]
    if not isinstance(value, dict):
        return value
    config = value.get("config")
    if value.get("class_name") in _ARRAYS and isinstance(config, dict) and "value" in config:
        return config["value"]
    # Regularizers are those of Keras 3 already: `parse_config` leaves nothing else of them.
    # They have to stay as they are: below, their module would become a part of their name.
    changed = {
        key: item if key.endswith("_regularizer") else h5_form(item) for key, item in value.items()
    }
    if isinstance(value.get("class_name"), str) and isinstance(config, dict):
        changed["class_name"] = _class_name(value)
    return changed


def _class_name(entry: dict[str, Any]) -> str:
    name, registered = str(entry["class_name"]), entry.get("registered_name")
    if isinstance(registered, str) and registered not in (name, "function"):
        return registered
    if not _MODULES.match(str(entry.get("module", "keras"))):
        return f"{entry.get('module')}.{name}"
    return _RENAMED.get(name, name)
