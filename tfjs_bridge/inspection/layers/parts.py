"""The parts of a TensorFlow.js layers model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tfjs_bridge.inspection.document import Part, Tensor, Weight
from tfjs_bridge.inspection.layers.model import LayerRow, Run, Value
from tfjs_bridge.inspection.layers.settings import some_settings
from tfjs_bridge.inspection.open_sizes import TRIED, one_example, open_shape


def layer_parts(
    topology: Mapping[str, Any], weights: Sequence[Weight]
) -> tuple[list[Part], list[Tensor], list[Tensor], list[Weight]]:
    """Describe the layers of a model.

    Args:
        topology: ``{"class_name", "config"}``, keys in snake case.
        weights: Of the model's files.

    Returns:
        The layers in the order in which they are called, the model's inputs and outputs, and the
        weights that belong to no layer.

    Raises:
        MalformedError: The topology is not one of layers.
    """
    runs = []
    for sizes in TRIED:
        runs.append(Run(sizes))
        runs[-1].model(topology)
    own, others = by_layer(runs[0].rows.values(), weights)
    parts = [_part([run.rows[key] for run in runs], own.get(key, ())) for key in runs[0].rows]
    return parts, _ends([run.inputs for run in runs]), _outputs(runs), others


def _part(tried: Sequence[LayerRow], weights: Sequence[Weight]) -> Part:
    row = tried[0]
    calls = zip(*(one.outputs for one in tried), strict=True)
    shapes = [
        Tensor(None, open_shape(shape for shape, _ in call), call[0][1])
        for call in calls
        if call[0][0] is not None
    ]
    return Part(
        id=row.id,
        name=row.name,
        kind=row.kind,
        group=row.group,
        inputs=tuple(row.inputs),
        outputs=tuple(dict.fromkeys(shapes)),
        multiply_adds=one_example([one.multiply_adds for one in tried]),
        weights=tuple(weights),
        settings=some_settings(row.config),
    )


def _ends(tried: Sequence[Sequence[Value]]) -> list[Tensor]:
    return [
        Tensor(values[0].part or None, open_shape(v.shape for v in values), values[0].dtype)
        for values in zip(*tried, strict=True)
    ]


def _outputs(runs: Sequence[Run]) -> list[Tensor]:
    names = [runs[0].rows[value.part].name if value.part else "" for value in runs[0].outputs]
    found = _ends([run.outputs for run in runs])
    return [Tensor(name, x.shape, x.dtype) for name, x in zip(names, found, strict=True)]


def by_layer(
    rows: Iterable[LayerRow], weights: Iterable[Weight]
) -> tuple[dict[str, list[Weight]], list[Weight]]:
    """Give weights to layers by their names.

    A weight's name begins with its layer's, without the names of models around it; older programs
    add numbers, as in ``conv2d_1_1/kernel`` for `conv2d_1`.

    Returns:
        Weights by the layers' ids, and those that begin with no layer's name.
    """
    ids: dict[str, str] = {}
    for row in rows:
        ids.setdefault(row.name, row.id)
    found: dict[str, list[Weight]] = {}
    others: list[Weight] = []
    for weight in weights:
        key = _owner(weight.name.split("/"), ids)
        (others if key is None else found.setdefault(key, [])).append(weight)
    return found, others


def _owner(names: Sequence[str], ids: Mapping[str, str]) -> str | None:
    # The longest name first, since a layer's name may hold a slash; then without models in front.
    for start in range(len(names) - 1):
        for end in range(len(names) - 1, start, -1):
            name = "/".join(names[start:end])
            key = ids.get(name) or ids.get(re.sub(r"_\d+\Z", "", name))
            if key is not None:
                return key
    return None
