"""Finds the models: every module of this package that has a `MODEL`."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from tfjs_bridge import models
from tfjs_bridge.errors import UsageError
from tfjs_bridge.models.definition import ModelDefinition


def all_models() -> dict[str, ModelDefinition]:
    """Return every model by name, in alphabetical order."""
    names = [module.name for module in pkgutil.iter_modules(models.__path__)]
    modules = [import_module(f"{models.__name__}.{name}") for name in sorted(names)]
    found = [module.MODEL for module in modules if hasattr(module, "MODEL")]
    return {model.name: model for model in found}


def find_model(name: str) -> ModelDefinition:
    """Return the model of that name.

    Raises:
        UsageError: There is none.
    """
    known = all_models()
    if name not in known:
        raise UsageError(
            f"model '{name}': not known; expected one of {', '.join(known)}. To export a model of "
            f"your own, use 'tfjs-bridge export'."
        )
    return known[name]
