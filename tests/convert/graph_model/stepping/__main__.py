"""Export all of them, on Keras's JAX backend, and print one line of JSON for each."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tests.convert.graph_model.stepping.models import MODELS, predicted, sequence
from tests.convert.models import seed
from tfjs_bridge import export
from tfjs_bridge.convert.requests import ModelCard
from tfjs_bridge.errors import ModelWarning, TfjsBridgeError


def stepped(k: Any, name: str, folder: Path) -> dict[str, Any]:
    """Export one step; then run Keras over a sequence, from its first state on."""
    seed(k, 4)
    model = MODELS[name][0](k)
    metadata = export(model, folder, format="graph", states=True)
    steps = sequence(metadata.inputs[0])
    outputs = [x.tolist() for x in predicted(model, steps)]
    return {"name": name, "steps": steps.tolist(), "outputs": outputs}


def fresh(k: Any, folder: Path) -> dict[str, Any]:
    """Export a model that has been run: its states are not those that the artifact begins with."""
    seed(k, 4)
    model = MODELS["characters"][0](k)
    steps = sequence(model.inputs[0])
    first = [x.tolist() for x in predicted(model, steps[:1])]
    list(predicted(model, steps))
    export(model, folder, format="graph")
    return {"name": "fresh", "steps": steps[:1].tolist(), "outputs": first}


def sampler(k: Any, *, is_only: bool = False) -> Any:
    """A variational autoencoder; or its sample alone."""

    class Sample(k.layers.Layer):  # type: ignore[misc]
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            self.seeds = k.random.SeedGenerator(5)

        def call(self, mean: Any) -> Any:
            return mean + k.random.normal(k.ops.shape(mean), seed=self.seeds)

    x = k.Input((6,), name="x")
    mean = k.layers.Dense(3, name="mean")(k.layers.Dense(8, activation="relu")(x))
    z = Sample(name="z")(mean)
    decoded = k.layers.Dense(6, name="decoded")(z)
    return k.Model(x, z if is_only else {"z": z, "mean": mean, "decoded": decoded}, name="vae")


def sampled(k: Any, root: Path) -> Iterator[dict[str, Any]]:
    """Export it twice; with one output that is not random, and with none."""
    for name, is_only in (("vae", False), ("vae again", False), ("only random", True)):
        k.utils.clear_session()
        seed(k, 6)
        model = sampler(k, is_only=is_only)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            export(model, root / name.replace(" ", "-"), format="graph")
        told = [str(w.message) for w in caught if issubclass(w.category, ModelWarning)]
        yield {"name": name, "warnings": told}


def refused(k: Any, root: Path) -> Iterator[dict[str, Any]]:
    """Exports that cannot be, and their errors."""
    plain = k.Sequential([k.Input((4,)), k.layers.Dense(3)], name="plain")
    kept = MODELS["characters"][0](k)
    for name, model, form in (
        ("no states", plain, "graph"),
        ("states of layers", kept, "layers"),
    ):
        try:
            export(model, root / name, format=form, states=True)  # type: ignore[arg-type]
        except TfjsBridgeError as error:
            yield {"name": name, "error": type(error).__name__, "message": str(error)}


def given(k: Any, folder: Path) -> dict[str, Any]:
    """Golden inputs of the user's: states that are not among them are zeros."""
    model = MODELS["characters"][0](k)
    card = ModelCard(golden_inputs={"character": np.array([[7]], "int32")}, golden_source="mine")
    export(model, folder, format="auto", states=True, card=card)
    return {"name": "given"}


def main() -> None:
    """Into the folder that is named."""
    import keras

    root = Path(sys.argv[1])
    lines = [
        *(stepped(keras, name, root / name.replace(" ", "-")) for name in MODELS),
        fresh(keras, root / "fresh"),
        *sampled(keras, root),
        *refused(keras, root),
        given(keras, root / "given"),
    ]
    for line in lines:
        sys.stdout.write(f"{json.dumps(line)}\n")


main()
