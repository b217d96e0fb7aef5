"""All refusals at once: those of the translation too, where layers are refused already.

The refused layers are never made. Placeholders take their places that have nothing but their
outputs' shapes, as far as the configuration describes them, and the model is built without weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from tfjs_bridge.convert.containers import walk
from tfjs_bridge.convert.files.front_placeholders import placeholder_scope, with_placeholders
from tfjs_bridge.convert.files.legacy.functions import legacy_scope
from tfjs_bridge.convert.files.legacy.tensorflow.layer import collected_refusals
from tfjs_bridge.convert.files.other_releases import updated
from tfjs_bridge.convert.frontend.graph import Shape
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.errors import TfjsBridgeError, UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras, without_tensorflow

PLACEHOLDER = "Placeholder"
"""The class of what stands for a refused layer."""

_MODELS = ("keras", "keras.models", "keras.src.models.sequential", "keras.src.models.functional")

Problems = Callable[[Any], Iterable[str]]


def further_refusals(
    config: Mapping[str, Any],
    problems: Problems,
    input_shapes: Mapping[str, Shape] | None,
    split: Callable[[Any], AbstractContextManager[Any]] | None = None,
) -> list[str]:
    """Return what else stands in the way of a model's export, where it can be found out.

    Args:
        config: The whole model, as a `.keras` file holds it.
        problems: Finds what is wrong with a part of it.
        input_shapes: As for `read_keras_model`.
        split: Gives the network of a model with layers of text and lookups, if these may be there.
    """
    with collected_refusals() as refusals:
        try:
            with without_tensorflow():
                model = model_with_placeholders(config, problems, has_front=split is not None)
                if model is None:
                    return []
                with (split or nullcontext)(model) as network:
                    translate(read_keras_model(network, input_shapes))
        except UnsupportedModelError as error:
            # What is said of a placeholder is not the user's concern.
            refusals += [line for line in str(error).splitlines() if not _is_ours(line, split)]
        except TfjsBridgeError:
            pass
        except Exception:  # noqa: S110 (a wrong guess of a shape ends anywhere in Keras)
            pass
    return refusals


def model_with_placeholders(
    config: Mapping[str, Any], problems: Problems, *, has_front: bool = False
) -> Any:
    """Return a model, its weights not filled in, with placeholders for all that is refused.

    Args:
        config: As for `further_refusals`.
        problems: As for `further_refusals`.
        has_front: Whether layers of text and lookups may be there; they become placeholders too.

    Returns:
        `None` where the model itself is refused, beside its layers.
    """
    rest = _without_refused(config, problems)
    if any(problems(rest)):
        return None
    keras = load_keras()
    own = {PLACEHOLDER: _placeholder_class(keras)}
    if has_front:
        rest, own = with_placeholders(rest), own | placeholder_scope()
    with legacy_scope(own):
        return keras.saving.deserialize_keras_object(updated(rest), safe_mode=True)


def _is_ours(line: str, split: Any) -> bool:
    # Where a layer of text is refused, a placeholder reads the text.
    of_text = split is not None and "(InputLayer):" in line and "dtype='string'" in line
    return f"({PLACEHOLDER}):" in line or of_text


def _without_refused(model: Mapping[str, Any], problems: Problems) -> dict[str, Any]:
    """Return a serialized model with a placeholder in place of each refused layer."""
    settings = model["config"]
    entries: Sequence[dict[str, Any]] = settings["layers"]
    layers = []
    for number, entry in enumerate(entries):
        if _is_model(entry):
            layers.append(_without_refused(entry, problems))
            continue
        entry = _without_functions(entry, problems)
        if any(problems(entry)):
            entry = _placeholder(entry, _output_shapes(entry, entries, number))
        layers.append(entry)
    return {**model, "config": {**settings, "layers": layers}}


def _without_functions(entry: dict[str, Any], problems: Problems) -> dict[str, Any]:
    """Return a layer without its refused activations: its shapes are the same."""
    settings = entry.get("config")
    if not isinstance(settings, dict):
        return entry
    linear = {
        key: "linear"
        for key, value in settings.items()
        if key.endswith("activation") and any(problems(value))
    }
    return {**entry, "config": {**settings, **linear}}


def _is_model(entry: Mapping[str, Any]) -> bool:
    settings = entry.get("config")
    return (
        entry.get("module") in _MODELS
        and isinstance(settings, dict)
        and isinstance(settings.get("layers"), list)
    )


def _placeholder(entry: Mapping[str, Any], shapes: list[Any]) -> dict[str, Any]:
    settings = entry.get("config")
    name = entry.get("name") or (settings.get("name") if isinstance(settings, dict) else None)
    return {
        "module": "keras",
        "class_name": PLACEHOLDER,
        "registered_name": PLACEHOLDER,
        "config": {"name": name, "shapes": shapes},
        "name": name,
        "inbound_nodes": entry.get("inbound_nodes", []),
    }


def _output_shapes(
    entry: Mapping[str, Any], entries: Sequence[Mapping[str, Any]], number: int
) -> list[Any]:
    """Return a layer's outputs as their takers describe them: shape and dtype, or `None`."""
    # A Sequential model's layers name no tensors, but save the shapes that they were built with.
    if "inbound_nodes" not in entry:
        behind = (later.get("build_config") for later in entries[number + 1 :])
        shape = next(
            (build.get("input_shape") for build in behind if isinstance(build, dict)), None
        )
        return [None if shape is None else [shape, "float32"]]
    found: dict[int, Any] = {}
    for tensor in _tensors([other.get("inbound_nodes") for other in entries]):
        history = tensor.get("keras_history") or [None]
        if history[0] == entry.get("name") and tensor.get("shape") is not None:
            found[history[2]] = [tensor["shape"], tensor.get("dtype", "float32")]
    return [found.get(index) for index in range(max(found, default=0) + 1)]


def _tensors(value: Any) -> Iterator[Mapping[str, Any]]:
    for item in walk(value):
        is_tensor = isinstance(item, dict) and item.get("class_name") == "__keras_tensor__"
        if is_tensor and isinstance(item.get("config"), dict):
            yield item["config"]


def _placeholder_class(keras: Any) -> type:
    class Placeholder(keras.layers.Layer):  # type: ignore[misc]
        """Returns tensors of given shapes; it is never run."""

        def __init__(self, shapes: list[Any], **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self.shapes = shapes

        def call(self, *args: Any, **kwargs: Any) -> Any:
            raise NotImplementedError

        def compute_output_spec(self, *args: Any, **kwargs: Any) -> Any:
            first = keras.tree.flatten((args, kwargs))[0]
            shapes = [shape or [first.shape, first.dtype] for shape in self.shapes]
            specs = [keras.KerasTensor(shape, dtype) for shape, dtype in shapes]
            return specs if len(specs) > 1 else specs[0]

        def get_config(self) -> dict[str, Any]:
            return {**super().get_config(), "shapes": self.shapes}

    return Placeholder
