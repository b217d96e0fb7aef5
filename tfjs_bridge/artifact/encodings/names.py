"""Names of the encodings that an export offers; the command line needs them without numpy."""

from __future__ import annotations

from typing import Literal, get_args

Quantization = Literal["float16"]
"""An encoding that needs fewer bytes than float32, and rounds values to that end."""

QUANTIZATIONS: tuple[Quantization, ...] = get_args(Quantization)
