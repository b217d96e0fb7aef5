"""What an export is asked for: encodings by name, and which are left to be chosen."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from tfjs_bridge.artifact.encodings.names import AUTO
from tfjs_bridge.artifact.encodings.plan import EncodingPlan, Quantize, Rule, plan_for
from tfjs_bridge.convert.golden.user_inputs import UserInputs
from tfjs_bridge.convert.requests import Search
from tfjs_bridge.errors import UsageError

# Classifiers keep their answers: those of the five models of this package, and of MobileNetV2.
MAX_CHANGE = 0.01


def plan_and_search(
    quantize: Quantize | None, max_change: float | None, data: UserInputs | None
) -> tuple[EncodingPlan, Search | None]:
    """Return the plan of what is named, and the search for what is left to be chosen.

    Args:
        quantize: As `plan_for` takes it, and ``"auto"`` or ``"auto:pattern"``.
        max_change: Of the search; `None`: the default.
        data: Of the search.

    Raises:
        UsageError: An encoding is not known, the bound is none, or there is nothing to choose.
    """
    if isinstance(quantize, str):
        quantize = [quantize]
    if quantize is None or isinstance(quantize, EncodingPlan) or not isinstance(quantize, Iterable):
        _refuse_unused(max_change, data)
        return plan_for(quantize), None
    texts = list(quantize)
    named = [text for text in texts if not is_auto(text)]
    plan = plan_for(named)
    if len(named) == len(texts):
        _refuse_unused(max_change, data)
        return plan, None
    fixed = iter(plan.rules)
    rules = tuple(_auto_rule(text) if is_auto(text) else next(fixed) for text in texts)
    return plan, Search(_checked(max_change), rules, data)


def is_auto(text: object) -> bool:
    """Whether what is asked for leaves the choice."""
    return isinstance(text, str) and text.partition(":")[0] == AUTO


def _auto_rule(text: str) -> Rule:
    name, colon, pattern = text.partition(":")
    if colon and not pattern:
        raise UsageError(
            f"quantize '{text}': the pattern is missing; expected one behind the colon, as in "
            f"'{text}*/kernel', got none. Write one, or leave the colon out."
        )
    return Rule(name, pattern or "*")


def _checked(max_change: Any) -> float:
    if max_change is None:
        return MAX_CHANGE
    is_number = isinstance(max_change, int | float) and not isinstance(max_change, bool)
    if not is_number or not math.isfinite(max_change) or max_change < 0:
        raise UsageError(
            f"max_change {max_change!r}: not a bound; expected a number of at least 0, such as "
            f"{MAX_CHANGE}, got {max_change!r}. Choose another one."
        )
    return float(max_change)


def _refuse_unused(max_change: float | None, data: UserInputs | None) -> None:
    given = {"max_change": max_change, "data": data}
    for name, value in given.items():
        if value is not None:
            raise UsageError(
                f"{name}: says how encodings are chosen, and none is to be chosen; expected "
                f"quantize '{AUTO}', got another. Leave it out, or ask for '{AUTO}'."
            )
