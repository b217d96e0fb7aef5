"""`tfjs-bridge models`."""

from __future__ import annotations

from tfjs_bridge.cli.console import (
    DebugOption,
    JsonOption,
    message_console,
    print_json,
    reporting_errors,
)


@reporting_errors
def models(json_output: JsonOption = False, debug: DebugOption = False) -> None:
    """List the models that train-and-export knows."""
    from tfjs_bridge.models.registry import all_models

    found = all_models()
    if json_output:
        print_json({"ok": True, "models": {name: found[name].summary for name in found}})
        return
    console = message_console(json_output=False)
    for name, model in found.items():
        console.print(f"{name:<16} {model.summary}", markup=False)
