"""What the options of `tfjs-bridge export` say of a model, and the files that they name."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tfjs_bridge.convert.requests import ModelCard


def model_card(
    name: str | None,
    golden_inputs: Path | None,
    labels: Path | None,
    preprocessing: Any,
) -> ModelCard:
    """Return what the options say of a model.

    Args:
        name: The model's.
        golden_inputs: An `.npz` file of arrays.
        labels: A file of the classes' names.
        preprocessing: Of pictures, or the file of a model that prepares.

    Raises:
        DataError: A file cannot be read, or holds something else.
    """
    from tfjs_bridge.convert.export import ModelCard
    from tfjs_bridge.data.arrays import read_arrays
    from tfjs_bridge.data.labels import read_labels

    names = None if labels is None else read_labels(labels)
    card = ModelCard(name=name, labels=names, preprocessing=preprocessing)
    if golden_inputs is None:
        return card
    arrays = read_arrays(golden_inputs)
    source = f"given, {golden_inputs.name}"
    return dataclasses.replace(card, golden_inputs=arrays, golden_source=source)


def examples(data: Path | None) -> dict[str, Any] | None:
    """Return the arrays of a file of examples, without labels, if there are any.

    Raises:
        DataError: It is not an ``.npz`` file.
    """
    from tfjs_bridge.data.arrays import read_arrays, without_labels

    return None if data is None else without_labels(read_arrays(data))[0]
