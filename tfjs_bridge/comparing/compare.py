"""Compare encodings and formats of a model: the door."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.artifact.encodings.names import AUTO, QUANTIZATIONS
from tfjs_bridge.artifact.encodings.names import UNCHANGED as FLOAT32
from tfjs_bridge.comparing.examples import Examples, data_examples, golden_examples, in_form_of
from tfjs_bridge.comparing.exports import Attempt, Exporter
from tfjs_bridge.comparing.origin import keras_origin
from tfjs_bridge.comparing.results import Comparison, Row, Scores
from tfjs_bridge.comparing.scores import agreement, change, scores
from tfjs_bridge.errors import ArtifactError, UnsupportedModelError, UsageError

if TYPE_CHECKING:
    from tfjs_bridge.comparing.measuring import Measured, Measurements
    from tfjs_bridge.convert.export import FormatName
    from tfjs_bridge.convert.requests import InputShapes, Progress

FORMATS: tuple[FormatName, ...] = ("layers", "graph")
ENCODINGS: tuple[str, ...] = (FLOAT32, *QUANTIZATIONS, AUTO)
ROUNDS = 15
_MOST_ROUNDS = 1000
MAX_CHANGE = 0.01

Array = npt.NDArray[Any]
Data = str | Path | Mapping[str, Array]


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """What was asked for, checked."""

    formats: tuple[FormatName, ...]
    encodings: tuple[str, ...]
    rounds: int
    max_change: float


def compare(
    model: Any,
    *,
    data: Data | None = None,
    formats: Sequence[FormatName] = FORMATS,
    encodings: Sequence[str] = ENCODINGS,
    max_change: float = MAX_CHANGE,
    rounds: int = ROUNDS,
    input_shapes: InputShapes | None = None,
    seed: int = 0,
    run_code: bool = False,
    custom_objects: Sequence[str] = (),
    progress: Progress | None = None,
) -> Comparison:
    """Export a model in each encoding and format, and measure what each costs.

    Nothing is kept but the figures. Outputs, accuracy and latency are those of TensorFlow.js in
    Node on wasm, and are compared with Keras's in float32.

    Args:
        model: A Keras model, the path of a ``.keras`` or ``.h5`` file, or the folder of a layers
            model of TensorFlow.js, which is imported; see `import_layers_model`.
        data: Examples to compare on, as arrays by name or the path of an ``.npz`` file of them:
            the inputs by their names, or ``x`` for an only one, shape (examples, ...), and labels
            ``y`` if there are any: class numbers, one-hot rows or values. By default the golden
            inputs of an export.
        formats: Of ``"layers"`` and ``"graph"``.
        encodings: As `quantize` of `export` takes them; ``"float32"``: weights as they are.
        max_change: What ``"auto"`` keeps; see `export`.
        rounds: Of timing, in which the artifacts take turns; 0 for no latencies.
        input_shapes: As for `export`, as are `seed`, `run_code` and `custom_objects`.
        seed: Of drawn golden inputs.
        run_code: Whether code that a file names may be run; then for graph models alone.
        custom_objects: Names of modules to import.
        progress: Called with each step, as by `export`.

    Returns:
        A row for each encoding in each format; one that cannot be exported says why.

    Raises:
        UsageError: An argument is wrong, or the data does not fit the model.
        DataError: The data cannot be read, or its labels do not fit.
        UnsupportedModelError: No format can express the model.
        ArtifactError: The model file or the artifact cannot be read.
        VerificationError: Node.js or TensorFlow.js is missing.
    """
    from tfjs_bridge.convert.encodings.asked import is_auto, plan_and_search
    from tfjs_bridge.verification.node import find_node

    asked = _Asked(*_checked(formats, encodings), _checked_rounds(rounds), max_change)
    for encoding in asked.encodings:
        plan_and_search(encoding, max_change if is_auto(encoding) else None, None)
    find_node()  # a missing Node.js is said before the model is read
    report = progress or (lambda *_: None)
    settings: dict[str, Any] = {
        "input_shapes": input_shapes,
        "seed": seed,
        "run_code": run_code,
        "custom_objects": custom_objects,
    }
    origin = keras_origin(model)
    examples = None if data is None else data_examples(origin, data, settings)
    with tempfile.TemporaryDirectory() as name:
        search: dict[str, Any] = {"max_change": max_change}
        if examples is not None:
            search["data"] = examples.by_name()
        exporter = Exporter(origin, Path(name), settings, search, report)
        return _compared(exporter, examples, asked)


def _checked(
    formats: Sequence[FormatName], encodings: Sequence[str]
) -> tuple[tuple[FormatName, ...], tuple[str, ...]]:
    """Return both without repetitions, float32 first: it says whether a format will do at all."""
    for name in formats:
        if name not in FORMATS:
            raise UsageError(
                f"format {name!r}: cannot be compared; expected 'layers' or 'graph'. "
                f"Choose one of these, or leave it out."
            )
    if not formats or not encodings:
        raise UsageError(
            "compare: nothing to compare; expected at least one format and one encoding, got none. "
            "Leave the argument out."
        )
    others = [name for name in dict.fromkeys(encodings) if name != FLOAT32]
    return tuple(dict.fromkeys(formats)), (FLOAT32, *others)


def _checked_rounds(rounds: int) -> int:
    if not isinstance(rounds, int) or not 0 <= rounds <= _MOST_ROUNDS:
        raise UsageError(
            f"rounds {rounds!r}: not a number of rounds; expected a whole number from 0 to "
            f"{_MOST_ROUNDS}, got {rounds!r}. Choose another one."
        )
    return rounds


def _compared(exporter: Exporter, examples: Examples | None, asked: _Asked) -> Comparison:
    from tfjs_bridge.artifact.metadata import read_metadata
    from tfjs_bridge.comparing.measuring import measure

    if examples is not None:
        exporter.use(examples.first())
    attempts: list[Attempt] = []
    for attempt in exporter.attempts(asked.formats, asked.encodings):
        attempts.append(attempt)
        if isinstance(attempt.error, ArtifactError):  # the file itself is no good, in any format
            raise attempt.error
        if examples is None and attempt.folder is not None:
            examples = golden_examples(attempt.folder)
            if examples.can_be_given:
                exporter.use(examples.by_name())
    folders = [attempt.folder for attempt in attempts if attempt.folder is not None]
    if not folders or examples is None:
        raise _refusal(attempts)
    exporter.progress("Measuring in Node", 0, 0)
    inputs = examples.padded() if examples.is_data else None
    found = measure(folders, inputs, exporter.folder / "node", asked.rounds)
    metadata = read_metadata(folders[0])
    return Comparison(
        model=metadata.model.name,
        parameters=metadata.model.parameters,
        examples=examples.count,
        source=examples.source,
        keras=scores(examples.outputs, examples.labels),
        rows=tuple(_rows(attempts, found, examples)),
        max_change=asked.max_change,
        tfjs=found.tfjs,
        node=found.node,
    )


def _refusal(attempts: Sequence[Attempt]) -> Exception:
    """Return what to raise where no format can be exported at all."""
    errors = [attempt.error for attempt in attempts if attempt.error is not None]
    others = [error for error in errors if not isinstance(error, UnsupportedModelError)]
    if others:  # a wrong argument or file: nothing that a format could have to do with
        return others[0]
    reasons = dict.fromkeys(f"As a {x.format} model: {x.reason}" for x in attempts)
    return UnsupportedModelError(
        "\n".join(["model: cannot be exported, so there is nothing to compare.", *reasons])
    )


def _rows(attempts: Sequence[Attempt], found: Measurements, examples: Examples) -> Sequence[Row]:
    measured = iter(found.artifacts)
    return [
        Row(x.format, x.encoding, reason=x.reason)
        if x.folder is None
        else _row(x, next(measured), examples)
        for x in attempts
    ]


def _row(attempt: Attempt, measured: Measured, examples: Examples) -> Row:
    name = (attempt.format, attempt.encoding)
    chosen = attempt.chosen
    if measured.reason:
        return Row(*name, measured.sizes, chosen=chosen, reason=measured.reason)
    outputs = in_form_of(examples.outputs, measured.outputs)
    expected = [x.shape for x in examples.outputs]
    if [x.shape for x in outputs] != expected:
        reason = f"its outputs have other shapes than Keras's; expected {expected}"
        return Row(*name, measured.sizes, chosen=chosen, reason=reason)
    is_finite = all(np.isfinite(x).all() for x in outputs)
    return Row(
        *name,
        sizes=measured.sizes,
        change=change(outputs, examples.outputs),
        agreement=agreement(outputs, examples.outputs) if is_finite else None,
        scores=scores(outputs, examples.labels) if is_finite else Scores(),
        latency=measured.latency,
        chosen=chosen,
    )
