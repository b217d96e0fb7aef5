"""Models of the layers format that compute with everything that JAX and SciPy are needed for.

``python -m tests.optional_libraries.exporting FOLDER`` exports all of them.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

from tests.convert.cases import one
from tests.convert.layer_table.models import CASES
from tfjs_bridge import export

# Of the table of layers: what convolves, pools, encodes, attends or resizes.
_LAYERS = (
    *("Activation", "AveragePooling3D", "Conv1DTranspose", "Conv2D", "Conv2DTranspose"),
    *("Conv3DTranspose", "ConvLSTM2D", "DepthwiseConv2D", "MaxPooling2D", "MultiHeadAttention"),
    *("RandomElasticTransform", "Resizing", "SeparableConv2D", "STFTSpectrogram"),
)
_OTHERS = {
    "FloatEncoding": one((1,), lambda k: k.CategoryEncoding(num_tokens=5, output_mode="one_hot")),
    # Beyond the size from which JAX convolves, where it is installed.
    "LargeConvolution": one((96, 96, 3), lambda k: k.Conv2D(32, 3, activation="gelu")),
}
MODELS = {
    **{f"{name}-{place}": x for name in _LAYERS for place, x in enumerate(CASES[name][:2])},
    **_OTHERS,
}


def export_all(folder: Path) -> None:
    """Export each of them into a folder of its name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, case in MODELS.items():
            export(case.build(), folder / name)


if __name__ == "__main__":
    export_all(Path(sys.argv[1]))
    found = {"jax", "scipy", "tensorflow"} & set(sys.modules)
    assert not found, f"imported: {found}"
