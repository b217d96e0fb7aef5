"""Models that compute in other dtypes than float32, the only one that TensorFlow.js computes in."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from tfjs_bridge.convert.config import class_and_config
from tfjs_bridge.convert.containers import map_dicts, walk
from tfjs_bridge.convert.files.compute_dtype import computes_in, is_of_keras
from tfjs_bridge.convert.files.legacy.functions import legacy_scope
from tfjs_bridge.convert.frontend.graph import Graph, Layer
from tfjs_bridge.convert.refusals import in_groups
from tfjs_bridge.errors import ModelWarning, UnsupportedModelError
from tfjs_bridge.keras_backend import load_keras, without_tensorflow

# What an input or a policy of each dtype becomes; not here: string.
_DTYPES = {
    **dict.fromkeys(("float16", "bfloat16", "float32", "float64"), "float32"),
    **dict.fromkeys(("mixed_float16", "mixed_bfloat16"), "float32"),
    **dict.fromkeys(("int8", "int16", "int32", "int64"), "int32"),
    **dict.fromkeys(("uint8", "uint16", "uint32", "uint64"), "int32"),
    "bool": "bool",
}
_KEPT = frozenset({"float32", "int32", "bool"})


def in_float32(model: Any, target: Literal["layers", "graph"] = "layers") -> Any:
    """Return the same model, computing in float32 and taking float32, int32 or bool.

    Warns (`ModelWarning`) of every dtype that it changes.

    Args:
        model: A built Sequential or functional Keras model; it is not changed.
        target: The format to be exported to. For ``"graph"`` quantized layers stay, and a model
            with other layers than Keras's own is never rebuilt: `computing_in_float32` changes how
            it computes.

    Returns:
        `model` itself where nothing is to be done, or where it cannot be rebuilt: then the
        translation refuses what stands in the way.

    Raises:
        UnsupportedModelError: It is quantized, takes strings, has weights that float32 cannot
            hold, or settings that Keras cannot save; one line for each reason.
    """
    if target == "graph" and not is_of_keras(model):
        texts = [x.name for x in getattr(model, "inputs", None) or [] if x.dtype == "string"]
        if texts:
            raise UnsupportedModelError(in_groups(map(_takes_strings, map(_input_label, texts))))
        return model
    if type(model).__name__ not in ("Sequential", "Functional") or not model.built:
        return model
    config = _config(model)
    problems = [*_string_inputs(config), *(_quantized_layers(config) if target != "graph" else ())]
    if problems:
        raise UnsupportedModelError(in_groups(problems))
    dtypes, inputs = _computing_dtypes(config), dict(_input_changes(config))
    if not dtypes and not inputs:
        return model
    rebuilt = _rebuilt(model, map_dicts(_with_kept_dtype, config))
    if rebuilt is None:
        return model
    _copy_weights(model, rebuilt)
    # Inputs of models within it are none of the artifact's.
    own = {entry["config"].get("name") for entry in config["layers"]}
    shown = {name: dtype for name, dtype in inputs.items() if name in own}
    for message in _messages(model.name, dtypes, shown):
        warnings.warn(message, ModelWarning, stacklevel=2)
    return rebuilt


def _config(model: Any) -> dict[str, Any]:
    try:
        with without_tensorflow():
            config: dict[str, Any] = model.get_config()
    except NotImplementedError as error:
        reason = next(line for line in str(error).splitlines() if line)
        raise UnsupportedModelError(
            f"model '{model.name}': Keras cannot describe it ({reason}...); expected settings that "
            f"can be saved. Use Python's own numbers in place of numpy's."
        ) from error
    return config


def nonfinite_weights(graph: Graph) -> list[str]:
    """Name the weights that hold NaN or an infinite value, each with its layer's label."""
    return list(dict.fromkeys(name for layer in graph.layers for name in _nonfinite(layer)))


def _nonfinite(layer: Layer) -> Iterator[str]:
    for name, value in layer.weights.items():
        if np.issubdtype(value.dtype, np.floating) and not np.isfinite(value).all():
            yield f"{layer.label}: weight '{name}'"
    for child in layer.children.values():
        yield from _nonfinite(child)
    for call in layer.calls:
        if call.graph is not None:
            yield from nonfinite_weights(call.graph)


def quantized_mode(settings: Mapping[str, Any]) -> str | None:
    """Return how a layer with these settings is quantized; `None` if it is not."""
    class_name, config = class_and_config(settings.get("dtype"))
    if "mode" in config:
        return str(config["mode"])
    # A policy's name, such as "int8_from_float32" (keras/src/dtype_policies/dtype_policy.py).
    if "_from_" in class_name:
        return class_name.split("_from_")[0]
    if settings.get("quantization_config") is not None:
        return class_and_config(settings["quantization_config"])[0]
    return None


def quantized(label: str, mode: str) -> str:
    """Say why a quantized layer is refused."""
    return (
        f"{label}: is quantized ({mode}), which TensorFlow.js cannot compute with; expected "
        f"float32. Export the model before quantizing it."
    )


def _quantized_layers(config: Any) -> Iterator[str]:
    for settings, own in _layer_settings(config):
        mode = quantized_mode(settings)
        if mode is not None:
            yield quantized(own, mode)


def _string_inputs(config: Any) -> Iterator[str]:
    for settings, own in _layer_settings(config):
        if "batch_shape" in settings and _name(settings.get("dtype")) == "string":
            yield _takes_strings(own)


def _takes_strings(label: str) -> str:
    return (
        f"{label}: takes strings, which TensorFlow.js's layers cannot compute with; expected "
        f"numbers. Look the strings up before the model."
    )


def _input_label(name: str) -> str:
    return f"layer '{name}' (InputLayer)"


def _layer_settings(config: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield settings of all layers, those within others too, each with the layer's label."""
    for entry in walk(config):
        settings = entry.get("config") if isinstance(entry, dict) else None
        if isinstance(settings, dict) and "dtype" in settings and "name" in settings:
            yield settings, f"layer '{settings['name']}' ({entry.get('class_name')})"


def _name(dtype: Any) -> str:
    """Return a dtype's or a policy's name, however it is serialized."""
    class_name, config = class_and_config(dtype)
    return str(config.get("name", class_name))


def _computing_dtypes(config: Any) -> list[str]:
    names = {
        _name(settings["dtype"])
        for settings, _ in _layer_settings(config)
        if "batch_shape" not in settings
    }
    return sorted(name.removeprefix("mixed_") for name in names & _DTYPES.keys() - _KEPT)


def _input_changes(config: Any) -> Iterator[tuple[str, str]]:
    for settings, _ in _layer_settings(config):
        name = _name(settings["dtype"])
        if "batch_shape" in settings and name in _DTYPES and name not in _KEPT:
            yield settings["name"], name


def _with_kept_dtype(entry: dict[str, Any]) -> dict[str, Any]:
    settings = entry.get("config")
    if isinstance(settings, dict) and "dtype" in settings and "class_name" in entry:
        settings["dtype"] = _DTYPES.get(_name(settings["dtype"]), settings["dtype"])
    return entry


def _rebuilt(model: Any, config: dict[str, Any]) -> Any:
    """Return a model of this configuration; `None` where Keras cannot make one."""
    load_keras()
    try:
        # Keras's own clone_model keeps the policies, and has no way to change them.
        with without_tensorflow(), legacy_scope():
            return type(model).from_config(config)
    except Exception:  # Lambda, custom layers: the translation says so
        return None


def _copy_weights(source: Any, target: Any) -> None:
    """Copy the weights of a layer or model to its twin, cast; layers are told by their names."""
    # A model's own list of weights is in the order in which its layers were called, which the twin
    # need not have.
    if hasattr(source, "layers"):
        twins = {layer.name: layer for layer in target.layers}
        for layer in source.layers:
            _copy_weights(layer, twins[layer.name])
        return
    inner = getattr(source, "layer", None)
    if hasattr(inner, "layers"):
        _copy_weights(inner, target.layer)
        return
    for variable, twin in zip(source.weights, target.weights, strict=True):
        twin.assign(_cast(np.asarray(variable), str(twin.dtype), source, variable.name))
    # Normalization computes with copies of its weights, which it makes here.
    if hasattr(target, "finalize_state"):
        target.finalize_state()


def _cast(value: npt.NDArray[Any], dtype: str, layer: Any, name: str) -> npt.NDArray[Any]:
    with np.errstate(over="ignore"):  # float64 beyond float32's range: said below, in our words
        cast = value.astype(dtype)
    if dtype == "float32" and np.isinf(cast).sum() > np.isinf(value).sum():
        raise UnsupportedModelError(
            f"layer '{layer.name}' ({type(layer).__name__}): weight '{name}' holds values that "
            f"float32 cannot; expected at most {np.finfo(np.float32).max:.3g}, got "
            f"{np.abs(value[np.isfinite(value)]).max():.3g}. Train in float32."
        )
    return cast


def _messages(model: str, dtypes: list[str], inputs: Mapping[str, str]) -> Iterator[str]:
    if dtypes:
        yield computes_in(model, dtypes)
    for name, dtype in inputs.items():
        yield (
            f"input '{name}': takes {dtype}, which TensorFlow.js does not support; "
            f"exported as "
            f"{_DTYPES[dtype]}."
        )
