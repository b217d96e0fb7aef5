"""Which weights an export stores in which encoding."""

from __future__ import annotations

import difflib
import fnmatch
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from tfjs_bridge.artifact.encodings.names import AUTO, QUANTIZATIONS, UNCHANGED
from tfjs_bridge.errors import UsageError

PerChannel = bool | Literal["auto"]
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class Rule:
    """An encoding for the weights whose paths a pattern matches.

    Attributes:
        encoding: Its name.
        pattern: As `fnmatch` has it, of Keras's `Variable.path` or of its end behind a slash, such
            as ``kernel``, ``conv*/kernel`` and ``sequential/dense/kernel``.
    """

    encoding: str
    pattern: str = "*"

    def matches(self, path: str) -> bool:
        """Whether the rule is for the weight of a path."""
        # A path begins with the model's own name, which is often made up: "sequential_3".
        patterns = (self.pattern, f"*/{self.pattern}")
        return self.names(path) or any(fnmatch.fnmatchcase(path, each) for each in patterns)

    def names(self, path: str) -> bool:
        """Whether the pattern is a layer's and a weight's name: also of one that is else kept."""
        return self.pattern == path or (
            "/" in self.pattern and f"/{path}".endswith(f"/{self.pattern}")
        )

    def __str__(self) -> str:
        return self.encoding if self.pattern == "*" else f"{self.encoding}:{self.pattern}"


@dataclass(frozen=True, slots=True)
class EncodingPlan:
    """Which weights to round, and how.

    Attributes:
        rules: The last one that matches a weight decides; a weight without any stays float32.
        min_values: Smaller weights stay float32, unless a rule names them; `None`: the encoding's
            own bound.
        per_channel: Of graph models: whether channels get scales of their own; ``"auto"``: where
            that costs nothing at run time.
    """

    rules: tuple[Rule, ...] = ()
    min_values: int | None = None
    per_channel: PerChannel = "auto"

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be rounded."""
        return not self.encodings

    @property
    def encodings(self) -> tuple[str, ...]:
        """Names of the encodings that change something, each once."""
        found = (rule.encoding for rule in self.rules if rule.encoding != UNCHANGED)
        return tuple(dict.fromkeys(found))

    def rule_for(self, path: str) -> Rule | None:
        """Return the rule that decides about the weight of a path."""
        return next((rule for rule in reversed(self.rules) if rule.matches(path)), None)

    def require_matches(self, paths: Sequence[str]) -> None:
        """Refuse a pattern that matches none of a model's weights.

        Args:
            paths: Of all of the model's weights.

        Raises:
            UsageError: There is such a pattern; the message has the nearest names.
        """
        for rule in self.rules:
            if rule.pattern != "*" and not any(map(rule.matches, paths)):
                raise UsageError(
                    f"quantize '{rule}': matches none of the model's weights; expected a pattern "
                    f"such as '*/kernel' or a name, as in {_nearest(rule.pattern, paths)}, got "
                    f"'{rule.pattern}'. Write one that matches."
                )

    def to_json(self) -> dict[str, Any]:
        """Return what `from_json` reads, for another process."""
        return {
            "rules": [[rule.encoding, rule.pattern] for rule in self.rules],
            "min_values": self.min_values,
            "per_channel": self.per_channel,
        }

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> EncodingPlan:
        """Read what `to_json` returned."""
        rules = tuple(Rule(*rule) for rule in content["rules"])
        return cls(rules, content["min_values"], content["per_channel"])


AS_THEY_ARE = EncodingPlan()
"""The plan that rounds nothing."""

Quantize = str | Iterable[str] | EncodingPlan
"""What `export` takes: an encoding's name, rules as `plan_for` reads them, or a plan."""


def plan_for(quantize: Quantize | None, *, min_values: int | None = None) -> EncodingPlan:
    """Return the plan that an export is asked for.

    Args:
        quantize: An encoding's name; or ``encoding:pattern``; or several of either, of which the
            last that matches a weight decides; or a plan. `None` leaves weights as they are.
        min_values: As `EncodingPlan` has it; `None`: the plan's own.

    Raises:
        UsageError: An encoding is not known, or a pattern is missing.
    """
    plan = quantize if isinstance(quantize, EncodingPlan) else _read(quantize)
    for rule in plan.rules:
        _check(rule)
    return plan if min_values is None else replace(plan, min_values=min_values)


def _read(quantize: Any) -> EncodingPlan:
    if quantize is None:
        return AS_THEY_ARE
    texts = [quantize] if isinstance(quantize, str) or not _is_list(quantize) else quantize
    return EncodingPlan(tuple(map(rule_of, texts)))


def _is_list(quantize: object) -> bool:
    return isinstance(quantize, Iterable) and not isinstance(quantize, Mapping)


def rule_of(text: object) -> Rule:
    """Read a rule, as in ``"uint8"`` or ``"uint8:*/kernel"``, of any name of an encoding.

    Raises:
        UsageError: It is not a string, or has a colon without a pattern.
    """
    if not isinstance(text, str):
        raise _not_known(text)
    encoding, colon, pattern = text.partition(":")
    if colon and not pattern:
        raise UsageError(
            f"quantize '{text}': the pattern is missing; expected one behind the colon, as in "
            f"'{text}*/kernel', got none. Write one, or leave the colon out."
        )
    return Rule(encoding, pattern or "*")


def _check(rule: Rule) -> None:
    if rule.encoding not in (*QUANTIZATIONS, UNCHANGED):
        raise _not_known(rule.encoding)


def _not_known(name: object) -> UsageError:
    known = ", ".join(repr(each) for each in QUANTIZATIONS)
    near = difflib.get_close_matches(str(name), [*QUANTIZATIONS, UNCHANGED], 1)
    advice = f"Did you mean '{near[0]}'?" if near else "Choose one of these."
    return UsageError(
        f"quantize {name!r}: not known; expected {known} or '{AUTO}', or '{UNCHANGED}' for "
        f"weights that stay as they are. {advice}"
    )


def _nearest(pattern: str, paths: Sequence[str]) -> str:
    names = list(dict.fromkeys(paths))
    near = difflib.get_close_matches(pattern, names, _MOST_NAMES, 0.4) or names[:_MOST_NAMES]
    return ", ".join(f"'{name}'" for name in near) or "a model with weights"
