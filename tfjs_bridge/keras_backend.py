"""Imports Keras: chooses its backend before the first import, and keeps imports quiet."""

from __future__ import annotations

import contextlib
import functools
import gc
import importlib.metadata
import os
import sys
import tempfile
import warnings
from collections.abc import Iterator
from typing import Any

from tfjs_bridge.errors import UsageError
from tfjs_bridge.optional_libraries.deferred import Deferred, imported_later
from tfjs_bridge.optional_libraries.installed import is_installed, missing, require_installed


def load_keras(backend: str | None = None) -> Any:
    """Import Keras.

    Args:
        backend: ``"tensorflow"`` to train. `None` where any will do: the backend that is loaded
            already, else that of the environment variable ``KERAS_BACKEND``, else numpy, which
            imports fastest and needs nothing beyond the package's own dependencies, or jax with
            a Keras that ignores masks on numpy. On numpy, JAX and SciPy are imported when a model
            needs them, if they are installed.

    Returns:
        The module `keras`.

    Raises:
        UsageError: The backend is not installed, another one is loaded in this process, or it
            ignores masks.
    """
    if "keras" not in sys.modules:
        _choose(backend or os.environ.get("KERAS_BACKEND"))
    try:
        with quiet_native_code(), _without_collections():
            keras = _imported()
    except ModuleNotFoundError as error:
        what = f"Keras backend '{os.environ['KERAS_BACKEND']}': cannot be imported"
        raise missing(str(error.name).split(".")[0], what) from error
    loaded = keras.backend.backend()
    if backend not in (None, loaded):
        raise UsageError(
            f"Keras backend '{backend}': this process has loaded Keras with another one; "
            f"expected {backend}, got {loaded}. Start a new process."
        )
    if loaded == "numpy" and _numpy_ignores_masks():
        raise UsageError(
            f"Keras {keras.__version__}: its numpy backend ignores masks, and so computes other "
            f"numbers than the model; expected Keras 3.14 or another backend. "
            f"Set KERAS_BACKEND=jax."
        )
    return keras


@functools.cache
def _numpy_ignores_masks() -> bool:
    major, minor = _version().split(".")[:2]
    return (int(major), int(minor)) < (3, 14)


def _version() -> str:
    return importlib.metadata.version("keras")


def _choose(wanted: str | None) -> None:
    """Set the backend with which Keras will be imported, if it is installed."""
    chosen = wanted or ("jax" if _numpy_ignores_masks() else "numpy")
    what = f"Keras backend '{chosen}': cannot compute without its library"
    if not wanted:
        what = f"Keras {_version()}: its numpy backend ignores masks, so that it runs on jax"
    if chosen in ("jax", "tensorflow", "torch"):
        # Beforehand: after an import that has failed, Keras cannot be imported on another one.
        require_installed(chosen, what)
    os.environ["KERAS_BACKEND"] = chosen
    # TensorFlow's notes on missing GPUs and CPU features say nothing to our users.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def _imported() -> Any:
    if "keras" in sys.modules or os.environ["KERAS_BACKEND"] != "numpy":
        import keras

        return keras
    with imported_later():
        import keras
    if not is_installed("scipy"):
        from keras.src.utils import module_utils

        # Keras imports this one late itself, and says then that it is missing.
        module_utils.scipy.module = Deferred("scipy")
    return keras


def start_keras_quickly(backend: str | None = None) -> None:
    """Import Keras for a process of our own that will not train: half a second faster.

    Keras imports, where they are installed, pandas to take DataFrames as training data, matplotlib
    to draw pictures, and requests to report a training to a server.

    Args:
        backend: Which one to choose where the environment variable ``KERAS_BACKEND`` does not; by
            default as `load_keras` does.
    """
    is_free = "keras" not in sys.modules and not os.environ.get("KERAS_BACKEND")
    wanted = backend if is_free else None
    unused: dict[str, Any] = dict.fromkeys(("pandas", "matplotlib", "requests"))
    if "keras" in sys.modules or not unused.keys().isdisjoint(sys.modules):
        load_keras(wanted)
        return
    sys.modules.update(unused)
    try:
        load_keras(wanted)
    finally:
        for name in unused:
            del sys.modules[name]


@contextlib.contextmanager
def _without_collections() -> Iterator[None]:
    """Keep the garbage collector from searching modules while they are imported (0.2 s)."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextlib.contextmanager
def searching_new_objects_only() -> Iterator[None]:
    """Keep the garbage collector from searching what there was before, within a block.

    Keras and its backend are half a million objects, which it would look through once in a short
    export (0.25 s, as long as tracing MobileNetV2 twice). What the block makes is searched.
    """
    if gc.get_freeze_count():  # kept apart by the user's program, or by a block around this one
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


@contextlib.contextmanager
def without_tensorflow() -> Iterator[None]:
    """Keep Keras on another backend from importing TensorFlow meanwhile.

    Keras's serialization imports it (3 s) only to ask whether a value is a `tf.TensorShape`; while
    TensorFlow is not loaded, none is. Keras has no public switch for it.
    """
    from keras.src.utils import module_utils

    lazy = module_utils.tensorflow
    if "tensorflow" in sys.modules or lazy._available is not None:
        yield
        return
    lazy._available = False
    try:
        yield
    finally:
        lazy._available = None


@contextlib.contextmanager
def quiet_native_code() -> Iterator[None]:
    """Hold back warnings and what native code prints to stderr; show it if the block fails.

    TensorFlow prints a dozen lines about CUDA while it is imported, before its log level applies.
    """
    try:
        saved = os.dup(2)
    except OSError:  # no stderr at all, as under pythonw
        yield
        return
    with tempfile.TemporaryFile() as held:
        sys.stderr.flush()
        os.dup2(held.fileno(), 2)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        except BaseException:
            held.seek(0)
            os.write(saved, held.read())
            raise
        finally:
            os.dup2(saved, 2)
            os.close(saved)
