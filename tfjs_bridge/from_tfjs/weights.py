"""Give a Keras model its weights, found by names as TensorFlow.js finds them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from tfjs_bridge.artifact.plain_model import PlainModel
from tfjs_bridge.errors import ArtifactError
from tfjs_bridge.from_tfjs.blocks import Weight

_AGAIN = "Save or convert the model again."
_SHOWN = 5


def assign_weights(source: PlainModel, layers: Sequence[Sequence[Weight]]) -> None:
    """Give all weights their values.

    Args:
        source: Where they are.
        layers: The weights that the model looks for, layer by layer.

    Raises:
        ArtifactError: A weight is missing, left over or of another shape, or is there twice.
    """
    names = model_weights(source)
    targets = _targets(source, layers, _is_numbered(names))
    found = _matched(source, names, targets)
    for target, name in found.items():
        _assign(source, targets[target], name)


def model_weights(source: PlainModel) -> list[str]:
    """Return the names of the model's own weights; those of its optimizer are in a group."""
    manifest = source.content.get("weightsManifest") or []
    of_optimizer = {
        entry["name"]
        for group in manifest
        for entry in group["weights"]
        if entry.get("group") == "optimizer"
    }
    return [name for name in source.entries if name not in of_optimizer]


def _is_numbered(names: Sequence[str]) -> bool:
    """Tell whether weights are named by numbers (`isKerasSavedModelFormat` in container.ts)."""
    return bool(names) and re.match(r"\s*[-+]?\d", names[0].rsplit("/", 1)[-1]) is not None


def _targets(
    source: PlainModel, layers: Sequence[Sequence[Weight]], is_numbered: bool
) -> dict[str, Weight]:
    targets: dict[str, Weight] = {}
    for weights in layers:
        ordered = sorted(weights, key=lambda weight: not weight.is_trainable)
        for number, weight in enumerate(ordered):
            name = weight.name
            if is_numbered:
                name = f"{name.rsplit('/', 1)[0]}/{number}"
            if name in targets:
                raise ArtifactError(
                    f"{source.file}: two layers look for a weight '{name}'; expected a name of its "
                    f"own for each, or TensorFlow.js refuses the model. {_AGAIN}"
                )
            targets[name] = weight
    return targets


def _matched(
    source: PlainModel, names: Sequence[str], targets: Mapping[str, Weight]
) -> dict[str, str]:
    """Return the file's name of each target, by the rules of `loadWeights` in container.ts."""
    found: dict[str, str] = {}
    left_over = []
    for name in names:
        *path, _, last = name.split("/") if "/" in name else ["", name]
        target = name if name in targets else "/".join([*path, last])
        if target in targets and target not in found:
            found[target] = name
        else:
            left_over.append(name)
    missing = [name for name in targets if name not in found]
    if left_over or missing:
        raise ArtifactError(_mismatch(source, left_over, missing))
    return found


def _mismatch(source: PlainModel, left_over: Sequence[str], missing: Sequence[str]) -> str:
    parts = [
        f"{len(names)} weights {what} ({_listed(names)})"
        for names, what in (
            (missing, "of the topology are not in the manifest"),
            (left_over, "of the manifest are of no layer"),
        )
        if names
    ]
    return (
        f"{source.file}: weights and topology do not belong together: {' and '.join(parts)}; "
        f"expected a weight for each, by its name. TensorFlow.js refuses the model too. {_AGAIN}"
    )


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _SHOWN
    shown = ", ".join(f"'{name}'" for name in names[:_SHOWN])
    return f"{shown} and {more} more" if more > 0 else shown


def _assign(source: PlainModel, weight: Weight, name: str) -> None:
    variable: Any = weight.variable()
    value = source.values(name)
    if tuple(value.shape) != tuple(variable.shape):
        raise ArtifactError(
            f"{source.file}: weight '{name}' does not fit its layer; expected shape "
            f"{list(variable.shape)}, got {list(value.shape)}. {_AGAIN}"
        )
    variable.assign(weight.convert(value).astype(str(variable.dtype)))
