"""The options of `export` and `train-and-export` for smaller files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from tfjs_bridge.artifact.encodings.plan import Quantize

QuantizeOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ENCODING[:PATTERN]",
        help="Smaller files. float16, uint16: half the size; uint8: a quarter; auto: chosen for "
        "each weight, by what that does to the outputs. Weights are rounded before Keras gives the "
        "golden outputs, so both sides still give the same numbers. With a pattern only for "
        "weights of such names, as in uint8:*/kernel; may be repeated, and the last that matches a "
        "weight decides; float32 leaves weights as they are.",
        show_default="none: float32",
    ),
]
MinValuesOption = Annotated[
    int | None,
    typer.Option(
        "--quantize-min-values",
        metavar="COUNT",
        min=0,
        help="Leave weights with fewer values as they are, unless --quantize names them.",
        show_default="32 for uint8 and uint16",
    ),
]

MaxChangeOption = Annotated[
    float | None,
    typer.Option(
        metavar="X",
        help="What --quantize auto keeps: the largest change of the outputs, as a part of their "
        "largest magnitude.",
        show_default="0.01",
    ),
]
DataOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.npz",
        help="What --quantize auto runs the model on: numpy arrays named after the model's inputs, "
        "or x, examples first.",
        show_default="the golden inputs",
    ),
]


def asked_encodings(quantize: list[str] | None, min_values: int | None) -> Quantize | None:
    """Return what `export` takes.

    Args:
        quantize: As `QuantizeOption` has it.
        min_values: As `MinValuesOption` has it.

    Raises:
        UsageError: Weights are to be left alone where none are to be rounded.
    """
    if min_values is None:
        return quantize or None
    if not quantize:
        raise UsageError(
            f"--quantize-min-values {min_values}: no weights are rounded; expected --quantize as "
            f"well. Give it, or leave this out."
        )
    from tfjs_bridge.convert.encodings.asked import plan_asked

    return plan_asked(quantize, min_values)
