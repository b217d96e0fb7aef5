"""What an export is asked for: encodings by name, and which are left to be chosen."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from tfjs_bridge.artifact.encodings.names import AUTO
from tfjs_bridge.artifact.encodings.plan import EncodingPlan, Quantize, plan_for, rule_of
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
    asked = quantize
    if not isinstance(asked, EncodingPlan):
        asked = plan_asked(asked)
    rules = asked.rules
    named = plan_for(replace(asked, rules=tuple(rule for rule in rules if rule.encoding != AUTO)))
    if len(named.rules) == len(rules):
        _refuse_unused(max_change, data)
        return named, None
    return named, Search(_checked(max_change), rules, data)


def plan_asked(quantize: Any, min_values: int | None = None) -> EncodingPlan:
    """Return what is asked for as a plan, in which rules may leave the choice.

    Args:
        quantize: As for `plan_and_search`, but no plan.
        min_values: As `EncodingPlan` has it.

    Raises:
        UsageError: An encoding is not known, or a pattern is missing.
    """
    is_several = isinstance(quantize, Iterable) and not isinstance(quantize, str | Mapping)
    texts = list(quantize) if is_several else [] if quantize is None else [quantize]
    # All at once, as a message names what is wrong of several first.
    fixed = iter(plan_for([text for text in texts if not is_auto(text)]).rules)
    rules = tuple(rule_of(text) if is_auto(text) else next(fixed) for text in texts)
    return EncodingPlan(rules, min_values)


def is_auto(text: object) -> bool:
    """Whether what is asked for leaves the choice."""
    return isinstance(text, str) and text.partition(":")[0] == AUTO


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
