"""An installation of the core alone: the layers format needs neither JAX nor SciPy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.optional_libraries.exporting import MODELS, export_all
from tests.optional_libraries.process import CORE, output, run
from tfjs_bridge.artifact.comparison import difference
from tfjs_bridge.artifact.golden import read_golden
from tfjs_bridge.artifact.metadata import read_metadata

# Each test starts a process.
pytestmark = pytest.mark.slow

# On numpy; with libraries installed, unless they are missing.
_LOAD = "from tfjs_bridge.keras_backend import load_keras; keras = load_keras()"
# A small model, which layers can hold, and one that only a graph model can.
_PLAIN = f"""
{_LOAD}
from tfjs_bridge import export
x = keras.Input((6,), name="x")
y = keras.layers.Dense(3)(x)
plain, sort = keras.Model(x, y), keras.Model(x, keras.ops.sort(y))
"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same exports with all libraries, and with the core's alone."""
    full, core = (tmp_path_factory.mktemp(name) for name in ("full", "core"))
    export_all(full)
    output("-m", "tests.optional_libraries.exporting", str(core), missing=CORE)
    return full, core


@pytest.mark.parametrize("name", MODELS)
def test_an_export_is_the_same(name: str, folders: tuple[Path, Path]) -> None:
    """Every file but the golden outputs, and those but for rounding."""
    full, core = (folder / name for folder in folders)
    files = {path.name for path in full.iterdir()} - {"metadata.json", "golden.bin"}
    for file in files:
        assert (core / file).read_bytes() == (full / file).read_bytes()
    ours, expected = (read_golden(x, read_metadata(x).golden) for x in (core, full))
    for x, y in zip(ours.inputs, expected.inputs, strict=True):
        np.testing.assert_array_equal(x.value, y.value)
    for x, y in zip(ours.outputs, expected.outputs, strict=True):
        assert difference(x.value, y.value) < 1e-5


@pytest.mark.parametrize(
    ("what", "reason"),
    [
        pytest.param("plain, out, format='graph'", "format 'graph': JAX traces", id="graph"),
        pytest.param("sort, out, format='auto'", "cannot order or look up values", id="auto"),
        pytest.param(
            "plain, out, format='auto', states=True", "format 'graph': JAX traces", id="states"
        ),
    ],
)
def test_a_graph_model_needs_the_extra(what: str, reason: str, tmp_path: Path) -> None:
    """It is named, and afterwards an export in the layers format works in the same process."""
    code = f"""{_PLAIN}
from tfjs_bridge.errors import UsageError
out = {str(tmp_path / "out")!r}
try:
    export({what})
except UsageError as error:
    print(error)
export(plain, out)
"""
    said = output("-c", code, missing=CORE)
    assert reason in said
    assert said.endswith(
        "expected JAX, which is not installed. Install it with: pip install 'tfjs-bridge[graph]'.\n"
    )


def test_the_command_line_exports_a_file_and_refuses_a_graph_model(tmp_path: Path) -> None:
    """With exit code 2, as of other installations that are missing."""
    model = tmp_path / "model.keras"
    output("-c", f"{_PLAIN}\nplain.save({str(model)!r})", missing=CORE)
    command = ("-m", "tfjs_bridge", "export", str(model), str(tmp_path / "out"), "--format")
    assert run(*command, "layers", missing=CORE).returncode == 0
    refused = run(*command, "graph", missing=CORE)
    assert refused.returncode == 2
    assert refused.stderr == (
        "error: format 'graph': JAX traces the model; expected JAX, which is not installed. "
        "Install it with: pip install 'tfjs-bridge[graph]'.\n"
    )


@pytest.mark.slow
def test_keras_on_tensorflow_needs_no_jax_either(tmp_path: Path) -> None:
    """A live model is exported in its own process; only a graph model needs another one."""
    program = f"{_PLAIN}\nfor model in (plain, sort): export(model, {str(tmp_path)!r} + '/out', "
    done = run(
        *("-c", f"{program}format='auto'); print('exported')"),
        missing=("jax", "jaxlib", "scipy", "cloudpickle"),
        KERAS_BACKEND="tensorflow",
    )
    assert (done.stdout, done.returncode) == ("exported\n", 1), done.stderr[-2000:]
    assert "UsageError: model: layers cannot hold it" in done.stderr
    assert "pip install 'tfjs-bridge[graph]'" in done.stderr


def test_what_carries_a_live_model_is_named_too(tmp_path: Path) -> None:
    """It comes with the extra, and may be missing where JAX was installed by itself."""
    program = f"{_PLAIN}\nexport(plain, {str(tmp_path / 'out')!r}, format='graph')"
    done = run("-c", program, missing=("cloudpickle",))
    assert "expected cloudpickle, which is not installed" in done.stderr
    assert "pip install 'tfjs-bridge[graph]'" in done.stderr


@pytest.mark.parametrize(
    ("backend", "package"),
    [("jax", "'tfjs-bridge[graph]'"), ("tensorflow", "'tfjs-bridge[train]'")],
)
def test_a_backend_that_is_not_installed(backend: str, package: str) -> None:
    """Is named before Keras is imported, which can then be imported on another one."""
    code = f"""
import os
from tfjs_bridge.errors import UsageError
from tfjs_bridge.keras_backend import load_keras
try:
    load_keras({backend!r})
except UsageError as error:
    print(error)
assert "KERAS_BACKEND" not in os.environ
print(load_keras().backend.backend())
"""
    said = output("-c", code, missing=CORE).splitlines()
    assert said[0].startswith(f"Keras backend '{backend}': ")
    assert said[0].endswith(f"pip install {package}.")
    assert said[1] == "numpy"
