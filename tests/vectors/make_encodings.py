"""Writes encodings.json: weights, what is stored of them, and what is read, for both languages.

Run from the repository's root: ``python -m tests.vectors.make_encodings``
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.encodings.encoding import manifest_entry
from tfjs_bridge.artifact.encodings.registry import ENCODINGS
from tfjs_bridge.artifact.weights import NamedWeight

OUTPUT = Path(__file__).with_name("encodings.json")

Array = npt.NDArray[Any]


def weights() -> dict[str, tuple[str, Array]]:
    """Name: the encoding's name, and the values."""
    generator = np.random.default_rng(0)
    kernel = generator.normal(scale=0.1, size=(3, 4)).astype(np.float32)
    # float16's largest value, its least normal and subnormal ones, and neighbours that are rounded
    # to them; ties go to the even neighbour.
    ends = [65504, 65519, 2**-14, 2**-24, 2**-25, 1.5 * 2**-24, 1 + 2**-11, 1 + 3 * 2**-11]
    return {
        "float32": ("float32", kernel),
        "float32, a single value": ("float32", np.array([[0.1]], np.float32)),
        "float32, none": ("float32", np.zeros((0, 3), np.float32)),
        "int32": ("float32", np.array([[-(2**31), 2**31 - 1], [0, 258]], np.int32)),
        "bool": ("float32", np.array([[True, False, True]])),
        "float16": ("float16", kernel),
        "float16, its ends": ("float16", np.array([ends, [-value for value in ends]], np.float32)),
        "float16, none": ("float16", np.zeros((2, 0), np.float32)),
        **{
            f"{name}, {what}": (name, np.array(values, np.float32))
            for name in ("uint16", "uint8")
            for what, values in affine_weights(kernel).items()
        },
    }


def affine_weights(kernel: Array) -> dict[str, Any]:
    """What they are: values to round to whole numbers."""
    largest, smallest = float(np.finfo(np.float32).max), 2.0**-149
    return {
        "both signs": kernel,
        "above 0": np.abs(kernel) + 1,
        "below 0, far away": -1e6 - np.abs(kernel),
        "one value": np.full((2, 2), -0.1),
        "zeros of both signs": [[0.0, -0.0]],
        "0 and one value": [[0.0, 0.1]],
        "already whole": np.arange(-3.0, 9).reshape(3, 4),
        "all of float32": [[-largest, largest, 0, 1]],
        "half of float32": [[0, largest / 3, largest]],
        "subnormal": [[-smallest, 300 * smallest, 7 * smallest]],
        "none": np.zeros((2, 0)),
        **{f"of size {size:g}": kernel[::-1] * size for size in (1e-30, 1e-3, 1e6, 1e37)},
    }


def case(name: str, encoding: str, value: Array) -> dict[str, Any]:
    """Encode one weight, and decode it again."""
    weight = NamedWeight("layer/kernel", value)
    encoded = ENCODINGS[encoding].encode(weight)
    entry = manifest_entry(weight, encoded)
    return {
        "name": name,
        "encoding": encoding,
        "values": value.ravel().tolist(),
        "entry": entry,
        "bytes": bytes(encoded.data).hex(),
        "decoded": ENCODINGS[encoding].decode(encoded.data, entry).ravel().tolist(),
    }


def document() -> str:
    """The file's content: one case in a line."""
    cases = (case(name, *given) for name, given in weights().items())
    return "[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "\n]\n"


def main() -> None:
    """Write the file."""
    OUTPUT.write_text(document(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
