"""What of a live Keras object another process needs, whatever its backend: attributes, plainly."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tfjs_bridge.keras_backend import load_keras

# `Layer.__new__` wraps these for each object (keras/src/layers/layer.py); it does there too.
_WRAPPERS = frozenset({"build", "quantize"})
# What training leaves behind: compiled functions, data, and losses that may be of a graph.
_OF_TRAINING = frozenset(
    {
        *("optimizer", "_optimizer", "_compile_config", "_compiled_trainable_state"),
        *("train_function", "test_function", "predict_function", "_distribute_strategy"),
        *("_distributed_dataset", "_cluster_coordinator", "_eval_epoch_iterator"),
        *("_losses", "_loss_ids", "_losses_override", "stop_training", "history"),
    }
)
# Of TensorFlow's trackable objects (keras/src/backend/tensorflow/layer.py, trackable.py); a user's
# own attribute may begin with `_self_` too, as in `_self_attention`.
_OF_TENSORFLOW = frozenset(
    {
        *("_saved_model_inputs_spec", "_saved_model_arg_spec", "_tracked"),
        *("_self_setattr_tracking", "_self_unconditional_checkpoint_dependencies"),
        *("_self_unconditional_dependency_names", "_self_unconditional_deferred_dependencies"),
        *("_self_update_uid", "_self_name_based_restores", "_self_saveable_object_factories"),
        *("_self_tracked_trackables",),
    }
)
_STORES_OF_TORCH = ("_parameters", "_buffers", "_modules")


@dataclass(frozen=True, slots=True)
class Kinds:
    """Classes of Keras's own whose objects refer to each other in circles.

    Attributes:
        saveable: Layers, models, operations, metrics, losses.
        optimizer: Not needed for predictions.
        node: The calls that a functional model is made of.
        tensor: Their symbolic inputs and outputs.
        variable: This backend's.
        tracker: Keeps a layer's variables and layers apart by kind.
        seeds: Seed generators.
        function: What runs a functional model.
        layer: The base of all layers.
        tracked: Lists, dicts and sets whose content a tracker watches.
    """

    saveable: type
    optimizer: type
    node: type
    tensor: type
    variable: type
    tracker: type
    seeds: type
    function: type
    layer: type
    tracked: tuple[type, ...]

    @property
    def in_circles(self) -> tuple[type, ...]:
        """All that is carried as a shell first, and filled later."""
        return (self.saveable, self.node, self.tensor, self.variable, self.tracker, self.seeds)


@functools.cache
def kinds() -> Kinds:
    """Return the classes of the Keras that is loaded."""
    keras = load_keras()
    from keras.src.ops.node import Node
    from keras.src.saving.keras_saveable import KerasSaveable
    from keras.src.utils import tracking

    names = ("TrackedList", "TrackedDict", "TrackedOrderedDict", "TrackedSet")
    return Kinds(
        saveable=KerasSaveable,
        optimizer=keras.optimizers.Optimizer,
        node=Node,
        tensor=keras.KerasTensor,
        variable=keras.Variable,
        tracker=tracking.Tracker,
        seeds=keras.random.SeedGenerator,
        function=keras.Function,
        layer=keras.Layer,
        # The one for ordered dicts is newer than our oldest Keras.
        tracked=tuple(getattr(tracking, name) for name in names if hasattr(tracking, name)),
    )


def state(obj: Any) -> Iterator[tuple[str, Any]]:
    """Yield the attributes that an object is rebuilt from."""
    own, k = vars(obj), kinds()
    if isinstance(obj, k.tracker):
        yield "stores", {name: store for name, (_, store) in own["config"].items()}
        yield from ((name, value) for name, value in own.items() if name not in _OF_TRACKERS)
    elif isinstance(obj, k.variable):
        yield from ((name, value) for name, value in own.items() if name not in _OF_TENSORFLOW)
    else:
        yield from _attributes(obj, own)


# Its tests are functions within Keras, and its ids are places in this process's memory.
_OF_TRACKERS = ("config", "stored_ids")


def _attributes(obj: Any, own: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    left = _OF_TENSORFLOW
    if isinstance(obj, kinds().layer):
        left = left | _WRAPPERS | _OF_TRAINING | _module()
        left = left | before_training().keys() if isinstance(obj, load_keras().Model) else left
        for store in _STORES_OF_TORCH if _module() else ():
            yield from ((name, x) for name, x in own[store].items() if name != "_torch_params")
    if isinstance(obj, kinds().function):
        left = left | {"_nodes"}  # see `node_names`
    yield from ((name, value) for name, value in own.items() if name not in left)


def before_training() -> dict[str, Any]:
    """Return what Keras's trainer of this backend keeps in a new model."""
    from keras.src.models import model

    return dict(vars(model.Trainer()))


def node_names(function: Any) -> Any:
    """Return Keras's own names for the nodes of a functional model, made of places in memory."""
    from keras.src.ops.function import map_graph

    return map_graph(function._inputs, function._outputs)[0]


@functools.cache
def _module() -> frozenset[str]:
    """Name what PyTorch keeps in each layer, where that is the backend."""
    if load_keras().backend.backend() != "torch":
        return frozenset()
    (module,) = (base for base in kinds().layer.__mro__ if base.__module__.startswith("torch.nn"))
    return frozenset({*vars(module()), "_torch_params"})
