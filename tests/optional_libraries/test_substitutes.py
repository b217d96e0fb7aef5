"""Our own functions in the place of JAX's and SciPy's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.optional_libraries.operations import OPERATIONS, computed
from tests.optional_libraries.process import CORE, output, run
from tfjs_bridge.keras_backend import load_keras

# The first test of each starts processes, or compiles programs.
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def of_the_libraries() -> dict[str, Any]:
    """What Keras gives with them."""
    assert load_keras().backend.backend() == "numpy"
    return computed()


@pytest.fixture(scope="module")
def of_ours(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What it gives where they are missing."""
    file = tmp_path_factory.mktemp("ours") / "results.npz"
    output("-m", "tests.optional_libraries.operations", str(file), missing=CORE)
    with np.load(file) as arrays:
        return dict(arrays)


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_numbers_are_the_same(
    name: str, of_the_libraries: dict[str, Any], of_ours: dict[str, Any]
) -> None:
    """But for rounding."""
    ours, expected = of_ours[name], of_the_libraries[name]
    assert (ours.shape, ours.dtype) == (expected.shape, expected.dtype)
    tolerance = 2e-3 if ours.dtype == np.float16 else 1e-5
    np.testing.assert_allclose(ours, expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("name", ["erf", "erf of many", "gelu", "maxima"])
def test_they_are_even_the_same_bits(
    name: str, of_the_libraries: dict[str, Any], of_ours: dict[str, Any]
) -> None:
    """Where nothing is summed up in another order: exports of such models are the same files."""
    np.testing.assert_array_equal(of_ours[name], of_the_libraries[name])


def test_what_only_the_library_can_do_names_the_extra(tmp_path: Path) -> None:
    """As a usage error, as of any other missing installation, also from a model file."""
    keras = load_keras()
    x = keras.Input((16, 1), name="x")
    layer = keras.layers.STFTSpectrogram(frame_length=8, fft_length=8, window="nuttall")
    keras.Model(x, layer(x)).save(tmp_path / "model.keras")
    done = run(
        *("-m", "tfjs_bridge", "export", str(tmp_path / "model.keras"), str(tmp_path / "out")),
        missing=CORE,
    )
    assert done.returncode == 2
    assert "scipy.signal.get_window: Keras's numpy backend computes with it" in done.stderr
    assert "expected SciPy, which is not installed" in done.stderr
    assert "pip install 'tfjs-bridge[graph]'" in done.stderr
