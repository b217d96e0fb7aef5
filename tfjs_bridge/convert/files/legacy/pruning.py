"""Take from Keras 2's functional models what no output needs.

Losses and metrics that were added with `add_loss` and `add_metric` are layers of the saved model
(engine/functional.py, `_graph_network_add_loss`), and so is all that leads to them; nothing of it
is needed for inference, and much of it cannot be exported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any

from tfjs_bridge.convert.containers import map_tree, walk
from tfjs_bridge.convert.files.legacy.names import own_name, plain_name
from tfjs_bridge.convert.keras_classes import MODELS

Reference = Sequence[Any]


def is_reference(value: Any, names: Collection[str]) -> bool:
    """Tell whether a value names a tensor: layer, call, output, and maybe keyword arguments."""
    return (
        isinstance(value, list)
        and len(value) in (3, 4)
        and isinstance(value[0], str)
        and value[0] in names
        and isinstance(value[1], int)
        and isinstance(value[2], int)
    )


def references(value: Any, names: Collection[str]) -> Iterator[Reference]:
    """Yield all tensors that a call takes, or a model gives."""
    # A reference can hold others, among the arguments of its call.
    return (item for item in walk(value) if is_reference(item, names))


def first_numbers(config: Mapping[str, Any]) -> dict[str, int]:
    """Return the number of each nested model's first call: 1 if its own graph was number 0."""
    entries = {entry["name"]: entry for entry in config["layers"]}
    nodes = [entry.get("inbound_nodes", []) for entry in config["layers"]]
    first: dict[str, int] = {}
    for name, number, *_ in references([nodes, config["output_layers"]], entries):
        # Keras 2 leaves out the graph that a nested model was made with, and counts it all the same
        # (engine/functional.py, `_should_skip_first_node`).
        if entries[name]["class_name"] in MODELS:
            first[name] = min(first.get(name, number), number)
    return first


def pruned(config: Mapping[str, Any], wanted: Collection[int] | None = None) -> dict[str, Any]:
    """Return a functional model's settings with the layers and calls that its outputs need.

    Args:
        config: The settings in Keras 2.
        wanted: Numbers of the outputs that something takes; all if `None`. The others stay, and
            become copies of one that is wanted.
    """
    outputs = _outputs(config["output_layers"], wanted)
    needed = _needed(config, outputs)
    first = first_numbers(config)
    numbers: dict[tuple[str, int], int] = {}
    layers = []
    for entry in config["layers"]:
        name, start = entry["name"], first.get(entry["name"], 0)
        nodes = entry.get("inbound_nodes", [])
        kept = [k for k in range(len(nodes)) if (name, start + k) in needed]
        numbers |= {(name, start + k): start + number for number, k in enumerate(kept)}
        if kept or (name, start) in needed:
            layers.append({**entry, "inbound_nodes": [nodes[k] for k in kept]})
    renumbered = _renumbering(numbers, {entry["name"] for entry in config["layers"]})
    for layer in layers:
        layer["inbound_nodes"] = renumbered(layer["inbound_nodes"])
    return {**config, "layers": layers, "output_layers": renumbered(outputs)}


def _outputs(outputs: Any, wanted: Collection[int] | None) -> Any:
    is_list = isinstance(outputs, list) and all(isinstance(item, list) for item in outputs)
    if not wanted or not is_list:
        return outputs
    spare = outputs[min(wanted)]
    return [item if number in wanted else spare for number, item in enumerate(outputs)]


def _needed(config: Mapping[str, Any], outputs: Any) -> set[tuple[str, int]]:
    entries = {entry["name"]: entry for entry in config["layers"]}
    first = first_numbers(config)
    # Inputs stay where nothing needs them: whoever calls the model gives all of them.
    stack = [*references(outputs, entries), *references(config["input_layers"], entries)]
    needed: set[tuple[str, int]] = set()
    while stack:
        name, number, *_ = stack.pop()
        if (name, number) in needed:
            continue
        needed.add((name, number))
        nodes = entries[name].get("inbound_nodes", [])
        place = number - first.get(name, 0)
        if 0 <= place < len(nodes):
            stack += references(nodes[place], entries)
    return needed


def _renumbering(
    numbers: Mapping[tuple[str, int], int], names: Collection[str]
) -> Callable[[Any], Any]:
    def is_ours(value: Any) -> bool:
        return is_reference(value, names)

    def renumbered(value: Any) -> Any:
        return map_tree(changed, value, is_ours)

    def changed(value: Any) -> Any:
        if not is_ours(value):
            return value
        name, number, *rest = value
        return [name, numbers.get((name, number), number), *map(renumbered, rest)]

    return renumbered


def used_outputs(config: Mapping[str, Any], name: str) -> set[int]:
    """Return the numbers of the outputs of a nested model that something takes."""
    names = {entry["name"] for entry in config["layers"]}
    nodes = [entry.get("inbound_nodes", []) for entry in config["layers"]]
    found = references([nodes, config["output_layers"]], names)
    return {ref[2] for ref in found if ref[0] == name}


def dropped_layers(saved: Mapping[str, Any], config: Mapping[str, Any]) -> dict[str, set[str]]:
    """Name the layers that a translated model does not have, by the names of the models.

    Args:
        saved: The model in Keras 2.
        config: The same in Keras 3.
    """
    before, after = _layers(saved), _layers(config)
    name = str(config["config"].get("name"))
    found = {name: set(before) - set(after)}
    for layer in before.keys() & after.keys():
        if _layers(before[layer]) and _layers(after[layer]):
            found |= dropped_layers(before[layer], after[layer])
    return found


def _layers(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return a model's layers by their names in Keras 3; none of anything else."""
    config = entry.get("config")
    layers = config.get("layers") if isinstance(config, dict) else config
    if entry.get("class_name") not in MODELS or not isinstance(layers, list):
        return {}
    return {plain_name(layer.get("name") or own_name(layer["config"])): layer for layer in layers}
