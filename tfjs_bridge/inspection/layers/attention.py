"""The work of attention, and of products that an equation describes."""

from __future__ import annotations

import math
import string
from collections.abc import Mapping, Sequence
from typing import Any

from tfjs_bridge.inspection.layers.windows import Sizes


def attended(
    config: Mapping[str, Any],
    inputs: Sequence[Sizes],
    outputs: Sequence[Sizes],
) -> int:
    """Count products of queries with keys, and of scores with values."""
    query, value = inputs[0], inputs[1]
    key = inputs[2] if len(inputs) > 2 else value
    scores = math.prod(query[:-1]) * key[-2]
    return scores * (query[-1] + value[-1])


def multi_head(config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]) -> int:
    """Count the projections of all heads, their scores, and the last projection."""
    query, value = inputs[0], inputs[1]
    key = inputs[2] if len(inputs) > 2 else value
    width = int(config.get("key_dim") or config["head_dim"])
    heads = int(config.get("num_heads") or config["num_query_heads"])
    pairs = int(config.get("num_key_value_heads") or heads)
    of_values = int(config.get("value_dim") or width)
    positions, others = math.prod(query[:-1]), math.prod(value[:-1])
    # For axes of attention that are not given, all between batch and features are attended over.
    scores = positions * math.prod(value[1:-1])
    projected = positions * query[-1] * heads * width * (2 if config.get("use_gate") else 1)
    projected += math.prod(key[:-1]) * key[-1] * pairs * width
    projected += others * value[-1] * pairs * of_values
    last = positions * heads * of_values * outputs[0][-1]
    return projected + scores * heads * (width + of_values) + last


def summed_products(
    config: Mapping[str, Any], inputs: Sequence[Sizes], outputs: Sequence[Sizes]
) -> int:
    """Count those of an equation such as ``abc,cd->abd``: each letter's length once."""
    equation = str(config.get("equation", config.get("subscripts", ""))).replace(" ", "")
    given, _, result = equation.partition("->")
    lengths: dict[str, int] = {}
    first, *rest = given.split(",")
    for letters, shape in [
        (first, inputs[0]),
        (result, outputs[0]),
        *zip(rest, inputs[1:], strict=False),
    ]:
        lengths |= zip(_spelled(letters, len(shape)), shape, strict=True)
    needed = {letter for letters in (first, *rest) for letter in letters if letter != "."}
    if not needed <= lengths.keys():
        raise ValueError("a length is not known")
    return math.prod(lengths.values())


def _spelled(letters: str, rank: int) -> str:
    """Write letters in place of the dots, which stand for any number of axes."""
    before, dots, after = letters.partition("...")
    if not dots:
        return letters
    count = rank - len(before) - len(after)
    return before + string.digits[:count] + after
