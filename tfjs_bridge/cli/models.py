"""`tfjs-bridge models`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    message_console,
    print_json,
    reporting_errors,
)

if TYPE_CHECKING:
    from tfjs_bridge.models.definition import ModelDefinition


@reporting_errors
def models(json_output: JsonOption = False, debug: DebugOption = False) -> None:
    """List the models that train-and-export can train."""
    from tfjs_bridge.models.registry import all_models

    found = all_models()
    if json_output:
        described = {name: _describe(model) for name, model in found.items()}
        print_json({"ok": True, "models": described})
        return
    console = message_console(json_output=False)
    for name, model in found.items():
        console.print(f"{name:<16} {model.summary}", markup=False)
        console.print(f"{'':<16} recipes: {', '.join(model.recipes)}", markup=False)


def _describe(model: ModelDefinition) -> dict[str, Any]:
    recipes = {name: config.to_json() for name, config in model.recipes.items()}
    return {"summary": model.summary, "backend": model.backend, "recipes": recipes}
