"""Check that a `.keras` file's weights are those of the model that its configuration describes.

Keras recognizes layers by their classes and their order alone (saving_lib.py,
`_load_container_state`), and takes no notice of weights that it does not look for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tfjs_bridge.errors import ArtifactError, UnsupportedModelError

# The second is in files from before Keras 3.0, which reads them (saving_lib.py, `H5IOStore.get`).
_LAYERS = ("layers", "_layer_checkpoint_dependencies")


def check_weights(path: Path, model: Any, weights: Path) -> None:
    """Refuse weights that are not those of a model.

    Args:
        path: The file, for messages.
        model: A built Keras 3 model.
        weights: What the file has as `model.weights.h5`; a file of its own.

    Raises:
        ArtifactError: Weights are missing, left over, of other shapes, or another layer's.
    """
    import h5py

    with h5py.File(weights, "r") as file:
        holder = next((name for name in _LAYERS if name in file), _LAYERS[0])
        for problem in _problems(file, model, holder, ""):
            raise ArtifactError(f"{path}: {problem}. Save the model again.")


def check_python_weights(path: Path, model: Any, weights: Path) -> None:
    """Refuse weights of layers that were not built: Keras leaves these out without a word.

    Args:
        path: The file, for messages.
        model: A Keras 3 model that is written in Python; what it saves is its own concern else.
        weights: As for `check_weights`.

    Raises:
        UnsupportedModelError: Some are, since the model cannot be called on the shapes it saved.
    """
    import h5py

    unbuilt = [layer.name for layer in model._flatten_layers() if not layer.built]
    if not unbuilt:
        return
    with h5py.File(weights, "r") as file:
        left = Counter(_shapes(file)) - Counter(tuple(weight.shape) for weight in model.weights)
    if left:
        raise UnsupportedModelError(
            f"model '{model.name}': cannot be called on the shapes in {path}, so that its layers "
            f"{', '.join(unbuilt)} get no weights. Give the shapes of its inputs with input_shapes "
            f"(--input-shape), or export the model from Python."
        )


def front_groups(model: Any, weights: Path) -> tuple[list[tuple[str, Any]], dict[str, Any]]:
    """Return a model's layers by the names of their groups, and the weights of tf-idf likewise.

    Args:
        model: A built Keras 3 model.
        weights: As for `check_weights`.
    """
    import h5py

    with h5py.File(weights, "r") as file:
        holder = next((name for name in _LAYERS if name in file), _LAYERS[0])
        layers = list(_groups(model, holder, ""))
        found = {group: file.get(f"{group}/vars/idf_weights") for group, _ in layers}
        return layers, {group: data[()] for group, data in found.items() if data is not None}


def _groups(model: Any, holder: str, above: str) -> Iterator[tuple[str, Any]]:
    for name, layer in _named(model.layers):
        group = f"{above}{holder}/{name}"
        inner = _model_within(layer)
        if inner is None:
            yield group, layer
        else:
            yield from _groups(inner, holder, f"{group}/{'' if inner is layer else 'layer/'}")


def _problems(file: Any, model: Any, holder: str, above: str) -> Iterator[str]:
    """Yield what is wrong with the weights of a model whose group is `above`."""
    expected = dict(_named(model.layers))
    groups = file.get(f"{above}{holder}") or {}
    for name, layer in expected.items():
        found = groups.get(name) or {}
        yield from _misplaced(found, layer)
        inner = _model_within(layer)
        if getattr(layer, "is_placeholder", False):
            continue  # of text or lookups: `front_content` reads what they saved
        if inner is None:
            yield from _misfits(found, layer)
        else:
            within = "" if inner is layer else "layer/"
            yield from _problems(file, inner, holder, f"{above}{holder}/{name}/{within}")
    for name in groups:
        if name not in expected and _shapes(groups[name]):
            yield f"has weights '{above}{holder}/{name}' that are of no layer of the model"


def _named(layers: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield layers with the names of their groups: their classes, numbered."""
    seen: Counter[str] = Counter()
    for layer in layers:
        kind = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", type(layer).__name__)
        kind = re.sub("([a-z])([A-Z])", r"\1_\2", kind).lower()
        yield (f"{kind}_{seen[kind]}" if seen[kind] else kind), layer
        seen[kind] += 1


def _model_within(layer: Any) -> Any:
    """The model that a layer is or wraps, if any."""
    for each in (layer, getattr(layer, "layer", None)):
        if type(each).__name__ in ("Sequential", "Functional"):
            return each
    return None


def _misplaced(group: Any, layer: Any) -> Iterator[str]:
    """Yield what is wrong with a group's owner, which it names since Keras 3.4."""
    name = group["vars"].attrs.get("name") if "vars" in group else None
    if name is not None and str(name) != layer.name:
        yield f"has weights of layer '{name}' where those of layer '{layer.name}' should be"


def _misfits(group: Any, layer: Any) -> Iterator[str]:
    # Keras saves LoRA's weights merged into the kernel (Dense.save_own_variables).
    own = [variable for variable in layer.weights if not variable.name.startswith("lora_")]
    expected = sorted(tuple(variable.shape) for variable in own)
    found = sorted(_shapes(group))
    # A wrapper can hold the weights of the layer within it as well, and save them twice.
    fits = not Counter(expected) - Counter(found) and set(expected) == set(found)
    label = f"layer '{layer.name}' ({type(layer).__name__})"
    if expected and not found:
        yield (
            f"has no weights for {label}. Where a layer is also in a model within the model, Keras "
            f"saves it once and then cannot load it; model.save('name.h5') saves it whole"
        )
    elif not fits:
        yield (
            f"the weights of {label} do not fit it; expected shapes "
            f"{', '.join(str(list(shape)) for shape in expected) or 'none'}, got "
            f"{', '.join(str(list(shape)) for shape in found)}"
        )


def _shapes(group: Any) -> list[tuple[int, ...]]:
    """Return shapes of all weights in a group; states of random generators are none."""
    import h5py

    found: list[tuple[int, ...]] = []

    def look(name: str, item: Any) -> None:
        owner = name.split("/")[-3:-2]
        if isinstance(item, h5py.Dataset) and not (owner and owner[0].endswith("generator")):
            found.append(tuple(item.shape))

    if isinstance(group, h5py.Group):
        group.visititems(look)
    return found
