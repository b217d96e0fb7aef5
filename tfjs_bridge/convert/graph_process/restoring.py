"""A Keras model from the bytes that another process of this user carried it in.

Unpickling runs code. These bytes come through a pipe from the process that started this one, and
hold that process's own objects; never are they read from a file.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from typing import Any, BinaryIO, NoReturn

import numpy as np

from tfjs_bridge.convert.graph_process.states import before_training, kinds, node_names
from tfjs_bridge.keras_backend import load_keras


class NotCarried:
    """Stands for an attribute that could not be handed to this process; any use of it fails."""

    def __init__(self, what: str, reason: str) -> None:
        self.__dict__.update(what=what, reason=reason)

    def _fail(self) -> NoReturn:
        raise TypeError(
            f"{self.__dict__['what']} cannot be handed to Keras on JAX: {self.__dict__['reason']}"
        )

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        self._fail()

    def __call__(self, *_: Any, **__: Any) -> NoReturn:
        """Fail, as any use does."""
        self._fail()

    def __getitem__(self, key: Any) -> NoReturn:
        self._fail()

    def __bool__(self) -> NoReturn:
        self._fail()


def nothing() -> None:
    """Stand for what is not needed."""


def tensor(value: np.ndarray[Any, Any]) -> Any:
    """Return an array as a tensor of this backend."""
    return load_keras().ops.convert_to_tensor(value)


def tracked(kind: type, items: Iterable[Any], tracker: Any) -> Any:
    """Rebuild a list, dict or set that a tracker watches; it has seen the items already."""
    made: Any = kind()
    plain: Any = next(base for base in kind.__mro__ if base in (list, dict, set))
    made.tracker = None
    (plain.extend if plain is list else plain.update)(made, items)
    made.tracker = tracker
    return made


def restored(file: BinaryIO) -> Any:
    """Return the model that `carrying.carried` wrote.

    Raises:
        Exception: Whatever the user's classes and Keras raise where they cannot be rebuilt.
    """
    reader = _Reader(file)
    model = reader.load()
    states: dict[int, dict[str, Any]] = {}
    while (entry := reader.load()) is not None:
        place, name, value = entry
        states.setdefault(place, {})[name] = value
    for name, value in reader.load().items():
        package, _, own = name.rpartition(">")
        load_keras().saving.register_keras_serializable(package or "Custom", own)(value)
    _fill(reader.objects, states)
    return model


class _Reader(pickle.Unpickler):
    """Makes shells of Keras's objects, which are filled when all of them are there."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__(file)
        self.objects: dict[int, Any] = {}

    def persistent_load(self, pid: Any) -> Any:
        place, kind = pid
        if place not in self.objects:
            self.objects[place] = _shell(kind)
        return self.objects[place]


def _shell(kind: Any) -> Any:
    keras = load_keras()
    if kind == "variable":
        return object.__new__(keras.Variable)
    for base in (keras.Layer, keras.Operation):
        if issubclass(kind, base):
            return base.__new__(kind)  # wraps `build`; a class's own may want arguments
    return object.__new__(kind)


def _fill(objects: dict[int, Any], states: dict[int, dict[str, Any]]) -> None:
    k = kinds()
    for place, obj in objects.items():
        own = states.get(place, {})
        if isinstance(obj, k.variable):
            _fill_variable(obj, own)
        elif isinstance(obj, k.tracker):
            _fill_tracker(obj, own)
        else:
            vars(obj).update({**_of_training(obj), **own})
    for obj in objects.values():
        if isinstance(obj, k.seeds):
            _use_own_seeds(obj)
    for obj in objects.values():
        if isinstance(obj, k.function):
            _find_nodes(obj)


def _of_training(obj: Any) -> dict[str, Any]:
    """Return what was not carried, as it is before training."""
    found: dict[str, Any] = {}
    if isinstance(obj, kinds().layer):
        found = {"_losses": [], "_loss_ids": set(), "_losses_override": []}
    if isinstance(obj, load_keras().Model):
        found |= before_training()
    return found


def _fill_variable(variable: Any, own: dict[str, Any]) -> None:
    vars(variable).update(own)
    if own.get("_value") is None:  # made when its layer is built
        return
    value = load_keras().ops.convert_to_tensor(own["_value"])
    # JAX has no int64 unless it is asked for.
    vars(variable).update(_value=value, _dtype=str(value.dtype), _shape=tuple(value.shape))


def _use_own_seeds(generator: Any) -> None:
    """Give a seed generator the dtype of this backend's seeds."""
    keras = load_keras()
    seed = np.asarray(generator.state._value).astype(keras.src.backend.random_seed_dtype())
    _fill_variable(generator.state, {"_value": seed})


def _fill_tracker(tracker: Any, own: dict[str, Any]) -> None:
    stores = own.pop("stores")
    tests = {**_tests()}
    vars(tracker).update(
        own,
        config={name: (tests.get(name, _is_nothing), store) for name, store in stores.items()},
        stored_ids={name: {id(item) for item in store} for name, store in stores.items()},
    )


def _tests() -> dict[str, Any]:
    """Return Keras's own functions that say in which of a tracker's stores an object belongs."""
    keras = load_keras()
    layer, metric = keras.Layer.__new__(keras.Layer), keras.metrics.Metric(name="metric")
    layer._initialize_tracker()
    configs = (metric._tracker.config, layer._tracker.config)
    return {name: test for config in configs for name, (test, _) in config.items()}


def _is_nothing(item: object) -> bool:
    return False


def _find_nodes(function: Any) -> None:
    function._nodes = node_names(function)
