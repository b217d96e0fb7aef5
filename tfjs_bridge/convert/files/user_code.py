"""Python code that a model file may run: none of it, unless its user says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tfjs_bridge.errors import UsageError


@dataclass(frozen=True, slots=True)
class UserCode:
    """What a user who trusts a model file allows it to run.

    Attributes:
        modules: Names of the modules whose classes and functions it may use.
        tell: Called with what is about to be run, in words.
    """

    modules: tuple[str, ...]
    tell: Callable[[str], None]


def user_code(
    run_code: bool,
    custom_objects: Sequence[str],
    target_format: str,
    tell: Callable[[str], None],
) -> UserCode | None:
    """Return what a file may run, `None` for nothing.

    Args:
        run_code: Whether it may run anything.
        custom_objects: As for `UserCode.modules`.
        target_format: Of the export.
        tell: As for `UserCode`.

    Raises:
        UsageError: These do not go together.
    """
    if isinstance(custom_objects, str):
        custom_objects = (custom_objects,)
    if not run_code:
        if custom_objects:
            raise UsageError(
                f"custom objects {', '.join(custom_objects)}: importing a module runs its code, "
                f"which is off by default; expected run_code. If you trust the module and the "
                f"file, add --run-code (in Python: run_code=True)."
            )
        return None
    if target_format == "layers":
        raise UsageError(
            "run_code: a layers model cannot hold what Python code computes; expected the format "
            "graph or auto, got layers. Add --format graph (in Python: format='graph')."
        )
    return UserCode(tuple(custom_objects), tell)
