"""Export one case: the artifact, and what Keras gives for further inputs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from inspect import signature
from pathlib import Path
from typing import Any

import numpy as np

from tests.convert.graph_model.zoo.arrays import (
    GOLDEN_BATCH,
    Array,
    draw,
    randomize,
    runs_of,
    specs_of,
)
from tests.convert.graph_model.zoo.case import DEFAULT_HIGH, Case, Sizes, Spec

_NAMES = {"bool": "bool", "float32": "<f4", "int32": "<i4"}


def built(case: Case) -> Any:
    """The case's model, with weights and shapes, always the same."""
    import keras

    keras.utils.clear_session(free_memory=False)
    keras.utils.set_random_seed(1)
    model = case.build(keras)
    if case.inputs is not None and not model.built:
        model(draw(case.inputs, GOLDEN_BATCH, case.sizes[0], 0))
    randomize(model)
    return model


def predict(model: Any, inputs: Any) -> Any:
    """What the model gives when it is called, as a nest of arrays. Compiled: ten times as fast."""
    import jax
    import keras

    # Layers such as RandomFlip take part in training unless they are told otherwise.
    has_training = "training" in signature(model.call).parameters
    options = {"training": False} if has_training else {}

    def call(given: Any) -> Any:
        values = ([x.value for x in y] for y in _variables(model))
        return model.stateless_call(*values, given, **options)[0]

    return keras.tree.map_structure(np.asarray, jax.jit(call)(inputs))


def _variables(model: Any) -> tuple[Any, Any]:
    return model.trainable_variables, model.non_trainable_variables


def export_case(case: Case, folder: Path) -> dict[str, Any]:
    """Write ``artifact``, ``more.json`` and ``more.bin``.

    Returns:
        The names of inputs and outputs.
    """
    from tfjs_bridge import export

    model = built(case)
    metadata = export(model, folder / "artifact", format="graph", **_options(case, model))
    _write_more(case, model, folder, metadata)
    return {"inputs": [x.name for x in metadata.inputs], "outputs": len(metadata.outputs)}


def _options(case: Case, model: Any) -> dict[str, Any]:
    """What `export` cannot find out by itself; golden inputs are drawn by it where they can be."""
    specs, options = specs_of(case, model), {}
    has_sizes = case.sizes != ({},)
    if case.inputs is not None or case.high != DEFAULT_HIGH or has_sizes:
        options["card"] = _card(draw(specs, GOLDEN_BATCH, case.sizes[0], 7))
    if case.is_fixed:
        options["input_shapes"] = _fixed_shapes(specs, case.sizes[0])
    elif has_sizes and case.inputs is not None and not hasattr(model, "_inputs_struct"):
        options["input_shapes"] = _open_shapes(specs)
    return options


def _card(inputs: Any) -> Any:
    import keras

    from tfjs_bridge import ModelCard

    is_named = isinstance(inputs, dict)
    arrays = inputs if is_named else keras.tree.flatten(inputs)
    return ModelCard(golden_inputs=arrays, golden_source="the zoo")


def _fixed_shapes(specs: Mapping[str, Spec], sizes: Sizes) -> Any:
    return {
        name: tuple(sizes[size] if isinstance(size, str) else size for size in spec.shape)
        for name, spec in specs.items()
    }


def _open_shapes(specs: Any) -> Any:
    """A model written in Python does not say which of its sizes are open."""
    by_name = specs if isinstance(specs, dict) else {"": specs}
    return {
        name: tuple(None if isinstance(size, str) else size for size in spec.shape)
        for name, spec in by_name.items()
    }


def _write_more(case: Case, model: Any, folder: Path, metadata: Any) -> None:
    """Further runs: the same form as ``golden`` in the metadata, one after the other."""
    specs, runs = specs_of(case, model), []
    with (folder / "more.bin").open("wb") as file:
        for number, (batch, sizes) in enumerate(runs_of(case)):
            inputs = draw(specs, batch, sizes, number)
            outputs = predict(model, inputs)
            run = {"inputs": named(inputs, metadata.inputs)}
            run["outputs"] = named(outputs, metadata.outputs)
            title = ", ".join([f"batch {batch}", *(f"{k}={v}" for k, v in sizes.items())])
            runs.append({"title": title, **{key: _written(file, run[key]) for key in run}})
    (folder / "more.json").write_text(json.dumps(runs))


def named(nest: Any, specs: Any) -> list[tuple[str, Array]]:
    """A nest's arrays in the metadata's order: by name where it is a dict, else as flattened."""
    import keras

    names = [spec.name for spec in specs]
    if isinstance(nest, dict) and set(nest) == set(names):
        return [(name, nest[name]) for name in names]
    return list(zip(names, keras.tree.flatten(nest), strict=True))


def _written(file: Any, arrays: list[tuple[str, Array]]) -> list[dict[str, Any]]:
    """Write arrays, and return what they are."""
    specs = []
    for name, array in arrays:
        dtype = _stored(array.dtype)
        file.write(array.astype(_NAMES[dtype]).tobytes())
        specs.append({"name": name, "shape": array.shape, "dtype": dtype})
    return specs


def _stored(dtype: np.dtype[Any]) -> str:
    if dtype.kind == "b":
        return "bool"
    return "int32" if dtype.kind in "iu" else "float32"
