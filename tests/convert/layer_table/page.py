"""The page docs/layers.md: every class of keras.layers and activation, and what becomes of it."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.convert.cases import Case
from tests.convert.layer_table.fitting import trained
from tests.convert.layer_table.models import CASES, UNMEASURED, activation_case
from tests.convert.parity import compare, random_inputs
from tfjs_bridge.convert.front_layers import FRONT_LAYERS
from tfjs_bridge.convert.frontend.model import read_keras_model
from tfjs_bridge.convert.frontend.run import run_keras_model
from tfjs_bridge.convert.layers_model import activations
from tfjs_bridge.convert.layers_model.handlers import refused, supported
from tfjs_bridge.convert.layers_model.translate import translate
from tfjs_bridge.keras_backend import load_keras

PAGE = Path(__file__).resolve().parents[3] / "docs" / "layers.md"

_INTRODUCTION = """\
# What becomes of each Keras layer

<!-- Written by `python -m tests.convert.layer_table`; do not edit it. -->

What an export does with each layer of Keras; [another page](rewriting.md) tells how:

- **exact**: the TensorFlow.js layer of the same kind, at least with usual settings;
- **rewritten**: several TensorFlow.js layers that compute the same;
- **dropped**: nothing, since it does nothing at inference;
- **declared**: a step of the artifact's declared preprocessing, in front of the network
  ([tables and text](tables-and-text.md)); refused where it reads what the network computes;
- **graph alone**: only a graph model can hold it, which `--format graph` or `auto` writes;
- **refused**: cannot be exported; the message names the layer and what to do.

Parity is the largest difference between Keras and plain TensorFlow.js, on its cpu and its wasm
backend, as a part of the output's largest value: measured on the small models of
`tests/convert/layer_table/models.py`, which are tests as well, before and after `model.save` in
TensorFlow.js. Settings that a layer cannot be exported with are refused too, never ignored.

*Trains* says whether the export can be trained on in TensorFlow.js, with a Dense layer in front
that learns too: one step of `fit` on the cpu backend, in which the loss is the one that `evaluate`
gives, learned weights change, and frozen ones do not. Where it says "not", `fit` fails; a model
with such a layer predicts all the same.
"""

# Activations that layers cannot hold, and why.
REFUSED_ACTIVATIONS = {
    "sparsemax": "Keras's formula sums cumulative sums, which is not sparsemax",
    "threshold": "needs settings, which a layer's activation has no place for",
}

# What the layers of text and lookups become.
DECLARED = {
    "HashedCrossing": "`cross`",
    "Hashing": "`hash`",
    "IntegerLookup": "`lookup`; without `invert` and `sparse`",
    "StringLookup": "`lookup`; without `invert` and `sparse`",
    "TextVectorization": (
        "`vectorize`; a `standardize` of your own from live models, without other Python code, "
        "`ragged` and `sparse`"
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table.

    Attributes:
        names: All public names of it.
        treatment: ``"exact"``, ``"rewritten"``, ``"dropped"``, ``"declared"``,
            ``"graph alone"`` or ``"refused"``.
        note: What it becomes, or why it is refused.
        cases: What its parity is measured on.
    """

    names: tuple[str, ...]
    treatment: str
    note: str
    cases: tuple[Case, ...]


def layer_rows() -> Iterator[Row]:
    """One row for each class of the installed keras.layers.

    Raises:
        LookupError: A class is neither supported nor refused.
    """
    for names in layer_classes():
        known = [name for name in names if name in supported() or name in refused()]
        if not known:
            raise LookupError(f"{names[0]}: neither supported nor refused")
        cases = tuple(case for name in names for case in CASES.get(name, ()))
        if known[0] in FRONT_LAYERS:
            yield Row(names, "declared", DECLARED[known[0]], ())
        elif known[0] in refused():
            refusal = refused()[known[0]]
            treatment = "graph alone" if refusal.in_graph else "refused"
            yield Row(names, treatment, refusal.reason, ())
        else:
            support = supported()[known[0]]
            yield Row(names, support.treatment, support.note, cases)


def layer_classes() -> list[tuple[str, ...]]:
    """Public names of each class of the installed keras.layers, the class's own name first."""
    keras = load_keras()
    names: dict[Any, list[str]] = {}
    for name, value in vars(keras.layers).items():
        if inspect.isclass(value) and issubclass(value, keras.layers.Layer):
            names.setdefault(value, []).append(name)
    return sorted(
        tuple(sorted(aliases, key=lambda name: (name != value.__name__, name)))
        for value, aliases in names.items()
    )


def activation_rows() -> Iterator[Row]:
    """One row for each function of the installed keras.activations."""
    for name in activation_names():
        if name in REFUSED_ACTIVATIONS:
            yield Row((name,), "graph alone", REFUSED_ACTIVATIONS[name], ())
        else:
            is_exact = name in activations.EXACT_ACTIVATIONS
            case = activation_case(name)
            yield Row((name,), "exact" if is_exact else "rewritten", "", (case,))


def activation_names() -> list[str]:
    """Names of the installed keras.activations."""
    functions = vars(load_keras().activations).items()
    others = ("deserialize", "get", "serialize")
    return sorted(name for name, value in functions if callable(value) and name not in others)


def measured(case: Case) -> float:
    """The largest difference of one model's outputs, as a part of their largest value."""
    model = case.build()
    exported = translate(read_keras_model(model))
    inputs = random_inputs(exported, high=case.high)
    return compare(exported, inputs, run_keras_model(model, inputs))


def trains(row: Row) -> str:
    """Whether the exports of a row's cases can be trained on in TensorFlow.js."""
    found = list(dict.fromkeys(trained(case) for case in row.cases))
    return "; ".join(answer for answer in found if answer != "yes") if len(found) > 1 else found[0]


def render(*, measure: bool) -> str:
    """The whole page; without parity where nothing is to be measured."""
    layers = _table("Layer", list(layer_rows()), measure=measure)
    functions = _table("Activation", list(activation_rows()), measure=measure)
    return f"{_INTRODUCTION}\n## Layers\n\n{layers}\n## Activations\n\n{functions}"


def _table(title: str, rows: list[Row], *, measure: bool) -> str:
    lines = [f"| {title} | Treatment | Parity | Trains | Note |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        names = ", ".join(f"`{name}`" for name in row.names)
        parity = _parity(row) if measure else ""
        learns = trains(row) if measure and row.cases else ""
        note = next((UNMEASURED[name] for name in row.names if name in UNMEASURED), row.note)
        lines.append(f"| {names} | {row.treatment} | {parity} | {learns} | {note} |")
    counts = {row.treatment: 0 for row in rows}
    for row in rows:
        counts[row.treatment] += 1
    total = ", ".join(f"{count} {treatment}" for treatment, count in sorted(counts.items()))
    return f"{len(rows)} in all: {total}.\n\n" + "\n".join(lines) + "\n"


def _parity(row: Row) -> str:
    """An upper bound that is the same on all machines: a power of ten, from 1e-6 on."""
    if not row.cases:
        return ""
    largest = max(measured(case) for case in row.cases)
    return "0" if largest == 0 else f"< {next(b for b in _BOUNDS if largest < float(b))}"


_BOUNDS = ("1e-6", "1e-5", "1e-4", "1e-3")
