"""The options of `export` and `train-and-export` for smaller files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tfjs_bridge.errors import UsageError

if TYPE_CHECKING:
    from tfjs_bridge.artifact.encodings.plan import Quantize

QuantizeOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="ENCODING[:PATTERN]",
        help="Smaller files. float16, uint16: half the size; uint8: a quarter. Weights are rounded "
        "before Keras gives the golden outputs, so both sides still give the same numbers. With a "
        "pattern only for weights of such names, as in uint8:*/kernel; may be repeated, and the "
        "last that matches a weight decides; float32 leaves weights as they are.",
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
    from tfjs_bridge.artifact.encodings.plan import plan_for

    return plan_for(quantize, min_values=min_values)
