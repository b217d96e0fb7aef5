"""What models are compared on: a user's examples, or golden inputs, and Keras's outputs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from tfjs_bridge.errors import DataError, UsageError

Array = npt.NDArray[Any]

# As golden inputs of the exports, which are not kept.
_FEW = 4


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """Inputs, Keras's outputs in float32, and labels.

    Attributes:
        source: In words, where they are from.
        names: Of the inputs.
        inputs: In the model's order, shape (examples, ...) each.
        outputs: Likewise; the examples first.
        labels: `None` where there are none.
        batch: How many examples the model takes at a time; `None`: any number.
        is_data: Whether a user gave them.
        can_be_given: Whether an export takes the inputs as golden inputs: not where they were
            prepared of raw ones, and not one whole input of a model without a batch.
    """

    source: str
    names: tuple[str, ...]
    inputs: tuple[Array, ...]
    outputs: tuple[Array, ...]
    labels: Array | None = None
    batch: int | None = None
    is_data: bool = False
    can_be_given: bool = True

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.outputs[0])

    def by_name(self) -> dict[str, Array]:
        """Return the inputs by their names."""
        return dict(zip(self.names, self.inputs, strict=True))

    def first(self) -> dict[str, Array]:
        """Return a few examples; a whole batch where that is fixed."""
        rows = np.arange(self.batch or min(_FEW, self.count)) % self.count
        return {name: x[rows] for name, x in self.by_name().items()}

    def padded(self) -> list[Array]:
        """Return inputs of whole batches: the last example is repeated."""
        whole = -(-self.count // (self.batch or 1)) * (self.batch or 1)
        rows = np.minimum(np.arange(whole), self.count - 1)
        return [x[rows] for x in self.inputs]


def data_examples(
    origin: Any, data: str | Path | Mapping[str, Array], settings: Mapping[str, Any]
) -> Examples:
    """Read a user's examples, and run Keras on them.

    Args:
        origin: A live model, or a file's path.
        data: Arrays by name, or the path of an ``.npz`` file of them.
        settings: Of `export`.

    Raises:
        DataError: The file cannot be read, or labels do not fit.
        UsageError: An input is missing or does not fit, or the model prepares its inputs itself.
    """
    from tfjs_bridge.comparing.scores import check_labels
    from tfjs_bridge.convert.files.user_code import user_code
    from tfjs_bridge.convert.reference import run_in_keras
    from tfjs_bridge.convert.requests import shapes_by_name
    from tfjs_bridge.data.arrays import read_arrays, without_labels

    if isinstance(data, str | Path):
        arrays, source = read_arrays(Path(data)), Path(data).name
    else:
        arrays, source = {name: np.asarray(x) for name, x in data.items()}, "data"
    _refuse_front(origin)
    given, labels = without_labels(arrays)
    code = user_code(settings["run_code"], settings["custom_objects"], "graph", lambda _: None)
    found = run_in_keras(origin, given, shapes_by_name(settings["input_shapes"]), code)
    for output in found.outputs:
        if not np.isfinite(output).all():
            raise DataError(
                "data: Keras gives NaN or infinite values for it; expected finite outputs. "
                "Check the model's weights, or give other data."
            )
    if labels is not None:
        check_labels(found.outputs[0], labels)
    return Examples(
        source, found.names, found.inputs, found.outputs, labels, found.batch, is_data=True
    )


def _refuse_front(origin: Any) -> None:
    from tfjs_bridge.convert.features.calls import has_front
    from tfjs_bridge.convert.files.front_peek import names_front

    is_file = isinstance(origin, str | Path)
    if names_front(Path(origin)) if is_file else has_front(origin):
        raise UsageError(
            "data: the model prepares tables or texts itself, and artifacts are compared behind "
            "that; expected no data, got some. Leave it out: golden inputs are taken."
        )


def golden_examples(folder: Path) -> Examples:
    """Take an artifact's golden vectors, whose outputs are Keras's."""
    from tfjs_bridge.artifact.golden import read_golden
    from tfjs_bridge.artifact.metadata import read_metadata

    metadata = read_metadata(folder)
    golden = read_golden(folder, metadata.golden)
    inputs, outputs = ([x.value for x in each] for each in (golden.inputs, golden.outputs))
    counts = {x.shape[:1] for x in (*inputs, *outputs)}
    is_batched = len(counts) == 1 and counts != {()} and metadata.inputs[0].shape[0] is None
    kind = (metadata.preprocessing or {}).get("kind")
    return Examples(
        f"golden inputs: {golden.source}",
        tuple(x.name for x in golden.inputs),
        tuple(inputs),
        tuple(outputs) if len(counts) == 1 else tuple(x[np.newaxis] for x in outputs),
        can_be_given=is_batched and kind != "features",
    )


def in_form_of(expected: Sequence[Array], outputs: Sequence[Array]) -> list[Array]:
    """Return outputs with as many examples as others have, and the axis of the examples."""
    return [
        x[np.newaxis] if x.ndim == y.ndim - 1 else x[: len(y)]
        for x, y in zip(outputs, expected, strict=False)
    ]
