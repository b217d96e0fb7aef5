"""Read which objects Keras 2 saves the weights of: layers, and the layers within them, as a graph.

Keras 2 saves an object once, however many layers hold it, so this graph has to say which entries of
a configuration are one object.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tfjs_bridge.convert.files.legacy.names import is_layer, own_name
from tfjs_bridge.convert.keras_classes import MODELS, keras_class

_DENSE_OF_ATTENTION = ("_query_dense", "_key_dense", "_value_dense", "_output_dense")
_ACTIVATIONS = ("activation", "recurrent_activation")
# What can differ between two entries of one object, or says nothing about it.
_NOT_COMPARED = frozenset(
    {"shared_object_id", "inbound_nodes", "build_config", "compile_config", "name", "module"}
)


@dataclass(eq=False, slots=True)
class Saved:
    """A layer or model.

    Attributes:
        class_name: Keras 2's.
        name: Its own; empty for those that have no entry in the configuration.
        children: The layers within it, by the attribute that holds them.
    """

    class_name: str
    name: str
    children: dict[str, Saved | list[Saved]] = field(default_factory=dict)


def saved_objects(model: Mapping[str, Any]) -> Saved:
    """Make the graph of objects of a whole model.

    Args:
        model: ``{"class_name", "config"}`` from `h5_form`.
    """
    return _Reader().entry(model)


class _Reader:
    def __init__(self) -> None:
        self._by_id: dict[tuple[Any, str], Saved] = {}
        self._by_content: dict[str, list[Saved]] = {}
        self._contents: dict[int, str] = {}

    def entry(self, entry: Mapping[str, Any]) -> Saved:
        """Return the object of an entry; the same one for entries of one object."""
        content = self._content(entry)
        shared = entry.get("shared_object_id")
        found = None if shared is None else self._shared(shared, content)
        if found is not None:
            return found
        config = entry["config"]
        made = Saved(str(entry["class_name"]), str(own_name(config) or entry.get("name") or ""))
        if shared is not None:
            self._by_id[shared, content] = made
        made.children = self._children(made.class_name, config)
        self._by_content.setdefault(content, []).append(made)
        return made

    def _shared(self, number: Any, content: str) -> Saved | None:
        """Return the earlier object of an entry with a `shared_object_id`.

        Keras writes the number when it meets an object again. The entry where it met it first
        mostly goes without, since models copy their layers' configurations before (Functional's
        get_config, serialize_dict). If that entry is the wrong one here, weights are missing or
        left over in the file, which is an error. In Keras 2.12 the numbers begin at 0 in each
        nested model, and so do not tell objects apart alone.
        """
        if (number, content) in self._by_id:
            return self._by_id[number, content]
        earlier = self._by_content.get(content, [])
        return earlier[0] if len(earlier) == 1 else None

    def _content(self, value: Any) -> str:
        """Return what tells entries apart, in time linear in their size: equal for equal ones."""
        if isinstance(value, dict):
            if id(value) not in self._contents:
                # The name is in the configuration as well.
                parts = [
                    f"{key}:{self._content(item)}"
                    for key, item in sorted(value.items())
                    if key not in _NOT_COMPARED or (key == "name" and "class_name" not in value)
                ]
                self._contents[id(value)] = f"{len(parts)}{hash(tuple(parts))}"
            return self._contents[id(value)]
        if isinstance(value, list):
            return str(hash(tuple(self._content(item) for item in value)))
        return repr(value)

    def _children(self, class_name: str, config: Any) -> dict[str, Saved | list[Saved]]:
        if class_name in MODELS:
            return {"layers": self._layers(class_name, config)}
        if not isinstance(config, dict):
            return {}
        children: dict[str, Saved | list[Saved]] = {
            key: self.entry(config[key]) for key in _ACTIVATIONS if is_layer(config.get(key))
        }
        cell = keras_class(class_name).cell
        if cell is not None:
            # Such a layer has properties for the attributes of its cell, so that what these hold is
            # found twice (rnn/lstm.py, `LSTM.activation`).
            return {**children, "cell": Saved(cell, "", dict(children))}
        if class_name == "MultiHeadAttention":
            return {name: Saved("EinsumDense", "") for name in _DENSE_OF_ATTENTION}
        for key in ("layer", "cell"):
            if is_layer(config.get(key)):
                children[key] = self.entry(config[key])
        if class_name == "StackedRNNCells":
            children["cells"] = [self.entry(cell) for cell in config["cells"]]
        if class_name == "Bidirectional":
            children |= self._directions(config)
        return children

    def _layers(self, class_name: str, config: Any) -> list[Saved]:
        layers = config["layers"] if isinstance(config, dict) else config
        if class_name == "Sequential" and layers and layers[0]["class_name"] == "InputLayer":
            layers = layers[1:]  # as Sequential.layers does
        return [self.entry(layer) for layer in layers]

    def _directions(self, config: Mapping[str, Any]) -> dict[str, Saved]:
        """Return Bidirectional's two layers, copies of the one that it was given.

        That one gets no weights.
        """
        backward = config.get("backward_layer")
        return {
            "forward_layer": _Reader().entry(config["layer"]),
            "backward_layer": self.entry(backward)
            if backward
            else _Reader().entry(config["layer"]),
        }
