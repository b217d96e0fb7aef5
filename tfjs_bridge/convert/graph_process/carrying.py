"""A live Keras model as bytes that a process with another backend makes a model of.

Keras's own saving takes a file of settings, which many models do not have: those with a Lambda, or
layers written in Python without `get_config`. Here they go as they are, their code with them.
"""

from __future__ import annotations

import io
import os
import site
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from tfjs_bridge.convert.frontend.run import keras_reason
from tfjs_bridge.convert.graph_process import restoring
from tfjs_bridge.convert.graph_process.states import kinds, state
from tfjs_bridge.errors import UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras

_LIBRARIES = frozenset({"tensorflow", "torch", "jax", "jaxlib"})
_MOST_LEFT = 20


class _LeftBehindError(Exception):
    """An attribute cannot be carried; the model may not need it."""

    def __init__(self, place: tuple[int, str], reason: str) -> None:
        super().__init__(reason)
        self.place = place


def carried(model: Any) -> memoryview:
    """Return a model for `restoring.restored`.

    Args:
        model: A live Keras model of any backend; it is not changed.

    Raises:
        UnsupportedModelError: It cannot be carried.
    """
    try:
        with _user_modules_by_value():
            return _without_what_cannot_go(model)
    except Exception as error:  # the user's objects raise anything
        failure = error
    try:
        return _without_what_cannot_go(model)  # then the user's modules are imported there
    except Exception:
        raise UnsupportedModelError(not_carried(model, keras_reason(failure))) from failure


def _without_what_cannot_go(model: Any) -> memoryview:
    """Write a model, and begin anew without an attribute that cannot be written."""
    left: dict[tuple[int, str], str] = {}
    while True:
        try:
            return _written(model, left)
        except _LeftBehindError as error:
            if len(left) == _MOST_LEFT:
                raise
            left[error.place] = str(error)


def not_carried(model: Any, reason: object) -> str:
    """Say why a live model is refused that its process cannot hand on."""
    backend = load_keras().backend.backend()
    return (
        f"model '{model.name}': a graph model is traced by Keras on JAX, and this process has "
        f"loaded Keras on {backend}; the model cannot be handed to another process ({reason}). "
        f"Set KERAS_BACKEND=jax before Keras is imported."
    )


def _written(model: Any, left: dict[tuple[int, str], str]) -> memoryview:
    file = io.BytesIO()
    pickler = _pickler(file)
    pickler.dump(model)
    done = 0
    while done < len(pickler.objects):
        obj = pickler.objects[done]
        for name, value in state(obj):
            place = (id(obj), name)
            if place in left:
                value = restoring.NotCarried(f"attribute '{name}'", left[place])
            try:
                pickler.dump((done, name, value))
            except Exception as error:
                if name.startswith("_") or isinstance(value, kinds().in_circles):
                    raise
                raise _LeftBehindError(place, f"{type(error).__name__}: {error}") from error
        done += 1
    pickler.dump(None)
    pickler.dump(pickler.registered)
    return file.getbuffer()  # the weights are not copied once more


def _pickler(file: io.BytesIO) -> Any:
    # Imported here: the command line starts without it.
    import cloudpickle

    registry = load_keras().saving.get_custom_objects()
    names = {id(value): name for name, value in registry.items()}

    class Pickler(cloudpickle.Pickler):  # type: ignore[misc]
        """Writes Keras's objects one after another: nested, they exceed Python's recursion."""

        def __init__(self) -> None:
            super().__init__(file, protocol=5)
            self.objects: list[Any] = []
            self.registered: dict[str, Any] = {}
            self._places: dict[int, int] = {}

        def persistent_id(self, obj: Any) -> Any:
            k = kinds()
            if not isinstance(obj, k.in_circles) or isinstance(obj, k.optimizer):
                return None
            if id(obj) not in self._places:
                self._places[id(obj)] = len(self.objects)
                self.objects.append(obj)
            is_variable = isinstance(obj, k.variable)  # its class is the backend's
            return self._places[id(obj)], "variable" if is_variable else type(obj)

        def reducer_override(self, obj: Any) -> Any:
            if id(obj) in names:
                self.registered[names[id(obj)]] = obj
            own = _reduced(obj)
            return super().reducer_override(obj) if own is None else own

    return Pickler()


def _reduced(obj: Any) -> Any:
    """Return how to rebuild what pickle cannot, or would rebuild with the same backend."""
    k, kind = kinds(), type(obj)
    if kind in k.tracked:
        items = list(obj.items()) if isinstance(obj, dict) else list(obj)
        return restoring.tracked, (kind, items, obj.tracker)
    if isinstance(obj, k.optimizer):
        return restoring.nothing, ()
    if kind.__name__ == "DynamicBackend" and kind.__module__.startswith("keras."):
        return kind, ()
    library = kind.__module__.split(".")[0]
    if library in _LIBRARIES and not isinstance(obj, type):
        return _reduced_foreign(obj, kind.__name__)
    return None


def _reduced_foreign(obj: Any, name: str) -> Any:
    """Return how to rebuild an object of TensorFlow, PyTorch or JAX without the library."""
    if name == "TensorShape":
        return tuple, (obj.as_list(),)
    if name == "DType":
        return str, (obj.name,)
    if name == "dtype":  # PyTorch's
        return str, (str(obj).removeprefix("torch."),)
    # TensorFlow wraps what is assigned to its modules.
    if name in ("ListWrapper", "_TupleWrapper", "_DictWrapper"):
        plain: Any = {"L": list, "_T": tuple, "_D": dict}[name[: 1 + name.startswith("_")]]
        return plain, (plain(obj),)
    if hasattr(obj, "shape") and hasattr(obj, "dtype"):
        return restoring.tensor, (_array(obj),)
    return None


def _array(tensor: Any) -> np.ndarray[Any, Any]:
    keras = load_keras()
    if keras.ops.is_tensor(tensor):
        return np.asarray(keras.ops.convert_to_numpy(tensor))
    if hasattr(tensor, "detach"):
        return np.asarray(tensor.detach().cpu())
    return np.asarray(tensor)


@contextmanager
def _user_modules_by_value() -> Iterator[None]:
    """Carry code of the user's own modules too: importing them anew could run a whole program."""
    import cloudpickle

    installed = _installed()
    modules = [m for name, m in list(sys.modules.items()) if name != "__main__"]
    own = [m for m in modules if _is_users(m, installed)]
    added = [m for m in own if m.__name__ not in cloudpickle.list_registry_pickle_by_value()]
    for module in added:
        cloudpickle.register_pickle_by_value(module)
    try:
        yield
    finally:
        for module in added:
            cloudpickle.unregister_pickle_by_value(module)


def _is_users(module: ModuleType, installed: tuple[str, ...]) -> bool:
    file = getattr(module, "__file__", None)
    name = getattr(module, "__name__", "")
    if not isinstance(file, str) or sys.modules.get(name) is not module:
        return False
    if name.split(".")[0] in ("tfjs_bridge", "keras"):
        return False
    return not os.path.realpath(file).startswith(installed)


def _installed() -> tuple[str, ...]:
    """Return the folders of Python's own modules and of installed packages."""
    names = ("stdlib", "platstdlib", "purelib", "platlib")
    folders = [*map(sysconfig.get_path, names), *site.getsitepackages(), site.getusersitepackages()]
    # A folder with packages may itself be on the path, as pip's --target makes one.
    folders += [p for p in sys.path if any(Path(p).glob("*.dist-info"))]
    return tuple(os.path.realpath(folder) + os.sep for folder in folders)
