"""Names of the encodings that an export offers; the command line needs them without numpy."""

from __future__ import annotations

from typing import Literal, get_args

Quantization = Literal["float16", "uint16", "uint8"]
"""An encoding that needs fewer bytes than float32, and rounds values to that end."""

QUANTIZATIONS: tuple[Quantization, ...] = get_args(Quantization)

UNCHANGED = "float32"
"""The encoding that changes nothing: in a plan, for weights that are to be left alone."""

AUTO = "auto"
"""In place of an encoding's name: the export looks for a plan by itself."""
