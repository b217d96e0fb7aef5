"""Placeholders for layers of text and lookups: Keras's own need TensorFlow to be made at all.

They hold a layer's settings and its vocabulary, and know the shapes that Keras says it gives. They
are never run: what they stand for is declared in the artifact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from tfjs_bridge.convert.containers import map_dicts
from tfjs_bridge.convert.files.front_settings import Settings
from tfjs_bridge.convert.front_layers import FEATURE_SPACE, FEATURE_SPACE_LAYERS, FRONT_LAYERS
from tfjs_bridge.keras_backend import load_keras

Problem = tuple[str, str | None]
ObjectProblem = Callable[[dict[str, Any], str, Any, str], Problem]

_NAMES = FRONT_LAYERS | FEATURE_SPACE_LAYERS
_CALLABLE = ("standardize", "split")


def with_front(problem: ObjectProblem) -> ObjectProblem:
    """Let layers of text and lookups be in a file: their code is never run, nor their paths read.

    Args:
        problem: Says what is wrong with all other objects; see `checks.config_problems`.
    """

    def checked(value: dict[str, Any], name: str, module: Any, label: str) -> Problem:
        if not _is_front(name, module):
            return problem(value, name, module, label)
        settings = value["config"] if isinstance(value["config"], dict) else {}
        own = f"layer '{settings.get('name') or value.get('name')}' ({name})"
        return own, _code_problem(own, settings)

    return checked


def _is_front(name: Any, module: Any) -> bool:
    if name in FEATURE_SPACE_LAYERS:
        return module in ("keras.layers", FEATURE_SPACE)
    return name in FRONT_LAYERS and module == "keras.layers"


def _code_problem(label: str, settings: Mapping[str, Any]) -> str | None:
    for key in _CALLABLE:
        if not isinstance(settings.get(key), str | None):
            return (
                f"{label}: has Python code of its own for {key}, which JavaScript cannot run; "
                f"expected one of Keras's. Use one, or do this step before the model."
            )
    vocabulary = settings.get("vocabulary")
    if isinstance(vocabulary, str):
        return (
            f"{label}: names the file {vocabulary} for its vocabulary, which is never read; "
            f"expected the words. Save the model as .keras."
        )
    return None


def with_placeholders(config: dict[str, Any]) -> dict[str, Any]:
    """Return a serialized model in which these layers lead to their placeholders."""

    def change(entry: dict[str, Any]) -> dict[str, Any]:
        if "config" in entry and _is_front(entry.get("class_name"), entry.get("module")):
            entry["registered_name"] = _registered(entry["class_name"])
        return entry

    changed: dict[str, Any] = map_dicts(change, config)
    return changed


def _registered(name: str) -> str:
    return f"tfjs_bridge>{name}"


def placeholder_scope() -> dict[str, Any]:
    """Return the placeholders by the names under which Keras asks for them."""
    return {_registered(kind.__name__): kind for kind in _classes()}


# Once, since Keras compares classes.
@cache
def _classes() -> Sequence[type]:
    base = _base()
    return [
        type(name, (base,), {"__doc__": f"Stands for Keras's {name}.", "kind": name})
        for name in sorted(_NAMES)
    ]


def _base() -> type:
    keras: Any = load_keras()

    class Placeholder(keras.layers.Layer):  # type: ignore[misc]
        """Settings by the names of Keras's attributes."""

        is_placeholder = True
        kind = ""

        def __init__(self, **settings: Any) -> None:
            own = {key: settings.pop(key) for key in ("name", "trainable") if key in settings}
            super().__init__(**own)
            self._convert_input_args = False
            self._allow_non_tensor_positional_args = True
            # Not tracked: a vocabulary of 20,000 words would be looked through.
            with keras.src.utils.tracking.DotNotTrackScope():
                self.settings = Settings(self.kind, settings)

        def __getattr__(self, name: str) -> Any:
            settings = self.__dict__.get("settings")
            if settings is None:
                raise AttributeError(name)
            return settings.attribute(name)

        def build(self, *_: Any) -> None:
            self.built = True

        def call(self, *args: Any, **kwargs: Any) -> Any:
            raise NotImplementedError

        def compute_output_spec(self, *args: Any, **_: Any) -> Any:
            given = keras.tree.flatten(args)
            shape, dtype = self.settings.output(
                [tuple(x.shape) for x in given], str(given[0].dtype)
            )
            return keras.KerasTensor(shape, dtype)

        def load_own_variables(self, store: Any) -> None:
            """Leave weights to `front_content`, which checks them."""

    return Placeholder
