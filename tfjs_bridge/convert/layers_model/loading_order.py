"""The order in which TensorFlow.js makes the nodes of a model, when it loads and when it saves.

Nodes are referred to by their number, which is how many the layer had before. The loader goes over
the layers in the file's order, `save` writes them in another one: numbers that are right for the
first may name other nodes in a file that TensorFlow.js has saved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tfjs_bridge.convert.layers_model.tfjs_layers import Call, Tensor, TfjsLayer
from tfjs_bridge.convert.ordering import in_order

Layers = Mapping[str, TfjsLayer]


def loading_order(layers: Layers) -> dict[Call, int]:
    """Return the number that TensorFlow.js gives each node of a layer when it loads the model.

    It goes over the layers again and again, and makes each node as soon as the node's inputs are
    there, so that a later call of a shared layer may overtake an earlier one (engine/container.ts,
    `fromConfig`). Nodes are stored in the order in which they will be made.
    """
    needs = {
        (name, node): [tensor.source for tensor in inputs]
        for name, layer in layers.items()
        for node, inputs in enumerate(layer.nodes)
    }
    made: Counter[str] = Counter()
    numbers: dict[Call, int] = {}
    for name, node in in_order(needs):
        numbers[name, node] = made[name]
        made[name] += 1
    return numbers


def survives_saving(layers: Layers, outputs: Sequence[Tensor]) -> bool:
    """Whether TensorFlow.js loads the same nodes from what it saves of the model."""
    saved = {name: layers[name] for name in saving_order(layers, outputs)}
    return all(node == number for (_, node), number in loading_order(saved).items())


def saving_order(layers: Layers, outputs: Sequence[Tensor]) -> list[str]:
    """Return the layers in TensorFlow.js's saving order: by depth, then as it meets them.

    A layer is as deep as its deepest node (engine/container.ts, the constructor). The order depends
    on the graph alone, so that a file in this order is saved in the same one again.
    """
    met: dict[str, int] = {}
    finished: dict[Call, None] = {}
    for output in outputs:
        for (name, node), is_left in _walk(layers, output.source, finished):
            met.setdefault(name, len(met))
            if is_left:
                finished[name, node] = None
    depths: dict[str, int] = {}
    below: dict[Call, int] = {}
    for name, node in reversed(finished):
        # Outputs have depth 0; a layer is at least as deep as its own later calls.
        depth = depths[name] = max(below.get((name, node), 0), depths.get(name, 0))
        for tensor in layers[name].nodes[node]:
            below[tensor.source] = max(below.get(tensor.source, 0), depth + 1)
    # Inputs that nothing needs; TensorFlow.js does not save them.
    unused = [name for name in layers if name not in met]
    return unused + sorted(met, key=lambda name: (-depths[name], met[name]))


def _walk(
    layers: Layers, start: Call, finished: Mapping[Call, None]
) -> Iterator[tuple[Call, bool]]:
    """Yield each node that is not finished, when it is entered and when it is left."""
    stack = [(start, False)]
    while stack:
        (name, node), is_left = stack.pop()
        if (name, node) in finished:
            continue
        yield (name, node), is_left
        if not is_left:
            stack.append(((name, node), True))
            inputs = reversed(layers[name].nodes[node])
            stack += [(tensor.source, False) for tensor in inputs]
