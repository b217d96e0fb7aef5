"""The classes and functions of a user's own modules, by the names that model files give them."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from typing import Any

from tfjs_bridge.convert.containers import map_dicts, walk
from tfjs_bridge.convert.files.own_classes import is_own_name, own_layer
from tfjs_bridge.convert.files.user_code import UserCode
from tfjs_bridge.errors import UsageError
from tfjs_bridge.keras_backend import load_keras

LAMBDA = "__lambda__"
"""Keras's class name for the bytecode of a lambda function."""


class UserObjects:
    """What a model file may use beside Keras's own classes.

    Args:
        code: Its modules are imported here.

    Raises:
        UsageError: One of them cannot be imported.
    """

    def __init__(self, code: UserCode) -> None:
        load_keras()  # with our choice of its backend, before one of them imports it
        self.code = code
        self._modules = {name: _imported(name) for name in code.modules}
        self._found: dict[str, tuple[str, str, Any]] = {}
        for name, module in self._modules.items():
            for key, value in _objects(module):
                self._add(name, key, value)
        for key, value in _registered().items():
            owner = self._owner(value)
            if owner is not None:
                self._add(owner, key, value)

    def _add(self, owner: str, key: str, value: Any) -> None:
        full = f"{value.__module__}.{key.split('>')[-1]}"
        for name in (key, full):
            self._found.setdefault(name, (owner, full, value))

    def _owner(self, value: Any) -> str | None:
        """Return the named module that an object is from, or in a part of, or known in."""
        home = str(getattr(value, "__module__", ""))
        for name, module in self._modules.items():
            is_known = any(item is value for item in vars(module).values())
            if is_known or home == name or home.startswith(f"{name}."):
                return name
        return None

    def find(self, entry: Mapping[str, Any]) -> tuple[str, str, Any] | None:
        """Return an entry's object, with the module that it is from and its name in `scope`."""
        for name in _names(entry):
            found = self._found.get(name)
            is_function = entry["class_name"] == "function"
            if found is not None and isinstance(found[2], type) != is_function:
                return found
        return None

    def scope(self) -> dict[str, Any]:
        """Return objects by the names under which Keras will ask for them.

        Plain names, as in ``"activation": "swish2"``, are there where Keras has none of its own: an
        object in this scope takes the place of Keras's in every layer.
        """
        plain = {name: found[2] for name, found in self._found.items() if not is_own_name(name)}
        return plain | {full: value for _, full, value in self._found.values()}

    def tell(self, config: Any) -> None:
        """Say what a file runs, before it is run."""
        parts = [f"{kind} {_quoted(names)}" for kind, names in _lambdas(config).items()]
        used: dict[str, dict[str, Any]] = {name: {} for name in self._modules}
        for entry in filter(is_object, walk(config)):
            found = self.find(entry)
            if found is not None:
                used[found[0]][found[2].__name__] = found[2]
        parts += [f"module {name}{_kinds(objects)}" for name, objects in used.items()]
        if parts:
            self.code.tell("; ".join(parts))

    def globals(self) -> dict[str, Any]:
        """Return the global names of the user's modules, for the code of lambda functions."""
        merged: dict[str, Any] = {}
        for module in reversed(self._modules.values()):
            merged |= {name: item for name, item in vars(module).items() if name[:2] != "__"}
        return merged


def is_object(value: Any) -> bool:
    """Whether a part of a configuration stands for an object."""
    return (
        isinstance(value, dict) and isinstance(value.get("class_name"), str) and "config" in value
    )


def named(config: Any, objects: UserObjects | None) -> Any:
    """Return a configuration in which each object leads to the user's, or to Keras's own alone.

    Keras looks for a registered name first, in whatever this process has registered.
    """

    def change(entry: dict[str, Any]) -> dict[str, Any]:
        if not is_object(entry):
            return entry
        found = None if objects is None else objects.find(entry)
        is_function = entry["class_name"] == "function"
        if found is not None:
            entry["config" if is_function else "registered_name"] = found[1]
        elif not is_function and entry.get("registered_name") != entry["class_name"]:
            entry["registered_name"] = None
        return entry

    return map_dicts(change, config)


def _imported(name: str) -> Any:
    bare = name.removesuffix(".py").replace("/", ".")
    if bare != name:
        raise UsageError(
            f"custom objects '{name}': looks like a file; expected the name of a module, as in "
            f"`import {bare}`. Write {bare}."
        )
    try:
        return importlib.import_module(name)
    # A module can end in any way, with sys.exit too.
    except (Exception, SystemExit) as error:
        reason = (str(error).splitlines() or [""])[0]
        raise UsageError(
            f"custom objects '{name}': the module cannot be imported ({type(error).__name__}: "
            f"{reason}); expected one that `python -c 'import {name}'` imports. Check its name, "
            f"and start in the folder that holds it, or name that folder in PYTHONPATH."
        ) from error


def _objects(module: Any) -> Iterator[tuple[str, Any]]:
    """Yield classes that Keras can make of a configuration, and functions, of a module."""
    package = module.__name__.split(".")[0]
    for value in list(vars(module).values()):
        home = str(getattr(value, "__module__", ""))
        origin = home.split(".")[0]
        if isinstance(value, type):
            is_usable = hasattr(value, "from_config") and origin != "keras"
        else:
            # What it has imported from elsewhere may do harm when a model calls it, as os.system.
            is_usable = callable(value) and hasattr(value, "__name__") and origin == package
        if is_usable:
            yield value.__name__, value


def _registered() -> Mapping[str, Any]:
    objects: Mapping[str, Any] = load_keras().saving.get_custom_objects()
    return objects


def _names(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names under which an entry's object may be known, the surest first."""
    module, name = entry.get("module"), entry["class_name"]
    if name == "function":
        name = str(entry["config"])
        yield from (name, f"{module}.{name}") if ">" in name else (f"{module}.{name}", name)
        return
    registered = str(entry.get("registered_name"))
    if ">" in registered:
        yield registered
    yield f"{module}.{name}"
    # A `.h5` file names no modules; here they are all of keras.layers then.
    is_elsewhere = module not in (None, "keras.layers") and str(module).startswith("keras.")
    if not is_elsewhere and not own_layer(module, name):
        # Files of Keras 2 have a module in the name itself, or "None" for it.
        yield from (name, name.rpartition(".")[2])


def _lambdas(config: Any) -> dict[str, list[str]]:
    """Return the names of layers that hold bytecode, by their classes."""
    found: dict[str, list[str]] = {}
    for entry in filter(is_object, walk(config)):
        settings = entry["config"]
        values = settings.values() if isinstance(settings, dict) else ()
        if any(is_object(value) and value["class_name"] == LAMBDA for value in values):
            found.setdefault(entry["class_name"], []).append(str(settings.get("name")))
    return found


def _quoted(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in dict.fromkeys(names))


def _kinds(objects: Mapping[str, Any]) -> str:
    """Return ``" (classes A, B, function f)"``."""
    kinds = []
    for kind, plural, is_type in (("class", "classes", True), ("function", "functions", False)):
        names = [name for name, value in objects.items() if isinstance(value, type) is is_type]
        if names:
            kinds.append(f"{plural if len(names) > 1 else kind} {', '.join(names)}")
    return f" ({', '.join(kinds)})" if kinds else ""
